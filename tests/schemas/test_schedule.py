from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.schedule import Schedule, interval

SCHEDULE: TypeAdapter[str] = TypeAdapter(Schedule)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        (" 6h ", timedelta(hours=6)),
        ("1d", timedelta(days=1)),
        ("*/15 * * * *", None),
        ("0 6 * * mon-fri", None),
        ("", None),
    ],
)
def test_spans_cron_and_never(written: str, span: timedelta | None) -> None:
    assert interval(SCHEDULE.validate_python(written)) == span


@pytest.mark.parametrize("written", ["5s", "0m", "15", "15 min", "* * * *", "@daily", "-1h", "１m"])
def test_what_nobody_can_keep_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match=r"cron|more often"):
        SCHEDULE.validate_python(written)
