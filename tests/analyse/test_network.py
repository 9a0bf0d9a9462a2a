"""Which agencies are linked, and what a link keeps of what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.analyse import agency_network
from ontology.vocabulary import ONTOLOGY, vocabulary
from tests.analyse.networks import entity, graph, said

OFFICE = entity("Balai Uji")
POLICE = entity("Polda Contoh", kind="LawEnforcementBody")
EMBASSY = entity("KBRI Karangan", kind="DiplomaticMission")
BROKER = entity("PT Angin Lalu", kind="RecruitmentAgency")
OTHER_BROKER = entity("CV Samudra Rekaan", kind="RecruitmentAgency")
PEOPLE = entity("12 pekerja", "Group")
OTHERS = entity("9 pekerja", "Group")
SUSPECT = entity("Bondan Prakosa", "Person")
ALL = [OFFICE, POLICE, EMBASSY, BROKER, OTHER_BROKER, PEOPLE, OTHERS, SUSPECT]


def test_cooperation_is_a_link_as_heavy_as_the_articles_that_state_it() -> None:
    twice = [said(OFFICE, "COOPERATES_WITH", POLICE, 1), said(POLICE, "COOPERATES_WITH", OFFICE, 2)]
    network = agency_network(graph(ALL, [*twice, said(POLICE, "PART_OF", OFFICE, 2)]))
    edge = network.edges[OFFICE.id, POLICE.id]
    assert edge["weight"] == 2
    assert edge["relations"] == edge["direct"] == ("COOPERATES_WITH", "PART_OF")
    assert set(edge["statements"]) >= {one.id for one in twice}
    assert not edge["unreviewed"]
    assert network.number_of_edges() == 1


def test_a_copied_sentence_is_no_second_source() -> None:
    first, second = said(OFFICE, "COOPERATES_WITH", POLICE, 1), said(OFFICE, "COOPERATES_WITH", POLICE, 2)
    copy = second.evidence[0].model_copy(update={"quote": first.evidence[0].quote.upper() + "."})
    edge = agency_network(graph(ALL, [first, second.model_copy(update={"evidence": (copy,)})])).edges[
        OFFICE.id, POLICE.id
    ]
    assert edge["weight"] == 1
    assert len(edge["articles"]) == 2


def test_acting_on_the_same_people_in_one_article_is_a_link() -> None:
    saved = said(EMBASSY, "RESCUES", PEOPLE, 1)
    brought = said(OFFICE, "REPATRIATES", PEOPLE, 1)
    elsewhere = said(POLICE, "RESCUES", OTHERS, 1)
    network = agency_network(graph(ALL, [saved, brought, elsewhere]))
    assert set(network.edges) == {(OFFICE.id, EMBASSY.id)}
    edge = network.edges[OFFICE.id, EMBASSY.id]
    assert edge["relations"] == ("REPATRIATES", "RESCUES")
    assert edge["direct"] == ()
    assert edge["statements"] == tuple(sorted((saved.id, brought.id)))


def test_those_who_help_are_not_linked_to_those_who_are_accused() -> None:
    statements = [
        said(BROKER, "SENDS", PEOPLE),
        said(OTHER_BROKER, "RECRUITS", PEOPLE),
        said(POLICE, "RESCUES", PEOPLE),
    ]
    network = agency_network(graph(ALL, statements))
    assert set(network.edges) == {(OTHER_BROKER.id, BROKER.id)}
    assert network.edges[OTHER_BROKER.id, BROKER.id]["unreviewed"]


def test_those_who_arrest_somebody_together_are_not_accused() -> None:
    network = agency_network(graph(ALL, [said(one, "ARRESTS", SUSPECT) for one in (POLICE, OFFICE)]))
    assert network.edges[OFFICE.id, POLICE.id]["relations"] == ("ARRESTS",)
    assert not network.edges[OFFICE.id, POLICE.id]["unreviewed"]


def test_an_accepted_accusation_loses_its_mark_and_a_rejected_one_its_link() -> None:
    def link(status: str) -> dict[tuple[str, str], bool]:
        accused = [said(one, "SENDS", PEOPLE, review_status=status) for one in (BROKER, OTHER_BROKER)]
        return {(a, b): marked for a, b, marked in agency_network(graph(ALL, accused)).edges(data="unreviewed")}

    assert link("accepted") == {(OTHER_BROKER.id, BROKER.id): False}
    assert link("rejected") == {}


@pytest.mark.parametrize(
    ("fields", "linked"),
    [
        ({"modality": "reported"}, True),
        ({"modality": "alleged"}, False),
        ({"modality": "planned"}, False),
        ({"modality": "denied", "polarity": "negated"}, False),
        ({"polarity": "negated"}, False),
    ],
)
def test_only_what_is_said_to_be_so_makes_a_link(fields: dict[str, str], linked: bool) -> None:
    network = agency_network(graph(ALL, [said(OFFICE, "COOPERATES_WITH", POLICE, **fields)]))
    assert network.has_edge(OFFICE.id, POLICE.id) is linked


def test_what_is_planned_is_a_link_that_says_so_where_it_is_asked_for() -> None:
    planned = said(OFFICE, "COOPERATES_WITH", POLICE, modality="planned")
    network = agency_network(graph(ALL, [planned]), modalities=("asserted", "planned"))
    assert network.edges[OFFICE.id, POLICE.id]["modalities"] == ("planned",)


def test_every_agency_is_a_node_and_nobody_else() -> None:
    network = agency_network(graph(ALL, [said(POLICE, "ARRESTS", SUSPECT, 1), said(POLICE, "RESCUES", PEOPLE, 2)]))
    assert set(network) == {one.id for one in ALL if one.type == "Agency"}
    node = network.nodes[POLICE.id]
    assert (node["name"], node["kind"], node["articles"]) == ("Polda Contoh", "LawEnforcementBody", 2)
    assert node["classLabel"] == "Law enforcement body"
    assert node["colour"] == vocabulary().classes["LawEnforcementBody"].colour
    assert network.nodes[OFFICE.id]["articles"] == 0


def test_a_long_name_is_labelled_by_its_acronym() -> None:
    long = entity("Balai Pelayanan Pelindungan Pekerja Migran Contoh", aliases=("BP3MI Contoh", "balai itu"))
    nodes = agency_network(graph([long, OFFICE], [])).nodes
    assert nodes[long.id]["label"] == "BP3MI Contoh"
    assert nodes[OFFICE.id]["label"] == "Balai Uji"


def test_a_relation_between_agencies_that_is_added_to_the_ontology_makes_links(tmp_path: Path) -> None:
    block = """
kg:funds a owl:ObjectProperty ; rdfs:subPropertyOf kg:relatedTo ; rdfs:label "funds"@en ;
  schema:domainIncludes kg:Agency ; schema:rangeIncludes kg:Agency .
"""
    path = tmp_path / "ontology.ttl"
    path.write_text(ONTOLOGY.read_text(encoding="utf-8") + block, encoding="utf-8")
    network = agency_network(graph(ALL, [said(OFFICE, "FUNDS", POLICE)]), names=vocabulary(path))
    assert network.edges[OFFICE.id, POLICE.id]["direct"] == ("FUNDS",)
