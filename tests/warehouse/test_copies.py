from uuid import UUID

import pytest

from warehouse.copies import groups

WIRE = "Ivan Petrov visited Pyongyang. " + " ".join(f"word{n}" for n in range(120))
LIKE = WIRE.replace("word60", "another")
UNLIKE = "Maria Lopez visited Wonsan. " + " ".join(f"term{n}" for n in range(120))
LINKS = """
    SELECT (d.uri, f.uri, d.copy_kind) FROM documents AS d
    JOIN documents AS f ON f.document_id = d.copy_of ORDER BY d.uri
"""


def test_copies_link_to_the_first_published(warehouse, article) -> None:
    warehouse.load(
        article("file:///late", WIRE, published="2026-01-09"),
        article("file:///undated", WIRE.upper(), published=None),
        article("file:///first", WIRE, published="2026-01-05"),
        article("file:///near", LIKE, published="2026-01-07"),
        article("file:///other", UNLIKE, published="2026-01-01"),
    )
    assert warehouse.column(LINKS) == [
        ("file:///late", "file:///first", "exact"),
        ("file:///near", "file:///first", "near"),
        ("file:///undated", "file:///first", "exact"),
    ]
    alike = warehouse.column("SELECT copy_likeness FROM documents WHERE copy_kind = 'near'")
    assert alike == [pytest.approx(0.95, abs=0.06)]
    assert len(warehouse.column("FROM current_reports")) == 2
    assert len(warehouse.column("FROM reports")) == 4


def test_an_earlier_copy_that_comes_later_becomes_the_first(warehouse, article) -> None:
    warehouse.load(article("file:///b", WIRE, published="2026-01-09"), day=1)
    warehouse.load(article("file:///a", LIKE, published="2026-01-05"), day=2)
    assert warehouse.column(LINKS) == [("file:///b", "file:///a", "near")]


def test_a_copy_that_changes_into_something_else_is_none_any_more(warehouse, article) -> None:
    warehouse.load(article("file:///a", WIRE, published="2026-01-05"), day=1)
    warehouse.load(article("file:///b", WIRE, published="2026-01-06"), day=1)
    assert warehouse.load(article("file:///a", UNLIKE), day=2).copies == 1
    assert warehouse.column(LINKS) == []
    assert len(warehouse.column("FROM current_documents")) == 2


def test_the_threshold_is_the_setting_of_the_load(warehouse, article) -> None:
    warehouse.load(article("file:///a", WIRE), article("file:///b", LIKE), near_copy=0.99)
    assert warehouse.column(LINKS) == []
    warehouse.load(near_copy=0.8)
    assert len(warehouse.column(LINKS)) == 1


def test_a_short_text_that_recurs_after_days_is_news_again(warehouse, article) -> None:
    said = "The province reports its first case."
    dates = ["2026-01-05", "2026-01-08", "2026-01-12", None]
    for day in dates:
        warehouse.load(article(f"file:///{day}", said, published=day))
    assert warehouse.column("SELECT uri FROM current_documents ORDER BY uri") == [
        "file:///2026-01-05",
        "file:///2026-01-12",
    ]
    warehouse.load(article("file:///between", said, published="2026-01-10"))
    assert warehouse.column("SELECT uri FROM current_documents") == ["file:///2026-01-05"]


def test_short_texts_have_exact_copies_only(warehouse, article) -> None:
    warehouse.load(
        article("file:///a", "Ten cases reported today."),
        article("file:///b", "Two cases reported today."),
        article("file:///c", "ten cases  reported today"),
    )
    assert [kind for *_, kind in warehouse.column(LINKS)] == ["exact"]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([], []),
        ([(1, 2)], [{1, 2}]),
        ([(1, 2), (3, 4)], [{1, 2}, {3, 4}]),
        ([(1, 2), (3, 4), (4, 1)], [{1, 2, 3, 4}]),
        ([(n, n + 1) for n in range(50)], [set(range(51))]),
    ],
)
def test_groups_are_connected_components(
    edges: list[tuple[int, int]], expected: list[set[int]]
) -> None:
    found = groups((UUID(int=a), UUID(int=b)) for a, b in edges)
    gathered: dict[UUID, set[int]] = {}
    for node, root in found.items():
        gathered.setdefault(root, set()).add(node.int)
    assert sorted(gathered.values(), key=min) == expected
