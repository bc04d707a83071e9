"""Running the flow in this process, for tests."""

from pathlib import Path
from typing import NamedTuple

from flows.summary import Summary
from schemas.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"


class Loaded(NamedTuple):
    """What a run over the samples left."""

    settings: Settings
    summary: Summary


def run_flow(paths: list[Path], settings: Settings) -> Summary:
    """Run the flow in this process."""
    from flows.run import run

    overrides = {
        "data": str(settings.data),
        "workers": str(settings.workers),
        "batch_size": str(settings.batch_size),
    }
    summary = run([str(path) for path in paths], overrides)
    assert isinstance(summary, Summary)
    return summary
