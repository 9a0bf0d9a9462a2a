"""Taking away what is ours: a node that others have written on, or linked to, loses our part and stays."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import StoreError
from loaders.neo4j_.connection import Batch
from loaders.neo4j_.ours import Ours, labels, quoted


def remove_nodes(batch: Batch, base: str, ids: Sequence[str], *, ours: Ours) -> None:
    """Delete these nodes; what carries labels, properties or relationships of others is only stripped of ours.

    Raises StoreError when something of ours refers to one still: then the graph lacks what it refers to.
    """
    match = f"UNWIND $rows AS id MATCH (n:{quoted(base)} {{id: id}})"
    still = f"{match} MATCH (n)-[r]-() WHERE type(r) IN $types AND r.rid IS NOT NULL RETURN type(r), r.rid, id LIMIT 1"
    for type_, rid, identifier in batch.run(still, ids, types=list(ours.schema.relationships)):
        raise StoreError(f"{type_} {rid} refers to {identifier}, which is not in the graph; the node was kept")
    only_ours = (
        "NOT EXISTS { (n)--() } AND all(label IN labels(n) WHERE label IN $labels)"
        " AND all(key IN keys(n) WHERE key IN $keys)"
    )
    mine = {"labels": ours.labels, "keys": ours.properties[base]}
    batch.run(f"{match} WHERE {only_ours} DELETE n", ids, **mine)
    text = f"{match} SET n += $nothing REMOVE n{labels(ours.labels)} RETURN count(n) AS stripped"
    stripped = batch.run(text, ids, nothing=ours.nothing(base))
    batch.updated["nodes_stripped"] += stripped[0]["stripped"] if stripped else 0


def remove_relationships(batch: Batch, type_: str, rids: Sequence[str]) -> None:
    """Delete relationships of ours by `rid`."""
    batch.run(f"UNWIND $rows AS rid MATCH ()-[r:{quoted(type_)} {{rid: rid}}]->() DELETE r", rids)
