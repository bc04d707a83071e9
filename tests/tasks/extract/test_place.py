"""Which country a place lies in: by the place, by context, by size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import states
from tasks.extract.cities import cities
from tasks.extract.place import coordinates, country_of


@pytest.mark.parametrize(
    ("name", "context", "country"),
    [
        ("Georgia", (), "GEO"),
        ("Georgia", ("RUS", "GEO"), "GEO"),
        ("Georgia", ("USA",), "USA"),
        ("Atlanta, Georgia", (), "USA"),
        ("Jordan", (), "JOR"),
        ("Chad", (), "TCD"),
        ("Tripoli", (), "LBY"),
        ("Tripoli", ("LBN",), "LBN"),
        ("Tripoli", ("FRA",), "LBY"),
        ("Congo", (), "COD"),
        ("Congo", ("COG",), "COG"),
        ("Korea", (), None),
        ("Korea", ("PRK",), "PRK"),
        ("Washington", (), "USA"),
        ("Washington, D.C.", (), "USA"),
        ("Sydney", (), "AUS"),
        ("Sydney", ("CAN",), "AUS"),
        ("Granada", (), "ESP"),
        ("Granada", ("NIC",), "NIC"),
        ("Paris", ("USA",), "FRA"),
        ("Paris, Texas", (), "USA"),
        ("London", ("CAN",), "GBR"),
        ("San Jose", (), "CRI"),
        ("San Jose", ("USA",), "USA"),
        ("Hyderabad", ("PAK",), "PAK"),
        ("Hyderabad", (), "IND"),
        ("Kursk region", (), "RUS"),
        ("the Gaza Strip", (), "PSE"),
        ("Golan Heights", (), "SYR"),
        ("Camp Lemonnier", (), "DJI"),
        ("Al Udeid Air Base", (), "QAT"),
        ("Panmunjom", (), "KOR"),
        ("Sharm el-Sheikh", (), "EGY"),
        ("Kiev", (), "UKR"),
        ("Zürich", (), "CHE"),
        ("Pristina", (), "XKX"),
        ("Red Sea", (), None),
        ("Red Sea", ("EGY",), None),
        ("Xanaduville", (), None),
        ("", (), None),
    ],
)
def test_country(name: str, context: tuple[str, ...], country: str | None) -> None:
    assert country_of(name, context) == country


@pytest.mark.parametrize(
    ("name", "country", "near"),
    [
        ("Kyiv", "UKR", (50, 31)),
        ("Tripoli", "LBN", (34, 36)),
        ("Red Sea", None, (20, 38)),
        ("Al Udeid Air Base", "QAT", (25, 51)),
        ("Paris, Texas", "USA", (34, -96)),
    ],
)
def test_coordinates(name: str, country: str | None, near: tuple[int, int]) -> None:
    found = coordinates(name, country)
    assert found is not None
    assert found == pytest.approx(near, abs=1)


def test_no_coordinates() -> None:
    assert coordinates("Kyiv", "FRA") is None
    assert coordinates("Xanaduville") is None


def test_every_city_lies_in_a_state_on_the_globe() -> None:
    for rows in cities().values():
        for city in rows:
            assert city.country in states()
            assert abs(city.latitude) <= 90
            assert abs(city.longitude) <= 180


@given(st.text(max_size=30), st.lists(st.sampled_from(["USA", "COG", "XKX"]), max_size=2))
def test_any_text_is_answered(name: str, context: list[str]) -> None:
    assert country_of(name, context) in {None, *states()}
