"""A database → the rows of the property graph that is ours in it, streaming, to be made a Graph by `read_back`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.property_graph import HASH, SECTIONS, Node, Relationship
from loaders.neo4j_.connection import Connection
from loaders.neo4j_.ours import IS_OURS, RELATIONSHIP, Ours, quoted
from loaders.neo4j_.statements import native


def rows(connection: Connection, ours: Ours) -> Iterator[Node | Relationship]:
    """All nodes and relationships of ours, those of others and what others have written on ours left out."""
    for base in (*SECTIONS, "Evidence"):
        yield from _nodes(connection, base, ours)
    for type_ in ours.schema.relationships:
        if type_ not in ours.schema.world:  # a world edge repeats what its statement says
            yield from _relationships(connection, type_)


def _nodes(connection: Connection, base: str, ours: Ours) -> Iterator[Node]:
    text = (
        f"MATCH (n:{quoted(base)}) WHERE n.id > $last AND {IS_OURS}"
        " RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id LIMIT $page"
    )
    known, names = set(ours.labels), set(ours.properties[base])
    for identifier, found, properties in connection.pages(text):
        mine = native({name: value for name, value in properties.items() if name in names})
        yield Node(identifier, tuple(sorted(known.intersection(found))), mine, str(mine.get(HASH, "")))


def _relationships(connection: Connection, type_: str) -> Iterator[Relationship]:
    text = (
        f"MATCH (a)-[r:{quoted(type_)}]->(b) WHERE r.rid > $last"
        " RETURN r.rid AS rid, a.id AS start, b.id AS end, properties(r) AS properties ORDER BY rid LIMIT $page"
    )
    for rid, start, end, properties in connection.pages(text):
        mine = native({name: value for name, value in properties.items() if name in RELATIONSHIP})
        yield Relationship(type_, rid, start, end, mine, str(mine.get(HASH, "")))
