"""Why a frame that was tried at a word made no record of it."""

from collections.abc import Iterator

from spacy.tokens import Token

from schemas.event import EventType
from tasks.extract.arguments import Argument, noun_arguments, verb_arguments
from tasks.extract.factuality import judge
from tasks.extract.frames import Frame, Role
from tasks.extract.grammar import is_verbal
from tasks.extract.parties import sides
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene

NEEDED: dict[EventType, tuple[Role, ...]] = {
    "visit": ("visitors", "place"),
    "meeting": ("participants",),
    "deployment": ("force", "place"),
    "transfer": ("supplier", "recipient", "items"),
}
"""Roles without which there is no record of a type."""

NO_EVENT = "the text does not tell it as an event: it is negated, asked, wished, or a condition"
RULES = {
    "visit": "nobody in it has a rank that makes it a visit",
    "meeting": "too few of those who take part are known, or it is talk in general",
    "deployment": "the words are of no armed force, or the ship calls at a port",
    "transfer": "no arms pass from one side to another",
}


def unfit(token: Token, frame: Frame) -> str:
    """Why a frame that knows a word cannot be tried at it."""
    arguments = _arguments(token, frame)
    for argument in arguments:
        if argument.token.lemma_.lower() in frame.not_with:
            return f"“{argument.token.text}” makes it something else"
    lacking = [
        f"{role} (looked for as {', '.join(frame.roles.get(role, ()))})"
        for role in frame.requires
        if role != "place" and not any(a.relation in frame.roles.get(role, ()) for a in arguments)
    ]
    if lacking:
        return f"nothing in the sentence stands as {' or as '.join(lacking)}"
    objects = {a.token.lemma_.lower() for a in arguments if a.relation == "object"}
    if frame.only_with and not frame.only_with & objects:
        return f"it needs one of these objects: {', '.join(sorted(frame.only_with))}"
    return "the word is but a part of another one, or names no place that it is in"


def _arguments(token: Token, frame: Frame) -> list[Argument]:
    if is_verbal(token):
        return verb_arguments(token)
    return noun_arguments(token, frozenset(frame.light))


def refusals(proposal: Proposal, scene: Scene) -> list[str]:
    """Why a proposal made no draft: every reason that can be told from its words."""
    found = list(_lacking(proposal, scene))
    if judge(scene.reading, proposal, scene.lexicon) is None:
        found.append(NO_EVENT)
    return found or [RULES[proposal.frame.type]]


def _lacking(proposal: Proposal, scene: Scene) -> Iterator[str]:
    for role in NEEDED[proposal.frame.type]:
        tokens = proposal.tokens(role)
        words = ", ".join(f"“{token.text}”" for token in tokens)
        if role == "items":
            continue
        if role == "place":
            if not any(scene.where([token]).known for token in tokens):
                yield f"no place is told{f' by {words}' if words else ''}"
            continue
        parties = scene.actors.of(tokens)
        if not parties:
            yield f"{words} is nobody known" if words else f"nobody stands as {role}"
        elif role == "participants" and sides(parties) < 2:
            yield f"only one side is told by {words}"
