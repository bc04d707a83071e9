"""The table of faults, from what the tests noted: `python -m tests.faults.table NOTES PAGE`."""

import json
import sys
from pathlib import Path

from benchmarks.tables import put_table, row

HEAD = "| fault | what was done | times | lost |\n|---|---|---:|---|\n"


def table(notes: str) -> str:
    """Return the notes, a JSON object a line, as a table; of equal ones the last."""
    last = {}
    for line in notes.splitlines():
        note = json.loads(line)
        last[note["fault"], note["done"].partition("(")[0]] = note
    rows = (
        row(*(note[name] for name in ("fault", "done", "times", "lost"))) for note in last.values()
    )
    return HEAD + "".join(rows)


if __name__ == "__main__":
    noted, page = map(Path, sys.argv[1:3])
    put_table(page, "table", table(noted.read_text("utf-8")))
