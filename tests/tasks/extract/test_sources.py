"""Whether a transfer is told by one who takes part, and whose name is beside the supplier's."""

from collections.abc import Mapping
from typing import Any

import pytest

from tasks.extract.candidates import candidates
from tasks.extract.compose import compose
from tasks.extract.drafts import Draft
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene
from tests.tasks.extract.telling import told


def transfers(reading: Reading, lexicon: Lexicon, word: str, **more: Any) -> list[Draft]:
    scene = Scene(reading, lexicon)
    return list(compose([told(reading.doc, word, "transfer", **more)], candidates(scene), scene))


@pytest.mark.parametrize(
    ("name", "word", "read_as", "alleged"),
    [
        ("third-state", "supplying", "no", True),
        ("own-word", "supplying", "yes", False),
        ("accused-of", "arming", "no", True),
        ("two-lists", "sold", "no", False),
        ("two-lists", "sold", "yes", True),
    ],
)
def test_who_takes_part_vouches(
    name: str,
    word: str,
    read_as: str,
    alleged: bool,
    mentions: Mapping[str, Reading],
    lexicon: Lexicon,
) -> None:
    giver = "Spain" if name == "two-lists" else "Chile"
    roles = {"supplier": [giver], "recipient": ["Kenya"]}
    (draft,) = transfers(mentions[name], lexicon, word, facets={"alleged": read_as}, roles=roles)
    assert draft.factuality.alleged is alleged


@pytest.mark.parametrize(
    ("supplier", "recipient", "expected"),
    [
        ({"Spain": 0.8, "Malta": 0.6, "Peru": 0.6}, {"Kenya": 0.9}, ["ESP", "MLT"]),
        ({"Spain": 0.8, "Peru": 0.6}, {"Kenya": 0.9}, ["ESP"]),
        ({"Kenya": 0.6, "Spain": 0.5}, {"Kenya": 0.6}, ["ESP"]),
    ],
)
def test_suppliers_stand_in_one_list(
    supplier: Mapping[str, float],
    recipient: Mapping[str, float],
    expected: list[str],
    mentions: Mapping[str, Reading],
    lexicon: Lexicon,
) -> None:
    roles = {"supplier": supplier, "recipient": recipient}
    drafts = transfers(mentions["two-lists"], lexicon, "sold", roles=roles)
    assert [p.country for d in drafts for p in d.parties("supplier")] == expected


def test_deliveries_are_those_of_who_stops_them(
    mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    reading = mentions["cessation"]
    (draft,) = transfers(reading, lexicon, "aid", roles={"recipient": ["Mali"]})
    assert [p.country for p in draft.parties("supplier")] == ["KEN"]
    assert draft.factuality.status == "cancelled"
    assert not draft.weak


def test_an_ally_is_the_state_named_behind_it(
    mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    roles = {"supplier": ["Spain"], "recipient": {"NATO": 0.6, "ally": 0.9}}
    (draft,) = transfers(mentions["ally"], lexicon, "sale", roles=roles)
    assert [p.country for p in draft.parties("recipient")] == ["PER"]


def test_an_offer_is_planned(mentions: Mapping[str, Reading], lexicon: Lexicon) -> None:
    roles = {"supplier": ["Chile"], "recipient": ["Kenya"]}
    (draft,) = transfers(mentions["offered"], lexicon, "offers", roles=roles)
    assert draft.factuality.status == "planned"


def test_the_state_where_a_movement_is_based_may_arm_it(
    mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    roles = {"supplier": {"Sudan": 0.9, "Chad": 0.6}, "recipient": ["rebels"]}
    (draft,) = transfers(mentions["arming"], lexicon, "arming", roles=roles)
    assert [p.country for p in draft.parties("supplier")] == ["SDN"]
    assert [p.name for p in draft.parties("recipient")] == ["Darfur rebels"]


def test_whoever_purchases_receives(mentions: Mapping[str, Reading], lexicon: Lexicon) -> None:
    roles = {"supplier": {"Madrid": 0.9, "Peru": 0.8}}
    (draft,) = transfers(mentions["postponed-purchase"], lexicon, "purchase", roles=roles)
    assert [p.country for p in draft.parties("supplier")] == ["ESP"]
    assert [p.country for p in draft.parties("recipient")] == ["PER"]
