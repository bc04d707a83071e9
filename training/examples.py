"""Sentences to windows of running text to batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from tasks.extract.reader.features import SPACES, WordPieces, shape_of
from training.corpus import Document, Sentence, with_breaks
from training.heads import IGNORE

MAX_PIECES = 160
"""Pieces of a window with both marks: some six sentences of news. The run time cuts alike."""

LONGEST_SENTENCE = 400
"""A sentence of more pieces (a table, a list) is left out of training."""

_SINGLE = 0.25
"""Share of windows that hold one sentence, as headlines and items do."""


PER_WORD = (
    "pieces",
    "shapes",
    "spaces",
    "first",
    "last",
    "upos",
    "xpos",
    "start",
    "head",
    "relation",
    "sentence",
)
"""What a window holds as plain lists of numbers."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Label inventories and their indices by head."""

    names: dict[str, list[str]]

    def index(self, head: str) -> dict[str, int]:
        """Position of each label."""
        return {label: i for i, label in enumerate(self.names[head])}


Change = Callable[[Sentence, random.Random], Sentence]
Encoded = dict[str, list]  # type: ignore[type-arg]


class Encoding:
    """Turns sentences into numbers."""

    def __init__(self, pieces: WordPieces, labels: Labels) -> None:
        self.pieces = pieces
        self.index = {name: labels.index(name) for name in labels.names}
        self._masks: dict[frozenset[str], list[bool]] = {}

    def size(self, sentence: Sentence) -> int:
        """Number of word pieces."""
        return sum(len(self.pieces.of(w)) for w in sentence.words)

    def window(self, sentences: list[Sentence]) -> Encoded:
        """One training example of consecutive sentences."""
        out: Encoded = {k: [] for k in (*PER_WORD, "entity")}
        self._mark(out, self.pieces.cls)
        opened = [with_breaks(sentences[0], "paragraph"), *sentences[1:]]
        for number, sentence in enumerate(opened):
            self._add(out, sentence, number)
        self._mark(out, self.pieces.sep)
        return out

    def _mark(self, out: Encoded, piece: int) -> None:
        for key, value in (("pieces", piece), ("shapes", 0), ("spaces", 0)):
            out[key].append(value)

    def _add(self, out: Encoded, sentence: Sentence, number: int) -> None:
        base = len(out["first"])
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            pieces = self.pieces.of(word)
            out["first"].append(len(out["pieces"]))
            out["pieces"].extend(pieces)
            out["last"].append(len(out["pieces"]) - 1)
            out["shapes"].extend([shape_of(word)] * len(pieces))
            out["spaces"].extend([SPACES.index(space)] * len(pieces))
        count = len(sentence)
        out["sentence"].extend([number] * count)
        bounds = [1] + [0] * (count - 1) if sentence.bounded else [IGNORE] * count
        out["start"].extend(bounds)
        for name, layer in (
            ("upos", sentence.upos),
            ("xpos", sentence.xpos),
            ("relation", sentence.relations),
        ):
            out[name].extend(self.index[name].get(x, IGNORE) for x in layer or [""] * count)
        heads = [h and base + h for h in sentence.heads] or [IGNORE] * count
        out["head"].extend(heads)
        out["entity"].extend(map(self._mask, sentence.entities or [frozenset[str]()] * count))

    def _mask(self, tags: frozenset[str]) -> list[bool]:
        if tags not in self._masks:
            self._masks[tags] = [t in tags for t in self.index["entity"]]
        return self._masks[tags]


def collate(windows: list[Encoded]) -> dict[str, Tensor]:
    """Batch of windows: `pieces`, `shapes`, `spaces` [batch, pieces]; the rest [batch, words].

    `mask` [batch, 1, 1, pieces] is true where a piece is; targets of padding are `IGNORE`, the
    allowed entity tags of padding are empty, its sentence is -1.
    """
    fill = {
        "upos": IGNORE,
        "xpos": IGNORE,
        "start": IGNORE,
        "head": IGNORE,
        "relation": IGNORE,
        "sentence": -1,
    }
    batch = {k: _padded([w[k] for w in windows], fill.get(k, 0)) for k in PER_WORD}
    tags = len(windows[0]["entity"][0])
    longest = batch["first"].shape[1]
    batch["entity"] = torch.tensor(
        [w["entity"] + [[False] * tags] * (longest - len(w["entity"])) for w in windows]
    )
    batch["mask"] = _padded([[True] * len(w["pieces"]) for w in windows], False)[:, None, None]
    return batch


def _padded(rows: list[list[int]] | list[list[bool]], fill: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*r, *[fill] * (longest - len(r))] for r in rows])


def windows_of(
    documents: Iterable[Document], encoding: Encoding, rng: random.Random, change: Change | None
) -> Iterator[list[Sentence]]:
    """Cut documents into windows of random length, each within `MAX_PIECES`."""
    room = MAX_PIECES - 2
    for document in documents:
        held: list[Sentence] = []
        used, goal = 0, _goal(rng, room)
        for sentence in document.sentences:
            changed = change(sentence, rng) if change else sentence
            size = encoding.size(changed)
            if size > LONGEST_SENTENCE:
                continue
            if held and used + size > goal:
                yield held
                held, used, goal = [], 0, _goal(rng, room)
            held.append(changed)
            used += size
        if held:
            yield held


def _goal(rng: random.Random, room: int) -> int:
    return 0 if rng.random() < _SINGLE else rng.randint(room // 3, room)


def batches(windows: list[Encoded], pieces: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """Shuffled batches of windows of like length, each of about `pieces` word pieces."""
    rng.shuffle(windows)
    pool = 400
    for start in range(0, len(windows), pool):
        ordered = sorted(windows[start : start + pool], key=lambda w: len(w["pieces"]))
        groups: list[list[Encoded]] = [[]]
        for window in ordered:
            if groups[-1] and len(window["pieces"]) * (len(groups[-1]) + 1) > pieces:
                groups.append([])
            groups[-1].append(window)
        rng.shuffle(groups)
        yield from groups
