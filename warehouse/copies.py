"""Which documents are copies of one another, settled over the whole warehouse."""

from collections.abc import Iterable
from uuid import UUID

import duckdb
import pyarrow as pa

from warehouse.handover import put_table
from warehouse.statements import sql


def settle_copies(connection: duckdb.DuckDBPyConnection) -> int:
    """Link every copy among the current documents to the first of its group.

    A group holds all documents that hang together by equal words, equal signatures or pairs of
    signatures at least `near_copy` alike; it follows from the set of current documents alone.
    What is costly, comparing signatures, was done once for each new one (`signature_pairs`).

    Returns:
        The number of documents whose link changed.
    """
    edges = connection.execute(sql("copy_edges")).fetchall()
    members = groups(edges)
    id_type = pa.uuid()
    table = pa.table(
        {
            "document_id": pa.array(list(members), id_type),
            "member_of": pa.array(list(members.values()), id_type),
        }
    )
    put_table(connection, "copy_groups", table)
    row = connection.execute(sql("copies")).fetchone()
    return int(row[0]) if row else 0


def groups(edges: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """Return for each node of the graph one node of its connected component, equal for all."""
    parent: dict[UUID, UUID] = {}

    def find(node: UUID) -> UUID:
        root = node
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    for a, b in edges:
        parent[find(a)] = find(b)
    return {node: find(node) for node in list(parent)}
