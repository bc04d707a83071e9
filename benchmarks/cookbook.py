"""The questions of docs/sql.md with their answers from the samples.

    python -m benchmarks.cookbook [DATA]

Writes every answer in docs/sql.md anew, from the snapshot in DATA; without DATA the samples are
loaded first, in this process.
"""

import argparse
import io
import re
import tempfile
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from flows.cli.exits import Exit
from flows.cli.sql import sql_command
from schemas.settings import Settings
from schemas.source import Source
from tasks import batch
from tasks.ingest import RawStore, discover, read
from tasks.load import load, stage_batch
from tasks.resolve import resolve
from warehouse.publish import publish
from warehouse.rows import Run

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "sql.md"
_QUESTION = re.compile(
    r"^### (?P<title>\d+\. .+?)\n.*?```sql\n(?P<query>.+?)\n```\n\n```\n(?P<answer>.*?)```$",
    re.DOTALL | re.MULTILINE,
)


class Question(NamedTuple):
    """A question in words, its query, and what the page shows as the answer."""

    title: str
    query: str
    answer: str


def questions(page: str) -> list[Question]:
    """Return the questions of a page in order."""
    return [Question(m["title"], m["query"], m["answer"]) for m in _QUESTION.finditer(page)]


def answer(query: str, data: Path) -> str:
    """Return what `sitrep sql` prints for a query, without blanks at the ends of lines.

    Raises:
        ValueError: the query failed.
    """
    shown = io.StringIO()
    with redirect_stdout(shown):
        code = sql_command(query, {"data": data}, "table")
    if code != Exit.OK:
        raise ValueError(f"this query failed: {query}")
    return "".join(f"{line.rstrip()}\n" for line in shown.getvalue().splitlines())


def renewed(page: str, data: Path) -> str:
    """Return the page with every answer as the snapshot in `data` gives it."""

    def again(found: re.Match[str]) -> str:
        before = page[found.start() : found.start("answer")]
        return f"{before}{answer(found['query'], data)}```"

    return _QUESTION.sub(again, page)


def load_samples(settings: Settings) -> None:
    """Read, extract, load and resolve the samples, and publish the snapshot."""
    files, _ = discover([str(ROOT / "samples")], settings.data)
    store = RawStore(settings.raw)
    found = [each for file in files for each in read(file, store.put(file.path), settings)]
    sources = [each for each in found if isinstance(each, Source)]
    made, rejects = batch.process(sources, batch.extractor(settings), settings)
    staged = settings.data / "samples"
    stage_batch(staged, sources, made, rejects)
    now = datetime.now(UTC)
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    load([staged], [], run, settings)
    resolve(run.run_id, settings)
    publish(settings)


def main() -> None:
    """Renew the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?")
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        if data is None:
            data = Path(folder) / "data"
            load_samples(Settings(data=data))
        PAGE.write_text(renewed(PAGE.read_text("utf-8"), data), "utf-8")


if __name__ == "__main__":
    main()
