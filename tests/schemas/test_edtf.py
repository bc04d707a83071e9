from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.edtf import Precision, Span

VALID = [
    ("2025-03-21", date(2025, 3, 21), date(2025, 3, 21), Precision.DAY),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
    ("2023", date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR),
    ("2024-07-25/2024-07-27", date(2024, 7, 25), date(2024, 7, 27), Precision.DAY),
    ("2024-12/2025-01", date(2024, 12, 1), date(2025, 1, 31), Precision.MONTH),
    ("2024/2025-01-02", date(2024, 1, 1), date(2025, 1, 2), Precision.DAY),
]
INVALID = [
    "", "2025-13", "2025-02-30", "2025-3-1", "25", "2025-03-21T10:00", "0000", "2025/", "/2025",
    "2025-02/2025-01", "2024-01-01/2024-01-02/2024-01-03", "٢٠٢٥", "2025-03-21\n", "../2025",
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "start", "end", "precision"), VALID)
def test_covers_the_days_it_names(edtf: str, start: date, end: date, precision: Precision) -> None:
    assert Span.parse(edtf) == (start, end, precision)


@pytest.mark.parametrize("edtf", INVALID)
def test_refuses_what_is_no_date(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|interval"):
        Span.parse(edtf)


@given(st.dates(date(1, 1, 1)), st.dates(date(1, 1, 1)))
def test_an_interval_never_ends_before_it_starts(one: date, two: date) -> None:
    first, last = sorted((one, two))
    assert Span.parse(f"{first}/{last}")[:2] == (first, last)
    if first != last:
        with pytest.raises(ValueError, match="ends before"):
            Span.parse(f"{last}/{first}")
