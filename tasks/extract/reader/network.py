"""The shipped network: two graphs, vocabulary and notes, run by onnxruntime."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tasks.extract.reader.decode import Outputs
from tasks.extract.reader.features import WordPieces

SHIPPED = Path(__file__).parent / "model"
LOWER, UPPER = "lower.onnx", "upper.onnx"
"""The lower half of the encoder, and what goes on from there; made by `training.split`."""
STATES = "states"
"""What the lower graph gives: `states.0` (pieces as embedded), `states.1` … [1, pieces, width]."""
GLANCE = "glance.npz"
FILES = (LOWER, UPPER, "vocab.txt", "meta.json", GLANCE)
"""What a model folder holds, beside its NOTICE; one without a glance reads all to the end."""

States = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Window:
    """What the network is fed: three numbers per piece, two places per word."""

    pieces: list[int]
    shapes: list[int]
    spaces: list[int]
    first: list[int]
    last: list[int]

    def feed(self) -> dict[str, NDArray[np.int64]]:
        """The inputs of the graph, each [1, n]."""
        names = ("pieces", "shapes", "spaces", "first", "last")
        return {n: np.array([getattr(self, n)], dtype=np.int64) for n in names}


@dataclass(frozen=True, slots=True)
class Glance:
    """A linear look at the states that the lower graph gives last; made by `training.glance`."""

    weights: NDArray[np.float32]
    bias: float

    def chance(self, states: NDArray[np.float32], first: Sequence[int]) -> float:
        """Probability that a window tells of an event: that of its likeliest word."""
        odds = float((states[0, first] @ self.weights).max()) + self.bias
        return 1 / (1 + math.exp(-odds))


class Network:
    """A model folder; the sessions open at first use and do not travel between processes."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 1) -> None:
        self.folder = Path(folder)
        self.threads = threads

    def __reduce__(self) -> tuple[type[Network], tuple[Path, int]]:
        return type(self), (self.folder, self.threads)

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Labels by head, version, scores and sources. FileNotFoundError if there is no model."""
        meta: dict[str, Any] = json.loads((self.folder / "meta.json").read_text("utf-8"))
        return meta

    @property
    def labels(self) -> dict[str, list[str]]:
        """Label lists by head."""
        labels: dict[str, list[str]] = self.meta["labels"]
        return labels

    @cached_property
    def word_pieces(self) -> WordPieces:
        """The vocabulary."""
        return WordPieces(self.folder / "vocab.txt")

    @cached_property
    def glance(self) -> Glance | None:
        """The look half way, if the model has one."""
        path = self.folder / GLANCE
        if not path.exists():
            return None
        with np.load(path) as stored:
            return Glance(stored["weights"], float(stored["bias"]))

    @cached_property
    def _lower(self) -> _Graph:
        return _Graph(self.folder / LOWER, self.threads)

    @cached_property
    def _upper(self) -> _Graph:
        return _Graph(self.folder / UPPER, self.threads)

    def begin(self, window: Window) -> States:
        """The states of the window's pieces, layer by layer, half way up."""
        return self._lower.run(window.feed())

    def finish(self, window: Window, states: States) -> Outputs:
        """All outputs by name "head.output"; those by word are [1, words, ...]."""
        return self._upper.run({**window.feed(), **states})

    def run(self, window: Window) -> Outputs:
        """Begin and finish."""
        return self.finish(window, self.begin(window))


class _Graph:
    """One graph in a session of its own."""

    def __init__(self, path: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._outputs = [each.name for each in self._session.get_outputs()]

    def run(self, given: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """All outputs by name; what the graph does not take of `given` is left out."""
        values = self._session.run(self._outputs, {name: given[name] for name in self._inputs})
        return dict(zip(self._outputs, values, strict=True))
