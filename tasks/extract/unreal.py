"""Which of the events that the network reads are none: negated, supposed, wished, demanded."""

from spacy.tokens import Token

from schemas.event import EventType, Status
from tasks.extract.frames import Frame
from tasks.extract.governors import demanded
from tasks.extract.grammar import children, is_verbal, label
from tasks.extract.scene import Scene
from tasks.extract.status import SETTLED
from tasks.extract.tense import negated
from tasks.extract.verdict import is_forbidden, judged
from tasks.extract.words import wordlist

MOVES: frozenset[EventType] = frozenset({"deployment", "transfer"})

OPEN: tuple[Status, ...] = ("planned", "ongoing")
"""Statuses in which talks may be no more than a topic."""


def is_unreal(frame: Frame, trigger: Token, status: Status, scene: Scene) -> bool:
    """Whether the words around a trigger tell of no event, whatever status the network gives it.

    A verb is negated, and that is no denial either ("has not sent any"), or supposes; talks are
    wished for, refused or general ("efforts to restart the talks"); a battle deploys nobody, and
    what a law forbids is not sent.
    """
    if frame.type == "deployment" and _moves_nobody(status, trigger):
        return True
    if frame.type in MOVES and is_forbidden(trigger):
        return True
    if is_verbal(trigger):
        return _supposed(frame, trigger) or (negated(trigger) and status in (*SETTLED, "planned"))
    if frame.type != "meeting":
        return False
    wished = status in OPEN and judged(frame, trigger, scene) is None
    return wished or _of_envoys(trigger)


def _of_envoys(talks: Token) -> bool:
    """Whether talks only tell whose envoys somebody is: "the negotiators in talks with Chile"."""
    cases = children(talks, "case")
    before = cases[0].nbor(-1) if cases and cases[0].i > talks.sent.start else talks
    return before.lemma_.lower() in wordlist().envoys and label(before) in (
        "nsubj",
        "nmod",
        "appos",
    )


def _supposed(frame: Frame, verb: Token) -> bool:
    return frame.type in MOVES and any(
        t.lower_ in wordlist().suppositions for t in children(verb, "mark")
    )


def _moves_nobody(status: Status, trigger: Token) -> bool:
    if trigger.lemma_.lower() in wordlist().battles:
        return True
    return status == "planned" and demanded(trigger)
