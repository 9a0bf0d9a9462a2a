"""Statements in a transaction, with all they own: ends, evidence, runs, places and the world edge.

An update writes only what differs, so that what others have written on a statement, or linked to it, stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from neo4j import Record
from neo4j.time import Date

from kg.property_graph import Parcel, Relationship
from kg.property_graph.names import EVIDENCED_BY, IN_ARTICLE
from loaders.difference import Change
from loaders.neo4j_.connection import Batch
from loaders.neo4j_.nodes import create_nodes, merge_evidence, update_nodes
from loaders.neo4j_.ours import OWNED, RELATIONSHIP, Ours, quoted
from loaders.neo4j_.relate import relate, update_relationships
from loaders.neo4j_.removal import remove_nodes, remove_relationships

_MATCH = "UNWIND $rows AS id MATCH (s:Statement {id: id})"
_HELD = "type(r) AS type, r.rid AS rid, a.id AS start, b.id AS end, properties(r) AS properties"
_OWNED = "|".join(quoted(type_) for type_ in OWNED)


def write_statements(batch: Batch, changes: list[Change[Parcel]], *, ours: Ours) -> None:
    """Carry out the changes of some statements. Raises StoreError when one refers to what is not there."""
    created = [change.item for change in changes if change.item and change.kind == "create"]
    updated = [change.item for change in changes if change.item and change.kind == "update"]
    loose = _withdraw(batch, [change.key for change in changes if change.kind == "delete"], ours=ours)
    merge_evidence(batch, (node for parcel in (*created, *updated) for node in parcel.shared))
    create_nodes(batch, (parcel.node for parcel in created))
    relate(batch, (item for parcel in created for item in parcel.relationships), ours=ours)
    loose |= _update(batch, updated, ours=ours)
    _drop_evidence(batch, sorted(loose), ours=ours)


def _withdraw(batch: Batch, ids: Sequence[str], *, ours: Ours) -> set[str]:
    """Delete statements and what they own; the ids of the evidence that they had."""
    held = _held(batch, ids)
    for type_, rids in _by_type(held).items():
        remove_relationships(batch, type_, rids)
    remove_nodes(batch, "Statement", ids, ours=ours)
    return {item.end for item in held if item.type == EVIDENCED_BY}


def _update(batch: Batch, parcels: Sequence[Parcel], *, ours: Ours) -> set[str]:
    """Bring statements up to date; the ids of the evidence that they may have had and have no longer."""
    held = _held(batch, [parcel.node.id for parcel in parcels])
    wanted = {(item.type, item.rid): item for parcel in parcels for item in parcel.relationships}
    stale = [item for item in held if _ends(item) != _ends(wanted.get((item.type, item.rid)))]
    for type_, rids in _by_type(stale).items():
        remove_relationships(batch, type_, rids)
    kept = {(item.type, item.rid): item for item in held if item not in stale}
    update_nodes(batch, (parcel.node for parcel in parcels), ours=ours)
    update_relationships(batch, (wanted[key] for key, item in kept.items() if wanted[key] != item))
    relate(batch, (item for key, item in wanted.items() if key not in kept), ours=ours)
    return {item.end for item in stale if item.type == EVIDENCED_BY}


def _ends(item: Relationship | None) -> tuple[str, str] | None:
    return (item.start, item.end) if item else None


def _held(batch: Batch, ids: Sequence[str]) -> list[Relationship]:
    """The relationships of ours that these statements own, evidence's article aside."""
    text = f"UNWIND $rows AS id MATCH (a:Statement {{id: id}})-[r:{_OWNED}]->(b) WHERE r.rid IS NOT NULL RETURN {_HELD}"
    found = [_relationship(record) for record in batch.run(text, ids)]
    predicates: dict[str, list[str]] = defaultdict(list)
    for record in batch.run(f"{_MATCH} WHERE s.predicate IS NOT NULL RETURN id, s.predicate AS type", ids):
        predicates[record["type"]].append(record["id"])
    for type_, rids in predicates.items():
        text = f"UNWIND $rows AS rid MATCH (a)-[r:{quoted(type_)} {{rid: rid}}]->(b) RETURN {_HELD}"
        found += (_relationship(record) for record in batch.run(text, rids))
    return found


def _relationship(record: Record) -> Relationship:
    properties = {name: value for name, value in record["properties"].items() if name in RELATIONSHIP}
    return Relationship(record["type"], record["rid"], record["start"], record["end"], native(properties))


def native(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as the projection has them: dates for the driver's dates, tuples for lists."""
    return {name: _native(value) for name, value in properties.items()}


def _native(value: Any) -> Any:
    if isinstance(value, Date):
        return value.to_native()
    return tuple(value) if isinstance(value, list) else value


def _by_type(items: Iterable[Relationship]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for item in items:
        groups[item.type].append(item.rid)
    return groups


def _drop_evidence(batch: Batch, ids: Sequence[str], *, ours: Ours) -> None:
    """Take away the evidence among these that no statement has any longer."""
    text = (
        f"UNWIND $rows AS id MATCH (e:Evidence {{id: id}}) WHERE NOT EXISTS {{ (e)<-[:{EVIDENCED_BY}]-() }} RETURN id"
    )
    unused = [record["id"] for record in batch.run(text, ids)]
    remove_relationships(batch, IN_ARTICLE, unused)
    remove_nodes(batch, "Evidence", unused, ours=ours)
