import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from flows.workers import open_pool
from schemas.settings import Settings


def _pid(pause: float = 0.0) -> int:
    time.sleep(pause)
    return os.getpid()


def test_a_dead_worker_is_replaced(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with open_pool(Settings(data=tmp_path, workers=1)) as pool:
        victim = pool.submit(_pid).result()
        broken = pool.submit(_pid, 30.0)
        time.sleep(0.5)
        os.kill(victim, signal.SIGKILL)
        with pytest.raises(BrokenProcessPool):
            broken.result(timeout=30)
        assert pool.submit(_pid).result() != victim
