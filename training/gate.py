"""The gate's weights: a linear model over hashed n-grams, taught by annotations and by a run.

    SITREP_GATE=0 sitrep run ../shared/corpus/current-events.jsonl.gz --data training/.run/gate
    python -m training.gate --gold ../shared/gold --run training/.run/gate

What the extractor found in a corpus that nobody annotated is what the gate is to foretell of such
text: the passages that it quotes first for a report are true, all others are not. The annotated
passages (`gold/train` and the read part of `gold/dev`) are added with more weight. Writes
`tasks/extract/gate/weights.npz`, and prints how many events each threshold keeps and how many
articles it skips. Figures of the read part are cross-fitted by story, those of the part kept aside
come from weights that never saw it; the corpus' from a fifth that is left out as well.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from schemas.report import Extraction
from schemas.settings import Settings
from tasks.evaluate.parts import part_of, story_of
from tasks.extract.frames import load_frames
from tasks.extract.gate.features import BITS, Features
from tasks.extract.gate.gate import WEIGHTS
from tasks.extract.gate.passages import passages
from tasks.extract.knowledge import load_knowledge
from warehouse.query import connect_snapshot
from warehouse.records import read_extractions

SEED = 8
FOLDS = 3
LEFT_OUT = 5
"""Of the articles of the run, one in this many is kept to measure on."""
DOCUMENTS = "SELECT document_id FROM current_documents ORDER BY uri"
PIECE = 1000
"""Documents read from the warehouse at a time."""
FIRST_QUOTE = "evidence.0"

ROUNDS, BATCH, RATE, DECAY = 15, 256, 0.15, 1e-4
GOLD_WEIGHT = 3.0
OTHER_MENTION = 0.3
"""Weight of a passage that is quoted for an event, but not first."""
THRESHOLDS = (0.002, 0.003, 0.005, 0.007, 0.01, 0.012, 0.015, 0.02, 0.03, 0.05)
SETS = ("current-events", "voa", "articles", "stories", "re3d", "wikinews")

Places = NDArray[np.int64]


@dataclass
class Text:
    """A text in passages: their features, what is known of them, and how much that counts."""

    name: str
    origin: str
    places: list[Places]
    truth: list[float]
    weight: list[float]
    events: list[set[int]] = field(default_factory=list)
    """For each annotated event the passages of its first quote."""
    chances: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True)
class Fit:
    """Weights before they are rounded to eight bits."""

    weights: NDArray[np.float64]
    bias: float

    def chances(self, text: Text) -> NDArray[np.float64]:
        """Probability of each passage."""
        odds = [self.weights[p].sum() / np.sqrt(max(1, len(p))) + self.bias for p in text.places]
        return 1 / (1 + np.exp(-np.array(odds)))


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    fit_all(given.gold, given.run, given.out)


def _whole(title: str | None, text: str) -> str:
    return f"{title}\n\n{text}" if title else text


def fit_all(gold: Path, run: Path, out: Path) -> None:
    """Fit, write the weights, print the tables."""
    features = Features(load_knowledge(), load_frames())
    annotated = list(_annotated(gold, features))
    known = {text.name for text in annotated}
    corpus = [text for text in _found_by_a_run(run, features) if text.name not in known]
    held, taught = corpus[::LEFT_OUT], [t for n, t in enumerate(corpus) if n % LEFT_OUT]
    lessons = [text for text in annotated if _part(text) == "read"]
    final = rounded(fit([*lessons, *taught]))
    _save(final, out)
    for text in (*annotated, *held):
        text.chances = final.chances(text)
    for fold in range(FOLDS):
        others = fit([*(t for t in lessons if _fold(t) != fold), *taught])
        for text in (t for t in lessons if _fold(t) == fold):
            text.chances = others.chances(text)
    show(annotated, held)


def _annotated(gold: Path, features: Features) -> Iterator[Text]:
    for path in sorted(gold.glob("*/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if "events" in record:
                yield _lesson(record, f"{path.parent.name}/{path.stem}", features)


def _lesson(record: dict[str, Any], origin: str, features: Features) -> Text:
    whole = _whole(record.get("title"), record["text"])
    spans = list(passages(whole))
    quoted = [[_where(quote, whole, spans) for quote in e["evidence"]] for e in record["events"]]
    events = [each[0] for each in quoted]
    first = set().union(*events)
    others = set().union(*(places for each in quoted for places in each[1:])) - first
    numbers = range(len(spans))
    return Text(
        name=record["id"],
        origin=origin,
        places=[features.of(whole[start:end]) for start, end in spans],
        truth=[float(n in first or n in others) for n in numbers],
        weight=[GOLD_WEIGHT * (OTHER_MENTION if n in others else 1) for n in numbers],
        events=events,
    )


def _where(quote: str, text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Numbers of the passages in which a quote stands."""
    found: set[int] = set()
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        found |= {n for n, (first, last) in enumerate(spans) if first < end and at < last}
        at = text.find(quote, at + 1)
    return found


