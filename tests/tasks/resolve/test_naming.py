"""Names grouped anew in part come out as all of them at once."""

from datetime import date
from uuid import UUID, uuid4

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.resolve.actors import Form, Mentions, find_actors
from tasks.resolve.identities import load_identities
from tasks.resolve.naming import settle_actors
from warehouse.migrate import migrate
from warehouse.resolution import begin

NAMES = [
    "Mira Solberg", "Mira Solbergh", "SOLBERG Mira", "Solberg", "Mira", "Jon Solberg", "Jon Holm",
    "Per Holm", "Holm", "Per Jon Holm", "Sergei Shoigu", "Sergey Shoygu", "Shoigu", None,
]  # fmt: skip
FORM = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(["RUS", "NOR", "NOR", "DNK"]),
    st.sampled_from([None, "defence minister"]),
    st.sampled_from([date(2023, 5, 1), date(2025, 5, 1), None]),
)
TABLES = (
    "documents", "reports", "report_actors", "resolved", "resolved_version", "actors",
    "actor_names", "actor_offices", "actor_forms", "actor_mentions",
)  # fmt: skip
STEP = st.tuples(st.lists(FORM, max_size=6), st.sets(st.integers(0, 20), max_size=6))
"""Reports that come, each with one actor, and places of those that go."""


def said(*names: str) -> list[tuple[object, ...]]:
    return [(name, "NOR", None, date(2025, 5, 1)) for name in names]


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    migrate(connection)
    connection.execute("SET threads = 1")
    return connection


def come(connection: duckdb.DuckDBPyConnection, said: tuple[object, ...]) -> UUID:
    name, country, role, published = said
    report_id, document_id, run_id = uuid4(), uuid4(), uuid4()
    connection.execute(
        "INSERT INTO documents BY NAME SELECT $1::UUID AS document_id, $1::UUID AS source_id,"
        " $1::VARCHAR AS uri, '' AS content_sha256, '' AS text_sha256, '' AS text,"
        " $2::DATE AS published, 'text' AS published_from, '1' AS version, 'en' AS language,"
        " $3::UUID AS first_run, $3::UUID AS extracted_run, now()::TIMESTAMP AS extracted_at,"
        " [] AS removed",
        [document_id, published, run_id],
    )
    connection.execute(
        "INSERT INTO reports BY NAME SELECT $1::UUID AS report_id, $2::UUID AS document_id,"
        " 0 AS ordinal, 'visit' AS type, 'occurred' AS status, false AS alleged,"
        " ['as told'] AS evidence, 1.0 AS confidence, '[]' AS alternatives, 'test' AS frame,"
        " '1' AS extractor, $3::UUID AS made_by_run, $3::UUID AS last_run,"
        " now()::TIMESTAMP AS last_seen",
        [report_id, document_id, run_id],
    )
    connection.execute(
        "INSERT INTO report_actors (report_id, slot, ordinal, name, country, role)"
        " VALUES ($1, 'visitors', 0, $2, $3, $4)",
        [report_id, name, country, role],
    )
    return report_id


def resolved(connection: duckdb.DuckDBPyConnection) -> dict[UUID, UUID]:
    """Settle actors as a run does, note the reports as grouped; return who is meant in each."""
    changes = begin(connection, uuid4(), "1")
    settle_actors(connection, load_identities(), only_added=not changes.went)
    connection.execute(
        "DELETE FROM resolved WHERE report_id IN (SELECT report_id FROM gone_reports);"
        " INSERT INTO resolved (report_id, anchor_id, component, basis)"
        " SELECT report_id, report_id, report_id, basis FROM live_reports"
        " ANTI JOIN resolved USING (report_id)"
    )
    return dict(connection.execute("SELECT report_id, actor_id FROM actor_mentions").fetchall())


def from_scratch(held: dict[UUID, tuple[object, ...]]) -> dict[UUID, UUID]:
    """Return who is meant in each report, and raise where a form was not counted."""
    forms: dict[UUID, Form] = {}
    for report_id, (name, country, role, published) in held.items():
        short = isinstance(name, str) and " " not in name and role is not None
        forms[report_id] = Form(name, country, role, published if short else None)  # type: ignore[arg-type]
    said = []
    for form in set(forms.values()):
        days = [held[each][3] for each in held if forms[each] == form]
        dated = [day for day in days if isinstance(day, date)]
        said.append(Mentions(form, len(days), min(dated, default=None), max(dated, default=None)))
    found = find_actors(said, load_identities())
    return {report_id: found[form].actor_id for report_id, form in forms.items()}


@settings(max_examples=20, deadline=None)
@example(steps=[(said("Per Holm", "Jon Holm", "Holm"), set()), (said("Holm", "Per Lund"), set())])
@given(steps=st.lists(STEP, min_size=1, max_size=5))
def test_names_settled_step_by_step_are_those_settled_at_once(steps, empty) -> None:
    for table in TABLES:
        empty.execute(f"DELETE FROM {table}")
    held: dict[UUID, tuple[object, ...]] = {}
    for coming, going in steps:
        for place in sorted(going, reverse=True):
            if place < len(held):
                report_id = list(held)[place]
                empty.execute("UPDATE reports SET replaced_by_run = $1 WHERE report_id = $2",
                              [uuid4(), report_id])  # fmt: skip
                del held[report_id]
        held |= {come(empty, said): said for said in coming}
        assert resolved(empty) == from_scratch(held)
        standing = "SELECT actor_id, digest FROM actors WHERE replaced_by_run IS NULL"
        partly = sorted(empty.execute(standing).fetchall())
    for table in ("resolved_version", "actors", "actor_names", "actor_offices"):
        empty.execute(f"DELETE FROM {table}")
    resolved(empty)
    assert sorted(empty.execute(standing).fetchall()) == partly
