"""Whether two reports of a transfer of arms tell of one."""

from collections import Counter

from schemas.event import Category, Item, Transfer
from tasks.resolve.evidence import Evidence
from tasks.resolve.facts import Facts
from tasks.resolve.forces import weigh_range
from tasks.resolve.names import fold
from tasks.resolve.who import weigh_party

ROUNDING = 0.1
"""Part of a sum by which two accounts of one deal may differ: rates of exchange, rounding."""


def weigh_transfer(evidence: Evidence, a: Facts, b: Facts, one: Transfer, other: Transfer) -> None:
    """Compare both sides, items, figures and worth.

    Raises:
        VetoError: another supplier or recipient.
    """
    weigh_party(evidence, a.sides["supplier"][0], b.sides["supplier"][0], "supplier")
    weigh_party(evidence, a.sides["recipient"][0], b.sides["recipient"][0], "recipient")
    if one.items and other.items:
        _weigh_items(evidence, one.items, other.items)
    if one.value_usd is not None and other.value_usd is not None:
        low, high = sorted((one.value_usd, other.value_usd))
        same = high - low <= ROUNDING * high
        told = f"{low:,.0f} and {high:,.0f} dollars"
        evidence.add("same_value" if same else "other_value", told)


def _weigh_items(evidence: Evidence, ones: tuple[Item, ...], others: tuple[Item, ...]) -> None:
    named = [(x, y) for x in ones for y in others if _same_item(x, y)]
    if named:
        evidence.add("same_item", f"both tell of {named[0][0].name}")
    shared = {x.category for x in ones} & {y.category for y in others} - {"other"}
    if shared:
        part = len(shared) / min(len({x.category for x in each}) for each in (ones, others))
        evidence.add("same_category", f"both tell of {', '.join(sorted(shared))}", 2 * part)
        if not named and _designation(ones[0]) and _designation(others[0]):
            evidence.add("other_names", f"{ones[0].name} and {others[0].name}")
    if not named and not shared:
        evidence.add("other_items", f"{ones[0].name} and {others[0].name}")
    for one, other in named or _alone(ones, others):
        weigh_range(
            evidence,
            (one.quantity_min, one.quantity_max),
            (other.quantity_min, other.quantity_max),
            one.name,
        )
        break


def _alone(ones: tuple[Item, ...], others: tuple[Item, ...]) -> list[tuple[Item, Item]]:
    """Pairs of items of which each list has one of that category."""
    lone, lone2 = _lone(ones), _lone(others)
    return [(item, lone2[category]) for category, item in lone.items() if category in lone2]


def _lone(items: tuple[Item, ...]) -> dict[Category, Item]:
    """Items by category, of those of which there is one."""
    counts = Counter(item.category for item in items)
    return {item.category: item for item in items if counts[item.category] == 1}


def _designation(item: Item) -> bool:
    """Tell whether a name holds that of a make or a model."""
    return any(char.isupper() or char.isdigit() for char in item.name)


def _same_item(one: Item, other: Item) -> bool:
    """The longest word in common, or all the words of the shorter name."""
    a, b = set(fold(one.name).tokens), set(fold(other.name).tokens)
    return a <= b or b <= a
