"""The shipped tables are whole and consistent."""

from collections import Counter
from datetime import date

import pytest

from schemas.codes import ORGANISATIONS, states
from tasks.extract.knowledge import load_knowledge

KNOWN = load_knowledge()


def test_every_code_has_its_row() -> None:
    assert set(KNOWN.states_by_code) == states()
    assert {row.country for row in KNOWN.organisations} - {None} == set(ORGANISATIONS)


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        ("U.S.", ["USA"]),
        ("American", ["USA"]),
        ("Seoul", ["KOR"]),
        ("the Blue House", ["KOR"]),
        ("North Korean", ["PRK"]),
        ("Scottish", ["GBR"]),
        ("Downing Street", ["GBR"]),
        ("the Kremlin", ["RUS"]),
        ("Burmese", ["MMR"]),
        ("Nigerien", ["NER"]),
        ("Nigerian", ["NGA"]),
        ("Dutch", ["NLD"]),
        ("Poles", ["POL"]),
        ("Kosovar", ["XKX"]),
        ("Congolese", ["COD", "COG"]),
        ("Korean", []),
    ],
)
def test_forms_of_states(form: str, codes: list[str]) -> None:
    meanings = KNOWN.state_names.get(form, ())
    assert list(dict.fromkeys(meaning.code for meaning in meanings)) == codes


def test_only_the_two_congos_share_names() -> None:
    shared = {
        form
        for form, meanings in KNOWN.state_names.items()
        if len({meaning.code for meaning in meanings}) > 1
    }
    assert shared == {"Congo", "Congolese"}


def test_every_holder_has_a_known_office() -> None:
    assert {row.office.lower() for row in KNOWN.office_holders} <= set(KNOWN.office_titles)


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("Sergei Lavrov", date(2015, 6, 1), "foreign minister"),
        ("Sergei Shoigu", date(2020, 1, 1), "defence minister"),
        ("Donald Trump", date(2018, 6, 12), "president"),
        ("Hakan Fidan", date(2016, 1, 1), "intelligence chief"),
        ("Donald Trump", date(2022, 6, 12), None),
    ],
)
def test_terms(name: str, day: date, office: str | None) -> None:
    held = [row.office for row in KNOWN.holders_by_name[name] if row.holds(day)]
    assert held == ([office] if office else [])


def test_one_head_of_state_or_government_at_a_time() -> None:
    terms = [row for row in KNOWN.office_holders if row.office in ("president", "prime minister")]
    overlaps = Counter(
        (one.country, one.office, one.person, other.person)
        for number, one in enumerate(terms)
        for other in terms[number + 1 :]
        if (one.country, one.office) == (other.country, other.office)
        and (one.since or date.min) < (other.until or date.max)
        and (other.since or date.min) < (one.until or date.max)
    )
    assert set(overlaps) == {
        ("CIV", "president", "Laurent Gbagbo", "Alassane Ouattara"),
        ("GMB", "president", "Yahya Jammeh", "Adama Barrow"),
    }


def test_weapons_and_formations_tell_their_kind() -> None:
    assert KNOWN.weapon_terms["HIMARS"].category == "artillery"
    assert KNOWN.weapon_terms["F-16s"].category == "aircraft"
    assert KNOWN.weapon_terms["weapons"].generic
    assert not KNOWN.weapon_terms["rifles"].generic
    assert KNOWN.formation_terms["soldiers"].counts_people
    assert not KNOWN.formation_terms["destroyers"].counts_people


def test_acting_bodies() -> None:
    assert KNOWN.organisation_names["UNIFIL"].country == "UNO"
    assert KNOWN.organisation_names["KFOR"].country == "NATO"
    assert KNOWN.organisation_names["ECOWAS"].country is None
