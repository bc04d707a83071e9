"""The network's word on an event, held against the words of the text."""

from collections.abc import Mapping

import pytest
from spacy.tokens import Token

from schemas.event import EventType, Status
from tasks.extract.compose import LEARNED
from tasks.extract.factuality import judge
from tasks.extract.lexicon import Lexicon
from tasks.extract.proposals import propose
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene
from tasks.extract.status import Factuality
from tasks.extract.unreal import is_unreal
from tasks.extract.verdict import is_forbidden, is_halted, is_worded, passage_of, status_told
from tests.tasks.extract.telling import told


def word(reading: Reading, text: str) -> Token:
    return next(t for t in reading.doc if t.text == text)


@pytest.mark.parametrize(
    ("name", "trigger", "forbidden"),
    [
        ("ban", "sales", True),
        ("ban", "arms", True),
        ("embargo", "sales", True),
        ("resumed", "deliveries", False),
    ],
)
def test_what_a_ban_is_on_is_no_event(
    name: str, trigger: str, forbidden: bool, mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    reading = mentions[name]
    assert is_forbidden(word(reading, trigger)) is forbidden
    token, scene = word(reading, trigger), Scene(reading, lexicon)
    assert is_unreal(LEARNED["transfer"], token, "planned", scene) is forbidden
    assert not is_unreal(LEARNED["visit"], token, "planned", scene)


@pytest.mark.parametrize(
    ("name", "trigger", "halted"),
    [
        ("put-off", "purchase", True),
        ("put-off", "postpone", True),
        ("announced-halt", "deliveries", True),
        ("resumed", "deliveries", False),
        ("not-stopped", "deliveries", False),
    ],
)
def test_deliveries_may_be_stopped(
    name: str, trigger: str, halted: bool, mentions: Mapping[str, Reading]
) -> None:
    assert is_halted(word(mentions[name], trigger)) is halted


@pytest.mark.parametrize(
    ("name", "trigger", "status", "expected"),
    [
        ("rejected", "arming", "denied", True),
        ("resumed", "deliveries", "denied", False),
        ("resumed", "deliveries", "cancelled", False),
        ("not-stopped", "deliveries", "denied", True),
        ("put-off", "purchase", "cancelled", True),
        ("resumed", "deliveries", "ongoing", True),
    ],
)
def test_a_denial_has_its_words(
    name: str,
    trigger: str,
    status: Status,
    expected: bool,
    mentions: Mapping[str, Reading],
    lexicon: Lexicon,
) -> None:
    assert is_worded(status, passage_of(word(mentions[name], trigger)), lexicon) is expected


def test_without_words_for_it_the_next_likeliest_status_holds(
    mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    reading = mentions["resumed"]
    read = told(reading.doc, "deliveries", "transfer", facets={"status": "denied"})
    read.facets["status"]["ongoing"] = 0.5
    assert status_told(read, LEARNED["transfer"], Scene(reading, lexicon)) == "ongoing"


def test_a_halt_that_is_announced_is_no_plan(
    mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    reading = mentions["announced-halt"]
    (proposal,) = (
        p for p in propose(reading.doc, lexicon.frames) if p.frame.name == "transfer.delivery"
    )
    assert judge(reading, proposal, lexicon) == Factuality("cancelled")


@pytest.mark.parametrize(
    ("kind", "name", "trigger", "heard", "status"),
    [
        ("visit", "awaited", "flies", "occurred", "planned"),
        ("visit", "begun", "visit", "occurred", "ongoing"),
        ("visit", "began", "visit", "occurred", "occurred"),
        ("visit", "begun", "visit", "planned", "planned"),
        ("visit", "calls-off", "cancel", "planned", "cancelled"),
        ("visit", "keeps", "cancel", "planned", "planned"),
        ("visit", "arrives", "arrives", "occurred", "ongoing"),
        ("transfer", "put-off", "purchase", "planned", "cancelled"),
        ("transfer", "put-off", "postpone", "planned", "cancelled"),
        ("transfer", "announced-halt", "deliveries", "planned", "cancelled"),
        ("transfer", "resumed", "deliveries", "planned", "planned"),
        ("transfer", "not-stopped", "deliveries", "planned", "planned"),
        ("transfer", "new-package", "package", "occurred", "planned"),
        ("transfer", "resumed", "deliveries", "occurred", "occurred"),
        ("transfer", "first-lots", "deliveries", "occurred", "ongoing"),
        ("transfer", "first-lots", "begins", "occurred", "ongoing"),
    ],
)
def test_the_words_around_a_trigger_correct_what_the_network_hears(
    kind: EventType,
    name: str,
    trigger: str,
    heard: Status,
    status: Status,
    mentions: Mapping[str, Reading],
    lexicon: Lexicon,
) -> None:
    reading = mentions[name]
    read = told(reading.doc, trigger, kind, facets={"status": heard})
    assert status_told(read, LEARNED[kind], Scene(reading, lexicon)) == status


@pytest.mark.parametrize(
    ("name", "trigger", "status"),
    [
        ("awaited", "flies", "planned"),
        ("begun", "visit", "ongoing"),
        ("began", "visit", "occurred"),
    ],
)
def test_a_frame_tells_the_same(
    name: str,
    trigger: str,
    status: Status,
    mentions: Mapping[str, Reading],
    lexicon: Lexicon,
) -> None:
    reading = mentions[name]
    (proposal,) = (
        p
        for p in propose(reading.doc, lexicon.frames)
        if p.frame.type == "visit" and p.trigger.text == trigger
    )
    assert judge(reading, proposal, lexicon) == Factuality(status)
