"""What a lake keeps, forgets, and says that it has not."""

import pytest

from schemas.settings import Settings
from warehouse.connection import reader, writer
from warehouse.lake.attach import LakeFilesError
from warehouse.lake.tidy import purge, tidy
from warehouse.query import connect_snapshot, told_tables
from warehouse.search import SearchMissingError, Wanted, search
from warehouse.unavailable import SnapshotMissingError, WarehouseMissingError


def test_tables_views_and_macros_are_told_as_those_of_a_file(lake, tmp_path) -> None:
    of_file = Settings(data=tmp_path / "none")
    known = {each.name: each for each in told_tables(lake)}
    assert known.pop("turn.taken").comment
    expected = {
        each.name: each for each in told_tables(of_file) if not each.name.startswith("search")
    }
    assert known == expected


def test_where_the_files_lie_is_told_to_who_looks_elsewhere(lake, tmp_path) -> None:
    lost = Settings(data=tmp_path / "other", warehouse=lake.warehouse)
    with pytest.raises(LakeFilesError, match=f"lie in {lake.data}/lake/"), reader(lost):
        pass


def test_search_says_that_there_is_no_index(lake) -> None:
    with connect_snapshot(lake) as connection, pytest.raises(SearchMissingError, match="a lake"):
        search(connection, Wanted("anything"))


def test_before_the_first_load_it_says_what_to_do(tmp_path) -> None:
    nothing = Settings(data=tmp_path, warehouse=f"ducklake:sqlite:{tmp_path}/catalog.sqlite")
    with (
        pytest.raises(SnapshotMissingError, match="run `sitrep run` first"),
        connect_snapshot(nothing),
    ):
        pass
    with pytest.raises(WarehouseMissingError), reader(nothing):
        pass
    assert list(tmp_path.iterdir()) == []


def _fill(lake) -> None:
    with writer(lake) as connection:
        for place in ("Lima", "Quito", "hidden place"):
            connection.execute(
                "INSERT INTO places SELECT $1 || i, 'PER', 1, 2 FROM range(50) AS r(i)", [place]
            )
        connection.execute("DELETE FROM places WHERE name LIKE 'hidden%'")


def _places(lake) -> int:
    with reader(lake) as connection:
        return connection.execute("SELECT count(*) FROM places").fetchall()[0][0]


def _bytes(lake) -> bytes:
    return b"".join(path.read_bytes() for path in lake.data.rglob("*") if path.is_file())


def test_a_lake_is_kept_in_order_and_earlier_states_stay(lake) -> None:
    _fill(lake)
    tidy(lake)
    assert _places(lake) == 100
    with reader(lake) as connection:
        states = connection.execute("SELECT count(*) FROM lake.snapshots()").fetchall()
    assert states[0][0] > 4


def test_nothing_of_deleted_rows_is_left_after_a_purge(lake) -> None:
    _fill(lake)
    purge(lake)
    assert _places(lake) == 100
    assert b"hidden place" not in _bytes(lake)
    with writer(lake) as connection:
        connection.execute("INSERT INTO places VALUES ('Zürich', 'CHE', 1, 2)")
        named = "SELECT count(*) FROM places WHERE name IN ('Lima7', 'Quito49', 'Zürich')"
        assert connection.execute(named).fetchall() == [(3,)]
