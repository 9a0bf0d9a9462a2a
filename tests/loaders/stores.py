"""Every store that the contract is tested on, and what such a store should hold of a graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from kg.ports import GraphSource, Store
from kg.property_graph import Node, rows
from loaders.embedded import EmbeddedStore
from loaders.values import HIDDEN
from ontology.vocabulary import vocabulary

STORES: Mapping[str, Callable[[Path], AbstractContextManager[Store]]] = {
    "embedded": lambda folder: EmbeddedStore.open(folder / "graph"),
}
"""Name → what opens an empty store, given a folder of its own."""

_NODES = "MATCH (n) RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id"
_RELATIONSHIPS = (
    "MATCH (a)-[r]->(b) RETURN type(r) AS type, r.rid AS rid, a.id AS start, b.id AS end, properties(r) AS properties"
    " ORDER BY type, rid"
)

Held = list[tuple[Any, ...]]


def held(store: Store) -> Held:
    """All that the store holds, hashes aside."""
    nodes = [(row[0], tuple(sorted(row[1])), json.loads(row[2])) for row in store.query(_NODES).rows]
    edges = [(*row[:4], json.loads(row[4])) for row in store.query(_RELATIONSHIPS).rows]
    return sorted(nodes, key=_key) + sorted(edges, key=_key)


def expected(graph: GraphSource) -> Held:
    """All that a store should hold of that graph."""
    nodes: Held = []
    edges: Held = []
    for item in rows(graph, vocabulary=vocabulary()):
        properties = {name: _plain(value) for name, value in item.properties.items() if name not in HIDDEN}
        if isinstance(item, Node):
            nodes.append((item.id, item.labels, properties))
        else:
            edges.append((item.type, item.rid, item.start, item.end, properties))
    return sorted(nodes, key=_key) + sorted(edges, key=_key)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _key(item: tuple[Any, ...]) -> tuple[str, ...]:
    return item[:1] if len(item) == 3 else item[:4]
