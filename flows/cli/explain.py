"""`sitrep explain`: what was read as what, and why an event was kept or refused."""

import sys
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.batches import in_batches
from flows.cli.exits import Exit
from flows.cli.terminal import complain, json_text, printable
from flows.stopping import stoppable
from schemas.event import EventType
from schemas.reject import Reject
from schemas.report import Report
from schemas.settings import Settings
from schemas.source import Source
from tasks import batch
from tasks.extract.explain import Attempt, Explanation, Looked, Outcome, Words, explain
from tasks.ingest import RawStore, discover, read
from tasks.normalize import normalize
from tasks.watch import GivenUpError, watched

STYLES = {"record": "green", "joined": "cyan", "refused": "yellow"}


@stoppable()
def explain_command(path: str, at: int | None, kind: EventType | None, *, as_json: bool) -> Exit:
    """Print the explanation of each article of a file."""
    console, shown = Console(), 0
    if not console.is_terminal:
        console.width = 200
    with tempfile.TemporaryDirectory(prefix="sitrep-") as scratch:
        settings = Settings().model_copy(update={"data": Path(scratch)})
        for entry in _explained(path, settings):
            if isinstance(entry, Reject):
                complain(f"{entry.uri}: {entry.message}", "yellow")
                continue
            shown += 1
            told = only(entry, at, kind)
            if as_json:
                sys.stdout.write(json_text(told.model_dump(mode="json")) + "\n")
            else:
                _print(told, console)
    return Exit.OK if shown else Exit.NOTHING


def _explained(path: str, settings: Settings) -> Iterator[Explanation | Reject]:
    one_by_one = settings.model_copy(update={"batch_size": 1, "workers": 1})
    return chain.from_iterable(in_batches(_sources(path, settings), explained, one_by_one))


def _sources(path: str, settings: Settings) -> Iterator[Source | Reject]:
    files, missing = discover([path], settings.data)
    yield from missing
    store = RawStore(settings.raw)
    for file in files:
        yield from read(file, store.put(file.path), settings)


def explained(found: list[Source | Reject], settings: Settings) -> list[Explanation | Reject]:
    """Explain each article, in order; one that takes too much time or memory is refused."""
    told: list[Explanation | Reject] = []
    for source in found:
        if isinstance(source, Reject):
            told.append(source)
            continue
        try:
            with watched("extract", source.source_id):
                document, refused = normalize(source, settings)
                told += refused
                if document is not None:
                    told.append(explain(document, batch.extractor(settings)))
        except GivenUpError as error:
            message = f"explaining it {error}. {error.remedy}"
            told.append(Reject.of("extract", error.reason, message, uri=source.uri))
    return told


def only(told: Explanation, at: int | None, kind: EventType | None) -> Explanation:
    """The part of an explanation that tells of one sentence of the text, or of one type."""
    mentions, attempts = told.mentions, told.attempts
    if at is not None:
        mentions = tuple(m for m in mentions if _in_sentence(m.words, at, told))
        attempts = tuple(a for a in attempts if _in_sentence(a.trigger, at, told))
    if kind is not None:
        attempts = tuple(a for a in attempts if a.type == kind)
    return told.model_copy(update={"mentions": mentions, "attempts": attempts})


def _in_sentence(words: Words, at: int, told: Explanation) -> bool:
    number = bisect_right(told.sentences, at)
    return words.field == "text" and bisect_right(told.sentences, words.start) == number


def _print(told: Explanation, console: Console) -> None:
    console.print(Text(printable(told.title or told.id), style="bold"))
    for line in _gate(told):
        console.print(line)
    table = Table(title="Mentions", title_justify="left")
    for name in ("at", "words", "kind", "read as", "state from"):
        table.add_column(name)
    for each in told.mentions:
        cells = (_at(each.words), _line(each.words), each.kind, each.meaning, each.because or "")
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console.print(table)
    for attempt in told.attempts:
        for line in _attempt(attempt):
            console.print(line)
    shown = {o.record for a in told.attempts for o in a.outcomes if o.record is not None}
    for number, report in enumerate(told.reports, 1):
        if number in shown:
            for line in _record(number, report):
                console.print(line)
    for reject in told.rejects:
        console.print(Text(printable(reject.message), style="red"))
    console.print(f"{len(told.attempts)} words looked at, {len(shown)} records", style="dim")


def _gate(told: Explanation) -> Iterator[Text]:
    """What gate and glance thought: all passages of a document that they skip, else the best."""
    if told.skipped:
        yield Text(
            f"Skipped: a run does not read this document{_half_way(told)}, as no passage of it"
            " reaches the chance that `gate` asks for. What follows is what reading it gives;"
            " SITREP_GATE=0 reads all.",
            style="red",
        )
        yield from map(_passage, told.passages)
    elif told.passages:
        yield _passage(max(told.passages, key=lambda each: each.chance))
    if told.glance is not None:
        yield Text(f"glance {100 * told.glance:.1f} %", style="dim")


def _half_way(told: Explanation) -> str:
    return "" if told.glance is None else " to the end"


def _passage(looked: Looked) -> Text:
    said = f"gate {100 * looked.chance:.1f} % {_at(looked.words)} “{_line(looked.words)}”"
    return Text(printable(said), style="dim")


def _attempt(attempt: Attempt) -> Iterator[Text]:
    chance = "" if attempt.chance is None else f", reader {100 * attempt.chance:.0f} %"
    frame = attempt.frame or "no frame"
    yield Text(
        printable(
            f"{_at(attempt.trigger)} “{_line(attempt.trigger)}” {attempt.type} ({frame}{chance})"
        ),
        style="bold",
    )
    for filler in attempt.fillers:
        said = f"“{_line(filler.words)}” [{filler.by}] = {filler.meaning or 'not known'}"
        yield Text(printable(f"    {filler.role:<13}{said}"))
    for outcome in attempt.outcomes:
        yield Text(printable(f"    {_outcome(outcome)}"), style=STYLES[outcome.kind])


def _outcome(outcome: Outcome) -> str:
    if outcome.kind == "refused":
        return f"refused: {outcome.reason}"
    if outcome.kind == "joined":
        return f"joined {outcome.reason} in record {outcome.record}"
    return f"record {outcome.record}"


def _record(number: int, report: Report) -> Iterator[Text]:
    frame = f"frame {report.frame}, confidence {report.confidence:.2f}"
    yield Text(f"[{number}] {report.event.type}, {frame}", style="bold green")
    for slot, value in report.event.model_dump(mode="json", exclude={"type"}).items():
        if value not in (None, [], False):
            yield Text(printable(f"    {slot:<13}{_value(value)}"))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_value, value))
    if isinstance(value, dict):
        return " / ".join(str(part) for part in value.values() if part is not None)
    return str(value)


def _at(words: Words) -> str:
    return f"{words.field}[{words.start}:{words.end}]"


def _line(words: Words) -> str:
    return " ".join(words.quote.split())
