"""What happened in a period, and which words say so.

An event belongs to a period when it took place in it. One whose date is known to the day has to
overlap the period; one dated to a month or year has to lie within it, or overlap it and be first
reported in it. An event without a date, or with one after the period (announced, planned), belongs
to the period in which it was first reported. One with neither a date nor a day of publication may
belong to any period, and so belongs to each.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from warehouse.statements import sql

Row = dict[str, Any]
_LAST_DAY = "SELECT coalesce(max(last_published), max(date_end)) FROM current_events"
_COVERAGE = """
SELECT count(*) AS documents, count(DISTINCT publisher) AS publishers
FROM current_documents WHERE published BETWEEN $first AND $last
"""
_COUNTRY = "SELECT country_code($1)"


class Period(NamedTuple):
    """Days, first and last included, and to what the events are narrowed; empty is all."""

    first: date
    last: date
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Codes; an event fits that takes place there or has an actor of it."""


class Coverage(NamedTuple):
    """What was read that was published in a period."""

    documents: int
    publishers: int


def last_days(connection: duckdb.DuckDBPyConnection, days: int) -> tuple[date, date] | None:
    """Return the first and the last of the `days` that end with the newest report.

    Where no report has a day of publication, the latest date of an event ends them; None where
    there is no such date either.
    """
    row = connection.execute(_LAST_DAY).fetchone()
    if row is None or row[0] is None:
        return None
    return row[0] - timedelta(days=days - 1), row[0]


def code_of_country(connection: duckdb.DuckDBPyConnection, said: str) -> str | None:
    """Return the code of a state or organisation given by code or name; None of another."""
    try:
        row = connection.execute(_COUNTRY, [said]).fetchone()
    except duckdb.InvalidInputException:
        return None
    return row[0] if row else None


def period_coverage(connection: duckdb.DuckDBPyConnection, period: Period) -> Coverage:
    """Count the documents that were published in the period."""
    row = connection.execute(_COVERAGE, {"first": period.first, "last": period.last}).fetchone()
    assert row is not None
    return Coverage(*row)


def period_events(connection: duckdb.DuckDBPyConnection, period: Period) -> list[Row]:
    """Return the events of a period, those that most independent sources tell first.

    Beside the columns of `event_facts`: `actors` (slot, name, country, role), `items` in words,
    `ahead` (dated after the period) and `day`, where to put it on a line of time: the first day
    that its date and the period share; the first report of it where the date is open or names no
    day; null for what lies ahead.
    """
    return _rows(
        connection,
        "period_events",
        {
            "first": period.first,
            "last": period.last,
            "types": list(period.types),
            "countries": list(period.countries),
        },
    )


def period_passages(
    connection: duckdb.DuckDBPyConnection, events: Sequence[UUID], most: int
) -> dict[UUID, list[Row]]:
    """Return for each event up to `most` reports with document and spans, the quoted one first."""
    found: dict[UUID, list[Row]] = {}
    for row in _rows(connection, "period_passages", {"events": list(events), "most": most}):
        found.setdefault(row.pop("event_id"), []).append(row)
    return found


def _rows(connection: duckdb.DuckDBPyConnection, name: str, values: Row) -> list[Row]:
    found = connection.execute(sql(name), values)
    columns = [each[0] for each in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
