"""Bringing a database up to date: walk both sides by key, write what differs, a batch a transaction.

1. schema: what is missing
2. runs, articles and entities: create and update
3. statements with all they own, each in one transaction with it
4. links (mentions, doubts)
5. runs, articles and entities that are gone: last, when nothing of ours refers to them any more

So whatever is stored with a hash is whole, and a load that was cut off is finished by the next one, of any graph.
While the server writes a batch, the next one is prepared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from kg.ports import Changes, GraphSource, Progress
from kg.property_graph import HASH, LINKS, SECTIONS, Parcel, Relationship, links, parcels
from loaders.difference import Change, Item, walk
from loaders.neo4j_ import ddl, removal
from loaders.neo4j_.connection import Batch, Connection
from loaders.neo4j_.nodes import create_nodes, update_nodes
from loaders.neo4j_.ours import IS_OURS, Ours, quoted
from loaders.neo4j_.relate import relate, update_relationships
from loaders.neo4j_.statements import write_statements
from ontology.vocabulary import Vocabulary

_BATCH = 5000  # nodes or links a transaction
_STATEMENTS = 1000  # each brings about eight rows with it
_PASSED = 20_000  # what is equal is told to the progress bar that often
_DOING = "loading into Neo4j"


class Writer:
    """Carries one graph into a database."""

    def __init__(self, connection: Connection, ours: Ours, vocabulary: Vocabulary, progress: Progress | None) -> None:
        self._connection, self._ours, self._names = connection, ours, vocabulary
        self._tell = progress or (lambda _done, _what: None)

    def sync(self, graph: GraphSource) -> Changes:
        """Make the database's graph equal to this one. Raises StoreError, and what the driver raises."""
        self._make_schema()
        gone = [section for section in SECTIONS if self._section(section, graph)]
        for type_ in LINKS:
            between = walk(links(type_, graph), self._held_links(type_), of=lambda link: (link.rid, link.hash))
            self._carry(between, _BATCH, partial(_write_links, type_=type_, ours=self._ours))
        for section in reversed(gone):
            deletions = (change for change in self._walk(section, graph) if change.kind == "delete")
            self._carry(deletions, _BATCH, partial(_delete_nodes, base=section, ours=self._ours), tell=False)
        done, updated = self._connection.counters, self._connection.updated
        return Changes(
            nodes_created=done["nodes_created"],
            nodes_updated=updated["nodes"],
            nodes_deleted=done["nodes_deleted"] + updated["nodes_stripped"],
            relationships_created=done["relationships_created"],
            relationships_updated=updated["relationships"],
            relationships_deleted=done["relationships_deleted"],
        )

    def _make_schema(self) -> None:
        there = self._connection.read(ddl.existing)
        missing = [item for item in ddl.items(self._ours.schema, self._names) if item.key not in there]
        if missing:
            self._connection.change_schema(lambda transaction: ddl.make(transaction, missing))
            self._connection.read(ddl.wait)

    def _section(self, section: str, graph: GraphSource) -> bool:
        """Create and update; whether something is there that is to be deleted in the end."""
        changes = self._walk(section, graph)
        if section == "Statement":
            self._carry(changes, _STATEMENTS, partial(write_statements, ours=self._ours))
            return False
        gone: list[bool] = []
        self._carry(_put_aside(changes, gone), _BATCH, partial(_write_nodes, ours=self._ours))
        return bool(gone)

    def _walk(self, section: str, graph: GraphSource) -> Iterator[Change[Parcel]]:
        wanted = parcels(section, graph, vocabulary=self._names)
        return walk(wanted, self._held_nodes(section), of=lambda parcel: (parcel.node.id, parcel.node.hash))

    def _held_nodes(self, base: str) -> Iterator[tuple[str, str]]:
        text = (
            f"MATCH (n:{quoted(base)}) WHERE n.id > $last AND {IS_OURS}"
            f" RETURN n.id AS id, n.{HASH} AS hash ORDER BY id LIMIT $page"
        )
        return ((record[0], record[1] or "") for record in self._connection.pages(text))

    def _held_links(self, type_: str) -> Iterator[tuple[str, str]]:
        text = (
            f"MATCH ()-[r:{quoted(type_)}]->() WHERE r.rid > $last"
            f" RETURN r.rid AS rid, r.{HASH} AS hash ORDER BY rid LIMIT $page"
        )
        return ((record[0], record[1] or "") for record in self._connection.pages(text))

    def _carry(
        self,
        changes: Iterable[Change[Item]],
        size: int,
        work: Callable[[Batch, list[Change[Item]]], None],
        *,
        tell: bool = True,
    ) -> None:
        """Write the changes in batches, one after the other, each while the next is being prepared."""
        with ThreadPoolExecutor(1) as pool:
            pending: Future[None] | None = None
            for batch, passed in _batches(changes, size):
                if pending:
                    pending.result()
                pending = pool.submit(self._connection.write, partial(_bound, work, batch)) if batch else None
                self._tell(passed if tell else 0, _DOING)
            if pending:
                pending.result()


def _put_aside(changes: Iterable[Change[Item]], gone: list[bool]) -> Iterator[Change[Item]]:
    """All but the deletions; when the first is met, `gone` tells. They are found anew in the end, not remembered."""
    for change in changes:
        if change.kind != "delete":
            yield change
        elif not gone:
            gone.append(True)


def _bound(work: Callable[[Batch, list[Change[Item]]], None], changes: list[Change[Item]], batch: Batch) -> None:
    work(batch, changes)


def _batches(changes: Iterable[Change[Item]], size: int) -> Iterator[tuple[list[Change[Item]], int]]:
    batch: list[Change[Item]] = []
    passed = 0
    for change in changes:
        passed += 1
        if change.kind != "same":
            batch.append(change)
        if len(batch) >= size or passed >= _PASSED:
            yield batch, passed
            batch, passed = [], 0
    yield batch, passed


# ---- what a transaction does


def _write_nodes(batch: Batch, changes: list[Change[Parcel]], *, ours: Ours) -> None:
    create_nodes(batch, (change.item.node for change in changes if change.item and change.kind == "create"))
    update_nodes(batch, (change.item.node for change in changes if change.item and change.kind == "update"), ours=ours)


def _delete_nodes(batch: Batch, changes: list[Change[Parcel]], *, base: str, ours: Ours) -> None:
    removal.remove_nodes(batch, base, [change.key for change in changes], ours=ours)


def _write_links(batch: Batch, changes: list[Change[Relationship]], *, type_: str, ours: Ours) -> None:
    removal.remove_relationships(batch, type_, [change.key for change in changes if change.kind == "delete"])
    update_relationships(batch, (change.item for change in changes if change.item and change.kind == "update"))
    relate(batch, (change.item for change in changes if change.item and change.kind == "create"), ours=ours)
