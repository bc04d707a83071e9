"""Codes of states and of international organisations."""

from functools import cache
from typing import Annotated

import pycountry
from pydantic import AfterValidator, Field

KOSOVO = "XKX"
"""User-assigned in ISO 3166-1; the code that the European Commission and the World Bank use."""

ORGANISATIONS = {
    "EUU": "European Union",
    "NATO": "North Atlantic Treaty Organization",
    "UNO": "United Nations",
    "AFU": "African Union",
    "ARL": "Arab League",
    "ASN": "Association of Southeast Asian Nations",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "IAEA": "International Atomic Energy Agency",
}
"""Codes that stand where an actor's country stands, and never for a place."""


@cache
def states() -> frozenset[str]:
    """All ISO 3166-1 alpha-3 codes, with Kosovo's."""
    return frozenset(country.alpha_3 for country in pycountry.countries) | {KOSOVO}


def _state(code: str) -> str:
    if code in ORGANISATIONS:
        raise ValueError(f"{code} is an organisation; a place needs the code of a state")
    if code not in states():
        raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code")
    return code


def _affiliation(code: str) -> str:
    return code if code in ORGANISATIONS else _state(code)


State = Annotated[str, AfterValidator(_state), Field(description="ISO 3166-1 alpha-3, or XKX")]
Affiliation = Annotated[
    str,
    AfterValidator(_affiliation),
    Field(description="ISO 3166-1 alpha-3, XKX, or one of " + ", ".join(ORGANISATIONS)),
]
