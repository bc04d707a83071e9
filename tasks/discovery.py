"""What there is to read, and what of it was read before just as it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.reject import Reject
from schemas.settings import Settings
from tasks.ingest import InputFile, discover
from warehouse.inputs import remembered


class Found(NamedTuple):
    """Files to read, in the order of their addresses."""

    files: tuple[InputFile, ...]
    unchanged: int
    """Files that the warehouse holds as they are, read by the same version."""
    rejects: tuple[Reject, ...]
    only: Path | None = None
    """Names the documents that are wanted, of all that these files hold (see `plan.Group`)."""


def find(paths: Sequence[str], settings: Settings, version: str) -> Found:
    """Find the files under `paths` that are new, changed, or were read by another version.

    A file is unchanged where size and time of last change are. One that was only touched is read
    again, but its articles are recognised and not extracted again.
    """
    files, rejects = discover(paths, settings.data)
    known = remembered(settings, (file.uri for file in files), version)
    as_loaded = {(row.file_uri, row.size, row.mtime_ns) for row in known.values()}
    new = tuple(file for file in files if (file.uri, file.size, file.mtime_ns) not in as_loaded)
    return Found(new, len(files) - len(new), tuple(rejects))
