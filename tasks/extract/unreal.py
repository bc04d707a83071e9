"""Which of the events that the network reads are none: negated, supposed, wished, demanded."""

from collections.abc import Mapping
from typing import get_args

from spacy.tokens import Span, Token

from schemas.event import Status
from tasks.extract.factuality import SETTLED, Factuality, judge
from tasks.extract.frames import Frame
from tasks.extract.governors import demanded
from tasks.extract.grammar import children, is_verbal, label
from tasks.extract.moments import BRIEF
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.tense import negated
from tasks.extract.words import wordlist

OPEN: tuple[Status, ...] = ("planned", "ongoing")
"""Statuses in which talks may be no more than a topic."""

OFF = frozenset({"cancelling", "denying", "negation"})
"""Kinds of hedges of which one stands where something is called off."""


def is_unreal(frame: Frame, trigger: Token, status: Status, scene: Scene) -> bool:
    """Whether the words around a trigger tell of no event, whatever status the network gives it.

    A verb is negated, and that is no denial either ("has not sent any"), or supposes; talks are
    wished for, refused or general ("efforts to restart the talks"); a battle deploys nobody.
    """
    if frame.type == "deployment" and _moves_nobody(status, trigger):
        return True
    if is_verbal(trigger):
        return _supposed(frame, trigger) or (negated(trigger) and status in (*SETTLED, "planned"))
    if frame.type != "meeting":
        return False
    wished = status in OPEN and _judged(frame, trigger, scene) is None
    return wished or _of_envoys(trigger)


def status_told(frame: Frame, trigger: Token, chances: Mapping[str, float], scene: Scene) -> Status:
    """The likeliest status; a noun's is that it is called off only if a word says so."""
    status = _likeliest(chances)
    if frame.type not in BRIEF or is_verbal(trigger):
        return status
    if status == "planned" and _judged(frame, trigger, scene) == Factuality("cancelled"):
        return "cancelled"
    if status == "cancelled" and not _calls_off(trigger.sent, scene.lexicon.hedges):
        return _likeliest({s: chance for s, chance in chances.items() if s != "cancelled"})
    return status


def _likeliest(chances: Mapping[str, float]) -> Status:
    return max(get_args(Status), key=lambda status: chances.get(status, 0.0))


def _judged(frame: Frame, trigger: Token, scene: Scene) -> Factuality | None:
    return judge(scene.reading, Proposal(frame, trigger, {}, ()), scene.lexicon)


def _calls_off(sentence: Span, hedges: Mapping[tuple[str, str], frozenset[str]]) -> bool:
    """Whether any word of a sentence cancels, denies or negates."""
    words = {t.lemma_.lower() for t in sentence} | {t.lower_ for t in sentence}
    text = " ".join(t.lower_ for t in sentence)
    for (kind, form), known in hedges.items():
        if kind not in OFF:
            continue
        if words & known or (form == "phrase" and any(phrase in text for phrase in known)):
            return True
    return bool(words & wordlist().negations)


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
    moves = frame.type in ("deployment", "transfer")
    return moves and any(t.lower_ in wordlist().suppositions for t in children(verb, "mark"))


def _moves_nobody(status: Status, trigger: Token) -> bool:
    if trigger.lemma_.lower() in wordlist().battles:
        return True
    return status == "planned" and demanded(trigger)
