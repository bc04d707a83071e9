"""Finds the words of the knowledge in a text: states, organisations, offices, weapons, forces."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from tasks.extract.knowledge import (
    FormationRow,
    GroupRow,
    Knowledge,
    OfficeHolderRow,
    OfficeRow,
    OrganisationRow,
    PlaceRow,
    StateName,
    WeaponRow,
)
from tasks.extract.words import wordlist

NameKind = Literal[
    "name", "adjective", "people", "capital", "metonym", "force", "organisation", "group"
]
LEAST_PERSON_WORDS = 2
"""Single names of office-holders are too ambiguous to be looked for without a full name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A state, organisation or movement named by tokens [start, end).

    `code` is that of the state or organisation, or of the state where a movement is based.
    `full` is what the record gives as name: null for states and coded organisations.
    """

    start: int
    end: int
    kind: NameKind
    code: str | None
    full: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A title of office at tokens [start, end)."""

    start: int
    end: int
    row: OfficeRow


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon at tokens [start, end)."""

    start: int
    end: int
    row: WeaponRow


@dataclass(frozen=True, slots=True)
class Formation:
    """A noun for forces at tokens [start, end)."""

    start: int
    end: int
    row: FormationRow


@dataclass(frozen=True, slots=True)
class Holder:
    """The name of a known office-holder at tokens [start, end), with the terms in office."""

    start: int
    end: int
    rows: tuple[OfficeHolderRow, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A listed place at tokens [start, end)."""

    start: int
    end: int
    row: PlaceRow


@dataclass(frozen=True, slots=True)
class Ship:
    """A warship at tokens [start, end), named with the prefix of its navy."""

    start: int
    end: int
    country: str


@dataclass(frozen=True)
class Terms:
    """What was found, under every token that it covers."""

    names: Mapping[int, Name] = field(default_factory=dict)
    offices: Mapping[int, Office] = field(default_factory=dict)
    weapons: Mapping[int, Weapon] = field(default_factory=dict)
    formations: Mapping[int, Formation] = field(default_factory=dict)
    holders: Mapping[int, Holder] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
    ships: Mapping[int, Ship] = field(default_factory=dict)

    @cached_property
    def codes(self) -> frozenset[str | None]:
        """Codes of all states and organisations that are named."""
        return frozenset(name.code for name in self.names.values())


T = TypeVar("T", Name, Office, Weapon, Formation, Holder, Place, Ship)


