"""Which files are read together, and under which name their results are kept."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from schemas.ids import content_uuid
from schemas.settings import Settings
from tasks import ingest
from tasks.ingest import InputFile

GROUP_FILES = 250
"""Small files to a task: a task costs 10 to 60 ms, reading a small file 1 ms."""
GROUP_BYTES = 32 * 1024**2
"""Bytes to a task; a larger file has a task of its own."""


class Group(NamedTuple):
    """Files that one task reads."""

    label: str
    files: tuple[InputFile, ...]
    only: Path | None = None
    """A file with the ids of the documents that are wanted, one a line; None for all."""

    def key(self, settings: Settings) -> str:
        """Name of the group's results: the files as they are, and all that decides the outcome."""
        facts = [f"{file.uri} {file.size} {file.mtime_ns}" for file in self.files]
        decided_by = (
            ingest.VERSION,
            str(settings.batch_size),
            str(settings.max_file_bytes),
            str(settings.max_record_bytes),
            settings.columns.model_dump_json(),
        )
        wanted = (self.only.name,) if self.only else ()
        return content_uuid("group", (*decided_by, *facts, *wanted)).hex


def group(files: Iterable[InputFile], only: Path | None = None) -> Iterator[Group]:
    """Put neighbouring small files together; order and grouping depend on the files alone."""
    gathered: list[InputFile] = []
    size = 0
    for file in files:
        if gathered and (len(gathered) == GROUP_FILES or size + file.size > GROUP_BYTES):
            yield _named(gathered, only)
            gathered, size = [], 0
        gathered.append(file)
        size += file.size
    if gathered:
        yield _named(gathered, only)


def _named(files: list[InputFile], only: Path | None) -> Group:
    first = Path(files[0].path).name
    label = first if len(files) == 1 else f"{first} and {len(files) - 1} more"
    return Group(label, tuple(files), only)


def batch_key(source_ids: Iterable[UUID], versions: Iterable[str]) -> str:
    """Name of a batch's results: what went in, and the versions of all stages it went through."""
    return content_uuid("batch", (*versions, *(str(each) for each in source_ids))).hex
