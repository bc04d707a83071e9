"""Where the time of a batch goes: normalize, the reader alone, what extraction adds, staging.

    python benchmarks/share.py FILE.jsonl[.gz] [--articles 2000]

The baseline, in the same run and process, is the bare pipeline over the same texts.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from schemas.document import Document
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract import Extractor
from tasks.extract.reader.pipeline import load_pipeline
from tasks.extract.reading import pipeline_text
from tasks.ingest import discover, read
from tasks.load import stage_batch
from tasks.normalize import normalize

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds that `work` took, and what it gave."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
        settings = Settings(data=Path(scratch))
        measure(given.corpus, given.articles, settings)


def measure(corpus: str, articles: int, settings: Settings) -> None:
    """Time each part on the first `articles` of `corpus`."""
    (file,), _ = discover([corpus], settings.data)
    found = read(file, "0" * 64, settings)
    reading, sources = timed(
        lambda: list(islice((each for each in found if isinstance(each, Source)), articles))
    )
    cleaning, made = timed(lambda: [normalize(source, settings)[0] for source in sources])
    documents: list[Document] = [document for document in made if document is not None]
    texts = [pipeline_text(document) for document in documents]
    words = sum(len(text.split()) for text in texts)
    nlp = load_pipeline(settings)
    extractor = Extractor(settings)
    list(nlp.pipe(texts[:50]))
    list(extractor.extract(documents[:50]))
    bare, _ = timed(lambda: [None for _ in nlp.pipe(texts)])
    whole, extracted = timed(lambda: [each for each, _ in extractor.extract(documents)])
    staging, _ = timed(lambda: stage_batch(settings.staging / "b", sources, extracted, []))
    print(f"{len(documents)} documents, {words} words, CPU seconds, one process\n")
    print("| part | seconds | of the bare pipeline |")
    print("|---|---|---|")
    for part, seconds in (
        ("ingest", reading),
        ("normalize", cleaning),
        ("bare pipeline (`nlp.pipe`)", bare),
        ("extraction after the pipeline", whole - bare),
        ("stage", staging),
        ("all", reading + cleaning + whole + staging),
    ):
        print(f"| {part} | {seconds:.2f} | {seconds / bare:.0%} |")
    print(f"\n{words / bare:.0f} words/s bare, {words / whole:.0f} words/s with extraction")


if __name__ == "__main__":
    main()
