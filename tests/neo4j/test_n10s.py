"""RDF by neosemantics, as docs/neo4j.md says: the world layer's triples are those of our own files. On 5.26 with the
plugin that Maven fetches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest
from neo4j import Driver, GraphDatabase

from kg.model import Graph
from loaders import loader
from loaders.terms import term
from ontology.vocabulary import vocabulary
from tests.neo4j.gold import gold
from tests.neo4j.server import CACHE, RELEASES, emptied, java_server, why_not
from tests.neo4j.test_browser_docs import PLUGINS

_JAR = "org.neo4j:neosemantics:5.1.0.0"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:copy"


def plugins() -> Path:
    """Folder that holds the plugin's jar and nothing else, fetched once. Raises RuntimeError."""
    folder = CACHE / "neosemantics-5.1.0.0"
    if not any(folder.glob("*.jar")):
        command = ["mvn", "-B", "-q", _COPY, f"-Dartifact={_JAR}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"Maven could not fetch {_JAR}:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
    return folder


@pytest.fixture(scope="module")
def plugged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """A driver to a 5.26 that has the plugin and holds the gold graph of the demo."""
    if missing := why_not(RELEASES[0]):
        unavailable(f"install {missing}")
    try:
        folder = plugins()
    except RuntimeError as problem:
        unavailable(str(problem))
    settings = f"server.directories.plugins={folder}\ndbms.security.procedures.unrestricted=n10s.*\n"
    with (
        java_server(RELEASES[0], tmp_path_factory.mktemp("n10s"), settings=settings) as server,
        emptied(server) as store,
        GraphDatabase.driver(server.uri, auth=server.auth) as driver,
    ):
        store.sync(gold())
        yield driver
        assert store.sync(gold()).total == 0  # nor does what n10s keeps in the database disturb us


def unavailable(why: str) -> NoReturn:
    """Skip aloud; in CI a skip is a failure."""
    message = f"NO NEOSEMANTICS TO TEST: {why}"
    if os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(message)
    pytest.skip(message)


def test_n10s_writes_the_world_layer_as_we_do(plugged: Driver, tmp_path: Path) -> None:
    for text in PLUGINS:
        records = plugged.execute_query(text, database_="neo4j").records
    found = parsed(records[0]["triples"].encode())
    ours = world(gold(), tmp_path / "graph.nt")
    assert found - ours == set()
    assert ours - found == set()
    relations = {term(relation.name) for relation in vocabulary().relations.values()}
    assert len({triple.predicate for triple in found} & relations) >= 8


def world(graph: Graph, out: Path) -> set[ox.Triple]:
    """What `kg export` says of entities and their claims: neither appearances nor what may be the same."""
    loader(".nt")(graph, out)
    triples = parsed(out.read_bytes())
    entities = {triple.subject for triple in triples if triple.predicate == term("type")}
    return {
        triple
        for triple in triples
        if triple.subject in entities and triple.predicate not in (term("mentions"), term("possiblySameAs"))
    }


def parsed(content: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)}
