"""What a report is asked to be about."""

from datetime import date, timedelta
from typing import NamedTuple

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.home import home_of
from warehouse.period import Period, code_of_country, last_days


class NothingToReportError(SitrepError):
    """There is no event yet, or none in the period that was asked for."""


class UnknownCountryError(SitrepError):
    """A state or organisation was asked for that has no such code or name."""


class Asked(NamedTuple):
    """Days and filters; what is None or empty is not narrowed."""

    first: date | None = None
    last: date | None = None
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Codes or English names of states and organisations."""


def period_of(connection: duckdb.DuckDBPyConnection, asked: Asked, settings: Settings) -> Period:
    """Return the days and codes that are meant.

    Without a last day, the newest report ends the period; without a first, it is
    `settings.report.days` long.

    Raises:
        NothingToReportError: no event has a date yet, or the last day comes before the first.
        UnknownCountryError: there is no such state or organisation.
    """
    newest = last_days(connection, settings.report.days)
    last = asked.last or (newest[1] if newest else None)
    if last is None:
        raise NothingToReportError(
            f"{home_of(settings).published_name()} holds no event with a date, of itself or of"
            " publication:"
            " run `sitrep run` on some articles, or name days with --from and --to"
        )
    first = asked.first or last - timedelta(days=settings.report.days - 1)
    if first > last:
        raise NothingToReportError(f"the period ends on {last}, before it starts on {first}")
    codes = (_code(connection, said) for said in asked.countries)
    return Period(first, last, asked.types, tuple(dict.fromkeys(codes)))


def _code(connection: duckdb.DuckDBPyConnection, said: str) -> str:
    code = code_of_country(connection, said)
    if code is None:
        raise UnknownCountryError(
            f"{said!r} is no state or organisation: give an ISO 3166-1 alpha-3 code such as PRK,"
            " one of NATO, EUU, UNO …, or an English name;"
            " `sitrep sql 'FROM countries'` lists them"
        )
    return code
