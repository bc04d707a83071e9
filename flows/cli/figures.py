"""The figures of an evaluation as tables, as lines and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.terminal import printable
from tasks.evaluate.evaluation import Evaluation, Judged
from tasks.evaluate.faults import commonest
from tasks.evaluate.figures import Tally
from tasks.evaluate.interval import Interval, gain_interval

Group = Literal["frame", "confidence"]
Cells = Sequence[object]

LEVELS = ("event", "slot")


def as_json(
    whole: Evaluation, sets: Mapping[str, Evaluation], before: Evaluation | None
) -> dict[str, Any]:
    """Everything, as JSON: shares and F1 in percent."""
    shown: dict[str, Any] = {
        "documents": len(whole.documents),
        "figures": {name: _tally(tally) for name, tally in whole.figures.items()},
        "intervals": {level: _bounds(whole.interval(level)) for level in LEVELS},
        "sets": {name: _set(one) for name, one in sets.items()},
        "eventless": asdict(whole.eventless) | {"per_hundred": whole.eventless.per_hundred},
        "frames": [
            {"frame": f.frame, "made": f.made, "matched": f.matched, "p": f.precision}
            | {"values": _tally(f.values)}
            for f in whole.frames
        ],
        "confidence": asdict(whole.reliability),
        "errors": {f"{side} {kind}": n for (side, kind), n in _kinds(whole)},
        "differing": {f"{slot} {kind}": n for (slot, kind), n in _differing(whole)},
    }
    if before is not None:
        shown["gain"] = {
            name: {"before": was, "after": now, "interval": _bounds(gain)}
            for name, was, now, gain in _gains(before, whole)
        }
    return shown


def show(
    whole: Evaluation,
    sets: Mapping[str, Evaluation],
    before: Evaluation | None,
    by: Group | None,
    *,
    errors: bool,
) -> None:
    """Print the tables; that of `by` and the errors only where they are asked for."""
    console = Console()
    if not console.is_terminal:
        console.width = 200
    if errors:
        for line in _error_lines(whole):
            console.print(Text(printable(line)), soft_wrap=True)
        console.print(_table("Records in error", ("", "kind", "count"), _rows(_kinds(whole))))
        differing = _table("Values in error", ("slot", "kind", "count"), _rows(_differing(whole)))
        console.print(differing)
    console.print(_table("Sets", SET_COLUMNS, [_set_row(n, e) for n, e in sets.items()]))
    console.print(_table("Figures", FIGURE_COLUMNS, _figure_rows(whole)))
    if by is not None:
        console.print(_frames(whole) if by == "frame" else _confidence(whole))
    if before is not None:
        console.print(_table("Gain of F1", GAIN_COLUMNS, _gain_rows(before, whole)))
    console.print(_closing(whole))


SET_COLUMNS = (
    "set",
    "documents",
    "event F1",
    "95 %",
    "slot F1",
    "95 %",
    "without event",
    "records",
)
FIGURE_COLUMNS = ("", "P", "R", "F1", "95 %", "right", "annotated", "extracted")
FRAME_COLUMNS = ("frame", "made", "matched", "%", "values right", "of annotated", "of extracted")
CONFIDENCE_COLUMNS = ("confidence", "records", "mean", "share right")
GAIN_COLUMNS = ("", "before", "after", "gain", "95 %")


def _set_row(name: str, one: Evaluation) -> Cells:
    levels = [(one.figures[level].f1, _range(one.interval(level))) for level in LEVELS]
    eventless = (one.eventless.documents, one.eventless.records)
    return (name, len(one.documents), *(cell for level in levels for cell in level), *eventless)


def _figure_rows(whole: Evaluation) -> Iterator[Cells]:
    for name, tally in whole.figures.items():
        interval = "" if name.startswith("slot:") else _range(whole.interval(name))
        shares = (tally.precision, tally.recall, tally.f1)
        yield (name, *shares, interval, tally.right, tally.gold, tally.found)


def _frames(whole: Evaluation) -> Table:
    rows = [
        (f.frame, f.made, f.matched, f.precision, f.values.right, f.values.gold, f.values.found)
        for f in whole.frames
    ]
    return _table("Frames", FRAME_COLUMNS, rows)


def _confidence(whole: Evaluation) -> Table:
    rows = [
        (f"{b.low:.1f} to {b.high:.1f}", b.count, f"{b.confidence:.2f}", f"{b.right:.2f}")
        for b in whole.reliability.bins
    ]
    return _table("Confidence", CONFIDENCE_COLUMNS, rows)


def _gain_rows(before: Evaluation, after: Evaluation) -> Iterator[Cells]:
    for name, was, now, gain in _gains(before, after):
        yield name, was, now, f"{now - was:+.1f}", _range(gain)


def _gains(before: Evaluation, after: Evaluation) -> Iterator[tuple[str, float, float, Interval]]:
    for name, tally in after.figures.items():
        if not name.startswith("slot:"):
            gain = gain_interval(before.tallies(name), after.tallies(name))
            yield name, before.figures[name].f1, tally.f1, gain


def _closing(whole: Evaluation) -> str:
    eventless, reliability = whole.eventless, whole.reliability
    number = len(whole.documents)
    return (
        f"{number:,} {'document' if number == 1 else 'documents'};"
        f" {eventless.per_hundred} records on a hundred of the {eventless.documents:,} without an"
        f" event; calibration error {reliability.error:.3f}"
    )


def _error_lines(whole: Evaluation) -> Iterator[str]:
    for document in whole.documents:
        name = document.gold.document_id
        for fault in document.records:
            event = fault.event
            told = f"{event.status}{', alleged' if event.alleged else ''}"
            frame = f", {document.found[fault.index].frame}" if fault.side == "spurious" else ""
            kind = f"{event.type} {fault.side} ({fault.kind}; {told}{frame})"
            yield _line(f"{name} {kind}: {event.evidence[0]}")
        yield from _value_lines(document)


def _value_lines(document: Judged) -> Iterator[str]:
    for fault in document.values:
        event = document.gold.events[fault.match.gold]
        said = f"{fault.gold or '-'} | {fault.found or '-'}"
        where = f"{document.gold.document_id} {event.type} {fault.slot} {fault.kind}"
        yield _line(f"{where}: {said} [{event.evidence[0]}]")


def _line(text: str) -> str:
    return " ".join(text.split())


def _kinds(whole: Evaluation) -> list[tuple[tuple[str, ...], int]]:
    return commonest((f.side, f.kind) for d in whole.documents for f in d.records)


def _differing(whole: Evaluation) -> list[tuple[tuple[str, ...], int]]:
    return commonest((f.slot, f.kind) for d in whole.documents for f in d.values)


def _rows(counts: Iterable[tuple[tuple[str, ...], int]]) -> list[Cells]:
    return [(*names, count) for names, count in counts]


def _table(title: str, columns: Sequence[str], rows: Iterable[Cells]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for n, name in enumerate(columns):
        table.add_column(name, justify="left" if n == 0 or name == "kind" else "right")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))
    return table


def _range(interval: Interval) -> str:
    return f"{interval.low} to {interval.high}"


def _bounds(interval: Interval) -> list[float]:
    return [interval.low, interval.high]


def _tally(tally: Tally) -> dict[str, float]:
    shares = {"p": tally.precision, "r": tally.recall, "f1": tally.f1}
    return {**shares, "right": tally.right, "gold": tally.gold, "found": tally.found}


def _set(one: Evaluation) -> dict[str, Any]:
    levels = {level: _tally(one.figures[level]) | {"interval": _bounds(one.interval(level))}
              for level in LEVELS}  # fmt: skip
    eventless = asdict(one.eventless) | {"per_hundred": one.eventless.per_hundred}
    return {"documents": len(one.documents), **levels, "eventless": eventless}
