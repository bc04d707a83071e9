"""Which of the events that the network reads are none: negated, supposed, wished for."""

from spacy.tokens import Token

from schemas.event import Status
from tasks.extract.factuality import SETTLED, judge
from tasks.extract.frames import Frame
from tasks.extract.grammar import children, is_verbal
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.tense import negated
from tasks.extract.words import wordlist

OPEN: tuple[Status, ...] = ("planned", "ongoing")
"""Statuses in which talks may be no more than a topic."""


def is_unreal(frame: Frame, trigger: Token, status: Status, scene: Scene) -> bool:
    """Whether the words around a trigger tell of no event, whatever status the network gives it.

    A verb is negated, and that is no denial either ("has not sent any"), or supposes; talks are
    wished for, refused or general ("efforts to restart the talks").
    """
    if is_verbal(trigger):
        return _supposed(frame, trigger) or (negated(trigger) and status in (*SETTLED, "planned"))
    wished = frame.type == "meeting" and status in OPEN
    return wished and judge(scene.reading, Proposal(frame, trigger, {}, ()), scene.lexicon) is None


def _supposed(frame: Frame, verb: Token) -> bool:
    moves = frame.type in ("deployment", "transfer")
    return moves and any(t.lower_ in wordlist().suppositions for t in children(verb, "mark"))
