"""`EmbeddedStore`: opening, bringing up to date, asking.

The folder holds `engine/`, the engine's files; `made.json`, what they were made by; `lock.sqlite`. When projection,
engine or ontology are others than those in `made.json`, the files are made anew: they are a view, never the truth.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from kg.errors import QueryError, StoreError
from kg.ports import Changes, GraphSource, Progress, Table, Value
from kg.property_graph import VERSION, Schema, schema
from kg.text import key
from loaders.cypher_guard import columns, guard
from loaders.embedded import engine
from loaders.embedded.ask import TookTooLong, ask
from loaders.embedded.ddl import create_schema
from loaders.embedded.lock import Lock, exclusive, shared
from loaders.embedded.write import Writer
from loaders.values import parameter, plain
from ontology.vocabulary import Vocabulary, vocabulary

_ENGINE, _MADE = "engine", "made.json"


class EmbeddedStore:
    """A `kg.ports.Store` in a folder. Threads may ask it at once; one process writes, or several read."""

    def __init__(self, folder: Path, database: engine.Database, lock: Lock, names: Vocabulary, read_only: bool) -> None:
        self.path, self.read_only = folder, read_only
        self._database: engine.Database | None = database
        self._lock, self._names = lock, names
        self._mutex = threading.RLock()
        self._writing = False

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, vocabulary: Vocabulary | None = None) -> Self:
        """The store in that folder, made if there is none.

        Raises LockedError when another process has it, StoreError when it is to be read and is not there.
        """
        folder, names = Path(path), vocabulary or _default()
        if read_only:
            database, lock = _open_to_read(folder, names)
        else:
            database, lock = _open_to_write(folder, names)
        return cls(folder, database, lock, names, read_only)

    def close(self) -> None:
        """Close the files and release the lock; again does nothing."""
        with self._mutex:
            database, self._database = self._database, None
            if database is not None:
                database.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(self, graph: GraphSource, *, progress: Progress | None = None) -> Changes:
        """Make the store equal to the graph. Linear in the graph to compare; only what differs is written."""
        if self.read_only:
            raise StoreError(f"{self.path}: opened to read; open it without read_only to write")
        self._writing = True
        try:
            return self._sync(graph, progress)
        except engine.Broken:  # a view can be made again
            with self._mutex:
                self._open_database().close()
                self._database = _create(self.path, self._names)
            return self._sync(graph, progress)
        finally:
            self._writing = False

    def _sync(self, graph: GraphSource, progress: Progress | None) -> Changes:
        try:
            writer = Writer(self._open_database(), schema(self._names), progress)
            return writer.sync(graph, vocabulary=self._names)
        except engine.failure() as problem:
            raise engine.store_error(self.path / _ENGINE, problem) from problem

    def query(self, cypher: str, parameters: Mapping[str, Value] | None = None, *, timeout: float = 30.0) -> Table:
        """The rows of a read-only query; `timeout` in seconds, at most 300. Raises QueryError."""
        if timeout > engine.CEILING:
            raise QueryError(f"a time limit of {timeout:g} s: the embedded store allows at most {engine.CEILING} s")
        text = guard(cypher)
        values = {name: parameter(name, value) for name, value in (parameters or {}).items()}
        try:
            rows = self._rows(text, values, timeout)
        except engine.failure() as problem:
            raise self._explained(problem, cypher, text, values) from problem
        names = tuple(rows[0]) if rows else columns(cypher)
        return Table(names, tuple(tuple(plain(row.get(name)) for name in names) for row in rows))

    def _rows(self, text: str, values: dict[str, Any], timeout: float) -> list[dict[str, Any]]:
        """What is late is stopped by reopening the files; other queries that this ends are asked again."""
        until = monotonic() + timeout
        while True:
            database = self._open_database()
            try:
                return ask(database, text, values, timeout=until - monotonic())
            except TookTooLong:
                self._reopen(database)
                raise QueryError(
                    f"the query took longer than {timeout:g} s and was stopped; narrow it, add a LIMIT, or allow more"
                    " time with --timeout"
                ) from None
            except engine.failure() as problem:
                if not engine.was_closed(problem) or self._database in (database, None):
                    raise

    def _reopen(self, late: engine.Database) -> None:
        with self._mutex:
            if self._database is late and not self._writing:
                late.close()
                self._database = engine.reopen(self.path / _ENGINE, read_only=self.read_only)

    def _explained(self, problem: Exception, cypher: str, guarded: str, values: dict[str, Any]) -> QueryError:
        """The error with the position in the query as it was given, not as it was guarded."""
        if guarded != cypher:
            try:
                self._open_database().query("opencypher", f"{cypher}", values)
            except engine.failure() as first:
                return engine.query_error(first)
        return engine.query_error(problem)

    def _open_database(self) -> engine.Database:
        with self._mutex:
            if self._database is None:
                raise StoreError(f"{self.path}: the store was closed")
            return self._database


def _default() -> Vocabulary:
    return vocabulary()


# ---- opening


def _open_to_read(folder: Path, names: Vocabulary) -> tuple[engine.Database, Lock]:
    if not (folder / _ENGINE).is_dir() or not (folder / _MADE).exists():
        raise StoreError(f"{folder}: no graph here; run kg build first")
    if _made(folder) != _wanted(names):
        raise StoreError(f"{folder}: made by another version of Jejaring or under another ontology; run kg build again")
    lock = shared(folder)
    try:
        return engine.reopen(folder / _ENGINE, read_only=True), lock
    except StoreError as problem:
        lock.release()
        if not engine.needs_mending(problem):
            raise
    lock = exclusive(folder)
    try:
        engine.reopen(folder / _ENGINE, read_only=False).close()
    finally:
        lock.release()
    lock = shared(folder)
    return engine.reopen(folder / _ENGINE, read_only=True), lock


def _open_to_write(folder: Path, names: Vocabulary) -> tuple[engine.Database, Lock]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(
            f"{folder}: cannot be made ({problem.strerror}); choose another place with --store"
        ) from problem
    lock = exclusive(folder)
    try:
        return _reopen_or_create(folder, names), lock
    except BaseException:
        lock.release()
        raise


def _reopen_or_create(folder: Path, names: Vocabulary) -> engine.Database:
    """What is there, if it was made by this version and opens; else it is made anew, from the ledger."""
    if _made(folder) == _wanted(names) and (folder / _ENGINE).is_dir():
        try:
            return engine.reopen(folder / _ENGINE, read_only=False)
        except engine.Broken:
            pass
    return _create(folder, names)


def _create(folder: Path, names: Vocabulary) -> engine.Database:
    """An empty store in place of what was there; `made.json` comes last, so that half a store is made again."""
    (folder / _MADE).unlink(missing_ok=True)
    shutil.rmtree(folder / _ENGINE, ignore_errors=True)
    database = engine.create(folder / _ENGINE)
    try:
        create_schema(database, schema(names))
        new = folder / f"{_MADE}.new"
        new.write_text(json.dumps(_wanted(names), indent=1) + "\n", encoding="utf-8")
        os.replace(new, folder / _MADE)
    except engine.failure() as problem:
        database.close()
        raise engine.store_error(folder / _ENGINE, problem) from problem
    except OSError as problem:
        database.close()
        raise StoreError(f"{folder}: cannot be written ({problem.strerror}); check the disk") from problem
    return database


def _made(folder: Path) -> object:
    try:
        return json.loads((folder / _MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _wanted(names: Vocabulary) -> dict[str, object]:
    return {"projection": VERSION, "engine": engine.version(), "ontology": _fingerprint(schema(names))}


def _fingerprint(wanted: Schema) -> str:
    return key(json.dumps(asdict(wanted), sort_keys=True))
