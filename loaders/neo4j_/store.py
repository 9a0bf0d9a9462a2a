"""`Neo4jStore`: connecting, bringing up to date, asking, reading back.

Credentials are given by the caller, who has them from the environment or a prompt; they are in no message.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, Driver, GraphDatabase, NotificationMinimumSeverity, Query
from pydantic import ValidationError

from kg.errors import StoreError, UsageError
from kg.model import Graph
from kg.ports import Changes, GraphSource, Progress, Table, Value
from kg.property_graph import read_back, schema
from kg.property_graph import vocabulary as standard
from loaders.cypher_guard import keep_closed
from loaders.neo4j_ import errors
from loaders.neo4j_.answers import plain_value
from loaders.neo4j_.connection import Connection
from loaders.neo4j_.ours import Ours
from loaders.neo4j_.rows import rows
from loaders.neo4j_.write import Writer
from loaders.values import parameter
from ontology.vocabulary import Vocabulary

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
PATIENCE = 30.0
"""Seconds for which a transaction is tried again while the server is away."""
_LANGUAGE = re.compile(r"^\s*CYPHER\s+\d+\b", re.IGNORECASE)
_PREFIX = "CYPHER 5 "


class Neo4jStore:
    """A `kg.ports.Store` in a database of a Neo4j server. Threads may ask it at once."""

    def __init__(self, driver: Driver, uri: str, database: str, names: Vocabulary) -> None:
        self.uri, self.database = uri, database
        self._driver, self._names = driver, names
        self._closed = False
        self._ours = Ours.under(names, schema(names))
        self.counters: Counter[str] = Counter()
        """What the driver says that the last sync did (`properties_set`, `labels_added`, `constraints_added` …)."""

    @classmethod
    def open(
        cls,
        uri: str,
        *,
        username: str,
        password: str,
        database: str = "neo4j",
        vocabulary: Vocabulary | None = None,
        patience: float = PATIENCE,
    ) -> Self:
        """Connect; an empty password is for a server without authentication. `patience` in seconds.

        Raises UsageError when the address is off, StoreError when the server is away, too old or lets us not in.
        """
        auth = (username, password) if password else None
        logging.getLogger("neo4j").addHandler(logging.NullHandler())  # it logs what is raised as well
        try:
            driver = GraphDatabase.driver(
                _checked(uri),
                auth=auth,
                connection_timeout=10,
                max_transaction_retry_time=patience,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="jejaring",
            )
        except errors.FAILURES as problem:
            raise errors.store_error(problem, uri, database) from problem
        try:
            driver.verify_connectivity()
            with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
                wrong = errors.too_old(str(session.run("RETURN 1").consume().server.agent), uri)
        except errors.FAILURES as problem:
            driver.close()
            raise errors.store_error(problem, uri, database) from problem
        if wrong:
            driver.close()
            raise wrong
        return cls(driver, uri, database, vocabulary or standard())

    def close(self) -> None:
        """Close the connections; again does nothing."""
        self._closed = True
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(self, graph: GraphSource, *, progress: Progress | None = None) -> Changes:
        """Make the database's graph equal to this one; what is not ours is not touched. Linear in the graph to
        compare; only what differs is written. Raises StoreError; the next sync finishes what one began."""
        connection = Connection(self._driver, self.database)
        try:
            return Writer(connection, self._ours, self._names, progress).sync(graph)
        except errors.FAILURES as problem:
            raise errors.store_error(problem, self.uri, self.database, connected=True) from problem
        finally:
            self.counters = connection.counters

    def query(self, cypher: str, parameters: Mapping[str, Value] | None = None, *, timeout: float = 30.0) -> Table:
        """The rows of a read-only query; `timeout` in seconds. Raises QueryError, which tells what Neo4j said."""
        if self._closed:
            raise StoreError(f"{self.uri}: the store was closed")
        keep_closed(_LANGUAGE.sub("", cypher))
        values = {name: parameter(name, value) for name, value in (parameters or {}).items()}
        # databases of 2026.02 and later speak Cypher 25 unless told otherwise
        text = cypher if _LANGUAGE.match(cypher) else _PREFIX + cypher
        try:
            with self._driver.session(database=self.database, default_access_mode=READ_ACCESS) as session:
                result = session.run(Query(text, timeout=timeout), values)
                columns = tuple(result.keys())
                found = tuple(tuple(plain_value(value) for value in record) for record in result)
        except errors.FAILURES as problem:
            added = len(text) - len(cypher)
            raise errors.query_error(problem, self.uri, self.database, timeout=timeout, added=added) from problem
        return Table(columns, found)

    def graph(self) -> Graph:
        """The graph that is in the database, equal to the one that was loaded. All of it in memory."""
        try:
            return read_back(rows(Connection(self._driver, self.database), self._ours))
        except errors.FAILURES as problem:
            raise errors.store_error(problem, self.uri, self.database, connected=True) from problem
        except (ValidationError, KeyError) as problem:
            raise StoreError(
                f"{self.uri}: the graph in database {self.database!r} is not whole; run kg load again"
            ) from problem


def _checked(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError as problem:
        raise UsageError(f"the address of Neo4j has a port that is no number; expected {_EXPECTED}") from problem
    if parts.username or parts.password:
        raise UsageError("the address of Neo4j holds a user name; give it in NEO4J_USERNAME and NEO4J_PASSWORD")
    if parts.scheme not in SCHEMES or not parts.hostname or port == 0:
        raise UsageError(f"{uri}: no address of a Neo4j; expected {_EXPECTED}")
    if parts.path.strip("/"):
        raise UsageError(f"{uri}: the address of a Neo4j has no path; name the database with --database")
    return uri


_EXPECTED = f"one like neo4j://localhost:7687 (schemes: {', '.join(SCHEMES)})"
