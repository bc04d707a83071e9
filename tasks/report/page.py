"""The page itself: template, style, scripts and data in one file that asks nothing of a network."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tasks.report.contents import Entry, Fitted
from tasks.report.island import island
from tasks.report.libraries import data_tables, harmless, vega
from tasks.report.wording import days_words, state_name
from tasks.report.world import WORLD
from warehouse.period import Coverage, Period

SCRIPTS = ("selection", "shapes", "flows", "charts", "evidence", "table", "main")
CHARTS = ("timeline", "map", "matrix", "flows")
STATUSES = ("occurred", "ongoing", "planned", "cancelled", "denied")
FIGURES = {
    "visit": "visits",
    "meeting": "meetings",
    "deployment": "deployments",
    "transfer": "arms transfers",
}
TOP = 5
"""Events that stand in the page itself, for viewers that run no scripts."""


def render(
    period: Period, coverage: Coverage, fitted: Fitted, names: Mapping[str, str], quotes: int
) -> str:
    """Return the page.

    Args:
        period: the days it is about, and to what it is narrowed.
        coverage: what was read that was published on these days.
        fitted: the events, those that most sources tell first.
        names: names of states and organisations by code.
        quotes: texts that an event may show.
    """
    events = fitted.events
    scripts = [vega(), data_tables(), _own_script()]
    return _environment().get_template("page.html.j2").render(
        policy=_policy(scripts),
        version=version("sitrep"),
        style=Markup(_page("style.css")),
        period=days_words(period.first, period.last),
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        kicker=_kicker(period, names),
        lead=_lead(events, coverage),
        figures=_figures(events),
        statuses=STATUSES,
        states=_states(events, names),
        top=events[:TOP],
        notes=_notes(fitted, quotes),
        data=island(_data(period, events, names)),
        scripts=[Markup(script) for script in scripts],
    )  # fmt: skip


def _data(period: Period, events: Sequence[Entry], names: Mapping[str, str]) -> dict[str, Any]:
    used = sorted({code for event in events for code in event["states"]})
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "names": {code: state_name(code, names) for code in used},
        "charts": {name: json.loads(_page(f"charts/{name}.json")) for name in CHARTS},
        "world": json.loads(WORLD.read_text("utf-8")),
        "events": events,
    }


def _kicker(period: Period, names: Mapping[str, str]) -> str:
    only = [FIGURES[kind] for kind in period.types]
    only += [state_name(code, names) or code for code in period.countries]
    return "Situation report" + (f" · {', '.join(only)} only" if only else "")


def _lead(events: Sequence[Entry], coverage: Coverage) -> str:
    reports = sum(event["reports"] for event in events)
    several = sum(1 for event in events if event["sources"] > 1)
    said = f"{_count(len(events), 'event')}, told in {_count(reports, 'report')}"
    said += f"; {several:,} by more than one independent source." if several else "."
    if coverage.documents:
        said += f" {_count(coverage.documents, 'article')} of"
        said += f" {_count(coverage.publishers, 'publisher')} came out on these days."
    return said


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _figures(events: Sequence[Entry]) -> list[dict[str, str]]:
    counts = Counter(event["type"] for event in events)
    return [
        {"type": kind, "label": label, "count": f"{counts[kind]:,}"}
        for kind, label in FIGURES.items()
    ]


def _states(events: Sequence[Entry], names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    counts = Counter(code for event in events for code in event["states"])
    return sorted(
        ((code, state_name(code, names) or code, count) for code, count in counts.items()),
        key=lambda row: row[1],
    )


def _notes(fitted: Fitted, quotes: int) -> list[str]:
    notes = [
        "What is here was read out of news texts by program: confidence is how likely a record is"
        " right, a status is what the texts say, and “alleged” marks what none of them vouches for."
        " Look at the evidence before you rely on an event.",
        "An event belongs to the period when it took place in it. One without a date, or set for"
        " later, belongs to the period in which it was first reported; one of which no day is known"
        " at all belongs to every report. A date of a month or year is"
        " drawn at the day of the first report where that lies within it.",
        f"At most {quotes} texts of an event are shown, each with the words around the evidence.",
    ]
    if fitted.left_out or fitted.quotes_left_out:
        notes.append(
            f"To keep the file small, {fitted.left_out:,} further events (those that the fewest"
            f" sources tell) and {fitted.quotes_left_out:,} further texts were left out; the"
            " warehouse has them all."
        )
    notes.append(
        "Borders: Natural Earth, 1:110m, of 2018; places: GeoNames. They take no side in any"
        f" dispute. Made by sitrep {version('sitrep')} with Vega and DataTables."
    )
    return notes


def _policy(scripts: Sequence[str]) -> str:
    """Return a policy under which only these scripts run, and nothing is fetched."""
    hashes = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts)
    allowed = " ".join(f"'sha256-{each}'" for each in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


@cache
def _own_script() -> str:
    return harmless("\n".join(_page(f"{name}.js") for name in SCRIPTS))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tasks.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _page(name: str) -> str:
    return files("tasks.report").joinpath("page", name).read_text("utf-8")
