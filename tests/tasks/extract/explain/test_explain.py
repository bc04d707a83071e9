"""What is told of parses that were looked through."""

from collections.abc import Callable

import numpy as np
import pytest
from spacy.tokens import Doc

from tasks.extract.explain import Attempt, Explanation, explain_parsed
from tasks.extract.extractor import extract_parsed
from tasks.extract.lexicon import Lexicon
from tasks.extract.reader.events import FACETS, ROLES, TYPES, TriggerReading, store
from tasks.extract.reading import Reading

Read = Callable[[str], Reading]
Explained = Callable[[str], Explanation]


@pytest.fixture
def explained(reading: Read, lexicon: Lexicon) -> Explained:
    def of(name: str) -> Explanation:
        read = reading(name)
        return explain_parsed(read.document, read.doc, lexicon, "test")

    return of


def attempt(told: Explanation, word: str, kind: str, read: bool = False) -> Attempt:
    """The last attempt at a word, by a frame or, with `read`, by the network."""
    found = [a for a in told.attempts if (a.trigger.quote, a.type) == (word, kind)]
    return [a for a in found if (a.chance is not None) == read][-1]


@pytest.mark.parametrize(
    ("name", "word", "kind", "outcomes"),
    [
        ("visit-welcome", "arrived", "visit", ["record 1"]),
        ("visit-welcome", "received", "visit", ["joined 1 with “arrived”"]),
        (
            "visit-welcome",
            "visit",
            "visit",
            ["refused “day” is nobody known", "refused no place is told by “day”"],
        ),
        ("visit-welcome", "arrived", "deployment", ["refused the words are of no armed force"]),
        ("visit-several", "visit", "visit", ["record 3"]),
        ("meeting-split", "meet", "meeting", ["record 1", "record 2"]),
        ("meeting-wish", "talks", "meeting", ["refused nothing in the sentence stands as part"]),
        ("meeting-wish", "meet", "meeting", ["refused the text does not tell it as an event"]),
        ("nothing", "met", "meeting", ["refused “targets” makes it something else"]),
        ("nothing", "meet", "meeting", ["refused “Officials” is nobody known"]),
    ],
)
def test_outcomes(
    name: str, word: str, kind: str, outcomes: list[str], explained: Explained
) -> None:
    found = [
        " ".join(str(part) for part in (each.kind, each.record, each.reason) if part is not None)
        for each in attempt(explained(name), word, kind).outcomes
    ]
    assert len(found) == len(outcomes)
    for said, expected in zip(found, outcomes, strict=True):
        assert said.startswith(expected)


def test_fillers(explained: Explained) -> None:
    fillers = attempt(explained("deployment-withdraw"), "withdrew", "deployment").fillers
    assert [(f.role, f.words.quote, f.by, f.meaning) for f in fillers] == [
        ("sender", "New", "subject", "NZL"),
        ("force", "troops", "object", "NZL"),
        ("place", "province", "from", "Bamiyan province / AFG"),
        ("place", "Afghanistan", "in", "AFG"),
    ]


@pytest.mark.parametrize(
    ("name", "kind", "quote", "meaning", "because"),
    [
        ("visit-welcome", "actor", "He", "Badr al-Harthy / OMN, Foreign", "“Omani” in the title"),
        ("meeting-wish", "actor", "President Putin", "Putin / RUS", "the list of office-holders"),
        ("meeting-wish", "actor", "Merkel", "Merkel / DEU", "the list of office-holders"),
        ("visit-welcome", "place", "Tehran", "Tehran / IRN", None),
        ("visit-cancelled", "date", "Friday", "2022-08-26, of what is to come 2022-09-02", None),
        ("deployment-send", "count", "Up to 300", "300 at most", None),
        ("transfer-sale", "money", "$1.2 billion", "1,200,000,000 dollars", None),
        ("transfer-aid", "thing", "400 Javelin missiles", "Javelin missiles (missile, 400)", None),
    ],
)
def test_mentions(
    name: str, kind: str, quote: str, meaning: str, because: str | None, explained: Explained
) -> None:
    told = explained(name)
    mention = next(m for m in told.mentions if (m.kind, m.words.quote) == (kind, quote))
    assert mention.meaning.startswith(meaning)
    assert (mention.because or "").startswith(because or "")
    assert (mention.because is None) == (because is None)


