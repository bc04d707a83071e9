"""The state of a person to whom no title of the own gives one, from the words around."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from tasks.extract.grammar import children, preposition
from tasks.extract.individual import Individual
from tasks.extract.persons import Mention
from tasks.extract.reading import Reading, Slice
from tasks.extract.titles import posting_of
from tasks.extract.vocabulary import Name, Office
from tasks.extract.words import wordlist

STATE_CODE = 3
ONE_EACH = frozenset({"head_of_state", "monarch", "head_of_government", "minister"})
"""Kinds of office of which a state has one holder of a title."""

IN_CONTEXT = ONE_EACH | {"local", "legislator", "military", "security"}
"""Kinds of office whose holders belong to the state that the passage speaks of."""

SENTENCES_BACK = 2
"""Sentences before a mention in which a state may be the person's own."""

WEIGHT_OF_OTHERS = 0.3
"""Of a state named in somebody else's title or as a destination, against one named freely. Of six
settings of these two on the training articles all were within 3 of some 1,140 actors."""


class Homes:
    """Finds the states of the people of one document."""

    def __init__(self, reading: Reading, people: list[Individual]) -> None:
        self.reading, self.people = reading, people
        self._states = [
            name
            for i, name in sorted(reading.terms.names.items())
            if name.start == i and name.code is not None and len(name.code) == STATE_CODE
        ]
        self._titled = {
            i
            for p in people
            for m in p.mentions
            for i in range(*m.whole)
            if not m.name.start <= i < m.name.end
        }
        self._by_title: dict[str, list[Individual]] = defaultdict(list)
        for person in people:
            for title in {office.row.title for office in person.offices}:
                self._by_title[title].append(person)
        self._by_mention = {m.whole.start: p for p in people for m in p.mentions}

    def from_phrases(self) -> None:
        """Settle those whom an apposition, or the title of a neighbour in a list, places."""
        for row in self._rows():
            self._share(row)
        for person in self._homeless():
            name = self._by_apposition(person) or self._by_region(person)
            if name is not None:
                person.belongs(name)

    def from_context(self) -> None:
        """Settle office-holders by the state that the passage speaks of."""
        for person in self._homeless():
            name = self._by_context(person)
            if name is not None:
                person.belongs(name)

    def _homeless(self) -> list[Individual]:
        return [p for p in self.people if p.country is None]

    def _rows(self) -> Iterator[list[Mention]]:
        """Mentions side by side: "A and B", "A, B and C"."""
        mentions = sorted((m for p in self.people for m in p.mentions), key=lambda m: m.whole)
        row = mentions[:1]
        for before, after in pairwise(mentions):
            between = self.reading.doc[before.whole.end : after.whole.start]
            if len(between) > 2 or any(t.lower_ not in (",", "and", "&") for t in between):
                yield row
                row = []
            row.append(after)
        yield row

    def _share(self, row: list[Mention]) -> None:
        """ "Envoys A and B"; "Iraqi President A and Prime Minister B"; "of X and Y, A and B"."""
        if len(row) < 2:
            return
        people = [self._by_mention[m.whole.start] for m in row]
        states = self._states_before(row[0].whole.start)
        if len(states) == len(row):
            for person, state in zip(people, states, strict=True):
                person.name, person.country = state, state.code
            return
        office, name = row[0].office, people[0].name
        if office is None or name is None:
            return
        plural = self.reading.doc[office.end - 1].tag_ in ("NNS", "NNPS")
        for mention, person in zip(row[1:], people[1:], strict=True):
            other = mention.office
            if plural if other is None else other.row.kind != office.row.kind:
                person.belongs(name)

    def _states_before(self, start: int) -> list[Name]:
        """The states of "the presidents of Egypt and Somalia," and "French and Dutch envoys"."""
        doc, names, i = self.reading.doc, self.reading.terms.names, start - 1
        found: list[Name] = []
        while i > doc[start].sent.start:
            if i in names:
                found.append(names[i])
                i = names[i].start - 1
            elif doc[i].text == "," or doc[i].lower_ in ("and", "of", "the", "counterparts"):
                i -= 1
            elif i in self.reading.terms.offices and doc[i].tag_ in ("NNS", "NNPS"):
                i -= 1
                if found:
                    return found[::-1]
            else:
                break
        return []

    def _by_apposition(self, person: Individual) -> Name | None:
        for mention in person.mentions:
            root = self.reading.span(mention.name).root
            nouns = [*children(root, "appos"), *([root.head] if root.dep_ == "appos" else [])]
            for noun in nouns:
                found = self._of_noun(noun)
                if found is not None:
                    return found
        return None

    def _by_region(self, person: Individual) -> Name | None:
        """The state of the region in "Utah Governor Y" and "Senator Y of Utah"."""
        doc, places = self.reading.doc, self.reading.terms.places
        for mention in person.mentions:
            at = [mention.office.start - 1] if mention.office is not None else []
            end = mention.name.end
            if end + 1 < len(doc) and doc[end].lower_ in ("of", "from"):
                at.append(end + 1)
            for i in at:
                place = places.get(i)
                if place is not None and place.row.kind == "region" and place.row.country:
                    return Name(place.start, place.end, "name", place.row.country)
        return None

    def _of_noun(self, noun: Token) -> Name | None:
        """The state before a noun, or behind "of": "Russia's military chief"."""
        if noun.pos_ not in ("NOUN", "PROPN"):
            return None
        spans = [Slice(noun.left_edge.i, noun.i)]
        for child in children(noun, "nmod"):
            if child.i > noun.i and preposition(child) in ("of", "from"):
                spans.append(Slice(child.left_edge.i, child.i + 1))
        for span in spans:
            for name in self._states_in(span):
                if posting_of(self.reading, name) is None:
                    return name
        return None

    def _states_in(self, span: Slice) -> list[Name]:
        """The states named within a span, in order."""
        first = bisect_left(self._states, span.start, key=lambda name: name.start)
        return self._states[first : bisect_left(self._states, span.end, key=lambda n: n.start)]

    def _by_context(self, person: Individual) -> Name | None:
        """The state that weighs most in the sentence of the title and those before it."""
        mention = next((m for m in person.mentions if self._placed_by_context(m)), None)
        if mention is None or mention.office is None:
            return None
        taken = self._held_elsewhere(person, mention.office)
        weights: dict[str, float] = {}
        nearest: dict[str, Name] = {}
        for name, weight in self._around(mention):
            if weight > 0 and name.code is not None and name.code not in taken:
                weights[name.code] = weights.get(name.code, 0) + weight
                nearest.setdefault(name.code, name)
        if not weights:
            return None
        return nearest[max(weights, key=lambda code: weights[code])]

    @staticmethod
    def _placed_by_context(mention: Mention) -> bool:
        return mention.office is not None and mention.office.row.kind in IN_CONTEXT

    def _around(self, mention: Mention) -> list[tuple[Name, float]]:
        """States near a mention with their weights, the nearest first."""
        doc, at = self.reading.doc, mention.whole.start
        first, last = doc[at].sent.start, doc[at].sent.end
        found: list[tuple[Name, float]] = []
        for back in range(SENTENCES_BACK + 1):
            found += [
                (name, self._weight(name) / (1 + back))
                for name in self._states_in(Slice(first, last))
                if name.kind != "organisation"
            ]
            if first == 0:
                break
            first, last = doc[first - 1].sent.start, first
        return sorted(found, key=lambda pair: abs(pair[0].start - at))

    def _weight(self, name: Name) -> float:
        """Little for the states of others' titles, nothing for counterparts and destinations."""
        doc = self.reading.doc
        behind = {t.lemma_.lower() for t in doc[name.end : name.end + 4]}
        before = {t.lower_ for t in doc[max(0, name.start - 2) : name.start]}
        before |= self._before_its_city(name)
        if "counterpart" in behind or before & wordlist().ways:
            return 0.0
        if name.start in self._titled:
            return WEIGHT_OF_OTHERS
        return 1.0

    def _before_its_city(self, name: Name) -> set[str]:
        """The words before "Oslo" in "to Oslo, Norway"."""
        doc, names = self.reading.doc, self.reading.terms.names
        city = names.get(name.start - 2)
        if city is None or doc[name.start - 1].text != "," or city.code != name.code:
            return set()
        return {t.lower_ for t in doc[max(0, city.start - 2) : city.start]}

    def _held_elsewhere(self, person: Individual, office: Office) -> set[str]:
        """States of which somebody else in the document holds this office."""
        if office.row.kind not in ONE_EACH:
            return set()
        return {
            p.country
            for p in self._by_title[office.row.title]
            if p is not person and p.country is not None
        }
