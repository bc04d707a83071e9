"""One name for all that decides what a document becomes."""

from functools import cache
from importlib.metadata import version as installed

from schemas.ids import content_uuid
from schemas.settings import Settings
from tasks import extract, ingest, normalize


@cache
def versions(settings: Settings) -> dict[str, str]:
    """Return the version of each part that has a say: stage → version."""
    return {
        "sitrep": installed("sitrep"),
        "spacy": installed("spacy"),
        "ingest": ingest.VERSION,
        "normalize": normalize.VERSION,
        "extract": extract.version(settings),
        "language": settings.language,
    }


def pipeline_version(settings: Settings) -> str:
    """Return 12 hex digits that change when any part does."""
    parts = sorted(f"{name}={value}" for name, value in versions(settings).items())
    return content_uuid("pipeline", parts).hex[:12]
