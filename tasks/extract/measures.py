"""How many, and for how much: numbers and sums of money at the words that they count."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from spacy.tokens import Token

from tasks.extract.drafts import Amount
from tasks.extract.quantity import Money, Quantity, find_money, find_quantities
from tasks.extract.reading import Reading, Slice

Found = TypeVar("Found", Money, Quantity)

REACH = 6
"""Words between a number and the noun that it counts."""


class Measures:
    """Numbers of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def _quantities(self) -> list[tuple[Quantity, Slice]]:
        found = []
        for quantity in find_quantities(self.reading.text):
            span = self.reading.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
            if span is not None:
                found.append((quantity, Slice(span.start, span.end)))
        return found

    @cached_property
    def _money(self) -> list[tuple[Money, Slice]]:
        found = []
        for money in find_money(self.reading.text):
            span = self.reading.doc.char_span(money.start, money.end, alignment_mode="expand")
            if span is not None:
                found.append((money, Slice(span.start, span.end)))
        return found

    @property
    def amounts(self) -> list[Amount]:
        """All that counts people or things, in order."""
        return [Amount(q.low, q.high, at) for q, at in self._quantities]

    @property
    def sums(self) -> list[tuple[float, Slice]]:
        """All sums in dollars, in order."""
        return [(money.usd, at) for money, at in self._money if money.usd is not None]

    def count(self, noun: Token) -> Amount | None:
        """The number before a noun, in its noun phrase."""
        for quantity, at in _between(self._quantities, noun.sent.start, noun.i):
            if noun.i > at.end + REACH:
                continue
            between = self.reading.doc[at.end : noun.i]
            if all(_may_stand_between(t, self.reading) for t in between) and noun.i >= at.end:
                return Amount(quantity.low, quantity.high, at)
        return None

    def troops(self, heads: Iterable[Token]) -> Amount | None:
        """Heads counted before the words for forces; "10,000-strong" counts them too."""
        for head in heads:
            formation = self.reading.terms.formations.get(head.i)
            if formation is None:
                continue
            amount = self.count(head)
            strong = amount is not None and any(
                q.strength for q, at in self._quantities if at == amount.at
            )
            if amount is not None and (formation.row.counts_people or strong):
                return amount
        return None

    def value(self, trigger: Token) -> tuple[float, Slice] | None:
        """The only sum in dollars of the trigger's sentence."""
        sums = [
            (money.usd, at)
            for money, at in _between(self._money, trigger.sent.start, trigger.sent.end)
            if money.usd is not None
        ]
        return sums[0] if len({usd for usd, _ in sums}) == 1 else None


def _between(found: list[tuple[Found, Slice]], start: int, end: int) -> list[tuple[Found, Slice]]:
    """Those that begin at tokens [start, end)."""
    first = bisect_left(found, start, key=lambda each: each[1].start)
    return found[first : bisect_left(found, end, key=lambda each: each[1].start)]


def _may_stand_between(token: Token, reading: Reading) -> bool:
    if token.i in reading.terms.names or token.text in ("-", "/", "’s", "'s"):
        return True
    if token.i in reading.terms.formations and token.tag_ in ("NNS", "NNPS"):
        return False
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or token.tag_ in ("VBN", "VBG", "JJ")
