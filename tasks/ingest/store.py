"""The raw store: every byte that came in, kept once under its hash."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

CHUNK_BYTES = 1 << 20


class RawStore:
    """Files named by the SHA-256 of their bytes, in 256 folders by the first two digits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Return where the bytes with this hash lie, or would lie."""
        return self.root / sha256[:2] / sha256

    def put(self, path: Path) -> str:
        """Keep a copy of the file and return its hash; bytes already kept are not written again.

        Raises:
            OSError: the file cannot be read, or the store cannot be written.
        """
        with path.open("rb") as stream:
            known = hashlib.file_digest(stream, "sha256").hexdigest()
            if self.path(known).exists():
                return known
            stream.seek(0)
            return self.put_stream(stream)

    def drop(self, sha256: str) -> bool:
        """Remove the bytes with this hash; tell whether they were there."""
        try:
            self.path(sha256).unlink()
        except FileNotFoundError:
            return False
        return True

    def put_stream(self, stream: BinaryIO) -> str:
        """Keep all bytes up to the end of `stream` and return their hash.

        The copy appears under its name only when it is complete and on disk.

        Raises:
            OSError: as for `put`.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".incoming-")
        incoming = Path(name)
        try:
            with os.fdopen(handle, "wb") as copy:
                sha256 = _copy(stream, copy)
            target = self.path(sha256)
            target.parent.mkdir(exist_ok=True)
            incoming.replace(target)
        finally:
            incoming.unlink(missing_ok=True)
        return sha256


def _copy(stream: BinaryIO, copy: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK_BYTES):
        digest.update(chunk)
        copy.write(chunk)
    copy.flush()
    os.fsync(copy.fileno())
    return digest.hexdigest()
