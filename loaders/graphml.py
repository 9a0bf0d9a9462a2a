"""GraphML, for yEd, Gephi, Cytoscape, igraph and NetworkX: `networkx_`'s graph as XML. Byte-stable; in memory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx

from kg.ports import GraphSource
from loaders.atomic import replacing
from loaders.networkx_ import to_networkx
from ontology.vocabulary import Vocabulary

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as GraphML. Raises KgError when `out` cannot be written."""
    made = printable(to_networkx(graph, names=names))
    with replacing(out) as partial:
        nx.write_graphml_xml(made, partial)


def printable(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network with characters that XML cannot carry (control characters of crawled text) as U+FFFD."""
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    clean.add_nodes_from((name, _printable(attributes)) for name, attributes in network.nodes(data=True))
    clean.add_edges_from((*ends, _printable(attributes)) for *ends, attributes in network.edges(keys=True, data=True))
    return clean


def _printable(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for name, value in attributes.items()
    }
