"""Doing again, from the bytes that are kept, what an earlier release or other knowledge made."""

from typing import NamedTuple
from urllib.parse import unquote
from uuid import UUID

from schemas.fetched import LIST_SUFFIX
from schemas.ids import content_uuid
from schemas.settings import Settings
from tasks.discovery import Found
from tasks.ingest import InputFile, RawStore
from tasks.stewardship.listed import is_fetched, lists_of
from tasks.versions import pipeline_version, versions
from warehouse.blobs import read_lists
from warehouse.connection import reader
from warehouse.outdated import OutdatedFile, Period, outdated_files, outdated_parts

EVERYTHING = Period()


class Part(NamedTuple):
    """A part of the pipeline that has changed since documents were made."""

    name: str
    was: str
    now: str
    documents: int
    """Documents that the earlier version made."""


class Outdated(NamedTuple):
    """What there is to do again."""

    parts: tuple[Part, ...]
    files: tuple[InputFile, ...]
    """In the raw store, each with the address under which it came in."""
    documents: frozenset[UUID]
    """Current documents that another version made."""
    missing: int
    """Of these, documents whose bytes are not kept any more."""


def outdated(settings: Settings, period: Period = EVERYTHING) -> Outdated:
    """Find what the present pipeline would make otherwise, perhaps.

    Only the current version of each article counts; what became of older ones is history.

    Args:
        settings: where the warehouse is, and with what documents would be made now.
        period: which documents; those of all publishers and all times by default.

    Raises:
        WarehouseMissingError: nothing was loaded yet.
    """
    version, now = pipeline_version(settings), versions(settings)
    with reader(settings) as connection:
        rows = outdated_files(connection, version, period)
        made_with = outdated_parts(connection, version, period)
        lists = read_lists(connection, LIST_SUFFIX) if any(map(is_fetched, rows)) else {}
    parts = [
        Part(name, was, now[name], count)
        for name, was, count in made_with
        if name in now and was != now[name]
    ]
    store = RawStore(settings.raw)
    files = [row for row in rows if not is_fetched(row)]
    kept = [row for row in files if store.path(row.blob_sha256).exists()]
    kept += lists_of(filter(is_fetched, rows), lists, settings)
    lost = sum(len(row.documents) for row in rows) - sum(len(row.documents) for row in kept)
    return Outdated(
        parts=tuple(parts),
        files=tuple(_input(row, settings) for row in kept),
        documents=frozenset(key for row in kept for key in row.documents),
        missing=lost,
    )


def lay_out(outdated: Outdated, settings: Settings) -> Found:
    """Put the files where they can be read under their names, for a name has a say in the format.

    Returns:
        What a run is to read, limited to the outdated documents.
    """
    store = RawStore(settings.raw)
    for file in outdated.files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.unlink(missing_ok=True)
        file.path.hardlink_to(store.path(file.path.parent.name))
    wanted = sorted(map(str, outdated.documents))
    only = settings.staging_folder / "again" / content_uuid("wanted", wanted).hex
    only.parent.mkdir(parents=True, exist_ok=True)
    only.write_text("\n".join(wanted))
    return Found(outdated.files, 0, (), only)


def _input(row: OutdatedFile, settings: Settings) -> InputFile:
    name = unquote(row.file_uri.rpartition("/")[2]) or row.blob_sha256
    path = settings.staging_folder / "again" / row.blob_sha256 / name.replace("/", "_")[-100:]
    kept = RawStore(settings.raw).path(row.blob_sha256).stat()
    return InputFile(path, row.file_uri, kept.st_size, kept.st_mtime_ns)
