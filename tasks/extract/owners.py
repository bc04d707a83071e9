"""Whose people, forces or officials a noun means: states and movements named at it."""

from spacy.tokens import Token

from tasks.extract.antecedents import Antecedents
from tasks.extract.cast import Cast
from tasks.extract.grammar import children, conjuncts, preposition
from tasks.extract.nouns import below, inside_noun_phrase
from tasks.extract.reading import Reading, Slice
from tasks.extract.standing import codes_of, place_of
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist


class Owners:
    """Owners of the nouns of one document."""

    def __init__(self, reading: Reading, cast: Cast, antecedents: Antecedents) -> None:
        self.reading, self.cast, self.antecedents = reading, cast, antecedents

    def states_of(self, token: Token) -> list[tuple[str, Slice]]:
        """Codes of the states or organisations whose people or forces a noun means."""
        found = codes_of(self.names_of(token))
        return found or self._possessor_states(token)

    def names_of(self, token: Token) -> list[Name]:
        """The states, organisations and movements that stand before a noun, else behind "of"."""
        return self._before(token) or self._behind(token)

    def _before(self, token: Token) -> list[Name]:
        names: dict[int, Name] = {}
        for child in children(token, "amod", "compound", "nmod", "det", "nmod"):
            if child.i < token.i and preposition(child) is None:
                for word in (*conjuncts(child), *below(child)):
                    self._take(names, word)
        i = token.i - 1
        while i >= token.sent.start and self._may_precede(i, token):
            self._take(names, self.reading.doc[i])
            i -= 1
        return [names[i] for i in sorted(names)]

    def _may_precede(self, i: int, noun: Token) -> bool:
        """Whether a word may stand in front of a noun in its phrase; the verb over it does not."""
        return inside_noun_phrase(self.reading, i) and not self.reading.doc[i].is_ancestor(noun)

    def _take(self, names: dict[int, Name], word: Token) -> None:
        name = self.reading.terms.names.get(word.i)
        if name is not None:
            names[name.start] = name

    def _behind(self, token: Token) -> list[Name]:
        names: dict[int, Name] = {}
        for child in children(token, "nmod", "obl"):
            if child.i > token.i and preposition(child) in ("of", "from"):
                for word in conjuncts(child):
                    self._take(names, word)
        return [names[i] for i in sorted(names)]

    def _possessor_states(self, token: Token) -> list[tuple[str, Slice]]:
        for child in token.children:
            if child.i in self.cast.by_token and child.i < token.i:
                person = self.cast.by_token[child.i]
                named = self.cast.party(person, place_of(person, child))
                return [(person.country, named.country_at or named.at)] if person.country else []
            if child.tag_ == "PRP$":
                owners = self.antecedents.resolve(child)[:1]
                return [(p.country, p.country_at or p.at) for p in owners if p.country]
            if child.dep_ == "nmod:poss" and child.lemma_.lower() in wordlist().countries:
                return [(p.country, p.at) for p in self.antecedents.last_state(child) if p.country]
        return []
