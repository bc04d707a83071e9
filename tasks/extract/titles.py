"""What stands before or after a person's name: office, and state or organisation."""

from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.reading import Reading, Slice
from tasks.extract.vocabulary import Name, Office
from tasks.extract.words import wordlist

LEFT_REACH = 14
RIGHT_REACH = 14
LEADS = frozenset({"head", "lead", "command", "chair", "run", "represent", "direct"})
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


def title_of(reading: Reading, name: Slice) -> tuple[Title | None, Slice]:
    """The title that a mention gives, and the slice of name and title together."""
    before, after = _before(reading, name), _after(reading, name)
    start = before.whole.start if before else name.start
    end = after.whole.end if after else name.end
    return _richer(before, after), Slice(start, end)


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
    doc = reading.doc
    i = name.start - 1
    apposed = i > 0 and doc[i].text == "," and _apposed_left(reading, name, i - 1)
    if apposed:
        i -= 1
    left = _Left(reading, name, i + 1)
    floor = max(doc[name.start].sent.start, name.start - LEFT_REACH)
    while i >= floor:
        i = left.take(i)
    if left.first == name.start or (apposed and left.office is None):
        return None
    return _title(reading, Slice(left.first, left.role_end), left.office, left.named)


class _Left:
    """Reads a title from the name to the left, word by word."""

    def __init__(self, reading: Reading, name: Slice, end: int) -> None:
        self.reading, self.name = reading, name
        self.first, self.role_end = name.start, end
        self.office: Office | None = None
        self.named: Name | None = None

    def take(self, i: int) -> int:
        """Take in the word `i`; the next to look at, or -1 where the title begins."""
        token, terms = self.reading.doc[i], self.reading.terms
        if i in terms.offices:
            self.office = self.office or terms.offices[i]
            self.first = terms.offices[i].start
            return self.first - 1
        if i in terms.names:
            return self._named(terms.names[i])
        if token.lower_ in wordlist().honorifics:
            self.first = i
            self.role_end = i if self.office is None else self.role_end
            return i - 1
        closed = self.named is not None and token.lower_ in ("and", "&", ",")
        if closed or not _links(self.reading, self.name, i, self.office):
            return -1
        return i - 1

    def _named(self, name: Name) -> int:
        post = posting_of(self.reading, name)
        if post is not None:
            return post
        titled = self.reading.doc[name.end].tag_ == "POS" or name.end in self.reading.terms.offices
        if name.kind == "capital" and not titled:
            return -1
        self.named, self.first = name, name.start
        return name.start - 1


def posting_of(reading: Reading, name: Name) -> int | None:
    """The last word of the office that is held *to* a state: "the U.S. envoy to Iraq and Syria"."""
    doc, terms, i = reading.doc, reading.terms, name.start - 1
    while i > 0 and (i in terms.names or doc[i].lower_ in ("and", ",", "the", "both")):
        i -= 1
    if doc[i].lower_ not in ("to", "in", "on", "for", "at") or i - 1 not in terms.offices:
        return None
    return i - 1


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


def _links(reading: Reading, name: Slice, i: int, office: Office | None) -> bool:
    """Words that may stand between the parts of a title."""
    token = reading.doc[i]
    if token.ent_type_ == "DATE":
        return False
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
    if token.pos_ not in ("PROPN", "ADJ", "NOUN") or _person_at(reading, i):
        return False
    return office is not None or token.text[:1].isupper() or _describes(reading, name, i)


def _describes(reading: Reading, name: Slice, i: int) -> bool:
    """True of "oligarch" and "agency administrator" in one noun phrase with the name."""
    token = reading.doc[i]
    if token.tag_ == "NNS":
        return False
    heads = {token.head.i, *(t.head.i for t in reading.span(name) if t.head.i == i)}
    return bool(heads & {*range(*name), i + 1}) or (i in heads and i == name.start - 1)


def _person_at(reading: Reading, i: int) -> bool:
    return reading.doc[i].ent_type_ == "PERSON" and i not in reading.terms.names


def _after(reading: Reading, name: Slice) -> Title | None:
    doc, i = reading.doc, name.end
    if i >= len(doc):
        return None
    if doc[i].lower_ in ("of", "from"):
        return _origin(reading, i + 1)
    if doc[i].text != "," or i + 1 >= len(doc):
        return None
    if doc[i + 1].tag_ in ("WP", "WDT"):
        return _relative(reading, i + 1)
    return _apposition(reading, name, i + 1)


def _origin(reading: Reading, i: int) -> Title | None:
    """The state of "Mottley of Barbados"."""
    name = reading.terms.names.get(i)
    if name is None or name.kind not in ("name", "group", "organisation") or name.start != i:
        return None
    return Title(Slice(i - 1, name.end), None, None, name)


def _relative(reading: Reading, i: int) -> Title | None:
    """The office of ", who heads the Libyan army," and ", who is Mali's defence minister,"."""
    doc, terms = reading.doc, reading.terms
    end = i + 1
    while end < min(len(doc), i + RIGHT_REACH) and doc[end].text not in STOPS | {","}:
        end += 1
    for j in range(i + 1, end):
        name = terms.names.get(j)
        if name is None or name.start != j:
            continue
        office = next((terms.offices[k] for k in range(name.end, end) if k in terms.offices), None)
        led = any(t.lemma_.lower() in LEADS for t in doc[i + 1 : i + 3])
        held = office is not None and doc[name.end].tag_ == "POS"
        if led or held:
            start = name.start if held else i + 2
            return _title(reading, Slice(start, end), office if held else None, name)
        return None
    return None


def _apposition(reading: Reading, name: Slice, i: int) -> Title | None:
    doc, terms = reading.doc, reading.terms
    limit = min(len(doc), name.end + 1 + RIGHT_REACH)
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
    if doc[office.end - 1].tag_ in ("NNS", "NNPS"):
        return None
    held = [n for n in names if posting_of(reading, n) is None]
    named = next((n for n in held if n.start < office.start), held[0] if held else None)
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
