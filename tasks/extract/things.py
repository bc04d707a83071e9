"""Weapons and units as the text words them, with category and number."""

from spacy.tokens import Token

from tasks.extract.drafts import Thing
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
        amount = self.measures.count(self.reading.doc[weapon.end - 1])
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
        while start > 0 and doc[start - 1].sent == doc[weapon.start].sent:
            token = doc[start - 1]
            if (
                not self._modifies(token)
                or token.like_num
                or token.lower_ in wordlist().item_quantifiers
            ):
                break
            start -= 1
        while start < weapon.start and doc[start].text == "-":
            start += 1
        return Slice(start, weapon.end)

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
