"""Where the time of a run goes, with the gate and without it, against the bare pipeline.

    OPENBLAS_NUM_THREADS=1 python benchmarks/share.py FILE.jsonl[.gz] [--articles 2000]
        [--rounds 3] [--picture FILE.svg]

Every part runs in this one process, without Prefect, with BLAS held to one thread as in a worker;
seconds are of the processor, so that other work on the machine matters less. The articles are
drawn evenly from the whole file. Bare pipeline, gated and ungated extraction take turns on pieces
of the same texts; what is printed is the mean of the rounds. What is paid once a
process or once a warehouse is paid before.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from schemas.document import Document
from schemas.report import Extraction
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract import Extractor
from tasks.extract.reading import pipeline_text
from tasks.ingest import discover, read
from tasks.load import load, stage_batch
from tasks.normalize import normalize
from tasks.resolve import resolve
from warehouse.rows import Run

T = TypeVar("T")
Seconds = dict[str, float]

PIECE = 100
"""Articles of a turn."""
WARM = 200
COLOURS = {
    "ingest": "#7f7f7f",
    "normalize": "#bcbd22",
    "gate": "#2ca02c",
    "reader": "#1f77b4",
    "extraction after the reader": "#ff7f0e",
    "stage": "#9467bd",
    "load": "#8c564b",
    "resolve": "#e377c2",
}


def timed(spent: Seconds, part: str, work: Callable[[], T]) -> T:
    """Add the processor seconds of `work` to those of a part, and return what it gave."""
    began = time.process_time()
    result = work()
    spent[part] += time.process_time() - began
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
        settings = Settings(data=Path(scratch))
        spent, read_share = measure(given.corpus, given.articles, given.rounds, settings)
    ways = {"without the gate": whole(spent, "open"), "with the gate": whole(spent, "gated")}
    show(spent, ways, read_share)
    if given.picture:
        given.picture.write_text(picture(ways, spent["bare pipeline"]), "utf-8")


def measure(corpus: str, articles: int, rounds: int, settings: Settings) -> tuple[Seconds, float]:
    """Seconds by part, and the share of the documents that the gate lets through."""
    spent: Seconds = defaultdict(float)
    sources = drawn(spent, corpus, articles, settings)
    warm_up(sources[:WARM], settings)
    made = timed(spent, "normalize", lambda: [normalize(each, settings)[0] for each in sources])
    documents: list[Document] = [document for document in made if document is not None]
    texts = [pipeline_text(document) for document in documents]
    gated, opened = Extractor(settings), Extractor(settings.model_copy(update={"gate": 0.0}))
    for extractor in (gated, opened):
        list(extractor.extract(documents[:WARM]))
    passed = timed(spent, "gate", lambda: [gated.gate.opens(text) for text in texts])
    for _ in range(rounds):
        take_turns(spent, documents, gated, opened)
    for part in ("bare pipeline", "gate and reader", "gated", "open"):
        spent[part] /= rounds
    results = [extraction for extraction, _ in gated.extract(documents)]
    into_the_warehouse(spent, sources, results, settings)
    return spent, sum(passed) / len(passed)


def warm_up(sources: list[Source], settings: Settings) -> None:
    """Have paid what is paid once a process: tables read, the warehouse made."""
    for source in sources:
        normalize(source, settings)
    into_the_warehouse(defaultdict(float), [], [], settings, "nothing")


def drawn(spent: Seconds, corpus: str, articles: int, settings: Settings) -> list[Source]:
    """Articles from all over the file; the time to read it counts by the share that is drawn."""
    (file,), _ = discover([corpus], settings.data)
    everything: Seconds = defaultdict(float)
    found = timed(everything, "ingest", lambda: list(read(file, "0" * 64, settings)))
    sources = [each for each in found if isinstance(each, Source)]
    step = max(1, len(sources) // articles)
    chosen = sources[::step][:articles]
    spent["ingest"] = everything["ingest"] * len(chosen) / len(sources)
    return chosen


def take_turns(
    spent: Seconds, documents: Sequence[Document], gated: Extractor, opened: Extractor
) -> None:
    """Bare pipeline, gated and ungated extraction, a piece each in turn."""
    for start in range(0, len(documents), PIECE):
        piece = documents[start : start + PIECE]
        texts = [pipeline_text(document) for document in piece]
        timed(spent, "bare pipeline", lambda given=texts: bare(opened, given))
        timed(spent, "gate and reader", lambda given=texts: [gated.read(text) for text in given])
        timed(spent, "gated", lambda given=piece: list(gated.extract(given)))
        timed(spent, "open", lambda given=piece: list(opened.extract(given)))


def bare(extractor: Extractor, texts: Sequence[str]) -> None:
    """What a user of the pipeline alone would run."""
    for _ in extractor.nlp.pipe(texts):
        pass


def into_the_warehouse(
    spent: Seconds,
    sources: list[Source],
    results: list[Extraction],
    settings: Settings,
    name: str = "benchmark",
) -> None:
    """Stage, load and resolve."""
    folder = settings.staging_folder / name
    timed(spent, "stage", lambda: stage_batch(folder, sources, results, []))
    now = datetime.now(UTC)
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    timed(spent, "load", lambda: load([folder], [], run, settings))
    timed(spent, "resolve", lambda: resolve(run.run_id, settings))


def whole(spent: Seconds, way: str) -> Seconds:
    """Seconds of each part of a run, in its order."""
    gate = spent["gate"] if way == "gated" else 0.0
    read = spent["gate and reader" if way == "gated" else "bare pipeline"]
    reader, after = read - gate, max(0.0, spent[way] - read)
    found = {"gate": gate, "reader": reader, "extraction after the reader": after}
    return {part: found.get(part, spent[part]) for part in COLOURS}


def show(spent: Seconds, ways: dict[str, Seconds], read_share: float) -> None:
    """Print a table."""
    base = spent["bare pipeline"]
    print(f"The gate lets {read_share:.1%} of the documents through.\n")
    print(f"| part | {' | '.join(f'{way}, s | of bare' for way in ways)} |")
    print("|---|" + "---|---|" * len(ways))
    for part in COLOURS:
        cells = " | ".join(f"{way[part]:.2f} | {way[part] / base:.1%}" for way in ways.values())
        print(f"| {part} | {cells} |")
    sums = [sum(way.values()) for way in ways.values()]
    cells = " | ".join(f"{each:.2f} | {each / base:.1%}" for each in sums)
    print(f"| all | {cells} |")
    speeds = " | ".join(f"| {base / each:.2f} x" for each in sums)
    print(f"| speed against the bare pipeline ({base:.2f} s) | {speeds} |")


def picture(ways: dict[str, Seconds], base: float) -> str:
    """Return an SVG of a bar for each way, its parts in colour, and one for the bare pipeline."""
    widest = max(base, *(sum(way.values()) for way in ways.values()))
    bars = {"bare pipeline": {"reader": base}, **ways}
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="230"'
        ' font-family="sans-serif" font-size="14">',
        '<rect width="900" height="230" fill="white"/>',
    ]
    for row, (name, parts) in enumerate(bars.items()):
        top, left = 20 + 45 * row, 170.0
        lines.append(f'<text x="160" y="{top + 20}" text-anchor="end">{name}</text>')
        for part, seconds in parts.items():
            width = 700 * seconds / widest
            lines.append(
                f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="30"'
                f' fill="{COLOURS[part]}"><title>{part}: {seconds:.2f} s</title></rect>'
            )
            left += width
    for at, (part, colour) in enumerate(COLOURS.items()):
        x, y = 20 + 220 * (at % 4), 170 + 30 * (at // 4)
        lines.append(f'<rect x="{x}" y="{y}" width="14" height="14" fill="{colour}"/>')
        lines.append(f'<text x="{x + 20}" y="{y + 12}">{part}</text>')
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    main()
