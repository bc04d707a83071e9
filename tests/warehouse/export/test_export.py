"""Exports are read by other programs, which find what the snapshot holds."""

import json
import re
import subprocess
import sysconfig
from datetime import date
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl
import pytest
from frictionless import Package, validate
from geojson_pydantic import FeatureCollection

from schemas.event import Actor, Deployment, Visit
from warehouse.catalog import for_people, relations
from warehouse.export.cells import text_of
from warehouse.export.errors import ExportError
from warehouse.export.package import Release
from warehouse.export.select import Narrowing
from warehouse.export.wish import Wish, write

ANNA = '=HYPERLINK("http://x.invalid","Anna")'
DUCKDB = Path(sysconfig.get_path("scripts")) / "duckdb"


def _visit(name: str, place: str, country: str, day: str | None) -> Visit:
    return Visit(
        status="occurred",
        date=day,
        country=country,
        place=place,
        evidence=("arrived in the capital",),
        visitors=(Actor(name=name, country="NOR"),),
    )


FORCE = Deployment(
    status="ongoing",
    country="MLI",
    evidence=("troops went",),
    force=Actor(country="DEU"),
    action="deploy",
    troops_min=650,
    units=("a battalion", "-2 tanks"),
)
TOLD = {
    "2026-03-02": _visit(ANNA, "Lima", "PER", "2026-03-01"),
    "2026-04-02": _visit("Berit Åse", "Paris", "FRA", None),
    "2026-05-02": FORCE,
}


@pytest.fixture(scope="module")
def db(warehouse_in, tmp_path_factory, article) -> duckdb.DuckDBPyConnection:
    warehouse = warehouse_in(tmp_path_factory.mktemp("export"))
    text = "They arrived in the capital; troops went too, on day"
    warehouse.load(
        *(
            article(
                f"file:///{day}", f"{text} {day}.", published=day, events=[event],
                title=f'@SUM(1) "{day}", 2', input_id=f"-{day}", publisher="",
            )
            for day, event in TOLD.items()
        )
    )  # fmt: skip
    warehouse.resolve()
    return warehouse.connection


def export(db: duckdb.DuckDBPyConnection, *views: str, **wished: object) -> list[Path]:
    return write(db, Wish(views, **wished), Release(), BytesIO())


