"""What is no event, whatever the network says of a trigger: negated, supposed, demanded."""

from spacy.tokens import Token

from schemas.event import EventType, Status
from tasks.extract.factuality import SETTLED
from tasks.extract.governors import demanded
from tasks.extract.grammar import children, is_verbal
from tasks.extract.tense import negated
from tasks.extract.words import wordlist


def is_unreal(kind: EventType, status: Status, trigger: Token) -> bool:
    """Whether nothing happens, or nothing of the kind: a battle deploys nobody.

    A negation that denies something is an event ("has not sent any" is none).
    """
    if kind == "deployment" and _moves_nobody(status, trigger):
        return True
    if not is_verbal(trigger):
        return False
    moves = kind in ("deployment", "transfer")
    supposed = any(t.lower_ in wordlist().suppositions for t in children(trigger, "mark"))
    return (negated(trigger) and status in (*SETTLED, "planned")) or (moves and supposed)


def _moves_nobody(status: Status, trigger: Token) -> bool:
    if trigger.lemma_.lower() in wordlist().battles:
        return True
    return status == "planned" and demanded(trigger)
