"""docs/sql.md says what is so: its queries run, and give what it shows."""

import pytest
from typer.testing import CliRunner

from benchmarks.cookbook import PAGE, Question, questions
from flows.cli import app
from tests.flows.running import Loaded

TEXT = PAGE.read_text("utf-8")


@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize("question", questions(TEXT), ids=lambda each: each.title)
def test_the_answers_are_those_of_the_samples(question: Question, loaded: Loaded) -> None:
    command = ["sql", question.query, "--data", str(loaded.settings.data)]
    shown = CliRunner().invoke(app, command).stdout
    assert [line.rstrip() for line in shown.splitlines()] == question.answer.splitlines()


def test_twenty_five_questions_are_asked() -> None:
    numbers = [question.title.partition(".")[0] for question in questions(TEXT)]
    assert numbers == [str(number) for number in range(1, 26)]
    assert TEXT.count("```sql") == 25


@pytest.mark.xdist_group("prefect")
def test_every_view_and_macro_that_the_page_names_exists(loaded: Loaded) -> None:
    import re

    from warehouse.query import connect_snapshot

    with connect_snapshot(loaded.settings) as connection:
        found = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
            " UNION SELECT function_name FROM duckdb_functions() WHERE NOT internal"
            " UNION SELECT table_name FROM duckdb_tables()"
        ).fetchall()
    table = TEXT[TEXT.index("| to ask |") : TEXT.index("`best_date` is")]
    named = set(re.findall(r"`([a-z_]+)[`(]", table))
    assert len(named) > 30
    assert named <= {row[0] for row in found}
