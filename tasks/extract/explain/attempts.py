"""Every word that may tell of an event, with its roles and what became of it."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from schemas.event import EventType
from schemas.report import Report
from tasks.extract.explain.mentions import actor, meaning, place
from tasks.extract.explain.notes import Attempt, Filler, Outcome, Words
from tasks.extract.explain.recorder import Recorder, Tried, Weighed
from tasks.extract.explain.refusals import refusals, unfit
from tasks.extract.proposals import Proposal, frames_at
from tasks.extract.reader.events import events_of
from tasks.extract.reading import Slice
from tasks.extract.scene import Scene


def attempts(scene: Scene, recorder: Recorder, reports: Sequence[Report]) -> list[Attempt]:
    """All attempts in the order of their triggers."""
    notes = [_note(step, scene, recorder, reports) for step in recorder.steps]
    known = {_place(step) for step in recorder.steps}
    notes += list(_untried(scene, known))
    return sorted((note for note in notes if note is not None), key=_order)


def _order(note: Attempt) -> tuple[bool, int, str, str]:
    return note.trigger.field == "text", note.trigger.start, note.type, note.frame or ""


def _place(step: Tried | Weighed) -> tuple[int, EventType, str | None]:
    if isinstance(step, Tried):
        frame = step.proposal.frame
        return step.proposal.trigger.i, frame.type, frame.name
    return step.trigger.token, step.type, None


def _note(
    step: Tried | Weighed, scene: Scene, recorder: Recorder, reports: Sequence[Report]
) -> Attempt | None:
    made = tuple(recorder.outcome(draft, reports) for draft in step.drafts)
    if isinstance(step, Tried):
        proposal = step.proposal
        reasons = made or tuple(_refused(reason) for reason in refusals(proposal, scene))
        fillers = tuple(_fillers(proposal, scene))
        return _attempt(scene, proposal.trigger, proposal.frame.type, proposal.frame.name,
                        None, fillers, reasons)  # fmt: skip
    token = scene.reading.doc[step.trigger.token]
    frames = frames_at(token, scene.lexicon.frames)
    frame = next((f.name for f in frames if f.type == step.type), None)
    reasons = made or (_refused("nobody is read in a role that a record needs"),)
    chance = step.trigger.types[step.type]
    return _attempt(scene, token, step.type, frame, chance, tuple(_chosen(step, scene)), reasons)


def _attempt(
    scene: Scene,
    token: Token,
    kind: EventType,
    frame: str | None,
    chance: float | None,
    fillers: tuple[Filler, ...],
    outcomes: tuple[Outcome, ...],
) -> Attempt | None:
    words = Words.at(scene.reading, Slice(token.i, token.i + 1))
    if words is None:
        return None
    return Attempt(
        type=kind,
        frame=frame,
        trigger=words,
        chance=None if chance is None else round(chance, 4),
        fillers=fillers,
        outcomes=outcomes,
    )


def _refused(reason: str) -> Outcome:
    return Outcome(kind="refused", reason=reason)


def _fillers(proposal: Proposal, scene: Scene) -> Iterator[Filler]:
    for role, arguments in proposal.roles.items():
        for argument in arguments:
            token = argument.token
            words = Words.at(scene.reading, Slice(token.i, token.i + 1))
            if words is not None:
                said = _meaning(role, token, scene)
                yield Filler(role=role, words=words, by=argument.relation, meaning=said)


def _meaning(role: str, token: Token, scene: Scene) -> str | None:
    if role == "place":
        where = scene.where([token])
        return place(where) if where.known else None
    if role == "items":
        return token.text
    known = "; ".join(map(actor, scene.actors.of([token])))
    return known or ("forces" if token.i in scene.reading.terms.formations else None)


def _chosen(step: Weighed, scene: Scene) -> Iterator[Filler]:
    for role, choices in step.choices.by_role.items():
        for choice in choices:
            words = Words.at(scene.reading, choice.candidate.at)
            if words is not None:
                by = f"{100 * choice.chance:.0f} %"
                yield Filler(role=role, words=words, by=by, meaning=meaning(choice.candidate))


def _untried(
    scene: Scene, known: set[tuple[int, EventType, str | None]]
) -> Iterator[Attempt | None]:
    """Words that a frame knows or that the network saw, and that came to no attempt."""
    read = events_of(scene.reading.doc)
    chances = {trigger.token: trigger.types for trigger in read or ()}
    for token in scene.reading.doc:
        for frame in frames_at(token, scene.lexicon.frames):
            tried = {(token.i, frame.type, frame.name), (token.i, frame.type, None)}
            if known & tried:
                continue
            chance = chances.get(token.i, {}).get(frame.type)
            reason = unfit(token, frame) if read is None else _unseen(chance)
            yield _attempt(scene, token, frame.type, frame.name, chance, (), (_refused(reason),))


def _unseen(chance: float | None) -> str:
    if chance is None:
        return "the reader sees no event in the word"
    return f"the reader takes it for one with {100 * chance:.0f} % only"
