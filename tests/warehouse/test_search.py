"""Words are found in texts and in evidence, by anybody who opens the snapshot."""

import math
import shutil
from pathlib import Path

import duckdb
import pytest

from schemas.event import Actor, Deployment
from warehouse.publish import publish
from warehouse.query import connect_snapshot
from warehouse.search import SearchMissingError, Wanted, search
from warehouse.search_index import index, indexed

pytestmark = pytest.mark.parametrize("template", ["file"], indirect=True)

STORIES = {
    "deal": "The U.S. sells S-400s and F-16C jets to Türkiye's army, officials said.",
    "base": "Soldiers were deploying near Zürich. The army deployed 400 soldiers in mid-2024.",
    "visit": "Maria Lopez visited Wonsan. She spoke of an army.",
    "long": "Nothing of note. "
    + "The weather was fine and the harvest was good. " * 40
    + "An army arrived.",
    "hostile": "x'); DROP TABLE documents; -- [bold]army[/bold] \x1b[31m",
}
FORCE = Deployment(
    status="occurred",
    country="CHE",
    evidence=("army deployed 400 soldiers",),
    force=Actor(country="CHE"),
    action="deploy",
)


@pytest.fixture(scope="module")
def loaded(warehouse_in, tmp_path_factory, article):
    warehouse = warehouse_in(tmp_path_factory.mktemp("stories"))
    events = {"base": [FORCE]}
    told = [
        article(
            f"file:///{name}",
            text,
            published=f"2026-01-0{day}",
            events=events.get(name),
            input_id=name,
            title=f"On {name}",
        )
        for day, (name, text) in enumerate(STORIES.items(), 1)
    ]
    warehouse.load(*told)
    warehouse.resolve()
    index(warehouse.connection)
    return warehouse


def found(loaded, query: str, **narrowed: object) -> list[str]:
    hits = search(loaded.connection, Wanted(query, **narrowed))
    return [row["input_id"] for row in hits.rows]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("s400", ["deal"]),
        ("S-400", ["deal"]),
        ("us", ["deal"]),
        ("U.S. jet", ["deal"]),
        ("zurich", ["base"]),
        ("ZÜRICH", ["base"]),
        ("deployment", ["base"]),
        ("2024", ["base"]),
        ("turkiye", ["deal"]),
        ("arrival", ["long"]),
        ("zebra", []),
        ("the of", []),
        ("", []),
        ("' OR 1=1; --", []),
        ("%", []),
    ],
)
def test_forms_accents_and_designations_do_not_matter(loaded, query: str, names: list[str]) -> None:
    assert found(loaded, query) == names


def test_passages_with_more_of_the_words_come_first_then_the_shorter(loaded) -> None:
    assert found(loaded, "army visit")[0] == "visit"
    assert found(loaded, "army soldiers")[0] == "base"
    alone = found(loaded, "army")
    assert set(alone) == set(STORIES)
    assert alone[-1] == "long"
    ranks = loaded.column("SELECT rank FROM search_documents('army')")
    assert ranks == [1, 2, 3, 4, 5]


def test_the_snippet_shows_the_words(loaded) -> None:
    (row,) = search(loaded.connection, Wanted("arrive")).rows
    assert row["snippet"].endswith("good. An army arrived.")
    assert row["snippet"].startswith("… ")
    assert len(row["snippet"]) < 250


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({"type": "deployment"}, {"base"}),
        ({"country": "CHE"}, {"base"}),
        ({"country": "PRK"}, {"visit"}),
        ({"country": "RUS", "type": "deployment"}, set()),
        ({"first": "2026-01-04"}, {"long", "hostile"}),
        ({"last": "2026-01-01"}, {"deal"}),
    ],
)
def test_results_are_narrowed(loaded, narrowed: dict[str, object], names: set[str]) -> None:
    assert set(found(loaded, "army", **narrowed)) == names


def test_evidence_leads_to_the_event(loaded) -> None:
    hits = search(loaded.connection, Wanted("deploy soldier", "evidence"))
    (row,) = hits.rows
    assert (hits.total, row["matched"], row["country"]) == (1, 2, "CHE")
    assert [row["event_id"]] == loaded.column("SELECT event_id FROM deployments")
    assert found(loaded, "Zürich", kind="evidence") == []


def test_scores_are_those_of_the_extension(loaded) -> None:
    """BM25 as `match_bm25` of DuckDB's fts has it; that takes decimal logarithms."""
    db = loaded.connection
    db.execute(
        "CREATE TABLE texts AS SELECT document_id,"
        " array_to_string(search.words_of(concat_ws(' ', title, title, text)), ' ') AS words"
        " FROM current_documents"
    )
    db.execute("CREATE TABLE stops AS SELECT word AS sw FROM search.stopwords")
    db.execute(
        r"PRAGMA create_fts_index('texts', 'document_id', 'words', stopwords='stops', ignore='\s+')"
    )
    theirs = db.execute(
        "SELECT document_id, round(fts_main_texts.match_bm25(document_id, $1), 3) FROM texts",
        ["army soldiers visit"],
    ).fetchall()
    ours = db.execute(
        "SELECT document_id, score FROM search_documents($1)", ["army soldiers visit"]
    ).fetchall()
    scaled = {key: score / math.log(10) for key, score in ours}
    assert scaled == pytest.approx(dict(theirs), abs=0.002)


def test_a_client_without_the_extension_can_search(settings, tmp_path: Path) -> None:
    publish(settings)
    copy = shutil.copyfile(settings.snapshot, tmp_path / "copy.duckdb")
    with duckdb.connect(copy, read_only=True) as connection:
        loaded = "SELECT loaded FROM duckdb_extensions() WHERE extension_name = 'fts'"
        assert connection.execute(loaded).fetchall() == [(False,)]
        assert connection.execute("FROM search_documents('army')").fetchall() == []


def test_the_index_is_made_only_where_texts_changed(warehouse, article, tmp_path: Path) -> None:
    warehouse.load(article("file:///1", STORIES["visit"]))
    snapshots = [tmp_path / f"{n}.duckdb" for n in range(3)]

    def snapshot(path: Path, earlier: Path | None) -> bool:
        warehouse.connection.execute("CHECKPOINT")
        (source,) = warehouse.column("SELECT path FROM duckdb_databases() WHERE NOT internal")
        shutil.copyfile(str(source), path)
        with duckdb.connect(path) as connection:
            return index(connection, earlier)

    assert snapshot(snapshots[0], None)
    warehouse.resolve()
    assert not snapshot(snapshots[1], snapshots[0])
    assert indexed(snapshots[1]) == indexed(snapshots[0])
    with duckdb.connect(snapshots[1], read_only=True) as connection:
        assert len(connection.execute("FROM search_evidence('wonsan')").fetchall()) == 1
    warehouse.load(article("file:///1", "Maria Lopez visited Sinuiju."))
    assert snapshot(snapshots[2], snapshots[1])
    with duckdb.connect(snapshots[2], read_only=True) as connection:
        assert connection.execute("FROM search_evidence('wonsan')").fetchall() == []
        assert len(connection.execute("FROM search_documents('sinuiju')").fetchall()) == 1


def test_a_snapshot_without_an_index_says_what_to_do(settings) -> None:
    publish(settings)
    with duckdb.connect(settings.snapshot) as connection:
        connection.execute("DROP SCHEMA search CASCADE")
    with (
        connect_snapshot(settings) as connection,
        pytest.raises(SearchMissingError, match="sitrep resolve"),
    ):
        search(connection, Wanted("army"))
    publish(settings)
    with connect_snapshot(settings) as connection:
        assert search(connection, Wanted("army")).rows == []
