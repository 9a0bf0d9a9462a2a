"""Loading a real Neo4j: idempotent by the driver's own counters, incremental, and blind to what others put there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kg.model import Graph
from loaders.neo4j_ import Neo4jStore
from tests.graphs import EMBASSY, GROUP, OFFICE, RECRUITS, REPATRIATES, VICTIM, changed, graph
from tests.loaders.stores import expected, held
from tests.neo4j.gold import gold
from tests.neo4j.server import Server, emptied


@pytest.fixture(scope="module")
def opened(server: Server) -> Iterator[Neo4jStore]:
    with emptied(server) as store:
        yield store


@pytest.fixture
def driver(server: Server) -> Iterator[Driver]:
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        yield driver


@pytest.fixture
def store(opened: Neo4jStore, driver: Driver) -> Neo4jStore:
    """The store with the small graph in it and nothing else."""
    opened.sync(Graph())
    driver.execute_query("MATCH (n) DETACH DELETE n", database_=opened.database)
    opened.sync(graph())
    return opened


def ask(driver: Driver, text: str, **parameters: Any) -> list[list[Any]]:
    return [record.values() for record in driver.execute_query(text, parameters, database_="neo4j").records]


def test_the_demo_is_loaded_read_back_equal_and_a_second_load_changes_nothing(opened: Neo4jStore) -> None:
    assert len(gold().statements) > 300
    opened.sync(gold())
    assert opened.graph() == gold()
    assert opened.sync(gold()).total == 0
    assert dict(opened.counters) == {}


def test_an_article_forgotten_leaves_what_was_never_read(opened: Neo4jStore) -> None:
    opened.sync(gold())
    last = gold().articles[-1].id
    statements = tuple(item for item in gold().statements if item.article_id != last)
    without = Graph(
        articles=gold().articles[:-1],
        entities=gold().entities,
        statements=statements,
        appearances=tuple(item for item in gold().appearances if item.article_id != last),
        runs=gold().runs,
        possibly_same=gold().possibly_same,
    )
    assert len(statements) < len(gold().statements)
    opened.sync(without)
    assert opened.graph() == without
    assert opened.query("MATCH (e:Evidence) WHERE e.id STARTS WITH $id RETURN e.id", {"id": last}).rows == ()


def test_every_name_of_the_ontology_has_its_constraint_and_index(store: Neo4jStore, driver: Driver) -> None:
    unique = {tuple(row[0]) for row in ask(driver, "SHOW CONSTRAINTS YIELD labelsOrTypes")}
    assert {("Entity",), ("Statement",), ("Evidence",), ("Agency",), ("Article",), ("RESCUES",)} <= unique
    indexes = {(row[0], tuple(row[1] or ())) for row in ask(driver, "SHOW INDEXES YIELD type, properties")}
    assert {("FULLTEXT", ("name", "aliases")), ("RANGE", ("predicate",)), ("RANGE", ("eventEnd",))} <= indexes
    with pytest.raises(Exception, match="already exists"):
        ask(driver, "CREATE (:Agency {id: $id})", id=EMBASSY.id)


def test_what_other_people_put_there_is_never_touched(store: Neo4jStore, driver: Driver) -> None:
    ask(
        driver,
        "MATCH (s:Statement {id: $s}) MATCH (e:Entity {id: $e})-[r:REPATRIATES]->()"
        " CREATE (t:Case {name: 'Batam'})-[:ABOUT {weight: 3}]->(s) CREATE (t)-[:MENTIONED_IN {count: 1}]->(e)"
        " CREATE (:Entity {id: 'x', name: 'theirs'}), (:Entity {name: 'no id'}), (:Statement {id: 'y'})"
        " SET s.note = 'ask again', e:Suspicious, e.note = 'call them', r.note = 'seen'",
        s=REPATRIATES.id,
        e=EMBASSY.id,
    )
    assert store.sync(graph()).total == 0
    after = graph(
        entities=tuple(changed(item, name="KBRI Lain") if item.id == EMBASSY.id else item for item in graph().entities),  # type: ignore[arg-type]
        statements=tuple(
            changed(item, confidence=0.4) if item.id == REPATRIATES.id else item for item in graph().statements
        ),
    )
    store.sync(after)
    assert store.graph() == after
    theirs = ask(
        driver,
        "MATCH (t:Case {name: 'Batam'})-[a:ABOUT]->(s) MATCH (t)-[:MENTIONED_IN]->(e)-[r:REPATRIATES]->()"
        " RETURN a.weight, s.note, e.note, e:Suspicious, r.note, e.name, r.confidence",
    )
    assert theirs == [[3, "ask again", "call them", True, "seen", "KBRI Lain", 0.4]]
    assert ask(driver, "MATCH (e:Entity) WHERE e.uri IS NULL RETURN count(*)") == [[2]]

    store.sync(Graph())  # all of ours goes; what they wrote on ours stays, without our part
    left = [
        (*labels, *sorted(found.items())) for labels, found in ask(driver, "MATCH (n) RETURN labels(n), properties(n)")
    ]
    assert sorted(left, key=str) == [
        ("Case", ("name", "Batam")),
        ("Entity", ("id", "x"), ("name", "theirs")),
        ("Entity", ("name", "no id")),
        ("Statement", ("id", "y")),
        ("Suspicious", ("note", "call them")),
        (("note", "ask again"),),
    ]
    assert ask(driver, "MATCH ()-[r]->() RETURN type(r) ORDER BY type(r)") == [["ABOUT"], ["MENTIONED_IN"]]


def test_an_update_writes_only_what_differs(store: Neo4jStore) -> None:
    moved = changed(REPATRIATES, attributed_to=None, at_place=None, size=None)
    after = graph(statements=tuple(moved if item.id == REPATRIATES.id else item for item in graph().statements))
    changes = store.sync(after)
    assert (changes.nodes_created, changes.nodes_deleted, changes.nodes_updated) == (0, 0, 1)
    assert (changes.relationships_created, changes.relationships_deleted) == (0, 1)
    assert held(store) == expected(after)
    store.sync(graph())
    assert held(store) == expected(graph())


def test_statements_that_share_a_sentence_share_its_evidence_until_the_last_goes(store: Neo4jStore) -> None:
    twin = RECRUITS.model_copy(update={"id": "statement/twin", "relation": "SENDS"})
    both = graph(statements=(*graph().statements, twin))
    assert store.sync(both).nodes_created == 1
    assert held(store) == expected(both)
    for statements in ((*(item for item in graph().statements if item.id != RECRUITS.id), twin), ()):
        after = graph(statements=statements)
        store.sync(after)
        assert held(store) == expected(after)


def test_withheld_names_are_marked(store: Neo4jStore) -> None:
    rows = store.query("MATCH (p:Person) RETURN p.id AS id, p.nameWithheld AS withheld ORDER BY id").rows
    assert (VICTIM.id, True) in rows and len(rows) == 2


def test_a_full_text_search_finds_part_of_a_name(store: Neo4jStore) -> None:
    query = "CALL db.index.fulltext.queryNodes('entityNames', $words) YIELD node RETURN node.id AS id ORDER BY id"
    assert store.query(query, {"words": "uji OR pekerja"}).rows == ((GROUP.id,), (OFFICE.id,))
