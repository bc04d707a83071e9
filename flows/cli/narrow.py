"""Options that narrow what is shown to a period, a country or a type."""

from datetime import date, datetime
from typing import Annotated, Literal

import typer

Day = datetime | None
First = Annotated[
    Day, typer.Option("--from", metavar="DAY", formats=["%Y-%m-%d"], help="First day: 2024-03-01.")
]
Last = Annotated[
    Day, typer.Option("--to", metavar="DAY", formats=["%Y-%m-%d"], help="Last day, included.")
]
Kind = Annotated[
    Literal["visit", "meeting", "deployment", "transfer"] | None,
    typer.Option("--type", help="Only what tells of events of this type."),
]


def _known(code: str | None) -> str | None:
    from schemas.codes import ORGANISATIONS, states

    if code is None or code.upper() in states() | ORGANISATIONS.keys():
        return code and code.upper()
    raise typer.BadParameter(
        f"{code!r} is no code: give ISO 3166-1 alpha-3 such as PRK, or {', '.join(ORGANISATIONS)}"
    )


Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="CODE",
        callback=_known,
        help="Only what takes place in this country or has it as a party: ISO 3166-1 alpha-3.",
    ),
]


def day(given: Day) -> date | None:
    """Return the day of an option."""
    return None if given is None else given.date()
