"""What a check found."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    """It works, and something should be done."""
    ERROR = "error"
    """It does not work, or what it says is not to be trusted."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    check: str
    """What was looked at: python, prefect, pipeline, disk, keys …"""
    level: Level
    says: str
    """How it is."""
    todo: str = ""
    """What to do about it, where anything is."""

    def to_json(self) -> dict[str, str]:
        """Return plain values."""
        return {name: str(value) for name, value in asdict(self).items()}
