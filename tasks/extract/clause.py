"""What the clause of a trigger makes of the event: tense, modality, negation, light words."""

from spacy.tokens import Token

from schemas.event import EventType
from tasks.extract.governors import governor_of
from tasks.extract.grammar import children, governors, is_verbal, label, preposition
from tasks.extract.lexicon import Lexicon
from tasks.extract.status import PLANNED, Factuality
from tasks.extract.tense import has_to, negated, tense_of
from tasks.extract.words import wordlist


def of_verb(verb: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    """What a verb tells by its tense, modality and negation; null where that is no event."""
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
    return of_verb(above, kind, lexicon) if marks & wordlist().temporal else None


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
            return of_verb(above, kind, lexicon) or Factuality("occurred")
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
    if label(verb) in ("advcl", "xcomp") and is_verbal(above) and of_verb(above, kind, lexicon):
        return Factuality("planned")
    return Factuality("planned") if form == "adjective" and children(above, "cop") else None


def _phase(verb: Token, above: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    """ "continues to send", "is to visit", "came to meet"."""
    if above.lemma_ == "be":
        return Factuality("planned")
    if above.lemma_ in ("have", "require"):
        return None
    governed = of_verb(above, kind, lexicon)
    if governed is not None and label(verb) == "advcl":
        return Factuality("planned", governed.alleged)
    if governed is not None and above.lemma_ in ("continue", "begin", "start", "resume", "help"):
        return Factuality("ongoing" if governed.status == "occurred" else governed.status)
    return Factuality("planned") if governed is not None else None


def of_noun(noun: Token, kind: EventType, lexicon: Lexicon) -> Factuality | None:
    """What a noun tells by its determiner, adjectives, preposition and verb."""
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
        return of_verb(noun, kind, lexicon)
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
    found = of_verb(verb, kind, lexicon)
    if found == Factuality("occurred") and begins(noun):
        return Factuality("ongoing")
    if found is not None and label(noun) == "obl" and preposition(noun) not in ("on", "in", "at"):
        return Factuality("occurred", found.alleged) if found.status != "planned" else found
    return found
