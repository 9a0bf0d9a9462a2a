"""The contract of a Store, run over a real Neo4j: the same tests as the embedded store's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import QueryError
from kg.model import Graph
from kg.ports import Store
from tests.loaders import test_store as contract
from tests.loaders.stores import expected, held
from tests.neo4j.server import Server, emptied
from tests.strategies import graphs, quick

OWN = {"test_from_any_graph_to_any_other_it_equals_the_other", "test_an_error_says_what_and_where"}
"""Told below in Neo4j's way: fewer examples, other words."""

TESTS = {name: test for name, test in vars(contract).items() if name.startswith("test_") and name not in OWN}
globals().update(TESTS)


@pytest.fixture(scope="module")
def opened(server: Server) -> Iterator[Store]:
    with emptied(server) as store:
        yield store


@pytest.fixture
def store(opened: Store) -> Store:
    """The store with the small graph in it."""
    opened.sync(contract.graph())
    return opened


def test_the_whole_contract_is_run() -> None:
    assert len(TESTS) >= 18


@settings(quick, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=graphs(), second=graphs())
def test_from_any_graph_to_any_other_it_equals_the_other(opened: Store, first: Graph, second: Graph) -> None:
    for wanted in (first, second):
        opened.sync(wanted)
        assert held(opened) == expected(wanted)
        assert opened.sync(wanted).total == 0


@pytest.mark.parametrize(
    ("cypher", "said"),
    [
        ("MATCH (n:Agency)\nWHERE n.name = RETURN n", "line 2"),
        ("MATCH (x) UNWIND x.aliases AS e MATCH (n RETURN n", "never closed"),
        ("MATCH (x:Agency) UNWIND x.aliases AS e\nMATCH (n {name: e} RETURN n)", "line 2, column 20"),
        ("RETURN 'abc", "line 1, column 8"),
        ("RETURN $name", "name"),
        ("MATCH (n) RETURN m", "line 1, column 18"),
        ("RETURN 1/0 AS x", "zero"),
    ],
)
def test_an_error_says_what_and_where(store: Store, cypher: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(cypher)
    assert said in str(caught.value)
    assert "CYPHER 5" not in str(caught.value) and "java." not in str(caught.value)
