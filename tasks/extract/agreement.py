"""When two mentions agree in who, when and where."""

from schemas.edtf import Span
from tasks.extract.drafts import Draft, Where
from tasks.extract.parties import Party
from tasks.extract.sharing import same_party


def shared(first: Draft, second: Draft, role: str) -> list[Party]:
    """Those of the first in a role who are in that role of the second too."""
    theirs = second.parties(role)
    return [p for p in first.parties(role) if any(same_party(p, t) for t in theirs)]


def dates_meet(first: Draft, second: Draft) -> bool:
    """True unless both have a date and the two have no day in common."""
    if first.when is None or second.when is None:
        return True
    one, other = Span.parse(first.when.edtf), Span.parse(second.when.edtf)
    return one.start <= other.end and other.start <= one.end


def places_meet(first: Where, second: Where) -> bool:
    """True unless they lie in two states."""
    if first.country is not None and second.country is not None:
        return first.country == second.country
    return True
