"""Readable names of states and organisations."""

import pycountry
from babel import Locale

from schemas.codes import KOSOVO, ORGANISATIONS, states

KOSOVO_TERRITORY = "XK"
"""Kosovo's key among CLDR's territories."""


def country_names() -> dict[str, str]:
    """Return code → English name: CLDR's short name of a state, the full name of a body."""
    territories = Locale("en").territories
    alpha_2 = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    alpha_2[KOSOVO] = KOSOVO_TERRITORY
    names = {code: str(territories[alpha_2[code]]) for code in states()}
    return dict(sorted((names | ORGANISATIONS).items()))
