"""Pictures of Prefect's UI, by Chromium where it is installed."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from benchmarks.day.server import PrefectServer
from benchmarks.servers.ports import free_port

ARTIFACTS = (
    "run-summary", "run-events", "run-rejects", "run-progress", "fetch-summary", "fetch-visits",
    "service", "quality", "trend", "silent-sources",
)  # fmt: skip
DEPLOYMENTS = ("run", "watch")
SETTLED = 8
"""Looks, a second apart, at which a page must show the same to be taken for whole."""
LEAST_CHARS = 250
"""Characters of a page that shows more than its menu."""
PAGE_SECONDS = 120.0
START_SECONDS = 120.0


def photograph(server: PrefectServer, folder: Path) -> None:
    """Take pictures of runs, deployments, artifacts and of the runs that left them."""
    browser = shutil.which("chromium")
    if browser is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    ui = server.url.removesuffix("/api")
    with _page(browser) as page:
        for name, address in _pages(server).items():
            page.go(f"{ui}/{address}")
            page.settle()
            (folder / f"{name}.png").write_bytes(page.picture())


class _Page:
    """A page of a browser, by its debugging protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)

    def go(self, address: str) -> None:
        self._ask("Page.navigate", url=address)

    def settle(self) -> None:
        """Wait until it shows all that it asks the server for, as far as can be told."""
        deadline = time.monotonic() + PAGE_SECONDS
        seen, looks = "", 0
        while looks < SETTLED and time.monotonic() < deadline:
            time.sleep(1)
            text = str(self._text())
            looks = looks + 1 if text == seen and len(text) > LEAST_CHARS else 0
            seen = text

    def _text(self) -> object:
        return self._ask("Runtime.evaluate", expression="document.body.innerText")["result"].get(
            "value", ""
        )

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"])

    def _ask(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv())
            if answer.get("id") == number:
                result: dict[str, Any] = answer["result"]
                return result


@contextmanager
def _page(browser: str) -> Iterator[_Page]:
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--window-size=1400,1300", f"--user-data-dir={profile}",
             f"--remote-debugging-port={port}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            with connect(_address(port), max_size=None) as socket:
                yield _Page(socket)
        finally:
            process.kill()
            process.wait()


def _address(port: int) -> str:
    """Return where the browser's page can be talked to, once it is there."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
                found = [each for each in json.load(answer) if each["type"] == "page"]
                return str(found[0]["webSocketDebuggerUrl"])
        except (OSError, IndexError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


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
