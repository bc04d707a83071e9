"""Lemmas by table and rule, in the conventions of the English UD treebanks.

What decides is the Penn tag, helped by the universal one: of a plural or an inflected verb the
ending is taken off and the candidate that WordNet knows is chosen; a base form is its own lemma;
names keep their letters ("Nations" is "Nation"). Irregular forms and known bases come from
`spacy-lookups-data` (Princeton WordNet's lists), what the treebanks see otherwise from
`lemma_exceptions.csv`, which `training.lemma_exceptions` learns from the training sets.

Right lemmas given gold words and tags, in percent: EWT dev 98.6, GUM dev 99.3, EWT test 98.6, GUM
test 99.3, PUD 99.1. What is left are misspelt words, which the treebanks put right, and letter
case ("kerala").
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

NAME = "sitrep_lemmas"
EXCEPTIONS = Path(__file__).with_name("lemma_exceptions.csv")

Exceptions = Mapping[tuple[str, str, str], str]
"""Lemma by form (names as written, others in lower case), universal tag, Penn tag."""

_VOWELS = "aeiou"
_CACHE_LIMIT = 200_000
_ADDRESS = frozenset("#.@/_:")
"""Characters of what is no word."""
_DEMONYM = ("an", "ese", "i")
"""Endings of adjectives that keep their capital, and `_CAPITAL` others that do."""

_CAPITAL = frozenset(
    (
        *("arab", "arabic", "british", "buddhist", "catholic", "celtic", "christian", "czech"),
        *("danish", "dutch", "english", "finnish", "flemish", "french", "greek", "hebrew"),
        *("hispanic", "inuit", "irish", "islamic", "islamist", "jewish", "kurdish", "latin"),
        *("muslim", "nordic", "polish", "scottish", "shia", "shi'ite", "shiite", "slavic"),
        *("slovak", "spanish", "swedish", "swiss", "turkic", "turkish", "welsh", "zionist"),
    )
)
_SMALL = frozenset(
    (
        *("civilian", "clean", "human", "humanitarian", "lean", "mean", "median", "partisan"),
        *("pedestrian", "suburban", "urban", "utilitarian", "vegan", "vegetarian", "veteran"),
    )
)
"""Adjectives that end like a demonym and are none."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Irregular forms and known base forms by part of speech (`noun`, `verb`, `adj`)."""

    irregular: Mapping[str, Mapping[str, list[str]]]
    known: Mapping[str, frozenset[str]]


@cache
def tables() -> Tables:
    """Read the tables of `spacy-lookups-data` once."""
    folder = files("spacy_lookups_data") / "data"
    irregular, index = (_read(folder / f"en_lemma_{name}.json.gz") for name in ("exc", "index"))
    kinds = ("noun", "verb", "adj", "adv")
    return Tables(irregular, {kind: frozenset(index[kind]) for kind in kinds})


def _read(table: Traversable) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(gzip.decompress(table.read_bytes()))
    return content


@cache
def exceptions(path: Path = EXCEPTIONS) -> Exceptions:
    """Read a table of exceptions: columns form, upos, tag, lemma."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {(r["form"], r["upos"], r["tag"]): r["lemma"] for r in csv.DictReader(rows)}


def key_of(form: str, upos: str) -> str:
    """How a form is spelt in the table of exceptions."""
    return form if upos == "PROPN" else form.lower()


def lemma_of(form: str, upos: str, tag: str, table: Exceptions) -> str:
    """Return the lemma of a word with its universal and its Penn tag ("" where unknown)."""
    form = form.replace("’", "'")
    known = table.get((key_of(form, upos), upos, tag))
    return by_rule(form, upos, tag) if known is None else known


def by_rule(form: str, upos: str, tag: str) -> str:
    """Return the lemma that rules and WordNet's lists give."""
    lower = form.lower()
    if upos in ("PROPN", "X") or tag in ("NNP", "ADD", "GW", "FW"):
        return _plural(form) if tag == "NNPS" else form
    if upos == "NUM":
        return form.replace(",", "") if any(c.isdigit() for c in form) else _number(form)
    if upos in ("VERB", "AUX"):
        return _verb(lower, tag)
    if upos == "NOUN":
        return _noun(form, tag)
    if upos in ("ADJ", "ADV"):
        return _graded(form, upos, tag)
    return form if upos == "SYM" else lower


def _number(form: str) -> str:
    return form if form.isupper() and set(form) <= set("IVXLC") else form.lower()


def _noun(form: str, tag: str) -> str:
    known = tables().known["noun"]
    lower = form.lower()
    if lower[0].isdigit() or not _ADDRESS.isdisjoint(lower):
        return lower
    if tag == "NN":
        return lower if lower in known and len(lower) > 1 else form
    if form[:-1].isupper() and len(form) > 2 and form[-1] == "s":
        return form[:-1]
    if tag == "NNS" or (lower not in known and lower.endswith("s")):
        return _plural(lower)
    return lower


def _plural(form: str) -> str:
    """Singular of a plural, in its letter case."""
    lower = form.lower()
    irregular = tables().irregular["noun"].get(lower)
    if irregular:
        return _like(form, irregular[0])
    candidates = [*_singulars(form), form]
    return next(_known(candidates, "noun"), candidates[0])


