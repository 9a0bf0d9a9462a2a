"""docs/neo4j.md: every Cypher block runs on a real server that holds the demo, and gives rows; what it says is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

import kg
from kg.model import Graph
from loaders.neo4j_ import Neo4jStore
from tests.neo4j.server import Server, emptied

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
BLOCKS = [text for text in re.findall(r"```cypher\n(.*?)```", PAGE, re.S) if not text.startswith("// n10s")]
PLUGINS = [text for text in re.findall(r"```cypher\n(.*?)```", PAGE, re.S) if text.startswith("// n10s")]
UNKNOWN = {"01N50", "01N51", "01N52"}
"""What the server says of a label, a type or a property that the database does not have."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Knowledge]:
    """The demo, read as the page says, once for all servers."""
    with kg.build([str(ROOT / "examples" / "articles")], store=tmp_path_factory.mktemp("demo")) as knowledge:
        yield knowledge


@pytest.fixture(scope="module")
def loaded(server: Server, built: kg.Knowledge) -> Iterator[Neo4jStore]:
    """A database that holds the demo."""
    with emptied(server) as store:
        store.sync(built.source)
        yield store


@pytest.fixture(scope="module")
def demo(server: Server, loaded: Neo4jStore) -> Iterator[Driver]:
    """What the Browser has: a driver."""
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        yield driver


def test_the_page_has_its_blocks_and_pictures() -> None:
    assert len(BLOCKS) >= 10 and len(PLUGINS) == 4
    pictures = re.findall(r"!\[[^\]]+\]\((img/neo4j-[a-z]+\.png)\)", PAGE)
    assert len(pictures) >= 4
    for name in pictures:
        content = (ROOT / "docs" / name).read_bytes()
        assert content.startswith(b"\x89PNG") and len(content) <= 300_000


@pytest.mark.parametrize("text", BLOCKS, ids=[block.split("\n")[0][:40] for block in BLOCKS])
def test_a_block_of_the_page_gives_rows(demo: Driver, text: str) -> None:
    records, summary, _ = demo.execute_query(text, database_="neo4j")
    assert records
    assert not summary.counters.contains_updates
    assert [status.status_description for status in summary.gql_status_objects if status.gql_status in UNKNOWN] == []


def test_a_denied_statement_has_no_edge_and_an_alleged_one_has(demo: Driver) -> None:
    text = """
        MATCH (s:Statement) WHERE s.modality IN ['denied', 'alleged']
        RETURN s.modality AS modality, s.polarity AS polarity,
          EXISTS { (:Entity)-[r]->(:Entity) WHERE r.statementId = s.id } AS drawn, count(*) AS number
    """
    found = {(record["modality"], record["polarity"], record["drawn"]) for record in demo.execute_query(text).records}
    assert found >= {("alleged", "affirmed", True), ("denied", "negated", False)}
    assert not any(drawn for _, polarity, drawn in found if polarity == "negated")


def test_compose_listens_here_only_and_wants_a_password() -> None:
    yaml = pytest.importorskip("yaml", reason="NO YAML PARSER: compose.yaml is not looked at; pip install pyyaml")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    neo4j = service["services"]["neo4j"]
    assert neo4j["image"] == "neo4j:5.26-community"
    assert neo4j["ports"] and all(port.startswith("127.0.0.1:") for port in neo4j["ports"])
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", neo4j["environment"]["NEO4J_AUTH"])
    volume, folder = neo4j["volumes"][0].split(":")
    assert folder == "/data" and volume in service["volumes"]


def test_loading_an_empty_graph_takes_ours_out_and_nothing_else(loaded: Neo4jStore, demo: Driver) -> None:
    """The last of this module: it takes the demo out."""
    text = "MATCH (a:Agency {id: 'org/bp3mi-kepulauan-riau'}) CREATE (a)<-[:ABOUT]-(:Note {text: 'ask them'})"
    demo.execute_query(text, database_="neo4j")
    loaded.sync(Graph())
    rest = demo.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS kept").records
    assert sorted((record["labels"], record["kept"]) for record in rest) == [([], {}), (["Note"], {"text": "ask them"})]
    links = demo.execute_query("MATCH (:Note)-[link:ABOUT]->() RETURN link").records
    assert len(links) == 1
