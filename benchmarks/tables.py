"""Tables that commands write into pages, between two marks."""

from pathlib import Path


def put_table(page: Path, name: str, table: str) -> None:
    """Put a table in its place in a page: between `<!-- NAME -->` and `<!-- end -->`."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition("<!-- end -->\n")
    if not begin or not end:
        raise ValueError(f"{page} has no place for the table {name!r}")
    page.write_text(f"{before}{begin}{table}{end}{after}", "utf-8")


def row(*cells: object) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(str(cell) for cell in cells)} |\n"
