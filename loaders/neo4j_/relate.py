"""Relationships in a transaction: made between nodes that are there, or brought up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.errors import StoreError
from kg.property_graph import Relationship
from kg.property_graph.names import IN_ARTICLE
from loaders.neo4j_.connection import Batch
from loaders.neo4j_.ours import RELATIONSHIP, Ours, quoted


def relate(batch: Batch, items: Iterable[Relationship], *, ours: Ours) -> None:
    """Make them; evidence's article only where it is not there yet. Raises StoreError when an end is missing."""
    for type_, group in _by_type(items).items():
        if type_ == IN_ARTICLE:
            group = list({item.rid: item for item in group}.values())
        start, end = ours.schema.relationships[type_]
        rows = [{"a": item.start, "b": item.end, "p": item.properties} for item in group]
        made = batch.run(_text(type_, start, end), rows)[0]["made"]
        if made != len(group):
            raise _missing(batch, group, start, end)


def _text(type_: str, start: str, end: str) -> str:
    match = f"UNWIND $rows AS r MATCH (a:{quoted(start)} {{id: r.a}}) MATCH (b:{quoted(end)} {{id: r.b}})"
    if type_ == IN_ARTICLE:
        return f"{match} MERGE (a)-[e:{quoted(type_)} {{rid: r.p.rid}}]->(b) RETURN count(e) AS made"
    return f"{match} CREATE (a)-[e:{quoted(type_)}]->(b) SET e = r.p RETURN count(e) AS made"


def update_relationships(batch: Batch, items: Iterable[Relationship]) -> None:
    """Set our properties to these; those of others stay."""
    for type_, group in _by_type(items).items():
        nothing = dict.fromkeys(RELATIONSHIP)
        text = f"UNWIND $rows AS r MATCH ()-[e:{quoted(type_)} {{rid: r.rid}}]->() SET e += r"
        batch.run(text, ({**nothing, **item.properties} for item in group))
        batch.updated["relationships"] += len(group)


def _by_type(items: Iterable[Relationship]) -> dict[str, list[Relationship]]:
    groups: dict[str, list[Relationship]] = defaultdict(list)
    for item in items:
        groups[item.type].append(item)
    return groups


def _missing(batch: Batch, items: list[Relationship], start: str, end: str) -> StoreError:
    for label, ids in ((start, [item.start for item in items]), (end, [item.end for item in items])):
        text = f"UNWIND $rows AS id MATCH (n:{quoted(label)} {{id: id}}) RETURN DISTINCT n.id AS id"
        known = {record["id"] for record in batch.run(text, ids)}
        if missing := [identifier for identifier in ids if identifier not in known]:
            return StoreError(
                f"{items[0].type} refers to {missing[0]}, which is no {label} of this graph; nothing of it was kept"
            )
    return StoreError(
        f"{items[0].type}: the server made another number of relationships than {len(items)}; run the command again"
    )
