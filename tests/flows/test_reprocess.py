from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.settings import Settings
from tests.flows.running import run_flow
from warehouse.connection import writer
from warehouse.content import fingerprint
from warehouse.publish import publish

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.mark.usefixtures("server")
def test_what_an_earlier_version_made_is_made_again(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", workers=1)
    article = tmp_path / "article.txt"
    article.write_text("Foreign Minister Ana Ruiz of Chile visited Lima on 3 May 2025.")
    run_flow([article], settings)
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        before = fingerprint(connection)
    with writer(settings) as connection:
        connection.execute("UPDATE documents SET version = 'old', title = 'wrong'")
        connection.execute(
            'UPDATE runs SET versions = json_merge_patch(versions, \'{"extract": "0"}\')'
        )
    publish(settings)
    article.unlink()

    told = CliRunner().invoke(app, ["reprocess", "--dry-run", "--data", str(settings.data)])
    assert told.exit_code == 0
    assert "1 documents in 1 files were made by another version" in told.output
    assert "extract" in told.output
    done = CliRunner().invoke(app, ["reprocess", "--data", str(settings.data)])
    assert done.exit_code == 0, done.output
    assert "no event came out otherwise" in done.output
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        assert fingerprint(connection) == before
    again = CliRunner().invoke(app, ["reprocess", "--data", str(settings.data)])
    assert "0 documents in 0 files" in again.output
