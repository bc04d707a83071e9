"""One name for all that decides what a document becomes."""

from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

from schemas.ids import content_hash, content_uuid
from schemas.settings import Settings
from tasks import extract, ingest, normalize
from tasks.extract.extractor import SHIPPED_MODEL, knowledge_hash
from tasks.extract.gate import weights_hash
from tasks.extract.reader.network import SHIPPED


@cache
def versions(settings: Settings) -> dict[str, str]:
    """Return the version of each part that has a say: part → version."""
    return {
        "sitrep": installed("sitrep"),
        "spacy": installed("spacy"),
        "ingest": ingest.VERSION,
        "normalize": normalize.VERSION,
        "extract": extract.VERSION,
        "model": model_version(settings.model),
        "gate": f"{settings.gate:g}-{weights_hash()}" if settings.gate else "open",
        "knowledge": knowledge_hash(settings.knowledge),
        "language": settings.language,
    }


def pipeline_version(settings: Settings) -> str:
    """Return 12 hex digits that change when any part does."""
    parts = sorted(f"{name}={value}" for name, value in versions(settings).items())
    return content_uuid("pipeline", parts).hex[:12]


def model_version(model: str) -> str:
    """Return the release of an installed pipeline, or a hash of the files of another."""
    if model != SHIPPED_MODEL:
        try:
            return f"{model}-{installed(model)}"
        except PackageNotFoundError:
            return f"{Path(model).name}-{_files_hash(Path(model))}"
    return f"{model}-{_files_hash(SHIPPED)}"


def _files_hash(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return content_hash("".join(content_hash(path.read_bytes()) for path in files).encode())[:12]
