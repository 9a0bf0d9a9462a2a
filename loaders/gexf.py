"""GEXF 1.2, for Gephi: `networkx_`'s graph as XML, each class in its colour. Byte-stable: no date of writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from networkx.readwrite.gexf import GEXFWriter

from kg.ports import GraphSource
from loaders.atomic import replacing
from loaders.graphml import printable
from loaders.networkx_ import to_networkx
from ontology.vocabulary import Vocabulary


def gexf(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as GEXF; an edge's id is its statement's. Raises KgError when `out` cannot be written."""
    made = printable(to_networkx(graph, names=names))
    for _, attributes in made.nodes(data=True):
        attributes |= _colour(attributes)
    for _, _, key, attributes in made.edges(keys=True, data=True):
        attributes["id"] = key
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(made)
    meta = writer.xml.find("meta")
    meta.attrib.clear()  # NetworkX writes today's date
    meta.find("creator").text = "Jejaring"
    with replacing(out) as partial, partial.open("wb") as file:
        writer.write(file)


def _colour(attributes: dict[str, Any]) -> dict[str, Any]:
    if "colour" not in attributes:
        return {}
    red, green, blue = bytes.fromhex(attributes["colour"].removeprefix("#"))
    return {"viz": {"color": {"r": red, "g": green, "b": blue}}}
