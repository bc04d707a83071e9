"""What is to be exported, and doing it."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Literal, NamedTuple

import duckdb

from warehouse.catalog import Relation, for_people, relations
from warehouse.export.errors import ExportError
from warehouse.export.formats import POINT, WRITERS, Format
from warehouse.export.package import Release, write_package
from warehouse.export.place import replacing
from warehouse.export.select import Narrowing, rows


class Wish(NamedTuple):
    """What is to be exported."""

    views: tuple[str, ...] = ()
    """Names of views or tables; none for all that are made for people and fit."""
    form: Format | Literal["package"] | None = None
    """None to go by the ending of `output`."""
    output: Path | None = None
    """A file, or a folder for several views or a package; none to print one view."""
    narrowing: Narrowing = Narrowing()


def write(
    connection: duckdb.DuckDBPyConnection, wish: Wish, release: Release, out: IO[bytes]
) -> list[Path]:
    """Write what is wished for, each file whole or not at all, and return the paths.

    Args:
        connection: to a snapshot.
        wish: what, how and where.
        release: what a package says of itself.
        out: where one view goes that has no output.

    Raises:
        ExportError: it cannot be done so; the message says what to change.
    """
    form = wish.form or _form_of(wish.output)
    chosen = _chosen(relations(connection), wish, form)
    if form == "package":
        if wish.output is None:
            raise ExportError("a package is a folder: give --output")
        write_package(connection, chosen, wish.narrowing, release, wish.output)
        return [wish.output]
    if wish.output is None:
        _print(connection, chosen, wish.narrowing, form, out)
        return []
    return _write_files(connection, chosen, wish.narrowing, form, wish.output)


def _form_of(output: Path | None) -> Format:
    ending = output.suffix.removeprefix(".") if output else ""
    if not ending:
        return "jsonl"
    for known in WRITERS:
        if ending == known:
            return known
    raise ExportError(f"{output}: no format ends so; give --format, one of {', '.join(WRITERS)}")


def _chosen(known: list[Relation], wish: Wish, form: str) -> list[Relation]:
    if wish.views:
        by_name = {each.name: each for each in known}
        unknown = [name for name in wish.views if name not in by_name]
        if unknown:
            raise ExportError(
                f"there is no view or table {', '.join(unknown)}; `sitrep schema --tables` has all"
            )
        return [by_name[name] for name in dict.fromkeys(wish.views)]
    made = for_people(known)
    if form == "geojson":
        made = [each for each in made if all(each.has(name) for name in POINT)]
    return [each for each in made if each.has("event_id") or not wish.narrowing]


def _print(
    connection: duckdb.DuckDBPyConnection,
    chosen: Sequence[Relation],
    narrowing: Narrowing,
    form: Format,
    out: IO[bytes],
) -> None:
    if len(chosen) != 1 or form == "parquet":
        what = "Parquet is" if form == "parquet" else f"{len(chosen)} views are"
        raise ExportError(f"{what} not printed: give --output, or one view to print")
    with tempfile.TemporaryFile() as whole:
        WRITERS[form](rows(connection, chosen[0], narrowing), whole)
        whole.seek(0)
        shutil.copyfileobj(whole, out)


def _write_files(
    connection: duckdb.DuckDBPyConnection,
    chosen: Sequence[Relation],
    narrowing: Narrowing,
    form: Format,
    output: Path,
) -> list[Path]:
    one = len(chosen) == 1 and not output.is_dir() and output.suffix != ""
    if not one and output.suffix.removeprefix(".") in WRITERS and not output.is_dir():
        raise ExportError(f"{len(chosen)} views do not go into one file: {output} must be a folder")
    written = []
    for relation in chosen:
        path = output if one else output / f"{relation.name}.{form}"
        with replacing(path) as draft, draft.open("wb") as out:
            WRITERS[form](rows(connection, relation, narrowing), out)
        written.append(path)
    return written
