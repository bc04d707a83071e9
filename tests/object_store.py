"""A server that speaks S3 on loopback, with a bucket."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

BUCKET = "news"
SECRET = "s3cr3t-that-nobody-may-see"
START_SECONDS = 120


class ObjectStore(NamedTuple):
    """Where it is, and what a process needs in its environment to use it."""

    url: str
    environment: dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def object_store(log: Path) -> Iterator[ObjectStore]:
    """Run the server for the length of the block, with its environment set here too."""
    port = free_port()
    environment = {
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }
    code = "import sys; from moto.server import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "-H", "127.0.0.1", "-p", str(port)]
    os.environ.update(environment)
    with log.open("w") as told:
        server = subprocess.Popen(command, stdout=told, stderr=told)
    try:
        _make_bucket(server, log)
        yield ObjectStore(f"s3://{BUCKET}/sitrep", environment)
    finally:
        server.kill()
        server.wait()
        for name in environment:
            os.environ.pop(name, None)


def _make_bucket(server: "subprocess.Popen[bytes]", log: Path) -> None:
    import s3fs

    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            s3fs.S3FileSystem(skip_instance_cache=True).mkdir(BUCKET)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"the object store did not start:\n{log.read_text()}")
