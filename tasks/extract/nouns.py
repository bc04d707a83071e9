"""What a noun in the parse is like."""

from spacy.tokens import Token

from tasks.extract.grammar import children
from tasks.extract.reading import Reading


def below(token: Token) -> list[Token]:
    """What a noun is made of."""
    return [
        t for t in token.children if t.dep_ in ("compound", "flat", "amod", "nmod:poss", "conj")
    ]


def inside_noun_phrase(reading: Reading, i: int) -> bool:
    """True of a word that may stand between a state and the noun that it describes."""
    token = reading.doc[i]
    if i in reading.terms.names:
        return True
    if token.lower_ == "and":
        return i - 1 in reading.terms.names
    joins = token.text == "-" or token.tag_ == "POS"
    return joins or token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or token.tag_ in ("VBN", "VBG")


def is_clause(token: Token) -> bool:
    """True of a verb that is no noun by its company."""
    return token.pos_ in ("VERB", "AUX") and not children(token, "det", "amod")


def is_plural(token: Token) -> bool:
    """True of a plural noun."""
    return token.tag_ in ("NNS", "NNPS")


def is_definite(token: Token) -> bool:
    """True of a noun that takes up something told before."""
    words = {t.lower_ for t in token.children}
    return bool(words & {"the", "this", "that", "these", "those"}) or any(
        t.dep_ == "nmod:poss" for t in token.children
    )


def is_pair(token: Token) -> bool:
    """True of "both", "the two", and of a definite plural."""
    words = {t.lower_ for t in token.children}
    return (
        token.lower_ in ("both", "pair", "two")
        or bool(words & {"two", "both"})
        or (is_plural(token) and is_definite(token))
    )


def alike(first: str, second: str) -> bool:
    """True of offices with the same last word: minister and foreign minister."""
    return first.rsplit(" ", 1)[-1] == second.rsplit(" ", 1)[-1]
