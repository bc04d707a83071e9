"""Invented articles with hostile words in every field, and their events as they were read."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from schemas.document import Document
from schemas.event import Actor, Deployment, Event, Item, Meeting, Transfer, Visit
from schemas.ids import content_hash
from schemas.report import Extraction, Report, TextSpan
from schemas.settings import Settings
from schemas.source import Source
from tasks.load import load, stage_batch
from tasks.normalize.likeness import fingerprint
from tasks.resolve import resolve
from warehouse.publish import publish
from warehouse.rows import Run

BREAK_OUT = "</script><script>window.broken = 1</script><!-- <script>"
MARKUP = '<img src=x onerror="window.broken = 2">'


class Story(NamedTuple):
    title: str | None
    text: str
    published: str
    publisher: str
    event: Event
    url: str | None = None
    confidence: float = 0.9


def source_of(story: Story) -> Source:
    address = story.url or f"file:///{content_hash(story.text.encode())[:8]}"
    return Source(
        uri=address, file_uri=address, blob_sha256=content_hash(story.text.encode()),
        format="text", content=story.text, url=story.url,
    )  # fmt: skip


def extraction(story: Story) -> Extraction:
    source = source_of(story)
    document = Document.of(
        source,
        text_sha256=fingerprint(story.title, story.text),
        title=story.title,
        text=story.text,
        published=date.fromisoformat(story.published),
        publisher=story.publisher,
    )
    quotes = [("evidence.0", story.event.evidence[0])]
    if story.event.place:
        quotes.append(("place", story.event.place))
    spans = tuple(
        TextSpan(slot=slot, field="text", start=at, end=at + len(said), quote=said)
        for slot, said in quotes
        if (at := story.text.find(said)) >= 0
    )
    report = Report(
        report_id=Report.key(document.document_id, story.event),
        document_id=document.document_id,
        event=story.event,
        spans=spans,
        confidence=story.confidence,
        frame="test",
        extractor="1",
    )
    return Extraction(document=document, reports=(report,))


def _visit(status: str, said: str, who: str, day: str | None, place: str, country: str) -> Visit:
    return Visit(
        status=status, date=day, country=country, place=place, evidence=(said,),
        visitors=(Actor(name=who, country="NOR", role="prime minister"),),
    )  # type: ignore[arg-type]  # fmt: skip


LONG = "Rain fell over the harbour for a third day. " * 20
STORIES = [
    Story(
        f"Solberg in Lima {BREAK_OUT}",
        f"{LONG}Mira Solberg visited Lima on Thursday. {LONG}",
        "2026-03-06",
        "Harbour Post",
        _visit("occurred", "visited Lima on Thursday", "Mira Solberg", "2026-03-05", "Lima", "PER"),
        url="https://news.example/lima?a=1&b=<2>",
    ),
    Story(
        None,
        f"{MARKUP} says that Mira Solberg will visit Quito next month.",
        "2026-03-20",
        MARKUP,
        _visit("planned", "will visit Quito next month", "Mira Solberg", "2026-04", "Quito", "ECU"),
        url="javascript:window.broken=3",
    ),
    Story(
        "Talks",
        f"The ministers of Peru and Chile met in Lima. {BREAK_OUT}",
        "2026-03-10",
        "Wire",
        Meeting(
            status="occurred", date="2026-03-09", country="PER", place="Lima",
            evidence=("ministers of Peru and Chile met in Lima",),
            participants=(Actor(country="PER"), Actor(name=MARKUP, country="CHL")),
        ),
        confidence=0.4,
    ),
    Story(
        "Troops",
        "Kenya sent 300 soldiers to the border last week, it is said.",
        "2026-03-12",
        "Wire",
        Deployment(
            status="occurred", alleged=True, country="KEN",
            evidence=("sent 300 soldiers to the border",),
            force=Actor(country="KEN"), action="deploy", troops_min=300, troops_max=300,
        ),
    ),
    Story(
        "Arms",
        "Norway handed over two patrol boats to Ghana on 15 March.",
        "2026-03-16",
        "Wire",
        Transfer(
            status="occurred", date="2026-03-15",
            evidence=("handed over two patrol boats to Ghana",),
            supplier=Actor(country="NOR"), recipient=Actor(country="GHA"),
            items=(Item(name=f"boats {MARKUP}", category="ship", quantity_min=2, quantity_max=2),),
        ),
    ),
    Story(
        "Long ago",
        "In January Mira Solberg had visited Cusco, the paper recalled.",
        "2026-03-18",
        "Wire",
        _visit("occurred", "had visited Cusco", "Mira Solberg", "2026-01", "Cusco", "PER"),
    ),
]  # fmt: skip


def fill(folder: Path, settings: Settings | None = None) -> Settings:
    """Load the stories into a warehouse, a file if no other is given, and publish them."""
    settings = settings or Settings(data=folder / "data")
    started = datetime(2026, 4, 1, tzinfo=UTC)
    run = Run(run_id=uuid4(), started=started, finished=started, version="1")
    extractions = [extraction(story) for story in STORIES]
    stage_batch(folder / "batch", [source_of(story) for story in STORIES], extractions, [])
    load([folder / "batch"], [], run, settings)
    resolve(run.run_id, settings)
    publish(settings)
    return settings
