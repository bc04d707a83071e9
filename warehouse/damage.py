"""Telling a damaged database file from other troubles."""

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


def is_damage(error: BaseException) -> bool:
    """Tell whether DuckDB complains about the bytes of the file."""
    return isinstance(error, duckdb.Error) and bool(_SIGNS.search(str(error)))


def damaged(path: Path, error: BaseException) -> WarehouseDamagedError:
    """Return what to raise for DuckDB's complaint."""
    return WarehouseDamagedError(path, str(error).strip().splitlines()[0][:300])
