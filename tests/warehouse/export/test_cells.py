"""CSV cells come back as they were, and none begins like a formula."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from warehouse.export.cells import RISKY, cell, text_of

texts = st.text() | st.tuples(st.sampled_from([*RISKY, "'", "''", '"', ","]), st.text()).map(
    "".join
)


@given(texts | st.none())
def test_a_text_comes_back(text: str | None) -> None:
    assert text_of(cell(text)) == text
    assert not cell(text).startswith(RISKY)


@given(st.lists(texts | st.none(), min_size=1, max_size=4))
def test_a_row_comes_back_through_csv(row: list[str | None]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(map(cell, row))
    (read,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [text_of(each) for each in read] == ([None] if not read else row)


def test_numbers_are_left_alone() -> None:
    assert [cell(value) for value in (-5, -2.5, True, None)] == ["-5", "-2.5", "true", ""]
