"""Lessons about events to windows: like those of the reader, with targets of the event head."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tasks.extract.reader.events import FACETS, ROLES, TYPES
from training.corpus import Sentence
from training.event_heads import UNTOLD
from training.examples import MAX_PIECES, Encoded, Encoding, collate
from training.heads import IGNORE

HELD = 25
"""Every so many-th lesson measures the training and is not taught."""

REPEATED = frozenset({"train/articles", "dev/articles", "dev/stories"})
"""Kinds of lessons read twice a round: long articles, which most texts are and fewest lessons."""


@dataclass(frozen=True, slots=True)
class Taught:
    """One document's lesson: its sentences, and targets by word of the document."""

    kind: str
    sentences: list[Sentence]
    triggers: dict[int, dict[str, Any]]
    untold: list[tuple[int, str]]
    roles: list[tuple[int, int, str, int]]


def read_lessons(path: Path) -> list[Taught]:
    """Read what `training.lessons` wrote."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        sentences = [
            Sentence(tuple(s["words"]), tuple(s["spaces"]), bounded=False) for s in row["sentences"]
        ]
        triggers = {int(word): told for word, told in row["triggers"].items()}
        untold = [(word, kind) for word, kind in row["untold"]]
        roles = [(t, w, role, told) for t, w, role, told in row["roles"]]
        found.append(Taught(row["kind"], sentences, triggers, untold, roles))
    return found


def held(lessons: list[Taught]) -> list[Taught]:
    """Lessons that are not taught."""
    return lessons[::HELD]


def taught(lessons: list[Taught]) -> Iterator[Taught]:
    """Lessons of one round."""
    for number, lesson in enumerate(lessons):
        if number % HELD:
            yield lesson
            if lesson.kind in REPEATED:
                yield lesson


def lesson_windows(
    lessons: Iterable[Taught], encoding: Encoding, rng: random.Random
) -> Iterator[Encoded]:
    """Cut lessons into windows, most of them as full as at run time."""
    room = MAX_PIECES - 2
    for lesson in lessons:
        first = used = 0
        goal = rng.randint(room // 2, room)
        for number, sentence in enumerate(lesson.sentences):
            size = encoding.size(sentence)
            if number > first and used + size > goal:
                yield _window(lesson, first, number, encoding)
                first, used, goal = number, 0, rng.randint(room // 2, room)
            used += size
        yield _window(lesson, first, len(lesson.sentences), encoding)


def _window(lesson: Taught, first: int, end: int, encoding: Encoding) -> Encoded:
    base = sum(len(s) for s in lesson.sentences[:first])
    encoded = encoding.window(lesson.sentences[first:end])
    count = len(encoded["first"])
    here = range(base, base + count)
    spots = [t for t in lesson.triggers if t in here]
    trigger = torch.zeros(count, len(TYPES), dtype=torch.int8)
    facet = torch.full((count, len(FACETS)), IGNORE)
    for word, kind in lesson.untold:
        if word in here:
            trigger[word - base, TYPES.index(kind)] = UNTOLD
    for word in spots:
        _tell(lesson.triggers[word], trigger[word - base], facet[word - base])
    role = torch.zeros(len(spots), count, len(ROLES), dtype=torch.int8)
    for t, w, name, told in lesson.roles:
        if t in here and w in here:
            role[spots.index(t), w - base, ROLES.index(name)] = told
    return {
        **encoded,
        "trigger": trigger,
        "facet": facet,
        "trigger_at": torch.tensor([t - base for t in spots], dtype=torch.long),
        "role": role,
    }


def _tell(told: dict[str, Any], trigger: Tensor, facet: Tensor) -> None:
    for kind in told["types"]:
        trigger[TYPES.index(kind)] = 1
    for number, (name, values) in enumerate(FACETS.items()):
        value = told["facets"].get(name)
        if value:
            facet[number] = values.index(value)


def collate_all(windows: list[Encoded]) -> dict[str, Tensor]:
    """The batch of `examples.collate`, with targets of the event head if any window is a lesson."""
    batch = collate(windows)
    if any("trigger" in w for w in windows):
        batch |= event_targets(windows, batch["first"].shape[1])
    return batch


def event_targets(windows: list[Encoded], words: int) -> dict[str, Tensor]:
    """Targets of the event head; nothing is told where a window is no lesson.

    `trigger` [batch, words, types], `facet` [batch, words, facets], `trigger_at` [batch, n],
    `role` [batch, n, words, roles].
    """
    most = max((len(w["trigger_at"]) for w in windows if "trigger_at" in w), default=0)
    size = len(windows)
    trigger = torch.full((size, words, len(TYPES)), UNTOLD, dtype=torch.int8)
    facet = torch.full((size, words, len(FACETS)), IGNORE)
    at = torch.full((size, most), -1)
    role = torch.full((size, most, words, len(ROLES)), UNTOLD, dtype=torch.int8)
    for i, window in enumerate(windows):
        if "trigger" in window:
            count, spots = len(window["trigger"]), len(window["trigger_at"])
            trigger[i, :count] = window["trigger"]
            facet[i, :count] = window["facet"]
            at[i, :spots] = window["trigger_at"]
            role[i, :spots, :count] = window["role"]
    return {"trigger": trigger, "facet": facet, "trigger_at": at, "role": role}


def scores(batch: dict[str, Tensor], outputs: dict[str, Tensor], roles: Tensor) -> Tensor:
    """Counts [2, 3] of right, made and due triggers and roles at even odds."""
    return torch.stack(
        [_counts(outputs["triggers"], batch["trigger"]), _counts(roles, batch["role"])]
    )


def _counts(odds: Tensor, targets: Tensor) -> Tensor:
    told = targets != UNTOLD
    made, due = (odds > 0) & told, targets == 1
    return torch.stack([(made & due).sum(), made.sum(), due.sum()])
