"""Drafts from what the network reads: a trigger of a type, and the candidates in its roles."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from schemas.event import EventType, Status
from tasks.extract.arguments import Argument
from tasks.extract.candidates import Candidate
from tasks.extract.choices import EVEN, Choice, Choices, choose, not_among, places_of, side_by_side
from tasks.extract.confidence import Signs
from tasks.extract.deployments import at_their_border, is_service
from tasks.extract.directions import drop_owners, keep_near, set_right, stoppers
from tasks.extract.drafts import Draft, Thing, When, Where
from tasks.extract.factuality import Factuality
from tasks.extract.forces import (
    advances,
    forces_of,
    left,
    moves_civilians,
    told_together,
    troops_of,
)
from tasks.extract.frames import Frame
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
from tasks.extract.proposals import Proposal, frames_of, means_other
from tasks.extract.reader.events import LIKELY, TriggerReading
from tasks.extract.scene import Scene, quote_around
from tasks.extract.sources import weighed
from tasks.extract.things import apart
from tasks.extract.topics import is_topic
from tasks.extract.trace import SILENT, Trace
from tasks.extract.transfers import as_side
from tasks.extract.unreal import is_unreal
from tasks.extract.verdict import status_told
from tasks.extract.visits import is_earlier, pointed_at, received_at_home, travellers
from tasks.extract.words import wordlist

ROLES: dict[EventType, tuple[str, ...]] = {
    "visit": ("visitors", "hosts", "place", "date"),
    "meeting": ("participants", "place", "date"),
    "deployment": ("force", "place", "origin", "date", "troops", "units"),
    "transfer": ("supplier", "recipient", "place", "date", "items", "value"),
}

NEEDED = frozenset({"visitors", "place", "participants", "force", "supplier", "recipient"})
"""Roles without which there is no record."""

SURE: dict[EventType, tuple[str, ...]] = {
    "visit": ("visitors", "place"),
    "meeting": ("participants",),
    "deployment": ("force", "place"),
    "transfer": ("supplier", "recipient"),
}
"""Roles of which the least sure tells how sure a draft is."""

LEARNED: dict[EventType, Frame] = {
    kind: Frame(name=f"{kind}.learned", type=kind, roles={}) for kind in ROLES
}
"""The frame of a trigger that no frame knows."""

OBJECTS = frozenset({"obj", "nsubj:pass"})
"""Relations of a noun to the verb that tells of the same event."""


def compose(
    triggers: Sequence[TriggerReading],
    candidates: Sequence[Candidate],
    scene: Scene,
    trace: Trace = SILENT,
) -> Iterator[Draft]:
    """The drafts of all triggers of a document, in its order."""
    likely = {(t.token, kind) for t in triggers for kind in ROLES if t.types[kind] >= LIKELY}
    for trigger in triggers:
        for kind, roles in ROLES.items():
            if (trigger.token, kind) not in likely or _is_object(trigger, kind, likely, scene):
                continue
            token = scene.reading.doc[trigger.token]
            frames = _frames(kind, token, scene)
            frame = frames[0] if frames else LEARNED[kind]
            status = status_told(trigger, frame, scene)
            if is_unreal(frame, token, status, scene) or means_other(token, frames):
                continue
            choices = choose(trigger, candidates, roles, NEEDED)
            drop_owners(choices, token)
            keep_near(choices, token, kind)
            set_right(choices, token, frames, scene.reading.terms.names)
            drafts = _drafts(
                _draft(frame, status, trigger, choices, scene), trigger, choices, scene
            )
            trace.weighed(trigger, kind, choices, drafts)
            yield from drafts


def _is_object(
    trigger: TriggerReading, kind: EventType, likely: Container[tuple[int, EventType]], scene: Scene
) -> bool:
    """Whether a verb says it all: "aid" in "provided aid", "visit" in "paid a visit"."""
    token = scene.reading.doc[trigger.token]
    return token.dep_ in OBJECTS and (token.head.i, kind) in likely


def _frames(kind: EventType, token: Token, scene: Scene) -> list[Frame]:
    return frames_of(token, scene.lexicon.frames, kind)


def _drafts(draft: Draft, trigger: TriggerReading, choices: Choices, scene: Scene) -> list[Draft]:
    if draft.type == "visit":
        return _visits(draft, choices, scene)
    if draft.type == "meeting":
        return _meetings(draft, choices, trigger, scene)
    if draft.type == "deployment":
        return [
            at_their_border(each, scene) for each in _deployments(draft, choices, trigger, scene)
        ]
    return _transfers(draft, choices, trigger, scene)


def _draft(
    frame: Frame, status: Status, trigger: TriggerReading, choices: Choices, scene: Scene
) -> Draft:
    token = scene.reading.doc[trigger.token]
    arguments = tuple(
        Argument("chosen", scene.reading.doc[c.candidate.head])
        for role in choices.by_role
        for c in choices.of(role)
    )
    proposal = Proposal(frame, token, {}, arguments)
    when = _when(choices, status, scene, proposal)
    said = Factuality(status, trigger.facets["alleged"]["yes"] > 0.5)
    factuality, when = scene.timed(proposal, said, when)
    return Draft(
        type=frame.type,
        frame=frame,
        trigger=token,
        factuality=factuality,
        when=when,
        quotes=[quote_around(proposal)],
        speaker=scene.speaker(token),
        signs=_signs(frame.type, trigger, choices),
        apart=is_earlier(token),
    )


def _signs(kind: EventType, trigger: TriggerReading, choices: Choices) -> Signs:
    sure = [choices.surest(role) for role in SURE[kind]]
    return Signs(trigger.types[kind], min(sure))


def _best(chances: dict[str, float]) -> str:
    return max(chances, key=lambda value: chances[value])


def _when(choices: Choices, status: str, scene: Scene, proposal: Proposal) -> When | None:
    coming = status in ("planned", "cancelled")
    for choice in choices.of("date"):
        candidate = choice.candidate
        when = candidate.coming if coming else candidate.when
        if when is not None and not scene.moments.is_foreign(when, proposal):
            return when
    return scene.moments.of(proposal, coming)


def _parties(choices: Iterable[Choice]) -> list[Party]:
    """The actors of choices in the order of the text."""
    ordered = sorted(choices, key=lambda c: c.candidate.at)
    return unlike([p for c in ordered for p in c.candidate.parties if p.known])


def _visits(draft: Draft, choices: Choices, scene: Scene) -> list[Draft]:
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


def _meetings(draft: Draft, choices: Choices, trigger: TriggerReading, scene: Scene) -> list[Draft]:
    participants = [p for p in _two_sides(choices) if not is_outlet(p)]
    participants = scene.actors.without_spokespersons(participants)
    if not participants:
        return []
    draft.mode = "video" if on_screen(draft.trigger) else _best(trigger.facets["meeting_mode"])
    gathering = draft.trigger.lemma_.lower() in wordlist().gatherings
    listed = [p for p in participants if p.listed or p.country is not None]
    told = any(map(may_represent, listed))
    draft.weak = not told or (sides(listed) < 2 and not gathering)
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


def _deployments(
    draft: Draft, choices: Choices, trigger: TriggerReading, scene: Scene
) -> list[Draft]:
    forces = forces_of(choices, draft.trigger, scene)
    if not forces or moves_civilians(draft.trigger):
        return []
    draft.action = _best(trigger.facets["action"])
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
    return made


def _origin(draft: Draft, choices: Choices) -> str | None:
    own = draft.roles["force"][0].country
    for where in places_of(choices.of("origin")):
        if draft.action != "withdraw" and where.country not in (None, own, draft.where.country):
            return where.country
    return None


def _transfers(
    draft: Draft, choices: Choices, trigger: TriggerReading, scene: Scene
) -> list[Draft]:
    doc, frames = draft.trigger.doc, _frames("transfer", draft.trigger, scene)
    if not choices.of("items") and not arms_told(draft.trigger, frames, scene):
        return []
    suppliers, recipients = _both_sides(choices, doc)
    if recipients and not suppliers:
        named = map(as_side, stoppers(draft.trigger, scene)[:1])
        suppliers = {p.identity: p for p in named if p.identity not in recipients}
        draft.signs = draft.signs and draft.signs.borrowed()
    draft.mode = _best(trigger.facets["transfer_mode"])
    items = (c.candidate.item for c in choices.of("items"))
    draft.items = apart(_once([i for i in items if i is not None]), doc)
    for choice in choices.of("value"):
        if choice.candidate.usd is not None:
            draft.value = (choice.candidate.usd, choice.candidate.at)
            break
    places = [w for w in places_of(choices.of("place")) if w.place is not None]
    draft.where = places[0] if places else Where()
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


def _both_sides(choices: Choices, doc: Doc) -> list[dict[tuple[str, str], Party]]:
    """The suppliers and the recipients of a transfer, each once."""
    giving, taking = choices.of("supplier"), choices.of("recipient")
    given = side_by_side(not_among(giving, taking), doc)
    taken = side_by_side(not_among(taking, given), doc)
    return [{p.identity: p for p in map(as_side, _parties(side))} for side in (given, taken)]


def _once(things: list[Thing]) -> list[Thing]:
    """Each thing once, in the order of the text."""
    kept: dict[str, Thing] = {}
    for thing in sorted(things, key=lambda t: t.at):
        kept.setdefault(thing.name.lower(), thing)
    return list(kept.values())
