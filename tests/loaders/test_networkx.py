"""The graph for NetworkX: what becomes an edge, and what stands on it."""

from __future__ import annotations

from hypothesis import given

from kg.model import Graph
from loaders.networkx_ import to_networkx
from ontology.vocabulary import vocabulary
from tests import graphs
from tests.strategies import graphs as any_graph
from tests.strategies import quick


def test_an_edge_carries_the_sentence_and_where_it_stands() -> None:
    network = to_networkx(graphs.graph())
    attributes = network.edges[graphs.EMBASSY.id, graphs.GROUP.id, graphs.REPATRIATES.id]
    assert attributes == {
        "label": "repatriates",
        "relation": "REPATRIATES",
        "modality": "asserted",
        "count": 12,
        "countMin": 12,
        "countMax": 12,
        "countQualifier": "exact",
        "countText": "12",
        "saidOn": "2025-03-24",
        "attributedTo": "Kantor Uji",
        "confidence": 0.8,
        "quote": "KBRI Contohpura memulangkan 12 pekerja migran",
        "articleTitle": "Melati Kusumawardani pulang",
        "articleUrl": "https://kabar.example/2025/melati-kusumawardani-pulang",
        "publisher": "Kabar Contoh",
        "publishedAt": "2025-03-25",
    }


def test_a_node_carries_what_is_known() -> None:
    nodes = to_networkx(graphs.graph()).nodes
    assert nodes[graphs.GROUP.id]["size"] == 12
    assert nodes[graphs.EMBASSY.id]["kind"] == "DiplomaticMission"
    assert nodes[graphs.SUSPECT.id]["colour"] == vocabulary().classes["Person"].colour
    assert nodes[graphs.VICTIM.id]["nameWithheld"] is True


def test_an_allegation_is_an_edge_that_says_so_and_a_denial_is_none() -> None:
    edges = {key: attributes for _, _, key, attributes in to_networkx(graphs.graph()).edges(keys=True, data=True)}
    assert edges[graphs.RECRUITS.id]["modality"] == "alleged"
    assert edges[graphs.RECRUITS.id]["reviewStatus"] == "unreviewed"
    assert graphs.DENIED.id not in edges


@quick
@given(graph=any_graph())
def test_one_edge_for_each_affirmed_statement(graph: Graph) -> None:
    network = to_networkx(graph)
    assert {key for _, _, key in network.edges(keys=True)} == {
        statement.id for statement in graph.statements if statement.polarity == "affirmed"
    }
    assert list(network) == [entity.id for entity in graph.entities]


@quick
@given(graph=any_graph())
def test_ends_of_a_symmetric_relation_are_sorted_and_all_values_scalar(graph: Graph) -> None:
    network = to_networkx(graph)
    for source, target, attributes in network.edges(data=True):
        assert source < target or not vocabulary().relation(attributes["relation"]).symmetric
        assert all(type(value) in (str, int, float, bool) for value in attributes.values())
    for _, attributes in network.nodes(data=True):
        assert all(type(value) in (str, int, float, bool) for value in attributes.values())
