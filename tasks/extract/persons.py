"""Named people with their titles, offices and states, as each mention gives them."""

from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Name, Office
from tasks.extract.words import wordlist

LEFT_REACH = 14
RIGHT_REACH = 14
STOPS = frozenset({".", ";", ":", "(", ")", '"', "“", "”", "—", "–", "--", "?", "!"})


@dataclass(frozen=True, slots=True)
class Title:
    """What stands before or after a name: the office, and the state or organisation."""

    whole: Slice
    role: Slice | None
    office: Office | None
    name: Name | None
    counterpart_of: Token | None = None
    """The possessor in "his French counterpart"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at `name`; `whole` covers title and apposition as well."""

    name: Slice
    whole: Slice
    title: Title | None

    @property
    def office(self) -> Office | None:
        """The office that the mention gives."""
        return self.title.office if self.title else None


def find_mentions(reading: Reading) -> list[Mention]:
    """All mentions of persons by name, in order."""
    return [_mention(reading, name) for name in _names(reading)]


def _names(reading: Reading) -> list[Slice]:
    taken: dict[int, Slice] = {}
    known = {Slice(h.start, h.end) for h in reading.terms.holders.values()}
    for found in [*sorted(known), *_entities(reading), *_titled(reading)]:
        if not any(i in taken for i in range(*found)):
            taken |= dict.fromkeys(range(*found), found)
    return sorted(set(taken.values()))


def _entities(reading: Reading) -> list[Slice]:
    found = []
    for entity in reading.doc.ents:
        if entity.label_ != "PERSON":
            continue
        start, end = entity.start, entity.end
        while start < end and _is_title(reading, start):
            start += 1
        if end - start > 1 and reading.doc[end - 1].tag_ == "POS":
            end -= 1
        if start < end and any(t.is_alpha and t.text[0].isupper() for t in reading.doc[start:end]):
            found.append(Slice(start, end))
    return [s for s in found if not all(i in reading.terms.names for i in range(*s))]


def _is_title(reading: Reading, i: int) -> bool:
    token = reading.doc[i]
    return i in reading.terms.offices or token.lower_ in wordlist().honorifics or token.text == "."


def _titled(reading: Reading) -> list[Slice]:
    """Capitalised words after an office or honorific, where the reader saw no person."""
    found = []
    doc, terms = reading.doc, reading.terms
    for token in doc:
        i = token.i
        titled = i > 0 and (
            doc[i - 1].lower_ in wordlist().honorifics or _ends_title(reading, i - 1)
        )
        if titled and _may_name(reading, token):
            end = i + 1
            while end < len(doc) and _continues_name(reading, doc[end]):
                end += 1
            while doc[end - 1].lower_ in wordlist().particles:
                end -= 1
            if end > i and i not in terms.offices:
                found.append(Slice(i, end))
    return found


def _ends_title(reading: Reading, i: int) -> bool:
    office = reading.terms.offices.get(i)
    return office is not None and office.end == i + 1 and reading.doc[i].text[0].isupper()


def _may_name(reading: Reading, token: Token) -> bool:
    free = token.i not in reading.terms.names and token.i not in reading.terms.offices
    return free and token.pos_ == "PROPN" and token.text[:1].isupper() and token.is_alpha


def _continues_name(reading: Reading, token: Token) -> bool:
    if token.is_sent_start or token.i in reading.terms.offices:
        return False
    joined = token.lower_ in wordlist().particles or reading.doc[token.i - 1].text == "-"
    return joined or _may_name(reading, token)


def _mention(reading: Reading, name: Slice) -> Mention:
    before, after = _before(reading, name), _after(reading, name)
    title = _richer(before, after)
    start = before.whole.start if before else name.start
    end = after.whole.end if after else name.end
    return Mention(name, Slice(start, end), title)


def _richer(before: Title | None, after: Title | None) -> Title | None:
    """One title of both: the one before the name unless only the other has an office or state."""
    if before is None or after is None:
        return before or after
    main, other = (after, before) if before.office is None else (before, after)
    return Title(
        main.whole,
        main.role or other.role,
        main.office or other.office,
        main.name or other.name,
        main.counterpart_of or other.counterpart_of,
    )


