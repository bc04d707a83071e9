"""The roles of a trigger filled with what the network chose: one or several drafts, or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from schemas.event import EventType
from tasks.extract.choices import EVEN, Choice, Choices, not_among, places_of, side_by_side
from tasks.extract.confidence import BORROWED
from tasks.extract.deployments import at_their_border, is_service
from tasks.extract.directions import stoppers
from tasks.extract.drafts import Draft, Thing, Where
from tasks.extract.forces import (
    Forces,
    advances,
    forces_of,
    left,
    moves_civilians,
    told_together,
    troops_of,
)
from tasks.extract.goods import arms_told
from tasks.extract.meetings import on_screen
from tasks.extract.parties import (
    Party,
    is_outlet,
    may_represent,
    sides,
    unlike,
    without_states_of_persons,
)
from tasks.extract.proposals import frames_of
from tasks.extract.reader.events import TriggerReading
from tasks.extract.scene import Scene
from tasks.extract.sources import weighed
from tasks.extract.things import apart
from tasks.extract.topics import is_topic
from tasks.extract.transfers import as_side
from tasks.extract.visits import pointed_at, received_at_home, travellers
from tasks.extract.words import wordlist

Side = dict[tuple[str, str], Party]
"""The suppliers or the recipients of a transfer, by their identity."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a trigger tells, and what the document told before it.

    `before` is the last event of the same type that surely has what it needs.
    """

    trigger: TriggerReading
    choices: Choices
    scene: Scene
    before: Draft | None = None


def fill(draft: Draft, told: Telling) -> list[Draft]:
    """The drafts that come of one whose roles are still empty; none where nobody is told."""
    return FILLERS[draft.type](draft, told)


def _best(chances: dict[str, float]) -> str:
    return max(chances, key=lambda value: chances[value])


def _parties(choices: Iterable[Choice]) -> list[Party]:
    """The actors of choices in the order of the text."""
    ordered = sorted(choices, key=lambda c: c.candidate.at)
    return unlike([p for c in ordered for p in c.candidate.parties if p.known])


def _visits(draft: Draft, told: Telling) -> list[Draft]:
    choices, scene = told.choices, told.scene
    visitors = without_states_of_persons(_parties(choices.of("visitors")))
    hosts = _parties(choices.of("hosts"))
    places = places_of(choices.of("place")) or pointed_at(draft.trigger, scene)
    if hosts and received_at_home(draft.frame, visitors, places):
        visitors, hosts = without_states_of_persons(hosts), visitors
    if not visitors:
        return []
    visitors = travellers(visitors, draft.trigger, places, scene)
    coming = {v.identity for v in visitors}
    hosts = [h for h in hosts if h.identity not in coming]
    if received_at_home(draft.frame, visitors, places):
        return []
    abroad = [where for where in places if not _is_home(where, visitors)]
    places = abroad or (places if choices.surest("place") >= EVEN else [])
    draft.weak = not places
    hosts = without_states_of_persons(hosts)
    return [
        replace(
            draft, where=where, roles={"visitors": _from_outside(visitors, where), "hosts": hosts}
        )
        for where in places or [Where()]
    ]


def _is_home(where: Where, visitors: list[Party]) -> bool:
    """Whether no more is told than the visitors' own state."""
    return where.place is None and {v.country for v in visitors} == {where.country}


def _from_outside(visitors: list[Party], where: Where) -> list[Party]:
    """Without those at home where others come to."""
    outside = [v for v in visitors if v.country is None or v.country != where.country]
    return outside if any(v.country is not None for v in outside) else visitors


def _meetings(draft: Draft, told: Telling) -> list[Draft]:
    choices, trigger = told.choices, told.trigger
    participants = [p for p in _two_sides(choices) if not is_outlet(p)]
    participants = told.scene.actors.without_spokespersons(participants)
    if not participants:
        return []
    draft.mode = "video" if on_screen(draft.trigger) else _best(trigger.facets["meeting_mode"])
    gathering = draft.trigger.lemma_.lower() in wordlist().gatherings
    listed = [p for p in participants if p.listed or p.country is not None]
    official = any(map(may_represent, listed))
    draft.weak = not official or (sides(listed) < 2 and not gathering)
    draft.roles = {"participants": participants}
    places = [w for w in places_of(choices.of("place")) if not is_topic(w, draft.trigger)]
    if draft.mode == "in_person" and places:
        draft.where = places[0]
    return [draft]


def _two_sides(choices: Choices) -> list[Party]:
    """The participants; of one side alone with the likeliest of those who may be the other."""
    chosen = _parties(choices.of("participants"))
    if chosen and sides(chosen) < 2:
        for choice in choices.unlikely["participants"]:
            both = unlike([*chosen, *choice.candidate.parties])
            if sides(without_states_of_persons(both)) > 1:
                chosen = both
                break
    return without_states_of_persons(chosen)


