"""What the driver and the server say → our errors: one line, what was found and what to do. Passwords never appear.

>>> from neo4j.exceptions import ServiceUnavailable
>>> str(store_error(ServiceUnavailable("refused"), "bolt://localhost:7687", "neo4j"))
'bolt://localhost:7687: no Neo4j answers (refused); start it, or give its address with --to or NEO4J_URI'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from kg.errors import KgError, QueryError, StoreError

FAILURES = (Neo4jError, DriverError, OSError)
"""What may come out of the driver: what the server says, what the driver says, and what the network does."""

OLDEST = (5, 26)
_AWAY = (ServiceUnavailable, SessionExpired, OSError)
_TLS = ("ssl", "tls", "certificate", "handshake", "non-encrypted", "encrypted")
_CODES: dict[str, str] = {
    "Neo.ClientError.Security.Unauthorized": "user name or password is wrong; check NEO4J_USERNAME and NEO4J_PASSWORD",
    "Neo.ClientError.Security.AuthenticationRateLimit": "too many wrong passwords; wait a few seconds, then check"
    " NEO4J_USERNAME and NEO4J_PASSWORD",
    "Neo.ClientError.Security.CredentialsExpired": "the password must be changed first: open Neo4j Browser and follow"
    " it, or run ALTER CURRENT USER SET PASSWORD",
    "Neo.ClientError.Security.Forbidden": "this user may not do that; use one who may write and make indexes",
    "Neo.ClientError.Database.DatabaseNotFound": "no database of that name; SHOW DATABASES lists them, name one with"
    " --database",
    "Neo.TransientError.General.DatabaseUnavailable": "the database is not ready or was stopped; look into the server's"
    " log, then run the same command again",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "the database is read-only; take it out of"
    " server.databases.read_only in neo4j.conf, or load into another one",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "the database is read-only; take it out of"
    " server.databases.read_only in neo4j.conf, or load into another one",
    "Neo.ClientError.Schema.ConstraintCreationFailed": "a constraint cannot be made, because data or an index that is"
    " there already stands against it; move that away or load into an empty database",
    "Neo.ClientError.Schema.IndexWithNameAlreadyExists": "an index of the name that our queries use stands on something"
    " else; drop it or load into another database",
    "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists": "a constraint of a name that we use stands on something"
    " else; drop it or load into another database",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "the server ran out of memory for one transaction; raise"
    " dbms.memory.transaction.total.max, then run the same command again",
    "Neo.TransientError.General.OutOfMemoryError": "the server ran out of memory; raise server.memory.heap.max_size,"
    " then run the same command again",
}
_AGAIN = "what is stored is whole; run the same command again to go on"
_DISK = "the server could not write: its disk may be full, look into its log; then run the same command again"


def store_error(problem: Exception, uri: str, database: str, *, connected: bool = False) -> StoreError:
    """The error of a connection or, where one was made already (`connected`), of a load."""
    if connected and isinstance(problem, _AWAY):
        return StoreError(f"{uri}: the connection was lost ({_said(problem)}); {_AGAIN}")
    return StoreError(f"{uri}: {_advice(problem, database)}")


def query_error(problem: Exception, uri: str, database: str, *, timeout: float, added: int = 0) -> KgError:
    """The error of a query: a QueryError if the query is at fault, else a StoreError. `added` characters stood before
    the query as it was given."""
    code = getattr(problem, "code", None) or ""
    if "TransactionTimedOut" in code or "Transaction.Terminated" in code:
        return QueryError(
            f"the query took longer than {timeout:g} s and was stopped; narrow it, add a LIMIT, or allow more time with"
            " --timeout"
        )
    if code == "Neo.ClientError.Statement.AccessMode":
        return QueryError(f"the query writes, and queries may only read: {_message(problem)}")
    at_fault = ("Neo.ClientError.Statement", "Neo.ClientError.Procedure", "Neo.ClientError.Schema", "Neo.ClientError.T")
    if code.startswith(at_fault) or code == "Neo.DatabaseError.Statement.ExecutionFailed":
        return QueryError(f"Neo4j says: {_moved(_message(problem), added)}")
    return store_error(problem, uri, database, connected=True)


def too_old(agent: str, uri: str) -> StoreError | None:
    """What is wrong with a server that says it is `agent` (`Neo4j/5.26.30`); None if nothing is."""
    found = re.fullmatch(r"Neo4j/(\d+)\.(\d+).*", agent)
    if found is None:
        return StoreError(f"{uri}: {agent} answers; expected Neo4j 5.26 or later")
    if (int(found[1]), int(found[2])) < OLDEST:
        return StoreError(
            f"{uri}: {agent.replace('/', ' ')} is too old; expected Neo4j 5.26 or later, upgrade the server"
        )
    return None


def _advice(problem: Exception, database: str) -> str:
    code = (getattr(problem, "code", None) or "").replace("DatabaseError.Schema", "ClientError.Schema")
    said = _message(problem)
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return f"database {database!r}: {_CODES[code]}"
    if code in _CODES:
        return f"{_CODES[code]}. Neo4j says: {said}" if "Schema" in code else _CODES[code]
    if isinstance(problem, ConstraintError):
        return (
            "a node or relationship of somebody else's has an id of ours, or two loads run at once; load into another"
            f" database, or wait for the other load. Neo4j says: {said}"
        )
    if isinstance(problem, AuthError):
        return f"the server lets us not in: {said}; check NEO4J_USERNAME and NEO4J_PASSWORD"
    if isinstance(problem, UnsupportedServerProduct):
        return f"no Neo4j that this driver knows: {said}; expected Neo4j 5.26 or later"
    if isinstance(problem, _AWAY):
        return _unreachable(problem)
    if code.startswith("Neo.DatabaseError") or code.startswith("Neo.TransientError"):
        return f"{_DISK}. Neo4j says: {said}"
    return f"Neo4j says: {said}; {_AGAIN}"


def _unreachable(problem: BaseException) -> str:
    chain = list(_causes(problem))
    words = " ".join(str(cause) for cause in chain)
    said = _said(problem)
    if any(word in words.lower() for word in _TLS) or any("Security" in type(cause).__name__ for cause in chain):
        return (
            f"no secure connection ({said}); an encrypted server needs bolt+s:// or neo4j+s:// (+ssc for a"
            " certificate of its own making), one without encryption bolt:// or neo4j://"
        )
    return f"no Neo4j answers ({said}); start it, or give its address with --to or NEO4J_URI"


def _said(problem: BaseException) -> str:
    """What the network said first, which tells most; else what the driver says."""
    found = [cause.strerror for cause in _causes(problem) if isinstance(cause, OSError) and cause.strerror]
    return found[-1] if found else _short(str(problem))


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _message(problem: Exception) -> str:
    said = problem.message if isinstance(problem, Neo4jError) and problem.message else str(problem)
    return _short(said)


def _moved(said: str, added: int) -> str:
    """The message without the echo of the query, and with the position in the query as it was given."""
    said = re.sub(r"(\(line \d+, column \d+)(?: \(offset: \d+\))?\).*", r"\1)", said)
    return re.sub(r"\(line 1, column (\d+)", lambda found: f"(line 1, column {int(found[1]) - added}", said)


def _short(text: str, limit: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
