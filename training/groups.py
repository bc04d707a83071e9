"""Where a document gives the values of an annotated record: groups of words by role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from schemas.edtf import Span
from tasks.extract.cast import name_words
from tasks.extract.grammar import preposition
from tasks.extract.parties import Party
from tasks.extract.quantity import find_money, find_quantities
from tasks.extract.scene import Scene
from tasks.extract.time import resolve

Group = tuple[int, ...]
Record = dict[str, Any]

ACTOR_ROLES = ("visitors", "hosts", "participants", "force", "supplier", "recipient")

GOALS = frozenset({"in", "to", "into", "at", "from", "on", "for", "inside", "across", "near"})
"""Prepositions before a state in which, to which or from which something goes."""


class Groups:
    """Finds the words of values in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc = scene, scene.reading.doc
        self._names = scene.reading.terms.names

    def of(self, event: Record) -> Iterator[tuple[str, list[Group]]]:
        """Role and groups of words, once for each value of a record."""
        for role in ACTOR_ROLES:
            told = event.get(role) or []
            for actor in told if isinstance(told, list) else [told]:
                yield role, self.actor(actor)
        for groups in self.places(event):
            yield "place", groups
        if event.get("origin"):
            yield "origin", self._state_names(event["origin"])
        if event["date"]:
            yield "date", self.date(event["date"])
        low, high = event.get("troops_min"), event.get("troops_max")
        if low is not None or high is not None:
            yield "troops", self.quantity(low, high)
        for unit in event.get("units") or []:
            yield "units", self.literal(unit)
        for item in event.get("items") or []:
            yield "items", self.literal(item["name"])
        if event.get("value_usd") is not None:
            yield "value", self.money(event["value_usd"])

    def actor(self, actor: Record) -> list[Group]:
        """Mentions of an actor, by name or, of an unnamed one, by its state."""
        if actor["name"] is None:
            return self._unnamed(actor["country"])
        found = self._where(lambda party: _named(party, actor["name"]))
        taken = {i for group in found for i in group}
        loose = [g for g in self.literal(actor["name"]) if not taken & set(g)]
        return sorted(found + loose)

    def _unnamed(self, country: str | None) -> list[Group]:
        """Words for people, forces or the government of a state, its names, its adjectives."""
        if country is None:
            return []
        found = self._where(lambda party: party.name is None and party.country == country)
        taken = {i for group in found for i in group}
        people = set(self.scene.actors.cast.by_token)
        adjectives = [
            tuple(range(name.start, name.end))
            for i, name in self._names.items()
            if name.start == i
            and name.code == country
            and i not in taken | people
            and not self._modifies(i, taken)
        ]
        return sorted(found + adjectives)

    def _modifies(self, i: int, taken: set[int]) -> bool:
        """Whether a word belongs to a noun phrase that stands for an actor already."""
        return any(a.i in taken for a in [self.doc[i].head]) and self.doc[i].dep_ in (
            "amod",
            "compound",
            "nmod",
            "nmod:poss",
        )

    def _where(self, fits: Callable[[Party], bool]) -> list[Group]:
        """Runs of words that stand for an actor that fits."""
        hits = [t.i for t in self.doc if any(map(fits, self._parties[t.i]))]
        groups: list[list[int]] = []
        for i in hits:
            if groups and groups[-1][-1] == i - 1:
                groups[-1].append(i)
            else:
                groups.append([i])
        return [tuple(g) for g in groups]

    @cached_property
    def _parties(self) -> list[list[Party]]:
        return [self.scene.actors.resolve(token) for token in self.doc]

    def places(self, event: Record) -> Iterator[list[Group]]:
        """The named place, and the state by its name where something happens in it."""
        if event["place"]:
            yield self.literal(event["place"])
        if event["country"]:
            yield [g for g in self._state_names(event["country"]) if self._is_goal(g[-1])]

    def _is_goal(self, i: int) -> bool:
        token = self.doc[i]
        return token.dep_ == "obj" or preposition(token) in GOALS

    def _state_names(self, country: str) -> list[Group]:
        return [
            tuple(range(name.start, name.end))
            for i, name in self._names.items()
            if name.start == i and name.code == country and name.kind in ("name", "capital")
        ]

    def literal(self, text: str) -> list[Group]:
        """Every place where words stand as they are, in any letter case."""
        words = r"\s+".join(map(re.escape, text.split()))
        pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
        return self._at((m.start(), m.end()) for m in pattern.finditer(self.scene.reading.text))

    def date(self, edtf: str) -> list[Group]:
        """Date expressions that mean the date."""
        span, published = Span.parse(edtf), self.scene.reading.published
        found = []
        for expression in self.scene.moments.expressions:
            readings = {resolve(expression.mention, published, t) for t in ("past", "future")}
            if any(r is not None and _meets(Span.parse(r), span) for r in readings):
                found.append(tuple(range(*expression.at)))
        return found

    def quantity(self, low: int | None, high: int | None) -> list[Group]:
        """Numbers with these bounds."""
        found = find_quantities(self.scene.reading.text)
        return self._at((q.start, q.end) for q in found if (q.low, q.high) == (low, high))

    def money(self, dollars: float) -> list[Group]:
        """Sums of money of this worth."""
        found = find_money(self.scene.reading.text)
        return self._at((m.start, m.end) for m in found if m.usd == dollars)

    def _at(self, characters: Iterator[tuple[int, int]] | Any) -> list[Group]:
        spans = [self.doc.char_span(a, b, alignment_mode="expand") for a, b in characters]
        return [tuple(range(s.start, s.end)) for s in spans if s is not None]


def _named(party: Party, name: str) -> bool:
    if party.name is None:
        return False
    mine, theirs = name_words(party.name), name_words(name)
    short, long = sorted((mine, theirs), key=len)
    return "".join(mine) == "".join(theirs) or (
        set(short) <= set(long) and (len(short) > 1 or short[0] in (long[0], long[-1]))
    )


def _meets(first: Span, second: Span) -> bool:
    """The same days, or one inside the other and not much longer."""
    if first == second:
        return True
    inside = first.start <= second.end and second.start <= first.end
    return inside and abs((first.end - first.start) - (second.end - second.start)).days <= 7
