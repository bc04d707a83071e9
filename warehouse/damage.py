"""Telling a damaged database file from other troubles."""

import errno
import re
from pathlib import Path

import duckdb

from schemas.errors import SitrepError

_SIGNS = re.compile(
    r"not a valid DuckDB database|checksum|corrupt|deserializ|serialization error|"
    r"INTERNAL Error|database has been invalidated|could not read enough bytes|"
    r"attempted to read",
    re.IGNORECASE,
)

_FULL = re.compile(r"No space left on device|File too large|Disk quota exceeded", re.IGNORECASE)


class WarehouseDamagedError(SitrepError):
    """A database file cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        """Name the file, what is wrong with it, and the way back."""
        super().__init__(
            f"{path} is damaged ({problem}). `sitrep restore --snapshot` brings back the last"
            " snapshot, `sitrep restore BACKUP` a backup; files that came in later are read again"
            " by the next run"
        )
        self.path = path


class DiskFullError(SitrepError):
    """There is no room for what has to be written."""

    def __init__(self, path: Path, problem: str) -> None:
        """Name the place and what to do."""
        super().__init__(
            f"the disk is full where {path} lies ({problem}). Nothing is lost: make room"
            " (`sitrep maintain --dry-run` tells what could go), then run again"
        )
        self.path = path


def is_damage(error: BaseException) -> bool:
    """Tell whether DuckDB complains about the bytes of the file."""
    return isinstance(error, duckdb.Error) and bool(_SIGNS.search(str(error)))


def is_full(error: BaseException) -> bool:
    """Tell whether somebody complains that there is no room."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return isinstance(error, duckdb.Error) and bool(_FULL.search(str(error)))


def explained(path: Path, error: Exception) -> SitrepError | None:
    """Return DuckDB's complaint about its file as an error that says what to do, if it is one."""
    said = str(error).strip().splitlines()[0][:300]
    if is_full(error):
        return DiskFullError(path, said)
    return WarehouseDamagedError(path, said) if is_damage(error) else None
