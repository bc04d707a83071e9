"""A token for a source is sent to it, and stands nowhere else."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.tasks.fetch.web import Page, serving

pytestmark = pytest.mark.xdist_group("prefect")
TOKEN = "s3cr3t-of-the-wire-Zq81"
STORY = (
    "<title>Lima</title><p>Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025.</p>"
)
FEED = (
    '<rss version="2.0"><channel><title>Harbour Times</title>'
    "<item><link>/lima</link><title>Ruiz in Lima</title></item></channel></rss>"
)
SOURCE = """
[[source]]
name = "{name}"
kind = "feed"
url = "http://127.0.0.1:{port}/{path}"
headers = {{ Authorization = "Bearer ${{WIRE_TOKEN}}" }}
"""
COMMANDS = (
    ("fetch", "--json"),
    ("sources", "--json"),
    ("run",),
    ("status", "--json"),
    ("doctor",),
    ("schema", "--tables"),
    ("sql", "FROM runs"),
    ("backup", "backup.tar"),
)


def _holders(*folders: Path, said: str) -> set[str]:
    """Name the files that hold these words."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.name for path in files if said.encode() in path.read_bytes()}


@pytest.mark.usefixtures("server")
def test_a_token_is_sent_and_told_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIRE_TOKEN", TOKEN)
    monkeypatch.setenv("SITREP_FETCH__ALLOW_NETWORKS", '["127.0.0.1/32"]')
    monkeypatch.setenv("SITREP_FETCH__HOST_DELAY", "0")
    monkeypatch.setenv("SITREP_FETCH__RETRIES", "0")
    monkeypatch.setenv("SITREP_WORKERS", "1")
    said = ""
    with serving() as web:
        web.pages |= {"/feed": Page(FEED), "/lima": Page(STORY), "/no": Page("no", status=401)}
        named = (("harbour", "feed"), ("refuses", "no"))
        sources = (SOURCE.format(name=name, port=web.port, path=path) for name, path in named)
        Path("sources.toml").write_text("".join(sources))
        for command in COMMANDS:
            done = CliRunner().invoke(app, [*command])
            said += done.output + str(done.exception)
        assert web.asked("/feed")[0].headers["authorization"] == f"Bearer {TOKEN}"
        assert web.asked("/no")
    folders = tmp_path, Path(os.environ["PREFECT_HOME"])
    assert {"sitrep.duckdb", "backup.tar"} <= _holders(*folders, said="harbour")
    assert any(name.startswith("prefect.db") for name in _holders(*folders, said="harbour"))
    assert _holders(*folders, said=TOKEN) == set()
    assert TOKEN not in said
