"""The property graph that Neo4j and the embedded store hold alike: nouns → nodes and relationships, and back.

1. `schema`      constraints, indexes, labels and types, out of the vocabulary
2. `parcels`     a node and the relationships it owns, with one hash over both: what a store writes in one go
3. `links`       relationships between entities that no node owns
4. `rows`        all of it flat
5. `read_back`   rows → Graph, equal to the one projected

>>> from kg.model import Graph
>>> read_back(rows(Graph(), vocabulary=vocabulary())) == Graph()
True
"""

from kg.property_graph.names import HASH, LINKS, NAME_TEXT, VERSION, Schema, schema
from kg.property_graph.project import SECTIONS, Node, Parcel, Property, Relationship, links, parcels, rows
from kg.property_graph.read_back import read_back
from ontology.vocabulary import vocabulary

__all__ = [
    "HASH",
    "LINKS",
    "NAME_TEXT",
    "SECTIONS",
    "VERSION",
    "Node",
    "Parcel",
    "Property",
    "Relationship",
    "Schema",
    "links",
    "parcels",
    "read_back",
    "rows",
    "schema",
    "vocabulary",
]
