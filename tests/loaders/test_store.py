"""The contract of a Store, run over every one: equal to its graph, incremental, asked read-only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import QueryError, StoreError
from kg.model import Graph
from kg.ports import Changes, Store
from tests.graphs import ARTICLE, EMBASSY, GROUP, OFFICE, RECRUITS, REPATRIATES, SUSPECT, changed, entity, graph
from tests.loaders.stores import STORES, expected, held
from tests.strategies import graphs, quick

shared = settings(quick, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=sorted(STORES))
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with ExitStack() as stack:
        yield stack.enter_context(STORES[request.param](tmp_path_factory.mktemp("store")))


@pytest.fixture
def store(opened: Store) -> Store:
    """The store with the small graph in it."""
    opened.sync(graph())
    return opened


# ---- sync


def test_it_holds_the_graph_and_a_second_sync_changes_nothing(store: Store) -> None:
    assert held(store) == expected(graph())
    assert store.sync(graph()).total == 0


def test_emptied_and_filled_it_counts_every_node_and_relationship(store: Store) -> None:
    everything = expected(graph())
    nodes = sum(len(item) == 3 for item in everything)
    assert store.sync(Graph()) == Changes(nodes_deleted=nodes, relationships_deleted=len(everything) - nodes)
    assert held(store) == []
    assert store.sync(graph()) == Changes(nodes_created=nodes, relationships_created=len(everything) - nodes)


@shared
@given(first=graphs(), second=graphs())
def test_from_any_graph_to_any_other_it_equals_the_other(opened: Store, first: Graph, second: Graph) -> None:
    for wanted in (first, second):
        opened.sync(wanted)
        assert held(opened) == expected(wanted)
        assert opened.sync(wanted).total == 0


def test_a_changed_statement_is_updated_with_its_edge_and_nothing_else(store: Store) -> None:
    others = tuple(item for item in graph().statements if item.id != REPATRIATES.id)
    after = graph(statements=(*others, changed(REPATRIATES, confidence=0.3)))
    changes = store.sync(after)
    assert changes == Changes(nodes_updated=1, relationships_updated=changes.relationships_updated)
    assert held(store) == expected(after)
    answer = store.query("MATCH (:Entity {id: $id})-[r:REPATRIATES]->() RETURN r.confidence AS c", {"id": EMBASSY.id})
    assert answer.rows == ((0.3,),)


def test_a_statement_that_is_gone_takes_its_evidence_and_its_edge_along(store: Store) -> None:
    after = graph(statements=tuple(item for item in graph().statements if item.id != RECRUITS.id))
    changes = store.sync(after)
    assert (changes.nodes_deleted, changes.nodes_created, changes.relationships_created) == (2, 0, 0)
    assert held(store) == expected(after)


def test_another_kind_changes_the_labels_and_keeps_what_refers_to_it(store: Store) -> None:
    court = changed(OFFICE, kind="Court")  # type: ignore[arg-type]
    after = graph(entities=tuple(court if item.id == OFFICE.id else item for item in graph().entities))
    assert store.sync(after).nodes_updated >= 1
    assert held(store) == expected(after)
    assert store.sync(after).total == 0
    assert store.query("MATCH (n:Court) RETURN n.id AS id").rows == ((OFFICE.id,),)


def test_a_mention_counted_anew_is_one_change(store: Store) -> None:
    first, *rest = graph().appearances
    after = graph(appearances=(first.model_copy(update={"count": 9}), *rest))
    assert store.sync(after) == Changes(relationships_updated=1)
    assert held(store) == expected(after)


def test_what_refers_to_nothing_is_refused_and_nothing_of_it_is_kept(store: Store) -> None:
    lost = graph(runs=(), statements=tuple(changed(item, confidence=0.1) for item in graph().statements))
    with pytest.raises(StoreError, match=r"EXTRACTED_BY .* refers to run/rules-0\.1\.0"):
        store.sync(lost)  # the run is there still, from before
    store.sync(Graph())
    with pytest.raises(StoreError, match=r"EXTRACTED_BY refers to run/rules-0\.1\.0"):
        store.sync(lost)
    assert one(store, "MATCH (s:Statement) RETURN count(s) AS n") == 0
    store.sync(graph())
    assert held(store) == expected(graph())


def test_parts_out_of_order_are_refused(store: Store) -> None:
    class Unsorted:
        articles = appearances = runs = possibly_same = statements = ()
        entities = (SUSPECT, GROUP)

    with pytest.raises(StoreError, match="must be sorted"):
        store.sync(Unsorted())  # type: ignore[arg-type]
    store.sync(graph())
    assert held(store) == expected(graph())


def test_progress_counts_all_parts(store: Store) -> None:
    told: list[int] = []
    store.sync(graph(), progress=lambda done, _what: told.append(done))
    parts = len(graph().articles) + len(graph().entities) + len(graph().statements) + len(graph().runs)
    assert sum(told) == parts + len(graph().appearances) + len(graph().possibly_same)


@pytest.mark.parametrize("name", ["x\u0000y", "a'b\"c`d\\", "{$id}\n// x", "😀 naïve – „ß“", "\u202eabc", " "])
def test_any_text_comes_back_as_it_went_in(store: Store, name: str) -> None:
    odd = entity("person/odd", "Person", name, aliases=(name, "x"))
    store.sync(graph(entities=(*graph().entities, odd)))
    answer = store.query("MATCH (p:Person {id: 'person/odd'}) RETURN p.name AS name, p.aliases AS aliases")
    assert answer.rows == ((name, (name, "x")),)
    assert store.query("MATCH (p:Person {name: $name}) RETURN p.id AS id", {"name": name}).rows == (("person/odd",),)


# ---- query


def one(store: Store, cypher: str, **parameters: Any) -> Any:
    ((value,),) = store.query(cypher, parameters).rows
    return value


def test_a_table_has_columns_in_the_order_asked_also_when_it_is_empty(store: Store) -> None:
    query = "MATCH (a:Agency) WHERE a.name = $name RETURN a.id AS id, a.name, size(a.aliases) AS aliases ORDER BY id"
    assert store.query(query, {"name": "KBRI Contohpura"}).columns == ("id", "a.name", "aliases")
    nothing = store.query(query, {"name": "tidak ada"})
    assert (nothing.columns, nothing.rows) == (("id", "a.name", "aliases"), ())


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("$text", "KBRI"),
        ("$number + 1", 25),
        ("$real", 0.5),
        ("$truth", True),
        ("$nothing", None),
        ("$day", "2025-03-24"),
        ("$day + duration('P1D')", "2025-03-25"),
        ("$list", ("a", "b")),
        ("size($list)", 2),
        ("datetime($moment) < datetime('2025-03-24T12:00:00Z')", True),
        ("date('2025-01-31')", "2025-01-31"),
        ("[date('2025-01-31'), null]", ("2025-01-31", None)),
        ("{b: 1, a: date('2025-01-31')}", '{"a": "2025-01-31", "b": 1}'),
        ("[{a: 1}]", ('{"a": 1}',)),
        ("[[1, 2], []]", ("[1, 2]", "[]")),
    ],
)
def test_values_are_typed_on_the_way_in_and_plain_on_the_way_out(store: Store, expression: str, value: Any) -> None:
    parameters = {
        "text": "KBRI",
        "number": 24,
        "real": 0.5,
        "truth": True,
        "nothing": None,
        "day": date(2025, 3, 24),
        "list": ["a", "b"],
        "moment": datetime(2025, 3, 24, 11, tzinfo=UTC),
    }
    got = one(store, f"RETURN {expression} AS value", **parameters)
    assert (got, type(got)) == (value, type(value))


def test_dates_compare_as_dates(store: Store) -> None:
    query = "MATCH (s:Statement) WHERE s.saidOn >= $day RETURN count(*) AS n"
    assert one(store, query, day=date(2025, 3, 24)) == 1
    assert one(store, query, day=date(2025, 3, 25)) == 0


def test_a_returned_node_is_its_properties(store: Store) -> None:
    text = one(store, "MATCH (a:Article) RETURN a")
    assert text.startswith("{") and '"publishedAt": "2025-03-25"' in text and f'"id": "{ARTICLE.id}"' in text
    assert "contentHash" not in text and "@" not in text


def test_names_and_aliases_are_found_by_full_text(store: Store) -> None:
    query = (
        "CALL db.index.fulltext.queryNodes('entityNames', $words) YIELD node, score"
        " RETURN node.id AS id ORDER BY score DESC, id"
    )
    assert store.query(query, {"words": "kedutaan"}).rows == ((EMBASSY.id,),)
    assert (OFFICE.id,) in store.query(query, {"words": "kantor"}).rows


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Person {id: 'x'})",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) REMOVE n.name",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Person {id: 'x'}) RETURN n",
        "MATCH (n) FOREACH (x IN [1] | SET n.y = x)",
        "MATCH (n) CALL (n) { SET n.y = 1 } RETURN n.id",
        "CALL { CREATE (n:Person {id: 'x'}) } RETURN 1",
        "CREATE INDEX FOR (n:Person) ON (n.name)",
        "DROP INDEX entityNames",
        "CREATE CONSTRAINT c FOR (n:Person) REQUIRE n.name IS UNIQUE",
        "PROFILE MATCH (n) SET n.name = 'x'",
    ],
)
def test_what_writes_is_refused_and_writes_nothing(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError):
        store.query(cypher)
    assert held(store) == expected(graph())


@pytest.mark.parametrize(
    "cypher",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:9/' AS line RETURN line",
        "load /* */ csv with headers from 'file:///etc/passwd' as line return line",
        "MATCH (n) CALL (n) { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
        "CALL apoc.load.json('file:///etc/passwd')",
        "CALL `apoc`.`load`.`json`('file:///etc/passwd')",
        "CALL apoc.cypher.runFile('x')",
        "CALL dbms.listConfig()",
        "CALL db.createLabel('x')",
        "USE system MATCH (n) RETURN n",
        "RETURN 1; MATCH (n) RETURN n",
        "SELECT FROM Entity",
        "js RETURN 1",
        "",
        "// only a comment",
    ],
)
def test_files_addresses_code_and_other_databases_are_closed(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError):
        store.query(cypher)


@pytest.mark.parametrize(
    ("cypher", "said"),
    [
        ("MATCH (n:Agency)\nWHERE n.name = RETURN n", "line 2"),
        ("MATCH (x) UNWIND x.aliases AS e MATCH (n RETURN n", "never closed"),
        ("MATCH (x:Agency) UNWIND x.aliases AS e\nMATCH (n {name: e} RETURN n)", "2:"),
        ("RETURN 'abc", "line 1, column 8"),
        ("RETURN $name", "name"),
        ("MATCH (n) RETURN m", "m"),
        ("RETURN 1/0 AS x", "zero"),
    ],
)
def test_an_error_says_what_and_where(store: Store, cypher: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(cypher)
    assert said in str(caught.value)
    assert "com.arcadedb" not in str(caught.value) and "java." not in str(caught.value)


@pytest.mark.parametrize("value", [object(), {"a": 1}, 2**63, b"x", [object()]])
def test_a_parameter_of_no_cypher_type_is_refused_by_name(store: Store, value: Any) -> None:
    with pytest.raises(QueryError, match=r"parameter \$odd"):
        store.query("RETURN $odd", {"odd": value})


def test_a_late_query_is_stopped_and_the_store_goes_on(store: Store) -> None:
    endless = (
        "UNWIND range(1, 10000) AS x UNWIND range(1, 10000) AS y UNWIND range(1, 10000) AS z RETURN sum(x + y + z)"
    )
    with pytest.raises(QueryError, match=r"took longer than 0\.3 s"):
        store.query(endless, timeout=0.3)
    assert held(store) == expected(graph())
    assert store.sync(graph()).total == 0


def test_a_final_semicolon_does_no_harm(store: Store) -> None:
    assert one(store, "MATCH (a:Article) RETURN count(*) AS n;") == 1
