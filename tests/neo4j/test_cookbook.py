"""Every question of the cookbook: the same rows on the embedded store and on a real Neo4j, over plans with an index or
a bounded expansion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from kg.model import Graph
from kg.ports import Store, Value
from kg.query import ask, questions, why
from loaders.embedded import EmbeddedStore
from tests.neo4j.gold import gold
from tests.neo4j.server import Server, emptied
from tests.query.world import OFFICE, world

GRAPHS = {"world": world, "demo": gold}
NAMES: Mapping[str, tuple[str, ...]] = {"world": ("contoh", "PT", "karang"), "demo": ("BP3MI", "PT", "KBRI", "Batam")}


@pytest.fixture(scope="module", params=GRAPHS)
def stores(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Store, Store]]:
    loaded: Graph = GRAPHS[request.param]()
    with (
        EmbeddedStore.open(tmp_path_factory.mktemp("cookbook") / "graph") as embedded,
        emptied(server) as neo4j,
    ):
        embedded.sync(loaded)
        neo4j.sync(loaded)
        yield request.param, embedded, neo4j


def asked(graph: str, name: str) -> Iterator[dict[str, Value]]:
    """The question as in its example, without anything that may be left out, and with names of that graph."""
    question = questions()[name]
    required = [parameter.name for parameter in question.parameters if parameter.required]
    yield dict(question.example)
    if not required:
        yield {}
    texts = [parameter.name for parameter in question.parameters if parameter.type == "string"]
    texts = [text for text in texts if text in {"name", "left", "right", "place", "counted"}]
    for number, one in enumerate(NAMES[graph]):
        given: dict[str, Value] = dict.fromkeys(required, one)
        if "right" in required:
            given["right"] = NAMES[graph][number - 1]
        elif texts and not required:
            given[texts[0]] = one
        yield given


@pytest.mark.parametrize("name", questions())
def test_the_same_rows_on_both(stores: tuple[str, Store, Store], name: str) -> None:
    graph, embedded, neo4j = stores
    for parameters in asked(graph, name):
        assert ask(neo4j, name, parameters) == ask(embedded, name, parameters), parameters


def test_the_questions_find_something(stores: tuple[str, Store, Store]) -> None:
    graph, _, neo4j = stores
    empty = {name for name in questions() if not any(ask(neo4j, name, given).rows for given in asked(graph, name))}
    assert len(empty) <= 4, empty


def test_why_says_the_same_on_both(stores: tuple[str, Store, Store]) -> None:
    graph, embedded, neo4j = stores
    entity = OFFICE if graph == "world" else "BP3MI"
    assert why(neo4j, entity) == why(embedded, entity)
    assert why(neo4j, entity).lines


@pytest.fixture(scope="module")
def driver(server: Server) -> Iterator[Driver]:
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        yield driver


@pytest.mark.parametrize("name", questions())
def test_no_plan_looks_at_all_nodes_or_multiplies(stores: Any, driver: Driver, name: str) -> None:
    question = questions()[name]
    given = {parameter.name: parameter.default for parameter in question.parameters} | dict(question.example)
    plan = driver.execute_query(f"CYPHER 5 PROFILE {question.cypher}", given, database_="neo4j").summary.profile
    assert plan is not None
    found = set(operators(plan))
    assert not found & {"AllNodesScan", "CartesianProduct", "UndirectedAllRelationshipsScan"}, sorted(found)
    assert any("Seek" in name or "Scan" in name for name in found)


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def test_no_question_uses_what_neo4j_gives_up(stores: Any, driver: Driver) -> None:
    for name, question in questions().items():
        given = {parameter.name: parameter.default for parameter in question.parameters} | dict(question.example)
        summary = driver.execute_query(f"CYPHER 5 EXPLAIN {question.cypher}", given, database_="neo4j").summary
        codes = [status.gql_status for status in summary.gql_status_objects]
        assert not any(code.startswith("01N") for code in codes), (name, summary.gql_status_objects)
