"""Bringing the engine's graph up to date: walk both sides by key, write what differs, a batch a transaction.

1. runs, articles and entities: create and update
2. statements with all they own: delete, create, or both for an update, in one transaction
3. links (mentions, doubts)
4. runs, articles and entities that are gone: last, when nothing refers to them any more

So whatever is stored with a hash is whole, and a sync that was killed is finished by the next one, of any graph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kg.errors import StoreError
from kg.ports import Changes, GraphSource, Progress
from kg.property_graph import HASH, LINKS, SECTIONS, Node, Parcel, Relationship, Schema, links, parcels
from kg.property_graph.names import IN_ARTICLE
from loaders.difference import Change, walk
from loaders.embedded.ddl import create_combination
from loaders.embedded.engine import Broken, Database, run
from ontology.vocabulary import Vocabulary

_BATCH = 3000  # nodes or links a transaction
_STATEMENTS = 1000  # each brings about eight rows with it
_PAGE = 5000
_DOING = "writing the graph"

_Rows = list[Mapping[str, Any]]


class Writer:
    """Carries one graph into the engine; `tally` counts what was done."""

    def __init__(self, database: Database, schema: Schema, progress: Progress | None) -> None:
        self._database, self._schema = database, schema
        self._tell = progress or (lambda _done, _what: None)
        self._tally: Counter[str] = Counter()
        self._combinations: set[tuple[str, ...]] = set()

    def sync(self, graph: GraphSource, *, vocabulary: Vocabulary) -> Changes:
        """Make the engine's graph equal to this one. Raises StoreError, and what the engine raises."""
        gone: dict[str, list[str]] = {}
        for section in SECTIONS:
            wanted = parcels(section, graph, vocabulary=vocabulary)
            changes = walk(wanted, self._held(section, "id"), of=lambda parcel: (parcel.node.id, parcel.node.hash))
            if section == "Statement":
                self._in_batches(changes, _STATEMENTS, self._statements)
            else:
                gone[section] = []
                self._in_batches(_put_aside(changes, gone[section]), _BATCH, self._nodes)
        for type_ in LINKS:
            between = walk(links(type_, graph), self._held(type_, "rid"), of=lambda link: (link.rid, link.hash))
            self._in_batches(between, _BATCH, lambda batch, type_=type_: self._links(type_, batch))  # type: ignore[misc]
        for section in reversed(gone):
            self._delete(section, gone[section])
        return Changes(**self._tally)

    def _held(self, type_: str, key: str) -> Iterator[tuple[str, str]]:
        """Key and hash of what is stored, by key, a page at a time: an index scan."""
        query = f"SELECT {key}, {HASH} FROM `{type_}` WHERE {key} > ? ORDER BY {key} LIMIT {_PAGE}"
        last = ""
        while found := self._database.query("sql", query, last).to_list():
            if found[-1].get(key) is None:
                raise Broken(f"{type_}: nodes without {key} in the engine's files")
            yield from ((row[key], row[HASH] or "") for row in found)
            last = found[-1][key]

    def _in_batches(
        self, changes: Iterable[Change[Any]], size: int, write: Callable[[list[Change[Any]]], None]
    ) -> None:
        batch: list[Change[Any]] = []
        passed = 0
        for change in changes:
            passed += 1
            if change.kind != "same":
                batch.append(change)
            if len(batch) >= size or passed >= _PAGE:
                self._write(batch, write)
                self._tell(passed, _DOING)
                batch, passed = [], 0
        self._write(batch, write)
        self._tell(passed, _DOING)

    def _write(self, batch: list[Change[Any]], write: Callable[[list[Change[Any]]], None]) -> None:
        items = [change.item for change in batch if change.item]
        for labels in {item.node.labels for item in items if isinstance(item, Parcel)} - self._combinations:
            create_combination(self._database, labels)
            self._combinations.add(labels)
        if batch:
            write(batch)

    # ---- nodes that own nothing

    def _nodes(self, batch: list[Change[Parcel]]) -> None:
        new = [change.item.node for change in batch if change.item and change.kind == "create"]
        changed = [change.item.node for change in batch if change.item and change.kind == "update"]
        with self._database.transaction():
            moved = self._take_out_relabelled(changed)
        with self._database.transaction():
            self._create([*new, *moved])
            self._update([node for node in changed if node not in moved])
        self._tally.update(nodes_created=-len(moved), nodes_updated=len(moved))

    def _take_out_relabelled(self, nodes: list[Node]) -> list[Node]:
        """Delete the nodes whose labels are to change; they are to be created anew.

        The engine keeps each combination of labels apart, and loses its way when a node changes over. What referred
        to such a node is made again by this sync or, if that is killed, by the next: statements lose their hash,
        links are missed.
        """
        match = "UNWIND $rows AS id MATCH (n:Entity {id: id})"
        held = run(self._database, f"{match} RETURN id, labels(n) AS labels", [node.id for node in nodes])
        labels = {row["id"]: set(row["labels"]) for row in held}
        moved = [node for node in nodes if labels.get(node.id, set(node.labels)) != set(node.labels)]
        ids = [node.id for node in moved]
        if ids:
            run(self._database, f"{match} MATCH (s:Statement)-->(n) SET s.{HASH} = ''", ids)
            run(self._database, f"{match} DETACH DELETE n", ids)
        return moved

    def _create(self, nodes: Iterable[Node]) -> None:
        by_labels: dict[tuple[str, ...], _Rows] = defaultdict(list)
        for node in nodes:
            by_labels[node.labels].append(node.properties)
        for labels, rows in by_labels.items():
            run(self._database, f"UNWIND $rows AS r CREATE (n{_labels(labels)} {_map(rows)})", rows)
            self._tally["nodes_created"] += len(rows)

    def _update(self, nodes: Iterable[Node]) -> None:
        by_base: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            by_base[node.base].append(node)
        for base, found in by_base.items():
            rows = [{"id": node.id, "p": node.properties} for node in found]
            run(self._database, f"UNWIND $rows AS r MATCH (n:`{base}` {{id: r.id}}) SET n = r.p", rows)
            self._tally["nodes_updated"] += len(found)

    def _delete(self, base: str, ids: list[str]) -> None:
        match = f"UNWIND $rows AS id MATCH (n:`{base}` {{id: id}})"
        for start in range(0, len(ids), _BATCH):
            part = ids[start : start + _BATCH]
            with self._database.transaction():
                left = run(self._database, f"{match} MATCH (n)-[r]-() RETURN id, type(r) AS type, r.rid AS rid", part)
                if left:
                    raise StoreError("{type} {rid} refers to {id}, which is not in the graph".format(**left[0]))
                run(self._database, f"{match} DELETE n", part)
            self._tally["nodes_deleted"] += len(part)

    # ---- statements and what they own

    def _statements(self, batch: list[Change[Parcel]]) -> None:
        with self._database.transaction():
            self._write_statements(batch)

    def _write_statements(self, batch: list[Change[Parcel]]) -> None:
        """An update is carried out as a deletion and a creation, and counted as what it is."""
        wanted = [change.item for change in batch if change.item]
        deleted = [change.key for change in batch if change.kind == "delete"]
        updated = {change.key for change in batch if change.kind == "update"}
        loose, cut = self._withdraw(deleted)
        loose_too, cut_again = self._withdraw(sorted(updated))
        new = self._evidence(wanted)
        self._create(parcel.node for parcel in wanted)
        # evidence that two of these statements share brings its article with each of them
        owned = {(item.type, item.rid): item for parcel in wanted for item in parcel.relationships}.values()
        self._relate(item for item in owned if item.type != IN_ARTICLE or item.start in new)
        self._drop_evidence([*loose, *loose_too])
        made_again = sum(
            item.type != IN_ARTICLE and item.properties.get("statementId", item.start) in updated for item in owned
        )
        kept = min(cut_again, made_again)
        self._tally.update(
            nodes_created=-len(updated),
            nodes_updated=len(updated),
            nodes_deleted=len(deleted),
            relationships_created=-kept,
            relationships_updated=kept,
            relationships_deleted=cut + cut_again - kept,
        )

    def _withdraw(self, ids: list[str]) -> tuple[list[str], int]:
        """Delete these statements and their world edges; the ids of their evidence, and how many relationships went."""
        if not ids:
            return [], 0
        match = "UNWIND $rows AS id MATCH (s:Statement {id: id})"
        evidence = run(self._database, f"{match} MATCH (s)-[:EVIDENCED_BY]->(e) RETURN DISTINCT e.id AS id", ids)
        cut = int(run(self._database, f"{match} MATCH (s)-[r]->() RETURN count(r) AS n", ids)[0]["n"])
        by_type: dict[str, list[str]] = defaultdict(list)
        for row in run(self._database, f"{match} RETURN id, s.predicate AS type", ids):
            by_type[row["type"]].append(row["id"])
        run(self._database, f"{match} DETACH DELETE s", ids)
        cut += sum(self._unlink(type_, rids) for type_, rids in by_type.items())
        return [row["id"] for row in evidence], cut

    def _evidence(self, wanted: list[Parcel]) -> set[str]:
        """Make or mend the evidence of these parcels; returns the ids of what was made."""
        nodes = {node.id: node for parcel in wanted for node in parcel.shared}
        query = f"UNWIND $rows AS id MATCH (e:Evidence {{id: id}}) RETURN id, e.{HASH} AS hash"
        held = {row["id"]: row["hash"] for row in run(self._database, query, list(nodes))}
        self._create(node for node in nodes.values() if node.id not in held)
        self._update([node for node in nodes.values() if node.id in held and held[node.id] != node.hash])
        return set(nodes) - set(held)

    def _drop_evidence(self, ids: list[str]) -> None:
        if not ids:
            return
        query = (
            "UNWIND $rows AS id MATCH (e:Evidence {id: id}) OPTIONAL MATCH (e)<-[r:EVIDENCED_BY]-()"
            " WITH id, count(r) AS uses WHERE uses = 0 RETURN id"
        )
        loose = [row["id"] for row in run(self._database, query, ids)]
        run(self._database, "UNWIND $rows AS id MATCH (e:Evidence {id: id}) DETACH DELETE e", loose)
        self._tally["nodes_deleted"] += len(loose)
        self._tally["relationships_deleted"] += len(loose)

    # ---- relationships

    def _links(self, type_: str, batch: list[Change[Relationship]]) -> None:
        deleted = [change.key for change in batch if change.kind == "delete"]
        updated = [change.key for change in batch if change.kind == "update"]
        with self._database.transaction():
            self._unlink(type_, deleted + updated)
            self._relate(change.item for change in batch if change.item)
        self._tally["relationships_deleted"] += len(deleted)
        self._tally["relationships_created"] -= len(updated)
        self._tally["relationships_updated"] += len(updated)

    def _unlink(self, type_: str, rids: list[str]) -> int:
        """Delete relationships by `rid`: in SQL, which uses the index where Cypher scans. How many there were."""
        if not rids:
            return 0
        answer = self._database.command("sql", f"DELETE FROM `{type_}` WHERE rid IN ?", [rids])
        return int(answer.to_list()[0]["count"]) if answer is not None else 0

    def _relate(self, items: Iterable[Relationship]) -> None:
        by_type: dict[str, list[Relationship]] = defaultdict(list)
        for item in items:
            by_type[item.type].append(item)
        for type_, found in by_type.items():
            start, end = self._schema.relationships[type_]
            rows = [{"a": item.start, "b": item.end, **item.properties} for item in found]
            query = (
                f"UNWIND $rows AS r MATCH (a:`{start}` {{id: r.a}}), (b:`{end}` {{id: r.b}})"
                f" CREATE (a)-[:`{type_}` {_map([item.properties for item in found])}]->(b) RETURN count(*) AS n"
            )
            made = run(self._database, query, rows)[0]["n"]
            if made != len(found):
                raise StoreError(self._dangling(found, start, end))
            self._tally["relationships_created"] += made

    def _dangling(self, items: list[Relationship], start: str, end: str) -> str:
        for label, ids in ((start, [item.start for item in items]), (end, [item.end for item in items])):
            query = f"UNWIND $rows AS id MATCH (n:`{label}` {{id: id}}) RETURN DISTINCT id"
            known = {row["id"] for row in run(self._database, query, ids)}
            if missing := [identifier for identifier in ids if identifier not in known]:
                return (
                    f"{items[0].type} refers to {missing[0]}, which is no {label} of this graph; nothing of it was kept"
                )
        return f"{items[0].type}: the engine made another number of relationships than {len(items)}"


def _put_aside(changes: Iterable[Change[Parcel]], gone: list[str]) -> Iterator[Change[Parcel]]:
    for change in changes:
        if change.kind == "delete":
            gone.append(change.key)
        else:
            yield change


def _labels(labels: Iterable[str]) -> str:
    return "".join(f":`{label}`" for label in labels)


def _map(rows: Iterable[Mapping[str, Any]]) -> str:
    """`{name: r.name, …}` over all keys; what a row lacks stays absent. Faster than setting a map afterwards."""
    keys = sorted({key for row in rows for key in row})
    return "{" + ", ".join(f"`{key}`: r.`{key}`" for key in keys) + "}"
