"""Named people, as each mention gives them."""

from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.reading import Reading, Slice
from tasks.extract.titles import Title, title_of
from tasks.extract.vocabulary import Office
from tasks.extract.words import wordlist


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
        while start < end - 1 and (_is_title(reading, start) or _is_of_title(reading, start)):
            start += 1
        if start == end - 1 and _is_title(reading, start):
            continue
        if end - start > 1 and reading.doc[end - 1].tag_ == "POS":
            end -= 1
        if start < end and any(t.is_alpha and t.text[0].isupper() for t in reading.doc[start:end]):
            found.append(Slice(start, end))
    return [s for s in found if not all(i in reading.terms.names for i in range(*s))]


def _is_title(reading: Reading, i: int) -> bool:
    token = reading.doc[i]
    return i in reading.terms.offices or token.lower_ in wordlist().honorifics or token.text == "."


def _is_of_title(reading: Reading, i: int) -> bool:
    """True of a state or body that ends the title: "envoy to Palau", "speaker of the Knesset"."""
    name = reading.terms.names.get(i)
    if name is None:
        return False
    before = reading.doc[name.start - 1].lower_ if name.start else ""
    return name.kind in ("metonym", "organisation", "adjective") or before in ("to", "of")


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
    title, whole = title_of(reading, name)
    return Mention(name, whole, title)
