"""Words are found in texts and in evidence, by anybody who opens the snapshot."""

import math
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from schemas.event import Actor, Deployment
from warehouse.publish import publish
from warehouse.query import connect_snapshot
from warehouse.search import SearchMissingError, Wanted, search
from warehouse.search_index import index

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


def test_every_macro_says_what_it_is(loaded) -> None:
    bare = """
        SELECT DISTINCT function_name FROM duckdb_functions()
        WHERE NOT internal AND comment IS NULL AND database_name = current_database()
    """
    assert loaded.column(bare) == []
    made = "SELECT count(*) FROM duckdb_functions() WHERE NOT internal AND schema_name = 'search'"
    assert loaded.column(made)[0] >= 6


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


INDEX = {
    "passages": "SELECT kind, key, words, hash FROM search.passages",
    "vocabulary": "SELECT word, root, passages"
    " FROM search.vocabulary JOIN search.stems USING (stem)",
    "postings": "SELECT kind, key, root, occurrences FROM search.postings"
    " JOIN search.stems USING (stem) JOIN search.passages USING (kind, passage)",
    "totals": "FROM search.totals",
}
"""What an index says, whatever the numbers it gave."""


class Snapshots:
    """Snapshots of a warehouse, each made from the one before."""

    def __init__(self, warehouse, folder: Path) -> None:
        self._warehouse, self._folder = warehouse, folder
        self._last: Path | None = None
        self._made = 0

    def next(self) -> tuple[int, dict[str, list], dict[str, list]]:
        """Return how many passages were read, the index, and what it is when made from nothing."""
        taken, read = self._index(self._last)
        alone, _ = self._index(None)
        self._last = taken
        return read, says(taken), says(alone)

    def _index(self, earlier: Path | None) -> tuple[Path, int]:
        self._made += 1
        self._warehouse.connection.execute("CHECKPOINT")
        (source,) = self._warehouse.column("SELECT path FROM duckdb_databases() WHERE NOT internal")
        path = Path(shutil.copyfile(str(source), self._folder / f"{self._made}.duckdb"))
        with duckdb.connect(path) as connection:
            return path, index(connection, earlier)


def says(snapshot: Path) -> dict[str, list]:
    with duckdb.connect(snapshot, read_only=True) as connection:
        return {
            name: connection.execute(f"{query} ORDER BY ALL").fetchall()
            for name, query in INDEX.items()
        }


def test_only_what_is_new_is_read_and_the_index_is_as_made_from_nothing(
    warehouse, article, tmp_path: Path
) -> None:
    snapshots = Snapshots(warehouse, tmp_path)
    steps = [
        ({"1": STORIES["visit"], "2": STORIES["base"]}, 2 + 1),
        ({}, 0),
        ({"3": STORIES["deal"]}, 1),
        ({"1": "Maria Lopez visited Sinuiju."}, 1 + 1),
        ({"3": "The deal is off.", "4": "Soldiers deploy."}, 2),
    ]
    seen = []
    for day, (texts, read) in enumerate(steps, 1):
        if texts:
            published = f"2026-01-0{day}"
            told = (article(f"file:///{key}", text, published) for key, text in texts.items())
            warehouse.load(*told)
            warehouse.resolve()
        count, index, alone = snapshots.next()
        assert index == alone
        assert count == read
        seen.append({word for word, _, passages in index["vocabulary"] if passages})
    assert "wonsan" in seen[0] & seen[2]
    assert "wonsan" not in seen[3] | seen[4]
    assert {"sinuiju", "deploy"} <= seen[4]


@given(steps=st.lists(st.dictionaries(st.integers(0, 3), st.text("abs d", min_size=3)), max_size=4))
@settings_of(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_course_of_changes_gives_the_index_made_from_nothing(
    warehouse_in, article, tmp_path_factory, steps: list[dict[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    warehouse = warehouse_in(folder)
    snapshots = Snapshots(warehouse, folder)
    for texts in steps:
        if texts:
            warehouse.load(*(article(f"file:///{key}", text) for key, text in texts.items()))
        _, index, alone = snapshots.next()
        assert index == alone


def test_an_index_of_another_release_is_made_anew(warehouse, article, tmp_path: Path) -> None:
    warehouse.load(article("file:///1", STORIES["visit"]))
    snapshots = Snapshots(warehouse, tmp_path)
    assert snapshots.next()[0] == 2
    with duckdb.connect(tmp_path / "1.duckdb") as connection:
        connection.execute("UPDATE search.basis SET release = 'another'")
    assert snapshots.next()[0] == 2
    (tmp_path / "3.duckdb").write_bytes(b"damaged")
    assert snapshots.next()[0] == 2


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
