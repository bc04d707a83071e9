"""What the flow hands to the warehouse besides staged files, and what it gets back."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from pydantic import AwareDatetime, Field

from schemas.base import Record
from schemas.source import Sha256

RunStatus = Literal["running", "completed", "failed", "cancelled"]


class InputRow(Record):
    """A file as it was when it was last read to its end: the memory of what is done."""

    file_uri: Annotated[str, Field(min_length=1)]
    blob_sha256: Sha256
    size: Annotated[int, Field(ge=0)]
    """Bytes."""
    mtime_ns: int
    """Time of last change that the file system gives, in nanoseconds since 1970."""
    version: str
    """Of the pipeline that read it (`Run.version`)."""
    articles: Annotated[int, Field(ge=0)]
    """Sources that it gave; what was refused is not counted."""


class Run(Record):
    """One run of the flow."""

    run_id: UUID
    started: AwareDatetime
    """Stands for the time at which everything that the run brings was retrieved."""
    finished: AwareDatetime | None = None
    status: RunStatus = "running"
    version: str
    """One name for all versions that decide what a document becomes."""
    versions: dict[str, str] = Field(default_factory=dict)
    """Stage or part (`ingest`, `normalize`, `extractor`, `model`, `sitrep`, `schema`) → version."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """What was set, as JSON."""
    files_found: Annotated[int, Field(ge=0)] = 0
    files_unchanged: Annotated[int, Field(ge=0)] = 0


class LoadCounts(NamedTuple):
    """What a load changed. All zero when it brought nothing new."""

    inserted: dict[str, int]
    """Table → new rows, for `sources`, `documents`, `reports`, `rejects`, `inputs`."""
    updated: dict[str, int]
    """Table → rows whose content changed; being seen again is no change."""
    superseded: int
    """Documents that gained or lost a newer version."""
    copies: int
    """Documents whose link to the first of their copies changed."""


def naive(moment: datetime | None) -> datetime | None:
    """Return `moment` in UTC without its zone, as TIMESTAMP columns hold it."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)
