"""Drafts from what the network reads: a trigger of a type, and the candidates in its roles."""

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Token

from schemas.event import EventType, Status
from tasks.extract.arguments import Argument
from tasks.extract.candidates import Candidate
from tasks.extract.choices import EVEN, Choices, choose
from tasks.extract.company import Company
from tasks.extract.confidence import Signs
from tasks.extract.directions import drop_owners, keep_near, set_right
from tasks.extract.drafts import Draft, When
from tasks.extract.fillings import Telling, fill
from tasks.extract.frames import Frame
from tasks.extract.proposals import Proposal, frames_of, means_other
from tasks.extract.reader.events import LIKELY, TriggerReading
from tasks.extract.scene import Scene, quote_around
from tasks.extract.status import Factuality
from tasks.extract.trace import SILENT, Trace
from tasks.extract.unreal import is_unreal
from tasks.extract.verdict import status_told
from tasks.extract.visits import is_earlier

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
    company = Company(triggers, candidates)
    before: dict[EventType, Draft] = {}
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
            choices = choose(trigger, candidates, roles, NEEDED, company)
            drop_owners(choices, token)
            keep_near(choices, token, kind)
            set_right(choices, token, frames, scene.reading.terms.names)
            draft = _draft(frame, status, trigger, choices, scene)
            drafts = fill(draft, Telling(trigger, choices, scene, before.get(kind)))
            if drafts and _stands(drafts[-1]):
                before[kind] = drafts[-1]
            trace.weighed(trigger, kind, choices, drafts)
            yield from drafts


def _stands(draft: Draft) -> bool:
    """Whether what follows may lean on it."""
    signs = draft.signs
    return not draft.weak and signs is not None and min(signs.trigger, signs.roles) >= EVEN


def _is_object(
    trigger: TriggerReading, kind: EventType, likely: Container[tuple[int, EventType]], scene: Scene
) -> bool:
    """Whether a verb says it all: "aid" in "provided aid", "visit" in "paid a visit"."""
    token = scene.reading.doc[trigger.token]
    return token.dep_ in OBJECTS and (token.head.i, kind) in likely


def _frames(kind: EventType, token: Token, scene: Scene) -> list[Frame]:
    return frames_of(token, scene.lexicon.frames, kind)


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


def _when(choices: Choices, status: str, scene: Scene, proposal: Proposal) -> When | None:
    coming = status in ("planned", "cancelled")
    for choice in choices.of("date"):
        candidate = choice.candidate
        when = candidate.coming if coming else candidate.when
        if when is not None and not scene.moments.is_foreign(when, proposal):
            return when
    return scene.moments.of(proposal, coming)
