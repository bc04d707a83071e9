"""Running the flow in this process, for tests."""

import signal
import subprocess
import sys
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
        "cluster": settings.cluster,
        "cluster_wait": str(settings.cluster_wait),
        "staging": settings.staging,
    }
    summary = run([str(path) for path in paths], overrides)
    assert isinstance(summary, Summary)
    return summary


def start_run(
    news: Path, settings: Settings, env: dict[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start `sitrep run` in a process group of its own, as a shell does; what it says is piped."""
    options = ["--data", str(settings.data), "--workers", "1", "--batch-size", "10"]
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "run", str(news), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=env,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
