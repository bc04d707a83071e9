from pathlib import Path

import duckdb
import pytest

from warehouse.publish import publish
from warehouse.query import SnapshotMissingError, connect_snapshot

pytestmark = pytest.mark.parametrize("template", ["file"], indirect=True)

REFUSED = [
    "CREATE TABLE mine (a INTEGER)",
    "CREATE OR REPLACE VIEW visits AS SELECT 1",
    "INSERT INTO spans SELECT * FROM spans",
    "UPDATE documents SET title = 'x'",
    "DELETE FROM spans",
    "DROP TABLE spans",
    "ATTACH '{folder}/other.duckdb'",
    "ATTACH '{folder}/warehouse.duckdb' AS live (READ_ONLY)",
    "SELECT * FROM read_csv('{folder}/secret.csv')",
    "FROM '{folder}/secret.csv'",
    "SELECT * FROM read_text('{folder}/secret.csv')",
    "SELECT * FROM glob('{folder}/*')",
    "COPY documents TO '{folder}/out.csv'",
    "COPY spans FROM '{folder}/secret.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}'",
    "INSTALL fts",
    "LOAD fts",
    "LOAD '{folder}/x.duckdb_extension'",
    "CREATE SECRET (TYPE s3)",
    "SELECT * FROM read_csv('https://localhost/x.csv')",
    "SET enable_external_access = true",
    "SET memory_limit = '1TB'",
    "SET temp_directory = '{folder}'",
    "RESET lock_configuration",
    "PRAGMA profiling_output = '{folder}/profile.json'",
    "SET log_query_path = '{folder}/log'",
]


@pytest.fixture
def published(settings):
    publish(settings)
    (settings.data / "secret.csv").write_text("a\n1\n")
    return settings


def _runs(connection: duckdb.DuckDBPyConnection, statement: str, folder: Path) -> bool:
    try:
        connection.execute(statement.format(folder=folder)).fetchall()
    except duckdb.Error:
        return False
    return True


def test_before_the_first_publication_it_says_what_to_do(settings) -> None:
    with pytest.raises(SnapshotMissingError, match="run `sitrep run` first"):
        connect_snapshot(settings)


def test_users_can_read(published) -> None:
    with connect_snapshot(published) as connection:
        assert connection.execute("SELECT count(*) FROM visits").fetchall() == [(0,)]


def test_users_can_do_nothing_but_read(published) -> None:
    before = sorted(published.data.iterdir())
    content = published.snapshot.read_bytes()
    with connect_snapshot(published) as connection:
        allowed = [each for each in REFUSED if _runs(connection, each, published.data)]
    assert allowed == []
    assert sorted(published.data.iterdir()) == before
    assert published.snapshot.read_bytes() == content
