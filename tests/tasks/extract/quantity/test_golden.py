"""Counts and sums as phrases tell them, line by line of `counts.txt` and `sums.txt`."""

from pathlib import Path

import pytest

from tasks.extract.quantity import find_money, find_quantities, number_value

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def cells(line: str) -> list[str | None]:
    return [None if cell.strip() == "-" else cell.strip() for cell in line.split(" => ")]


@pytest.mark.parametrize("line", lines("counts.txt"))
def test_count(line: str) -> None:
    text, quote, low, high = cells(line)
    assert text is not None
    found = {quantity.quote: (quantity.low, quantity.high) for quantity in find_quantities(text)}
    if quote is None:
        assert found == {}
    else:
        assert found.get(quote) == (low and int(low), high and int(high)), found


@pytest.mark.parametrize("line", lines("sums.txt"))
def test_sum(line: str) -> None:
    text, quote, usd = cells(line)
    assert text is not None
    found = {money.quote: money.usd for money in find_money(text)}
    assert found == ({} if quote is None else {quote: usd and float(usd)})


def test_noun_and_strength() -> None:
    text = "a 500-strong force and two new frigates"
    strong, two = find_quantities(text)
    assert strong.strength
    assert not two.strength
    assert text[two.noun_start :] == "new frigates"


@pytest.mark.parametrize(
    "text", ["two three", "", "many", "ninety hundredth", "1.2.3", "twenty ten"]
)
def test_no_number(text: str) -> None:
    assert number_value(text) is None
