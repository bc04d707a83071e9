"""That of two writers at once one goes first: what the lock does for a file.

DuckLake refuses a commit only where two transactions change the same rows. Two loads that bring
the same article, or copies of one, only add rows and would both pass: twice the same key, and
copies that nobody compared. So every transaction that writes also raises the number in this table;
of two at once the second to commit is refused and does its work again, on what the first left.
"""

import re
from contextlib import suppress

import duckdb

_MAKE = """
BEGIN;
CREATE SCHEMA IF NOT EXISTS turn;
CREATE TABLE turn.taken (number BIGINT NOT NULL);
COMMENT ON TABLE turn.taken IS
    'Raised by all that write, so that of two at once one is done again.';
COMMENT ON COLUMN turn.taken.number IS 'Transactions so far, one row';
INSERT INTO turn.taken VALUES (0);
COMMIT;
"""
_LOST = re.compile(
    r"transaction conflict|could not serialize|deadlock detected|database is locked|"
    r"write-write conflict|concurrent",
    re.IGNORECASE,
)


def make_turn(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the table where it is not there; tell whether it was, for then the lake is new."""
    if _is_made(connection):
        return False
    try:
        connection.execute(_MAKE)
    except duckdb.Error:  # perhaps another was quicker
        with suppress(duckdb.Error):
            connection.rollback()
        if not _is_made(connection):
            raise
    return True


def _is_made(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        connection.execute("FROM turn.taken")
    except duckdb.CatalogException:
        return False
    return True


def take_turn(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise the number, first thing in a transaction that writes to a lake."""
    connection.execute("UPDATE turn.taken SET number = number + 1")


def lost_turn(error: BaseException) -> bool:
    """Tell whether a transaction was refused because another was quicker."""
    return isinstance(error, duckdb.Error) and bool(_LOST.search(str(error)))
