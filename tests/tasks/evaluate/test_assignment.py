"""The pairs are the best that there are."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tasks.evaluate.assignment import assign

matrices = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 20), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


@given(matrices)
def test_no_other_pairs_weigh_more(weights: list[list[int]]) -> None:
    pairs = assign(weights)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    assert len(pairs) == len(rows) == len(columns) == min(len(weights), len(weights[0]))
    assert sum(weights[row][column] for row, column in pairs) == best(weights)


def best(weights: list[list[int]]) -> int:
    short = weights if len(weights) <= len(weights[0]) else list(zip(*weights, strict=True))
    return max(
        sum(short[row][column] for row, column in enumerate(order))
        for order in permutations(range(len(short[0])), len(short))
    )


def test_nothing_to_pair() -> None:
    assert assign([]) == []
    assert assign([[], []]) == []
