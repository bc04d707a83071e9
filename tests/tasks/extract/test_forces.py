"""Whose forces one trigger sends, and what they leave."""

import pytest

from tasks.extract.forces import moves_civilians
from tests.tasks.extract.telling import trigger

MOSUL = {"place": ["Mosul"]}


def countries(drafts):
    return [draft.parties("force")[0].country for draft in drafts]


@pytest.mark.parametrize(("chance", "sent"), [(0.55, ["NLD"]), (0.7, ["NLD", "DNK"])])
def test_who_stands_beside_a_force_is_another_only_if_likely_by_itself(composed, chance, sent):
    roles = {"force": {"They": 0.9, "engineers": chance}, **MOSUL}
    assert countries(composed("home-from", trigger("come", "deployment", roles=roles))) == sent


def test_they_are_the_forces_named_before(composed):
    came = trigger("come", "deployment", roles={"force": ["They"], **MOSUL})
    assert countries(composed("home-from", came)) == ["NLD"]


def test_a_pronoun_of_two_sides_tells_no_force(composed):
    moved = trigger("moved", "deployment", roles={"force": ["They"], "place": ["north"]})
    assert composed("two-sides", moved) == []


def test_where_no_word_chosen_tells_a_force_the_next_likely_does(composed):
    roles = {"force": {"They": 0.9, "Peru": 0.3}, "place": ["north"]}
    assert countries(composed("two-sides", trigger("moved", "deployment", roles=roles))) == ["PER"]


@pytest.mark.parametrize(("action", "place"), [("withdraw", "Mosul"), ("deploy", "Texel")])
def test_what_forces_leave_is_not_where_they_go(composed, action, place):
    rode = trigger(
        "rode",
        "deployment",
        roles={"force": ["marines"], "place": {"Texel": 0.8, "Mosul": 0.3}},
        facets={"action": action},
    )
    (draft,) = composed("home-from", rode)
    assert draft.where.place == place


def test_a_state_that_moves_its_citizens_moves_no_forces(composed):
    roles = {"force": ["Kenya"], "place": ["Goma"]}
    assert composed("supposed", trigger("evacuated", "deployment", roles=roles)) == []


@pytest.mark.parametrize(
    ("word", "kind", "forces", "place", "sent"),
    [
        ("leave", "withdraw", ["Peru", "marines"], "Tacna", ["CHL"]),
        ("presence", "presence", ["Norway", "fleet"], "Svalbard", ["DNK"]),
        (
            "go",
            "deploy",
            ["Sweden", "Finland", "Estonia", "troops"],
            "Mali",
            ["SWE", "FIN", "EST", "LVA"],
        ),
    ],
)
def test_who_demands_or_opposes_what_others_do_only_looks_on(
    composed, word, kind, forces, place, sent
):
    roles = {"force": forces, "place": [place]}
    drafts = composed(
        "onlookers", trigger(word, "deployment", roles=roles, facets={"action": kind})
    )
    assert countries(drafts) == sent


@pytest.mark.parametrize(
    ("word", "force", "place", "sent"),
    [
        ("left", "ships", "Aden", []),
        ("left#2", "members", "Tripoli", []),
        ("airlifted", "Kenyan", "Goma", []),
        ("moved", "team", "Gao", ["TGO"]),
    ],
)
def test_aid_diplomats_and_supplies_are_no_forces(composed, word, force, place, sent):
    roles = {"force": [force], "place": [place]}
    assert countries(composed("no-forces", trigger(word, "deployment", roles=roles))) == sent


@pytest.mark.parametrize(
    ("word", "force", "place", "sent"),
    [
        ("withdraw", "Chile", "Tacna", []),
        ("send", "Togo", "Goma", []),
        ("withdrawal", "forces", "Gao", []),
        ("pullout", "Kenyan", "Bamako", ["KEN"]),
        ("presence", "French#2", "Lagos", ["FRA"]),
    ],
)
def test_what_others_are_asked_for_is_no_plan(composed, word, force, place, sent):
    roles, facets = {"force": [force], "place": [place]}, {"status": "planned"}
    told = trigger(word, "deployment", roles=roles, facets=facets)
    assert countries(composed("demanded", told)) == sent


def test_who_advances_into_another_state_does_not_leave_it(composed):
    roles = {"force": ["soldiers"], "place": ["Somalia"]}
    told = trigger("advance", "deployment", roles=roles, facets={"action": "withdraw"})
    (draft,) = composed("advance", told)
    assert (draft.action, draft.where.country) == ("deploy", "SOM")


def test_a_town_regained_in_battle_is_no_deployment(composed):
    roles = {"force": ["army"], "place": ["Gao"]}
    assert composed("advance", trigger("regained", "deployment", roles=roles)) == []


@pytest.mark.parametrize(
    ("numbers", "troops"), [(["50", "200"], 200), (["900"], None), (["50"], None)]
)
def test_troops_are_neither_aircraft_nor_citizens(composed, numbers, troops):
    roles = {"force": ["Chile"], "place": ["Tacna"], "troops": numbers}
    (draft,) = composed("advance", trigger("moved", "deployment", roles=roles))
    assert (draft.troops and draft.troops.low) == troops


def test_the_army_is_no_unit(composed):
    roles = {"force": ["Chile"], "place": ["Tacna"], "units": ["aircraft", "army#2"]}
    (draft,) = composed("advance", trigger("moved", "deployment", roles=roles))
    assert [unit.name for unit in draft.units] == ["50 aircraft"]


@pytest.mark.parametrize(
    ("word", "force", "place", "country"),
    [
        ("withdrawal", "Israel", "Gaza", "PSE"),
        ("withdraws", "Kenya", "Goma", "COD"),
        ("pullout", "French", "Gao", "MLI"),
        ("pullout#2", "Benin", "Niamey", "NER"),
    ],
)
def test_relief_forces_are_forces_and_what_is_only_spoken_of_is_not_demanded(
    composed, word, force, place, country
):
    roles = {"force": [force], "place": [place]}
    facets = {"status": "planned", "action": "withdraw"}
    (draft,) = composed("behind-a-verb", trigger(word, "deployment", roles=roles, facets=facets))
    assert draft.where.country == country


@pytest.mark.parametrize(("name", "word", "civil"), [("housing", "build", True)])
def test_homes_are_no_forces(mentions, name, word, civil):
    verb = next(token for token in mentions[name].doc if token.text == word)
    assert moves_civilians(verb) is civil
