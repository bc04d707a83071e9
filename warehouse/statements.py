"""The SQL that ships beside the code."""

from functools import cache
from importlib.resources import files


@cache
def sql(name: str) -> str:
    """Return the text of `warehouse/sql/<name>.sql`."""
    return files("warehouse").joinpath("sql", f"{name}.sql").read_text("utf-8")
