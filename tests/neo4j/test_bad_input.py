"""What goes wrong with a real server, and what the user is told: one line, what to do, exit code 2, 4 or 5."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from kg.errors import KgError, QueryError, StoreError, UsageError
from loaders.neo4j_ import Neo4jStore
from loaders.neo4j_.errors import too_old
from tests.graphs import EMBASSY, graph
from tests.loaders.stores import expected, held
from tests.neo4j.server import RELEASES, Server, emptied, free_port


def open_store(server: Server, **changes: str) -> Neo4jStore:
    given = {"uri": server.uri, "username": server.username, "password": server.password, **changes}
    return Neo4jStore.open(given.pop("uri"), patience=0, **given)  # type: ignore[arg-type]


def told(problem: KgError, server: Server) -> str:
    text = str(problem)
    assert server.password not in text and "\n" not in text and len(text) < 500
    return text


def test_wrong_password(server: Server) -> None:
    with pytest.raises(StoreError, match="check NEO4J_USERNAME and NEO4J_PASSWORD") as caught:
        open_store(server, password="not-that-one")
    assert "not-that-one" not in told(caught.value, server)


def test_wrong_database(server: Server) -> None:
    with pytest.raises(StoreError, match=r"database 'batam': no database of that name.*--database"):
        open_store(server, database="batam")


def test_nobody_answers(server: Server) -> None:
    with pytest.raises(StoreError, match=r"no Neo4j answers \(Connection refused\); start it"):
        open_store(server, uri=f"bolt://127.0.0.1:{free_port()}")
    with pytest.raises(StoreError, match="no Neo4j answers"):
        open_store(server, uri="neo4j://nowhere.invalid")


def test_something_else_answers(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(StoreError) as caught:
            open_store(server, uri=f"bolt://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    told(caught.value, server)


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc"])
def test_encrypted_towards_a_server_that_is_not(server: Server, scheme: str) -> None:
    with pytest.raises(StoreError, match=r"no secure connection .*bolt\+s:// or neo4j\+s://") as caught:
        open_store(server, uri=server.uri.replace("bolt", scheme))
    told(caught.value, server)


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[str]:
    """The port of something that speaks TLS with a certificate of its own making."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            try:
                context.wrap_socket(connection, server_side=True).close()
            except OSError:
                connection.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield str(listener.getsockname()[1])
        thread.join(5)


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s"])
def test_a_server_whose_encryption_does_not_fit(server: Server, encrypted: str, scheme: str) -> None:
    with pytest.raises(StoreError, match="no secure connection") as caught:
        open_store(server, uri=f"{scheme}://localhost:{encrypted}")
    told(caught.value, server)


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost:7474",
        "localhost:7687",
        "bolt://",
        "bolt://localhost:x",
        "neo4j://localhost/batam",
        "bolt:7687",
    ],
)
def test_an_address_that_is_none(server: Server, uri: str) -> None:
    with pytest.raises(UsageError, match=r"neo4j|Neo4j"):
        open_store(server, uri=uri)


def test_a_password_in_the_address_is_refused_and_not_repeated(server: Server) -> None:
    with pytest.raises(UsageError, match="NEO4J_PASSWORD") as caught:
        open_store(server, uri="bolt://neo4j:geheim@localhost:7687")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("agent", "fits"),
    [
        ("Neo4j/5.26.0", True),
        ("Neo4j/2026.08.1", True),
        ("Neo4j/2025.01.0", True),
        ("Neo4j/5.25.1", False),
        ("Neo4j/4.4.38", False),
        ("Neo4j/3.5.0", False),
        ("Memgraph/3.1", False),
    ],
)
def test_old_and_other_servers(agent: str, fits: bool) -> None:
    wrong = too_old(agent, "bolt://x")
    assert (wrong is None) == fits
    assert wrong is None or ("expected Neo4j 5.26 or later" in str(wrong) and agent.partition("/")[2] in str(wrong))


def run(server: Server, text: str, database: str = "neo4j") -> None:
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        driver.execute_query(text, database_=database)  # type: ignore[arg-type]


def test_a_node_of_others_with_an_id_of_ours(server: Server) -> None:
    with emptied(server) as store:
        run(server, f"CREATE (:Entity {{id: '{EMBASSY.id}', name: 'theirs'}})")
        with pytest.raises(StoreError, match=r"somebody else's has an id of ours.*already exists") as caught:
            store.sync(graph())
        told(caught.value, server)
        run(server, "MATCH (n:Entity {name: 'theirs'}) DELETE n")
        store.sync(graph())
        assert held(store) == expected(graph())


def test_data_that_stands_against_a_constraint(server: Server) -> None:
    with emptied(server) as store:
        run(server, "DROP CONSTRAINT jejaring_Statement_id IF EXISTS")
        run(server, "CREATE (:Statement {id: 'x'}), (:Statement {id: 'x'})")
        with pytest.raises(StoreError, match="a constraint cannot be made") as caught:
            store.sync(graph())
        told(caught.value, server)
        assert store.query("MATCH (n) RETURN count(*) AS n").rows == ((2,),)
        run(server, "MATCH (n) DELETE n")
        store.sync(graph())
        assert held(store) == expected(graph())


def test_an_index_of_our_name_on_something_else(server: Server) -> None:
    with emptied(server) as store:
        run(server, "DROP INDEX entityNames IF EXISTS")
        run(server, "CREATE FULLTEXT INDEX entityNames FOR (n:Film) ON EACH [n.title]")
        with pytest.raises(StoreError, match="drop it or load into another database") as caught:
            store.sync(graph())
        told(caught.value, server)
        run(server, "DROP INDEX entityNames")
        store.sync(graph())


def test_a_read_only_database(server: Server) -> None:
    if server.home is None or server.release is not RELEASES[0]:
        pytest.skip("the configuration of a server that somebody else runs is not changed; once is enough")
    with emptied(server) as store:
        store.sync(graph())
    settings = server.home / "conf" / "neo4j.conf"
    before = settings.read_text(encoding="utf-8")
    server.stop()  # in good order: what must be recovered first cannot be read-only
    settings.write_text(before + "server.databases.read_only=neo4j\n", encoding="utf-8")
    try:
        server.start()
        with open_store(server) as store:
            assert store.sync(graph()).total == 0
            assert store.graph() == graph()
            with pytest.raises(StoreError, match=r"the database is read-only; .*neo4j\.conf") as caught:
                store.sync(graph(statements=()))
            told(caught.value, server)
    finally:
        server.kill()
        settings.write_text(before, encoding="utf-8")
        server.start()


def test_a_query_may_not_administer(server: Server) -> None:
    with open_store(server) as store, pytest.raises(QueryError, match="may only read"):
        store.query("CREATE USER bob SET PASSWORD 'abcdefgh1'")


def test_a_query_on_a_closed_store(server: Server) -> None:
    store = open_store(server)
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.query("RETURN 1 AS one")
