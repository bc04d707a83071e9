"""Where results wait on their way to the warehouse."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from schemas.ids import content_uuid
from schemas.reject import Reject
from schemas.settings import Settings
from tasks.load import StagingDamagedError, load, stage_batch
from tasks.reading import Batch
from tasks.store import AREAS, bring, name_of, store_of
from warehouse.home import home_of
from warehouse.rows import InputRow, LoadCounts, Run


def basis(settings: Settings, version: str) -> str:
    """Return what decides a batch's rows besides its sources: the pipeline, and what is known.

    Articles that are published are not processed again; after another load the rows of a batch may
    be others.
    """
    return " ".join(filter(None, (version, home_of(settings).published_state())))


def batch_folder(settings: Settings, batch: Batch, based_on: str) -> Path:
    """Return the folder of a batch's rows, named by its sources and their `basis`."""
    return settings.staging_folder / "batches" / content_uuid("staged", (based_on, batch.key)).hex


def stage_rejects(settings: Settings, rejects: Sequence[Reject]) -> Path:
    """Stage rejects that belong to no batch; return their folder."""
    key = content_uuid("rejects", sorted(str(reject.reject_id) for reject in rejects))
    folder = settings.staging_folder / "batches" / key.hex
    if not folder.exists():
        stage_batch(folder, [], [], rejects)
    return folder


def load_or_discard(
    batches: Sequence[Path],
    inputs: Sequence[InputRow],
    run: Run,
    settings: Settings,
    leave_open: ExitStack | None = None,
) -> LoadCounts:
    """Do as `load` does; a damaged batch is thrown away, so that the next run makes it again.

    Raises:
        StagingDamagedError: a batch was damaged or is not in the store; nothing was loaded.
        StoreError: the store of batches does not answer.
        WarehouseLockedError: another process holds the warehouse.
    """
    bring(list(batches), settings)
    try:
        return load(batches, inputs, run, settings, leave_open)
    except StagingDamagedError as damaged:
        folder = damaged.path.parent
        shutil.rmtree(folder, ignore_errors=True)
        if store := store_of(settings):
            store.drop([name_of(folder, settings)])
        raise


def clear(settings: Settings, *, others: bool = False) -> None:
    """Remove what is staged here, and its like in the store; to be called once it is loaded.

    Args:
        settings: where it is staged.
        others: also remove what is only in the store: rests of killed runs, and what other data
            folders have staged there, which they will make again.
    """
    if store := store_of(settings):
        found = (path for area in AREAS for path in (settings.staging_folder / area).rglob("*"))
        ours = {name_of(path, settings) for path in found}
        store.drop([Path(each.name) for each in store.list() if others or Path(each.name) in ours])
    shutil.rmtree(settings.staging_folder, ignore_errors=True)
