"""Borders and coasts: places that lie between states."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.drafts import Where
from tasks.extract.grammar import children, preposition
from tasks.extract.parties import Party
from tasks.extract.placenames import in_line, within_edge
from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist

States = list[tuple[str, Slice]]


def edge(token: Token, reading: Reading, states_of: Callable[[Token], States]) -> Where | None:
    """ "The Syrian border", "its east coast": the owner's by a possessive, else nobody's."""
    if token.lemma_.lower() not in wordlist().borders or token.tag_ not in ("NN", "NNS"):
        return None
    start = token.i
    while start > token.sent.start and within_edge(token.doc[start - 1]):
        start -= 1
    other, states = _other_side(token, reading), states_of(token)
    if start == token.i and not (states or other):
        return None
    owned = any(t.dep_ == "nmod:poss" or t.tag_ in ("PRP$", "POS") for t in token.children)
    country, where = states[0] if states and owned else (None, None)
    at = Slice(start, other.end if other else token.i + 1)
    codes = (other.code,) if other else tuple(code for code, _ in states)
    beyond = tuple(filter(None, codes)) if token.lemma_.lower() in wordlist().frontiers else ()
    return Where(in_line(reading.span(at).text), country, at, where, beyond)


def _other_side(token: Token, reading: Reading) -> Name | None:
    """The state of "the border with Ukraine"."""
    for part in children(token, "nmod", "obl"):
        name = reading.terms.names.get(part.i)
        if preposition(part) == "with" and name is not None and name.kind == "name":
            return name
    return None


def on_own_side(where: Where, force: Party, neighbours: Iterable[str]) -> Where:
    """The place of forces at the border of a neighbour of theirs, if nothing says which side."""
    if where.country is not None or set(where.beyond).isdisjoint(neighbours):
        return where
    return replace(where, country=force.country, country_at=force.country_at or force.at)
