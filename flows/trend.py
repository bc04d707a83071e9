"""The trend as an image: small charts over days, drawn as SVG without a plotting library.

Prefect's image artifact is an `<img>`; a `data:` address in it needs no file beside it.
"""

import base64
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from warehouse.monitor import Day

WIDTH, PANEL, LEFT, PAD = 720, 110, 12, 30


class Panel(NamedTuple):
    """One chart: what it shows, and how it comes from a day."""

    title: str
    value: Callable[[Day], float | None]
    form: str = ",.1f"
    """How its figures are written."""


def _per_hundred(count: int, base: int) -> float | None:
    return 100 * count / base if base else None


PANELS = (
    Panel("documents a day", lambda day: float(day.documents), ",.0f"),
    Panel("events per 100 documents", lambda day: _per_hundred(day.reports, day.documents)),
    Panel("% of events without date", lambda day: _per_hundred(day.undated, day.reports)),
    Panel("% of documents that are copies", lambda day: _per_hundred(day.copies, day.documents)),
)


def trend_image(days: Sequence[Day]) -> str:
    """Return the charts of the days, oldest first, as a `data:` address."""
    drawn = base64.b64encode(trend_svg(days).encode()).decode()
    return f"data:image/svg+xml;base64,{drawn}"


def trend_svg(days: Sequence[Day]) -> str:
    """Return the charts of the days as SVG; days without anything are gaps in the line."""
    height = PANEL * len(PANELS) + PAD
    panels = [_panel(panel, days, number * PANEL) for number, panel in enumerate(PANELS)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *panels,
            _axis(days, height),
            "</svg>",
        )
    )


def _panel(panel: Panel, days: Sequence[Day], top: int) -> str:
    values = [panel.value(day) for day in days]
    known = [value for value in values if value is not None]
    most = max(known, default=0.0)
    highest = most or 1.0
    told = f"last {known[-1]:{panel.form}}, highest {most:{panel.form}}" if known else "–"
    floor = top + PANEL - 8
    marks = [
        f'<circle cx="{_x(day.day, days):.1f}" cy="{_y(value, highest, top):.1f}" r="2.5"'
        ' fill="#1f6f8b"/>'
        for day, value in zip(days, values, strict=True)
        if value is not None
    ]
    points = " ".join(
        f"{_x(day.day, days):.1f},{_y(value, highest, top):.1f}"
        for day, value in zip(days, values, strict=True)
        if value is not None
    )
    return "\n".join(
        (
            f'<text x="{LEFT}" y="{top + 18}" fill="#222222">{escape(panel.title)}</text>',
            f'<text x="{WIDTH - LEFT}" y="{top + 18}" fill="#222222" text-anchor="end">'
            f"{told}</text>",
            f'<line x1="{LEFT}" x2="{WIDTH - LEFT}" y1="{floor}" y2="{floor}" stroke="#cccccc"/>',
            f'<polyline points="{points}" fill="none" stroke="#1f6f8b" stroke-width="1.5"/>',
            *marks,
        )
    )


def _axis(days: Sequence[Day], height: int) -> str:
    if not days:
        return f'<text x="{LEFT}" y="{height - 10}" fill="#555555">nothing came in yet</text>'
    first, last = days[0].day.isoformat(), days[-1].day.isoformat()
    return (
        f'<text x="{LEFT}" y="{height - 10}" fill="#555555">{first}</text>'
        f'<text x="{WIDTH - LEFT}" y="{height - 10}" fill="#555555" text-anchor="end">{last}</text>'
    )


def _x(day: date, days: Sequence[Day]) -> float:
    span = max((days[-1].day - days[0].day).days, 1)
    return LEFT + 4 + (WIDTH - 2 * LEFT - 8) * (day - days[0].day).days / span


def _y(value: float, highest: float, top: int) -> float:
    return top + PANEL - 8 - (PANEL - 38) * value / highest
