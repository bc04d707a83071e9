"""A rule in place of the reader where its network does not matter: "A visited B." is a visit."""

from collections.abc import Iterable, Iterator

from schemas.document import Document
from schemas.event import Actor, Visit
from schemas.reject import Reject
from schemas.report import Extraction, Report, TextSpan


def reports(document: Document) -> tuple[Report, ...]:
    """Find the visits, one to a line."""
    return tuple(_report(document, line) for line in document.text.splitlines() if _tells(line))


class RuleExtractor:
    """In place of `tasks.extract.Extractor`."""

    def extract(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Extraction, tuple[Reject, ...]]]:
        for document in documents:
            yield Extraction(document=document, reports=reports(document)), ()


def _tells(line: str) -> bool:
    return " visited " in line


def _report(document: Document, quote: str) -> Report:
    who, _, rest = quote.partition(" visited ")
    event = Visit(
        status="occurred",
        date="2026-01-05",
        country="PRK",
        place=rest.rstrip("."),
        evidence=(quote,),
        visitors=(Actor(name=who, country="RUS"),),
    )
    start = document.text.index(quote)
    span = TextSpan(
        slot="evidence.0", field="text", start=start, end=start + len(quote), quote=quote
    )
    return Report(
        report_id=Report.key(document.document_id, event),
        document_id=document.document_id,
        event=event,
        spans=(span,),
        frame="test",
        extractor="1",
    )
