"""A batch on a machine that may have no data folder: fetched, processed, handed back."""

import tempfile
from pathlib import Path

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks import batch
from tasks.load import StagingDamagedError
from tasks.store import Store, name_of, store_of
from tasks.versions import pipeline_version


class OtherReleaseError(SitrepError):
    """A worker would make other rows than the machine that runs the flow."""


class DataFolderUnseenError(SitrepError):
    """A worker does not see the data folder."""


def run(sources: Path, staged: Path, settings: Settings, version: str) -> batch.BatchCounts:
    """Process staged sources to staged rows; both are where `settings` says that batches wait.

    A batch that is there already is not processed again.

    Args:
        sources, staged: paths in the staging folder of the machine that runs the flow.
        settings: that machine's.
        version: of its pipeline.

    Raises:
        OtherReleaseError: code, knowledge or model of this machine are not the flow's.
        DataFolderUnseenError: this machine cannot see the batches.
        StagingDamagedError: the sources are missing or damaged; their files have to be read anew.
        StoreError: the store of batches does not answer.
    """
    ours = pipeline_version(settings)
    if ours != version:
        raise OtherReleaseError(
            f"a worker has version {ours} of the pipeline and the run has {version}: install the"
            " same release, knowledge and model on all machines, from one requirements.lock"
        )
    store = store_of(settings)
    if store is not None:
        return _by_store(store, name_of(sources, settings), name_of(staged, settings), settings)
    if not settings.staging_folder.exists():
        raise DataFolderUnseenError(
            f"a worker does not see {settings.staging_folder}: set SITREP_STAGING to a URL that"
            " all machines reach, or put the data folder where all of them have it"
        )
    return batch.run(sources, staged, settings, version)


def _by_store(store: Store, sources: Path, staged: Path, settings: Settings) -> batch.BatchCounts:
    with tempfile.TemporaryDirectory(prefix="sitrep-batch-") as folder:
        came, made = Path(folder) / sources.name, Path(folder) / staged.name
        if store.get(staged, made):
            return batch.counts(made)
        if not store.get(sources, came):
            raise StagingDamagedError(came, f"is not in {store.url}, or damaged there")
        counted = batch.run(came, made, settings, pipeline_version(settings))
        store.put(staged, made)
    return counted
