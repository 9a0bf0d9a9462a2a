"""The engine: started quietly, closed to files and addresses, its errors in our words. Nothing else imports arcadedb.

Its settings are read once, when the first store of a process is opened. Never fork after that.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, cast

from kg.errors import LockedError, QueryError, StoreError

CEILING = 300
"""Seconds after which the engine stops a query by itself, should nobody stop it earlier. It reads this once."""

_ARGUMENTS = (
    "-Xmx512m",
    f"-Darcadedb.command.timeout={CEILING * 1000}",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)
_CLOSED_TO_QUERIES = ("allowFileUrls", "allowRemoteUrls")
_CLASS = re.compile(r"^(?:[A-Z][\w ]+: )?(?:[\w$]+\.)+(\w+): (.*)$", re.DOTALL)
_CAUSE = re.compile(r" \(caused by [\w.$]+: .*\)$", re.DOTALL)
_HINTS = {
    "QueryNotIdempotentException": "queries only read; the graph is made from articles by kg build",
    "CommandParameterMissingException": "give it a value with -p name=value",
    "SecurityException": "queries may not read files or addresses",
    "TimeoutException": "narrow the query, add a LIMIT, or allow more time with --timeout",
}


class Broken(StoreError):
    """The engine cannot go on with these files: they are to be made anew."""


class Rows(Protocol):
    def to_list(self) -> list[dict[str, Any]]: ...


class Database(Protocol):
    """What is used of the engine's database."""

    def query(self, language: str, command: str, *args: object) -> Rows: ...
    def command(self, language: str, command: str, *args: object) -> Rows | None: ...
    def transaction(self) -> AbstractContextManager[object]: ...
    def close(self) -> None: ...


def start() -> Any:
    """The engine's module. Raises StoreError when it is not installed or does not fit this machine."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    given = os.environ.get("ARCADEDB_NATIVE_ISOLATE_ARGS", "").split()
    ours = [item for item in _ARGUMENTS if not any(item.split("=")[0][:4] == other[:4] == "-Xmx" for other in given)]
    os.environ["ARCADEDB_NATIVE_ISOLATE_ARGS"] = " ".join(dict.fromkeys([*given, *ours]))
    try:
        return importlib.import_module("arcadedb")
    except (ImportError, OSError) as problem:
        raise StoreError(f"the graph engine cannot be started ({problem}); install it with: make test") from problem


def version() -> str:
    """Version of the engine, which its files belong to."""
    return str(start().__version__)


def create(path: Path) -> Database:
    """A new, empty database, closed to files and addresses. Raises StoreError."""
    module = start()
    try:
        database = module.create_database(str(path))
        for name in _CLOSED_TO_QUERIES:
            database.command("sql", f"ALTER DATABASE `arcadedb.opencypher.loadCsv.{name}` false")
    except module.ArcadeDBError as problem:
        raise store_error(path, problem) from problem
    return cast(Database, database)


def reopen(path: Path, *, read_only: bool) -> Database:
    """An existing database; one whose writer was killed is mended by opening it to write. Raises StoreError."""
    module = start()
    try:
        return cast(Database, module.open_database(str(path), read_only=read_only))
    except module.ArcadeDBError as problem:
        raise store_error(path, problem) from problem


def needs_mending(problem: StoreError) -> bool:
    """Whether a store could not be opened to read because its writer was killed."""
    return "needs recovery" in str(problem)


def was_closed(problem: BaseException) -> bool:
    """Whether a query ended because its database was closed under it."""
    return "DatabaseIsClosed" in str(problem) or "Database is closed" in str(problem)


def failure() -> type[Exception]:
    """The engine's exception."""
    return cast(type[Exception], start().ArcadeDBError)


def store_error(path: Path, problem: Exception) -> StoreError:
    """The engine's error on opening or writing, with what to do."""
    kind, message = _parts(problem)
    if "is locked by another process" in str(problem) or "already in use" in str(problem):
        return LockedError(f"{path.parent}: the graph is open elsewhere; close it there, then run this again")
    full = ("No space left", "File too large", "Disk quota exceeded")
    if any(text in str(problem) for text in full):
        return StoreError(f"{path.parent}: the disk is full; make room and run kg build again, nothing read is lost")
    return Broken(
        f"{path.parent}: the graph engine says: {message} ({kind}); if it stays, delete this folder and run kg build:"
        " the graph is made anew from the ledger"
    )


def query_error(problem: Exception) -> QueryError:
    """The engine's error on a query: what it said, where, and what to do."""
    kind, message = _parts(problem)
    hint = _HINTS.get(kind)
    return QueryError(f"{message}; {hint}" if hint else message)


def run(database: Database, cypher: str, rows: Sequence[Mapping[str, Any]] | Sequence[str]) -> list[dict[str, Any]]:
    """Carry out a statement of our own over `$rows`; call it in a transaction."""
    answer = database.command("opencypher", cypher, {"rows": list(rows)})
    return answer.to_list() if answer is not None else []


def _parts(problem: Exception) -> tuple[str, str]:
    """The engine's exception class and its message without Java's wrapping."""
    text = str(problem)
    found = _CLASS.match(text)
    kind, message = (found[1], found[2]) if found else (type(problem).__name__, text)
    return kind, _CAUSE.sub("", message).strip()
