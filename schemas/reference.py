"""Codes of other data sets: what a row of each data file under `warehouse/data` holds."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record
from schemas.codes import Affiliation
from schemas.event import EventType, Status

CameoCode = Annotated[str, Field(pattern=r"^(0[1-9]|1\d|20)\d{1,2}$")]


class CountryRow(Record):
    """A state, territory or international organisation, and what others call it.

    ISO 3166-1; Correlates of War, State System Membership v2016; FIPS 10-4 and continents as
    GeoNames has them. The point is the mean of its cities of 15,000 people and more, in degrees.
    """

    code: Affiliation
    kind: Literal["state", "territory", "organisation"]
    iso_alpha2: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    iso_numeric: Annotated[int, Field(ge=1, le=999)] | None = None
    cow: Annotated[int, Field(ge=2, le=990)] | None = None
    cow_abbreviation: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    fips: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    cameo_group: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    continent: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    aliases: Annotated[str, Field(pattern=r"^[^|]+(\|[^|]+)*$")] | None = None
    """Other English names, joined by a bar."""


class CameoRow(Record):
    """A CAMEO event code that occurs here, with GDELT's quad class and Goldstein scale."""

    code: CameoCode
    name: Annotated[str, Field(min_length=3)]
    quad_class: Annotated[int, Field(ge=1, le=4)]
    goldstein: Annotated[float, Field(ge=-10, le=10)]


class EventCodeRow(Record):
    """What an event of a type, kind and status is called in CAMEO and PLOVER."""

    type: EventType
    kind: Annotated[str, Field(min_length=3)]
    status: Status
    cameo: CameoCode
    plover: Annotated[str, Field(pattern=r"^[A-Z]+$")] | None = None
    plover_mode: str | None = None
    plover_context: str | None = None
    fit: Literal["same", "broader", "lossy"]
    note: str | None = None
