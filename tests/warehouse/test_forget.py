from datetime import UTC, datetime
from uuid import UUID

import pytest

from warehouse.decisions import DecisionRow
from warehouse.forget import without

A, B, C, D = (UUID(int=number) for number in range(4))
NOW = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def decision(kind: str, one: UUID, *others: UUID) -> DecisionRow:
    return DecisionRow(UUID(int=9), kind, one, list(others), None, None, None, "me", NOW)


@pytest.mark.parametrize(
    ("made", "gone", "left"),
    [
        (decision("merge", A, B, C), {D}, decision("merge", A, B, C)),
        (decision("merge", A, B, C), {A}, decision("merge", B, C)),
        (decision("merge", A, B, C), {B}, decision("merge", A, C)),
        (decision("merge", A, B), {B}, None),
        (decision("split", A, B, C), {B}, decision("split", A, C)),
        (decision("split", A, B), {B}, None),
        (decision("split", A, B), {A}, None),
        (decision("value", A), {A}, decision("value", D)),
        (decision("not_event", B), {B}, None),
        (decision("not_event", B), {A}, decision("not_event", B)),
    ],
)
def test_what_is_left_of_a_decision(
    made: DecisionRow, gone: set[UUID], left: DecisionRow | None
) -> None:
    assert without(made, frozenset(gone), {A: D}.get) == left
