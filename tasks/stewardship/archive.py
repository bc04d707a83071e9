"""The file that a backup is: a tar archive with a manifest of hashes."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import ValidationError

from schemas.base import Record
from schemas.errors import SitrepError
from schemas.source import Sha256

MANIFEST = "manifest.json"
FORM = 1
"""Changes when the archive's form does."""
CHUNK = 1 << 20


class BackupDamagedError(SitrepError):
    """A backup that cannot be trusted; nothing was restored."""

    def __init__(self, path: Path, problem: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(f"{path}: {problem}; take another backup")


class Entry(Record):
    """A file in the archive."""

    path: str
    """Below the data folder, with slashes."""
    size: int
    sha256: Sha256


class Manifest(Record):
    """What a backup holds."""

    form: int = FORM
    made_at: datetime
    release: str
    """Of sitrep, that made it."""
    migrations: int
    """Number of the last migration of the warehouse."""
    from_snapshot: bool = False
    """True where the warehouse was held by a load, and its last snapshot was taken instead."""
    rows: dict[str, int]
    """Table → rows."""
    missing_blobs: int = 0
    """Files that the warehouse names and the raw store had no more."""
    entries: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.entries)


class ArchiveWriter:
    """Writes files into an archive and keeps account of them."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.entries: list[Entry] = []

    def add(self, name: str, path: Path) -> None:
        """Add a file under a name, as it is now."""
        with path.open("rb") as stream:
            info = tarfile.TarInfo(name)
            status = os.fstat(stream.fileno())
            info.size, info.mtime = status.st_size, int(status.st_mtime)
            hashed = _Hashed(stream)
            self._tar.addfile(info, hashed)
        self.entries.append(Entry(path=name, size=info.size, sha256=hashed.sha256))

    def close(self, manifest: Manifest) -> None:
        """Add the manifest, last, and have all of it on disk."""
        body = manifest.model_dump_json(indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(body)
        self._tar.addfile(info, io.BytesIO(body))
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file, which is of no use."""
        self._file.close()


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._digest = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._digest.update(chunk)
        return chunk

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of a backup.

    Raises:
        BackupDamagedError: the file is no backup, cut short, or of a later form.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            member = tar.extractfile(MANIFEST)
            plain: Any = json.loads(member.read()) if member else {}
    except (OSError, tarfile.TarError, KeyError, ValueError) as error:
        raise BackupDamagedError(path, f"is no whole backup ({error})") from error
    if plain.get("form", 0) > FORM:
        raise BackupDamagedError(path, "was made by a later release, which can restore it")
    try:
        return Manifest.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        raise BackupDamagedError(path, f"has a broken manifest ({error})") from error


def verify(path: Path) -> Manifest:
    """Read all of a backup and compare each file with the manifest; return that.

    Raises:
        BackupDamagedError: a file is missing, too many, or has other bytes.
    """
    manifest = read_manifest(path)
    for _ in _checked(path, manifest, None):
        pass
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Write all files of a backup below `folder`, each compared with the manifest; return that.

    Raises:
        BackupDamagedError: as for `verify`, or a name leads out of the folder.
    """
    manifest = read_manifest(path)
    for _ in _checked(path, manifest, folder):
        pass
    return manifest


def _checked(path: Path, manifest: Manifest, folder: Path | None) -> Iterator[str]:
    wanted = {each.path: each for each in manifest.entries}
    try:
        with tarfile.open(path, "r:") as tar:
            for info in tar:
                if info.name == MANIFEST:
                    continue
                entry, stream = wanted.pop(info.name, None), tar.extractfile(info)
                if entry is None or stream is None or not _inside(info.name):
                    raise BackupDamagedError(path, f"holds {info.name!r}, which it should not")
                if _hash(stream, folder and folder / info.name) != entry.sha256:
                    raise BackupDamagedError(path, f"{info.name} has other bytes than were saved")
                yield info.name
    except (tarfile.TarError, EOFError) as error:
        raise BackupDamagedError(path, f"cannot be read ({error})") from error
    if wanted:
        raise BackupDamagedError(path, f"lacks {min(wanted)} and {len(wanted) - 1} more")


def _inside(name: str) -> bool:
    parts = PurePosixPath(name)
    return not parts.is_absolute() and ".." not in parts.parts


def _hash(stream: IO[bytes], target: Path | None) -> str:
    hashed = _Hashed(stream)
    if target is None:
        while hashed.read(CHUNK):
            pass
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(hashed, file, CHUNK)
            file.flush()
            os.fsync(file.fileno())
    return hashed.sha256
