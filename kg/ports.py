"""Every socket on one page: what can be plugged into Jejaring, and how it is held.

A `Reader` turns one input into Articles; an `Extractor` turns an Article into an Extraction; a `Store` holds the
graph and answers Cypher; a `Loader` carries the graph to a file. All of them speak in nouns (`kg.model`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from kg.model import Appearance, Article, ArticleRecord, Entity, Extraction, Finding, Judgement, Run, Statement

Scalar = str | int | float | bool | date | None
Value = Scalar | Sequence[Scalar]
"""What a query takes and gives: no nodes and no paths; dates come back as ISO strings."""

Progress = Callable[[int, str], None]
"""Called with how many units were done since the last call, and what is being done."""


class GraphSource(Protocol):
    """A graph that can be walked, as often as wanted, each part sorted by id: `kg.model.Graph` in memory, or the
    ledger's view, which streams and so may be larger than memory."""

    @property
    def articles(self) -> Iterable[ArticleRecord]: ...
    @property
    def entities(self) -> Iterable[Entity]: ...
    @property
    def statements(self) -> Iterable[Statement]: ...
    @property
    def appearances(self) -> Iterable[Appearance]: ...
    @property
    def runs(self) -> Iterable[Run]: ...
    @property
    def possibly_same(self) -> Iterable[Judgement]: ...


class Reader(Protocol):
    """Reads one input of one format. Yields an Article for each that is good, a Finding for each that is not, and
    goes on; never raises for bad content. `where` names the input in findings."""

    def __call__(self, stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]: ...


@runtime_checkable
class Extractor(Protocol):
    """Reads an article. Deterministic; safe to make once a process and call for each article."""

    name: str
    version: str

    def extract(self, article: Article) -> Extraction: ...


@dataclass(frozen=True)
class Table:
    """The answer to a query: `rows` as wide as `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Changes:
    """What a store did to become equal to a graph: counts of nodes and relationships."""

    nodes_created: int = 0
    nodes_updated: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_updated: int = 0
    relationships_deleted: int = 0

    @property
    def total(self) -> int:
        return (
            self.nodes_created
            + self.nodes_updated
            + self.nodes_deleted
            + self.relationships_created
            + self.relationships_updated
            + self.relationships_deleted
        )


class Store(Protocol):
    """A property graph under the ontology that answers Cypher. Made by `open`, closed by `close` or `with`."""

    def sync(self, graph: GraphSource, *, progress: Progress | None = None) -> Changes:
        """Make the store equal to the graph, touching only what differs. Twice the same graph: no change.
        Raises StoreError; after it, or after a kill at any point, the next sync finishes the work."""
        ...

    def query(self, cypher: str, parameters: Mapping[str, Value] | None = None, *, timeout: float = 30.0) -> Table:
        """The rows of a read-only query; `timeout` in seconds. Raises QueryError if it writes, is wrong or late."""
        ...

    def close(self) -> None: ...


class Loader(Protocol):
    """Writes a graph to a file or folder, byte-stable, streaming where the format allows."""

    def __call__(self, graph: GraphSource, out: Path) -> None: ...
