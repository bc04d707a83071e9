"""The mentions of a document in words."""

from collections.abc import Iterator

from tasks.extract.candidates import Candidate, candidates
from tasks.extract.drafts import Amount, Where
from tasks.extract.explain.notes import Mention, Words
from tasks.extract.parties import Party
from tasks.extract.scene import Scene


def mentions(scene: Scene) -> Iterator[Mention]:
    """Everything that can fill a role, in the order of the document."""
    for candidate in sorted(candidates(scene), key=lambda c: (c.at, c.kind)):
        words = Words.at(scene.reading, candidate.at)
        if words is not None:
            yield Mention(
                words=words,
                kind=candidate.kind,
                meaning=meaning(candidate),
                because=_because(candidate, scene),
            )


def sentences(scene: Scene) -> tuple[int, ...]:
    """Characters of the text at which its sentences begin."""
    starts = (s.start_char - scene.reading.text_from for s in scene.reading.doc.sents)
    return tuple(start for start in starts if start >= 0)


def meaning(candidate: Candidate) -> str:
    """What a candidate is read as."""
    if candidate.kind == "actor":
        return "; ".join(map(actor, candidate.parties))
    if candidate.where is not None:
        return place(candidate.where)
    if candidate.kind == "date":
        past = candidate.when.edtf if candidate.when else None
        coming = candidate.coming.edtf if candidate.coming else None
        return (
            past or "" if past == coming else f"{past or '-'}, of what is to come {coming or '-'}"
        )
    if candidate.amount is not None:
        return amount(candidate.amount)
    if candidate.usd is not None:
        return f"{candidate.usd:,.0f} dollars"
    thing = candidate.item
    if thing is None:
        return candidate.unit.name if candidate.unit else ""
    number = f", {amount(thing.amount)}" if thing.amount else ""
    return f"{thing.name} ({thing.category}{number})"


def actor(party: Party) -> str:
    """Name, state and office of an actor, as far as they are known."""
    who = [part for part in (party.name, party.country) if part]
    said = " / ".join(who) or "nobody known"
    return f"{said}, {party.role}" if party.role else said


def place(where: Where) -> str:
    """Place and state."""
    return " / ".join(part for part in (where.place, where.country) if part) or "nowhere known"


def amount(given: Amount) -> str:
    """A number or its bounds."""
    if given.low == given.high:
        return "some" if given.low is None else f"{given.low:,}"
    low = "" if given.low is None else f"{given.low:,} or more"
    high = "" if given.high is None else f"{given.high:,} at most"
    return ", ".join(part for part in (low, high) if part)


def _because(candidate: Candidate, scene: Scene) -> str | None:
    """Where the state of a person comes from."""
    if candidate.kind != "actor" or len(candidate.parties) != 1:
        return None
    number = candidate.parties[0].individual
    if number is None:
        return None
    person = scene.actors.cast.people[number]
    if person.country is None:
        return "the text gives no state, and no list of office-holders has the name"
    if person.name is None:
        return "the list of office-holders"
    said = " ".join(scene.reading.doc[person.name.start : person.name.end].text.split())
    titles = [mention.title for mention in person.mentions if mention.title is not None]
    titled = any(title.name == person.name for title in titles)
    return f"“{said}” in the {'title' if titled else 'words around'}"
