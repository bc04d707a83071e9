"""Weapons and units as the text words them, with category and number."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tasks.extract.drafts import Thing
from tasks.extract.grammar import preposition
from tasks.extract.measures import Measures
from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Formation, Ship, Weapon
from tasks.extract.words import wordlist


class Things:
    """The weapons and formations of one document."""

    def __init__(self, reading: Reading, measures: Measures) -> None:
        self.reading, self.measures = reading, measures

    def item(self, weapon: Weapon) -> Thing:
        """A weapon as an item of a transfer: without number, article and state."""
        at = self._item_slice(weapon)
        nouns = [t for t in reversed(self.reading.span(at)) if t.pos_ in ("NOUN", "PROPN")]
        counts = (self.measures.count(t) for t in [self.reading.doc[weapon.end - 1], *nouns])
        amount = next((each for each in counts if each is not None), None)
        return Thing(self._text(at), at, weapon.row.category, amount)

    def unit(self, term: Weapon | Formation) -> Thing:
        """A formation or platform as a unit: number and modifiers kept, article and state not."""
        at = self._unit_slice(term)
        category = term.row.category if isinstance(term, Weapon) else "other"
        return Thing(self._text(at), at, category)

    def ship(self, ship: Ship) -> Thing:
        """A warship by its name."""
        at = Slice(ship.start, ship.end)
        return Thing(self._text(at), at, "ship")

    def _item_slice(self, weapon: Weapon) -> Slice:
        doc, start = self.reading.doc, weapon.start
        while start > doc[weapon.start].sent.start:
            token, before = doc[start - 1], self.reading.terms.weapons.get(start - 1)
            hyphened = token.like_num and doc[start].text == "-" and not token.whitespace_
            if before is not None and before.row.kind == "designation" and before.end == start:
                start = before.start
            elif hyphened or self._is_of_item(token):
                start -= 1
            else:
                break
        while start < weapon.start and doc[start].text == "-":
            start += 1
        return Slice(start, weapon.end)

    def _is_of_item(self, token: Token) -> bool:
        counts = token.like_num or token.lower_ in wordlist().item_quantifiers
        return self._modifies(token) and not counts

    def _unit_slice(self, term: Weapon | Formation) -> Slice:
        doc, start = self.reading.doc, term.start
        while start > doc[term.start].sent.start:
            token = doc[start - 1]
            if not self._modifies(token) and token.pos_ != "NUM":
                break
            if token.lower_ in wordlist().unit_quantifiers:
                break
            start -= 1
        amount = self.measures.count(doc[term.end - 1])
        if amount is not None and amount.at.start < start <= amount.at.end:
            start = amount.at.start
        return Slice(start, term.end)

    def _modifies(self, token: Token) -> bool:
        if token.i in self.reading.terms.names:
            return False
        return token.pos_ in ("ADJ", "PROPN", "NOUN") or token.text in ("-", "/")

    def _text(self, at: Slice) -> str:
        return " ".join(self.reading.span(at).text.split())


def apart(things: Sequence[Thing], doc: Doc) -> list[Thing]:
    """Without what stands inside another thing, or behind it: "spare parts for aircraft"."""
    return [
        thing
        for thing in things
        if not any(_belongs(thing, other, doc) for other in things if other is not thing)
    ]


def _belongs(thing: Thing, other: Thing, doc: Doc) -> bool:
    inside = thing.at != other.at and (
        other.at.start <= thing.at.start and thing.at.end <= other.at.end
    )
    word = doc[thing.at.end - 1]
    while word.dep_ == "conj" and word.head.i != word.i:
        word = word.head
    behind = word.dep_ == "nmod" and preposition(word) in ("for", "of")
    return inside or (behind and other.at.start <= word.head.i < other.at.end)
