"""Nodes in a transaction: made, or brought up to date without touching what is not ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.property_graph import Node
from loaders.neo4j_.connection import Batch
from loaders.neo4j_.ours import Ours, labels, quoted


def create_nodes(batch: Batch, nodes: Iterable[Node]) -> None:
    """Make them. Raises what the driver raises when one is there already."""
    for found, group in _by_labels(nodes).items():
        batch.run(f"UNWIND $rows AS r CREATE (n{labels(found)}) SET n = r", (node.properties for node in group))


def update_nodes(batch: Batch, nodes: Iterable[Node], *, ours: Ours) -> None:
    """Set our labels and properties to these; those of others stay."""
    for found, group in _by_labels(nodes).items():
        base = group[0].base
        others = tuple(label for label in ours.labels if label not in found)
        text = (
            f"UNWIND $rows AS r MATCH (n:{quoted(base)} {{id: r.id}})"
            f" SET n += r, n{labels(found)} REMOVE n{labels(others)}"
        )
        batch.run(text, ({**ours.nothing(base), **node.properties} for node in group))
        batch.updated["nodes"] += len(group)


def merge_evidence(batch: Batch, nodes: Iterable[Node]) -> None:
    """Make what is not there, mend what has another hash; statements share evidence."""
    for found, group in _by_labels({node.id: node for node in nodes}.values()).items():
        text = (
            f"UNWIND $rows AS r MERGE (n{labels(found)} {{id: r.id}}) ON CREATE SET n += r"
            " WITH n, r WHERE n.contentHash <> r.contentHash SET n += r RETURN count(n) AS mended"
        )
        mended = batch.run(text, (node.properties for node in group))
        batch.updated["nodes"] += mended[0]["mended"]


def _by_labels(nodes: Iterable[Node]) -> dict[tuple[str, ...], list[Node]]:
    groups: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.labels].append(node)
    return groups
