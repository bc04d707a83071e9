"""What a lake cannot keep of the comments."""

import re

_LOST = re.compile(
    r"^COMMENT ON (?:MACRO(?: TABLE)?|COLUMN) \S{1,120} IS\s{1,20}'(?:[^']|''){0,2000}';\s*",
    re.MULTILINE,
)


def without_lost_comments(views: str) -> str:
    """Return the SQL of a view or macro without comments on macros and on columns of views.

    DuckLake 1.5.5 keeps those of tables, their columns and views; `catalog` tells the others from
    the release itself.
    """
    return _LOST.sub("", views)
