"""Whether two warehouses hold the same, row for row."""

from pathlib import Path

from schemas.settings import Settings
from warehouse.connection import reader
from warehouse.content import duplicates, fingerprint


def hold_the_same(one: Settings, other: Settings, beside: Path | None = None) -> bool:
    """Compare all tables but for run ids and clock times; print which differ and what is twice.

    Args:
        one, other: where the warehouses are.
        beside: folder for the tables that differ, two Parquet files each.
    """
    with reader(one) as first, reader(other) as second:
        ours, theirs = fingerprint(first), fingerprint(second)
        surplus = duplicates(first) | duplicates(second)
        differ = sorted(table for table in ours if ours[table] != theirs[table])
        for table in differ if beside else ():
            first.sql(f"FROM {table}").write_parquet(f"{beside}/{table}-one.parquet")
            second.sql(f"FROM {table}").write_parquet(f"{beside}/{table}-other.parquet")
    print(f"{len(ours)} tables compared, differ: {differ or 'none'}; twice: {surplus or 'none'}")
    for table in differ:
        print(f"  {table} (rows:hash): {ours[table]} and {theirs[table]}")
    return not differ and not surplus
