"""Dates as sentences tell them, line by line of `dates.txt`."""

from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from tasks.extract.time import Tense, find_dates, resolve


class Case(NamedTuple):
    anchor: date | None
    tense: Tense | None
    context: str | None
    text: str
    quote: str | None
    edtf: str | None


def _none(cell: str) -> str | None:
    return None if cell == "-" else cell


def read(line: str) -> Case:
    head, quote, edtf = (part.strip() for part in line.rsplit(" => ", 2))
    anchor, tense, text = (part.strip() for part in head.split(" | ", 2))
    told, _, context = tense.partition("@")
    return Case(
        None if anchor == "-" else date.fromisoformat(anchor),
        cast("Tense | None", _none(told)),
        context or None,
        text,
        _none(quote),
        _none(edtf),
    )


LINES = [
    line
    for line in (Path(__file__).parent / "dates.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", LINES)
def test_date(line: str) -> None:
    case = read(line)
    found = {
        mention.quote: resolve(mention, case.anchor, case.tense, case.context)
        for mention in find_dates(case.text)
    }
    if case.quote is None:
        assert found == {}
    else:
        assert found.get(case.quote, "not found") == case.edtf, found
