"""What the watch asks of the snapshot."""

from datetime import date, datetime
from typing import NamedTuple

import duckdb


class Day(NamedTuple):
    """What came in on a day, and what was found in it."""

    day: date
    documents: int
    copies: int
    reports: int
    undated: int
    unplaced: int


class Activity(NamedTuple):
    """How often a source brings something new; times are UTC without a zone."""

    source: str
    articles: int
    days: int
    first_seen: datetime
    last_seen: datetime


def days(connection: duckdb.DuckDBPyConnection, most: int) -> list[Day]:
    """Return the newest days on which anything came in, at most `most`, oldest first."""
    query = "FROM daily_quality ORDER BY day DESC LIMIT $1"
    return [Day(*row) for row in reversed(connection.execute(query, [most]).fetchall())]


def activity(connection: duckdb.DuckDBPyConnection) -> list[Activity]:
    """Return every source that is known by name."""
    return [
        Activity(*row)
        for row in connection.execute("FROM source_activity ORDER BY source").fetchall()
    ]