def held(db: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return db.execute(query).fetchall()


def test_polars_reads_parquet(db, tmp_path: Path) -> None:
    (path,) = export(db, "deployments", output=tmp_path / "out.parquet")
    frame = pl.read_parquet(path)
    assert frame["troops_min"].to_list() == [650]
    assert frame["date_start"].dtype == pl.Date
    assert frame["event_id"].to_list() == [
        str(row[0]) for row in held(db, "SELECT event_id FROM deployments")
    ]


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_every_view_has_all_its_rows(db, tmp_path: Path, form: str) -> None:
    readers = {"parquet": pl.read_parquet, "csv": pl.read_csv, "jsonl": pl.read_ndjson}
    written = export(db, form=form, output=tmp_path / "out")
    assert len(written) == len(for_people(relations(db))) > 4
    for path in written:
        (count,) = held(db, f"SELECT count(*) FROM {path.stem}")[0]
        if count or form == "csv":
            assert readers[form](path).height == count, path


def test_csv_holds_no_formula_and_comes_back(db, tmp_path: Path) -> None:
    (path,) = export(db, "visits", output=tmp_path / "visits.csv")
    frame = pl.read_csv(path, infer_schema=False)
    formula = re.compile(r"[=+@]|-(?!\d+(\.\d+)?$)")
    assert [each for row in frame.rows() for each in row if formula.match(each or "")] == []
    shown = {
        tuple(text_of(value or "") for value in row)
        for row in frame.select("visitors", "title", "input_id", "publisher", "hosts").rows()
    }
    assert shown == set(held(db, "SELECT visitors, title, input_id, publisher, hosts FROM visits"))


def test_duckdbs_own_command_line_reads_them_all(db, tmp_path: Path) -> None:
    for form in ("parquet", "csv", "jsonl"):
        (path,) = export(db, "timeline", form=form, output=tmp_path / f"timeline.{form}")
        reader = {"jsonl": "read_json"}.get(form, f"read_{form}")
        query = f"SELECT count(*) AS n, min(best_date)::DATE AS first FROM {reader}('{path}')"
        shown = subprocess.run(
            [DUCKDB, "-json", "-c", query], capture_output=True, text=True, check=True
        )
        (first,) = held(db, "SELECT min(best_date)::DATE::VARCHAR FROM timeline")[0]
        assert json.loads(shown.stdout) == [{"n": 3, "first": first}]


def test_a_geojson_reader_reads_points(db, tmp_path: Path) -> None:
    (path,) = export(db, "event_points", output=tmp_path / "points.geojson")
    points = FeatureCollection.model_validate_json(path.read_text("utf-8"))
    lima = next(each for each in points.features if each.properties["place"] == "Lima")
    assert lima.geometry is not None
    longitude, latitude = lima.geometry.coordinates[:2]
    assert (round(longitude), round(latitude)) == (-77, -12)
    assert {each.id for each in points.features} == {
        str(row[0]) for row in held(db, "SELECT event_id FROM event_points")
    }


@pytest.mark.parametrize(
    ("narrowing", "places"),
    [
        (Narrowing(), {"Lima", "Paris", None}),
        (Narrowing(country="NOR"), {"Lima", "Paris"}),
        (Narrowing(country="PER"), {"Lima"}),
        (Narrowing(type="deployment"), {None}),
        (Narrowing(first=date(2026, 4, 1), last=date(2026, 4, 30)), {"Paris"}),
        (Narrowing(first=date(2026, 4, 1)), {"Paris", None}),
        (Narrowing(last=date(2026, 2, 28)), set()),
    ],
)
def test_rows_are_narrowed(db, tmp_path: Path, narrowing: Narrowing, places: set[object]) -> None:
    (path,) = export(db, "timeline", output=tmp_path / "out.jsonl", narrowing=narrowing)
    assert {json.loads(line)["place"] for line in path.read_text("utf-8").splitlines()} == places


def test_a_package_is_valid_and_says_what_it_holds(db, tmp_path: Path) -> None:
    release = Release(licence="CC-BY-4.0", version="2026.1")
    folder = tmp_path / "release"
    write(db, Wish(form="package", output=folder), release, BytesIO())
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "title", "message"])[:3]
    package = Package(str(folder / "datapackage.json"))
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (descriptor["version"], descriptor["licenses"][0]["name"]) == ("2026.1", "CC-BY-4.0")
    for resource in descriptor["resources"]:
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])
    units = package.get_resource("deployments").read_rows()[0].to_dict()["units"]
    assert units == "a battalion; -2 tanks"
    assert {"codebook.md", "README.md", "data"} < {path.name for path in folder.iterdir()}


def test_the_same_data_give_the_same_bytes(db, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        db.execute(f"SET threads = {1 + folders.index(folder)}")
        export(db, form="package", output=folder / "package")
        export(db, form="parquet", output=folder / "parquet")
    one, two = (
        {path.relative_to(each): path.read_bytes() for path in each.rglob("*") if path.is_file()}
        for each in folders
    )
    assert len(one) > 10
    assert one == two


@pytest.mark.parametrize(
    ("views", "wished", "message"),
    [
        (["visit"], {}, "no view or table visit"),
        (["visits; DROP TABLE events"], {}, "no view or table visits; DROP"),
        (["visits"], {"output": "out.xlsx"}, "no format ends so"),
        (["visits", "meetings"], {"output": "out.csv"}, "must be a folder"),
        (["visits", "meetings"], {}, "one view to print"),
        (["visits"], {"form": "parquet"}, "give --output"),
        (["dyads"], {"form": "geojson", "output": "v"}, "latitude and longitude"),
        (["countries"], {"narrowing": Narrowing(country="PER")}, "has no event_id"),
        ([], {"form": "package"}, "give --output"),
        ([], {"form": "package", "output": "full"}, "is there already"),
        (["visits"], {"form": "csv", "output": "full/file.txt/visits.csv"}, "cannot be made"),
    ],
)
def test_what_cannot_be_says_why_and_leaves_nothing(
    db, tmp_path: Path, views: list[str], wished: dict[str, object], message: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file.txt").write_text("kept")
    if "output" in wished:
        wished = wished | {"output": tmp_path / str(wished["output"])}
    with pytest.raises(ExportError, match=message):
        export(db, *views, **wished)
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ["file.txt"]


def test_an_older_file_stays_when_writing_fails(db, tmp_path: Path) -> None:
    path = tmp_path / "points.geojson"
    path.write_text("old")
    with pytest.raises(ExportError):
        export(db, "dyads", output=path)
    assert path.read_text() == "old"
    export(db, "event_points", output=path)
    assert path.read_text() != "old"
    assert [each.name for each in tmp_path.iterdir()] == ["points.geojson"]
