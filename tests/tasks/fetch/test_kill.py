"""A fetch that is killed in the middle."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from schemas.settings import Fetching, Settings
from tasks.fetch.client import Client
from tasks.fetch.config import load_sources
from tasks.fetch.standing import standing_paths
from tasks.fetch.visit import PIECE, visit
from tasks.fetch.visit import Fetching as Shared
from tasks.fetch.wanted import Claims
from tasks.ingest import RawStore, discover, read
from tests.tasks.fetch.web import FakeClock, Page, Seen, Web

PAGES = 2 * PIECE
KILLED_AT = PIECE + 5
PATIENCE = 300
ENTRY = '[[source]]\nname = "a"\nkind = "feed"\nurl = "{}"\nmax_age = "9999d"\nrobots = false\n'


def settings_in(folder: Path) -> Settings:
    fetching = Fetching(allow_networks=("127.0.0.1/32",), host_delay=0)  # type: ignore[arg-type]
    return Settings(data=folder / "data", sources=folder / "sources.toml", fetch=fetching)


def go(settings: Settings) -> None:
    client = Client(settings.fetch, settings.fetched, FakeClock())
    visit(load_sources(settings)[0], Shared(settings, client, {}, Claims([])))
    client.close()


def test_what_was_put_down_is_kept_and_the_rest_is_fetched_later(web: Web, tmp_path: Path) -> None:
    reached = threading.Event()

    def stuck(_: Seen) -> Page:
        if not reached.is_set():
            reached.set()
            threading.Event().wait(PATIENCE)
        return Page("<p>The last of the ministers has arrived in Lima.</p>")

    links = [f"/{number}" for number in range(PAGES)]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    web.pages["/feed"] = Page(f'<rss version="2.0"><channel>{items}</channel></rss>')
    for link in links:
        web.pages[link] = Page(f"<p>Minister number {link} has arrived in Lima.</p>")
    web.pages[links[KILLED_AT]] = stuck
    (tmp_path / "sources.toml").write_text(ENTRY.format(f"http://127.0.0.1:{web.port}/feed"))
    code = (
        "from pathlib import Path\nfrom tests.tasks.fetch.test_kill import go, settings_in\n"
        f"go(settings_in(Path({str(tmp_path)!r})))"
    )
    root = Path(__file__).parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(root)}
    )
    assert reached.wait(PATIENCE)
    process.send_signal(signal.SIGKILL)
    process.wait()

    settings = settings_in(tmp_path)
    go(settings)
    store = RawStore(settings.raw)
    files, _ = discover(standing_paths(settings), settings.data)
    sources = [each for file in files for each in read(file, store.put(file.path), settings)]
    assert len({each.uri for each in sources}) == len(sources) == PAGES
    assert [len(web.asked(link)) for link in links[:PIECE]] == [1] * PIECE