def _before(reading: Reading, name: Slice) -> Title | None:
    doc, terms = reading.doc, reading.terms
    i = name.start - 1
    if i > 0 and doc[i].text == "," and _apposed_left(reading, name, i - 1):
        i -= 1
    floor = max(doc[name.start].sent.start, name.start - LEFT_REACH)
    first, office, named = name.start, None, None
    role_end = i + 1
    while i >= floor:
        token = doc[i]
        if i in terms.offices:
            office = terms.offices[i] if office is None else office
            first = i = terms.offices[i].start
        elif i in terms.names:
            named = terms.names[i]
            first = i = named.start
        elif token.lower_ in wordlist().honorifics:
            first, role_end = i, (i if office is None else role_end)
        elif not _links(reading, i, office) or (named and doc[i].lower_ in ("and", "&")):
            break
        i -= 1
    if first == name.start:
        return None
    return _title(reading, Slice(first, role_end), office, named)


def _apposed_left(reading: Reading, name: Slice, i: int) -> bool:
    """True for "the foreign minister, NAME," but not for "… the minister, NAME said"."""
    after = reading.doc[name.end] if name.end < len(reading.doc) else None
    closed = after is None or after.is_punct or after.tag_ in ("CC", "IN", "POS", "_SP", "TO")
    within = _office_within(reading, i)
    return closed and within


def _office_within(reading: Reading, i: int) -> bool:
    for j in range(i, max(i - 6, reading.doc[i].sent.start) - 1, -1):
        if j in reading.terms.offices:
            return True
        if reading.doc[j].is_punct and reading.doc[j].text not in ("-", "’", "'"):
            return False
        if reading.doc[j].pos_ in ("VERB", "AUX"):
            return False
    return False


def _links(reading: Reading, i: int, office: Office | None) -> bool:
    """Words that may stand between the parts of a title."""
    token = reading.doc[i]
    if token.tag_ == "POS" or token.lower_ in wordlist().modifiers or token.text in ("-", "."):
        return True
    if token.lower_ in ("of", "for", "and", "&"):
        return i - 1 in reading.terms.offices or (
            token.lower_ in ("and", "&")
            and office is not None
            and reading.doc[i - 1].text[:1].isupper()
            and reading.doc[i + 1].text[:1].isupper()
            and not _person_at(reading, i - 1)
        )
    if token.lower_ == "the":
        return i > 0 and reading.doc[i - 1].lower_ in ("of", "for")
    return (
        token.pos_ in ("PROPN", "ADJ", "NOUN")
        and not _person_at(reading, i)
        and (office is not None or token.text[:1].isupper())
    )


def _person_at(reading: Reading, i: int) -> bool:
    return reading.doc[i].ent_type_ == "PERSON"


def _after(reading: Reading, name: Slice) -> Title | None:
    doc, terms = reading.doc, reading.terms
    i = name.end
    limit = min(len(doc), name.end + 1 + RIGHT_REACH)
    if i >= limit or doc[i].text != ",":
        return None
    i += 1
    while i < limit and (doc[i].pos_ == "DET" or doc[i].text == "’s"):
        i += 1
    end, office, names = i, None, []
    while end < limit and not _closes(doc[end], office) and not _person_at(reading, end):
        if end in terms.offices and office is None:
            office = terms.offices[end]
        if end in terms.names and terms.names[end] not in names:
            names.append(terms.names[end])
        end += 1
    ended = end < len(doc) and (doc[end].text in (",", ".", ")") or doc[end].is_space)
    if office is None or end >= limit or not ended or office.start - i > 6:
        return None
    named = next((n for n in names if n.start < office.start), names[0] if names else None)
    return _title(reading, Slice(i, end), office, named)


def _closes(token: Token, office: Office | None) -> bool:
    if token.text in STOPS or token.is_space or token.text == ",":
        return True
    return token.pos_ in ("VERB", "AUX") or (token.tag_ in ("WP", "WDT") and office is not None)


def _title(reading: Reading, whole: Slice, office: Office | None, named: Name | None) -> Title:
    role = _role(whole, office, named)
    possessor = reading.doc[whole.start - 1] if whole.start > 0 else None
    counterpart = office is not None and "counterpart" in reading.span(whole).text.lower()
    owner = possessor if counterpart and possessor and possessor.tag_ == "PRP$" else None
    return Title(whole, role, office, named, owner)


def _role(whole: Slice, office: Office | None, named: Name | None) -> Slice | None:
    """The office as worded, without a state before it."""
    if office is None:
        return None
    start = whole.start
    if named is not None and named.start == start and named.end <= office.start:
        start = named.end
    return Slice(min(start, office.start), max(whole.end, office.end))
