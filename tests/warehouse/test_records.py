from datetime import date
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import Document
from schemas.event import Actor, Deployment, Item, Meeting, Transfer, Visit
from schemas.ids import content_hash
from schemas.report import Alternative, Attribution, Extraction, Report, TextSpan
from schemas.source import Source
from tasks.load import stage_batch
from warehouse.content import duplicates
from warehouse.records import read_extractions, read_records

TEXT = "Soldiers, ministers – and 𝒜 “guests” — arrived at the gate on Monday, the paper says.\n" * 3
STATES = ["RUS", "PRK", "XKX", "TWN"]

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
maybe = st.none() | words
counts = st.none() | st.integers(0, 2**63 - 1)
places = st.sampled_from([None, *STATES])
actors = st.builds(Actor, name=words, country=st.sampled_from([None, "EUU", *STATES]), role=maybe)


@st.composite
def ranges(draw) -> tuple[int | None, int | None]:
    low, high = draw(counts), draw(counts)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@st.composite
def items(draw) -> Item:
    low, high = draw(ranges())
    return Item(
        name=draw(words),
        category=draw(st.sampled_from(["drone", "ship", "other"])),
        quantity_min=low,
        quantity_max=high,
    )


def _common(draw) -> dict[str, object]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 20), min_size=1, max_size=3, unique=True))
    return {
        "status": draw(st.sampled_from(["occurred", "ongoing", "planned", "cancelled", "denied"])),
        "alleged": draw(st.booleans()),
        "date": draw(st.sampled_from([None, "2023", "2024-02", "2024-02-29", "2023/2024-05-06"])),
        "place": draw(maybe),
        "evidence": tuple(TEXT[start : start + 15] for start in starts),
    }


@st.composite
def events(draw) -> Visit | Meeting | Deployment | Transfer:
    common = _common(draw)
    many = st.lists(actors, min_size=1, max_size=3).map(tuple)
    match draw(st.sampled_from(["visit", "meeting", "deployment", "transfer"])):
        case "visit":
            hosts = draw(st.just(()) | many)
            return Visit(**common, country=draw(places), visitors=draw(many), hosts=hosts)
        case "meeting":
            mode = draw(st.sampled_from(["in_person", "phone", "video"]))
            country = draw(places) if mode == "in_person" else None
            return Meeting(**common, country=country, participants=draw(many), mode=mode)
        case "deployment":
            low, high = draw(ranges())
            action = draw(st.sampled_from(["deploy", "withdraw", "presence"]))
            return Deployment(
                **common,
                country=draw(places),
                force=draw(actors),
                action=action,
                troops_min=low,
                troops_max=high,
                units=draw(st.lists(words, max_size=3).map(tuple)),
                origin=None if action == "withdraw" else draw(places),
            )
        case _:
            return Transfer(
                **common,
                supplier=draw(actors),
                recipient=draw(actors),
                items=draw(st.lists(items(), max_size=3).map(tuple)),
                mode=draw(st.sampled_from(["sale", "aid", "other"])),
                value_usd=draw(st.none() | st.floats(0, allow_infinity=False)),
            )


@st.composite
def reports(draw, document_id: UUID) -> Report:
    event = draw(events())
    quoted = [(f"evidence.{n}", quote) for n, quote in enumerate(event.evidence)]
    spans = [
        TextSpan(
            slot=slot,
            field="text",
            start=TEXT.index(quote),
            end=TEXT.index(quote) + len(quote),
            quote=quote,
        )
        for slot, quote in quoted
    ]
    return Report(
        report_id=Report.key(document_id, event),
        document_id=document_id,
        event=event,
        spans=tuple(spans),
        confidence=draw(st.floats(0, 1)),
        attribution=draw(
            st.none() | st.builds(Attribution, speaker=st.none() | actors, outlet=maybe)
        ),
        alternatives=draw(
            st.lists(st.builds(Alternative, slot=st.just("date"), value=words), max_size=2).map(
                tuple
            )
        ),
        frame=draw(words),
        extractor="1",
    )


@st.composite
def extractions(draw) -> tuple[Source, Extraction]:
    uri = f"file:///{uuid4()}"
    source = Source(
        uri=uri, file_uri=uri, blob_sha256=content_hash(b""), format="text", content=draw(words)
    )
    key = Document.key(source)
    document = Document(
        document_id=key,
        source_id=source.source_id,
        uri=uri,
        content_sha256=source.content_sha256,
        text_sha256=content_hash(draw(words).encode()),
        signature=draw(st.just(()) | st.tuples(*[st.integers(0, 2**32 - 1)] * 8)),
        input_id=draw(maybe),
        url=draw(maybe),
        title=draw(maybe),
        text=TEXT,
        published=draw(st.none() | st.dates(date(1900, 1, 1))),
        published_from=draw(st.sampled_from([None, "metadata", "dateline"])),
        publisher=draw(maybe),
        removed=draw(st.lists(words, max_size=2).map(tuple)),
    )
    told = draw(st.lists(reports(key), max_size=3, unique_by=lambda report: report.report_id))
    return source, Extraction(document=document, reports=tuple(told))


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(extractions(), min_size=10, max_size=15))
def test_what_is_loaded_is_read_back_equal(warehouse, staged) -> None:
    folder = warehouse.folder / uuid4().hex
    stage_batch(folder, [source for source, _ in staged], [each for _, each in staged], [])
    warehouse.load(batches=[folder])
    given_back = {each.document.document_id: each for _, each in staged}
    read = read_extractions(warehouse.connection, given_back)
    assert {each.document.document_id: each for each in read} == given_back
    assert duplicates(warehouse.connection) == {}


def test_records_carry_the_id_of_the_input(warehouse, article) -> None:
    named = article("file:///1", "Maria Lopez visited Wonsan.", input_id="n-17")
    unnamed = article("file:///2", "Nothing happened.")
    warehouse.load(named, unnamed)
    records = dict(read_records(warehouse.connection, [named.id, unnamed.id, uuid4()]))
    assert records == {"n-17": [named.extraction.reports[0].event], "file:///2": []}
