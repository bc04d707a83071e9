from datetime import UTC, datetime
from uuid import uuid4

import duckdb
import pytest

from schemas.reject import Reject
from warehouse.content import duplicates, fingerprint
from warehouse.load import record_run
from warehouse.rows import InputRow, Run

LONG = "Ivan Petrov visited Pyongyang. " + " ".join(f"word{n}" for n in range(100))
BLOB = "0" * 64


def _deliveries(article):
    """Days and versions of the pipeline, with what came on each."""

    def reject(uri, reason="empty", **fields):
        return Reject.of("ingest", reason, "It is empty.", uri=uri, **fields)

    def row(uri, blob, version="1"):
        return InputRow(
            file_uri=uri, blob_sha256=blob * 64, size=1, mtime_ns=1, version=version, articles=1
        )

    old = article("file:///versions", "Ivan Petrov visited Wonsan.")
    twin = {"published": "2026-01-01", "blob": "same"}
    return [
        {
            "articles": [
                old,
                article("file:///wire1", LONG, published="2026-01-03"),
                article(
                    "http://both", "Omar Haddad visited Kaesong.", file_uri="file:///2", **twin
                ),
            ],
            "rejects": [reject("file:///bad"), reject("file:///worse")],
            "inputs": [row("file:///bad", "1"), row("file:///worse", "2")],
            "day": 1,
        },
        {
            "articles": [
                article("file:///versions", "Ivan Petrov visited Sinuiju."),
                article("file:///wire2", LONG.replace("word50", "x"), published="2026-01-02"),
                article("file:///bad", "Good after all."),
            ],
            "inputs": [row("file:///bad", "3")],
            "day": 2,
        },
        {
            "articles": [
                article("file:///wire3", LONG.replace("word50", "x").replace("word70", "y")),
                article(
                    "http://both", "Omar Haddad visited Kaesong.", file_uri="file:///1", **twin
                ),
                old,
            ],
            "rejects": [reject("file:///worse")],
            "inputs": [row("file:///worse", "2")],
            "day": 3,
        },
        {
            "articles": [article("file:///wire1", LONG, "2026-01-03", events=[], extractor="2")],
            "version": "2",
            "day": 4,
        },
    ]


def _content(warehouse, deliveries):
    for each in deliveries:
        warehouse.load(*each["articles"], **{k: v for k, v in each.items() if k != "articles"})
    assert duplicates(warehouse.connection) == {}
    return fingerprint(warehouse.connection)


@pytest.fixture(scope="module")
def in_order(article, warehouse_in, tmp_path_factory) -> dict[str, str]:
    """Fingerprint of all deliveries loaded one after the other."""
    warehouse = warehouse_in(tmp_path_factory.mktemp("in_order"))
    return _content(warehouse, _deliveries(article))


@pytest.mark.parametrize("order", ["3210", "1302", "2031", "01230123"])
def test_neither_order_nor_repetition_of_loads_matters(
    warehouse, article, in_order, order: str
) -> None:
    deliveries = _deliveries(article)
    assert _content(warehouse, [deliveries[int(place)] for place in order]) == in_order


def test_neither_batches_nor_their_order_show(warehouses, article) -> None:
    articles = [
        article("file:///1", LONG, input_id="b"),
        article("file:///1", LONG, input_id="a", file_uri="file:///0"),
        article("file:///2", LONG.replace("word9", "x")),
        article("file:///3", "Maria Lopez visited Wonsan."),
    ]
    one, many, turned = warehouses(), warehouses(), warehouses()
    one.load(*articles)
    many.load(batches=[many.stage([each]) for each in articles])
    for each in reversed(articles):
        turned.load(each)
    assert fingerprint(one.connection) == fingerprint(many.connection)
    assert fingerprint(one.connection) == fingerprint(turned.connection)
    assert one.column("SELECT input_id FROM documents WHERE uri = 'file:///1'") == ["a"]


