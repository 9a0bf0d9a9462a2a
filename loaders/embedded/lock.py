"""One writer or several readers of a store's folder, across processes. The lock dies with the process.

The engine itself stops a second writer but lets a writer change files under a reader. SQLite's file locks are the same
on every platform; the file holds nothing.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.errors import LockedError, StoreError

_NAME = "lock.sqlite"


class Lock:
    """Held until `release`."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def exclusive(folder: Path) -> Lock:
    """The lock to write. Raises LockedError when a process, this one included, reads or writes the store."""
    connection = _connect(folder)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        reading = "locked" in str(problem) and _take_shared(connection)
        connection.close()
        if "locked" not in str(problem):
            raise StoreError(
                f"{folder}: cannot be written ({problem}); check the disk and its permissions"
            ) from problem
        doing = "is being read by another process (a notebook, `kg web`)" if reading else "is being written"
        raise LockedError(f"{folder}: the graph {doing}; wait until that has ended, then run this again") from problem
    return Lock(connection)


def shared(folder: Path) -> Lock:
    """The lock to read. Raises LockedError when a process, this one included, writes the store."""
    if not (folder / _NAME).exists():
        return Lock(None)  # the folder was copied without it; who cannot lock here cannot have a writer beside
    connection = _connect(folder, "?mode=ro")
    if not _take_shared(connection):
        connection.close()
        raise LockedError(f"{folder}: the graph is being written; wait until that has ended, then ask again")
    return Lock(connection)


def _connect(folder: Path, how: str = "") -> sqlite3.Connection:
    address = (folder / _NAME).absolute().as_uri() + how
    try:
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=0, check_same_thread=False)
    except sqlite3.OperationalError as problem:
        raise StoreError(f"{folder}: cannot be opened ({problem}); check that it is a folder of yours") from problem


def _take_shared(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True
