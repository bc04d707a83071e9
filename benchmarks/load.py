"""How long it takes to load invented documents: `python benchmarks/load.py [DOCUMENTS]`."""

import random
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from schemas.document import Document
from schemas.event import Actor, Visit
from schemas.report import Extraction, Report, TextSpan
from schemas.settings import Settings
from schemas.source import Source
from tasks.load import load, stage_batch
from tasks.normalize.likeness import fingerprint, signature
from warehouse.publish import publish
from warehouse.rows import InputRow, Run

REPORT_EVERY = 9
"""One document in nine has a report: 10,000 of 90,632."""
LONG_EVERY = 50
"""One in fifty is long enough for a signature."""
PEOPLE = ["Ivan Petrov", "Maria Lopez", "John Carter", "Aiko Tanaka", "Omar Haddad"]
COUNTRIES = ["RUS", "ESP", "USA", "JPN", "SYR"]


def article(number: int) -> tuple[Source, Extraction]:
    """Return the invented article of that number, the same each time."""
    chance = random.Random(number)
    who = chance.randrange(len(PEOPLE))
    words = " ".join(
        f"w{chance.randrange(20_000)}" for _ in range(80 if number % LONG_EVERY == 0 else 15)
    )
    text = f"{PEOPLE[who]} visited place {number} on Tuesday. {words}"
    source = Source(
        uri=f"file:///news.jsonl#{number}",
        file_uri="file:///news.jsonl",
        blob_sha256="0" * 64,
        locator=f"line {number}",
        format="json",
        content=text,
        input_id=str(number),
    )
    document = Document.of(
        source,
        text_sha256=fingerprint(None, text),
        signature=signature(text),
        text=text,
        published=date(2020, 1, 1) + timedelta(days=number % 1000),
        published_from="metadata",
    )
    reports = (report(document, who),) if number % REPORT_EVERY == 0 else ()
    return source, Extraction(document=document, reports=reports)


def report(document: Document, who: int) -> Report:
    """Return the visit that an invented article tells."""
    end = document.text.index(".")
    event = Visit(
        status="occurred",
        country="DEU",
        evidence=(document.text[:end],),
        visitors=(Actor(name=PEOPLE[who], country=COUNTRIES[who]),),
    )
    span = TextSpan(slot="evidence.0", field="text", start=0, end=end, quote=event.evidence[0])
    return Report(
        report_id=Report.key(document.document_id, event),
        document_id=document.document_id,
        event=event,
        spans=(span,),
        frame="benchmark",
        extractor="0",
    )


def main(documents: int, batch_size: int = 250) -> None:
    """Stage, load twice, publish; print seconds and the greatest memory."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        batches = []
        staging = 0.0
        for first in range(0, documents, batch_size):
            articles = [article(n) for n in range(first, min(first + batch_size, documents))]
            batches.append(settings.staging_folder / f"{first:08d}")
            began = time.perf_counter()
            stage_batch(batches[-1], [a for a, _ in articles], [b for _, b in articles], [])
            staging += time.perf_counter() - began
        print(f"stage   {staging:6.1f} s for {documents} documents in {len(batches)} batches")
        row = InputRow(
            file_uri="file:///news.jsonl",
            blob_sha256="0" * 64,
            size=1,
            mtime_ns=1,
            version="1",
            articles=documents,
        )
        for name in ("first", "second"):
            began, cpu = time.perf_counter(), time.process_time()
            run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
            counts = load(batches, [row], run, settings)
            print(
                f"{name:7} {time.perf_counter() - began:6.1f} s"
                f" ({time.process_time() - cpu:.1f} s of processor), inserted {counts.inserted}"
            )
        began = time.perf_counter()
        publish(settings)
        size = settings.snapshot.stat().st_size
        print(f"publish {time.perf_counter() - began:6.1f} s, {size / 2**20:.0f} MiB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak    {peak:6.0f} MiB, with the generator's own")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 90_632)
