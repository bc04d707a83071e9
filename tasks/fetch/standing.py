"""What a run reads that is given no paths."""

from schemas.settings import Settings
from tasks.fetch.config import load_sources, watched_folders
from tasks.fetch.inbox import has_lists, lists


def standing_paths(settings: Settings) -> list[str]:
    """Return the lists of what was fetched, and the folders that `sources.toml` names.

    Raises:
        SourcesError: `sources.toml` is wrong; a missing one names no folders.
    """
    fetched = [lists(settings)] if has_lists(settings) else []
    folders = watched_folders(load_sources(settings)) if settings.sources.exists() else []
    return [str(path) for path in (*fetched, *folders)]
