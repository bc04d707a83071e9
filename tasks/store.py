"""Where machines hand staged files to each other: a store that an fsspec URL names.

What lies at `PATH` in the staging folder is the object `PATH.tar` there: the SHA-256 of a tar
archive, a line feed, the archive. An object store shows an object whole or not at all and cannot
rename, so one object holds all files of a batch; where a store is a plain file system, which can
show half a file, the object gets its name when it is complete. Whatever else may happen to it, an
object that does not fit its hash counts as missing.
"""

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.load.stage import hash_file

SUFFIX = ".tar"
AREAS = ("sources", "batches")
"""Folders of the staging folder that are handed on; nothing else under the URL is touched."""
AT_ONCE = 16
"""Objects that are fetched at the same time: a store answers slowly, but to many."""
SECRETS = ("KEY", "SECRET", "TOKEN", "PASSWORD", "CREDENTIAL", "AUTH", "CONNECTION_STRING")
"""Parts of the names of environment variables whose values are not shown."""
MASK = "***"

Result = TypeVar("Result")


class StoreError(SitrepError):
    """The store of staged files cannot be reached, or does not do what it is asked."""


class Stored(NamedTuple):
    """An object of the store."""

    name: str
    """Path in the staging folder."""
    size: int
    changed: datetime
    """UTC."""


class Store:
    """Files and folders of the staging folder, under their paths in it.

    Args:
        url: fsspec URL; credentials come from the environment or fsspec's own configuration.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        uncached = {"use_listings_cache": False}  # others write there too
        self._fs, root = self._do(lambda: fsspec.core.url_to_fs(url, **uncached), "open")
        self._root = root.rstrip("/")

    def put(self, name: Path, path: Path) -> None:
        """Keep a staged file with its hash, or a staged folder, in place of what was there.

        Raises:
            StoreError: it cannot be written.
            OSError: `path` cannot be read.
        """
        packed = _pack(path)
        key = self._key(name)
        self._do(lambda: self._write(key, _seal(packed) + packed), f"write {name} to")

    def get(self, name: Path, path: Path) -> bool:
        """Bring what was put as `name` to `path`, whole or not at all; tell whether it was there.

        Raises:
            StoreError: the store does not answer.
        """
        key = self._key(name)
        found = self._do(lambda: _if_there(self._fs.cat_file, key), f"read {name} from")
        if found is None:
            return False
        seal, packed = found[:_SEAL_BYTES], found[_SEAL_BYTES:]
        if seal != _seal(packed):
            return False
        _unpack(packed, path)
        return True

    def drop(self, names: list[Path]) -> None:
        """Remove these; what is not there is gone already."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(self._drop, names))

    def list(self) -> list[Stored]:
        """Return all that is there, sorted by name."""
        return sorted(each for area in AREAS for each in self._list(area))

    def _list(self, area: str) -> Iterator[Stored]:
        folder = f"{self._root}/{area}"
        found = self._do(lambda: _if_there(self._fs.find, folder, detail=True), "list")
        for key, facts in (found or {}).items():
            if key.endswith(SUFFIX):
                name = key.removeprefix(f"{self._root}/").removesuffix(SUFFIX)
                yield Stored(name, int(facts["size"]), _changed(facts))

    def _drop(self, name: Path) -> None:
        key = self._key(name)
        self._do(lambda: _if_there(self._fs.rm_file, key), f"remove {name} from")

    def _key(self, name: Path) -> str:
        return f"{self._root}/{name.as_posix()}{SUFFIX}"

    def _write(self, key: str, content: bytes) -> None:
        if not isinstance(self._fs, LocalFileSystem):
            self._fs.pipe_file(key, content)
            return
        folder, _, name = key.rpartition("/")
        draft = f"{folder}/.{name}.{uuid4().hex}"
        self._fs.makedirs(folder, exist_ok=True)
        self._fs.pipe_file(draft, content)
        Path(draft).replace(key)

    def _do(self, work: Callable[[], Result], what: str) -> Result:
        """Do something with the store; its errors say where, and never with which credentials."""
        try:
            return work()
        except Exception as error:  # each kind of store has exceptions of its own
            said = without_secrets(f"{type(error).__name__}: {error}")
        raise StoreError(
            f"cannot {what} {self.url} ({said}); check SITREP_STAGING, that the store answers,"
            " and the credentials in the environment of this process and of the workers"
        )


@cache
def store_of(settings: Settings) -> Store | None:
    """Return the store that is set, if one is.

    Raises:
        StoreError: it cannot be opened; for instance, what speaks its protocol is not installed.
    """
    return Store(settings.staging) if settings.staging else None


def bring(paths: list[Path], settings: Settings) -> None:
    """Fetch those of the staged `paths` that this machine has not; what is missing stays so.

    Raises:
        StoreError: the store does not answer.
    """
    store = store_of(settings)
    if store is None:
        return
    wanted = [path for path in paths if not path.exists()]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda path: store.get(name_of(path, settings), path), wanted))


def name_of(path: Path, settings: Settings) -> Path:
    """Return the name of a staged file or folder: its path in the staging folder."""
    return path.relative_to(settings.staging_folder)


def without_secrets(text: str) -> str:
    """Mask the values of environment variables that may be credentials."""
    for name, value in os.environ.items():
        if len(value) > 3 and any(part in name.upper() for part in SECRETS):
            text = text.replace(value, MASK)
    return text


def _if_there(ask: Callable[..., Any], key: str, **options: Any) -> Any:
    """Return what a store answers, None where it has no such object."""
    try:
        return ask(key, **options)
    except FileNotFoundError:
        return None


_STEM = "staged"
"""In the archive, in place of the name in the staging folder."""
_SEAL_BYTES = hashlib.sha256().digest_size * 2 + 1


def _seal(packed: bytes) -> bytes:
    return hashlib.sha256(packed).hexdigest().encode() + b"\n"


def _pack(path: Path) -> bytes:
    members = [path] if path.is_dir() else [path, hash_file(path)]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for member in members:
            archive.add(member, member.name.replace(path.name, _STEM, 1), filter=_plain)
    return buffer.getvalue()


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out when and by whom a file was made: the same content gives the same object."""
    member.mtime = member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _unpack(packed: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(draft, filter="data")
        for member in sorted(draft.iterdir(), reverse=True):
            member.replace(path.with_name(member.name.replace(_STEM, path.name, 1)))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _changed(facts: dict[str, Any]) -> datetime:
    """Return when an object came; stores name it differently, and some not at all."""
    for name in ("LastModified", "last_modified", "mtime", "updated"):
        match facts.get(name):
            case datetime() as moment:
                return moment.astimezone(UTC)
            case float() | int() as seconds:
                return datetime.fromtimestamp(seconds, UTC)
            case str() as text:
                return datetime.fromisoformat(text).astimezone(UTC)
    return datetime.now(UTC)
