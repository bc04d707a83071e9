"""Fits how sure a record is to annotated text that nothing was learnt from.

A logistic model over `Signs`: common weights, a bias for each type, and for each type the
confidence from which on keeping a record does more good than harm to F1. Fitted by Newton's
method with a small penalty. The figures printed are cross-fitted: every fifth of the stories is
judged by a model of the other four.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.event import EVENT, Event, EventType
from schemas.report import Report
from schemas.settings import Settings
from tasks.evaluate.comparison import TYPES, compare
from tasks.evaluate.parts import part_of, story_of
from tasks.evaluate.reliability import reliability
from tasks.extract.confidence import WEIGHTS, Signs
from tasks.extract.extractor import Extractor, drafts_of
from tasks.extract.reading import pipeline_text, read
from tasks.extract.record import report_of
from training.lessons import Record, document_of, read_gold

FOLDS = 5
PENALTY = 1.0
"""Of squared weights, biases aside: some five hundred records carry eight numbers."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A draft with what speaks for it, and whether it is right."""

    story: str
    kind: EventType
    signs: Signs
    right: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, and by type the bias and the least confidence."""

    features: Floats
    biases: dict[EventType, float]
    least: dict[EventType, float]

    def confidence(self, case: Case) -> float:
        """Probability that a draft is right."""
        odds = self.biases[case.kind] + float(self.features @ np.array(case.signs.features()))
        return float(1 / (1 + np.exp(-odds)))


Due = dict[tuple[int, EventType], int]
"""How many events are annotated, by fold and type."""


def cases_of(annotated: Sequence[Record], extractor: Extractor) -> tuple[list[Case], Due]:
    """The drafts of documents, and how many events are due."""
    cases: list[Case] = []
    due: Due = {}
    for row in annotated:
        story = story_of(row["id"])
        gold = [EVENT.validate_json(json.dumps(event)) for event in row["events"]]
        for event in gold:
            key = (_fold(story), event.type)
            due[key] = due.get(key, 0) + 1
        cases += _cases(story, gold, _drafts(row, extractor))
    return cases, due


def kept_aside(paths: Iterable[Path]) -> list[Record]:
    """The documents of these files from which nothing was learnt."""
    return [row for _, row in read_gold(paths) if part_of(row["id"]) == "aside"]


def _drafts(annotated: Record, extractor: Extractor) -> list[tuple[Event, Signs]]:
    document = document_of(annotated)
    doc = extractor.nlp(pipeline_text(document))
    reading = read(document, doc, extractor.lexicon.vocabulary.find(doc))
    found = []
    for draft in drafts_of(reading, extractor.lexicon):
        report = report_of(draft, reading, "calibration")
        if isinstance(report, Report) and draft.signs is not None:
            found.append((report.event, draft.signs))
    return found


def _cases(
    story: str, gold: Sequence[Event], made: Sequence[tuple[Event, Signs]]
) -> Iterator[Case]:
    matched = {m.found for m in compare(gold, [event for event, _ in made]).matches}
    for number, (event, signs) in enumerate(made):
        yield Case(story, event.type, signs, number in matched)


def fit(cases: Sequence[Case], due: dict[EventType, int]) -> Model:
    """The model of some cases, of which `due` counts the events annotated, by type.

    A sign that would count against a record, which chance alone makes it, is left out.
    """
    features, biases = _fitted(cases, ())
    against = np.flatnonzero(features < 0)
    if len(against):
        features, biases = _fitted(cases, against.tolist())
    model = Model(features, biases, dict.fromkeys(TYPES, 0.0))
    least = {kind: _least([c for c in cases if c.kind == kind], due[kind], model) for kind in TYPES}
    return Model(features, biases, least)


def _fitted(
    cases: Sequence[Case], without: Collection[int]
) -> tuple[Floats, dict[EventType, float]]:
    """Weights of the signs, 0 for those left out, and biases by type."""
    kinds = np.array([[c.kind == k for k in TYPES] for c in cases], dtype=float)
    signs = np.array([c.signs.features() for c in cases])
    signs[:, list(without)] = 0
    x = np.hstack([signs, kinds])
    y = np.array([c.right for c in cases], dtype=float)
    penalty = np.diag([PENALTY] * (x.shape[1] - len(TYPES)) + [1e-3] * len(TYPES))
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + penalty, x.T @ (y - p) - penalty @ w
        )
        w += step
    return w[: -len(TYPES)], dict(zip(TYPES, w[-len(TYPES) :].tolist(), strict=True))


def _least(cases: Sequence[Case], due: int, model: Model) -> float:
    """The confidence from which on F1 is highest, halfway to the next lower case."""
    ranked = sorted(((model.confidence(c), c.right) for c in cases), reverse=True)
    best, least, right = 0.0, 0.5, 0
    for made, (confidence, is_right) in enumerate(ranked, 1):
        right += is_right
        f1 = 2 * right / (made + due)
        if f1 > best:
            below = ranked[made][0] if made < len(ranked) else 0.0
            best, least = f1, (confidence + below) / 2
    return least


def _fold(story: str) -> int:
    return hashlib.sha256(f"fold {story}".encode()).digest()[0] % FOLDS


def cross_fitted(cases: Sequence[Case], due: Due) -> list[tuple[Case, float, bool]]:
    """Each case with the confidence, and whether it is kept, by a model of the other folds."""
    found = []
    for fold in range(FOLDS):
        others = [c for c in cases if _fold(c.story) != fold]
        model = fit(others, _by_type(due, set(range(FOLDS)) - {fold}))
        for case in cases:
            if _fold(case.story) == fold:
                confidence = model.confidence(case)
                found.append((case, confidence, confidence >= model.least[case.kind]))
    return found


def _by_type(due: Due, folds: Collection[int]) -> dict[EventType, int]:
    counts: dict[EventType, int] = dict.fromkeys(TYPES, 0)
    for (fold, kind), count in due.items():
        if fold in folds:
            counts[kind] += count
    return counts


def write(model: Model, path: Path) -> None:
    """Write the model as the knowledge file that the extractor reads."""
    lines = ["# Written by training.calibrate; see tasks/extract/confidence.py.\n"]
    for kind in TYPES:
        lines.append(f"\n[{kind}]\nbias = {model.biases[kind]:.4f}\n")
        for name, value in zip(
            ("trigger", "roles", "mentions", "ruled"), model.features.tolist(), strict=True
        ):
            lines.append(f"{name} = {value:.4f}\n")
        lines.append(f"least = {model.least[kind]:.3f}\n")
    path.write_text("".join(lines), "utf-8")


def report(judged: Sequence[tuple[Case, float, bool]], due: dict[EventType, int]) -> None:
    """Print event F1 and calibration."""
    for kind in (*TYPES, None):
        held = [(c, p, k) for c, p, k in judged if kind in (c.kind, None)]
        right = sum(c.right and k for c, _, k in held)
        made = sum(k for _, _, k in held)
        goal = sum(n for t, n in due.items() if kind in (t, None))
        reach = sum(c.right for c, _, _ in held)
        print(
            f"{kind or 'all':12} precision {right / max(made, 1):.3f} recall {right / goal:.3f}"
            f" F1 {2 * right / (made + goal):.3f} within reach {reach / goal:.3f}"
        )
    table = reliability((p, c.right) for c, p, _ in judged)
    for row in table.bins:
        print(f"{row.low:.1f}-{row.high:.1f} {row.count:5} {row.confidence:.2f} {row.right:.2f}")
    print(f"calibration error {table.error:.3f}")


def main() -> None:
    """`python -m training.calibrate [--gold DIR] [--out FILE]`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold/dev"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    paths = sorted(p for p in args.gold.glob("*.jsonl") if "clusters" not in p.name)
    cases, due = cases_of(kept_aside(paths), Extractor(Settings()))
    everything = _by_type(due, range(FOLDS))
    report(cross_fitted(cases, due), everything)
    write(fit(cases, everything), args.out)


if __name__ == "__main__":
    main()
