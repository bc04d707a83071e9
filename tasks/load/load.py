"""One load of staged batches."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.load.stage import check_sum
from warehouse.connection import writer
from warehouse.load import load_batches
from warehouse.rows import InputRow, LoadCounts, Run
from warehouse.staged import STAGED


class StagingDamagedError(SitrepError):
    """A staged file cannot be read; discard it and stage it again."""

    def __init__(self, path: Path, problem: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(f"{path}: {problem}; delete this file or folder and run again")
        self.path = path


def load(
    batches: Sequence[Path],
    inputs: Sequence[InputRow],
    run: Run,
    settings: Settings,
    leave_open: ExitStack | None = None,
) -> LoadCounts:
    """Load batches that `stage_batch` wrote, in one transaction; loading again changes nothing.

    Args:
        batches: folders of staged batches.
        inputs: the files that are done once these batches are loaded.
        run: what brought them; its row is written with them.
        settings: where the warehouse is, and from which likeness texts are copies.
        leave_open: keeps the warehouse open for what follows, until it is closed.

    Raises:
        StagingDamagedError: a staged file is missing, cut short or not of this release.
        warehouse.connection.WarehouseLockedError: another process holds the warehouse.
    """
    _check(batches)
    with writer(settings, leave_log=True, leave_open=leave_open) as connection:
        try:
            return load_batches(connection, batches, inputs, run, settings.near_copy)
        except duckdb.Error:
            _blame(batches)
            raise


def _check(batches: Sequence[Path]) -> None:
    """Raise for the first staged file whose bytes are not those that were written."""
    for batch in batches:
        for table in STAGED:
            path = batch / f"{table}.parquet"
            try:
                check_sum(path)
            except OSError as error:
                raise StagingDamagedError(path, f"cannot be read ({error})") from error


def _blame(batches: Sequence[Path]) -> None:
    """Raise for the first staged file that is damaged, if there is one."""
    for batch in batches:
        for table, schema in STAGED.items():
            path = batch / f"{table}.parquet"
            try:
                read = pq.read_table(path)
            except (OSError, pa.ArrowException) as error:
                raise StagingDamagedError(path, f"cannot be read ({error})") from error
            if not read.schema.equals(schema):
                raise StagingDamagedError(path, "was staged by another release")
