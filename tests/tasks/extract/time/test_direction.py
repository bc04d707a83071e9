"""What the words of a date expression tell of before and after."""

import pytest

from tasks.extract.time import find_dates


@pytest.mark.parametrize(
    ("text", "ahead", "bare"),
    [
        ("He comes next month.", True, False),
        ("He comes later this week.", True, False),
        ("He comes tomorrow.", True, False),
        ("He came last month.", False, False),
        ("He came earlier this week.", False, False),
        ("He spoke later on Tuesday.", False, True),
        ("He left two weeks later.", False, False),
        ("They have talked since next year's summit was announced.", False, False),
        ("He comes on Friday.", False, True),
        ("He comes on May 3.", False, True),
        ("He came on May 3, 2021.", False, False),
        ("He came last Friday.", False, False),
    ],
)
def test_direction(text: str, ahead: bool, bare: bool) -> None:
    (mention,) = find_dates(text)
    assert (mention.points_ahead, mention.is_bare_day) == (ahead, bare)
