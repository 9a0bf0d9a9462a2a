"""The library's door, and the one that the commands go through: a store on disk, built, asked and exported.

>>> import kg                                                     # doctest: +SKIP
>>> with kg.build(["examples/articles"]) as graph:                # doctest: +SKIP
...     graph.query("MATCH (a:Agency) RETURN a.name AS agency ORDER BY agency LIMIT 3").rows

Nothing is dropped: `report` of the last build counts what was passed over and why.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self

from kg.assemble import LedgerGraph, collect
from kg.config import DEFAULT_STORE, Config
from kg.errors import StoreError, UsageError
from kg.ledger import Ledger
from kg.model import Graph, Judgement
from kg.ports import Changes, Progress, Store, Table, Value
from kg.protect import withhold
from kg.query import ask
from loaders import loader

if TYPE_CHECKING:
    import networkx as nx

    from kg.pipeline import Tally


class Knowledge:
    """A store folder: the ledger, and the embedded graph made from it. Use it in a `with` block, or close it."""

    def __init__(self, config: Config, ledger: Ledger, *, read_only: bool) -> None:
        self.config, self.ledger, self.read_only = config, ledger, read_only
        self.report: Tally | None = None
        self._store: Store | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, config: Config, *, read_only: bool = False) -> Self:
        """The store of that configuration. Raises StoreError, LockedError, NewerError."""
        return cls(config, Ledger.open(config.ledger_path, read_only=read_only), read_only=read_only)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
        self.ledger.close()
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- making it

    def build(
        self, paths: Iterable[str] = (), *, stdin: BinaryIO | None = None, progress: Progress | None = None
    ) -> Tally:
        """Read the articles at `paths`, settle who is who, and bring the embedded graph up to date."""
        pipeline = importlib.import_module("kg.pipeline")  # it brings spaCy, which questions do not need
        paths = list(paths)
        self.report = pipeline.build(paths, ledger=self.ledger, config=self.config, stdin=stdin, progress=progress)
        self.sync(progress=progress)
        self.ledger.set_meta(built_at=_now())
        return self.report

    def forget(self, name: str) -> str:
        """Withdraw the article of that id or URL with all that it said; returns its id. Raises UsageError."""
        identifier = self.ledger.find(name)
        if identifier is None:
            raise UsageError(f"no article {name!r} in {self.config.store}; `kg info --articles` lists ids and URLs")
        with self.ledger.transaction():
            self.ledger.remove(identifier)
        self._settle()
        return identifier

    def judge(
        self, left: str, right: str, verdict: Literal["same", "different", "unsure"], *, reason: str, by: str
    ) -> None:
        """Keep a person's judgement on two entity or in-article ids, and settle who is who anew.

        Raises UsageError when an id is unknown, or both are one, or they are of two types and said to be the same.
        """
        kinds = {end: self._type(end) for end in (left, right)}
        if left == right:
            raise UsageError(f"{left} and itself: give two ids")
        if verdict == "same" and len(set(kinds.values())) > 1:
            raise UsageError(f"{left} is a {kinds[left]}, {right} a {kinds[right]}: things of two types are never one")
        judgement = Judgement(left=left, right=right, verdict=verdict, score=1.0, reasons=(reason,), by=by, at=_now())
        self.ledger.judge(judgement)
        self._settle()

    def _type(self, identifier: str) -> str:
        """Type of the entity that has the id or holds the in-article entity of that id."""
        for entity in self.ledger.entities():
            if identifier == entity.id or identifier in entity.members:
                return entity.type
        raise UsageError(f"no entity {identifier!r}; `kg merges` and `kg why NAME` show ids")

    def unjudge(self, left: str, right: str) -> None:
        """Take a person's judgement back. Raises UsageError when there is none."""
        if not self.ledger.unjudge(left, right):
            raise UsageError(f"no judgement on {left} and {right}; `kg merges --by-people` lists them")
        self._settle()

    def review(self, statement: str, status: str, *, by: str) -> None:
        """Keep a person's verdict (`accepted`, `rejected`, `unreviewed`) on a statement."""
        if status not in (known := self.config.vocabulary.scheme("reviewStatuses")):
            raise UsageError(f"review status {status!r}; known: {', '.join(known)}")
        self.ledger.review(statement, status, by=by, at=_now())
        self.sync()

    def sync(self, *, progress: Progress | None = None) -> Changes:
        """Bring the embedded graph up to date with the ledger; it is made anew where its files are gone."""
        if progress:
            progress(0, "writing the graph")
        return self.store.sync(self.source, progress=progress)

    def _settle(self) -> None:
        pipeline = importlib.import_module("kg.pipeline")
        pipeline.settle_all(self.ledger, config=self.config)
        self.sync()

    # ---- asking it

    @property
    def store(self) -> Store:
        """The embedded graph, opened when it is first wanted."""
        if self._store is None:
            embedded = importlib.import_module("loaders.embedded").EmbeddedStore
            if self.read_only and not self.config.graph_path.exists():
                raise StoreError(f"{self.config.graph_path}: the graph's files are gone; make them anew with: kg build")
            self._store = embedded.open(
                self.config.graph_path, read_only=self.read_only, vocabulary=self.config.vocabulary
            )
        return self._store

    @property
    def source(self) -> LedgerGraph:
        """The graph as a stream from the ledger, and the candidates beside it."""
        return LedgerGraph(self.ledger, names=self.config.vocabulary)

    @property
    def graph(self) -> Graph:
        """The whole graph in memory."""
        return collect(self.source)

    def query(self, cypher: str, parameters: Mapping[str, Value] | None = None, *, timeout: float = 30.0) -> Table:
        """The rows that a read-only Cypher query gives; `timeout` in seconds. Raises QueryError."""
        return self.store.query(cypher, parameters, timeout=timeout)

    def ask(self, name: str, /, **parameters: Value) -> Table:
        """The answer to a named question of the cookbook. Raises UsageError, QueryError."""
        return ask(self.store, name, parameters)

    def to_networkx(self) -> nx.MultiDiGraph[Any]:
        """Entities as nodes, statements as edges keyed by their ids."""
        made: nx.MultiDiGraph[Any] = importlib.import_module("loaders.networkx_").to_networkx(self.source)
        return made

    def export(self, out: Path, *, with_victims: bool = False) -> None:
        """Write the graph in the format that the suffix names; names of victims and minors only if asked for."""
        loader(out.suffix)(self.source if with_victims else withhold(self.source), out)


def build(paths: Iterable[str], store: Path | str | None = None, *, processes: int = 1) -> Knowledge:
    """Read articles and build their graph: in `store`, or in a folder that goes away when the result is closed."""
    folder = tempfile.TemporaryDirectory(prefix="jejaring-") if store is None else None
    path = Path(folder.name) / "store" if folder else Path(str(store))
    knowledge = Knowledge.open(Config(store=path, processes=processes))
    knowledge._folder = folder
    knowledge.build(paths)
    return knowledge


def open(store: Path | str = DEFAULT_STORE) -> Knowledge:  # the library's verb, like `sqlite3.connect`
    """An existing store, to ask. Raises StoreError when there is none."""
    return Knowledge.open(Config(store=Path(store)), read_only=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
