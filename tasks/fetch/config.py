"""Reading `sources.toml`."""

import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schemas.errors import SitrepError
from schemas.fetch_source import KINDS, AnySource, FolderSource, WebSource
from schemas.settings import Settings

_SOURCE: TypeAdapter[AnySource] = TypeAdapter(AnySource)
_EXAMPLE = "docs/sources.md has a complete example"


class SourcesError(SitrepError):
    """`sources.toml` cannot be used as it is."""


def load_sources(settings: Settings) -> tuple[AnySource, ...]:
    """Read and check all sources; values under `[defaults]` hold for those that say nothing else.

    Raises:
        SourcesError: the file is missing or wrong; the message names every entry and what to do.
    """
    path = settings.sources
    try:
        loaded = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SourcesError(
            f"there is no {path}: write one ({_EXAMPLE}), or name it with SITREP_SOURCES"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesError(f"{path} cannot be read: {error}") from None
    return parse_sources(loaded, str(path), os.environ)


def parse_sources(
    loaded: Mapping[str, Any], name: str, environment: Mapping[str, str]
) -> tuple[AnySource, ...]:
    """Check what a file holds.

    Raises:
        SourcesError: as for `load_sources`.
    """
    entries = loaded.get("source", [])
    if set(loaded) - {"source", "defaults"} or not _tables(entries):
        raise SourcesError(
            f"{name}: write each source as [[source]], and nothing else but [defaults]"
        )
    sources: list[AnySource] = []
    complaints: list[str] = []
    for number, entry in enumerate(entries, 1):
        try:
            sources.append(_SOURCE.validate_python(_filled(entry, loaded.get("defaults", {}))))
        except ValidationError as error:
            complaints += _told(error, f"source {number} ({entry.get('name', 'without a name')})")
    complaints += _twice(sources) + _missing(sources, environment)
    if complaints:
        raise SourcesError(
            "\n  ".join([f"{name} is wrong in {len(complaints)} places:", *complaints])
        )
    return tuple(sources)


def chosen(sources: Sequence[AnySource], names: Sequence[str]) -> tuple[AnySource, ...]:
    """Return the sources with these names, or all that are enabled where no names are given.

    Raises:
        SourcesError: there is no source of a name.
    """
    if not names:
        return tuple(source for source in sources if source.enabled)
    by_name = {source.name: source for source in sources}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise SourcesError(
            f"there is no source {', '.join(unknown)}; there are: {', '.join(by_name) or 'none'}"
        )
    return tuple(by_name[name] for name in dict.fromkeys(names))


def watched_folders(sources: Iterable[AnySource]) -> list[Path]:
    """Return the folders among the sources."""
    return [
        Path(source.path)
        for source in sources
        if isinstance(source, FolderSource) and source.enabled
    ]


def _tables(entries: object) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _filled(entry: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with the defaults that its kind knows."""
    known = set(
        FolderSource.model_fields if entry.get("kind") == "folder" else WebSource.model_fields
    )
    return {name: value for name, value in defaults.items() if name in known} | dict(entry)


def _told(error: ValidationError, where: str) -> list[str]:
    return [_complaint(each["type"], each, where) for each in error.errors(include_url=False)]


def _complaint(kind: str, each: Mapping[str, Any], where: str) -> str:
    field = ".".join(str(part) for part in each["loc"] if part not in KINDS)
    if kind in {"union_tag_not_found", "union_tag_invalid"}:
        return f"{where}: say what kind it is: kind = one of {', '.join(KINDS)}"
    if kind == "missing":
        return f"{where}: {field} is missing; add it"
    if kind == "extra_forbidden":
        return f"{where}: {field} is unknown for this kind; correct the spelling or take it out"
    message = str(each["msg"]).removeprefix("Value error, ")
    return f"{where}: {field + ': ' if field else ''}{message} (it says {each['input']!r:.80})"


def _twice(sources: Sequence[AnySource]) -> list[str]:
    counted = Counter(source.name for source in sources)
    return [
        f"the name {name} stands {count} times; give each source a name of its own"
        for name, count in counted.items()
        if count > 1
    ]


def _missing(sources: Sequence[AnySource], environment: Mapping[str, str]) -> list[str]:
    return [
        f"{source.name}: headers name the variable {variable}, which is not set; export it"
        for source in sources
        if isinstance(source, WebSource) and source.enabled
        for variable in source.variables
        if variable not in environment
    ]
