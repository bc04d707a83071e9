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


class Unheard(NamedTuple):
    """A source of `sources.toml` of which nothing new came for longer than its `silent_after`."""

    name: str
    publisher: str | None
    since: datetime
    """UTC without a zone."""
    silent_after_days: float


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


def unheard(connection: duckdb.DuckDBPyConnection) -> list[Unheard]:
    """Return the sources of `sources.toml` that are silent; those that are switched off are not."""
    query = """
    SELECT name, publisher, silent_since, silent_after_days FROM source_health
    WHERE silent_since IS NOT NULL ORDER BY name
    """
    return [Unheard(*row) for row in connection.execute(query).fetchall()]
