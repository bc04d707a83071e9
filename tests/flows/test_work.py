from pathlib import Path

import pytest

from flows.work import _largest_first
from tasks.reading import Batch


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        pytest.param([250, 250, 500, 2000, 2000, 90], [2000, 2000, 500, 250, 250, 90], id="grown"),
        pytest.param([3, 3, 2], [3, 3, 2], id="as they were read"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_small_batches_come_last(articles: list[int], expected: list[int]) -> None:
    batches = [Batch(Path(f"{i}"), str(i), str(i), count) for i, count in enumerate(articles)]
    ordered = _largest_first(batches)
    assert [batch.articles for batch in ordered] == expected
    same_size = [batch for batch in ordered if batch.articles == max(articles)]
    assert same_size == [batch for batch in batches if batch.articles == max(articles)]
