"""Grammatical relations of a parse in Universal Dependencies: governors, conjuncts, subjects.

Subjects are found through relative clauses, participles, co-ordinated verbs and control ("plans to
visit").
"""

from collections.abc import Iterator

from spacy.tokens import Token

from tasks.extract.words import wordlist

RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})

CLAUSAL = frozenset({"acl", "advcl", "ccomp", "conj", "csubj", "parataxis", "root", "xcomp"})

MAX_CLIMB = 8
"""Governors looked at above a word; no sentence of the annotated sets needs more."""


def label(token: Token) -> str:
    """The relation of `token` to its head without its subtype: `nsubj` of `nsubj:pass`."""
    return token.dep_.lower().partition(":")[0]


def children(token: Token, *labels: str) -> list[Token]:
    """Dependents of `token` with one of `labels` (subtypes aside), in order."""
    return [child for child in token.children if label(child) in labels]


def governors(token: Token) -> Iterator[Token]:
    """The heads above `token`, nearest first."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is co-ordinated with it, in order of the text."""
    found, queue = [token], [token]
    while queue:
        for child in children(queue.pop(), "conj"):
            if child.pos_ not in ("VERB", "AUX") or token.pos_ in ("VERB", "AUX"):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def preposition(token: Token) -> str | None:
    """The preposition that introduces `token`, in lower case; `out of` counts as one."""
    cases = children(token, "case")
    words = [w for case in cases for w in (case, *children(case, "fixed")) if w.tag_ != "POS"]
    return " ".join(w.lower_ for w in sorted(words, key=lambda t: t.i)) or None


def is_verbal(token: Token) -> bool:
    """True of verbs and of participles that head a clause."""
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """True of "was sent", "being sent", and of a participle that follows its noun."""
    if any(t.dep_.lower() in ("nsubj:pass", "aux:pass", "csubj:pass") for t in verb.children):
        return True
    bare = not children(verb, "aux", "nsubj", "cop")
    return verb.tag_ == "VBN" and bare and label(verb) in ("acl", "advcl", "amod", "root")


def own_subjects(verb: Token) -> list[Token]:
    """Surface subjects that hang on the verb itself."""
    late = late_object(verb)
    return [t for t in children(verb, "nsubj") if t.lower_ not in RELATIVE and t != late]


def late_object(verb: Token) -> Token | None:
    """The object that a parse takes for a second subject, behind the verb."""
    subjects = children(verb, "nsubj")
    late = [t for t in subjects if t.i > verb.i]
    plain = len(subjects) == 2 and len(late) == 1 and not children(verb, "obj", "cop")
    return late[0] if plain else None


def relative_gap(verb: Token) -> tuple[str, Token] | None:
    """For a relative clause: the deep role that its noun plays there, and the noun."""
    if not verb.dep_.lower().startswith("acl") or not is_verbal(verb):
        return None
    noun = verb.head
    pronouns = [t for t in verb.children if t.lower_ in RELATIVE]
    for word in pronouns:
        if label(word) == "nsubj":
            return ("object" if is_passive(verb) else "subject"), noun
        if label(word) in ("obj", "obl"):
            return (preposition(word) or "object"), noun
    if verb.tag_ == "VBG":
        before = verb.nbor(-1) if verb.i > verb.sent.start else noun
        inner = before.i != noun.i and before.pos_ == "PROPN" and noun.is_ancestor(before)
        return "subject", (before if inner else noun)
    if verb.tag_ == "VBN" and not children(verb, "nsubj", "aux"):
        return "object", noun
    if own_subjects(verb) and not children(verb, "obj") and not children(verb, "mark"):
        return "object", noun
    return None


def surface_subjects(verb: Token) -> list[Token]:
    """Subjects of the verb as written or as shared, controlled or relativized."""
    node = verb
    for _ in range(MAX_CLIMB):
        found = own_subjects(node)
        if found:
            return found
        gap = relative_gap(node)
        if gap is not None:
            return [gap[1]] if gap[0] in ("subject", "object") and node.i == verb.i else []
        above = _sharing(node)
        if above is None:
            return []
        if isinstance(above, list):
            return above
        node = above
    return []


def _sharing(verb: Token) -> Token | list[Token] | None:
    """Where a verb without a subject takes it from: another verb, given words, or nowhere."""
    head, relation = verb.head, label(verb)
    if head.i == verb.i:
        return None
    if relation == "conj" and is_verbal(head):
        return head
    nearest = _noun_before(verb)
    if nearest is not None:
        return [nearest]
    if relation == "ccomp" and verb.tag_ != "VB":
        return None
    if relation in ("xcomp", "advcl", "ccomp") and (is_verbal(head) or children(head, "cop")):
        controlled = children(head, "obj", "iobj")
        if controlled and head.lemma_ in wordlist().object_control and relation != "ccomp":
            return controlled
        if is_verbal(head) and is_passive(head) and head.lemma_ in wordlist().object_control:
            return children(head, "nsubj") or head
        return head
    if relation == "acl" and verb.tag_ == "VB":
        return _owner(head)
    return None


def _noun_before(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parse left without a subject."""
    if verb.tag_ not in ("VBZ", "VBP", "VBD") or verb.i == verb.sent.start:
        return None
    word = verb.nbor(-1)
    while word.i > verb.sent.start and (word.pos_ == "ADV" or word.pos_ == "AUX"):
        word = word.nbor(-1)
    return word if word.pos_ in ("NOUN", "PROPN", "PRON") and word.lower_ not in RELATIVE else None


def _owner(noun: Token) -> Token | list[Token] | None:
    """Whose plan "the plan to visit" is: its possessor's, else the subject's of its verb."""
    owners = children(noun, "nmod")
    owned = [t for t in owners if t.dep_.lower() == "nmod:poss"]
    if owned:
        return owned
    return noun.head if is_verbal(noun.head) and noun.head.i != noun.i else None
