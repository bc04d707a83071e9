"""The base of every record."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value: strict types, no unknown fields, equal when its fields are equal."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", ser_json_timedelta="float")
