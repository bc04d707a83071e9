"""States with a name, an adjective and a capital of one word each, to stand in for one another."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from functools import cache

from tasks.extract.extractor import DATA
from training.corpus import Sentence
from training.event_examples import Taught


@dataclass(frozen=True, slots=True)
class State:
    """The words by which a state goes."""

    name: str
    adjective: str
    capital: str


@cache
def states() -> list[State]:
    """The states of the shipped knowledge that have all three."""
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            State(row["name"], row["adjectives"].split("|")[0], row["capitals"].split("|")[0])
            for row in csv.DictReader(file)
        ]
    return [s for s in rows if all(w and w.isalpha() for w in (s.name, s.adjective, s.capital))]


def swap_states(lesson: Taught, rng: random.Random) -> Taught:
    """The lesson with each state exchanged for another one, by name, adjective and capital."""
    others = states()
    words = {word for sentence in lesson.sentences for word in sentence.words}
    named = [s for s in others if words & {s.name, s.adjective, s.capital}]
    free = [s for s in others if s not in named]
    swaps: dict[str, str] = {}
    for old, new in zip(named, rng.sample(free, len(named)), strict=True):
        swaps |= {old.name: new.name, old.adjective: new.adjective, old.capital: new.capital}
    return replace(lesson, sentences=[_swapped(s, swaps) for s in lesson.sentences])


def _swapped(sentence: Sentence, swaps: dict[str, str]) -> Sentence:
    return replace(sentence, words=tuple(swaps.get(w, w) for w in sentence.words))
