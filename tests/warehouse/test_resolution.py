"""Events in the warehouse: the same however reports come in; what was known when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.warehouse.conftest import DAWN
from warehouse.content import duplicates, fingerprint
from warehouse.decisions import DecisionRow, add_decisions, revoke
from warehouse.life import passages_of

EVENTS = {
    "events", "event_reports", "event_actors", "event_items", "event_history", "event_values",
    "actors", "actor_names", "actor_offices", "actor_mentions", "resolved", "resolved_keys",
}  # fmt: skip


@pytest.fixture(scope="module")
def deliveries(article):
    """Seven articles on three visits; the last but one repeats the first word for word."""
    said = [
        ("Ivan Petrov visited Pyongyang.", "2026-01-06", "wire"),
        ("Minister Ivan Petrov visited Pyongyang, the paper says.", "2026-01-07", "paper"),
        ("Iwan Petrow visited Pyongyang, it was told.", "2026-01-08", None),
        ("Mira Solberg visited Wonsan.", "2026-01-06", "wire"),
        ("Solberg visited Wonsan and left again.", "2026-01-09", "paper"),
        ("Ivan Petrov visited Pyongyang.", "2026-01-09", "mirror"),
        ("Petra Holub visited Hamhung.", "2026-01-09", "mirror"),
    ]
    return [
        article(
            f"file:///{place}",
            text,
            published=day,
            **({"publisher": publisher} if publisher else {}),
        )
        for place, (text, day, publisher) in enumerate(said)
    ]


def content(warehouse) -> dict[str, str]:
    assert duplicates(warehouse.connection) == {}
    return {
        table: each for table, each in fingerprint(warehouse.connection).items() if table in EVENTS
    }


@pytest.fixture(scope="module")
def at_once(warehouse_in, deliveries, tmp_path_factory) -> dict[str, str]:
    warehouse = warehouse_in(tmp_path_factory.mktemp("resolved"))
    warehouse.load(*deliveries)
    warehouse.resolve()
    return content(warehouse)


@pytest.mark.parametrize("order", ["0123456", "6543210", "3061524", "0 1 2 3 4 5 6", "6 5 43 210"])
def test_loads_resolved_one_by_one_give_the_same(warehouse, deliveries, at_once, order) -> None:
    for day, batch in enumerate(order.split()):
        warehouse.load(*[deliveries[int(place)] for place in batch], day=day)
        warehouse.resolve()
    assert content(warehouse) == at_once


def test_what_is_loaded_twice_changes_nothing(warehouse, deliveries, at_once) -> None:
    for day in (0, 1):
        warehouse.load(*deliveries, day=day)
        counts = warehouse.resolve()
    assert (counts.fresh, counts.regrouped, counts.made, counts.replaced) == (0, 0, 0, 0)
    assert content(warehouse) == at_once


def test_visits_are_counted_once(warehouse, deliveries) -> None:
    warehouse.load(*deliveries)
    warehouse.resolve()
    rows = (
        "SELECT visitors || ' ' || reports || ' ' || texts || ' ' || sources FROM visits ORDER BY 1"
    )
    assert warehouse.column(rows) == [
        "Ivan Petrov (RUS) 4 3 3",
        "Mira Solberg (RUS) 2 2 2",
        "Petra Holub (RUS) 1 1 1",
    ]


def test_a_new_report_touches_only_what_it_may_concern(warehouse, deliveries) -> None:
    warehouse.load(*deliveries[:4])
    warehouse.resolve()
    warehouse.load(deliveries[4], day=1)
    counts = warehouse.resolve()
    assert (counts.fresh, counts.regrouped, counts.made, counts.replaced) == (1, 2, 1, 1)


def test_what_was_known_when(warehouse, deliveries) -> None:
    warehouse.load(*deliveries[:1])
    warehouse.resolve()
    warehouse.load(*deliveries[1:3], day=1)
    warehouse.resolve()
    known = "SELECT reports FROM events_as_of($1)"
    at = [DAWN.replace(tzinfo=None) + timedelta(days=days, hours=1) for days in (-1, 0, 1)]
    found = [warehouse.connection.execute(known, [day]).fetchall() for day in at]
    assert found == [[], [(1,)], [(3,)]]


def decide(warehouse, kind: str, one: UUID, other: UUID | None = None, **fields: str) -> UUID:
    others = [other] if other else []
    if other and kind == "merge":
        others = [
            each for event in (one, other) for each in passages_of(warehouse.connection, event)
        ]
    slot, value = fields.get("slot"), fields.get("value")
    made = datetime(2026, 2, 1)
    row = DecisionRow(uuid4(), kind, one, others, slot, value, "seen it", "ana", made)
    add_decisions(warehouse.connection, [row])
    return row.decision_id


def event_ids(warehouse) -> list[UUID]:
    return warehouse.column(
        "SELECT event_id FROM visits JOIN events USING (event_id) WHERE replaced_by_run IS NULL"
        " ORDER BY visits.visitors"
    )


@pytest.mark.parametrize(
    ("kind", "slot", "value", "query", "answer"),
    [
        ("merge", None, None, "SELECT count(*) FROM visits", [2]),
        ("not_event", None, None, "SELECT count(*) FROM visits", [2]),
        ("value", "place", '"Nampo"', "SELECT place FROM visits ORDER BY visitors", None),
    ],
)
def test_a_decision_holds_until_it_is_taken_back(
    warehouse, deliveries, at_once, kind, slot, value, query, answer
) -> None:
    warehouse.load(*deliveries)
    warehouse.resolve()
    one, other, _ = event_ids(warehouse)
    made = decide(warehouse, kind, one, other if kind == "merge" else None, slot=slot, value=value)
    warehouse.load(day=1)
    warehouse.resolve()
    assert warehouse.column(query) == (answer or ["Nampo", "Wonsan", "Hamhung"])
    warehouse.load(*deliveries, day=2)
    warehouse.resolve()
    assert warehouse.column(query) == (answer or ["Nampo", "Wonsan", "Hamhung"])
    revoke(warehouse.connection, made, "ana", datetime(2026, 3, 1, tzinfo=UTC))
    warehouse.load(day=3)
    warehouse.resolve()
    assert content(warehouse) == at_once


def test_an_id_that_was_merged_away_leads_on(warehouse, deliveries) -> None:
    warehouse.load(*deliveries)
    warehouse.resolve()
    one, other, _ = event_ids(warehouse)
    decide(warehouse, "merge", one, other)
    warehouse.resolve()
    (kept,) = {one, other} & set(event_ids(warehouse))
    (gone,) = {one, other} - {kept}
    leads = warehouse.connection.execute(
        "SELECT event_id FROM event_redirects WHERE old_id = $1", [gone]
    ).fetchall()
    assert leads == [(kept,)]


def test_a_split_parts_a_report_from_its_event(warehouse, deliveries) -> None:
    warehouse.load(*deliveries)
    warehouse.resolve()
    petrov = event_ids(warehouse)[0]
    last = warehouse.column(
        "SELECT anchor_id FROM current_event_reports ORDER BY reports_of, ordinal".replace(
            "reports_of", f"event_id <> '{petrov}'"
        )
    )[1]
    decide(warehouse, "split", petrov, last)
    warehouse.resolve()
    homes = dict(
        warehouse.connection.execute(
            "SELECT anchor_id, event_id FROM current_event_reports"
        ).fetchall()
    )
    assert homes[last] != homes[petrov]


def test_reports_that_go_leave_their_event(warehouse, deliveries, article) -> None:
    warehouse.load(*deliveries)
    warehouse.resolve()
    changed = article("file:///3", "Nobody went anywhere today.", published="2026-01-06")
    warehouse.load(changed, day=1)
    warehouse.resolve()
    assert warehouse.column("SELECT reports FROM visits ORDER BY visitors") == [4, 1, 1]
