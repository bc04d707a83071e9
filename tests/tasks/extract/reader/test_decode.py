import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tasks.extract.reader.activation import gelu
from tasks.extract.reader.decode import EntityGrammar, parse

TAGS = ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
GRAMMAR = EntityGrammar(TAGS)


@st.composite
def scored(draw):
    n = draw(st.integers(1, 9))
    scores = draw(arrays(np.float32, (n, len(TAGS)), elements=st.floats(-9, 9, width=32)))
    starts = draw(arrays(np.bool_, n))
    starts[0] = True
    return scores, starts


def is_allowed(path, starts):
    for i, tag in enumerate(path):
        before = "O" if starts[i] else TAGS[path[i - 1]]
        if TAGS[tag].startswith("I-") and before[2:] != TAGS[tag][2:]:
            return False
    return True


@given(scored())
def test_entity_tags_are_well_formed(case):
    scores, starts = case
    assert is_allowed(GRAMMAR.best(scores, starts), starts)


def test_the_best_path_is_found_not_the_greedy_one():
    scores = np.array([[0, 5, 0, 6, 0], [0, 0, 9, 0, 0]], dtype=np.float32)
    path = GRAMMAR.best(scores, np.array([True, False]))
    assert [TAGS[t] for t in path] == ["B-ORG", "I-ORG"]


def test_arcs_stay_within_sentences_and_each_has_one_root():
    rng = np.random.default_rng(0)
    for _ in range(50):
        n = int(rng.integers(1, 40))
        starts = rng.random(n) < 0.2
        starts[0] = True
        heads = parse(rng.normal(size=(n, n + 1)).astype(np.float32), starts)
        sentence = np.cumsum(starts)
        for number in range(1, sentence[-1] + 1):
            own = heads[sentence == number]
            assert (own == 0).sum() == 1
        inner = heads > 0
        assert (sentence[heads[inner] - 1] == sentence[inner]).all()


def test_gelu_is_the_exact_one():
    x = np.linspace(-6, 6, 101, dtype=np.float32)
    exact = [v * 0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x]
    assert gelu(x) == pytest.approx(np.array(exact), abs=2e-6)
