"""A database of a server: transactions that the driver tries again when the server asks for it, and their counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from neo4j import READ_ACCESS, Driver, ManagedTransaction, Record

from loaders.neo4j_.ddl import counters

Answer = TypeVar("Answer")
PAGE = 10_000
"""Rows that are read at once."""


class Batch:
    """One transaction: statements over rows, and the sum of what the driver says that they did."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction
        self.counters: Counter[str] = Counter()
        self.updated: Counter[str] = Counter()
        """What the driver's counters do not tell: how many nodes and relationships were changed."""

    def run(self, text: str, rows: Iterable[object], **more: object) -> list[Record]:
        """Run a statement that begins with UNWIND $rows; nothing where there are no rows."""
        rows = list(rows)
        if not rows:
            return []
        result = self._transaction.run(text, {"rows": rows, **more})
        records = list(result)
        self.counters.update(counters(result.consume().counters))
        return records


class Connection:
    """`counters` sums up what all transactions that were committed did."""

    def __init__(self, driver: Driver, database: str) -> None:
        self.driver, self.database = driver, database
        self.counters: Counter[str] = Counter()
        self.updated: Counter[str] = Counter()

    def write(self, work: Callable[[Batch], None]) -> None:
        """Do the work in one transaction: all of it or nothing."""

        def attempt(transaction: ManagedTransaction) -> Batch:
            batch = Batch(transaction)
            work(batch)
            return batch

        with self.driver.session(database=self.database) as session:
            done = session.execute_write(attempt)
        self.counters.update(done.counters)
        self.updated.update(done.updated)

    def change_schema(self, work: Callable[[ManagedTransaction], Mapping[str, int]]) -> None:
        """A transaction of its own: the schema and the graph may not change in one."""
        with self.driver.session(database=self.database) as session:
            self.counters.update(session.execute_write(work))

    def read(self, work: Callable[[ManagedTransaction], Answer]) -> Answer:
        with self.driver.session(database=self.database, default_access_mode=READ_ACCESS) as session:
            return session.execute_read(work)

    def pages(self, text: str, **parameters: object) -> Iterator[Record]:
        """All records of a statement that gives those after `$last` by their first column, at most `$page`."""
        last: Any = ""
        while True:
            given = {"last": last, "page": PAGE, **parameters}
            found = self.read(lambda transaction, given=given: list(transaction.run(text, given)))  # type: ignore[misc]
            yield from found
            if len(found) < PAGE:
                return
            last = found[-1][0]
