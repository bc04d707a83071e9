"""What fuzzing starts from: the samples in each format, and sentences with what is looked for."""

import gzip
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
SENTENCES = (
    "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025 for a two-day visit.",
    "On Monday, July 25, some 1,200 soldiers - up from 800 - were sent to Mali last month.",
    "Germany will give Ukraine two IRIS-T systems worth $1.2 billion by the end of the year.",
    "President Kim met his Chinese counterpart in Beijing from 2 to 4 September, KCNA said.",
    "The first quarter of 2024: between 300 and 500 troops, three days ago, half a dozen tanks.",
    "Tue, 03 May 2025 10:00:00 GMT",
    "2025-05-03T10:00:00Z",
    "1746266400",
)
BY_SUFFIX = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".rss": "feed",
    ".xml": "feed",
    ".atom": "feed",
    ".pdf": "pdf",
    ".warc": "warc",
}


def seeds(target: str) -> Iterator[bytes]:
    """Yield the inputs that a target starts from."""
    for path in sorted(SAMPLES.iterdir()):
        data = path.read_bytes()
        if path.suffix == ".gz":
            if target == "gzip":
                yield data
            data = gzip.decompress(data)
        inner = path.name.removesuffix(".gz")
        if BY_SUFFIX.get(Path(inner).suffix) == target:
            yield data
        elif target == "normalize" and Path(inner).suffix in {".txt", ".md", ".html"}:
            yield bytes([[".txt", ".html", ".md"].index(Path(inner).suffix)]) + data
    for sentence in SENTENCES:
        yield sentence.encode()
