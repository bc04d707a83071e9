"""Exact dependency trees from arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e9)
"""Score of an arc that no tree may hold."""

_ROOT_COST = 1e6
"""What a second root costs: more than any scores can win back, so a tree has one."""


def best_tree(arcs: Scores) -> Heads:
    """The highest scoring tree with a single root.

    `arcs` [n, 1 + n]: `arcs[d, 0]` is the score of word d as root, `arcs[d, 1 + h]` that of h as
    its head. Returns the head of each word as a column of `arcs`. Empty for n = 0.
    """
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores[:, 1:], IMPOSSIBLE)
    heads: Heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    square = np.full((len(scores) + 1, len(scores) + 1), float(IMPOSSIBLE))
    square[1:] = scores
    square[1:, 0] -= _ROOT_COST
    return _arborescence(square)[1:]


def is_tree(heads: Heads) -> bool:
    """Whether every word reaches the root (0) and exactly one word hangs from it."""
    if (heads == 0).sum() != 1:
        return not len(heads)
    above = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not above.any()


def _arborescence(scores: NDArray[np.float64]) -> Heads:
    """Chu-Liu-Edmonds over a square matrix, row = dependent, column = head, 0 = the root."""
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    entering = scores[cycle[:, None], rest] - kept[:, None]
    leaving = scores[rest[:, None], cycle]
    smaller = np.full((len(rest) + 1, len(rest) + 1), float(IMPOSSIBLE))
    smaller[:-1, :-1] = scores[rest[:, None], rest]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    return _expand(_arborescence(smaller), heads, cycle, rest, entering, leaving)


def _expand(
    found: Heads,
    heads: Heads,
    cycle: Heads,
    rest: Heads,
    entering: NDArray[np.float64],
    leaving: NDArray[np.float64],
) -> Heads:
    """Undo one contraction: heads of all words from those with the cycle as one word."""
    result = heads.copy()
    last = len(rest)
    for place, word in enumerate(rest):
        head = found[place]
        result[word] = cycle[leaving[place].argmax()] if head == last else rest[head]
    into = found[last]
    result[cycle[entering[:, into].argmax()]] = rest[into]
    result[0] = 0
    return result


def _cycle(heads: Heads) -> Heads | None:
    state = np.zeros(len(heads), dtype=np.int64)
    state[0] = 1
    for start in range(1, len(heads)):
        path, node = [], start
        while not state[node]:
            state[node] = start + 1
            path.append(node)
            node = int(heads[node])
        if state[node] == start + 1 and node in path:
            return np.array(path[path.index(node) :])
    return None
