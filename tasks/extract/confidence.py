"""How sure a record is: a logistic model over what speaks for it, calibrated on unseen text."""

import math
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, Field

from schemas.event import EventType

WEIGHTS = Path(__file__).parent / "data" / "confidence.toml"
BORROWED = 0.3
"""Chance of a role that another event of the document fills."""
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a draft.

    `trigger` is the highest probability that one of its words tells of such an event, `roles` that
    of the least sure of the roles it needs, `mentions` how often the document tells it, `ruled`
    whether a frame found it in the parse.
    """

    trigger: float
    roles: float
    mentions: int = 1
    ruled: bool = False

    def with_other(self, other: "Signs") -> "Signs":
        """The signs of two mentions of one event."""
        return Signs(
            max(self.trigger, other.trigger),
            max(self.roles, other.roles),
            self.mentions + other.mentions,
            self.ruled or other.ruled,
        )

    def borrowed(self) -> "Signs":
        """The signs of a draft that takes what it lacks from another event of the document."""
        return replace(self, roles=max(self.roles, BORROWED))

    def features(self) -> tuple[float, ...]:
        """What the model weighs, in the order of `Weights`."""
        return (
            odds(self.trigger),
            odds(self.roles),
            math.log(self.mentions),
            float(self.ruled),
        )


class Weights(BaseModel):
    """The model of one type: log odds are `bias` + the weighted features.

    A record is kept from the confidence `least` on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bias: float
    trigger: float
    roles: float
    mentions: float
    ruled: float
    least: Annotated[float, Field(ge=0, le=1)]

    def confidence(self, signs: Signs) -> float:
        """Probability that the record is right."""
        weights = (self.trigger, self.roles, self.mentions, self.ruled)
        odds = self.bias + sum(w * f for w, f in zip(weights, signs.features(), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def weights() -> dict[EventType, Weights]:
    """The shipped models, fitted by `training.calibrate`."""
    raw = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return {kind: Weights.model_validate(raw[kind]) for kind in get_args(EventType)}


def odds(chance: float) -> float:
    """The log odds of a chance, which is kept a little off 0 and 1."""
    inside = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))
