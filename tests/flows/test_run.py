import json
import os
import signal
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import duckdb
import psutil
import pytest

from flows.cli.run import KEPT
from schemas.settings import Settings
from tasks.exclusive import DataFolderBusyError, exclusive
from tests.flows.running import SAMPLES, Loaded, run_flow, start_run
from warehouse.content import fingerprint
from warehouse.rows import Run

pytestmark = pytest.mark.xdist_group("prefect")


def content(settings: Settings) -> dict[str, str]:
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        return fingerprint(connection)


def query(settings: Settings, sql: str) -> list[tuple]:
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_samples_become_rows_of_all_four_types(loaded: Loaded) -> None:
    summary = loaded.summary
    assert summary.articles == summary.documents_new == 19
    assert summary.copies == 1
    assert not summary.rejects
    for view in ("visits", "meetings", "deployments", "transfers"):
        assert query(loaded.settings, f"FROM {view}"), view
    wrong = """
        SELECT quote, text
        FROM spans JOIN reports USING (report_id) JOIN documents USING (document_id)
        WHERE substring(CASE field WHEN 'title' THEN title ELSE text END, start_at + 1,
                        end_at - start_at) <> quote
    """
    assert query(loaded.settings, "SELECT count(*) > 0 FROM spans") == [(True,)]
    assert query(loaded.settings, wrong) == []


def test_a_second_run_reads_nothing(loaded: Loaded) -> None:
    before = content(loaded.settings)
    again = run_flow([SAMPLES], loaded.settings)
    assert (again.articles, again.files_read, again.files_unchanged) == (0, 0, 12)
    assert content(loaded.settings) == before


def test_batches_and_workers_make_no_difference(loaded: Loaded, tmp_path: Path) -> None:
    other = Settings(data=tmp_path, workers=1, batch_size=2)
    run_flow([SAMPLES], other)
    assert content(other) == content(loaded.settings)


def test_a_try_to_group_events_that_fails_lets_the_file_go(tmp_path: Path) -> None:
    from flows import stages

    now, nowhere = datetime.now(UTC), tmp_path / "file"
    nowhere.touch()
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    let_go: list[bool] = []
    with ExitStack() as left_open:
        left_open.callback(let_go.append, True)
        with pytest.raises(OSError, match="file"):
            stages.resolve_events.fn(run, Settings(data=nowhere), left_open)
        assert let_go == [True]


def statuses(settings: Settings) -> list[str]:
    with duckdb.connect(settings.database, read_only=True) as connection:
        found = connection.execute("SELECT status FROM runs ORDER BY started").fetchall()
    return [status for (status,) in found]


@pytest.mark.usefixtures("server")
def test_bad_input_is_told_and_good_input_is_loaded(broken_folder: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", workers=1)
    summary = run_flow([broken_folder, tmp_path / "missing.txt"], settings)
    reasons = {reason for _, reason in summary.rejects}
    assert reasons >= {
        "bad_date", "bad_encoding", "binary", "empty", "missing_field", "no_text", "not_found",
        "not_language", "too_large", "truncated",
    }  # fmt: skip
    loaded = query(settings, "SELECT DISTINCT input_id FROM documents WHERE input_id < 'h'")
    assert {name for (name,) in loaded} == {"far", "good-1", "good-2", "good-3"}
    told = query(settings, "SELECT message, uri FROM rejects")
    assert len(told) == sum(summary.rejects.values())
    assert all(len(message) > 20 for message, _ in told)


LONG = 150
"""Articles of a run that is cut short, ten to a batch."""


@pytest.fixture(scope="module")
def long_news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    news = tmp_path_factory.mktemp("long") / "news.jsonl"
    story = "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025, day {} of the tour."
    lines = [json.dumps({"id": str(day), "text": story.format(day)}) for day in range(LONG)]
    news.write_text("\n".join(lines))
    return news


@pytest.fixture(scope="module")
def undisturbed(
    server: str, long_news: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    del server
    settings = Settings(data=tmp_path_factory.mktemp("plain"), workers=1)
    run_flow([long_news], settings)
    return content(settings)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_a_run_that_is_cut_short_goes_on_where_it_was(
    number: signal.Signals,
    code: int,
    long_news: Path,
    undisturbed: dict[str, str],
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path / "data", workers=1, batch_size=10)
    with start_run(long_news, settings) as process:
        batches = settings.staging_folder / "batches"
        deadline = time.monotonic() + 300
        while len(list(batches.glob("[0-9a-f]*"))) < 3 and time.monotonic() < deadline:
            assert process.poll() is None
            time.sleep(0.02)
        children = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, number)
        said, _ = process.communicate(timeout=300)
    assert process.returncode == code
    assert psutil.wait_procs(children, timeout=60)[1] == []
    staged = {path.name: path.stat().st_mtime_ns for path in batches.glob("[0-9a-f]*")}
    assert 3 <= len(staged) < LONG / 10
    assert not settings.snapshot.exists()
    if number == signal.SIGINT:
        assert said.strip() == f"sitrep: stopped by Ctrl-C; {KEPT}"
        assert statuses(settings) == ["cancelled"]

    run_flow([long_news], settings)
    assert content(settings) == undisturbed
    assert query(settings, "SELECT count(*) FROM documents") == [(LONG,)]


@pytest.mark.usefixtures("server")
def test_a_changed_article_replaces_the_old_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", workers=1)
    article = tmp_path / "article.txt"
    article.write_text("Foreign Minister Ana Ruiz of Chile visited Lima on 3 May 2025.")
    run_flow([article], settings)
    article.write_text("Foreign Minister Ana Ruiz of Chile visited Quito on 3 May 2025, not Lima.")
    changed = run_flow([article], settings)
    assert changed.documents_new == 1
    held = "SELECT text LIKE '%Quito%' FROM current_documents"
    assert query(settings, held) == [(True,)]
    assert query(settings, "SELECT count(*) FROM documents") == [(2,)]


def test_artifacts_tell_of_the_run(loaded: Loaded) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

    wanted = ArtifactFilterFlowRunId(any_=[loaded.summary.run_id])
    with get_client(sync_client=True) as client:
        artifacts = client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=wanted))
        run = client.read_flow_run(loaded.summary.run_id)
    by_key = {artifact.key: artifact for artifact in artifacts}
    assert set(by_key) - {"run-progress"} == {"run-summary", "run-events"}
    assert "| Articles | 19 |" in str(by_key["run-summary"].data)
    assert {row["type"] for row in json.loads(str(by_key["run-events"].data))} == {
        "visit", "meeting", "deployment", "transfer",
    }  # fmt: skip
    assert run.name.startswith("samples · ")
    assert run.state_name == "Completed"


def test_tags_of_a_run_are_not_asked_about_for_its_tasks(tmp_path: Path) -> None:
    from prefect import tags
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    (tmp_path / "a.txt").write_text("The president of Chile visited Quito on Monday.\n")
    with tags("quarterly"):
        summary = run_flow([tmp_path / "a.txt"], Settings(data=tmp_path / "data"))
    wanted = FlowRunFilter(id=FlowRunFilterId(any_=[summary.run_id]))
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(summary.run_id).tags == ["quarterly"]
        tasks = client.read_task_runs(flow_run_filter=wanted)
    assert {task.name.split()[0].split("-")[0]: task.tags for task in tasks} == {
        name: [] for name in ("discover", "ingest", "extract", "load", "resolve", "publish")
    }


def test_one_run_at_a_time(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with exclusive(settings):
        busy = pytest.raises(DataFolderBusyError, match=str(os.getpid()))
        with busy, exclusive(settings):
            pass
    with exclusive(settings):
        pass
