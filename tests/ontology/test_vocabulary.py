"""`ontology.ttl` is the only list of names: complete, consistent, and read without a line of Python per name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from ontology.vocabulary import (
    NAMESPACE,
    ONTOLOGY,
    SHAPES,
    VocabularyError,
    iri,
    local_name,
    relationship_type,
    vocabulary,
)
from tests import graphs
from tests.strategies import quick

words = vocabulary()
GUIDELINE = {
    "HOLDS_POSITION": ("Person", "Agency"),
    "REPORTS": ("Agency", "Group"),
    "REPATRIATES": ("Agency", "Person"),
    "RESCUES": ("Agency", "Group"),
    "RECRUITS": ("Group", "Person"),
    "SENDS": ("Person", "Group"),
    "EXPLOITS": ("Agency", "Group"),
    "ARRESTS": ("Agency", "Person"),
    "PREVENTS": ("Person", "Group"),
    "COOPERATES_WITH": ("Agency", "Agency"),
    "PART_OF": ("Agency", "Agency"),
    "LOCATED_IN": ("City", "Country"),
    "ORIGINATES_FROM": ("Group", "Province"),
    "DESTINED_FOR": ("Person", "Country"),
}
"""The guideline's relations, each with a pair of types that it admits."""


def test_the_guideline_s_types_and_relations_are_all_there() -> None:
    assert {relation.type for relation in words.relations.values()} == set(GUIDELINE)
    assert words.entity_types() == ("Person", "Agency", "Country", "Province", "City", "Place", "Group")


@pytest.mark.parametrize(("relation", "ends"), GUIDELINE.items())
def test_a_relation_admits_what_the_guideline_says(relation: str, ends: tuple[str, str]) -> None:
    assert words.admits(relation, *ends)
    assert not words.admits(relation, "Place" if ends[0] != "City" else "Article", ends[1])


def test_a_class_below_is_admitted_too() -> None:
    assert words.admits("RESCUES", "DiplomaticMission", "Group")
    assert words.admits("LOCATED_IN", "Group", "City")
    assert not words.admits("RESCUES", "DiplomaticMission", "Agency")


@pytest.mark.parametrize("name", sorted(words.relations))
def test_a_relation_s_two_names_lead_to_each_other(name: str) -> None:
    relation = words.relation(name)
    assert words.relation(relation.type) is relation
    assert local_name(relation.type) == name


@quick
@given(st.lists(st.from_regex(r"[a-z]{2,6}", fullmatch=True), min_size=1, max_size=4))
def test_the_rule_of_names_is_reversible(parts: list[str]) -> None:
    name = parts[0] + "".join(part.capitalize() for part in parts[1:])
    assert local_name(relationship_type(name)) == name
    assert relationship_type(name).split("_") == [part.upper() for part in parts]


def test_what_accuses_and_whom() -> None:
    accusing = {relation.type: relation.accuses_object for relation in words.relations.values() if relation.accusing}
    assert accusing == {"RECRUITS": False, "SENDS": False, "EXPLOITS": False, "ARRESTS": True}


def test_only_cooperation_is_symmetric() -> None:
    assert [relation.type for relation in words.relations.values() if relation.symmetric] == ["COOPERATES_WITH"]


def test_code_lists() -> None:
    assert set(words.scheme("modalities")) == {
        "asserted",
        "reported",
        "alleged",
        "denied",
        "planned",
        "urged",
        "hypothetical",
    }
    assert set(words.scheme("polarities")) == {"affirmed", "negated"}
    assert set(words.scheme("reviewStatuses")) == {"unreviewed", "accepted", "rejected"}
    assert set(words.scheme("verdicts")) == {"same", "different", "unsure"}


def test_labels_are_the_class_and_all_above_it() -> None:
    assert words.labels("LawEnforcementBody") == ("Agency", "Agent", "Entity", "GovernmentBody", "LawEnforcementBody")


def test_every_class_that_a_text_names_has_an_id_prefix_and_two_labels() -> None:
    for name in words.entity_types():
        assert words.id_prefix(name)
        assert words.entity_class(name).label
        assert words.entity_class(name).label_id
    assert words.id_prefix("DiplomaticMission") == words.id_prefix("Agency") == "org"


def test_every_relation_and_class_is_labelled_in_english_and_indonesian() -> None:
    named = [*words.relations.values(), *words.classes.values()]
    triples = {(q.subject, q.predicate, q.object) for q in ox.parse(path=str(ONTOLOGY))}
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for one in named:
        languages = {o.language for s, p, o in triples if s == ox.NamedNode(NAMESPACE + one.name) and p == label}
        assert languages >= {"en", "id"}, one.name


def test_every_name_in_a_triple_is_defined() -> None:
    triples = list(ox.parse(path=str(ONTOLOGY)))
    defined = {quad.subject for quad in triples}
    used = {node for quad in triples for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode)}
    assert {node for node in used if node.value.startswith(NAMESPACE)} <= defined


def test_every_name_in_the_shapes_is_defined() -> None:
    defined = {quad.subject for quad in ox.parse(path=str(ONTOLOGY))}
    shapes = list(ox.parse(path=str(SHAPES)))
    used = {node for quad in shapes for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode)}
    assert {node for node in used if node.value.startswith(NAMESPACE)} <= defined


def test_no_name_is_both_a_class_and_a_code_and_no_property_is_two_things() -> None:
    assert not set(words.classes) & set(words.codes)
    assert not set(words.relations) & set(words.qualifiers)


def test_rdflib_and_pyoxigraph_read_one_ontology() -> None:
    with_rdflib = rdflib.Graph().parse(ONTOLOGY, format="turtle")
    assert len(with_rdflib) == len(set(ox.parse(path=str(ONTOLOGY))))


def test_an_unknown_name_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(VocabularyError, match=r"no relation 'LOVES'.*known: .*REPATRIATES"):
        words.relation("LOVES")
    with pytest.raises(VocabularyError, match="no class 'Alien'"):
        words.entity_class("Alien")


def test_a_relation_added_to_the_file_is_there(tmp_path: Path) -> None:
    ontology = Path(shutil.copy(ONTOLOGY, tmp_path / "ontology.ttl"))
    with ontology.open("a", encoding="utf-8") as file:
        file.write(graphs.NEW_RELATION)
    made = vocabulary(ontology)
    assert made.relation("FEEDS_THE_CAT_OF").label == "feeds the cat of"
    assert made.admits("FEEDS_THE_CAT_OF", "Court", "Group")
    assert not made.admits("FEEDS_THE_CAT_OF", "Person", "Group")


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        ("kg:this is no turtle", "cannot be read"),
        ("kg:loves rdfs:subPropertyOf kg:relatedTo .", "relation 'loves' needs schema:domainIncludes"),
    ],
)
def test_a_broken_ontology_says_what_is_wrong(tmp_path: Path, addition: str, message: str) -> None:
    ontology = Path(shutil.copy(ONTOLOGY, tmp_path / "ontology.ttl"))
    with ontology.open("a", encoding="utf-8") as file:
        file.write(addition)
    with pytest.raises(VocabularyError, match=message):
        vocabulary(ontology)


def test_a_missing_ontology_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.ttl"):
        vocabulary(tmp_path / "none.ttl")


def test_an_id_is_the_path_of_its_iri() -> None:
    assert iri("place/kh") == "https://w3id.org/jejaring/id/place/kh"
