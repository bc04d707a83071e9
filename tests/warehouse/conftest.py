"""Invented articles, and a warehouse to load them into."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from benchmarks.servers.postgresql import PostgreSQL, postgresql
from schemas.document import Document
from schemas.event import Actor, Event, Visit
from schemas.ids import content_hash
from schemas.reject import Reject
from schemas.report import Extraction, Report, TextSpan
from schemas.settings import Settings
from schemas.source import Source
from tasks.load import stage_batch
from tasks.normalize.likeness import fingerprint, signature
from tasks.resolve.stage import ResolveCounts, resolve_on
from tests.warehouse.homes import POSTGRESQL, FileTemplate, Template, connect, lake_template
from warehouse.load import load_batches
from warehouse.rows import InputRow, LoadCounts, Run

DAWN = datetime(2026, 1, 1, tzinfo=UTC)


class Article(NamedTuple):
    source: Source
    extraction: Extraction

    @property
    def id(self) -> UUID:
        return self.extraction.document.document_id


def _visit(text: str) -> tuple[Visit, ...]:
    if "visited" not in text:
        return ()
    who, _, rest = text.partition(" visited ")
    return (
        Visit(
            status="occurred",
            date="2026-01-05",
            country="PRK",
            place=rest.split()[0].rstrip("."),
            evidence=(f"visited {rest.split()[0].rstrip('.')}",),
            visitors=(Actor(name=who, country="RUS"),),
        ),
    )


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Makes an article of a text; "X visited Y" in it is a report."""

    def make(
        uri: str,
        text: str,
        published: str | None = "2026-01-06",
        events: Sequence[Event] | None = None,
        extractor: str = "1",
        **fields: str,
    ) -> Article:
        file_uri = fields.pop("file_uri", uri)
        blob = content_hash(fields.pop("blob", text).encode())
        source = Source(
            uri=uri, file_uri=file_uri, blob_sha256=blob, format="text", content=text, **fields
        )
        given = {
            name: fields[name] for name in ("input_id", "title", "publisher") if name in fields
        }
        document = Document.of(
            source,
            text_sha256=fingerprint(fields.get("title"), text),
            signature=signature(text),
            text=text,
            published=date.fromisoformat(published) if published else None,
            **given,
        )
        reports = []
        for event in _visit(text) if events is None else events:
            spans = tuple(
                TextSpan(
                    slot=f"evidence.{place}",
                    field="text",
                    start=text.index(quote),
                    end=text.index(quote) + len(quote),
                    quote=quote,
                )
                for place, quote in enumerate(event.evidence)
            )
            reports.append(
                Report(
                    report_id=Report.key(document.document_id, event),
                    document_id=document.document_id,
                    event=event,
                    spans=spans,
                    frame="test",
                    extractor=extractor,
                )
            )
        return Article(source, Extraction(document=document, reports=tuple(reports)))

    return make


class Warehouse:
    """A database of its own, and batches staged for it."""

    def __init__(self, folder: Path, template: Template) -> None:
        self.folder = folder
        self._names = count()
        self.settings = template.copy(folder / uuid4().hex)
        self.connection = connect(self.settings)

    def stage(self, articles: Sequence[Article], rejects: Sequence[Reject] = ()) -> Path:
        folder = self.folder / f"batch{next(self._names)}-{uuid4().hex}"
        stage_batch(folder, [a.source for a in articles], [a.extraction for a in articles], rejects)
        return folder

    def load(
        self,
        *articles: Article,
        day: int = 0,
        version: str = "1",
        rejects: Sequence[Reject] = (),
        inputs: Sequence[InputRow] = (),
        batches: Sequence[Path] | None = None,
        near_copy: float = 0.8,
    ) -> LoadCounts:
        """Load articles as retrieved on a day."""
        self.run = run = Run(run_id=uuid4(), started=DAWN + timedelta(days=day), version=version)
        staged = [self.stage(articles, rejects)] if batches is None else batches
        return load_batches(self.connection, staged, inputs, run, near_copy)

    def resolve(self) -> ResolveCounts:
        """Group what is loaded into events, as the run of the last load."""
        return resolve_on(self.connection, self.run.run_id)

    def column(self, query: str) -> list[object]:
        return [row[0] for row in self.connection.execute(query).fetchall()]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A server for the catalogs of lakes; what is in it need not outlive a power cut."""
    hurried = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
    with postgresql("unused", "sitrep", "s3cr3t", hurried) as server:
        yield server


@pytest.fixture(
    scope="session", params=["file", pytest.param("sqlite", marks=pytest.mark.lake), POSTGRESQL]
)
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """An empty warehouse in each home."""
    folder = tmp_path_factory.mktemp("template")
    if request.param == "file":
        return FileTemplate(folder)
    return lake_template(request, folder, request.param)


@pytest.fixture(scope="session")
def warehouse_in(template: Template) -> Callable[[Path], Warehouse]:
    """Makes a warehouse in a folder, for fixtures that outlive a test."""
    return lambda folder: Warehouse(folder, template)


@pytest.fixture
def warehouses(tmp_path: Path, template: Template) -> Iterator[Callable[[], Warehouse]]:
    made: list[Warehouse] = []

    def make() -> Warehouse:
        made.append(Warehouse(tmp_path, template))
        return made[-1]

    yield make
    for each in made:
        each.connection.close()


@pytest.fixture
def warehouse(warehouses: Callable[[], Warehouse]) -> Warehouse:
    return warehouses()


@pytest.fixture
def settings(tmp_path: Path, template: Template) -> Settings:
    """A data folder with an empty warehouse."""
    return template.copy(tmp_path / "data")
