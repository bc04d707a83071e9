"""What speaks for and against two reports telling of one event, each with its words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.resolve.weights import weights


class Finding(NamedTuple):
    """One piece of evidence."""

    name: str
    weight: float
    """Log-odds: above zero it speaks for one event."""
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison of two reports gave."""

    score: float
    """Log-odds that they tell of one event."""
    findings: tuple[Finding, ...] = field(default=())
    veto: str | None = None
    """Why they cannot be one event, whatever else agrees."""

    @property
    def words(self) -> str:
        """Return the reason in words, what weighs most first."""
        if self.veto is not None:
            return self.veto
        said = (each for each in self.findings if each.words)
        told = sorted(said, key=lambda each: (-abs(each.weight), each.name))
        return "; ".join(each.words for each in told)


class Evidence(list[Finding]):
    """Findings as they come up."""

    def add(self, name: str, words: str, times: float = 1.0) -> None:
        """Note a finding with its weight from the table."""
        self.append(Finding(name, weights().evidence[name] * times, words))


class VetoError(Exception):
    """Two reports cannot be of one event."""


def named(names: Iterable[str | None]) -> str:
    """Return names for a sentence."""
    return ", ".join(sorted({name for name in names if name}))
