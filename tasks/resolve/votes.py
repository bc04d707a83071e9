"""What several reports say of one thing: every value with those who support it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from tasks.resolve.facts import Facts

T = TypeVar("T", bound=Hashable)


class Value(NamedTuple, Generic[T]):
    """A value, and the independent texts that give it; the first of them in time decides ties."""

    value: T
    texts: int
    """Texts that give it, copies of one counted once."""
    first: int
    """Place of the first report that gives it."""


def votes(reports: Sequence[Facts], read: Callable[[Facts], T | None]) -> list[Value[T]]:
    """Return the values that reports give, in the order in which they came up."""
    texts: dict[T, set[str]] = defaultdict(set)
    first: dict[T, int] = {}
    for place, report in enumerate(reports):
        value = read(report)
        if value is not None:
            texts[value].add(report.copies)
            first.setdefault(value, place)
    return [Value(value, len(texts[value]), first[value]) for value in first]


def best(values: Iterable[Value[T]]) -> T | None:
    """Return the value with most support; of equal ones that which came up first."""
    ranked = sorted(values, key=lambda each: (-each.texts, each.first))
    return ranked[0].value if ranked else None
