"""One group of files on its way to batches of sources, each a file that a worker picks up."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from schemas.document import Document
from schemas.ids import content_hash
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.ingest import InputFile, RawStore, read
from tasks.load import read_sources, stage_batch, stage_sources
from tasks.plan import Group, batch_key
from tasks.store import name_of, store_of
from tasks.watch import GivenUpError, watched
from warehouse.rows import InputRow
from warehouse.tombstones import Tombstones, read_tombstones

DONE = "group.json"
"""Written last: a group without it was cut short and is read again."""

BATCH_CHARS = 2 * 1024**2
"""Characters after which a batch is full, however few its articles: bounds what a process holds,
and what is lost when it is killed. 800 articles of 400 words have as many."""
FIRST_BATCH = 250
"""Articles of a group's first two batches; each later pair has twice as many as the one before, up
to `Settings.batch_size`. A batch costs a tenth of a second beside its articles, and a group that
is one batch keeps one process busy: small ones gain by small batches, large ones by large."""


class Batch(NamedTuple):
    """Sources that are processed together."""

    path: Path
    key: str
    label: str
    articles: int


class FileRead(NamedTuple):
    """A file that was read, for the memory of what is done."""

    file: InputFile
    blob_sha256: str
    articles: int
    rejects: int


class GroupRead(NamedTuple):
    """What came of reading a group."""

    batches: tuple[Batch, ...]
    files: tuple[FileRead, ...]
    rejected: Path | None
    """Staged rejects, if any."""
    rejects: dict[tuple[str, str], int]

    def inputs(self, version: str) -> list[InputRow]:
        """Return what to remember of the files, so that the next run passes them by."""
        return [
            InputRow(
                file_uri=each.file.uri,
                blob_sha256=each.blob_sha256,
                size=each.file.size,
                mtime_ns=each.file.mtime_ns,
                version=version,
                articles=each.articles,
            )
            for each in self.files
        ]


def read_group(group: Group, settings: Settings) -> GroupRead:
    """Read the files of `group` into batches under the staging folder.

    A group that is already there whole, by the same version from the same files, is not read
    again.
    """
    folder = settings.staging_folder / "sources" / group.key(settings)
    with suppress(OSError, ValueError):
        return _load(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    reader = _Reader(group, settings)
    batches = tuple(_batches(reader, folder, group.label, settings.batch_size))
    rejected = None
    if reader.rejects:
        rejected = folder / "rejects"
        stage_batch(rejected, [], [], reader.rejects)
    counts: dict[tuple[str, str], int] = {}
    for reject in reader.rejects:
        counts[reject.stage, reject.reason] = counts.get((reject.stage, reject.reason), 0) + 1
    result = GroupRead(batches, tuple(reader.files), rejected, counts)
    _hand_on(batches, settings)
    _save(folder, result)
    return result


def divide(whole: Batch, settings: Settings) -> list[Batch]:
    """Return a batch of its own for each source of a batch.

    Raises:
        OSError, pyarrow.ArrowException: the batch is missing or damaged.
        StoreError: the store of batches does not answer.
    """
    parts = []
    for number, source in enumerate(read_sources(whole.path), 1):
        path = whole.path.with_name(f"{whole.path.stem}-{number:05}.parquet")
        stage_sources(path, [source])
        key = batch_key([source.source_id], ())
        parts.append(Batch(path, key, f"{whole.label}, article {number}", 1))
    _hand_on(parts, settings)
    return parts


def forget(folder: Path) -> None:
    """Have the group whose results lie in `folder` read again."""
    (folder / DONE).unlink(missing_ok=True)


def _hand_on(batches: Iterable[Batch], settings: Settings) -> None:
    if store := store_of(settings):
        for batch in batches:
            store.put(name_of(batch.path, settings), batch.path)


class _Reader:
    """Iterates over the sources of a group and keeps account of files and rejects."""

    def __init__(self, group: Group, settings: Settings) -> None:
        self.group = group
        self.settings = settings
        self.files: list[FileRead] = []
        self.rejects: list[Reject] = []

    def __iter__(self) -> Iterator[Source]:
        store = RawStore(self.settings.raw)
        tombstones = read_tombstones(self.settings)
        only = self.group.only
        wanted = None if only is None else frozenset(only.read_text().split())
        for file in self.group.files:
            if _forgotten(file, tombstones, store):
                continue
            blob = store.put(file.path)
            before, articles = len(self.rejects), 0
            for found in _each(file, blob, self.settings):
                if isinstance(found, Reject):
                    if wanted is None or found.stage != "fetch":
                        self.rejects.append(found)
                elif not tombstones.refuses(found) and _is_wanted(found, wanted):
                    articles += 1
                    yield found
            self.files.append(FileRead(file, blob, articles, len(self.rejects) - before))


def _each(file: InputFile, blob: str, settings: Settings) -> Iterator[Source | Reject]:
    """Read a file up to the first article that takes too long; the rest of it is lost."""
    outputs = read(file, blob, settings)
    for number in count(1):
        try:
            with watched("ingest", f"{file.uri} {number}"):
                found = next(outputs, None)
        except GivenUpError as error:
            yield Reject.of(
                "ingest",
                error.reason,
                f"{file.path.name}: reading it {error}, {number - 1} articles and rejects from its"
                f" start; only those were read. {error.remedy}",
                uri=file.uri,
                blob_sha256=blob,
            )
            return
        if found is None:
            return
        yield found


def _is_wanted(source: Source, wanted: frozenset[str] | None) -> bool:
    return wanted is None or str(Document.key(source)) in wanted


def _forgotten(file: InputFile, tombstones: Tombstones, store: RawStore) -> bool:
    """Tell whether a file was forgotten; its bytes do not stay, had they come already."""
    if tombstones == Tombstones():
        return False
    with file.path.open("rb") as stream:
        blob = hashlib.file_digest(stream, "sha256").hexdigest()
    refused = tombstones.refuses_file(file.uri, blob)
    if refused and file.path == store.path(blob):
        store.drop(blob)
    return refused


def _batches(sources: Iterable[Source], folder: Path, label: str, most: int) -> Iterator[Batch]:
    entries, first = iter(sources), 1
    for size in _sizes(most):
        piece = list(_piece(entries, size))
        if not piece:
            return
        last = first + len(piece) - 1
        path = folder / f"{first:09}.parquet"
        stage_sources(path, piece)
        key = batch_key((source.source_id for source in piece), ())
        yield Batch(path, key, f"{label} {first}-{last}", len(piece))
        first = last + 1


def _sizes(most: int) -> Iterator[int]:
    """How many articles each batch of a group has at most."""
    size = min(FIRST_BATCH, most)
    while True:
        yield from (size, size)
        size = min(2 * size, most)


def _piece(sources: Iterator[Source], size: int) -> Iterator[Source]:
    """Take `size` sources, or fewer where they are long."""
    chars = 0
    for source in islice(sources, size):
        yield source
        chars += len(source.content)
        if chars >= BATCH_CHARS:
            return


def _save(folder: Path, result: GroupRead) -> None:
    plain = {
        "batches": [[batch.path.name, *batch[1:]] for batch in result.batches],
        "files": [[[str(part) for part in each.file], *each[1:]] for each in result.files],
        "rejected": result.rejected is not None,
        "rejects": [[*pair, count] for pair, count in result.rejects.items()],
    }
    partial, text = folder / f"{DONE}.part", json.dumps(plain)
    partial.write_text(f"{content_hash(text.encode())}\n{text}", "utf-8")
    partial.rename(folder / DONE)


def _load(folder: Path) -> GroupRead:
    """Return what `_save` wrote.

    Raises:
        OSError, ValueError: it is not there, or not as it was written.
    """
    seal, _, text = (folder / DONE).read_text("utf-8").partition("\n")
    if seal != content_hash(text.encode()):
        raise ValueError(f"{folder / DONE} has other bytes than were written")
    plain = json.loads(text)
    if plain["rejected"] and not (folder / "rejects").exists():
        raise FileNotFoundError(folder / "rejects")
    return GroupRead(
        batches=tuple(Batch(folder / name, *rest) for name, *rest in plain["batches"]),
        files=tuple(FileRead(_file(*file), *rest) for file, *rest in plain["files"]),
        rejected=folder / "rejects" if plain["rejected"] else None,
        rejects={(stage, reason): count for stage, reason, count in plain["rejects"]},
    )


def _file(path: str, uri: str, size: str, mtime_ns: str) -> InputFile:
    return InputFile(Path(path), uri, int(size), int(mtime_ns))
