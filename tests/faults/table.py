"""The table of faults, from what the tests noted: `python -m tests.faults.table NOTES PAGE`."""

import json
import sys
from pathlib import Path

HEAD = "| fault | what was done | times | lost |\n|---|---|---:|---|\n"
BEGIN, END = "<!-- table -->\n", "<!-- end -->\n"


def table(notes: str) -> str:
    """Return the notes, a JSON object a line, as a table; of equal ones the last."""
    last = {}
    for line in notes.splitlines():
        note = json.loads(line)
        last[note["fault"], note["done"].partition("(")[0]] = note
    cells = (
        " | ".join(str(note[name]) for name in ("fault", "done", "times", "lost"))
        for note in last.values()
    )
    return HEAD + "".join(f"| {each} |\n" for each in cells)


def write(notes: Path, page: Path) -> None:
    """Put the table in its place in the page."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}{table(notes.read_text('utf-8'))}{END}{after}", "utf-8")


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:3]))
