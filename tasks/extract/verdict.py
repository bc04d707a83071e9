"""What becomes of an event by the network's word, held against the words of the text."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Span, Token

from schemas.event import Status
from tasks.extract.clause import arrives, begins, is_awaited, is_promised
from tasks.extract.factuality import judge
from tasks.extract.frames import Frame
from tasks.extract.grammar import is_verbal, label
from tasks.extract.lexicon import Lexicon
from tasks.extract.moments import BRIEF
from tasks.extract.proposals import Proposal, frames_of
from tasks.extract.reader.events import TriggerReading
from tasks.extract.scene import Scene
from tasks.extract.status import SETTLED, Factuality
from tasks.extract.tense import negated, tense_of
from tasks.extract.words import wordlist

KINDS: Final[dict[Status, tuple[str, ...]]] = {
    "denied": ("denying", "negation"),
    "cancelled": ("cancelling", "denying", "negation"),
}
"""Kinds of hedges of which one has to be told."""
FORMS = ("verb", "noun", "adjective", "adverb")
WITHIN = frozenset({"nmod", "obj", "acl", "compound", "nsubj"})
"""Relations by which one word is the matter of another: "ban on sales", "halt deliveries"."""
TOLD = frozenset({"past", "present", "progressive", "future"})


def status_told(trigger: TriggerReading, frame: Frame, scene: Scene) -> Status:
    """The likeliest status for which the text has words."""
    token = scene.reading.doc[trigger.token]
    if is_halted(token) if frame.type == "transfer" else is_verbal(token) and _halts(token):
        return "cancelled"
    chances: dict[Status, float] = trigger.facets["status"]  # type: ignore[assignment]
    brief = frame.type in BRIEF and not is_verbal(token)
    passage = token.sent if brief else passage_of(token)
    worded = [status for status in chances if is_worded(status, passage, scene.lexicon)]
    likeliest = max(worded, key=lambda status: chances[status])
    if likeliest in SETTLED and is_verbal(token) and is_awaited(token):
        return "planned"
    if likeliest in SETTLED and frame.type == "transfer" and is_promised(token):
        return "planned"
    if likeliest in ("occurred", "planned") and frame.type == "transfer" and begins(token):
        return "ongoing"
    begun = begins(token) if brief else frame.type == "visit" and arrives(token)
    if likeliest == "occurred" and begun:
        return "ongoing"
    if brief and likeliest == "planned" and judged(frame, token, scene) == Factuality("cancelled"):
        return "cancelled"
    meant = {each.status for each in frames_of(token, scene.lexicon.frames, frame.type)}
    return "planned" if meant == {"planned"} and likeliest in SETTLED else likeliest


def judged(frame: Frame, trigger: Token, scene: Scene) -> Factuality | None:
    """What the words over a trigger make of it; null where it is no event."""
    return judge(scene.reading, Proposal(frame, trigger, {}, ()), scene.lexicon)


def is_worded(status: Status, passage: Span, lexicon: Lexicon) -> bool:
    """Whether words for a status stand in a passage."""
    kinds = KINDS.get(status)
    if kinds is None:
        return True
    words = {w for kind in kinds for form in FORMS for w in lexicon.hedges.get((kind, form), ())}
    phrases = {p for kind in kinds for p in lexicon.hedges.get((kind, "phrase"), ())}
    if any({t.lemma_.lower(), t.lower_} & (words | wordlist().negations) for t in passage):
        return True
    text = passage.text.lower()
    return any(phrase in text for phrase in phrases)


def is_forbidden(trigger: Token) -> bool:
    """Whether a law or an unwillingness stands over an event: "a ban on arms sales"."""
    return any(above.lemma_.lower() in wordlist().prohibitions for above in over(trigger))


def is_halted(trigger: Token) -> bool:
    """Whether an event is said to be called off or stopped: "suspended deliveries"."""
    for word in (trigger, *over(trigger)):
        if word.lemma_.lower() in wordlist().halts and not negated(word):
            return _halts(word)
    return False


def _halts(word: Token) -> bool:
    """Whether a word calls something off, which its tense tells as a fact if it is a verb."""
    halts = word.lemma_.lower() in wordlist().halts and not negated(word)
    return halts and (not is_verbal(word) or tense_of(word) in TOLD)


def over(trigger: Token) -> Iterator[Token]:
    """The words of which a trigger is the matter, nearest first, up to the first verb."""
    node = trigger
    while node.head.i != node.i:
        above = _noun_before(node) or node.head
        if above.i == node.head.i and label(node) not in WITHIN:
            return
        if node.dep_.lower() in ("acl:relcl", "nsubj"):
            return
        node = above
        yield node
        if is_verbal(node):
            return


def _noun_before(node: Token) -> Token | None:
    """The noun of "lift the embargo on sales", where a parse hangs "sales" on the verb."""
    start = node.left_edge.i
    if label(node) != "obl" or start == 0:
        return None
    before = node.doc[start - 1]
    return before if before.pos_ == "NOUN" and before.head.i == node.head.i else None


def passage_of(trigger: Token) -> Span:
    """The sentence of a trigger with the one before and the one behind."""
    doc, sentence = trigger.doc, trigger.sent
    start = doc[sentence.start - 1].sent.start if sentence.start else 0
    end = doc[sentence.end].sent.end if sentence.end < len(doc) else len(doc)
    return doc[start:end]
