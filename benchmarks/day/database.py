"""PostgreSQL in a folder of its own, for Prefect's server."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.day.ports import free_port


@contextmanager
def postgresql() -> Iterator[str]:
    """Start PostgreSQL and give its address for Prefect; as the user `postgres` if this is root."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="sitrep-postgresql-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    start = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    run = {"check": True, "user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    base = folder / "data"
    subprocess.run(["initdb", "-D", base, "-A", "trust", "-U", "prefect", "-N"], **run)
    subprocess.run(["pg_ctl", "-D", base, "-w", "-t", "300", "-l", folder / "log", "-o", start,
                    "start"], **run)  # fmt: skip
    try:
        address = f"prefect@127.0.0.1:{port}"
        make = ["psql", f"postgresql://{address}/postgres", "-c", "CREATE DATABASE prefect"]
        subprocess.run(make, **run)
        yield f"postgresql+asyncpg://{address}/prefect"
    finally:
        subprocess.run(["pg_ctl", "-D", base, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)