class Vocabulary:
    """The forms of the knowledge, compiled for one pipeline's tokens."""

    def __init__(self, vocab: Vocab, tokenize: Callable[[str], Doc], knowledge: Knowledge) -> None:
        def matcher(forms: Iterable[str], attribute: str) -> PhraseMatcher:
            made = PhraseMatcher(vocab, attr=attribute)
            spelt = (s for form in forms for s in {form, form.replace("'", "’")})
            made.add("form", [tokenize(form) for form in sorted(spelt)])
            return made

        self._knowledge = knowledge
        designations = [f for f, r in knowledge.weapon_terms.items() if r.kind == "designation"]
        nouns = [f for f, r in knowledge.weapon_terms.items() if r.kind == "noun"]
        self._names = matcher(
            (*knowledge.state_names, *knowledge.organisation_names, *knowledge.group_names), "ORTH"
        )
        self._offices = matcher(knowledge.office_titles, "LOWER")
        self._designations = matcher(designations, "ORTH")
        self._weapons = matcher(nouns, "LOWER")
        self._formations = matcher(knowledge.formation_terms, "LOWER")
        self._holders = matcher(
            (f for f in knowledge.holders_by_name if len(f.split()) >= LEAST_PERSON_WORDS), "ORTH"
        )
        self._places = matcher(knowledge.places_by_name, "ORTH")
        self._titles = {form.lower(): row for form, row in knowledge.office_titles.items()}
        self._nouns = {
            form if row.kind == "designation" else form.lower(): row
            for form, row in knowledge.weapon_terms.items()
        }
        self._forces = {form.lower(): row for form, row in knowledge.formation_terms.items()}

    def find(self, doc: Doc) -> Terms:
        """All terms of a text; of overlapping ones of a kind the longest, then the first."""
        weapons = [*self._designations(doc, as_spans=True), *self._weapons(doc, as_spans=True)]
        holders = self._longest(self._holders(doc, as_spans=True))
        named = [self._name(doc, s) for s in self._longest(self._names(doc, as_spans=True))]
        return Terms(
            names=_by_token([*named, *_shortened(doc, named)]),
            offices=_by_token(
                Office(s.start, s.end, self._titles[s.text.lower()])
                for s in self._longest(self._offices(doc, as_spans=True))
                if s.text.lower() in self._titles
            ),
            weapons=_by_token(
                Weapon(s.start, s.end, row)
                for s in self._longest(weapons)
                if (row := self._nouns.get(s.text) or self._nouns.get(s.text.lower()))
            ),
            formations=_by_token(
                Formation(s.start, s.end, self._forces[s.text.lower()])
                for s in self._longest(self._formations(doc, as_spans=True))
                if s.text.lower() in self._forces
            ),
            holders=_by_token(
                Holder(s.start, s.end, self._knowledge.holders_by_name[s.text])
                for s in holders
                if s.text in self._knowledge.holders_by_name
            ),
            places=_by_token(
                Place(s.start, s.end, place)
                for s in self._longest(self._places(doc, as_spans=True))
                if (place := self._knowledge.places_by_name.get(s.text.replace("’", "'")))
            ),
            ships=_by_token(self._ships(doc)),
        )

    def _ships(self, doc: Doc) -> Iterator[Ship]:
        for token in doc:
            country = self._knowledge.navies.get(token.text)
            end = token.i + 1
            while country and end < len(doc) and doc[end].pos_ in ("PROPN", "NOUN", "NUM"):
                if not (doc[end].text[0].isupper() or doc[end].is_digit):
                    break
                end += 1
            if country and end > token.i + 1:
                yield Ship(token.i, end, country)

    @staticmethod
    def _longest(spans: list[Span]) -> list[Span]:
        kept: list[Span] = []
        taken: set[int] = set()
        for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
            if taken.isdisjoint(range(span.start, span.end)):
                kept.append(span)
                taken.update(range(span.start, span.end))
        return sorted(kept, key=lambda s: s.start)

    def _name(self, doc: Doc, span: Span) -> Name:
        text = span.text.replace("’", "'")
        if text in self._knowledge.state_names:
            meaning = self._meaning(doc, self._knowledge.state_names[text])
            return Name(span.start, span.end, meaning.kind, meaning.code)
        if text in self._knowledge.organisation_names:
            return _organisation(span, self._knowledge.organisation_names[text])
        return _group(span, self._knowledge.group_names.get(text))

    def _meaning(self, doc: Doc, meanings: tuple[StateName, ...]) -> StateName:
        """Of a form that several states share, the state that the text names in full."""
        if len({m.code for m in meanings}) > 1:
            for meaning in meanings:
                if self._knowledge.states_by_code[meaning.code].name in doc.text:
                    return meaning
        return meanings[0]


def _shortened(doc: Doc, named: list[Name]) -> Iterator[Name]:
    """ "The North" and "the South", where the text also names a state that begins so."""
    taken = {i for name in named for i in range(name.start, name.end)}
    begun = {
        doc[name.start].text: name.code
        for name in reversed(named)
        if name.kind in ("name", "adjective") and name.end > name.start + 1
    }
    for token in doc:
        short = token.text in wordlist().short_names and token.text in begun
        if short and token.i not in taken and _stands_alone(token):
            yield Name(token.i, token.i + 1, "name", begun[token.text])


def _stands_alone(token: Token) -> bool:
    """True of "the North" before a verb, a preposition or a mark, not in a longer name."""
    if token.i == 0 or token.nbor(-1).lower_ != "the":
        return False
    if token.i + 1 == len(token.doc):
        return True
    after = token.nbor(1)
    return after.is_punct or after.tag_ == "POS" or after.pos_ in ("ADP", "AUX", "VERB", "CCONJ")


def _organisation(span: Span, row: OrganisationRow) -> Name:
    full = None if row.country and span.text not in row.bodies else span.text
    return Name(span.start, span.end, "organisation", row.country, full)


def _group(span: Span, row: GroupRow | None) -> Name:
    return Name(span.start, span.end, "group", row.country if row else None, span.text)


def _by_token(terms: Iterable[T]) -> dict[int, T]:
    return {i: term for term in terms for i in range(term.start, term.end)}
