"""How old what a listing names is."""

from datetime import datetime, timedelta

from tasks.normalize.published import BadDateError, read_date


def too_old(written: str | None, most: timedelta, now: datetime) -> bool:
    """Tell whether a date, as written, lies more than `most` and a day back.

    What is no date is not old.
    """
    if not written:
        return False
    try:
        return (now.date() - read_date(written)).days > most.days + 1
    except BadDateError:
        return False
