"""From the network's scores for one window to sentence starts, trees, tags and entities."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.extract.reader.activation import gelu
from tasks.extract.reader.trees import IMPOSSIBLE, best_tree, is_tree

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Outputs = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of one window, word by word; labels are indices into the model's lists.

    `heads` are places in the window; a root is its own head.
    """

    upos: Ints
    xpos: Ints
    starts: NDArray[np.bool_]
    heads: Ints
    relations: Ints
    entities: Ints


def read_window(
    outputs: Outputs, forced: NDArray[np.bool_], grammar: EntityGrammar, root: int
) -> Reading:
    """Decode one window; a sentence starts at each word that `forced` marks, and at the first.

    `root` is the index of the relation that only roots have.
    """
    flat = {name: array[0] for name, array in outputs.items()}
    scores = flat["start.scores"]
    starts = (scores[:, 1] > scores[:, 0]) | forced
    starts[:1] = True
    heads = parse(flat["parse.arcs"], starts)
    return Reading(
        upos=flat["upos.best"],
        xpos=flat["xpos.best"],
        starts=starts,
        heads=np.where(heads == 0, np.arange(len(heads)), heads - 1),
        relations=relations(outputs, heads, root),
        entities=grammar.best(flat["entity.scores"], starts),
    )


def parse(arcs: Floats, starts: NDArray[np.bool_]) -> Ints:
    """Heads (0 the root, else 1 + place in the window): one well-formed tree per sentence."""
    sentence = np.cumsum(starts)
    inside = np.ones(arcs.shape, dtype=bool)
    inside[:, 1:] = sentence[:, None] == sentence[None, :]
    masked = np.where(inside, arcs, IMPOSSIBLE)
    np.fill_diagonal(masked[:, 1:], IMPOSSIBLE)
    heads: Ints = masked.argmax(1)
    bounds = [*np.flatnonzero(starts), len(starts)]
    for first, end in pairwise(bounds):
        own = np.maximum(heads[first:end] - first, 0)
        if not is_tree(own):
            columns = [0, *range(first + 1, end + 1)]
            own = best_tree(arcs[first:end, columns])
            heads[first:end] = np.where(own == 0, 0, own + first)
    return heads


def relations(outputs: Outputs, heads: Ints, root: int) -> Ints:
    """The relation of each word under its head: `root` for roots and for no other."""
    governors = np.concatenate([outputs["parse.root"][None], outputs["parse.governor"][0]])
    hidden = gelu(outputs["parse.dependent"][0] + governors[heads])
    scores = hidden @ outputs["parse.relations"] + outputs["parse.bias"]
    scores[:, root] = IMPOSSIBLE
    best: Ints = np.where(heads == 0, root, scores.argmax(1))
    return best


class EntityGrammar:
    """Best tag sequences in which an I- tag only follows its own kind."""

    def __init__(self, tags: list[str]) -> None:
        kinds = [t[2:] for t in tags]
        self._opens = np.array([not t.startswith("I-") for t in tags])
        follows = np.array(
            [
                [k == kinds[j] and t != "O" for t, k in zip(tags, kinds, strict=True)]
                for j in range(len(tags))
            ]
        )
        self._cost = np.where(follows | self._opens[:, None], 0, IMPOSSIBLE).astype(np.float32)

    def best(self, scores: Floats, starts: NDArray[np.bool_]) -> Ints:
        """Viterbi over `scores` [words, tags]; a sentence cannot start inside a name."""
        greedy: Ints = scores.argmax(1)
        if self._is_valid(greedy, starts):
            return greedy
        barred = np.where(self._opens, 0, IMPOSSIBLE).astype(np.float32)
        back = np.zeros(scores.shape, dtype=np.int64)
        total = scores[0] + barred
        for i in range(1, len(scores)):
            steps = self._cost + total[None, :]
            back[i] = steps.argmax(1)
            total = steps.max(1) + scores[i] + (barred if starts[i] else 0)
        path = [int(total.argmax())]
        for i in range(len(scores) - 1, 0, -1):
            path.append(int(back[i, path[-1]]))
        return np.array(path[::-1])

    def _is_valid(self, tags: Ints, starts: NDArray[np.bool_]) -> bool:
        steps = self._cost[tags[1:], tags[:-1]] == 0
        return bool(steps.all() and self._opens[tags[starts]].all())
