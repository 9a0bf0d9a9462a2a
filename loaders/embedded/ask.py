"""Asking the engine in a thread of its own, so that a time limit and Ctrl-C are heeded while it computes.

A query that is late is left behind: reopening its database ends it at its next look at the files, the engine's own
limit (`engine.CEILING`) ends the others.
"""

from __future__ import annotations

import atexit
import importlib
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from typing import Any

from loaders.embedded.engine import Database

__all__ = ["TookTooLong", "ask"]

_Rows = list[dict[str, Any]]
_running: dict[threading.Thread, Any] = {}


def ask(database: Database, cypher: str, values: dict[str, Any], *, timeout: float) -> _Rows:
    """The rows as the engine gives them; `timeout` in seconds. Raises TookTooLong, and what the engine raises."""
    answer: Future[_Rows] = Future()
    threading.Thread(target=_work, args=(database, cypher, values, answer), daemon=True).start()
    return answer.result(max(timeout, 0))


def _work(database: Database, cypher: str, values: dict[str, Any], answer: Future[_Rows]) -> None:
    _running[threading.current_thread()] = _attachment()
    try:
        rows = database.query("opencypher", cypher, values).to_list()
    except BaseException as problem:  # handed to the thread that waits
        answer.set_exception(problem)
    else:
        answer.set_result(rows)
    finally:
        del _running[threading.current_thread()]


def _attachment() -> Any:
    """What ties this thread to the engine; the binding drops it when the thread ends."""
    binding = importlib.import_module("arcadedb._native.lib")
    binding._thread_handle()
    return binding._local.thread


@atexit.register
def _keep_attached() -> None:
    """At exit Python clears the locals of threads that still run, and the binding would then detach them from within
    the main thread, which the engine answers with a crash."""
    for attachment in list(_running.values()):
        attachment.owned = False