@pytest.mark.parametrize("name", ["visit-welcome", "visit-several", "transfer-aid", "nothing"])
def test_words_stand_where_they_are_said_to(name: str, explained: Explained) -> None:
    told = explained(name)
    fields = {"title": told.title or "", "text": told.text}
    words = [m.words for m in told.mentions] + [a.trigger for a in told.attempts]
    words += [filler.words for a in told.attempts for filler in a.fillers]
    assert words
    assert all(fields[w.field][w.start : w.end] == w.quote for w in words)
    assert all(0 <= start < len(told.text) for start in told.sentences)


@pytest.mark.parametrize("name", ["visit-welcome", "visit-led", "meeting-split", "transfer-aid"])
def test_records_are_those_of_extraction(
    name: str, explained: Explained, reading: Read, lexicon: Lexicon
) -> None:
    read, told = reading(name), explained(name)
    assert told.reports == extract_parsed(read.document, read.doc, lexicon, "test")[0].reports
    numbers = {o.record for a in told.attempts for o in a.outcomes if o.kind == "record"}
    assert numbers == set(range(1, len(told.reports) + 1))


def with_triggers(doc: Doc, triggers: dict[str, float], people: dict[str, float]) -> Doc:
    """The document as if a network had read meetings at words, with people in them."""
    copy = doc.copy()
    at = {token.text: token.i for token in doc}
    roles = np.zeros((len(doc), len(ROLES)), np.float32)
    for word, chance in people.items():
        roles[at[word], ROLES.index("participants")] = chance
    facets = {name: {v: float(n == 0) for n, v in enumerate(vs)} for name, vs in FACETS.items()}
    readings = [
        TriggerReading(
            token=at[word],
            types={kind: chance if kind == "meeting" else 0.0 for kind in TYPES},
            facets=facets,
            places=np.arange(len(doc)),
            roles=roles,
        )
        for word, chance in triggers.items()
    ]
    store(copy, readings)
    return copy


def test_what_the_network_read(reading: Read, lexicon: Lexicon) -> None:
    read = reading("meeting-two")
    doc = with_triggers(read.doc, {"met": 0.97}, {"Nikos": 0.9, "Andreou": 0.9, "Kemal": 0.8})
    told = explain_parsed(read.document, doc, lexicon, "test")
    met = attempt(told, "met", "meeting", read=True)
    assert (met.frame, met.chance) == ("meeting.meet", 0.97)
    assert [(f.role, f.by) for f in met.fillers] == [
        ("participants", "90 %"),
        ("participants", "80 %"),
    ]
    assert [outcome.kind for outcome in met.outcomes] == ["joined"]
    assert [o.kind for o in attempt(told, "met", "meeting").outcomes] == ["record"]


@pytest.mark.parametrize(
    ("triggers", "reason", "read"),
    [
        ({"met": 0.05}, "the reader takes it for one with 5 % only", True),
        ({}, "the reader sees no event in the word", False),
    ],
)
def test_words_that_neither_follows(
    reading: Read, lexicon: Lexicon, triggers: dict[str, float], reason: str, read: bool
) -> None:
    found = reading("nothing")
    doc = with_triggers(found.doc, triggers, {})
    told = explain_parsed(found.document, doc, lexicon, "test")
    assert attempt(told, "met", "meeting", read).outcomes[0].reason == reason


def test_a_trigger_without_anybody(reading: Read, lexicon: Lexicon) -> None:
    read = reading("meeting-two")
    told = explain_parsed(
        read.document, with_triggers(read.doc, {"met": 0.97}, {}), lexicon, "test"
    )
    (outcome,) = attempt(told, "met", "meeting", read=True).outcomes
    assert outcome.reason == "nobody is read in a role that a record needs"
