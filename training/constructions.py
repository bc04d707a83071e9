"""Lessons on events of our own wording: constructions of `constructions.txt`, their blanks filled.

The annotated articles show few ways of saying that arms were sent or troops withdrawn. A
construction shows one more; filled with other states, names, numbers and dates in every round it
teaches what stands where, not who does what.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from tasks.extract.reader.annotate import words_of
from tasks.extract.reader.features import SPACES
from tasks.extract.reader.tokenizer import make_tokenizer
from training.corpus import Sentence
from training.event_examples import Taught
from training.names import FULL_NAMES
from training.states import State, states

FILE = Path(__file__).with_suffix(".txt")
FILLERS = Path(__file__).with_name("fillers.toml")

MOST = 3
"""Constructions to a text."""

NEUTRAL = 0.5
"""Chance that a sentence of no matter follows one."""

_BLANK = re.compile(r"\{([A-Za-z0-9.]+)\}")
_COUNTED = re.compile(r"\[items:([^\]~]+)~([^\]]+)\]")
_MARK = re.compile(r"\*([^*]+)\*|\[(\w+):([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Construction:
    """What a text tells (`type` null: no event), the values of its facets, and its sentences."""

    type: str | None
    facets: dict[str, str]
    sentences: tuple[str, ...]


@cache
def constructions() -> list[Construction]:
    """Read `constructions.txt`."""
    found = []
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            head, text = line.split(" | ", 1)
            kind, *told = head.split()
            facets = {"alleged": "yes" if "alleged" in told else "no"}
            facets |= dict(t.split("=") for t in told if "=" in t)
            if kind != "none":
                facets["status"] = told[0]
            sentences = tuple(text.split(" || "))
            found.append(Construction(None if kind == "none" else kind, facets, sentences))
    return found


@cache
def fillers() -> dict[str, list[str]]:
    """Read `fillers.toml`."""
    return tomllib.loads(FILLERS.read_text("utf-8"))


@cache
def blank_pipeline() -> Language:
    """The reader's tokenizer."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


class Blanks:
    """What the blanks of one construction are filled with: three states, two people, the rest."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._states: dict[str, State] = dict(zip("ABC", rng.sample(states(), 3), strict=True))
        self._people = dict(zip("PQ", rng.sample(FULL_NAMES, 2), strict=True))

    def fill(self, text: str) -> str:
        """The text without blanks."""
        return _BLANK.sub(lambda m: self._word(m[1]), text)

    def _word(self, blank: str) -> str:
        name, _, part = blank.partition(".")
        if name in self._states:
            return str(getattr(self._states[name], {"adj": "adjective"}.get(part, part or "name")))
        if name in self._people:
            return self._people[name]
        return self._rng.choice(fillers()[name])


def composed(count: int, rng: random.Random) -> Iterator[Taught]:
    """So many texts of one to three constructions."""
    neutral = fillers()["neutral"]
    for _ in range(count):
        text = _Text()
        for construction in rng.sample(constructions(), rng.randint(1, MOST)):
            text.tell(construction, Blanks(rng))
            if rng.random() < NEUTRAL:
                text.add(rng.choice(neutral))
        yield text.lesson


def told(construction: Construction, blanks: Blanks) -> Taught:
    """A text of one construction."""
    text = _Text()
    text.tell(construction, blanks)
    return text.lesson


class _Text:
    """A lesson that grows by sentences."""

    def __init__(self) -> None:
        self._words = 0
        self._triggers: list[int] = []
        self._roles: list[tuple[int, str]] = []
        self.lesson = Taught("own", [], {}, [], [])

    def add(self, marked: str) -> None:
        plain, marks = _unmarked(marked)
        doc = blank_pipeline().make_doc(plain)
        words = words_of(doc)
        starts = [doc[int(i)].idx for i in words.places]
        for start, end, role in marks:
            inside = [self._words + n for n, at in enumerate(starts) if start <= at < end]
            if role is None:
                self._triggers += inside[:1]
            else:
                self._roles += [(word, role) for word in inside]
        spaces = [SPACES[s] for s in words.spaces]
        spaces[0] = "space" if self._words else "paragraph"
        self.lesson.sentences.append(Sentence(tuple(words.texts), tuple(spaces), bounded=False))
        self._words += len(starts)

    def tell(self, construction: Construction, blanks: Blanks) -> None:
        """Add a construction; its marks are its event's."""
        for sentence in construction.sentences:
            self.add(blanks.fill(sentence))
        for trigger in self._triggers if construction.type else ():
            self.lesson.triggers[trigger] = {
                "types": [construction.type],
                "facets": construction.facets,
            }
            self.lesson.roles.extend((trigger, word, role, 1) for word, role in self._roles)
        self._triggers, self._roles = [], []


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str | None]]]:
    """The text as it would be printed, and where the trigger (null) and the roles stand in it."""
    tidy = re.sub(r" ([.,:;])(?= |$)", r"\1", marked)
    tidy = _COUNTED.sub(r"\1 [items:\2]", tidy).replace("~", " ")
    plain, marks, done = "", [], 0
    for match in _MARK.finditer(tidy):
        plain += tidy[done : match.start()]
        words = match[1] or match[3]
        marks.append((len(plain), len(plain) + len(words), match[2]))
        plain += words
        done = match.end()
    return plain + tidy[done:], marks