def _found_by_a_run(data: Path, features: Features) -> Iterator[Text]:
    """The documents of the snapshot in `data`, in the order of their addresses."""
    with connect_snapshot(Settings(data=data)) as connection:
        ids = [row[0] for row in connection.execute(DOCUMENTS).fetchall()]
        for start in range(0, len(ids), PIECE):
            for each in read_extractions(connection, ids[start : start + PIECE]):
                yield _told(each, features)


def _told(extraction: Extraction, features: Features) -> Text:
    document = extraction.document
    whole = _whole(document.title, document.text)
    body = len(whole) - len(document.text)
    quotes = [
        (span.start + (body if span.field == "text" else 0), len(span.quote))
        for report in extraction.reports
        for span in report.spans
        if span.slot == FIRST_QUOTE
    ]
    spans = list(passages(whole))
    return Text(
        name=document.input_id or document.uri,
        origin="corpus",
        places=[features.of(whole[start:end]) for start, end in spans],
        truth=[
            float(any(at < end and start < at + length for at, length in quotes))
            for start, end in spans
        ],
        weight=[1.0] * len(spans),
    )


def _part(text: Text) -> str:
    return "read" if text.origin.startswith("train") else part_of(text.name)


def _fold(text: Text) -> int:
    return crc32(story_of(text.name).encode()) % FOLDS


def fit(texts: Sequence[Text]) -> Fit:
    """Logistic regression on soft truths: AdaGrad over batches, `SEED` for their order."""
    places = [p for text in texts for p in text.places]
    truth = np.array([t for text in texts for t in text.truth])
    weight = np.array([w for text in texts for w in text.weight])
    order = np.random.default_rng(SEED)
    weights, seen = np.zeros(1 << BITS), np.full(1 << BITS, DECAY)
    bias, bias_seen = -2.0, 0.01
    for _ in range(ROUNDS):
        shuffled = order.permutation(len(places))
        for start in range(0, len(shuffled), BATCH):
            chosen = shuffled[start : start + BATCH]
            gradient, touched, offset = _gradient(
                [places[n] for n in chosen], truth[chosen], weight[chosen], weights, bias
            )
            seen[touched] += gradient**2
            weights[touched] -= RATE * gradient / np.sqrt(seen[touched])
            bias_seen += offset**2
            bias -= RATE * offset / np.sqrt(bias_seen)
    return Fit(weights, bias)


def _gradient(
    places: list[Places],
    truth: NDArray[np.float64],
    weight: NDArray[np.float64],
    weights: NDArray[np.float64],
    bias: float,
) -> tuple[NDArray[np.float64], Places, float]:
    """Slope of the loss of a batch by touched weight, which these are, and that of the bias."""
    sizes = np.array([len(p) for p in places])
    joined, owner = np.concatenate(places), np.repeat(np.arange(len(places)), sizes)
    share = 1 / np.sqrt(np.maximum(sizes, 1))
    odds = np.bincount(owner, weights[joined], len(places)) * share + bias
    error = (1 / (1 + np.exp(-odds)) - truth) * weight
    touched, which = np.unique(joined, return_inverse=True)
    gradient = np.bincount(which, (error * share)[owner]) + DECAY * weights[touched]
    return gradient, touched, float(error.sum())


def rounded(found: Fit) -> Fit:
    """The same in eight bits."""
    scale = float(np.abs(found.weights).max()) / 127
    return Fit(np.round(found.weights / scale) * scale, found.bias)


def _save(found: Fit, out: Path) -> None:
    scale = float(np.abs(found.weights).max()) / 127
    whole = np.round(found.weights / scale).astype(np.int8)
    np.savez_compressed(out, weights=whole, scale=scale, bias=found.bias)


def show(annotated: Sequence[Text], held: Sequence[Text]) -> None:
    """Print how many events thresholds keep, by part and set, and how much is skipped."""
    groups: dict[str, list[Text]] = {}
    for part in ("read", "aside"):
        groups[part] = [text for text in annotated if _part(text) == part]
    groups |= {n: [t for t in annotated if t.origin.endswith(f"/{n}")] for n in SETS}
    print(f"{len(held)} articles of the corpus kept to measure on")
    heads = "".join(f" {n} ({sum(len(t.events) for t in ts)}) |" for n, ts in groups.items())
    print(f"| threshold | corpus skipped | of its articles with reports |{heads}")
    print("|---|---|---|" + "---|" * len(groups))
    for least in THRESHOLDS:
        kept = "".join(f" {_kept(texts, least):.2%} |" for texts in groups.values())
        skipped = np.mean([_highest(text) < least for text in held])
        telling = [text for text in held if any(text.truth)]
        lost = sum(_highest(text) < least for text in telling)
        print(f"| {least} | {skipped:.1%} | {lost} of {len(telling)} |{kept}")


def _highest(text: Text) -> float:
    return float(text.chances.max(initial=0))


def _kept(texts: Sequence[Text], least: float) -> float:
    """Share of the events whose document is read."""
    kept = [_highest(text) >= least for text in texts for _ in text.events]
    return float(np.mean(kept)) if kept else 1.0


if __name__ == "__main__":
    main()
