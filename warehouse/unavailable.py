"""Why a warehouse cannot be opened."""

from pathlib import Path

from schemas.errors import SitrepError


class WarehouseLockedError(SitrepError):
    """Another process has the warehouse open."""

    def __init__(self, path: Path, waited: float, program: str | None, pid: int | None) -> None:
        """Name the file and, where DuckDB tells, who holds it."""
        holder = f"process {pid} ({program})" if pid else "another process"
        super().__init__(
            f"{path} is held open by {holder}; waited {waited:.0f} s."
            " Close that session or stop that process, then run again"
            " (to look at the data at any time, open the snapshot instead)."
        )
        self.path = path
        self.pid = pid


class WarehouseMissingError(SitrepError):
    """There is no warehouse yet."""


class SnapshotMissingError(SitrepError):
    """Nothing has been published yet."""


class UnsafeStatementError(SitrepError):
    """A statement that could do harm: to the process that runs it, or to a lake."""
