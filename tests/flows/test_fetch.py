"""From a web server on this machine to rows, by the commands."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.cli.exits import Exit
from tests.tasks.fetch.web import Page, Web, serving

pytestmark = pytest.mark.xdist_group("prefect")
STORY = (
    "<!doctype html><html><head><title>{0}</title></head><body><article><p>Foreign Minister Ana"
    " Ruiz of Chile arrived in {0} on 3 May 2025 for talks, her office said.</p></article></body>"
)
FEED = (
    '<rss version="2.0"><channel><title>Harbour Times</title>'
    "<item><link>/lima</link><title>Ruiz in Lima</title><pubDate>Sun, 04 May 2025 06:00:00 GMT"
    "</pubDate></item><item><link>/gone</link></item></channel></rss>"
)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as made:
        made.pages |= {"/feed": Page(FEED), "/lima": Page(STORY.format("Lima"))}
        yield made


@pytest.fixture
def sources(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITREP_FETCH__ALLOW_NETWORKS", '["127.0.0.1/32"]')
    monkeypatch.setenv("SITREP_FETCH__HOST_DELAY", "0")
    monkeypatch.setenv("SITREP_FETCH__RETRIES", "0")
    monkeypatch.setenv("SITREP_WORKERS", "1")
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "quito.html").write_text(STORY.format("Quito"))
    path = tmp_path / "sources.toml"
    path.write_text(
        f"""
        [defaults]
        max_age = "9999d"
        [[source]]
        name = "harbour"
        kind = "feed"
        url = "http://127.0.0.1:{web.port}/feed"
        [[source]]
        name = "down"
        kind = "page"
        url = "http://127.0.0.2:{web.port}/"
        [[source]]
        name = "drop"
        kind = "folder"
        path = "{drop}"
        """
    )
    return path


def sitrep(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments], catch_exceptions=False)


@pytest.mark.usefixtures("server", "sources")
def test_what_is_fetched_is_read_by_the_next_run(web: Web) -> None:
    fetched = json.loads(sitrep("fetch", "--json").stdout)
    assert (fetched["new"], fetched["refused"], fetched["failed"]) == (2, 1, 1)
    assert sitrep("fetch", "--strict").stdout.count("not due") == 1
    assert sitrep("fetch", "harbour", "--strict").exit_code == Exit.OK
    summary = json.loads(sitrep("run", "--json").stdout)
    assert summary["documents_new"] == 2
    assert summary["rejects"] == {"fetch/http_status": 1}
    with duckdb.connect("data/sitrep.duckdb", read_only=True) as connection:
        rows = connection.execute(
            "SELECT uri, title, published::VARCHAR, publisher, published_from FROM documents"
            " WHERE url IS NOT NULL"
        ).fetchall()
        url = f"http://127.0.0.1:{web.port}/lima"
        assert rows == [(url, "Ruiz in Lima", "2025-05-04", "Harbour Times", "metadata")]
        health = connection.execute(
            "SELECT name, state, new_7_days, refused_7_days, failures FROM source_health ORDER BY 1"
        ).fetchall()
        assert health == [
            ("down", "failing", 0, 0, 1),
            ("drop", "ok", 1, 0, 0),
            ("harbour", "ok", 1, 1, 0),
        ]
        events = connection.execute("SELECT place FROM visits ORDER BY place").fetchall()
        assert events == [("Lima",), ("Quito",)]
    shown = {row["name"]: row for row in json.loads(sitrep("sources", "--json").stdout)}
    assert shown["down"]["state"] == "failing"
    assert "127.0.0.2" in shown["down"]["error"]
    assert shown["harbour"]["new_7_days"] == 1


@pytest.mark.usefixtures("server", "sources")
def test_when_every_source_fails_the_fetch_fails() -> None:
    from flows.fetch import FetchFailedError

    with pytest.raises(FetchFailedError, match=r"all 1 visits failed.*no public address"):
        sitrep("fetch", "down")


@pytest.mark.usefixtures("sources")
def test_a_source_can_be_tried_without_keeping_anything(tmp_path: Path) -> None:
    shown = sitrep("fetch", "harbour", "--try").stdout
    assert "harbour: 2 articles" in shown
    assert "/lima  Sun, 04 May 2025 06:00:00 GMT  Ruiz in Lima" in shown
    assert not (tmp_path / "data" / "fetched" / "state").exists()


@pytest.mark.usefixtures("sources")
def test_sources_are_listed_before_they_are_visited() -> None:
    shown = sitrep("sources").stdout
    lines = [line.split()[:3] for line in shown.splitlines()]
    assert [[name, "never", "visited"] for name in ("harbour", "down", "drop")] == lines[1:4]


def test_without_sources_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks.fetch.config import SourcesError

    monkeypatch.chdir(tmp_path)
    assert sitrep("run").exit_code == Exit.NOTHING
    for command in ("fetch", "sources"):
        with pytest.raises(SourcesError, match=r"no sources\.toml.*docs/sources\.md"):
            sitrep(command)
