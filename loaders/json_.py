"""Node-link JSON, for D3 and JavaScript: `{"nodes": [{"id", …}], "edges": [{"source", "target", "key", …}]}`.

>>> networkx.node_link_graph(json.loads(path.read_text()), edges="edges")   # doctest: +SKIP
"""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from kg.ports import GraphSource
from loaders.atomic import replacing
from loaders.networkx_ import to_networkx
from ontology.vocabulary import Vocabulary


def node_link(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as node-link JSON, keys sorted. Raises KgError when `out` cannot be written."""
    linked = nx.node_link_data(to_networkx(graph, names=names), edges="edges")
    with replacing(out) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(linked, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")
