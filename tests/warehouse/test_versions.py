import pytest

from schemas.event import Actor, Visit
from tasks.load import stage_batch

FIRST = "Ivan Petrov visited Pyongyang. He stayed for a day."
SECOND = "Ivan Petrov visited Wonsan. He stayed for two days."
CURRENT = "SELECT text FROM current_documents"
HOLDING = "SELECT place FROM current_reports ORDER BY ALL"
REPLACED = "SELECT place FROM reports WHERE replaced_by_run IS NOT NULL ORDER BY ALL"


def test_a_changed_article_supersedes_the_old_one(warehouse, article) -> None:
    old, new = article("file:///a", FIRST), article("file:///a", SECOND)
    warehouse.load(old, day=1)
    assert warehouse.load(new, day=2).superseded == 1
    assert warehouse.column(CURRENT) == [SECOND]
    by = "SELECT superseded_by FROM documents WHERE superseded_by IS NOT NULL"
    assert warehouse.column(by) == [new.id]
    assert warehouse.column(HOLDING) == ["Wonsan"]
    assert warehouse.column(REPLACED) == ["Pyongyang"]


def test_an_article_that_changes_back_is_current_again(warehouse, article) -> None:
    old, new = article("file:///a", FIRST), article("file:///a", SECOND)
    for day, each in enumerate((old, new, old)):
        warehouse.load(each, day=day)
    assert warehouse.column(CURRENT) == [FIRST]
    assert warehouse.column(HOLDING) == ["Pyongyang"]
    assert warehouse.column(REPLACED) == ["Wonsan"]
    assert len(warehouse.column("SELECT 1 FROM documents")) == 2


def test_a_known_article_seen_again_needs_no_document(warehouse, article, tmp_path) -> None:
    old, new = article("file:///a", FIRST), article("file:///a", SECOND)
    warehouse.load(old, day=1)
    warehouse.load(new, day=2)
    seen = tmp_path / "seen"
    stage_batch(seen, [old.source], [], [])
    warehouse.load(batches=[seen], day=3)
    assert warehouse.column(CURRENT) == [FIRST]


@pytest.mark.parametrize("turned", [False, True])
def test_of_versions_seen_at_once_the_later_published_is_current(
    warehouse, article, turned: bool
) -> None:
    early = article("file:///a", FIRST, published="2026-01-01")
    late = article("file:///a", SECOND, published="2026-01-02")
    warehouse.load(*((late, early) if turned else (early, late)))
    assert warehouse.column(CURRENT) == [SECOND]


def test_a_newer_extraction_replaces_reports_and_keeps_equal_ones(warehouse, article) -> None:
    text = "Ivan Petrov visited Pyongyang. Maria Lopez visited Wonsan."

    def visit(name: str, place: str) -> Visit:
        return Visit(
            status="occurred",
            place=place,
            evidence=(f"{name} visited {place}",),
            visitors=(Actor(name=name),),
        )

    kept, dropped = visit("Ivan Petrov", "Pyongyang"), visit("Maria Lopez", "Wonsan")
    gained = visit("Maria Lopez", "Wonsan").model_copy(update={"status": "planned"})
    warehouse.load(article("file:///a", text, events=[kept, dropped]), day=1, version="1")
    counts = warehouse.load(
        article("file:///a", text, events=[gained, kept], extractor="2"), day=2, version="2"
    )
    assert (counts.inserted["reports"], counts.updated["reports"]) == (1, 1)
    held = "SELECT (status, place, extractor) FROM current_reports ORDER BY ordinal"
    assert warehouse.column(held) == [("planned", "Wonsan", "2"), ("occurred", "Pyongyang", "2")]
    gone = "SELECT (status, place) FROM reports WHERE replaced_by_run IS NOT NULL"
    assert warehouse.column(gone) == [("occurred", "Wonsan")]
