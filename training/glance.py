"""The glance: what the lower half of the network tells of a document that the gate lets through.

    python -m training.glance --gold GOLD --corpus current-events.jsonl.gz

A linear look at each word's state after half of the layers foretells the chance that the whole
network gives the word to tell of an event. Its odds are shifted so that one setting, `gate`,
serves both looks. Fitted by Newton's method to `gold/train`, the read part of `gold/dev`, our own
texts and the articles of the corpus that the gate lets through, but a quarter. Writes `glance.npz`
into the model's folder, and prints how much is read to the end, and what that keeps.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from schemas.settings import Settings
from tasks.evaluate.parts import part_of
from tasks.extract.gate import Gate, load_gate
from tasks.extract.reader import load_reader
from tasks.extract.reader.annotate import Annotator
from tasks.extract.reader.network import GLANCE, SHIPPED, Glance, Network

OWN = Path(__file__).parent / "texts"
"""Annotated texts of our own."""

EVERY = 5
"""One in this many articles of the corpus is taken."""
LEFT_OUT = 4
"""One in this many of these is kept to measure on."""
SAFE = 0.03
"""Chance of the fit that the default of `gate` stands for. At it nothing is lost of the annotated
events, nor of the articles left out in which the network is sure of a word; at 0.04 the first."""
STEPS, PENALTY = 9, 10.0
SMALLEST = 1e-6
SURE = 0.5
THRESHOLDS = (0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03)

Floats = NDArray[np.float32]


@dataclass
class Text:
    """A document: how many words and events it has, and what is thought of it."""

    origin: str
    words: int
    events: int
    gate: float
    states: Floats
    """[words, width], empty where the gate is below the least of `THRESHOLDS`."""
    told: Floats
    """For each word the network's chance."""
    glance: float = 0.0


class Looker:
    """Takes texts half way up and to the end."""

    def __init__(self, gate: Gate) -> None:
        self._gate, self._nlp = gate, load_reader()
        self._network = Network()
        self._annotator = Annotator(self._network, vectors=False)

    def text(self, record: dict[str, Any], origin: str) -> Text:
        """What is thought of a document."""
        title = record.get("title")
        whole = f"{title}\n\n{record['text']}" if title else record["text"]
        gate = max((each.chance for each in self._gate.passages(whole)), default=0.0)
        ready = self._annotator.prepare(self._nlp.make_doc(whole))
        states, told = [np.zeros((0, 384), np.float32)], [np.zeros(0, np.float32)]
        if gate >= THRESHOLDS[0]:
            for number in range(len(ready.parts)):
                window, begun = self._annotator.begin(ready, number)
                outputs = self._network.finish(window, begun)
                states.append(list(begun.values())[-1][0, window.first])
                told.append(1 / (1 + np.exp(-outputs["events.triggers"][0].max(1))))
        events = len(record.get("events", ()))
        place = _part(record["id"], origin)
        return Text(
            place,
            len(ready.words.texts),
            events,
            gate,
            np.concatenate(states),
            np.concatenate(told),
        )


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED / GLANCE)
    given = parser.parse_args()
    looker = Looker(load_gate(Settings().gate))
    texts = [looker.text(record, origin) for record, origin in records(given.gold, given.corpus)]
    found = fit([text for text in texts if text.origin in ("read", "own", "corpus")])
    np.savez(given.out, weights=found.weights, bias=found.bias)
    for text in texts:
        if len(text.states):
            text.glance = found.chance(text.states[None], range(len(text.states)))
    show(texts)


def records(gold: Path, corpus: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Annotated documents, our own, and some articles of the corpus that are none of these."""
    known = set()
    for folder, pattern, origin in ((gold, "*/*.jsonl", "gold"), (OWN, "*.jsonl", "own")):
        for path in sorted(folder.glob(pattern)):
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                if "text" in record:
                    known.add(record["id"])
                    yield record, path.parent.name if origin == "gold" else origin
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in islice(lines, None, None, EVERY):
            record = json.loads(line)
            if record["id"] not in known:
                yield record, "corpus"


def _part(name: str, origin: str) -> str:
    """`read`, `aside`, `own`, `corpus`, or `left out`."""
    if origin == "corpus":
        return "left out" if crc32(name.encode()) % LEFT_OUT == 0 else origin
    return {"own": "own", "train": "read"}.get(origin) or part_of(name)


def fit(texts: Sequence[Text]) -> Glance:
    """Logistic regression on the network's own chances: Newton's method, steps halved at need."""
    x = np.concatenate([text.states for text in texts]).astype(np.float64)
    y = np.concatenate([text.told for text in texts]).astype(np.float64)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    x = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    ridge = np.array([PENALTY] * len(mean) + [0.0])

    def loss(w: NDArray[np.float64]) -> float:
        odds = x @ w
        return float((np.logaddexp(0, odds) - y * odds).sum() + ridge @ w**2 / 2)

    w = np.zeros(x.shape[1])
    w[-1] = _odds(y.mean())
    for _ in range(STEPS):
        p = (1 + np.tanh(x @ w / 2)) / 2
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step, before = np.linalg.solve(curve, x.T @ (y - p) - ridge * w), loss(w)
        while loss(w + step) > before and np.abs(step).max() > SMALLEST:
            step /= 2
        w += step
    weights = w[:-1] / spread
    same = _odds(Settings().gate) - _odds(SAFE)
    return Glance(weights.astype(np.float32), float(w[-1] - mean @ weights + same))


def _odds(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def show(texts: Sequence[Text]) -> None:
    """Print what thresholds keep and what is read."""
    parts = {name: [t for t in texts if t.origin == name] for name in ("read", "aside", "own")}
    held = [t for t in texts if t.origin == "left out"]
    sure = [t for t in held if t.told.max(initial=0) >= SURE]
    heads = "".join(f" {n} ({sum(t.events for t in ts)}) |" for n, ts in parts.items())
    print(f"{len(held)} articles of the corpus kept to measure on")
    print(f"| threshold | words begun | read to the end | sure articles lost |{heads}")
    print("|---|---|---|---|" + "---|" * len(parts))
    for least in THRESHOLDS:
        begun = _share([t for t in held if t.gate >= least], held)
        ended = _share([t for t in held if _opens(t, least)], held)
        lost = sum(not _opens(t, least) for t in sure)
        kept = "".join(f" {_kept(ts, least):.2%} |" for ts in parts.values())
        print(f"| {least} | {begun:.1%} | {ended:.1%} | {lost} of {len(sure)} |{kept}")


def _opens(text: Text, least: float) -> bool:
    return text.gate >= least and text.glance >= least


def _share(some: Sequence[Text], whole: Sequence[Text]) -> float:
    return sum(text.words for text in some) / sum(text.words for text in whole)


def _kept(texts: Sequence[Text], least: float) -> float:
    kept = [_opens(text, least) for text in texts for _ in range(text.events)]
    return float(np.mean(kept)) if kept else 1.0


if __name__ == "__main__":
    main()
