"""What a document has named before: whom or what a pronoun or a definite noun takes up."""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from schemas.codes import ORGANISATIONS
from tasks.extract.cast import Cast
from tasks.extract.individual import Individual
from tasks.extract.nouns import alike, is_definite
from tasks.extract.parties import Party
from tasks.extract.reading import Reading, Slice
from tasks.extract.standing import last_two, party_of_name, state_of
from tasks.extract.words import wordlist

MEMORY = 250
"""Words back in which "the delegation" finds the delegation introduced before."""

REACH = 3
"""Sentences back in which a pronoun or a definite office finds its person."""

Resolve = Callable[[Token], list[Party]]
"""The actors that one word stands for."""


class Antecedents:
    """Antecedents in one document; `speaks` are verbs whose subjects report what others do."""

    def __init__(
        self, reading: Reading, cast: Cast, resolve: Resolve, speaks: frozenset[str]
    ) -> None:
        self.reading, self.cast, self.resolve, self.speaks = reading, cast, resolve, speaks

    def pronoun(self, token: Token) -> list[Party]:
        """Whom "he", "they", "both" or "it" means."""
        at = Slice(token.i, token.i + 1)
        if token.lower_ in wordlist().he_or_she:
            person = self._salient(token)
            return [self.cast.party(person, at)] if person else []
        if token.lower_ in wordlist().they:
            return self.pair(token)
        if token.lower_ in ("it", "its"):
            return [replace(p, at=at) for p in self._last_subject(token)]
        return []

    def earlier(self, token: Token) -> list[Party]:
        """The delegation that the text has introduced before "the delegation"."""
        for i in range(token.i - 1, max(-1, token.i - MEMORY), -1):
            word = self.reading.doc[i]
            if word.lemma_.lower() == token.lemma_.lower() and word.tag_ == token.tag_:
                found = self.resolve(word)
                if found:
                    return [replace(p, at=Slice(token.i, token.i + 1)) for p in found]
        return []

    def office_holder(self, token: Token, states: set[str]) -> Individual | None:
        """The latest person with the office that "the minister" or "the Russian leader" means."""
        office = self.reading.terms.offices[token.i]
        if not states and not is_definite(token):
            return None
        for _, person in self.cast.before(token.i):
            if states and person.country not in states:
                continue
            kinds = {o.row.kind for o in person.offices}
            if office.row.kind in kinds or any(
                alike(office.row.title, o.row.title) for o in person.offices
            ):
                return person
        return None

    def pair(self, token: Token) -> list[Party]:
        """The two persons of different states, else the two states, last named before a word."""
        first = self._window(token)
        persons = [
            self.cast.party(person, Slice(token.i, token.i + 1))
            for _, person in self._named_between(first, token.i)
        ]
        found = last_two(persons)
        if len(found) == 2 and token.lemma_.lower() not in ("country", "nation", "state", "side"):
            return found
        states = [
            party_of_name(self.reading.terms.names[i])
            for i in range(token.i - 1, first - 1, -1)
            if i in self.reading.terms.names
        ]
        return last_two(states)

    def last_state(self, token: Token, but: Container[str | None] = ()) -> list[Party]:
        """The state that "the country" means: that of the latest subject who is not a speaker.

        Args:
            token: the noun.
            but: codes of states that it cannot mean.
        """
        first, latest, speaker = self._window(token), None, None
        for i in range(token.i - 1, first - 1, -1):
            word, name = self.reading.doc[i], self.reading.terms.names.get(i)
            subject = word.dep_.startswith("nsubj") and word.i != token.i
            if subject and word.pos_ != "PRON":
                found = [p for p in self.resolve(word) if p.country not in (None, *ORGANISATIONS)]
                told = found[:1] if found and found[0].country not in but else []
                if told and word.head.lemma_.lower() not in self.speaks:
                    return [state_of(told[0])]
                speaker = speaker or next(iter(told), None)
            if name is not None and name.kind == "name" and name.code not in but:
                latest = latest or name
        if latest is None:
            return [state_of(speaker)] if speaker else []
        return [party_of_name(latest)]

    def _last_subject(self, token: Token) -> list[Party]:
        """What "it" means: the latest subject that is no person, else the latest state."""
        for i in range(token.i - 1, self._window(token) - 1, -1):
            word = self.reading.doc[i]
            if word.dep_.startswith("nsubj") and word.pos_ != "PRON":
                found = [p for p in self.resolve(word) if p.known]
                if found and (found[0].kind != "person" or word.i not in self.cast.by_token):
                    return found
        return self.last_state(token)

    def _salient(self, token: Token) -> Individual | None:
        """The person a pronoun means: of the nearest sentence with one the subject, else the first.

        In the pronoun's own sentence only those named before it count.
        """
        first = self._window(token)
        near = list(self._named_between(first, token.i))
        if not near:
            return None
        sentence = self.reading.doc[near[0][0]].sent.start
        same = [(i, p) for i, p in near if self.reading.doc[i].sent.start == sentence]
        subjects = [p for i, p in same if self._is_subject(i)]
        return subjects[0] if subjects else same[-1][1]

    def _named_between(self, first: int, end: int) -> Iterator[tuple[int, Individual]]:
        """People named in a window, latest first, with where."""
        return takewhile(lambda named: named[0] >= first, self.cast.before(end))

    def _is_subject(self, i: int) -> bool:
        token = self.reading.doc[i]
        person = self.cast.by_token.get(i)
        while token.head.i != token.i and self.cast.by_token.get(token.head.i) is person:
            token = token.head
        return token.dep_.startswith("nsubj")

    def _window(self, token: Token) -> int:
        """First token of the sentences in which an antecedent is looked for."""
        start = token.sent.start
        for _ in range(REACH):
            if start == 0:
                break
            start = self.reading.doc[start - 1].sent.start
        return start
