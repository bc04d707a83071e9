"""Inputs that several folders of tests need."""

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.servers.object_store import ObjectStore, object_store
from benchmarks.servers.prefect_server import prefect_server
from flows.environment import PREFECT_DEFAULTS
from schemas.ids import content_hash

SAMPLES = Path(__file__).parent.parent / "samples"
LONG_LINE_BYTES = 50_000_000
GOOD = {
    "id": "good-1",
    "title": "Minister arrives in Lima",
    "published": "2026-02-03",
    "source": "Test Wire",
    "text": "LIMA - Bolivian Foreign Minister Ana Quispe arrived in Lima on Tuesday for a visit.",
}
"""An article that is fine; it stands among the broken ones and has to be loaded."""
FRENCH = (
    "Le ministre de la Défense est arrivé mardi à Dakar pour une visite officielle de deux jours."
    " Il doit rencontrer le président et les chefs des forces armées, selon le gouvernement.\n"
)


@pytest.fixture(scope="session")
def broken_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of broken inputs, with good articles in between. Read it, never write to it.

    Good: `good-1` in five files (`lines.jsonl`, `fields.jsonl`, `broken.jsonl.gz`, `year-9999`),
    and the text of `invalid-utf8.txt`.
    """
    folder = tmp_path_factory.mktemp("broken")
    line = json.dumps(GOOD)
    long = json.dumps({"id": "long", "text": "x" * LONG_LINE_BYTES})
    after = json.dumps({**GOOD, "id": "good-2"})
    (folder / "empty.txt").touch()
    (folder / "program.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "lines.jsonl").write_text(f"{line}\n{long}\n{after}\n")
    many = [
        json.dumps({**GOOD, "id": f"part-{number}", "note": content_hash(bytes([number]))})
        for number in range(100)
    ]
    packed = gzip.compress("\n".join(many).encode(), mtime=0)
    (folder / "broken.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    pdf = (SAMPLES / "communique.pdf").read_bytes()
    (folder / "truncated.pdf").write_bytes(pdf[: len(pdf) // 2])
    text = "The minister’s visit to São Tomé ended on Friday, the “Test Wire” agency said. "
    (folder / "invalid-utf8.txt").write_bytes(text.encode() * 3 + b"Broken: \xff\n")
    page = "<html><head><title>Menu</title></head><body><nav>Home</nav></body></html>"
    (folder / "page.html").write_text(page)
    fields = [{"id": "a"}, {"id": "b", "text": ""}, {**GOOD, "id": "good-3"}, {"text": 5}]
    (folder / "fields.jsonl").write_text("".join(json.dumps(each) + "\n" for each in fields))
    far = {**GOOD, "id": "far", "published": "9999-12-31"}
    (folder / "year-9999.json").write_text(json.dumps(far))
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    """A store that speaks S3; take a folder of your own in it."""
    with object_store(tmp_path_factory.mktemp("s3") / "log") as store:
        yield store


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a Prefect server for all the tests of a process, and point Prefect at it.

    Prefect reads its settings when it is first imported, which an earlier test may have done.
    """
    home = tmp_path_factory.mktemp("prefect")
    os.environ.update(PREFECT_DEFAULTS)
    os.environ["PREFECT_HOME"] = str(home)
    with prefect_server(home) as started:
        os.environ["PREFECT_API_URL"] = started.url
        if "prefect" in sys.modules:
            sys.modules["prefect.context"].refresh_global_settings_context()
        yield started.url
