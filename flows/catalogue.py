"""What can be scheduled: every flow that `sitrep serve` and `prefect.yaml` deploy, in one place."""

from dataclasses import dataclass
from typing import Any

from prefect import Flow

from flows.fetch import fetch
from flows.report import report
from flows.run import run
from flows.upkeep import maintenance, publish, resolve
from flows.watch import watch
from schemas.settings import Settings


@dataclass(frozen=True)
class Entry:
    """A flow, and under which name it is deployed."""

    name: str
    """Of the deployment, and of its schedule in `Settings.serve`."""
    flow: Flow[..., Any]

    def schedule(self, settings: Settings) -> str:
        """Return when it runs; empty for never."""
        return str(getattr(settings.serve, self.name))


CATALOGUE = (
    Entry("fetch", fetch),
    Entry("run", run),
    Entry("resolve", resolve),
    Entry("publish", publish),
    Entry("report", report),
    Entry("watch", watch),
    Entry("maintenance", maintenance),
)
