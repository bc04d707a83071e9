"""Spellings and short forms of one name, and names that only look alike."""

import pytest

from tasks.evaluate.names import same_name


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Sergei Lindqvist", "Sergey Lindqvist"),
        ("Sergei Lindqvist", "Lindqvist"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("President Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruíz", "Ana Ruiz"),
        ("UNIFIL", "United Nations Interim Force in Lebanon"),
        ("United Nations", "U.N."),
        ("the President", "President"),
        ("O'Neil", "ONeil"),
    ],
)
def test_one_name(gold: str, found: str) -> None:
    assert same_name(gold, found)
    assert same_name(found, gold)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("Kim", "Kem"),
        ("Ana Ruiz", "Ana Torres"),
        ("Ana Ruiz", ""),
        ("—", "…"),
        ("UN", "Union"),
    ],
)
def test_two_names(gold: str, found: str) -> None:
    assert not same_name(gold, found)
