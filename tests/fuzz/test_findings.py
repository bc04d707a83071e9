"""What once broke a target, and what fuzzing starts from, holds now."""

from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS, BrokenPromiseError, fuzz_dates

FINDINGS = Path(__file__).with_name("findings")


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_and_findings_hold(target: str) -> None:
    kept = sorted((FINDINGS / target).glob("*")) if (FINDINGS / target).exists() else []
    for data in (*seeds(target), *(path.read_bytes() for path in kept)):
        TARGETS[target](data)


def test_a_broken_promise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.targets.find_dates", lambda text: [_Misplaced(text)])
    with pytest.raises(BrokenPromiseError):
        fuzz_dates(b"on 3 May 2025")


class _Misplaced:
    def __init__(self, text: str) -> None:
        self.start, self.end, self.quote = 0, 2, text
