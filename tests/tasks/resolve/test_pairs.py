"""Pair decisions, by a table of reports."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tasks.resolve.compare import compare
from tests.tasks.resolve.conftest import Make

PAIRS = Path(__file__).parents[2] / "golden" / "resolve" / "pairs.toml"
CASES = tomllib.loads(PAIRS.read_text("utf-8"))["pair"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_pairs_are_decided_with_a_reason(case: dict[str, Any], told: Make) -> None:
    one, other = told("one", case["one"]), told("other", case["other"])
    verdict = compare(one, other)
    merged = verdict.score > 0 and verdict.veto is None
    assert merged is case["same"], f"{verdict.score}: {verdict.words}"
    assert case["reason"] in verdict.words
    assert compare(other, one) == verdict


def test_one_text_tells_of_two_events(told: Make) -> None:
    record = CASES[0]["one"]
    verdict = compare(told("one", record), told("one", record, nth=1))
    assert verdict.veto == "one text tells them as two"
