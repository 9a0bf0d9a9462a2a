"""Measures on networks whose figures can be worked out by hand."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse import communities, measures, table
from kg.analyse.measure import pagerank


def network(edges: list[tuple[str, str, int]], *, alone: tuple[str, ...] = ()) -> nx.Graph[str]:
    made: nx.Graph[str] = nx.Graph()
    for left, right, weight in edges:
        made.add_edge(left, right, weight=weight)
    made.add_nodes_from(alone)
    for node in made:
        made.nodes[node].update(name=f"Badan {node}", articles=1)
    return made


PATH = network([("a", "b", 1), ("b", "c", 3)], alone=("d",))


def test_the_one_in_the_middle_of_a_path() -> None:
    first, *_, last = measures(PATH)
    assert (first.id, first.degree, first.strength) == ("b", 2, 4)
    assert first.betweenness == pytest.approx(1 / 3)  # of the three pairs of others one passes through it
    assert first.closeness == pytest.approx(2 / 3)
    assert (last.id, last.degree, last.closeness, last.betweenness) == ("d", 0, 0.0, 0.0)


def test_the_table_is_the_first_of_the_measures() -> None:
    found = table(PATH, top=2)
    assert found.columns[0] == "agency"
    assert [row[0] for row in found.rows] == ["Badan b", "Badan c"]
    assert len(table(PATH).rows) == 4


def test_pagerank_of_a_star_by_hand() -> None:
    ranks = pagerank(network([("hub", "x", 1), ("hub", "y", 1), ("hub", "z", 1)]))
    hub = (0.0375 + 0.85 * 3 * 0.0375) / (1 - 0.85**2)  # hub = base + d * 3 leaf; leaf = base + d * hub / 3
    assert ranks["hub"] == pytest.approx(hub, abs=1e-9)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.integers(1, 9)).filter(
            lambda edge: edge[0] != edge[1]
        ),
        max_size=15,
    )
)
def test_shares_add_up_and_a_community_holds_each_agency_once(edges: list[tuple[str, str, int]]) -> None:
    made = network(edges, alone=("z",))
    assert sum(pagerank(made).values()) == pytest.approx(1)
    assert sorted(node for group in communities(made) for node in group) == sorted(made)


def test_two_knots_are_two_communities_the_larger_first() -> None:
    knot = [("a", "b", 2), ("b", "c", 2), ("a", "c", 2), ("c", "d", 2), ("b", "d", 2)]
    other = [("x", "y", 2), ("y", "z", 2), ("x", "z", 2)]
    assert communities(network([*knot, *other, ("d", "x", 1)])) == (("a", "b", "c", "d"), ("x", "y", "z"))


def test_an_empty_network_has_no_measures() -> None:
    assert measures(network([])) == ()


def test_communities_are_the_same_in_every_process() -> None:
    code = (
        "import networkx as nx; from kg.analyse import communities;"
        "g = nx.relabel_nodes(nx.les_miserables_graph(), str);"
        "print(communities(g))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
