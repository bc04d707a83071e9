"""Whether two reports of a deployment tell of one."""

from schemas.event import Deployment
from tasks.resolve.evidence import Evidence, VetoError
from tasks.resolve.facts import Facts
from tasks.resolve.names import fold
from tasks.resolve.who import weigh_party

ALIKE = 0.15
"""Part of a figure by which two accounts of one force may differ."""


def weigh_deployment(
    evidence: Evidence, a: Facts, b: Facts, one: Deployment, other: Deployment
) -> None:
    """Compare force, movement, figures and units.

    Raises:
        VetoError: another force, or one leaves and the other comes.
    """
    weigh_party(evidence, a.sides["force"][0], b.sides["force"][0], "force")
    if (one.action == "withdraw") != (other.action == "withdraw"):
        raise VetoError("one force comes, one leaves")
    if one.action != other.action:
        evidence.add("presence", "one tells of a movement, one of a presence")
    weigh_range(
        evidence,
        (one.troops_min, one.troops_max),
        (other.troops_min, other.troops_max),
        "troops",
    )
    both = _unit_words(one) & _unit_words(other)
    if both:
        evidence.add("same_units", "of like units")


def _unit_words(deployment: Deployment) -> set[str]:
    return {max(fold(unit).tokens, key=len) for unit in deployment.units if fold(unit).tokens}


Range = tuple[int | None, int | None]


def weigh_range(evidence: Evidence, one: Range, other: Range, what: str) -> None:
    """Compare two figures; where one is missing nothing is said."""
    if one == (None, None) or other == (None, None):
        return
    told = f"{_told(one)} and {_told(other)} {what}"
    if one == other:
        evidence.add("same_figure", told)
    elif _overlap(one, other):
        evidence.add("like_figure", told)
    else:
        evidence.add("other_figure", told)


def _overlap(one: Range, other: Range) -> bool:
    (low, high), (low2, high2) = _wide(one), _wide(other)
    return low <= high2 and low2 <= high


def _wide(figure: Range) -> tuple[float, float]:
    """Open ends reach no farther than half or twice the figure."""
    low, high = figure
    least = low if low is not None else (high or 0) / 2
    most = high if high is not None else 2 * (low or 0)
    return least * (1 - ALIKE / 2), most * (1 + ALIKE / 2)


def _told(figure: Range) -> str:
    low, high = figure
    if low == high:
        return f"{low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"over {low:,}" if high is None else f"{low:,} to {high:,}"
