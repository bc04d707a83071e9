"""How much each kind of evidence weighs."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.event import EventType

FILE = Path(__file__).parent / "data" / "weights.toml"
Kind = Literal["visit", "meeting", "call", "deployment", "transfer"]


class Recurrence(BaseModel):
    """Days after which the like happens again, where people are named and where not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    named: float
    unnamed: float


class Weights(BaseModel):
    """What `weights.toml` holds: log-odds, and days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: dict[EventType, float]
    recurrence: dict[Kind, Recurrence]
    apart: dict[EventType, int]
    gap: dict[Kind, float]
    horizon: dict[EventType, int]
    evidence: dict[str, float]


@cache
def weights() -> Weights:
    """Return the weights that are shipped."""
    with FILE.open("rb") as file:
        return Weights.model_validate(tomllib.load(file))
