"""A PostgreSQL server of one's own: in a folder of /tmp, on a free port, for as long as it is used.

Needs `initdb`, `pg_ctl` and `psql` on the path (Debian: `postgresql`), and the user `postgres` if
this is root.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.servers.ports import free_port

PROGRAMS = ("initdb", "pg_ctl", "psql")


def is_installed() -> bool:
    """Tell whether a server can be started here."""
    return all(map(shutil.which, PROGRAMS))


class PostgreSQL(NamedTuple):
    """A server that runs."""

    user: str
    """The superuser."""
    password: str | None
    host: str
    """`127.0.0.1:PORT`."""

    def url(self, database: str, kind: str = "postgresql") -> str:
        """Return the address of a database; `kind` is what stands before `://`."""
        login = f"{self.user}:{self.password}" if self.password else self.user
        return f"{kind}://{login}@{self.host}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement."""
        psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1", self.url(database), "-c", statement]
        subprocess.run(psql, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def postgresql(
    database: str,
    user: str,
    password: str | None = None,
    options: Mapping[str, str] | None = None,
) -> Iterator[PostgreSQL]:
    """Start a server with an empty database; it is stopped and removed after the block.

    Args:
        database: its name.
        user: the superuser.
        password: what the server asks for; nothing, if there is none.
        options: settings of the server, such as `fsync`.
    """
    folder = Path(tempfile.mkdtemp(prefix="sitrep-postgresql-"))
    owner = "postgres" if os.geteuid() == 0 else None
    secret = folder / "password"
    secret.write_text(password or "")
    for path in (folder, secret):
        if owner:
            shutil.chown(path, owner)
    port, base = free_port(), folder / "data"
    run: dict[str, Any] = {"check": True, "user": owner, "cwd": folder}
    run["stdout"] = subprocess.DEVNULL
    asks = ["-A", "scram-sha-256", "--pwfile", secret] if password else ["-A", "trust"]
    subprocess.run(["initdb", "-D", base, *asks, "-U", user, "-N"], **run)
    given = {"listen_addresses": "127.0.0.1", **(options or {})}
    start = f"-p {port} -k {folder} " + " ".join(f"-c {key}={given[key]}" for key in given)
    wait = ["-w", "-t", "300", "-l", folder / "log", "-o", start]
    subprocess.run(["pg_ctl", "-D", base, *wait, "start"], **run)
    try:
        server = PostgreSQL(user, password, f"127.0.0.1:{port}")
        server.execute(f'CREATE DATABASE "{database}"')
        yield server
    finally:
        subprocess.run(["pg_ctl", "-D", base, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)
