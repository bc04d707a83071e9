"""Pictures of Prefect's UI, by Chromium where it is installed."""

import shutil
import subprocess
from pathlib import Path

from benchmarks.day.server import PrefectServer

ARTIFACTS = (
    "run-summary", "run-events", "run-rejects", "run-progress", "fetch-summary", "fetch-visits",
    "service", "quality", "trend", "silent-sources",
)  # fmt: skip
DEPLOYMENTS = ("run", "watch")


def photograph(server: PrefectServer, folder: Path) -> None:
    """Take pictures of runs, deployments, artifacts and of the runs that left them."""
    browser = shutil.which("chromium")
    if browser is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in _pages(server).items():
        subprocess.run(
            [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--virtual-time-budget=20000", "--window-size=1400,1000",
             f"--screenshot={folder / name}.png", f"{server.url.removesuffix('/api')}/{page}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=False,
        )  # fmt: skip


def _pages(server: PrefectServer) -> dict[str, str]:
    pages = {"runs": "runs", "artifacts": "artifacts", "deployments": "deployments"}
    for name in DEPLOYMENTS:
        pages[f"deployment-{name}"] = f"deployments/deployment/{server.deployment(name)}"
    for key in ARTIFACTS:
        if found := server.artifact(key):
            pages[f"artifact-{key}"] = f"artifacts/artifact/{found['id']}"
            if key in ("run-summary", "quality"):
                run = f"runs/flow-run/{found['flow_run_id']}"
                pages[f"of-{key}"] = run
                pages[f"of-{key}-artifacts"] = f"{run}?tab=Artifacts"
    return pages
