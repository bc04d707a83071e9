from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import Document
from schemas.event import Actor, Deployment
from schemas.ids import content_hash
from schemas.reject import Reject
from schemas.report import Extraction, Report, TextSpan
from schemas.settings import Settings
from schemas.source import Source
from tasks.load import StagingDamagedError, load, read_sources, stage_batch, stage_sources
from tasks.normalize.likeness import fingerprint
from warehouse.rows import Run
from warehouse.staged import STAGED

TEXT = "Moscow sent soldiers to the border."
any_text = st.text(st.characters(exclude_categories=[]))
sources = st.builds(
    Source,
    uri=st.text(min_size=1),
    file_uri=any_text,
    blob_sha256=st.binary().map(content_hash),
    locator=st.none() | any_text,
    format=st.just("text"),
    content=any_text,
    title=st.none() | any_text,
    published=st.none() | any_text,
)


def _extraction(troops: int | None = None) -> tuple[Source, Extraction]:
    source = Source(
        uri="file:///a",
        file_uri="file:///a",
        blob_sha256=content_hash(b""),
        format="text",
        content=TEXT,
    )
    document = Document.of(
        source, text_sha256=fingerprint(None, TEXT), title="lone \ud800 surrogate", text=TEXT
    )
    event = Deployment(
        status="occurred",
        evidence=("sent soldiers",),
        force=Actor(country="RUS"),
        action="deploy",
        troops_min=troops,
    )
    report = Report(
        report_id=Report.key(document.document_id, event),
        document_id=document.document_id,
        event=event,
        spans=(TextSpan(slot="evidence.0", field="text", start=7, end=20, quote="sent soldiers"),),
        frame="sent",
        extractor="1",
    )
    return source, Extraction(document=document, reports=(report,))


def _run() -> Run:
    return Run(run_id=uuid4(), started=datetime.now(UTC), version="1")


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    source, extraction = _extraction(3000)
    folder = tmp_path / "staging" / "batch"
    stage_batch(folder, [source], [extraction], [])
    return folder


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(given_sources=st.lists(sources, max_size=4))
def test_sources_are_read_back_equal(tmp_path: Path, given_sources: list[Source]) -> None:
    path = tmp_path / "deep" / "sources.parquet"
    stage_sources(path, given_sources)
    assert read_sources(path) == given_sources
    assert {each.name for each in path.parent.iterdir()} == {
        "sources.parquet",
        "sources.parquet.sha256",
    }


def test_a_batch_has_a_file_per_table_even_where_empty(tmp_path: Path) -> None:
    folder = tmp_path / "batch"
    stage_batch(folder, [], [], [])
    for table, schema in STAGED.items():
        read = pq.read_table(folder / f"{table}.parquet")
        assert (read.num_rows, read.schema) == (0, schema)
    assert {each.name for each in folder.iterdir()} == {
        f"{table}.parquet{end}" for table in STAGED for end in ("", ".sha256")
    }


def test_staging_again_replaces_the_batch(batch: Path) -> None:
    stage_batch(batch, [], [], [Reject.of("ingest", "empty", "It is empty.", uri="file:///b")])
    rows = {table: pq.read_metadata(batch / f"{table}.parquet").num_rows for table in STAGED}
    assert rows == {"sources": 0, "documents": 0, "reports": 0, "rejects": 1}
    assert [each.name for each in batch.parent.iterdir()] == ["batch"]


def test_a_batch_that_cannot_be_written_leaves_the_old_one(batch: Path, monkeypatch) -> None:
    before = {each.name: each.read_bytes() for each in batch.iterdir()}

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("tasks.load.stage.pq.write_table", full)
    with pytest.raises(OSError, match="no space"):
        stage_batch(batch, [], [], [])
    assert {each.name: each.read_bytes() for each in batch.iterdir()} == before
    assert [each.name for each in batch.parent.iterdir()] == ["batch"]


@pytest.mark.parametrize("troops", [2**63 - 1, 2**63])
def test_a_number_that_no_column_holds_becomes_a_reject(tmp_path: Path, troops: int) -> None:
    source, extraction = _extraction(troops)
    folder = tmp_path / "batch"
    stage_batch(folder, [source], [extraction], [])
    counts = load([folder], [], _run(), Settings(data=tmp_path))
    kept = troops < 2**63
    assert (counts.inserted["documents"], counts.inserted["reports"]) == (1, int(kept))
    messages = pq.read_table(folder / "rejects.parquet")["message"].to_pylist()
    assert [str(troops) in message for message in messages] == ([] if kept else [True])


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(b"PAR1" + bytes(100) + b"PAR1"),
        lambda path: path.write_bytes((path.parent / "rejects.parquet").read_bytes()),
        lambda path: path.write_bytes(path.read_bytes()[:9] + b"?" + path.read_bytes()[10:]),
    ],
    ids=["missing", "empty", "truncated", "garbage", "of another form", "one byte"],
)
def test_a_damaged_file_is_named(tmp_path: Path, batch: Path, damage) -> None:
    path = batch / "reports.parquet"
    damage(path)
    with pytest.raises(StagingDamagedError, match="run again") as raised:
        load([batch], [], _run(), Settings(data=tmp_path))
    assert raised.value.path == path
    assert str(path) in str(raised.value)
