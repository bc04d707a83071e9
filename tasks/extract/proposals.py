"""Proposals: a trigger with the words that the parse puts into the roles of its frame.

A learned reader of triggers and arguments can stand in the place of `propose`: whatever hands out
proposals, the later steps are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from schemas.event import EventType
from tasks.extract.arguments import Argument, governing_verb, noun_arguments, verb_arguments
from tasks.extract.frames import Frame, Frames, Role
from tasks.extract.grammar import children, is_verbal, label, preposition, surface_subjects

PARTICLE_RELATIONS = ("compound", "advmod", "advcl", "case", "mark", "obl")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible event: its frame, its trigger, and the words in each role, in order."""

    frame: Frame
    trigger: Token
    roles: Mapping[Role, tuple[Argument, ...]]
    arguments: tuple[Argument, ...]
    """All arguments of the trigger, used or not."""

    @property
    def clause(self) -> Token:
        """The verb whose tense and modality hold for the trigger; the trigger if it has none."""
        if is_verbal(self.trigger):
            return self.trigger
        return governing_verb(self.trigger) or self.trigger

    def tokens(self, role: Role) -> list[Token]:
        """The words in a role."""
        return [argument.token for argument in self.roles.get(role, ())]


def propose(doc: Doc, frames: Frames) -> Iterator[Proposal]:
    """All proposals of a text, in its order."""
    for token in doc:
        for frame in frames_at(token, frames):
            proposal = _proposal(token, frame)
            if proposal is not None:
                yield proposal


def frames_at(token: Token, frames: Frames) -> list[Frame]:
    """The frames whose trigger a word may be."""
    lemma = token.lemma_.lower()
    if lemma == "be" and label(token) != "cop":
        return []
    if token.pos_ in ("VERB", "AUX") and lemma in frames.by_verb:
        return [f for f, particle in frames.by_verb[lemma] if _has_particle(token, particle)]
    if token.pos_ in ("NOUN", "PROPN") and (lemma in frames.by_noun):
        return list(frames.by_noun[lemma])
    return []


def frames_of(token: Token, frames: Frames, kind: EventType) -> list[Frame]:
    """The frames of one type whose trigger a word may be."""
    return [frame for frame in frames_at(token, frames) if frame.type == kind]


def means_other(token: Token, frames: Sequence[Frame]) -> bool:
    """Whether frames know a word, and all say that here it tells of something else ("a letter")."""
    return bool(frames) and all(_means_other(arguments_of(token, each), each) for each in frames)


def _has_particle(verb: Token, particle: str) -> bool:
    if not particle:
        return True
    return any(t.lower_ == particle for t in children(verb, *PARTICLE_RELATIONS)) or (
        verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == particle
    )


def _proposal(token: Token, frame: Frame) -> Proposal | None:
    arguments = arguments_of(token, frame)
    if not arguments or _means_other(arguments, frame):
        return None
    roles = {
        role: tuple(a for a in arguments if a.relation in relations)
        for role, relations in frame.roles.items()
    }
    if any(not roles.get(role) for role in frame.requires if role != "place"):
        return None
    return Proposal(frame, token, roles, tuple(arguments))


def arguments_of(token: Token, frame: Frame) -> list[Argument]:
    """The words around a trigger, by the relations of which a frame speaks."""
    if label(token) == "cop":
        return _of_copula(token)
    if is_verbal(token):
        return verb_arguments(token)
    if label(token) == "compound" or token.lower_ == token.head.lower_ == "phone":
        return []
    return [*noun_arguments(token, frozenset(frame.light)), Argument("self", token)]


def _means_other(arguments: list[Argument], frame: Frame) -> bool:
    if any(_refused(a, frame) for a in arguments):
        return True
    objects = {a.token.lemma_.lower() for a in arguments if a.relation == "object"}
    return bool(frame.only_with) and not frame.only_with & objects


def _of_copula(token: Token) -> list[Argument]:
    """Subject and place of "is in Paris", which hang on the place."""
    place = token.head
    name = preposition(place)
    if name is None:
        return []
    subjects = [Argument("subject", t) for t in surface_subjects(place)]
    return [*subjects, Argument(name, place)]


def _refused(argument: Argument, frame: Frame) -> bool:
    telling = argument.relation in ("object", "modifier", "to", "for")
    return telling and argument.token.lemma_.lower() in frame.not_with
