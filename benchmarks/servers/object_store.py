"""A server that speaks S3 on loopback, with a bucket."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.servers.ports import free_port, wait_until

BUCKET = "news"
SECRET = "s3cr3t-that-nobody-may-see"


class ObjectStore(NamedTuple):
    """Where it is, and what a process needs in its environment to use it."""

    url: str
    environment: dict[str, str]


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
        wait_until(lambda: _has_bucket(server, log), "the object store")
        yield ObjectStore(f"s3://{BUCKET}/sitrep", environment)
    finally:
        server.kill()
        server.wait()
        for name in environment:
            os.environ.pop(name, None)


def _has_bucket(server: "subprocess.Popen[bytes]", log: Path) -> bool:
    """Make the bucket, if the server answers by now."""
    import s3fs

    if server.poll() is not None:
        raise RuntimeError(f"the object store did not start:\n{log.read_text()}")
    try:
        s3fs.S3FileSystem(skip_instance_cache=True).mkdir(BUCKET)
    except OSError:
        return False
    return True
