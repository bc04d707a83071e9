"""The shipped network: graph, vocabulary and notes, run by onnxruntime."""

from __future__ import annotations

import json
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
FILES = ("reader.onnx", "vocab.txt", "meta.json")
"""What a model folder holds, beside its NOTICE."""


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


class Network:
    """A model folder; the session opens at first use and does not travel between processes."""

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
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = str(self.folder / "reader.onnx")
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _names(self) -> list[str]:
        return [output.name for output in self._session.get_outputs()]

    def run(self, window: Window) -> Outputs:
        """All outputs by name "head.output"; those by word are [1, words, ...]."""
        values = self._session.run(self._names, window.feed())
        return dict(zip(self._names, values, strict=True))
