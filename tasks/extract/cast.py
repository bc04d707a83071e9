"""The people of a document: mentions of one person joined, with full name, office and state."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from anyascii import anyascii

from tasks.extract.homes import Homes
from tasks.extract.individual import Individual
from tasks.extract.knowledge import Knowledge, OfficeHolderRow
from tasks.extract.parties import Party
from tasks.extract.persons import Mention, find_mentions
from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Office
from tasks.extract.words import wordlist

_WORD = re.compile(r"[a-z0-9]+")


def name_words(text: str) -> tuple[str, ...]:
    """The telling words of a name: Latin lower case, without particles and hyphens."""
    found = _WORD.findall(anyascii(text).lower().replace("'", ""))
    return tuple(w for w in found if w not in wordlist().particles) or tuple(found)


@dataclass(frozen=True)
class Cast:
    """All people of a document."""

    reading: Reading
    people: list[Individual]

    @cached_property
    def by_token(self) -> Mapping[int, Individual]:
        """Who is named at a token, titles and appositions included."""
        whole = {
            i: person
            for person in self.people
            for mention in person.mentions
            for i in range(*mention.whole)
        }
        exact = {
            i: person
            for person in self.people
            for mention in person.mentions
            for i in range(*mention.name)
        }
        return whole | exact

    def party(self, person: Individual, at: Slice) -> Party:
        """The person as an actor, mentioned at `at`."""
        role = self.reading.span(person.role_at).text if person.role_at else None
        named = person.name
        return Party(
            kind="person",
            at=at,
            name=display_name(self.reading, person.name_at),
            country=person.country,
            role=clean_role(role),
            name_at=person.name_at,
            country_at=Slice(named.start, named.end) if named and named.code else None,
            role_at=person.role_at,
            individual=person.number,
        )

    def before(self, token_index: int) -> Iterator[tuple[int, Individual]]:
        """People named before a token, latest first, with where."""
        latest_first = self._latest_first
        first = bisect_right(latest_first, -token_index, key=lambda each: -each[0].start)
        for name, person in islice(latest_first, first, None):
            if name.end <= token_index:
                yield name.start, person

    @cached_property
    def _latest_first(self) -> list[tuple[Slice, Individual]]:
        named = [(mention.name, person) for person in self.people for mention in person.mentions]
        return sorted(named, key=lambda each: -each[0].start)


def display_name(reading: Reading, at: Slice) -> str:
    """The name as the text writes it, in one line."""
    return " ".join(reading.span(at).text.split())


def clean_role(role: str | None) -> str | None:
    """An office without the possessive or article that a slice may begin with."""
    if role is None:
        return None
    text = " ".join(role.split())
    for prefix in ("'s ", "’s ", "the ", "a ", "an ", "- ", ", "):
        text = text.removeprefix(prefix)
    return text.strip(" ,-") or None


FAMILY_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"})
"""States whose people are called by the first word of the name."""


def surnames_of(knowledge: Knowledge) -> Mapping[str, tuple[OfficeHolderRow, ...]]:
    """The terms of office-holders under the word of their name by which news calls them."""
    found: dict[str, list[OfficeHolderRow]] = defaultdict(list)
    for row in knowledge.office_holders:
        words = name_words(row.person)
        found[words[-1]].append(row)
        hyphenated = "-" in row.person.partition(" ")[2]
        if len(words) > 1 and (row.country in FAMILY_FIRST or hyphenated):
            found[words[0]].append(row)
    return {word: tuple(rows) for word, rows in found.items()}


def gather(
    reading: Reading, knowledge: Knowledge, surnames: Mapping[str, tuple[OfficeHolderRow, ...]]
) -> Cast:
    """Find the mentions of people in a document and join those of one person."""
    people = _met(reading)
    _add_surnames(reading, people)
    homes = Homes(reading, people)
    homes.from_phrases()
    for person in people:
        if person.country is None:
            person.country = _known_country(reading, person, knowledge, surnames)
    homes.from_context()
    return Cast(reading, people)


def _met(reading: Reading) -> list[Individual]:
    """The people whom the reader marked, in the order in which they are first named."""
    people: list[Individual] = []
    by_word: dict[str, dict[int, Individual]] = defaultdict(dict)
    for mention in find_mentions(reading):
        words = name_words(display_name(reading, mention.name))
        if not words:
            continue
        person = _same(by_word, mention, words)
        if person is None:
            person = Individual(len(people))
            people.append(person)
        person.add(mention, words)
        for word in (*person.words, "".join(person.words)):
            by_word[word][person.number] = person
    return people


def _add_surnames(reading: Reading, people: list[Individual]) -> None:
    """Mentions by surname that the reader did not mark as a person: of the one named last."""
    known: dict[str, list[Individual]] = defaultdict(list)
    for person in people:
        if len(person.words) > 1:
            known[person.words[-1]].append(person)
    taken = {i for p in people for m in p.mentions for i in range(*m.whole)}
    named = {m.name.start: p for each in known.values() for p in each for m in p.mentions}
    last: dict[str, Individual] = {}
    for token in reading.doc:
        if token.i in named:
            last[named[token.i].words[-1]] = named[token.i]
        free = token.i not in taken and token.i not in reading.terms.names
        if not free or token.pos_ != "PROPN" or token.ent_type_ == "DATE":
            continue
        surname = "".join(name_words(token.text))
        if surname in known:
            at = Slice(token.i, token.i + 1)
            owner = last.get(surname) or _first(known[surname])
            owner.mentions.append(Mention(at, at, None))
            last[surname] = owner
    for person in people:
        person.mentions.sort(key=lambda m: m.name)


def _first(people: Iterable[Individual]) -> Individual:
    return min(people, key=lambda p: p.mentions[0].name.start)


def _same(
    by_word: Mapping[str, Mapping[int, Individual]], mention: Mention, words: tuple[str, ...]
) -> Individual | None:
    """The person already met whom a mention names; the latest of several.

    Args:
        by_word: those met by each word of their names, and by all of them in one.
        mention: who is to be found.
        words: those of the mention.
    """
    near: dict[int, Individual] = {}
    for word in (*words, "".join(words)):
        near |= by_word.get(word, {})
    fitting = [p for p in near.values() if _fits(p, words) and not _conflict(p, mention, words)]
    return max(fitting, key=lambda p: p.mentions[-1].name.start, default=None)


def _fits(person: Individual, words: tuple[str, ...]) -> bool:
    known = person.words
    if words == known or "".join(words) == "".join(known):
        return True
    short, long = sorted((words, known), key=len)
    if len(short) == 1:
        return short[0] in long and (len(long) == 1 or len(short[0]) > 2)
    if set(short) <= set(long):
        return True
    return words[-1] == known[-1] and words[0][:3] == known[0][:3] and len(words) == len(known)


def _conflict(person: Individual, mention: Mention, words: tuple[str, ...]) -> bool:
    """A short name with a title of another state is another person."""
    title = mention.title
    if len(words) > 1 or title is None or title.name is None or person.country is None:
        return False
    return title.name.code is not None and title.name.code != person.country


def _known_country(
    reading: Reading,
    person: Individual,
    knowledge: Knowledge,
    surnames: Mapping[str, tuple[OfficeHolderRow, ...]],
) -> str | None:
    """The state of a known office-holder, or that of a title which only one state gives."""
    rows = knowledge.holders_by_name.get(display_name(reading, person.name_at), ())
    if not rows and len(person.words) > 1:
        named = surnames.get(person.words[-1], ())
        rows = tuple(r for r in named if name_words(r.person)[0] == person.words[0])
    if not rows and len(person.words) == 1:
        rows = _by_surname(reading, person, surnames)
    rows = _in_office(rows, reading.published) or rows
    countries = {r.country for r in rows}
    if len(countries) == 1:
        return countries.pop()
    own = {
        o.row.country for o in person.offices if o.row.country is not None and _whole(reading, o)
    }
    return own.pop() if len(own) == 1 else None


def _whole(reading: Reading, office: Office) -> bool:
    """False of "secretary of state for health", which is another office."""
    after = reading.doc[office.end] if office.end < len(reading.doc) else None
    return after is None or after.lower_ != "for"


def _by_surname(
    reading: Reading, person: Individual, surnames: Mapping[str, tuple[OfficeHolderRow, ...]]
) -> tuple[OfficeHolderRow, ...]:
    """Office-holders of that surname: with the office that the text gives, or whose state it names.

    A surname alone counts only behind "Mr." and the like, or where the text names the state.
    """
    rows = surnames.get(person.words[0], ())
    if person.offices:
        titles = {knowledge_title(o) for o in person.offices}
        return tuple(r for r in rows if _holds(r, titles))
    honoured = any(
        reading.doc[m.whole.start].lower_ in wordlist().honorifics for m in person.mentions
    )
    return tuple(r for r in rows if honoured or r.country in reading.terms.codes)


def knowledge_title(office: Office) -> str:
    """The title of an office in lower case."""
    return office.row.title.lower()


def _holds(row: OfficeHolderRow, titles: set[str]) -> bool:
    return any(title in row.office.lower() or row.office.lower() in title for title in titles)


def _in_office(rows: tuple[OfficeHolderRow, ...], day: date | None) -> tuple[OfficeHolderRow, ...]:
    return tuple(r for r in rows if day is None or r.holds(day))