def _deployments(draft: Draft, told: Telling) -> list[Draft]:
    choices, scene = told.choices, told.scene
    forces = forces_of(choices, draft.trigger, scene) or _same_forces(draft, told)
    if not forces or moves_civilians(draft.trigger):
        return []
    draft.action = _best(told.trigger.facets["action"])
    draft.roles = {"force": list(forces)}
    if draft.action == "withdraw" and advances(draft, choices):
        draft.action = "deploy"
    leaves = draft.action == "withdraw"
    places = places_of(left(choices, draft.trigger.doc) if leaves else choices.of("place"))
    draft.where = places[0] if places else Where()
    draft.weak = not places
    if len(forces) == 1:
        draft.troops = troops_of(choices, scene)
        units = (c.candidate.unit for c in choices.of("units"))
        draft.units = _once([u for u in units if u is not None and not is_service(u)])
    sent = told_together(forces, choices, draft.where, draft.trigger.doc)
    made = [replace(draft, roles={"force": [p]}) for p in sent]
    for one in made:
        one.origin = _origin(one, choices)
    return [at_their_border(each, scene) for each in made]


def _same_forces(draft: Draft, told: Telling) -> Forces:
    """Those of the deployment told before, where only a place is told: "Mopti is to be vacated".

    A state alone will not do: that their stay ends in May is told of the same deployment.
    """
    places = (choice.candidate.where for choice in told.choices.of("place"))
    if told.before is None or not any(where is not None and where.place for where in places):
        return {}
    draft.signs = draft.signs and draft.signs.borrowed()
    return dict.fromkeys(told.before.parties("force"), BORROWED)


def _origin(draft: Draft, choices: Choices) -> str | None:
    own = draft.roles["force"][0].country
    for where in places_of(choices.of("origin")):
        if draft.action != "withdraw" and where.country not in (None, own, draft.where.country):
            return where.country
    return None


def _transfers(draft: Draft, told: Telling) -> list[Draft]:
    choices, scene = told.choices, told.scene
    frames = frames_of(draft.trigger, scene.lexicon.frames, "transfer")
    if not choices.of("items") and not arms_told(draft.trigger, frames, scene):
        return []
    draft.mode = _best(told.trigger.facets["transfer_mode"])
    items = (c.candidate.item for c in choices.of("items"))
    draft.items = apart(_once([i for i in items if i is not None]), draft.trigger.doc)
    sums = ((c.candidate.usd, c.candidate.at) for c in choices.of("value"))
    draft.value = next(((usd, at) for usd, at in sums if usd is not None), None)
    places = [w for w in places_of(choices.of("place")) if w.place is not None]
    draft.where = places[0] if places else Where()
    suppliers, recipients = _completed(*_both_sides(choices, draft.trigger.doc), draft, told)
    if not suppliers or not recipients:
        draft.weak = True
        side = "supplier" if suppliers else "recipient"
        return [replace(draft, roles={side: [p]}) for p in (suppliers or recipients).values()]
    return [
        weighed(replace(draft, roles={"supplier": [s], "recipient": [r]}), scene)
        for s in suppliers.values()
        for r in recipients.values()
        if s.identity != r.identity
    ]


def _completed(suppliers: Side, recipients: Side, draft: Draft, told: Telling) -> tuple[Side, Side]:
    """Both sides of a transfer: whoever stops one for a supplier that is not told, and for both
    those of the transfer told before: "Another 170 of the tanks are to follow"."""
    if suppliers:
        return suppliers, recipients
    draft.signs = draft.signs and draft.signs.borrowed()
    if recipients:
        named = map(as_side, stoppers(draft.trigger, told.scene)[:1])
        return _each_once(p for p in named if p.identity not in recipients), recipients
    if told.before is None:
        return {}, {}
    given, taken = (told.before.parties(side) for side in ("supplier", "recipient"))
    return _each_once(given), _each_once(taken)


def _both_sides(choices: Choices, doc: Doc) -> tuple[Side, Side]:
    """The suppliers and the recipients of a transfer, each once."""
    giving, taking = choices.of("supplier"), choices.of("recipient")
    given = side_by_side(not_among(giving, taking), doc)
    taken = side_by_side(not_among(taking, given), doc)
    return _each_once(map(as_side, _parties(given))), _each_once(map(as_side, _parties(taken)))


def _each_once(parties: Iterable[Party]) -> Side:
    return {party.identity: party for party in parties}


def _once(things: list[Thing]) -> list[Thing]:
    """Each thing once, in the order of the text."""
    kept: dict[str, Thing] = {}
    for thing in sorted(things, key=lambda t: t.at):
        kept.setdefault(thing.name.lower(), thing)
    return list(kept.values())


FILLERS: dict[EventType, Callable[[Draft, Telling], list[Draft]]] = {
    "visit": _visits,
    "meeting": _meetings,
    "deployment": _deployments,
    "transfer": _transfers,
}
