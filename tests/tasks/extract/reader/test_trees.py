from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tasks.extract.reader.trees import best_tree, is_tree

SCORES = st.integers(1, 12).flatmap(
    lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-50, 50, width=32))
)
SMALL = st.integers(1, 4).flatmap(
    lambda n: arrays(np.float32, (n, n + 1), elements=st.integers(-9, 9).map(float))
)


def total(arcs, heads):
    return float(sum(arcs[i, h] for i, h in enumerate(heads)))


def reaches_root(heads):
    for start in range(len(heads)):
        node, steps = start + 1, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return True


@given(SCORES)
def test_every_result_is_one_tree_with_one_root(arcs):
    heads = best_tree(arcs)
    assert (heads == 0).sum() == 1
    assert reaches_root(heads)
    assert all(h != i + 1 for i, h in enumerate(heads))


@settings(deadline=None)
@given(SMALL)
def test_no_tree_scores_higher(arcs):
    n = len(arcs)
    trees = (np.array(h) for h in product(range(n + 1), repeat=n))
    best = max(total(arcs, h) for h in trees if (h == 0).sum() == 1 and reaches_root(h))
    assert total(arcs, best_tree(arcs)) == pytest.approx(best)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=7))
def test_is_tree_agrees_with_walking_up(heads):
    heads = np.array([min(h, len(heads)) for h in heads])
    expected = (heads == 0).sum() == 1 and reaches_root(heads)
    assert is_tree(heads) == expected


def test_nothing_gives_nothing():
    assert len(best_tree(np.zeros((0, 1), dtype=np.float32))) == 0


def test_a_cycle_inside_a_cycle_is_undone():
    arcs = np.full((4, 5), -5.0, dtype=np.float32)
    arcs[0, 2], arcs[1, 1], arcs[2, 4], arcs[3, 3] = 9, 9, 9, 9
    arcs[0, 4], arcs[2, 1], arcs[1, 0] = 4, 4, 1
    assert list(best_tree(arcs)) == [2, 0, 1, 3]
