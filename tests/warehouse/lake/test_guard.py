"""What SQL from anybody may not do to a lake, its catalog's server and its files."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from schemas.errors import SitrepError
from schemas.settings import Settings
from tests.warehouse.homes import Template
from tests.warehouse.test_hostile_sql import SECRET, TRICKS
from warehouse.connection import writer
from warehouse.query import ask, connect_snapshot

OF_A_LAKE = """
COPY news TO '{lake}/main/out.csv'
COPY (SELECT 1) TO '{lake}main/out.parquet'
EXPLAIN ANALYZE COPY news TO '{lake}main/out.csv'
FROM read_parquet('{lake}main/news/*.parquet')
FROM '{lake}main/news/*.parquet'
FROM E'{lake}main/news/\\x2a.parquet'
FROM "{lake}main/news/*.parquet"
DESCRIBE FROM '{lake}main/news/*.parquet'
SUMMARIZE '{lake}main/news/*.parquet'
SELECT (SELECT count(*) FROM '{lake}main/news/*.parquet')
SELECT 1 WHERE EXISTS (FROM glob('{lake}**'))
WITH a AS (FROM '{lake}main/news/*.parquet') FROM a
FROM query_table('{lake}main/news/*.parquet')
FROM parquet_scan('{lake}main/news/*.parquet')
FROM __ducklake_metadata_lake.ducklake_snapshot
FROM __ducklake_metadata_lake.main.ducklake_data_file
FROM ducklake_snapshots('lake')
FROM ducklake_table_info('lake')
FROM ducklake_list_files('lake', 'news')
FROM lake.snapshots()
CALL ducklake_expire_snapshots('lake', older_than => now())
CALL ducklake_merge_adjacent_files('lake')
CALL ducklake_add_data_files('lake', 'news', '{lake}main/x.parquet')
CALL lake.set_option('parquet_compression', 'zstd')
FROM sqlite_scan('{data}/catalog.sqlite', 'ducklake_metadata')
FROM sqlite_query('__ducklake_metadata_lake', 'SELECT 1')
FROM postgres_query('__ducklake_metadata_lake', 'SELECT 1')
FROM POSTGRES_QUERY('__ducklake_metadata_lake', 'SELECT 1')
FROM "postgres_query"/**/('__ducklake_metadata_lake', 'SELECT 1')
FROM postgres_scan('host=127.0.0.1', 'public', 'x')
CALL postgres_execute('__ducklake_metadata_lake', 'SELECT 1')
FROM system.main.read_text('/etc/passwd')
USE memory
DETACH lake
BEGIN
PREPARE p AS FROM news
EXECUTE p
CREATE TEMP TABLE mine AS SELECT 1
CREATE TABLE memory.main.mine AS SELECT 1
CREATE TEMP MACRO mine() AS 1
CHECKPOINT
VACUUM
TRUNCATE news
DROP SECRET catalog
""".strip().splitlines()


@pytest.fixture(scope="module")
def published(
    empty_lake: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Settings]]:
    folder = tmp_path_factory.mktemp("hostile")
    settings = empty_lake.copy(folder / "data")
    with writer(settings) as connection:
        connection.execute("CREATE TABLE news AS SELECT 42 AS x FROM range(20)")
        connection.execute("COMMENT ON TABLE news IS 'News'")
    with duckdb.connect(folder / "other.duckdb") as made:
        made.execute(f"CREATE TABLE secret AS SELECT '{SECRET}' AS x")
    (folder / "near.csv").write_text(f"a\n{SECRET}\n")
    with connect_snapshot(settings) as connection:
        yield connection, settings


def test_a_trick_is_refused_and_leaves_nothing(published, monkeypatch) -> None:
    monkeypatch.setenv("SITREP_TEST_SECRET", SECRET)
    connection, settings = published
    places = {
        "folder": settings.data.parent,
        "data": settings.data,
        "lake": f"{settings.data}/lake/",
    }
    before = _files(settings.data.parent)
    allowed = []
    for trick in [*TRICKS, *OF_A_LAKE]:
        try:
            ask(connection, trick.format(**places)).fetchall()
            allowed.append(trick)
        except (duckdb.Error, SitrepError):
            pass
    assert allowed == []
    assert _files(settings.data.parent) == before
    assert ask(connection, "SELECT DISTINCT x FROM news").fetchall() == [(42,)]


def test_the_settings_alone_refuse_what_is_outside_the_lake(published) -> None:
    connection, settings = published
    for trick in (
        "FROM read_text('/etc/passwd')",
        f"FROM '{settings.data.parent}/near.csv'",
        f"ATTACH '{settings.data.parent}/other.duckdb'",
        f"COPY news TO '{settings.data.parent}/out.csv'",
        "INSERT INTO news VALUES (1)",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(trick)


@pytest.mark.parametrize(
    "question",
    ["FROM news", "SELECT count(*) FROM lake.main.news", "EXPLAIN FROM news", "SUMMARIZE news",
     "EXPLAIN ANALYZE FROM news", "SHOW TABLES", "WITH a AS (FROM news) FROM a", "DESCRIBE news",
     "SELECT * FROM (PIVOT news ON x IN (42) USING count(*))", "SELECT unnest([1, 2])",
     "FROM range(3), news", "FROM events_as_of(now()) UNION ALL FROM events_as_of(now())",
     "SELECT table_name FROM information_schema.tables", "SELECT country_code('Russia')",
     "FROM duckdb_columns()", "(VALUES (1), (2))"],
)  # fmt: skip
def test_questions_are_answered(published, question: str) -> None:
    assert ask(published[0], question).fetchall() is not None


def test_nothing_tells_how_the_catalog_is_reached(published) -> None:
    assert published[0].execute("FROM duckdb_secrets()").fetchall() == []


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if "catalog.sqlite-" not in path.name)
