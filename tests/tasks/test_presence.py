import subprocess
import sys
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.exclusive import DataFolderBusyError, exclusive
from tasks.presence import forget, present, vanished

HOLDER = """
import sys
from pathlib import Path
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.presence import present
settings = Settings(data=Path(sys.argv[1]))
with present(settings, "killed"), exclusive(settings):
    print("there", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


def _holder(settings: Settings) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLDER, str(settings.data)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    return process


def test_a_killed_process_has_vanished_and_a_live_one_has_not(settings: Settings) -> None:
    assert vanished(settings) == []
    holder = _holder(settings)
    with present(settings, "alive"):
        assert vanished(settings) == []
        holder.kill()
        holder.communicate()
        assert vanished(settings) == ["killed"]
        forget(settings, "killed")
        assert vanished(settings) == []


def test_a_run_that_fails_says_so_itself(settings: Settings) -> None:
    with pytest.raises(KeyError), present(settings, "failed"):
        raise KeyError
    assert vanished(settings) == []


def test_the_patient_get_the_folder_when_its_holder_ends(settings: Settings) -> None:
    holder = _holder(settings)
    with pytest.raises(DataFolderBusyError, match=rf"process {holder.pid}, waited 1 s"):
        exclusive(settings, patience=1.0).__enter__()
    subprocess.Popen(["sh", "-c", f"sleep 1; kill -9 {holder.pid}"])
    with exclusive(settings, patience=60.0):
        assert holder.wait() != 0
    holder.communicate()
