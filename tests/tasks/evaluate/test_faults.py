"""Each kind of error, in a text of our own."""

from collections import Counter
from collections.abc import Callable

import pytest

from schemas.event import Event
from tasks.evaluate import Judged
from tasks.evaluate.faults import commonest
from tasks.evaluate.passages import Passages

Make = Callable[..., Event]
Judge = Callable[..., Judged]

TEXT = (
    "Gen. Ana Ruiz of Chile flew to Lima on Monday, and Eva Sol of Bolivia came too."
    " Ghana sent two companies to Juba.\nGermany gave Ukraine guns."
)
FLEW, CAME, SENT, GAVE = (
    "Ana Ruiz of Chile flew to Lima",
    "Eva Sol of Bolivia came",
    "Ghana sent two companies",
    "Germany gave Ukraine guns",
)


def test_passages_are_sentences(event: Make) -> None:
    passages = Passages("A title", TEXT)
    numbers = [
        sorted(passages.of(event("visit", "/CHL", evidence=quote)))
        for quote in (FLEW, CAME, SENT, GAVE, "A title", "not  in it", "Juba. Germany gave")
    ]
    assert numbers == [[1], [1], [2], [3], [0], [], [2, 3]]


@pytest.mark.parametrize(
    ("gold", "found", "kinds"),
    [
        ([("visit", "Ana Ruiz/CHL", FLEW)], [], ["missed no such record"]),
        ([], [("visit", "Ana Ruiz/CHL", FLEW)], ["spurious no such record"]),
        (
            [("visit", "Ana Ruiz/CHL", FLEW)],
            [("visit", "Eva Sol/BOL", CAME)],
            ["missed wrong actor", "spurious wrong actor"],
        ),
        (
            [("visit", "Ana Ruiz/CHL", FLEW)],
            [("visit", "Eva Sol/BOL", SENT)],
            ["missed no such record", "spurious no such record"],
        ),
        (
            [("visit", "Ana Ruiz/CHL", FLEW), ("visit", "Ruiz/CHL", CAME)],
            [("visit", "Ana Ruiz/CHL", FLEW)],
            ["missed joined with another"],
        ),
        (
            [("visit", "Ana Ruiz/CHL", FLEW)],
            [("visit", "Ana Ruiz/CHL", FLEW), ("visit", "Ruiz/CHL", CAME)],
            ["spurious told twice"],
        ),
        (
            [("visit", "Ana Ruiz/CHL", FLEW)],
            [("visit", "Ana Ruiz/CHL", FLEW), ("visit", "Eva Sol/BOL", CAME)],
            ["spurious beside another"],
        ),
        (
            [("visit", "Ana Ruiz/CHL", FLEW)],
            [("deployment", "/CHL", CAME)],
            ["missed another type", "spurious another type"],
        ),
    ],
)
def test_kinds(
    gold: list[tuple[str, ...]],
    found: list[tuple[str, ...]],
    kinds: list[str],
    event: Make,
    judged: Judge,
) -> None:
    sides = [
        [event(kind, who, evidence=quote, country="PER") for kind, who, quote in side]
        for side in (gold, found)
    ]
    document = judged(*sides, text=TEXT)
    assert [f"{fault.side} {fault.kind}" for fault in document.records] == kinds


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"country": "SSD", "action": "deploy"}, "wrong place"),
        ({"country": "PER", "action": "withdraw"}, "wrong direction"),
        ({"country": "SSD", "action": "withdraw"}, "several wrong"),
    ],
)
def test_kinds_of_key(values: dict[str, str], kind: str, event: Make, judged: Judge) -> None:
    gold = event("deployment", "/GHA", evidence=SENT, country="PER")
    found = event("deployment", "/GHA", evidence=SENT, **values)
    assert [fault.kind for fault in judged([gold], [found], text=TEXT).records] == [kind, kind]


def test_values(event: Make, judged: Judge) -> None:
    gold = event("visit", "Ana Ruiz/CHL", "Jo Paz/CHL", "Li/CHL", country="PER", date="2026-03")
    found = event("visit", "Ana Ruiz/CHL", "Mo/CHL", country="PER", place="Lima")
    faults = judged([gold], [found]).values
    assert Counter((fault.slot, fault.kind) for fault in faults) == {
        ("date", "missing"): 1,
        ("place", "too many"): 1,
        ("visitors", "wrong"): 1,
        ("visitors", "missing"): 1,
        ("visitors.country", "wrong"): 1,
        ("visitors.country", "missing"): 1,
    }
    wrong = next(f for f in faults if (f.slot, f.kind) == ("visitors", "wrong"))
    assert f"{wrong.gold} | {wrong.found}" == "Jo Paz / CHL | Mo / CHL"


def test_commonest_first() -> None:
    counts = commonest([("b", "x"), ("a", "y"), ("b", "x"), ("a", "x")])
    assert counts == [(("b", "x"), 2), (("a", "x"), 1), (("a", "y"), 1)]
