"""What can fill a role, on the golden parses."""

from collections.abc import Callable

import pytest

from tasks.extract.candidates import Candidate, candidates
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene

Found = Callable[[str], list[tuple[str, str, object]]]


def value(candidate: Candidate) -> object:
    """What a candidate says, in short."""
    match candidate.kind:
        case "actor":
            return [(p.name, p.country) for p in candidate.parties]
        case "place":
            assert candidate.where is not None
            return candidate.where.place, candidate.where.country
        case "date":
            return tuple(w.edtf if w else None for w in (candidate.when, candidate.coming))
        case "count":
            assert candidate.amount is not None
            return candidate.amount.low, candidate.amount.high
        case "money":
            return candidate.usd
        case _:
            item, unit = candidate.item, candidate.unit
            assert unit is not None
            return item.name if item else None, item.category if item else None, unit.name


@pytest.fixture
def found(reading: Callable[[str], Reading], lexicon: Lexicon) -> Found:
    def of(name: str) -> list[tuple[str, str, object]]:
        read = reading(name)
        every = candidates(Scene(read, lexicon))
        return [(c.kind, read.span(c.at).text, value(c)) for c in every]

    return of


@pytest.mark.parametrize(
    ("name", "kind", "words", "says"),
    [
        (
            "visit-welcome",
            "actor",
            "Omani Foreign Minister Badr al-Harthy",
            [("Badr al-Harthy", "OMN")],
        ),
        ("visit-welcome", "actor", "He", [("Badr al-Harthy", "OMN")]),
        ("visit-welcome", "place", "Tehran", ("Tehran", "IRN")),
        ("visit-welcome", "actor", "Tehran", [(None, "IRN")]),
        ("visit-cancelled", "date", "Friday", ("2022-08-26", "2022-09-02")),
        ("visit-led", "actor", "The delegation", [("Sun Haoran", "CHN")]),
        (
            "meeting-two",
            "actor",
            "The two leaders",
            [("Nikos Andreou", "GRC"), ("Kemal Yalman", "TUR")],
        ),
        ("meeting-split", "actor", "the leaders", [(None, "SRB"), (None, "XKX")]),
        ("deployment-send", "count", "Up to 300", (None, 300)),
        ("deployment-send", "thing", "1,200 soldiers", (None, None, "1,200 soldiers")),
        ("deployment-withdraw", "actor", "its 145 troops", [(None, "NZL")]),
        ("deployment-withdraw", "place", "Bamiyan province", ("Bamiyan province", "AFG")),
        ("transfer-sale", "money", "$1.2 billion", 1.2e9),
        (
            "transfer-aid",
            "thing",
            "three Leopard 2 tanks",
            ("Leopard 2 tanks", "armoured_vehicle", "three Leopard 2 tanks"),
        ),
        ("transfer-denied", "actor", "it", [(None, "SRB")]),
    ],
)
def test_candidates(name: str, kind: str, words: str, says: object, found: Found) -> None:
    assert (kind, words, says) in found(name)


@pytest.mark.parametrize(
    ("name", "kind", "words", "says"),
    [
        ("list-of-states", "actor", "Kari Lund", [("Kari Lund", "NOR")]),
        ("list-of-states", "actor", "Per Holm", [("Per Holm", "SWE")]),
        (
            "list-of-states",
            "actor",
            "The foreign ministers",
            [("Kari Lund", "NOR"), ("Per Holm", "SWE")],
        ),
        (
            "posted-to",
            "actor",
            "U.S. envoy to Iraq and Syria, Martin Kells",
            [("Martin Kells", "USA")],
        ),
        (
            "office-of-one-state",
            "actor",
            "Deputy Secretary of State Laura Finch",
            [("Laura Finch", "USA")],
        ),
        ("name-of-state", "actor", "Paul Reed of Jamaica", [("Paul Reed", "JAM")]),
        (
            "relative-clause",
            "actor",
            "General Ann Corbett, who heads the U.S. Southern Command",
            [("Ann Corbett", "USA")],
        ),
        ("context", "actor", "Foreign Minister Hari Thapa", [("Hari Thapa", "NPL")]),
        ("neighbour", "actor", "Prime Minister Karim Nuri", [("Karim Nuri", "IRQ")]),
        ("shared-title", "actor", "Dana Wright", [("Dana Wright", "USA")]),
        ("nationality", "actor", "Dutch businessman Jan Visser", [("Jan Visser", "NLD")]),
        ("surname", "actor", "Mr. Musharraf", [("Musharraf", "PAK")]),
        ("rebels", "actor", "Darfur rebels", [("Darfur rebels", "SDN")]),
        ("coalition", "actor", "Western allies", [("Western allies", None)]),
        ("fighters", "actor", "Hezbollah fighters", [("Hezbollah", "LBN")]),
        ("and-of-two", "actor", "Egyptian troops", [(None, "EGY")]),
        ("unlisted-movement", "actor", "Free Dinar Front", [("Free Dinar Front", "LBY")]),
        ("forces-by-name", "actor", "IDF", [(None, "ISR")]),
        (
            "forces-by-name",
            "thing",
            "at least five brigades",
            (None, None, "at least five brigades"),
        ),
        ("ship", "actor", "USS Harlan", [(None, "USA")]),
        ("ship", "thing", "USS Harlan", ("USS Harlan", "ship", "USS Harlan")),
        ("ship", "place", "Persian Gulf", ("Persian Gulf", None)),
        ("border", "place", "Belarusian border", ("Belarusian border", None)),
        ("territory", "place", "Guadeloupe", ("Guadeloupe", "GLP")),
    ],
)
def test_what_mentions_say(
    name: str,
    kind: str,
    words: str,
    says: object,
    mentions: dict[str, Reading],
    lexicon: Lexicon,
) -> None:
    read = mentions[name]
    every = candidates(Scene(read, lexicon))
    assert (kind, words, says) in [(c.kind, read.span(c.at).text, value(c)) for c in every]


def test_order_follows_the_text(reading: Callable[[str], Reading], lexicon: Lexicon) -> None:
    read = reading("transfer-aid")
    every = candidates(Scene(read, lexicon))
    assert [c.head for c in every] == sorted(c.head for c in every)
    assert all(c.at.start <= c.head < c.at.end for c in every)
