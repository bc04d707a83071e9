"""From pairs to events: reports are joined as long as what joins them speaks for it on average."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Pair = tuple[int, int]
"""Two nodes, the lower first."""


class Link(NamedTuple):
    """What speaks for joining two nodes."""

    score: float
    """Log-odds."""
    barred: bool = False
    """They cannot be joined, whatever else agrees."""


def components(nodes: Iterable[int], edges: Iterable[Pair]) -> list[list[int]]:
    """Return the nodes that hang together, each group in order, the groups by their first node."""
    parent = {node: node for node in nodes}

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for node in sorted(parent):
        groups[root(node)].append(node)
    return list(groups.values())


def agglomerate(nodes: Sequence[int], links: Mapping[Pair, Link]) -> list[list[int]]:
    """Join the two groups whose links speak for it most, until none do.

    Links of two groups speak with their mean; a barred one keeps its groups apart for good. Equal
    scores are taken in the order of the nodes, so nothing else decides.

    Args:
        nodes: in an order that follows from what they are.
        links: every pair of them that can be joined or is barred; pairs without are barred.
    """
    groups: dict[int, list[int]] = {node: [node] for node in nodes}
    sums: dict[int, dict[int, tuple[float, int]]] = {node: {} for node in nodes}
    for (one, other), link in links.items():
        if not link.barred:
            sums[one][other] = sums[other][one] = (link.score, 1)
    queue = [(-score, one, other, 1, 1) for one in sums for other, (score, _) in sums[one].items()
             if one < other and score > 0]  # fmt: skip
    heapq.heapify(queue)
    while queue:
        _, one, other, size, size2 = heapq.heappop(queue)
        if (len(groups.get(one, ())), len(groups.get(other, ()))) == (size, size2):
            _join(one, other, groups, sums, queue)
    return sorted(sorted(members) for members in groups.values())


def _join(
    one: int,
    other: int,
    groups: dict[int, list[int]],
    sums: dict[int, dict[int, tuple[float, int]]],
    queue: list[tuple[float, int, int, int, int]],
) -> None:
    """Join `other` to `one`: groups that only one of them may be joined with are barred now."""
    ours, theirs = sums[one], sums.pop(other)
    groups[one] += groups.pop(other)
    joined = {
        third: (ours[third][0] + theirs[third][0], ours[third][1] + theirs[third][1])
        for third in ours.keys() & theirs.keys()
    }
    for third in (ours.keys() | theirs.keys()) - {one, other}:
        sums[third].pop(one, None)
        sums[third].pop(other, None)
    sums[one] = joined
    for third, (total, count) in joined.items():
        sums[third][one] = (total, count)
        if total > 0:
            low, high = sorted((one, third))
            entry = (-total / count, low, high, len(groups[low]), len(groups[high]))
            heapq.heappush(queue, entry)
