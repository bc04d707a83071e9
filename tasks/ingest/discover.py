"""From what the user names (files, folders, globs, standard input) to a list of files."""

import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.reject import Reject
from tasks.ingest.store import RawStore

STANDARD_INPUT = "-"
ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "notice", "copying", "changelog"})
"""Stems of files that tell of the folder they lie in; read only where named themselves."""


class InputFile(NamedTuple):
    """A file to read. `uri` is its absolute file URI, or `stdin:` and the start of its hash."""

    path: Path
    uri: str
    size: int
    mtime_ns: int


def discover(paths: Sequence[str], data: Path) -> tuple[list[InputFile], list[Reject]]:
    """Find the files that `paths` name, sorted by address, each once.

    Folders are searched with all their subfolders, links included, whatever way they loop.
    Hidden files, README and licence files, and the data folder are passed over in a search;
    a file that is named itself is always taken.

    Args:
        paths: files, folders, globs (`**` included), or `-` for standard input.
        data: the data folder; standard input is spooled to the raw store in it.
    """
    found: dict[str, InputFile] = {}
    rejects: dict[str, Reject] = {}
    for name in paths:
        for result in _named(name, data.resolve()):
            if isinstance(result, Reject):
                rejects[str(result.reject_id)] = result
            else:
                found[result.uri] = result
    by_uri = sorted(rejects.values(), key=lambda reject: (reject.uri, reject.reason))
    return [found[uri] for uri in sorted(found)], by_uri


def printable(text: str) -> str:
    """Return `text` without the surrogates that stand for undecodable bytes of a file name."""
    return text.encode("utf-8", "replace").decode()


def _named(name: str, data: Path) -> Iterator[InputFile | Reject]:
    if name == STANDARD_INPUT:
        yield _standard_input(data)
        return
    results = list(_matching(name, data))
    yield from results
    if not results:
        yield Reject.of("ingest", "not_found", _nothing(name, data), uri=printable(name))


def _nothing(name: str, data: Path) -> str:
    shown, path = printable(name), Path(name)
    if path.resolve() == data:
        return f"{shown}: this is the data folder, which is not read. Keep the news elsewhere."
    if path.is_dir():
        return f"{shown}: this folder holds no files (hidden files and READMEs are not read)."
    if path.exists():
        return f"{shown}: this is not a regular file. Pipe it in: sitrep run - < {shown}"
    return f"{shown}: there is no such file or folder, and nothing matches it. Check the spelling."


def _matching(name: str, data: Path) -> Iterator[InputFile | Reject]:
    paths = [Path(name)] if os.path.lexists(name) else _globbed(name, data)
    for path in paths:
        try:
            status = path.stat()
        except (OSError, RuntimeError) as error:
            yield _unreadable(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _in_folder(path, data)
        elif stat.S_ISREG(status.st_mode):
            yield _input_file(path, status)


def _globbed(pattern: str, data: Path) -> Iterator[Path]:
    above, stars, below = pattern.partition("**/")
    if not stars:
        yield from map(Path, sorted(glob.glob(pattern)))  # noqa: PTH207
        return
    for top in sorted(glob.glob(above)) if above else ["."]:  # noqa: PTH207
        for folder, _, _ in _walk(Path(top), data, []):
            yield from _globbed(str(Path(glob.escape(str(folder))) / below), data)


def _in_folder(folder: Path, data: Path) -> Iterator[InputFile | Reject]:
    errors: list[OSError] = []
    for parent, _, names in _walk(folder, data, errors):
        for name in names:
            path = parent / name
            if name.startswith(".") or path.stem.casefold() in ABOUT_THE_FOLDER:
                continue
            try:
                status = path.stat()
            except (OSError, RuntimeError) as error:
                yield _unreadable(path, error)
                continue
            if stat.S_ISREG(status.st_mode):
                yield _input_file(path, status)
    for failure in errors:
        yield _unreadable(Path(failure.filename or folder), failure)


def _walk(
    top: Path, data: Path, errors: list[OSError]
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Walk like os.walk through links, each real folder once, hidden ones and `data` left out."""
    seen: set[Path] = set()
    for parent, folders, names in os.walk(top, onerror=errors.append, followlinks=True):
        real = Path(parent).resolve()
        if real in seen or real == data:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        yield Path(parent), folders, names


def _input_file(path: Path, status: os.stat_result) -> InputFile:
    real = path.resolve()
    return InputFile(real, real.as_uri(), status.st_size, status.st_mtime_ns)


def _unreadable(path: Path, error: Exception) -> Reject:
    reason = getattr(error, "strerror", None) or str(error)
    shown, uri = printable(str(path)), path.absolute().as_uri()
    if path.is_symlink() and isinstance(error, FileNotFoundError):
        return Reject.of("ingest", "not_found", f"{shown}: this link leads to nothing.", uri=uri)
    message = f"{shown}: cannot be opened ({printable(reason)}). Check its rights."
    return Reject.of("ingest", "unreadable", message, uri=uri)


def _standard_input(data: Path) -> InputFile | Reject:
    store = RawStore(data / "raw")
    try:
        sha256 = store.put_stream(sys.stdin.buffer)
    except OSError as error:
        message = f"standard input: cannot be kept in {store.root} ({error.strerror})."
        return Reject.of("ingest", "unreadable", printable(message), uri="stdin:")
    path = store.path(sha256)
    return InputFile(path, f"stdin:{sha256[:16]}", path.stat().st_size, 0)
