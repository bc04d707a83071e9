"""Borders and coasts: places that lie between states."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.drafts import Where
from tasks.extract.grammar import children, preposition
from tasks.extract.parties import Party
from tasks.extract.placenames import in_line, within_edge
from tasks.extract.reading import Reading, Slice
from tasks.extract.words import wordlist

States = list[tuple[str, Slice]]


def edge(token: Token, reading: Reading, states_of: Callable[[Token], States]) -> Where | None:
    """ "The Syrian border", "its east coast": the owner's by a possessive, else nobody's."""
    if token.lemma_.lower() not in wordlist().borders or token.tag_ not in ("NN", "NNS"):
        return None
    start = token.i
    while start > token.sent.start and within_edge(token.doc[start - 1]):
        start -= 1
    states = states_of(token)
    beyond = _beyond(token, reading) or tuple(code for code, _ in states)
    owned = any(t.dep_ == "nmod:poss" or t.tag_ in ("PRP$", "POS") for t in token.children)
    if start == token.i and not (states or beyond):
        return None
    at = Slice(start, token.i + 1)
    country, where = states[0] if states and owned else (None, None)
    text = in_line(reading.span(at).text)
    return Where(text, country, at, where, beyond if _is_border(token) else ())


def _beyond(token: Token, reading: Reading) -> tuple[str, ...]:
    """The state on the other side: "the border with Ukraine"."""
    names = reading.terms.names
    behind = [t for t in children(token, "nmod", "obl") if preposition(t) == "with"]
    named = (names[t.i] for t in behind if t.i in names)
    return tuple(name.code for name in named if name.kind == "name" and name.code)


def _is_border(token: Token) -> bool:
    return token.lemma_.lower() in wordlist().frontiers


def on_own_side(where: Where, force: Party, neighbours: Iterable[str]) -> Where:
    """The place of forces at the border of a neighbour of theirs, if nothing says which side."""
    if where.country is not None or set(where.beyond).isdisjoint(neighbours):
        return where
    return replace(where, country=force.country, country_at=force.country_at or force.at)
