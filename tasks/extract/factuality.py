"""Whether an event is told as done, under way, planned, called off, denied, or not as an event.

Verbs are judged by tense, modality and negation, nouns by their preposition, adjectives and verb;
both by the words that govern them up to the top of the sentence.
"""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from schemas.event import EventType, Status
from tasks.extract.governors import Governor, governor_of
from tasks.extract.grammar import (
    children,
    governors,
    is_verbal,
    label,
    preposition,
)
from tasks.extract.lexicon import Lexicon
from tasks.extract.proposals import Proposal
from tasks.extract.reading import Reading
from tasks.extract.tense import has_to, negated, tense_of
from tasks.extract.words import wordlist

SCOPE = frozenset({"ccomp", "xcomp", "csubj", "acl", "obj", "nsubj", "nmod", "parataxis", "obl"})
SETTLED: Final[frozenset[Status]] = frozenset({"occurred", "ongoing"})
"""Statuses of what has begun at least."""
CALLED_OFF: Final[frozenset[Status]] = frozenset({"cancelled", "denied"})
"""Statuses of what does not come about."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """The codebook's status and whether the text does not vouch for it."""

    status: Status
    alleged: bool = False


PLANNED: Final = Factuality("planned")


def judge(reading: Reading, proposal: Proposal, lexicon: Lexicon) -> Factuality | None:
    """Status of a proposal; null where the text tells of no event (a condition, wish, denial)."""
    trigger, kind = proposal.trigger, proposal.frame.type
    if _asked(trigger) or _conditional(trigger):
        return None
    if is_verbal(trigger):
        found = _of_verb(trigger, kind, lexicon)
    else:
        found = _of_noun(trigger, kind, lexicon)
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


