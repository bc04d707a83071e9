"""Files that are there as a whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from warehouse.export.errors import ExportError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a draft beside `path` that takes its place when all went well, and vanishes if not.

    Raises:
        ExportError: nothing can be written there.
    """
    draft = _draft(path)
    try:
        yield draft
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder beside `path` that becomes it when all went well, and vanishes if not.

    Raises:
        ExportError: there is something already, or nothing can be written there.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ExportError(f"{path} is there already: a release is never changed; name a new folder")
    draft = _draft(path)
    try:
        draft.mkdir()
        yield draft
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _draft(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{path.parent} cannot be made: {error.strerror or error}") from error
    return path.with_name(f".{path.name}.{uuid4().hex}")
