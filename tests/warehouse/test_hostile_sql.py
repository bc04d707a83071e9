"""What SQL from anybody may not do to the snapshot, the machine and the process."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.query import ask, connect_snapshot

SECRET = "not for anybody"
TRICKS = """
CREATE TABLE mine AS SELECT 1
INSERT INTO news VALUES (1)
UPDATE news SET x = 2
DELETE FROM news
DROP TABLE news
ALTER TABLE news ADD COLUMN y INTEGER
CREATE VIEW mine AS SELECT 1
CREATE MACRO mine() AS 1
CREATE OR REPLACE TABLE news AS SELECT 1
COPY news TO '{folder}/out.csv'
COPY (SELECT 1) TO '{folder}/out.parquet' (FORMAT parquet)
COPY news FROM '{folder}/near.csv'
COPY FROM DATABASE sitrep TO memory
SELECT 1; COPY news TO '{folder}/out.csv'
SELECT * FROM read_csv('{folder}/near.csv')
SELECT * FROM read_csv_auto('{folder}/near.csv')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_blob('/proc/self/environ')
SELECT * FROM read_json('{folder}/near.csv')
SELECT * FROM read_ndjson_objects('{folder}/near.csv')
SELECT * FROM read_parquet('https://example.org/x.parquet')
SELECT * FROM read_parquet('s3://bucket/x.parquet')
SELECT * FROM '{folder}/near.csv'
SELECT * FROM 'https://example.org/x.csv'
SELECT * FROM glob('/etc/*')
SELECT * FROM sniff_csv('{folder}/near.csv')
SELECT * FROM parquet_metadata('{folder}/near.csv')
SELECT * FROM parquet_kv_metadata('{folder}/near.csv')
SELECT * FROM read_duckdb('{folder}/other.duckdb')
FROM query('FROM read_text(''/etc/passwd'')')
FROM query('FROM read_' || 'text(''/etc/passwd'')')
EXPLAIN ANALYZE SELECT * FROM read_text('/etc/passwd')
ATTACH '{folder}/other.duckdb'
ATTACH '{folder}/new.duckdb' AS new
ATTACH ':memory:' AS m
ATTACH '{folder}/other.duckdb' AS o (READ_ONLY)
ATTACH 'postgres://user@example.org/db' AS p (TYPE postgres)
EXPORT DATABASE '{folder}/export'
IMPORT DATABASE '{folder}/export'
INSTALL httpfs
INSTALL spatial FROM community
FORCE INSTALL httpfs FROM 'https://example.org'
LOAD httpfs
LOAD '{folder}/evil.duckdb_extension'
UPDATE EXTENSIONS
SET enable_external_access = true
SET GLOBAL enable_external_access = true
RESET enable_external_access
PRAGMA enable_external_access = true
SET lock_configuration = false
SET allowed_paths = ['/etc/passwd']
SET allowed_directories = ['/']
SET memory_limit = '1TB'
SET temp_directory = '{folder}'
SET extension_directory = '{folder}'
SET home_directory = '{folder}'
SET custom_extension_repository = 'https://example.org'
SET autoinstall_known_extensions = true
SET allow_unsigned_extensions = true
SET log_query_path = '{folder}/log'
SET profile_output = '{folder}/profile'
PRAGMA enable_profiling = 'json'
SELECT getenv('SITREP_TEST_SECRET')
CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')
CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'b')
CALL enable_logging(storage = 'file', storage_path = '{folder}/log')
FROM enable_logging(storage = 'file', storage_path = '{folder}/log')
FROM query('FROM enable' || '_logging(storage = ''file'', storage_path = ''{folder}/log'')')
EXPLAIN ANALYZE FROM enable_logging()
FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
FROM arrow_scan(1, 2, 3)
""".strip().splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    with duckdb.connect(folder / "sitrep.duckdb") as made:
        made.execute("CREATE TABLE news AS SELECT 42 AS x")
    with duckdb.connect(folder / "other.duckdb") as made:
        made.execute(f"CREATE TABLE secret AS SELECT '{SECRET}' AS x")
    (folder / "near.csv").write_text(f"a\n{SECRET}\n")
    return folder


@pytest.fixture
def connection(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.setenv("SITREP_TEST_SECRET", SECRET)
    with connect_snapshot(Settings(data=folder)) as connection:
        yield connection


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused_and_leaves_nothing(
    connection: duckdb.DuckDBPyConnection, folder: Path, trick: str
) -> None:
    before = sorted(folder.iterdir())
    with pytest.raises((duckdb.Error, SitrepError)):
        ask(connection, trick.format(folder=folder)).fetchall()
    assert sorted(folder.iterdir()) == before
    assert ask(connection.cursor(), "SELECT x FROM news").fetchall() == [(42,)]


def test_no_object_of_the_program_can_be_read(connection: duckdb.DuckDBPyConnection) -> None:
    hidden = connection.execute("SELECT 'of the program'").fetch_arrow_table()
    assert hidden.num_rows
    with pytest.raises(duckdb.CatalogException):
        ask(connection, "FROM hidden")


@pytest.mark.parametrize(
    "question",
    ["FROM news", "SELECT count(*) FROM news", "EXPLAIN FROM news", "SUMMARIZE news", "SHOW TABLES",
     "PIVOT news ON x USING count(*)", "WITH a AS (FROM news) FROM a", "DESCRIBE news"],
)  # fmt: skip
def test_questions_are_answered(connection: duckdb.DuckDBPyConnection, question: str) -> None:
    assert ask(connection, question).fetchall()
