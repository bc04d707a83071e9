import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from schemas.settings import Settings
from tasks.exclusive import DataFolderBusyError, exclusive
from tests.flows.running import SAMPLES, Loaded, run_flow
from warehouse.content import fingerprint

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


@pytest.mark.usefixtures("server")
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    story = "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025, day {} of the tour."
    lines = [json.dumps({"id": str(day), "text": story.format(day)}) for day in range(300)]
    news.write_text("\n".join(lines))
    killed = Settings(data=tmp_path / "killed", workers=1, batch_size=10)
    command = [sys.executable, "-m", "flows.cli", "run", str(news), "--data", str(killed.data)]
    process = subprocess.Popen(
        [*command, "--workers", "1", "--batch-size", "10"], start_new_session=True
    )
    batches = killed.staging / "batches"
    deadline = time.monotonic() + 300
    while len(list(batches.glob("[0-9a-f]*"))) < 3 and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    staged = {path.name: path.stat().st_mtime_ns for path in batches.glob("[0-9a-f]*")}
    assert 3 <= len(staged) < 30
    assert not killed.snapshot.exists()

    run_flow([news], killed)
    plain = Settings(data=tmp_path / "plain", workers=1)
    run_flow([news], plain)
    assert content(killed) == content(plain)
    assert query(killed, "SELECT count(*) FROM documents") == [(300,)]


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
    assert set(by_key) == {"run-summary", "run-events", "run-progress"}
    assert "| Articles | 19 |" in str(by_key["run-summary"].data)
    assert {row["type"] for row in json.loads(str(by_key["run-events"].data))} == {
        "visit", "meeting", "deployment", "transfer",
    }  # fmt: skip
    assert run.name.startswith("samples · ")
    assert run.state_name == "Completed"


def test_one_run_at_a_time(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with exclusive(settings):
        busy = pytest.raises(DataFolderBusyError, match=str(os.getpid()))
        with busy, exclusive(settings):
            pass
    with exclusive(settings):
        pass
