"""A progress artifact in the Prefect UI while a long run goes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.progress import Listener, Progress, listening, watched_by

FIRST = 5.0
"""Seconds after which a run is long enough for a progress artifact."""
PAUSE = 5.0
"""Seconds between two updates at least: each is a request to the server."""


class Milestones:
    """Passes progress on to who listened before, and to the UI now and then."""

    def __init__(self, label: str, onward: Listener, first: float = FIRST) -> None:
        self._label = label
        self._onward = onward
        self._due = time.monotonic() + first
        self._artifact: UUID | None = None

    def __call__(self, progress: Progress) -> None:
        """Tell of progress."""
        self._onward(progress)
        if progress.articles and time.monotonic() >= self._due:
            self._show(100 * progress.done / progress.articles, told(progress))
            self._due = time.monotonic() + PAUSE

    def finish(self) -> None:
        """Leave the artifact at its end, if there is one."""
        if self._artifact is not None:
            self._show(100.0, "done")

    def _show(self, percent: float, said: str) -> None:
        description = f"{self._label}: {said}"
        if self._artifact is None:
            made = create_progress_artifact(percent, key="run-progress", description=description)
            assert isinstance(made, UUID)
            self._artifact = made
        else:
            update_progress_artifact(self._artifact, percent, description)


def told(progress: Progress) -> str:
    """Return progress in words."""
    return (
        f"{progress.done:,} of {progress.articles:,} articles, {progress.reports:,} reports,"
        f" {progress.rejects:,} rejects"
    )


@contextmanager
def shown(label: str) -> Iterator[None]:
    """Show the progress of the run inside the block in the UI."""
    milestones = Milestones(label, listening())
    with watched_by(milestones):
        yield
    milestones.finish()
