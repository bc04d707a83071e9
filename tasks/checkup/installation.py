"""Whether what sitrep stands on is there, in releases that work, and whether the reader reads."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from schemas.errors import SitrepError
from schemas.ids import content_hash
from schemas.settings import Settings
from schemas.source import Source
from tasks.batch import process
from tasks.checkup.finding import Finding, Level
from tasks.extract import Extractor
from tasks.versions import pipeline_version

MEND = "install anew: `make .venv/.ready`, or `pip install -r requirements.lock`"
SENTENCE = "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025 for talks."
"""The reader finds a visit in it."""


def check_installation() -> Iterator[Finding]:
    """Tell of Python, and of every package whose release is not one that works."""
    yield Finding("python", Level.OK, ".".join(map(str, sys.version_info[:3])))
    wrong = list(_wrong_packages())
    yield from (Finding("packages", Level.ERROR, says, MEND) for says in wrong)
    if not wrong:
        yield Finding("packages", Level.OK, f"sitrep {version('sitrep')} and all that it needs")


def _wrong_packages() -> Iterator[str]:
    for line in requires("sitrep") or ():
        needed = Requirement(line)
        if needed.marker is not None and not needed.marker.evaluate():
            continue
        try:
            there = version(needed.name)
        except PackageNotFoundError:
            yield f"{needed.name} is not installed"
            continue
        if not needed.specifier.contains(there, prereleases=True):
            yield f"{needed.name} is {there}, it must be {needed.specifier}"


def check_pipeline(settings: Settings) -> Iterator[Finding]:
    """Read a sentence whose event is known."""
    try:
        found = _events_of_sentence(settings)
    except (SitrepError, OSError, ImportError, ValueError) as error:
        todo = "set `model` and `knowledge` to what is there, or install anew"
        yield Finding("pipeline", Level.ERROR, f"{type(error).__name__}: {error}", todo)
        return
    name = f"{settings.model}, version {pipeline_version(settings)}"
    if found == ["visit"]:
        yield Finding("pipeline", Level.OK, f"{name} finds what is in a sentence")
    else:
        says = f"{name} finds {found or 'nothing'} in a sentence that tells of a visit"
        level = Level.ERROR if settings.knowledge is None else Level.WARNING
        yield Finding("pipeline", level, says, "look at your `model` and `knowledge`")


def _events_of_sentence(settings: Settings) -> list[str]:
    source = Source(
        uri="sitrep:doctor",
        file_uri="sitrep:doctor",
        blob_sha256=content_hash(SENTENCE.encode()),
        format="text",
        content=SENTENCE,
    )
    extractions, _ = process([source], Extractor(settings), settings)
    return [report.event.type for each in extractions for report in each.reports]