def _of_verb(verb: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    if negated(verb):
        return None
    tense = tense_of(verb)
    if tense == "present" and (is_awaited(verb) or _in_time_of(verb, kind, lexicon) == PLANNED):
        return PLANNED
    simple: dict[str, Factuality | None] = {
        "past": Factuality("occurred"),
        "present": Factuality("occurred"),
        "progressive": Factuality("ongoing"),
        "future": Factuality("planned"),
        "doubtful": Factuality("occurred", alleged=True),
        "unreal": None,
    }
    if tense in simple:
        return simple[tense]
    if tense == "gerund":
        return _of_gerund(verb, kind, lexicon)
    return _of_infinitive(verb, kind, lexicon)


def is_awaited(verb: Token) -> bool:
    """Whether something else comes first: "before he flies to Oslo"."""
    marks = {t.lower_ for t in children(verb, "mark", "advmod")}
    return tense_of(verb) == "present" and bool(marks & wordlist().until)


def begins(trigger: Token) -> bool:
    """Whether a verb in the present tense has something begin: "starts a tour", "talks open"."""
    verb = trigger if is_verbal(trigger) else trigger.head
    near = verb.i == trigger.i or label(trigger) in ("obj", "xcomp") or trigger.dep_ == "nsubj"
    return near and verb.lemma_.lower() in wordlist().beginnings and tense_of(verb) == "present"


def arrives(verb: Token) -> bool:
    """Whether somebody is told to have just come: "arrives in Oslo"."""
    return verb.lemma_.lower() in wordlist().comings and tense_of(verb) == "present"


def is_promised(noun: Token) -> bool:
    """Whether a noun is the matter of a deal: "approves a package of arms", "signed the sale"."""
    node = noun
    for above in governors(noun):
        if is_verbal(above):
            matter = node.dep_ in ("obj", "nsubj:pass")
            return matter and above.lemma_.lower() in wordlist().deals and not negated(above)
        if label(node) not in ("nmod", "compound"):
            return False
        node = above
    return False


def _in_time_of(verb: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    """What the verb is whose time a clause tells: "is to see the base before he flies on"."""
    above = verb.head
    if label(verb) != "advcl" or above.i == verb.i or not is_verbal(above):
        return None
    marks = {t.lower_ for t in children(verb, "mark", "advmod")}
    return _of_verb(above, kind, lexicon) if marks & wordlist().temporal else None


def _of_gerund(verb: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    words = {t.lower_ for t in children(verb, "mark", "case")}
    if words & {"after", "since", "following", "while", "when"}:
        return Factuality("occurred")
    if words & {"before", "without", "despite", "for"}:
        return Factuality("planned") if "before" in words else None
    above = verb.head
    if (
        above.i != verb.i
        and is_verbal(above)
        and label(verb) in ("xcomp", "advcl", "conj", "ccomp")
    ):
        governor = governor_of(above.lemma_.lower(), "verb", kind, lexicon)
        if governor in (None, "factive", "said"):
            return _of_verb(above, kind, lexicon) or Factuality("occurred")
    return Factuality("ongoing" if label(verb) == "acl" else "occurred")


def _of_infinitive(verb: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    above = verb.head
    if above.i == verb.i or label(verb) == "root":
        return Factuality("planned") if has_to(verb) else None
    if label(verb) == "conj":
        return _of_infinitive(above, kind, lexicon) if is_verbal(above) else None
    form = "verb" if is_verbal(above) else "noun" if above.pos_ == "NOUN" else "adjective"
    governor = governor_of(above.lemma_.lower(), form, kind, lexicon)
    if governor == "factive" and is_verbal(above):
        return _phase(verb, above, kind, lexicon)
    if governor in ("planned", "cancelled", "denied", "doubted", "said"):
        return Factuality("planned") if not negated(above) else None
    if governor in ("unreal", "negated"):
        return None
    if label(verb) in ("advcl", "xcomp") and is_verbal(above) and _of_verb(above, kind, lexicon):
        return Factuality("planned")
    return Factuality("planned") if form == "adjective" and children(above, "cop") else None


def _phase(verb: Token, above: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    """ "continues to send", "is to visit", "came to meet"."""
    if above.lemma_ == "be":
        return Factuality("planned")
    if above.lemma_ in ("have", "require"):
        return None
    governed = _of_verb(above, kind, lexicon)
    if governed is not None and label(verb) == "advcl":
        return Factuality("planned", governed.alleged)
    if governed is not None and above.lemma_ in ("continue", "begin", "start", "resume", "help"):
        return Factuality("ongoing" if governed.status == "occurred" else governed.status)
    return Factuality("planned") if governed is not None else None


def _of_noun(noun: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    if negated(noun) or any(t.lower_ in ("no", "any", "every") for t in children(noun, "det")):
        return None
    for adjective in children(noun, "amod"):
        governor = governor_of(adjective.lower_, "adjective", kind, lexicon)
        governor = governor or governor_of(adjective.lemma_.lower(), "adjective", kind, lexicon)
        if governor in ("planned", "cancelled"):
            return Factuality("planned" if governor == "planned" else "cancelled")
        if governor == "unreal":
            return None
    before = preposition(noun)
    if before in wordlist().before:
        return Factuality("planned")
    if children(noun, "cop"):
        return _of_verb(noun, kind, lexicon)
    head = noun.head
    if head.i == noun.i or not is_verbal(head):
        return Factuality("occurred")
    if before in wordlist().after and before not in ("on", "in", "with", "at", "from"):
        return Factuality("occurred")
    return _of_governing_verb(noun, head, kind, lexicon)


def _of_governing_verb(
    noun: Token, verb: Token, kind: EventType, lexicon: Lexicon
) -> Factuality | None:
    governor = governor_of(verb.lemma_.lower(), "verb", kind, lexicon)
    if governor in ("cancelled", "denied", "unreal", "negated", "planned"):
        return Factuality("planned")
    found = _of_verb(verb, kind, lexicon)
    if found == Factuality("occurred") and begins(noun):
        return Factuality("ongoing")
    if found is not None and label(noun) == "obl" and preposition(noun) not in ("on", "in", "at"):
        return Factuality("occurred", found.alleged) if found.status != "planned" else found
    return found


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
