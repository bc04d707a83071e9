"""Reports into events."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp
from typing import NamedTuple
from uuid import UUID

from tasks.resolve.blocks import candidates
from tasks.resolve.cluster import Link, Pair, agglomerate, components
from tasks.resolve.compare import compare
from tasks.resolve.evidence import Verdict
from tasks.resolve.facts import Facts, same_copy
from tasks.resolve.rulings import Bindings, Ruling, bindings


class Membership(NamedTuple):
    """A report in its event."""

    report: Facts
    score: float
    """How likely it belongs there, 0 to 1; 1 where it is alone or an analyst decided."""
    reason: str
    """In words."""


class Group(NamedTuple):
    """The reports of one event, in the order in which they came out."""

    members: tuple[Membership, ...]
    component: UUID
    """Key of the part of the graph that it was cut from: what is grouped anew together."""

    @property
    def event_id(self) -> UUID:
        """The anchor of the first report."""
        return self.members[0].report.anchor


def group(reports: Iterable[Facts], rulings: Iterable[Ruling] = ()) -> list[Group]:
    """Return events: what comes out follows from the set of reports and rulings alone.

    Parts of the graph of likely pairs do not bear on one another: the parts grouped alone give
    the same as all of them together.
    """
    ordered = sorted(reports, key=lambda report: report.order)
    bound = bindings([report.anchor for report in ordered], rulings)
    first = _copies(ordered, {node for pair in bound.apart for node in pair})
    compared = [node for node in range(len(ordered)) if node not in first]
    verdicts = {
        (compared[a], compared[b]): compare(ordered[compared[a]], ordered[compared[b]])
        for a, b in candidates([ordered[node] for node in compared])
    }
    likely = [pair for pair, found in verdicts.items() if found.score > 0 and found.veto is None]
    alike = [(one, other) for other, one in first.items()]
    found = []
    for part in components(range(len(ordered)), [*likely, *alike, *bound.together]):
        key = ordered[part[0]].anchor
        for nodes in _cut(part, ordered, verdicts, bound, first):
            members = tuple(_member(node, nodes, ordered, verdicts, bound, first) for node in nodes)
            found.append(Group(members, key))
    return found


def _copies(ordered: Sequence[Facts], split: Collection[int]) -> dict[int, int]:
    """Each report that only repeats an earlier one, with that one; not those a ruling splits."""
    seen: dict[tuple[object, ...], int] = {}
    told: set[tuple[object, ...]] = set()
    first: dict[int, int] = {}
    for node, report in enumerate(ordered):
        key = same_copy(report)
        if node in split or (report.document, key) in told:
            continue
        told.add((report.document, key))
        one = seen.setdefault(key, node)
        if one != node:
            first[node] = one
    return first


def _cut(
    part: Sequence[int],
    ordered: Sequence[Facts],
    verdicts: Mapping[Pair, Verdict],
    bound: Bindings,
    first: Mapping[int, int],
) -> list[list[int]]:
    """Group a part of the graph; copies, and what a ruling joins, move as one."""
    within = set(part)
    ties = [pair for pair in bound.together if pair[0] in within]
    ties += [(first[node], node) for node in part if node in first]
    fixed = components(part, ties)
    if len(fixed) == 1:
        return fixed
    links = {
        (a, b): _link(one, other, ordered, verdicts, bound, first)
        for a, one in enumerate(fixed)
        for b, other in enumerate(fixed[a + 1 :], a + 1)
    }
    return [
        sorted(node for place in places for node in fixed[place])
        for places in agglomerate(range(len(fixed)), links)
    ]


def _link(
    one: Sequence[int],
    other: Sequence[int],
    ordered: Sequence[Facts],
    verdicts: Mapping[Pair, Verdict],
    bound: Bindings,
    first: Mapping[int, int],
) -> Link:
    """What joins two nodes; of those that a ruling made one, the pair that speaks for it most."""
    told, others = ([n for n in nodes if n not in first] for nodes in (one, other))
    pairs = [(min(a, b), max(a, b)) for a in told for b in others]
    texts = {ordered[a].document for a in one} & {ordered[b].document for b in other}
    scores = [
        verdict.score
        for verdict in map(verdicts.get, pairs)
        if verdict is not None and verdict.veto is None
    ]
    barred = bool(texts) or any(pair in bound.apart for pair in pairs) or not scores
    return Link(max(scores, default=0.0), barred)


def _member(
    node: int,
    nodes: Sequence[int],
    ordered: Sequence[Facts],
    verdicts: Mapping[Pair, Verdict],
    bound: Bindings,
    first: Mapping[int, int],
) -> Membership:
    report = ordered[node]
    if node in bound.joined:
        return Membership(report, 1.0, f"merged, {bound.joined[node].words}")
    if len(nodes) == 1:
        return Membership(report, 1.0, "the only report")
    if node in first:
        return Membership(report, 1.0, f"a copy of {_named(ordered[first[node]])}")
    told = {
        other: verdicts[min(node, other), max(node, other)]
        for other in nodes
        if (min(node, other), max(node, other)) in verdicts
    }
    if not told:
        return Membership(report, 1.0, "the first of its copies")
    best = min(told, key=lambda other: (-told[other].score, other))
    mean = sum(verdict.score for verdict in told.values()) / len(told)
    return Membership(report, likely(mean), f"with {_named(ordered[best])}: {told[best].words}")


def likely(score: float) -> float:
    """Return log-odds as a probability, to four digits."""
    return round(1 / (1 + exp(-score)), 4)


def _named(report: Facts) -> str:
    told = (report.publisher, str(report.published) if report.published else None)
    return ", ".join(filter(None, told)) or "another text"
