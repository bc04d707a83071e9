"""What belongs to the name of a place."""

from collections.abc import Mapping

from spacy.tokens import Doc, Span, Token

from tasks.extract.grammar import children, conjuncts, preposition
from tasks.extract.reading import Slice
from tasks.extract.vocabulary import Name, Place
from tasks.extract.words import wordlist

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def within(name: Name, entity: Span | None) -> bool:
    """True of a state in the name of something else: the South China Sea."""
    if entity is None or entity.label_ not in PLACE_LABELS:
        return False
    return entity.start < name.start - 1 or entity.end > name.end


def common(entity: Span, name: Name) -> bool:
    """True of "Palestinian territories": a state's adjective and a common noun."""
    rest = entity.doc[name.end : entity.end]
    return all(t.text[0].islower() and t.lower_ in wordlist().place_nouns for t in rest)


def wider_than(place: Place, name: Name) -> bool:
    """True of a listed place whose name holds that of a state: the Indian Ocean."""
    return place.end - place.start > name.end - name.start


def is_part_of(place: Place, name: Name) -> bool:
    """True of a part of a state that may stand for the whole: Scotland."""
    own = place.row.country == name.code and place.row.kind == "region"
    return own and (place.start, place.end) == (name.start, name.end)


def possesses(name: Name, doc: Doc) -> bool:
    """True of a state whose place it is: "Syrian", "Syria's", "Yerevan's"."""
    if name.kind == "adjective":
        return True
    named = name.kind in ("name", "capital")
    return named and name.end < len(doc) and doc[name.end].tag_ == "POS"


def is_place_noun(token: Token) -> bool:
    """True of the common part of a place's name: "region", "Air Base"."""
    nouns = wordlist()
    return token.lower_ in nouns.place_nouns | nouns.sites | nouns.place_adjectives


def listed(token: Token, names: Mapping[int, Name]) -> list[Token]:
    """A place with its conjuncts: "Chile, Peru and Bolivia", where a parse may take the second
    state for a part of the first."""
    found = conjuncts(token)
    for child in children(token, "appos", "nmod"):
        bare = preposition(child) is None and child.i > token.i
        if bare and _is_state(token, names) and _is_state(child, names):
            found.append(child)
    return sorted(found, key=lambda t: t.i)


def _is_state(token: Token, names: Mapping[int, Name]) -> bool:
    return token.i in names and names[token.i].kind == "name"


def extended(span: Span) -> Span:
    """The span with the words that belong to the name: "Kursk" + "region"."""
    nouns, end = wordlist(), span.end
    while end < len(span.doc) and span.doc[end].lower_ in nouns.place_nouns:
        end += 1
    while end > span.end and span.doc[end - 1].lower_ in nouns.place_adjectives:
        end -= 1
    return span.doc[span.start : end]


def site_of(token: Token, names: Mapping[int, Name]) -> Span | None:
    """ "Al Dhafra Air Base" and the like, by the capitals before a noun for a place."""
    lemma = token.lemma_.lower()
    if lemma not in wordlist().place_nouns or lemma in wordlist().place_adjectives:
        return None
    start = token.i
    while start > token.sent.start and part_of_name(token.doc[start - 1]):
        start -= 1
    while start < token.i and start in names and names[start].kind in ("adjective", "people"):
        start += 1
    return token.doc[start : token.i + 1] if start < token.i else None


def stated_country(span: Span, names: Mapping[int, Name]) -> tuple[str | None, Slice | None]:
    """The state that stands beside a place: "Sirte, Libya", "Syria's Hama", "Kursk in Russia"."""
    doc, i = span.doc, span.end
    if i < len(doc) and (doc[i].text in (",", "(") or doc[i].lower_ in ("in", "of")):
        i += 1
        while i < len(doc) and (
            doc[i].lower_ in wordlist().directions | {"the"} or doc[i].text == "-"
        ):
            i += 1
        if i in names and names[i].kind == "name" and doc[i].sent == span.sent:
            return names[i].code, Slice(names[i].start, names[i].end)
    if span.root.dep_ == "compound":
        return None, None
    for j in range(span.start - 1, max(span.start - 6, span.sent.start) - 1, -1):
        if j in names and possesses(names[j], doc) and noun_phrase(j, span):
            return names[j].code, Slice(names[j].start, names[j].end)
    return None, None


def is_posting(token: Token) -> bool:
    """True of Oslo in "the ambassador to Oslo", who need not be there."""
    return preposition(token) == "to" and token.head.lemma_.lower() in wordlist().accredited


def in_line(text: str) -> str:
    """The words without breaks of lines."""
    return " ".join(text.split())


def within_edge(token: Token) -> bool:
    """True of what may stand before "border" and "coast"."""
    return token.pos_ in ("ADJ", "NOUN", "PROPN") or token.text in ("-", "–")


def part_of_name(token: Token) -> bool:
    """True of what may stand in the name of a site: capitals, "al", hyphens."""
    capital = token.text[:1].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN")
    return capital or token.text in ("-", "’", "'") or token.lower_ == "al"


def definite(token: Token) -> bool:
    """True of a noun with an article or demonstrative."""
    return any(t.lower_ in ("the", "that", "this", "these", "those") for t in token.children)


def noun_phrase(j: int, span: Span) -> bool:
    """True where only a noun phrase lies between the word `j` and a span."""
    between = span.doc[j + 1 : span.start]
    return all(
        t.tag_ == "POS" or t.pos_ in ("ADJ", "NOUN", "PROPN") or t.text in ("-", "of")
        for t in between
    )
