"""Watched folders: nothing is fetched, runs read them where they are; a visit only looks."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from schemas.fetch_source import FolderSource
from tasks.fetch.state import SourceState
from tasks.fetch.tally import Visited
from tasks.ingest import InputFile, discover


def visit_folder(source: FolderSource, state: SourceState) -> tuple[Visited, SourceState]:
    """Count the files of a folder, and those that came or changed since the last visit."""
    visited = Visited(source.name, "folder")
    path = Path(source.path)
    if not path.is_dir():
        error = f"{path}: there is no such folder. Make it, or correct `path`"
        return replace(visited, failed=True, reason="not_found", error=error), state
    files, _ = discover([str(path)], Path("/nonexistent"))
    since = state.last_visit
    news = [file for file in files if since is None or _changed(file) > since]
    state = state.model_copy(update={"address": str(path.resolve())})
    return replace(visited, listed=len(files), new=len(news), unchanged=not news), state


def _changed(file: InputFile) -> datetime:
    return datetime.fromtimestamp(file.mtime_ns / 1e9, UTC)
