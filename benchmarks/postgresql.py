"""A PostgreSQL server of one's own: in a folder of /tmp, on a free port, for as long as it is used.

Needs `initdb`, `pg_ctl` and `psql` on the path (Debian: `postgresql`), and the user `postgres` if
this is root.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("initdb", "pg_ctl", "psql")


def is_installed() -> bool:
    """Tell whether a server can be started here."""
    return all(map(shutil.which, PROGRAMS))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql(database: str, user: str, password: str | None = None) -> Iterator[str]:
    """Start a server with an empty database and give its address, `127.0.0.1:PORT`.

    Args:
        database: its name.
        user: the superuser.
        password: what the server asks for; nothing, if there is none.
    """
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="sitrep-postgresql-"))
    owner = "postgres" if os.geteuid() == 0 else None
    secret = folder / "password"
    secret.write_text(password or "")
    for path in (folder, secret):
        if owner:
            shutil.chown(path, owner)
    run = {"check": True, "user": owner, "cwd": folder, "stdout": subprocess.DEVNULL}
    base = folder / "data"
    asks = ["-A", "scram-sha-256", "--pwfile", secret] if password else ["-A", "trust"]
    subprocess.run(["initdb", "-D", base, *asks, "-U", user, "-N"], **run)
    start = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    subprocess.run(["pg_ctl", "-D", base, "-w", "-t", "300", "-l", folder / "log", "-o", start,
                    "start"], **run)  # fmt: skip
    try:
        given = {**run, "env": os.environ | {"PGPASSWORD": password or ""}}
        psql = ["psql", "-h", "127.0.0.1", "-p", str(port), "-U", user, "-d", "postgres"]
        subprocess.run([*psql, "-c", f'CREATE DATABASE "{database}"'], **given)
        yield f"127.0.0.1:{port}"
    finally:
        subprocess.run(["pg_ctl", "-D", base, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)
