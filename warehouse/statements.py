"""The SQL that ships beside the code."""

import re
from functools import cache
from importlib.resources import files

_INCLUDE = re.compile(r"^-- include: (\w+)$", re.MULTILINE)


@cache
def sql(name: str) -> str:
    """Return the text of `warehouse/sql/<name>.sql`.

    A line `-- include: other` stands for the text of `other.sql`: common table expressions that
    several statements share.
    """
    text = files("warehouse").joinpath("sql", f"{name}.sql").read_text("utf-8")
    return _INCLUDE.sub(lambda found: sql(found[1]).rstrip(), text)
