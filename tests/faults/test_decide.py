"""A decision that is cut off: followed whole, or never made."""

import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from uuid import UUID

import duckdb
import pytest

from schemas.settings import Settings
from tasks.resolve import decide
from tests.faults.conftest import Plain
from tests.faults.running import CONTEXT, content

STEPS = ("add_decisions", "resolve_within", "write_run", "publish")
"""What a decision calls, in this order; the first three are one transaction."""


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dismiss(settings: Settings, event: UUID, last: str | None = None) -> None:
    """Dismiss an event; with `last`, die by SIGKILL where that would be called."""
    if last is not None:
        setattr(decide, last, _die)
    with decide.desk(settings, "analyst") as desk:
        desk.not_event(str(event))


def _in_a_process(settings: Settings, event: UUID, last: str | None = None) -> int | None:
    process = CONTEXT.Process(target=partial(_dismiss, settings, event, last))
    process.start()
    process.join(300)
    return process.exitcode


def _rows(settings: Settings) -> tuple[int, ...]:
    """Count decisions, those that events follow, current events, and runs."""
    with duckdb.connect(settings.database, read_only=True) as connection:
        tables = ("decisions", "resolved_decisions", "current_events", "runs")
        found = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables]
    return tuple(row[0] for row in found if row is not None)


@pytest.mark.faults
def test_a_decision_that_is_killed_is_made_whole_or_not_at_all(
    plain: Plain, folder: Callable[..., Settings], record: Callable[..., None]
) -> None:
    with duckdb.connect(plain.settings.database, read_only=True) as connection:
        first = connection.execute("SELECT min(event_id) FROM current_events").fetchone()
    assert first is not None
    (event,) = first
    before = _rows(plain.settings)
    for step in STEPS:
        settings = folder()
        shutil.copytree(plain.settings.data, settings.data, dirs_exist_ok=True)
        assert _in_a_process(settings, event, step) == -signal.SIGKILL
        after = (1, 1, before[2] - 1, before[3] + 1)
        if step != "publish":
            assert _rows(settings) == before
            assert content(settings) == plain.content
            assert _in_a_process(settings, event) == 0
            assert content(settings)
        assert _rows(settings) == after
    record(
        "SIGKILL of `sitrep decide`", "at each of its four steps, then decided again", len(STEPS)
    )
