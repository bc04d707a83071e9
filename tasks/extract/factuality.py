"""Whether an event is told as done, under way, planned, called off, denied, or not as an event.

Verbs are judged by tense, modality and negation, nouns by their preposition, adjectives and verb;
both by the words that govern them up to the top of the sentence.
"""

from spacy.tokens import Token

from schemas.event import EventType
from tasks.extract.clause import arrives, is_promised, of_noun, of_verb
from tasks.extract.governors import Governor, governor_of
from tasks.extract.grammar import children, governors, is_verbal, label, preposition
from tasks.extract.lexicon import Lexicon
from tasks.extract.proposals import Proposal
from tasks.extract.reading import Reading
from tasks.extract.status import SETTLED, Factuality
from tasks.extract.tense import negated
from tasks.extract.words import wordlist

SCOPE = frozenset({"ccomp", "xcomp", "csubj", "acl", "obj", "nsubj", "nmod", "parataxis", "obl"})


def judge(reading: Reading, proposal: Proposal, lexicon: Lexicon) -> Factuality | None:
    """Status of a proposal; null where the text tells of no event (a condition, wish, denial)."""
    trigger, kind = proposal.trigger, proposal.frame.type
    if _asked(trigger) or _conditional(trigger):
        return None
    if is_verbal(trigger):
        found = of_verb(trigger, kind, lexicon)
    else:
        found = of_noun(trigger, kind, lexicon)
    if found is None:
        return None
    found = _embedded(trigger, found, kind, lexicon)
    if found is None:
        return None
    if kind == "transfer" and found.status in SETTLED and is_promised(trigger):
        found = Factuality("planned", found.alleged)
    if kind == "visit" and found.status == "occurred" and arrives(trigger):
        found = Factuality("ongoing", found.alleged)
    if _hedged(reading, trigger, lexicon):
        found = Factuality(found.status, alleged=True)
    if proposal.frame.status is not None and found.status == "occurred":
        found = Factuality(proposal.frame.status, found.alleged)
    return found


def _asked(token: Token) -> bool:
    sentence = token.sent
    return any(t.text == "?" for t in sentence[-3:])


def _conditional(token: Token) -> bool:
    chain = [token, *governors(token)]
    for node in chain:
        if any(t.lower_ in wordlist().conditions for t in children(node, "mark")):
            return True
        if label(node) in ("ccomp", "parataxis", "root"):
            return any(t.lower_ in wordlist().conditions for t in children(node, "mark"))
    return False


def _embedded(
    trigger: Token, found: Factuality, kind: EventType, lexicon: Lexicon
) -> Factuality | None:
    """What the words over the trigger add."""
    node = trigger
    for above in governors(trigger):
        relation = label(node)
        if relation == "conj" and is_verbal(node):
            node = above
            continue
        if relation in ("advcl", "root") or (relation == "acl" and node.dep_ == "acl:relcl"):
            break
        if relation == "parataxis" and not _speaks(above, lexicon):
            break
        form = "verb" if is_verbal(above) else "noun"
        if relation in ("nmod", "acl") and form == "verb":
            form = "noun"
        governor = governor_of(above.lemma_.lower(), form, kind, lexicon)
        if relation == "ccomp" and _sources(above) & wordlist().doubtful_sources:
            found = Factuality(found.status, alleged=True)
        if relation in SCOPE and not _is_light(node, trigger, above):
            result = _under(found, governor, above)
            if result is None:
                return None
            found = result
        node = above
    return found


def _sources(verb: Token) -> set[str]:
    return {t.lemma_.lower() for t in children(verb, "nsubj")}


def _is_light(node: Token, trigger: Token, above: Token) -> bool:
    """Subjects and obliques of ordinary verbs are not in the verb's scope."""
    far = label(node) == "obl" and preposition(node) not in ("of", "in", "to", "on")
    return (node.i != trigger.i and label(node) in ("nsubj", "obl")) or far or above.lemma_ == "be"


def _speaks(token: Token, lexicon: Lexicon) -> bool:
    return token.lemma_.lower() in lexicon.hedges.get(("saying", "verb"), ())


def _under(found: Factuality, governor: Governor | None, above: Token) -> Factuality | None:
    no = negated(above)
    if governor == "cancelled":
        return None if no else Factuality("cancelled", found.alleged)
    if governor == "denied":
        return Factuality("denied", alleged=True)
    if governor in ("unreal", "negated"):
        return None
    if governor == "doubted":
        return Factuality(found.status, alleged=True)
    if no and governor != "said":
        return None
    ahead = found.status in ("ongoing", "planned")
    if governor == "planned" and is_verbal(above) and ahead:
        return Factuality("planned", found.alleged)
    return found


def _hedged(reading: Reading, trigger: Token, lexicon: Lexicon) -> bool:
    """ "reportedly", "allegedly", "according to intelligence" in the trigger's clause."""
    adverbs = lexicon.hedges.get(("hedge", "adverb"), frozenset())
    for node in (trigger, *_clause_above(trigger)):
        if any(t.lower_ in adverbs for t in node.children):
            return True
        sources = [t for t in children(node, "obl") if preposition(t) == "according to"]
        if any("intelligence" in {w.lower_ for w in t.subtree} for t in sources):
            return True
    return reading.doc[trigger.i - 1].lower_ in adverbs if trigger.i else False


def _clause_above(trigger: Token) -> list[Token]:
    """Words up to the verb of the trigger's clause, where the trigger is what the verb is about."""
    if not is_verbal(trigger) and label(trigger) not in ("obj", "nsubj"):
        return []
    found = []
    for above in governors(trigger):
        found.append(above)
        if is_verbal(above):
            break
    return found
