"""Pairs rows with columns so that the sum of the weights of the pairs is greatest."""

from collections.abc import Sequence

Weights = Sequence[Sequence[int]]


def assign(weights: Weights) -> list[tuple[int, int]]:
    """Return (row, column) of each pair: as many as the shorter side has entries.

    The Hungarian method: rows are taken in one after the other, each along the cheapest path of
    re-assignments; O(rows² · columns).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return [(row, column) for column, row in assign(turned)]
    holders = _Holders(weights)
    for row in range(len(weights)):
        holders.admit(row)
    return [(row, column) for column, row in enumerate(holders.row_of) if row is not None]


class _Holders:
    """Which row holds which column, with the prices that prove it to be best so far."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.columns = range(len(weights[0]))
        self.row_of: list[int | None] = [None for _ in self.columns]
        self.row_price = [0] * len(weights)
        self.column_price = [0 for _ in self.columns]

    def admit(self, newcomer: int) -> None:
        """Give a column to a new row, moving others where that is worth more."""
        distance: dict[int, int] = {}
        before: dict[int, int | None] = {}
        seen: list[int] = []
        at: int | None = None
        row: int | None = newcomer
        while row is not None:
            for column in self.columns:
                if column not in seen:
                    slack = self._slack(row, column)
                    if column not in distance or slack < distance[column]:
                        distance[column], before[column] = slack, at
            at = min((c for c in self.columns if c not in seen), key=distance.__getitem__)
            self._reprice(newcomer, seen, distance, distance[at])
            seen.append(at)
            row = self.row_of[at]
        self._shift(at, before, newcomer)

    def _slack(self, row: int, column: int) -> int:
        return -self.weights[row][column] - self.row_price[row] - self.column_price[column]

    def _reprice(self, newcomer: int, seen: list[int], distance: dict[int, int], step: int) -> None:
        self.row_price[newcomer] += step
        for column in self.columns:
            holder = self.row_of[column]
            if column in seen and holder is not None:
                self.row_price[holder] += step
                self.column_price[column] -= step
            elif column not in seen:
                distance[column] -= step

    def _shift(self, column: int | None, before: dict[int, int | None], newcomer: int) -> None:
        """Hand each column of the path to the row before it; the first goes to the newcomer."""
        while column is not None:
            previous = before[column]
            self.row_of[column] = newcomer if previous is None else self.row_of[previous]
            column = previous
