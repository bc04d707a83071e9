"""The gate's weights: a linear model over hashed n-grams, taught by annotations and by the reader.

    python -m training.gate read --corpus ../shared/corpus/current-events.jsonl.gz
    python -m training.gate fit --gold ../shared/gold

`read` has the reader look at articles of the corpus drawn by chance and keeps, for each passage,
the probability that a word of it tells of an event: what the gate is to foretell of text that
nobody annotated. `fit` adds the annotated passages (`gold/train` and the read part of `gold/dev`),
writes `tasks/extract/gate/weights.npz`, and prints how many events each threshold keeps and how
many articles it skips. Figures of the read part are cross-fitted by story, those of the part kept
aside come from weights that never saw it; the corpus' from a fifth that is left out as well.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tasks.evaluate.parts import part_of, story_of
from tasks.extract.frames import load_frames
from tasks.extract.gate.features import BITS, Features
from tasks.extract.gate.gate import WEIGHTS
from tasks.extract.gate.passages import passages
from tasks.extract.knowledge import load_knowledge

SEED = 8
ARTICLES = 15_000
FOLDS = 3
LEFT_OUT = 5
"""Of the articles that the reader read, one in this many is kept to measure on."""

ROUNDS, BATCH, RATE, DECAY = 15, 256, 0.15, 1e-4
GOLD_WEIGHT = 3.0
OTHER_MENTION = 0.3
"""Weight of a passage that is quoted for an event, but not first."""
THRESHOLDS = (0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.07, 0.1)
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
    """Read or fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("--corpus", type=Path, required=True)
    reading.add_argument("--articles", type=int, default=ARTICLES)
    fitting = commands.add_parser("fit")
    fitting.add_argument("--gold", type=Path, required=True)
    for each in (reading, fitting):
        each.add_argument("--read", type=Path, default=Path("training/.run/gate.jsonl"))
    given = parser.parse_args()
    if given.command == "read":
        read_corpus(given.corpus, given.articles, given.read)
    else:
        fit_all(given.gold, given.read)


def read_corpus(corpus: Path, articles: int, target: Path) -> None:
    """Write {"id", "text", "chances"} for articles of the corpus, in the order of a draw."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(records)
    chances_of = _reader_chances()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    with partial.open("w", encoding="utf-8") as out:
        for record in records[:articles]:
            text = _whole(record)
            chances = [round(each, 4) for each in chances_of(text)]
            out.write(json.dumps({"id": record["id"], "text": text, "chances": chances}) + "\n")
    partial.rename(target)


def _reader_chances() -> Callable[[str], list[float]]:
    """What gives the reader's chance for each passage of a text: that of its likeliest word."""
    from tasks.extract.reader import load_reader
    from tasks.extract.reader.events import events_of

    nlp = load_reader()

    def chances(text: str) -> list[float]:
        with nlp.memory_zone():
            doc = nlp(text)
            words = [(doc[t.token].idx, max(t.types.values())) for t in events_of(doc) or ()]
        return [
            max((chance for at, chance in words if start <= at < end), default=0.0)
            for start, end in passages(text)
        ]

    return chances


def _whole(record: dict[str, Any]) -> str:
    return f"{record['title']}\n\n{record['text']}" if record.get("title") else record["text"]


def fit_all(gold: Path, read: Path) -> None:
    """Fit, write the weights, print the tables."""
    features = Features(load_knowledge(), load_frames())
    annotated = list(_annotated(gold, features))
    known = {text.name for text in annotated}
    corpus = [text for text in _read_by_reader(read, features) if text.name not in known]
    held, taught = corpus[::LEFT_OUT], [t for n, t in enumerate(corpus) if n % LEFT_OUT]
    lessons = [text for text in annotated if _part(text) == "read"]
    final = rounded(fit([*lessons, *taught]))
    _save(final)
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
    whole = _whole(record)
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


def _read_by_reader(path: Path, features: Features) -> Iterator[Text]:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        whole, chances = record["text"], record["chances"]
        places = [features.of(whole[start:end]) for start, end in passages(whole)]
        yield Text(record["id"], "corpus", places, chances, [1.0] * len(chances))


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


def _save(found: Fit) -> None:
    scale = float(np.abs(found.weights).max()) / 127
    whole = np.round(found.weights / scale).astype(np.int8)
    np.savez_compressed(WEIGHTS, weights=whole, scale=scale, bias=found.bias)


def show(annotated: Sequence[Text], held: Sequence[Text]) -> None:
    """Print how many events thresholds keep, by part and set, and how much is skipped."""
    groups: dict[str, list[Text]] = {}
    for part in ("read", "aside"):
        groups[part] = [text for text in annotated if _part(text) == part]
    groups |= {n: [t for t in annotated if t.origin.endswith(f"/{n}")] for n in SETS}
    print(f"{len(held)} articles of the corpus kept to measure on")
    heads = "".join(f" {n} ({sum(len(t.events) for t in ts)}) |" for n, ts in groups.items())
    print(f"| threshold | corpus skipped | of it likely events |{heads}")
    print("|---|---|---|" + "---|" * len(groups))
    for least in THRESHOLDS:
        kept = "".join(f" {_kept(texts, least):.2%} |" for texts in groups.values())
        skipped = np.mean([_highest(text) < least for text in held])
        likely = [text for text in held if max(text.truth, default=0) >= 0.5]
        lost = sum(_highest(text) < least for text in likely)
        print(f"| {least} | {skipped:.1%} | {lost} of {len(likely)} |{kept}")


def _highest(text: Text) -> float:
    return float(text.chances.max(initial=0))


def _kept(texts: Sequence[Text], least: float) -> float:
    """Share of the events whose document is read."""
    kept = [_highest(text) >= least for text in texts for _ in text.events]
    return float(np.mean(kept)) if kept else 1.0


if __name__ == "__main__":
    main()
