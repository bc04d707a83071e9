"""Whatever the text: ordered bounds, right offsets, no error, and time in proportion."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.quantity import find_money, find_quantities

VOCABULARY = """
up to more than between and from some about dozens several hundred thousand million two
twenty five a half dozen 1,000 12 000 3.5 2024 July - – -strong -plus $ US$ € dollars euros
men tanks 155-mm , . (
"""
TEXTS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join) | st.text(
    max_size=60
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_bounds_and_offsets(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.quote
        assert end <= quantity.start < quantity.end <= quantity.noun_start <= len(text)
        end = quantity.end
        if quantity.low is not None and quantity.high is not None:
            assert 0 <= quantity.low <= quantity.high
    for money in find_money(text):
        assert text[money.start : money.end] == money.quote
        assert money.usd is None or money.usd >= 0


@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_ranges_come_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    (first, *_) = find_quantities(f"They sent between {low:,} and {high:,} soldiers.")
    if low < high:
        assert (first.low, first.high) == (low, high)


@pytest.mark.parametrize(
    "unit", ["1,000 ", "one ", "two hundred and ", "1,", "$1 ", "up to ", "12 "]
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    def cost(repeats: int) -> float:
        text = unit * repeats
        started = time.process_time()
        find_quantities(text)
        find_money(text)
        return time.process_time() - started

    cost(10)
    assert cost(4000) < max(0.05, cost(400)) * 40
