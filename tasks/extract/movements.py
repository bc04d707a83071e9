"""Actors known by description: "Darfur rebels", "Western allies", and movements on no list."""

from spacy.tokens import Span, Token

from tasks.extract.parties import Party, PartyKind
from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Name
from tasks.extract.words import wordlist

SKIPPED = ("DET", "NUM", "PUNCT", "ADP", "PRON")
LONGEST = 6
"""Words of a description at most; longer ones are taken from the parse of another phrase."""


def described(
    reading: Reading, token: Token, kind: PartyKind, state: tuple[str, Slice] | None
) -> Party | None:
    """The armed movement or the coalition that a noun describes; null if it is neither.

    `kind` is what the noun would be with a state before it, `state` the one that the text gives.
    """
    at = description(reading, token)
    text = " ".join(reading.span(at).text.split())
    if _is_movement(reading, token, at):
        code, where = state or home_of(reading, token) or (None, None)
        return Party("group", at, name=text, country=code, name_at=at, country_at=where)
    if state is None and _is_coalition(reading, token, at):
        return Party(kind, at, name=text, name_at=at)
    return None


def home_of(reading: Reading, token: Token) -> tuple[str, Slice] | None:
    """The state in which a movement fights: the one named "in" its sentence, else the nearest."""
    for i in range(*description(reading, token)):
        place = reading.terms.places.get(i)
        if place is not None and place.row.country is not None:
            return place.row.country, Slice(place.start, place.end)
    names = {
        name.start: name
        for i in range(token.sent.start, token.sent.end)
        if (name := reading.terms.names.get(i)) is not None
        and name.kind in ("name", "capital", "adjective")
        and name.code is not None
    }
    if not names:
        return None

    def rank(name: Name) -> tuple[bool, int]:
        before = [t.lower_ for t in reading.doc[max(0, name.start - 2) : name.start]]
        return not wordlist().within & set(before), abs(name.start - token.i)

    best = min(names.values(), key=rank)
    assert best.code is not None
    return best.code, Slice(best.start, best.end)


def description(reading: Reading, head: Token) -> Slice:
    """The words of a noun phrase up to its head, without article, number and quantifier."""
    doc, start = reading.doc, head.i
    while start > head.sent.start and head.i - start < LONGEST:
        token = doc[start - 1]
        joined = token.text == "-" or token.tag_ == "POS" or start - 1 in reading.terms.names
        led = token.tag_ in ("VBN", "JJ") and doc[start - 2].text == "-" and start > 2
        if not (joined or led or token.pos_ in ("ADJ", "NOUN", "PROPN")):
            break
        if token.lower_ in wordlist().more:
            break
        start -= 1
    while start < head.i and (doc[start].pos_ in SKIPPED or doc[start].tag_ == "POS"):
        start += 1
    return Slice(start, head.i + 1)


def _is_movement(reading: Reading, token: Token, at: Slice) -> bool:
    nouns = wordlist()
    lemma = token.lemma_.lower()
    if lemma in nouns.rebels:
        return not any(t.lower_ in nouns.rebels_of_office for t in reading.span(at))
    bodies = lemma in nouns.rebel_bodies
    return bodies and any(t.lemma_.lower() in nouns.rebels for t in reading.span(at))


def _is_coalition(reading: Reading, token: Token, at: Slice) -> bool:
    office = reading.terms.offices.get(token.i)
    first = office.start if office else token.i
    words = [t.lower_ for t in reading.doc[at.start : first]]
    return bool(wordlist().coalitions & set(words)) and token.tag_ in ("NNS", "NNPS", "NN")


def unlisted(reading: Reading, entity: Span) -> Party | None:
    """The organisation that the reader sees in a text and no list has; null if a list has it."""
    names = reading.terms.names
    start = entity.start
    while start < entity.end - 1 and entity.doc[start].pos_ == "DET":
        start += 1
    within = [names[i] for i in range(start, entity.end) if i in names]
    listed = any(name.kind in ("organisation", "group") for name in within)
    if listed or len(within) == entity.end - start:
        return None
    at = Slice(start, entity.end)
    owner = next((name for name in within if name.code is not None), None)
    kind: PartyKind = "group" if is_movement_name(entity) else "organisation"
    text = " ".join(reading.span(at).text.split())
    home = home_of(reading, entity.root) if kind == "group" else None
    code = owner.code if owner else home[0] if home else None
    where = Slice(owner.start, owner.end) if owner else home[1] if home else None
    return Party(
        kind,
        at,
        name=text,
        country=code,
        name_at=at,
        country_at=where,
        listed=kind == "group",
    )


def is_movement_name(entity: Span) -> bool:
    """True of "Levant Front" and "Justice and Equality Movement"."""
    words = {t.lower_ for t in entity}
    fights = bool(words & wordlist().movements)
    return len(entity) > 1 and fights
