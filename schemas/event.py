"""The four kinds of event, field by field as docs/codebook.md defines them."""

from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from schemas.base import Record
from schemas.codes import Affiliation, State
from schemas.edtf import Edtf

Status = Literal["occurred", "ongoing", "planned", "cancelled", "denied"]
EventType = Literal["visit", "meeting", "deployment", "transfer"]
Category = Literal[
    "aircraft",
    "drone",
    "helicopter",
    "air_defence",
    "armoured_vehicle",
    "artillery",
    "missile",
    "ammunition",
    "small_arms",
    "ship",
    "sensor",
    "other",
]
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]


def _ordered(low: int | None, high: int | None, what: str) -> None:
    if low is not None and high is not None and low > high:
        raise ValueError(f"{what}: the minimum {low} is greater than the maximum {high}")


class Actor(Record):
    """Somebody who takes part: a person, an organisation, an armed group, or a state itself."""

    name: Text | None = None
    country: Affiliation | None = None
    role: Text | None = None

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if self.name is None and self.country is None and self.role is None:
            raise ValueError("an actor needs a name, a country or a role")
        return self


class Item(Record):
    """Arms or equipment of one kind in a transfer."""

    name: Text
    category: Category = "other"
    quantity_min: Count | None = None
    quantity_max: Count | None = None

    @model_validator(mode="after")
    def _range(self) -> Self:
        _ordered(self.quantity_min, self.quantity_max, "quantity")
        return self


class _Event(Record):
    status: Status
    alleged: bool = False
    date: Edtf | None = None
    country: State | None = None
    place: Text | None = None
    evidence: Annotated[tuple[Text, ...], Field(min_length=1)]


class Visit(_Event):
    """Office-holders, envoys or a delegation travel to a place in that capacity."""

    type: Literal["visit"] = "visit"
    visitors: Annotated[tuple[Actor, ...], Field(min_length=1)]
    hosts: tuple[Actor, ...] = ()


class Meeting(_Event):
    """Representatives of at least two sides meet, confer, negotiate, or speak by phone or video."""

    type: Literal["meeting"] = "meeting"
    participants: Annotated[tuple[Actor, ...], Field(min_length=1)]
    mode: Literal["in_person", "phone", "video"] = "in_person"

    @model_validator(mode="after")
    def _no_place_on_the_phone(self) -> Self:
        if self.mode != "in_person" and self.country is not None:
            raise ValueError(f"a {self.mode} call takes place in no country")
        return self


class Deployment(_Event):
    """Armed forces are sent, moved, stationed, reinforced or withdrawn."""

    type: Literal["deployment"] = "deployment"
    force: Actor
    action: Literal["deploy", "withdraw", "presence"]
    troops_min: Count | None = None
    troops_max: Count | None = None
    units: tuple[Text, ...] = ()
    origin: State | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _ordered(self.troops_min, self.troops_max, "troops")
        if self.action == "withdraw" and self.origin is not None:
            raise ValueError("a withdrawal has no origin: its country says where forces leave")
        return self


class Transfer(_Event):
    """Weapons, ammunition or equipment pass, or are to pass, from one side to another."""

    type: Literal["transfer"] = "transfer"
    supplier: Actor
    recipient: Actor
    items: tuple[Item, ...] = ()
    mode: Literal["sale", "aid", "other"] = "other"
    value_usd: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _has_no_country(self) -> Self:
        if self.country is not None:
            raise ValueError("a transfer has no country; its place says where arms change hands")
        return self


Event = Annotated[Visit | Meeting | Deployment | Transfer, Field(discriminator="type")]
EVENT: TypeAdapter[Visit | Meeting | Deployment | Transfer] = TypeAdapter(Event)
"""Reads and checks any of the four from Python or JSON."""
