"""Arrow tables into temporary tables."""

import duckdb
import pyarrow as pa


def put_table(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make the temporary table `name` of `table`, in place of an earlier one.

    Copied, not scanned where it lies: DuckDB cannot push filters on UUIDs into Arrow.
    """
    connection.register("handed_over", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM handed_over")
    connection.unregister("handed_over")
