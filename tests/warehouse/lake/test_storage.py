"""A lake whose rows lie in a store that speaks S3."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest
import s3fs

from benchmarks.servers.object_store import BUCKET, SECRET, ObjectStore
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.load import load, stage_batch
from tasks.resolve.stage import resolve
from tests.warehouse.conftest import Article
from tests.warehouse.homes import on_sqlite
from warehouse.connection import reader, writer
from warehouse.lake.storage import StoreUnreachableError
from warehouse.lake.tidy import purge, tidy
from warehouse.query import ask, connect_snapshot
from warehouse.rows import Run


@pytest.fixture(scope="module")
def store(s3: ObjectStore) -> s3fs.S3FileSystem:
    del s3
    return s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)


@pytest.fixture(scope="module")
def on_s3(
    s3: ObjectStore, article: Callable[..., Article], tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A lake with two articles."""
    del s3
    folder = tmp_path_factory.mktemp("s3")
    settings = on_sqlite(folder / "data", lake={"files": f"s3://{BUCKET}/{uuid4().hex}"})
    told = [
        article(f"file:///{name}", f"{name} visited Pyongyang.") for name in ("Petrov", "Haddad")
    ]
    stage_batch(folder / "batch", [a.source for a in told], [a.extraction for a in told], [])
    run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
    load([folder / "batch"], [], run, settings)
    resolve(run.run_id, settings)
    return settings


def _objects(store: s3fs.S3FileSystem, settings: Settings) -> list[str]:
    return store.find(settings.lake.files)


def test_rows_lie_in_the_store_and_nowhere_else(on_s3: Settings, store: s3fs.S3FileSystem) -> None:
    with connect_snapshot(on_s3) as connection:
        visitors = ask(connection, "SELECT visitors FROM visits ORDER BY ALL").fetchall()
    assert len(visitors) == 2
    assert any("/documents/" in name for name in _objects(store, on_s3))
    assert list(on_s3.data.rglob("*.parquet")) == []


def test_the_key_of_the_store_is_shown_to_nobody(on_s3: Settings) -> None:
    with connect_snapshot(on_s3) as connection:
        told = str(connection.execute("FROM duckdb_secrets()").fetchall())
        with pytest.raises(SitrepError):
            ask(connection, "FROM duckdb_secrets()")
    assert SECRET not in told
    assert SECRET.encode() not in (on_s3.data / "catalog.sqlite").read_bytes()


@pytest.mark.parametrize(
    "trick",
    ["FROM read_text('s3://{bucket}/private')", "FROM 's3://{bucket}/private.parquet'",
     "FROM read_parquet('{files}/main/documents/*.parquet')",
     "COPY documents TO '{files}/out.parquet'", "COPY documents TO 's3://{bucket}/out.parquet'"],
)  # fmt: skip
def test_nothing_else_of_the_store_is_within_reach(
    on_s3: Settings, store: s3fs.S3FileSystem, trick: str
) -> None:
    store.pipe(f"{BUCKET}/private", b"hidden")
    before = sorted(store.find(BUCKET))
    query = trick.format(bucket=BUCKET, files=on_s3.lake.files)
    with connect_snapshot(on_s3) as connection, pytest.raises((duckdb.Error, SitrepError)):
        ask(connection, query).fetchall()
    assert sorted(store.find(BUCKET)) == before


def test_a_store_is_kept_in_order(on_s3: Settings, store: s3fs.S3FileSystem) -> None:
    with writer(on_s3) as connection:
        for place in ("Lima", "Quito", "hidden place"):
            connection.execute("INSERT INTO places VALUES ($1, 'ECU', 1, 2)", [place])
        connection.execute("DELETE FROM places WHERE name = 'hidden place'")
    assert _holders(store, on_s3, b"hidden place")
    many = len(_objects(store, on_s3))
    tidy(on_s3, grace=timedelta())
    purge(on_s3)
    assert len(_objects(store, on_s3)) < many
    assert _holders(store, on_s3, b"hidden place") == []
    with reader(on_s3) as connection:
        kept = "SELECT name FROM places WHERE country = 'ECU' ORDER BY name"
        assert connection.execute(kept).fetchall() == [("Lima",), ("Quito",)]


def _holders(store: s3fs.S3FileSystem, settings: Settings, words: bytes) -> list[str]:
    return [name for name in _objects(store, settings) if words in store.cat(name)]


def _ask(settings: Settings) -> None:
    with connect_snapshot(settings) as connection:
        ask(connection, "SELECT count(text) FROM documents").fetchall()


def _write(settings: Settings) -> None:
    with writer(settings) as connection:
        connection.execute("INSERT INTO places VALUES ('Lima', 'PER', 1, 2)")


@pytest.mark.parametrize("use", [_ask, _write])
def test_a_store_that_does_not_answer_is_told(
    on_s3: Settings, monkeypatch: pytest.MonkeyPatch, use: Callable[[Settings], None]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(StoreUnreachableError, match="AWS_ENDPOINT_URL") as raised:
        use(on_s3)
    assert SECRET not in str(raised.value)


def test_a_bucket_that_is_not_there_is_told(s3: ObjectStore, tmp_path: Path) -> None:
    del s3
    nowhere = on_sqlite(tmp_path, lake={"files": "s3://nowhere/lake"})
    with pytest.raises(StoreUnreachableError, match="its bucket is there"):
        _write(nowhere)
