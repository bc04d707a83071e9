"""All or nothing."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import duckdb

from schemas.errors import SitrepError
from warehouse.lake.kind import is_lake
from warehouse.lake.turn import lost_turn, take_turn

TRIES = 30
"""Times that a transaction is begun at most, where others on the same lake are always quicker."""
FIRST_PAUSE = 0.1
"""Seconds until the second try; each later pause may be twice as long as the one before."""
LONGEST_PAUSE = 10.0
"""Seconds between two tries at most."""
_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class WarehouseContendedError(SitrepError):
    """Another writer on the same lake was quicker; nothing is written."""


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done inside, or nothing of it when something raises.

    Where the work can be done again by itself, use `atomically`.

    Raises:
        WarehouseContendedError: on a lake, another transaction was committed meanwhile.
    """
    connection.begin()
    try:
        if is_lake(connection):
            take_turn(connection)
        yield
        connection.commit()
    except BaseException as error:
        with suppress(duckdb.Error):
            connection.rollback()
        if lost_turn(error):
            raise WarehouseContendedError(
                "another writer of the lake was quicker; nothing was written: run again"
            ) from error
        raise


def atomically(connection: duckdb.DuckDBPyConnection, work: Callable[[], _Result]) -> _Result:
    """Do `work` in a transaction; on a lake again, from its start, while others are quicker.

    Args:
        connection: a writer's, outside a transaction.
        work: what reads and writes by this connection; done several times it must do as once.

    Raises:
        WarehouseContendedError: others were quicker `TRIES` times; nothing is written.
    """
    pause = FIRST_PAUSE
    for attempt in range(1, TRIES):
        try:
            with transaction(connection):
                return work()
        except WarehouseContendedError:
            _log.warning("another writer of the lake was quicker; try %d of %d", attempt + 1, TRIES)
        time.sleep(random.uniform(0.5, 1) * pause)
        pause = min(2 * pause, LONGEST_PAUSE)
    with transaction(connection):
        return work()