def test_content_that_differs_has_another_fingerprint(warehouses, article) -> None:
    one, other = warehouses(), warehouses()
    one.load(article("file:///1", "Maria Lopez visited Wonsan."))
    other.load(article("file:///1", "Maria Lopez visited Wonsan!"))
    differ = {
        table
        for table, each in fingerprint(one.connection).items()
        if fingerprint(other.connection)[table] != each
    }
    assert {"sources", "documents", "reports", "spans"} <= differ
    assert "countries" not in differ


def test_a_second_load_inserts_and_updates_nothing(warehouse, article) -> None:
    articles = [article(f"file:///{n}", f"Maria Lopez visited Wonsan{n}.") for n in range(3)]
    first = warehouse.load(*articles, day=1)
    assert (first.inserted["documents"], first.inserted["reports"]) == (3, 3)
    again = warehouse.load(*articles, day=2)
    assert set(again.inserted.values()) | set(again.updated.values()) == {0}
    assert (again.superseded, again.copies) == (0, 0)


def test_a_load_that_fails_leaves_nothing(warehouse, article) -> None:
    good = warehouse.stage([article("file:///1", "Maria Lopez visited Wonsan.")])
    with pytest.raises(duckdb.Error):
        warehouse.load(batches=[good, good / "missing"])
    assert warehouse.column("FROM sources") == []
    assert warehouse.column("FROM runs") == []


def _standing(warehouse) -> list[object]:
    return warehouse.column("SELECT uri FROM rejects WHERE cleared_by_run IS NULL ORDER BY uri")


def _row(uri: str, blob: str = BLOB) -> InputRow:
    return InputRow(file_uri=uri, blob_sha256=blob, size=1, mtime_ns=1, version="1", articles=0)


def test_a_reject_stands_until_its_file_is_read_without_it(warehouse) -> None:
    broken = Reject.of("ingest", "bad_record", "No text.", uri="file:///a#7", locator="line 7")
    warehouse.load(rejects=[broken], inputs=[_row("file:///a")], day=1)
    warehouse.load(rejects=[broken], inputs=[_row("file:///a")], day=2)
    assert _standing(warehouse) == ["file:///a#7"]
    warehouse.load(inputs=[_row("file:///a", "1" * 64)], day=3)
    assert _standing(warehouse) == []
    warehouse.load(rejects=[broken], inputs=[_row("file:///a")], day=4)
    assert _standing(warehouse) == ["file:///a#7"]


def test_a_refused_value_stands_while_its_document_does(warehouse, article) -> None:
    told = article("file:///a", "Maria Lopez visited Wonsan.")
    value = Reject.of("extract", "bad_date", "No such day.", uri="file:///a", document_id=told.id)
    warehouse.load(told, rejects=[value], inputs=[_row("file:///a")], day=1)
    warehouse.load(inputs=[_row("file:///a")], day=2)
    assert _standing(warehouse) == ["file:///a"]
    warehouse.load(told, day=3, version="2")
    assert _standing(warehouse) == []


def test_a_run_counts_what_it_brought(warehouse, article) -> None:
    copy = article("file:///2", "Maria Lopez visited Wonsan.", published="2026-01-07")
    warehouse.load(
        article("file:///1", "Maria Lopez visited Wonsan."),
        copy,
        article("file:///3", "Nothing happened."),
        rejects=[Reject.of("ingest", "empty", "It is empty.", uri="file:///4")],
        inputs=[_row(f"file:///{n}") for n in range(1, 5)],
    )
    counts = """
        SELECT (files_read, sources, documents, documents_new, copies, rejects, visits, meetings)
        FROM runs
    """
    assert warehouse.column(counts) == [(4, 3, 3, 3, 1, 1, 2, 0)]


def test_a_failed_run_has_a_row(warehouse) -> None:
    run = Run(run_id=uuid4(), started=datetime.now(UTC), status="running", version="1")
    record_run(warehouse.connection, run)
    record_run(warehouse.connection, run.model_copy(update={"status": "failed"}))
    assert warehouse.column("SELECT (status, visits) FROM runs") == [("failed", 0)]
