from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.settings import Settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITREP_DATA", raising=False)


def test_arguments_win_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("sitrep.toml").write_text('data = "file"\nworkers = 3\nbatch_size = 5\n')
    monkeypatch.setenv("SITREP_DATA", "environment")
    monkeypatch.setenv("SITREP_WORKERS", "4")
    settings = Settings(data=Path("argument"))
    assert (settings.data, settings.workers, settings.batch_size) == (Path("argument"), 4, 5)


def test_the_file_may_lie_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("my.toml").write_text('[columns]\ntext = ["story"]\n')
    monkeypatch.setenv("SITREP_CONFIG", "my.toml")
    assert Settings().columns.text == ("story",)
    assert "headline" in Settings().columns.title


@pytest.mark.parametrize(
    ("name", "value"),
    [("WORKERS", "0"), ("BATCH_SIZE", "many"), ("NEAR_COPY", "1.5"), ("MAX_FILE_BYTES", "-1")],
)
def test_nonsense_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SITREP_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_all_that_is_kept_lies_in_the_data_folder() -> None:
    settings = Settings(data=Path("here"))
    kept = (settings.raw, settings.staging_folder, settings.database, settings.snapshot)
    assert all(Path("here") in path.parents for path in (*kept, settings.prefect_home))
    assert len(set(kept)) == len(kept)
