"""The guard: what it mends gives the right rows on the real engine, and what it need not touch it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ports import Store
from loaders.cypher_guard import columns, guard
from loaders.cypher_tokens import clauses, tokens
from loaders.embedded import EmbeddedStore
from tests.query.world import world
from tests.strategies import quick

# ---- the text


@pytest.mark.parametrize(
    ("given_", "guarded"),
    [
        (
            "MATCH (x:Agency) UNWIND x.aliases AS e MATCH (d {name: e}) RETURN d.id",
            "MATCH (x:Agency) UNWIND x.aliases AS e WITH * MATCH (d {name: e}) RETURN d.id",
        ),
        (
            "UNWIND $ids AS id OPTIONAL MATCH (n {id: id}) RETURN n.id",
            "UNWIND $ids AS id WITH * OPTIONAL MATCH (n {id: id}) RETURN n.id",
        ),
        (
            "MATCH (a)-[r]->(b) WHERE a.n > 1 OR b.n > 1 RETURN a.id",
            "MATCH (a)-[r]->(b) WITH * WHERE a.n > 1 OR b.n > 1 RETURN a.id",
        ),
        (
            "MATCH (a)-[r]->(b) WHERE a.n > 1 AND NOT b.n = a.n AND r.x IS NOT NULL RETURN a.id",
            "MATCH (a)-[r]->(b) WHERE a.n > 1 AND r.x IS NOT NULL WITH * WHERE NOT b.n = a.n RETURN a.id",
        ),
        (
            "MATCH (a) WHERE a.date.year = 2024 AND a.m = 1 RETURN a.id",
            "MATCH (a) WHERE a.m = 1 WITH * WHERE a.date.year = 2024 RETURN a.id",
        ),
        (
            "MATCH (a) WHERE any(x IN a.l WHERE x = 1) RETURN a.id",
            "MATCH (a) WITH * WHERE any(x IN a.l WHERE x = 1) RETURN a.id",
        ),
        (
            "MATCH (a) WHERE (a)-->() MATCH (b) WHERE a.x XOR b.x RETURN 1 AS one",
            "MATCH (a) WITH * WHERE (a)-->() MATCH (b) WITH * WHERE a.x XOR b.x RETURN 1 AS one",
        ),
        ("MATCH (a) RETURN a.id AS id;", "MATCH (a) RETURN a.id AS id"),
        ("CYPHER 5 MATCH (a) RETURN a.id AS id", " MATCH (a) RETURN a.id AS id"),
        (
            "MATCH (a) // OR not\nWHERE a.x /* AND */ OR a.y // why\nRETURN a.id",
            "MATCH (a) WITH * WHERE a.x           OR a.y       \nRETURN a.id",
        ),
    ],
)
def test_with_star_goes_where_the_engine_needs_it(given_: str, guarded: str) -> None:
    assert guard(given_) == guarded


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n) WHERE n.x = 1 AND n.y STARTS WITH 'a' AND n.z IN ['b', 'c'] AND n.d >= date($d) RETURN n.x",
        "MATCH (n) WHERE n.text = 'a OR b' AND n.`OR` = 1 AND n.not = 2 RETURN n.x",
        "MATCH (n) WHERE toLower(n.x) CONTAINS $q AND size(n.y) > 2 AND n.t < -1 RETURN n.x",
        "MATCH (a)-[r]->(b) WHERE a.n < b.n AND type(r) = 'X' RETURN a.n",
        "MATCH (a) OPTIONAL MATCH (a)-->(b) WHERE a.x OR b.x RETURN a.x",
        "MATCH (a) CALL (a) { MATCH (a)-->(b) WHERE a.x OR b.x RETURN b } RETURN a.x",
        "MATCH (a) RETURN COUNT { (a)-->(b) WHERE a.x OR b.x } AS n",
        "MATCH (a) WITH a WHERE a.x OR a.y RETURN a.x",
        "MATCH (:A) WHERE NOT EXISTS { (:B) } RETURN 1 AS one",
        "MATCH (n:Match {unwind: 1}) RETURN n.where AS match, n.match AS unwind ORDER BY match",
        "UNWIND [1, 2] AS match RETURN match",
        "RETURN 'UNWIND x AS y MATCH (n) WHERE a OR b' AS text // UNWIND x AS y MATCH",
        "CALL db.labels() YIELD label RETURN label",
        "RETURN 1 AS load, 2 AS call",
    ],
)
def test_what_needs_nothing_comes_back_as_it_is(cypher: str) -> None:
    assert guard(cypher) == cypher


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (a {id: $a}), (b {id: $b}), p = shortestPath((a)-[*..5]-(b)) WHERE a <> b RETURN p",
        "MATCH p = allShortestPaths((a)-[*..5]-(b)) WHERE length(p) > 2 RETURN p",
        "OPTIONAL MATCH (a)-[r]->(b) WHERE a.x OR b.x RETURN a.id",
        "MATCH (a) RETURN a.id AS id UNION OPTIONAL MATCH (a)-[r]->(b) WHERE a.x OR b.x RETURN a.id AS id",
    ],
)
def test_what_the_engine_answers_wrongly_is_refused_with_a_way_out(cypher: str) -> None:
    with pytest.raises(QueryError, match=r"column \d+: .*MATCH"):
        guard(cypher)


_PIECES = st.sampled_from(
    [
        *(
            "MATCH (a)-[r:R]->(b)",
            "OPTIONAL MATCH (a)-->(c)",
            "UNWIND a.l AS e",
            "WITH *",
            "WITH a, b WHERE a.x OR b.x",
        ),
        *("WHERE a.x = 1", "WHERE a.x OR b.y", "WHERE NOT a.x AND b.y = 'OR'", "WHERE a.d.year = 1 AND a.b = 2"),
        *(
            "WHERE exists { (a)-->(b) WHERE a.x OR b.x } AND b.z > 1",
            "CALL (a) { MATCH (a) WHERE a.x OR a.y RETURN 1 AS i }",
        ),
        *("// UNWIND a AS b MATCH\n", "/* WHERE a OR b */", "RETURN 'MATCH \\' WHERE a OR b' AS s", 'RETURN "//" AS t'),
        *("RETURN `UNWIND`.x", "ORDER BY a.x LIMIT 3", "UNION"),
    ]
)


@quick
@given(pieces=st.lists(_PIECES, min_size=1, max_size=8))
def test_guarding_twice_changes_nothing_and_only_with_star_is_added(pieces: list[str]) -> None:
    cypher = "MATCH (z) " + " ".join(pieces)
    once = guard(cypher)
    assert guard(once) == once
    before, after = [t.text for t in tokens(cypher)], [t.text for t in tokens(once)]
    assert sorted(_without_star(after)) == sorted(_without_star(before))
    assert [t for t in before if t[0] in "'\"`"] == [t for t in after if t[0] in "'\"`"] or "AND" in before


def _without_star(words: list[str]) -> list[str]:
    """Less WITH, *, WHERE and AND, which moving a condition adds or takes."""
    return [word for word in words if word not in {"WITH", "*", "WHERE", "AND"}]


@quick
@given(text=st.text(max_size=30), quote=st.sampled_from("'\"`"))
def test_strings_and_quoted_names_are_never_touched(text: str, quote: str) -> None:
    inner = text.replace("\\", "").replace(quote, "")
    piece = f"{quote}{inner} UNWIND x AS y MATCH (n) WHERE a OR b // {quote}"
    cypher = f"MATCH (a)-->(b) WHERE a.x = {piece} OR b.y RETURN a.{piece if quote == '`' else 'x'} AS x"
    assert guard(cypher).count(piece) == cypher.count(piece)
    assert guard(cypher).count("WITH *") == 1


@quick
@given(text=st.text(max_size=60))
def test_any_text_is_guarded_or_refused(text: str) -> None:
    try:
        assert guard(guard(text)) == guard(text)
    except QueryError as refused:
        assert str(refused)


def test_columns_are_read_from_the_last_return() -> None:
    assert columns("MATCH (a) RETURN DISTINCT a.x, count(*) AS n, [1, 2] AS `l i` ORDER BY n, a.x") == (
        "a.x",
        "n",
        "l i",
    )
    assert columns("CALL { MATCH (a) RETURN a } RETURN a.name") == ("a.name",)
    assert columns("MATCH (a) RETURN *") == ()
    assert [clause.name for clause in clauses(tokens("MATCH (a) WHERE a.x STARTS WITH 'b' RETURN a"))] == [
        "MATCH",
        "WHERE",
        "RETURN",
    ]


# ---- the rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with EmbeddedStore.open(tmp_path_factory.mktemp("guard") / "graph") as opened:
        opened.sync(world())
        yield opened


def ids(store: Store, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return sorted(store.query(cypher, parameters).rows)


def test_unwinding_a_property_then_matching_finds_what_is_there(store: Store) -> None:
    """Unguarded, the engine finds nothing here."""
    query = "MATCH (x:Agency) UNWIND x.name AS name MATCH (d:Entity {name: name}) RETURN x.id AS x, d.id AS d"
    names = {entity.id: entity.name for entity in world().entities}
    agencies = [entity.id for entity in world().entities if entity.type == "Agency"]
    assert ids(store, query) == sorted((x, d) for x in agencies for d in names if names[d] == names[x])


_EDGES = "MATCH (s:Statement)-[:OBJECT]->(o:Entity) RETURN s.id, s.modality, s.eventEnd, o.type, s.confidence"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("s.eventEnd.month > 2 OR o.type = 'Country'", lambda m, e, t, c: bool(e and e[5:7] > "02") or t == "Country"),
        ("s.modality = 'alleged' OR o.type = 'Country'", lambda m, e, t, c: m == "alleged" or t == "Country"),
        ("NOT (s.modality = 'asserted' OR o.type = 'Group')", lambda m, e, t, c: m != "asserted" and t != "Group"),
        ("s.modality = 'asserted' XOR o.type = 'Group'", lambda m, e, t, c: (m == "asserted") != (t == "Group")),
        (
            "CASE WHEN s.modality = 'asserted' THEN o.type = 'Group' ELSE o.type = 'Agency' END",
            lambda m, e, t, c: t == ("Group" if m == "asserted" else "Agency"),
        ),
        ("any(x IN ['Group', s.modality] WHERE x = o.type)", lambda m, e, t, c: t == "Group"),
        (
            "s.eventEnd.year = 2025 AND o.type = 'Group'",
            lambda m, e, t, c: bool(e and e[:4] == "2025") and t == "Group",
        ),
        (
            "s.eventEnd IS NULL OR s.confidence > 0.85 AND o.type = 'Group'",
            lambda m, e, t, c: not e or (c > 0.85 and t == "Group"),
        ),
        ("o.type = 'Group' AND NOT EXISTS { (s)-[:AT_PLACE]->(:City) WHERE s.eventEnd IS NULL OR o.size > 5 }", None),
    ],
)
def test_conditions_over_several_variables_lose_no_row(store: Store, condition: str, holds: Any) -> None:
    found = ids(store, f"MATCH (s:Statement)-[:OBJECT]->(o:Entity) WHERE {condition} RETURN s.id AS id")
    everything = store.query(_EDGES).rows
    if holds is None:
        placed = {row[0] for row in store.query("MATCH (s:Statement)-[:AT_PLACE]->(:City) RETURN s.id AS id").rows}
        wanted = [(row[0],) for row in everything if row[3] == "Group" and row[0] not in placed]
    else:
        wanted = [(row[0],) for row in everything if holds(*row[1:])]
    assert found == sorted(wanted) and 0 < len(found) < len(everything)
