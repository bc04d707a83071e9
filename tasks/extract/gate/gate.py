"""Decides which documents the reader must see, by a linear model over each passage."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.ids import content_hash
from tasks.extract.frames import load_frames
from tasks.extract.gate.features import WORD, Features, lemmas
from tasks.extract.gate.passages import passages
from tasks.extract.knowledge import load_knowledge

WEIGHTS = Path(__file__).with_name("weights.npz")
"""`weights` int8 [2^BITS], `scale` and `bias`; made by `training.gate`."""


@dataclass(frozen=True, slots=True)
class Model:
    """log odds = scale x sum of the weights of n features / square root of n + bias."""

    weights: NDArray[np.int8]
    scale: float
    bias: float

    def chance(self, places: NDArray[np.int64]) -> float:
        """Probability that a passage with these features tells of an event."""
        total = int(self.weights[places].sum(dtype=np.int64))
        odds = self.scale * total / math.sqrt(max(1, len(places))) + self.bias
        return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of a text, and the chance that they tell of an event."""

    start: int
    end: int
    chance: float


class Gate:
    """Opens for a text in which a passage reaches `least`.

    The verdict hangs on nothing but the text. A text without small letters, and one with a word
    of `always` (the triggers of the user's own frames, which no weights can know), is let
    through.
    """

    def __init__(
        self, model: Model, features: Features, least: float, always: frozenset[str] = frozenset()
    ) -> None:
        self._model, self._features = model, features
        self._always = always
        self.least = least

    def opens(self, text: str) -> bool:
        """Whether the reader must see the text."""
        return self.always_opens(text) or any(
            passage.chance >= self.least for passage in self.passages(text)
        )

    def always_opens(self, text: str) -> bool:
        """Whether the text is read whatever its chances are."""
        return self.least <= 0 or text.isupper() or self._has_own_trigger(text)

    def passages(self, text: str) -> Iterator[Passage]:
        """The passages of a text, in order."""
        for start, end in passages(text):
            chance = self._model.chance(self._features.of(text[start:end]))
            yield Passage(start, end, chance)

    def _has_own_trigger(self, text: str) -> bool:
        if not self._always:
            return False
        return any(not self._always.isdisjoint(lemmas(word)) for word in WORD.findall(text.lower()))


def load_gate(least: float, extra: Path | None = None) -> Gate:
    """The shipped gate, with the knowledge and frames of the user's folder `extra`.

    Raises:
        KnowledgeError: a data file cannot be used.
    """
    frames = load_frames(extra)
    shipped = {word for frame in load_frames().frames for word in (*frame.verbs, *frame.nouns)}
    own = {word for frame in frames.frames for word in (*frame.verbs, *frame.nouns)} - shipped
    always = frozenset(word.split()[0] for word in own)
    return Gate(load_model(), Features(load_knowledge(extra), frames), least, always)


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """Read a file of weights."""
    with np.load(path) as stored:
        return Model(stored["weights"], float(stored["scale"]), float(stored["bias"]))


def weights_hash() -> str:
    """Twelve hex digits of the shipped weights."""
    return content_hash(WEIGHTS.read_bytes())[:12]
