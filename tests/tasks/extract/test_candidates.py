"""What can fill a role, on the golden parses."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.event import Deployment
from tasks.extract.borders import on_own_side
from tasks.extract.candidates import Candidate, candidates
from tasks.extract.extractor import extract_parsed
from tasks.extract.lexicon import Lexicon
from tasks.extract.parties import Party
from tasks.extract.reading import Reading, Slice
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
        ("region-office", "actor", "Governor Carl Henshaw", [("Carl Henshaw", "USA")]),
        ("region-office", "actor", "Senator Dale Whitlock", [("Dale Whitlock", "USA")]),
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
        ("part-of-state", "place", "Scotland", ("Scotland", "GBR")),
        ("own-town", "place", "Marnik airport", ("Marnik airport", "ARM")),
        ("own-town", "place", "Iwakuni base", ("Iwakuni base", "JPN")),
        ("the-north", "place", "North", (None, "PRK")),
        ("the-north", "actor", "North", [(None, "PRK")]),
        ("the-country", "place", "country", (None, "TCD")),
        ("no-union", "place", "country", (None, "TCD")),
        ("speakers-country", "actor", "the country", [(None, "PER")]),
        ("listed-behind", "actor", "President Luc Desrosiers", [("Luc Desrosiers", "HTI")]),
        ("relative-visitor", "place", "country", (None, "CUB")),
        ("the-state", "place", "state", (None, "USA")),
        ("the-area", "place", "area", (None, "SOM")),
        ("the-capital", "place", "capital", ("Quito", "ECU")),
        ("capital-called", "place", "capital", ("Niamey", "NER")),
        ("port-of", "place", "port", ("Gdynia", "POL")),
        ("border-own", "place", "Afghan border", ("Afghan border", None)),
        ("border-own", "place", "border with Ukraine", ("border with Ukraine", None)),
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


def test_only_a_state_that_the_text_names_is_meant_by_a_part_of_its_name(
    mentions: dict[str, Reading],
) -> None:
    names = mentions["the-north"].terms.names
    assert {name.code for name in names.values()} == {"PRK", "CHN"}


@pytest.mark.parametrize(
    ("name", "force", "lies"),
    [("border-own", "PAK", "PAK"), ("border-own", "RUS", None), ("border-far", "PRT", None)],
)
def test_forces_at_the_border_of_a_neighbour_are_on_their_own_side(
    name: str, force: str, lies: str | None, mentions: dict[str, Reading], lexicon: Lexicon
) -> None:
    every = candidates(Scene(mentions[name], lexicon))
    border = next(c.where for c in every if c.where is not None and c.where.beyond)
    sent = Party(kind="force", at=Slice(0, 1), country=force)
    assert on_own_side(border, sent, lexicon.neighbours(force)).country == lies
    told = replace(border, country="XXX")
    assert on_own_side(told, sent, lexicon.neighbours(force)) == told


def test_a_border_and_a_town_at_it_are_one_place(
    mentions: dict[str, Reading], lexicon: Lexicon
) -> None:
    read = mentions["border-and-town"]
    found, _ = extract_parsed(read.document, read.doc, lexicon, "test")
    (sent,) = (report.event for report in found.reports)
    assert isinstance(sent, Deployment)
    assert (sent.place, sent.country, sent.troops_min) == ("Tamarindal", "COL", 800)


def test_neighbours_are_neighbours_of_one_another(lexicon: Lexicon) -> None:
    for state in lexicon.knowledge.states:
        assert all(state.code in lexicon.neighbours(each) for each in state.neighbours)
    assert lexicon.neighbours("PRK") == ("CHN", "KOR", "RUS")
    assert lexicon.neighbours(None) == ()


def test_order_follows_the_text(reading: Callable[[str], Reading], lexicon: Lexicon) -> None:
    read = reading("transfer-aid")
    every = candidates(Scene(read, lexicon))
    assert [c.head for c in every] == sorted(c.head for c in every)
    assert all(c.at.start <= c.head < c.at.end for c in every)


def test_a_ministry_is_no_actor_beside_its_state(
    reading: Callable[[str], Reading], lexicon: Lexicon
) -> None:
    found = candidates(Scene(reading("ministry"), lexicon))
    actors = [p for c in found if c.kind == "actor" for p in c.parties]
    assert {(actor.name, actor.country) for actor in actors} == {(None, "PER"), (None, "ESP")}
