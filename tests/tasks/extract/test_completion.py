"""What an event takes from another one of its document."""

from dataclasses import replace

import pytest

from tasks.extract.candidates import candidates
from tasks.extract.drafts import Where
from tasks.extract.join import join
from tasks.extract.scene import Scene
from tests.tasks.extract.telling import trigger

SENT = trigger("deployed", "deployment", roles={"force": ["Kenya"], "place": ["Congo"]})
DELIVERED = trigger(
    "delivered",
    "transfer",
    roles={"supplier": ["Finland"], "recipient": ["Ukraine"], "items": ["tanks"]},
)


def test_forces_that_are_not_told_are_those_of_the_deployment_before(composed):
    more = trigger("sent", "deployment", roles={"place": ["Goma"]})
    first, second = composed("deployment-send", SENT, more)
    assert [p.country for p in second.parties("force")] == ["KEN"]
    assert second.signs.roles < first.signs.roles
    assert composed("deployment-send", more) == []


@pytest.mark.parametrize(("place", "found"), [("Mali", 1), ("Gao", 2)])
def test_a_state_alone_tells_of_no_other_deployment(composed, place, found):
    has = trigger("has", "deployment", roles={"force": ["Peru"], "place": ["Mali"]})
    again = trigger("based", "deployment", roles={"place": [place]})
    drafts = composed("standing-forces", has, again)
    assert [draft.parties("force")[0].country for draft in drafts] == ["PER"] * found


def test_a_transfer_with_neither_side_has_those_of_the_one_before(composed):
    sale = trigger("sale", "transfer", roles={"items": ["missiles"]})
    first, second = composed("transfer-aid", DELIVERED, sale)
    assert (second.roles, second.weak) == (first.roles, False)
    assert composed("transfer-aid", sale) == []


def test_waters_lie_in_no_state(mentions, lexicon):
    scene = Scene(mentions["ship"], lexicon)
    (gulf,) = [c.where for c in candidates(scene) if c.where and c.where.place]
    assert (gulf.place, gulf.country, gulf.of_several) == ("Persian Gulf", None, True)


@pytest.mark.parametrize(
    ("where", "country"),
    [
        (Where("Camp Sayari"), "COD"),
        (Where("Camp Sayari", "UGA"), "UGA"),
        (Where("East Africa", of_several=True), None),
        (Where("border", beyond=("COD", "UGA")), None),
    ],
)
def test_a_place_that_no_list_has_lies_where_the_forces_go(composed, where, country):
    more = trigger("sent", "deployment", roles={"force": ["Kenya"], "place": ["Goma"]})
    first, second = composed("deployment-send", SENT, more)
    *_, last = join([first, replace(second, where=where, troops=None, apart=True)])
    assert (last.where.place, last.where.country) == (where.place, country)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({"supplier": ["Finland"]}, ("FIN", "UKR")),
        ({"recipient": ["Ukraine"]}, ("FIN", "UKR")),
        ({"supplier": ["States"]}, None),
    ],
)
def test_a_transfer_takes_its_other_side_from_one_of_the_same_side(composed, roles, expected):
    sale = trigger("sale", "transfer", roles={**roles, "items": ["missiles"]})
    _, *others = join(composed("transfer-aid", DELIVERED, sale))
    sides = [(d.parties("supplier")[0].country, d.parties("recipient")[0].country) for d in others]
    assert sides == ([expected] if expected else [])


def test_a_transfer_told_again_by_one_side_is_the_same(composed):
    roles = {"recipient": ["Ukraine"], "items": ["tanks"]}
    again = trigger("ammunition", "transfer", roles=roles)
    (draft,) = join(composed("transfer-aid", DELIVERED, again))
    assert draft.signs.mentions == 2