def _singulars(form: str) -> Iterator[str]:
    if form.endswith("ies") and len(form) > 4:
        yield form[:-3] + "y"
    if form.endswith(("ches", "shes", "sses", "xes", "zzes")):
        yield form[:-2]
    if form.endswith("men"):
        yield form[:-2] + "an"
    if form.endswith("s") and not form.endswith("ss"):
        yield form[:-1]
        if form.endswith("es"):
            yield form[:-2]


def _verb(lower: str, tag: str) -> str:
    if tag in ("VB", "VBP", "MD"):
        return lower
    irregular = tables().irregular["verb"].get(lower)
    if irregular:
        return irregular[-1] if lower.endswith(("lled", "lling")) else irregular[0]
    for ending, bases in _VERB_ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            found = bases(lower[: -len(ending)])
            guess = found[0] if tag else lower
            return next(_known(found, "verb"), guess)
    return lower


def _bases(stem: str) -> tuple[str, ...]:
    """Candidates for what "-ed" or "-ing" was put to: deploy-, leav-, shipp-, hop-."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return (stem, stem[:-1]) if stem[-1] in "lsfz" else (stem[:-1], stem)
    if len(stem) < 3 or stem[-1] in "wxy" + _VOWELS or stem[-2] not in _VOWELS:
        return (stem, stem + "e") if _bare(stem) else (stem + "e", stem)
    single = sum(c in _VOWELS for c in stem) == 1
    return (stem + "e", stem) if single else (stem, stem + "e")


def _bare(stem: str) -> bool:
    return not stem.endswith(
        ("c", "v", "z", "u", "at", "iz", "rs", "ns", "rg", "dg", "tl", "bl", "pl", "gl")
    )


def _third_person(stem: str) -> tuple[str, ...]:
    return (stem[:-1], stem) if stem.endswith("e") and _hisses(stem[:-1]) else (stem, stem[:-1])


def _hisses(stem: str) -> bool:
    return stem.endswith(("s", "x", "z", "ch", "sh", "o"))


_VERB_ENDINGS: tuple[tuple[str, Callable[[str], tuple[str, ...]]], ...] = (
    ("ying", lambda stem: (stem + "y", stem + "ye")),
    ("ing", _bases),
    ("ied", lambda stem: (stem + "y", stem + "ie")),
    ("ed", _bases),
    ("ies", lambda stem: (stem + "y", stem + "ie")),
    ("s", _third_person),
)


def _graded(form: str, upos: str, tag: str) -> str:
    lower = form.lower()
    if tag not in ("JJR", "JJS", "RBR", "RBS"):
        return form if _keeps_capital(form) else lower
    irregular = tables().irregular["adj" if upos == "ADJ" else "adv"].get(lower)
    if irregular:
        return irregular[0]
    stem = lower[:-2] if lower.endswith("er") else lower[:-3] if lower.endswith("est") else ""
    if not stem:
        return lower
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    softened = stem[:-1] + "y" if stem.endswith("i") else stem
    return next(_known((softened, stem + "e", doubled), "adj"), lower)


def _keeps_capital(form: str) -> bool:
    """True for demonyms and creeds ("Iraqi"), and for mixed case ("pro-Beijing")."""
    if form.islower() or form.isupper():
        return False
    if not form[:1].isupper() or not form[1:].islower():
        return True
    lower = form.lower()
    return lower in _CAPITAL or (lower.endswith(_DEMONYM) and lower not in _SMALL)


def _known(candidates: Iterable[str], kind: str) -> Iterator[str]:
    known = tables().known[kind]
    return (c for c in candidates if c.lower() in known)


def _like(form: str, lemma: str) -> str:
    """`lemma` with the capital of `form`."""
    return lemma.capitalize() if form[:1].isupper() else lemma


class Lemmas:
    """Sets `token.lemma_` from the token's form and tags."""

    def __init__(self, name: str = NAME, table: Exceptions | None = None) -> None:
        self.name = name
        self._table = dict(exceptions() if table is None else table)
        self._seen: dict[tuple[int, int, int], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token of a tagged document."""
        seen = self._seen
        for token in doc:
            key = (token.orth, token.pos, token.tag)
            lemma = seen.get(key)
            if lemma is None:
                lemma = lemma_of(token.text, token.pos_, token.tag_, self._table)
                if len(seen) >= _CACHE_LIMIT:
                    seen.clear()
                seen[key] = lemma
            token.lemma_ = lemma
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The table of exceptions as bytes."""
        return json.dumps([[*key, lemma] for key, lemma in self._table.items()]).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Lemmas:  # noqa: ARG002
        """Take the table of exceptions from bytes."""
        self._table = {(form, upos, tag): lemma for form, upos, tag, lemma in json.loads(data)}
        self._seen.clear()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the table of exceptions to the file `path`."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Lemmas:
        """Read the table of exceptions from the file `path`."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)


@Language.factory(NAME, requires=["token.pos", "token.tag"], assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001
    """The component with the shipped table."""
    return Lemmas(name)
