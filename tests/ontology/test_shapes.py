"""`shapes.ttl`: the example and every export keep the rules; each rule, broken once, is named in the report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.errors import InputError
from kg.model import Graph
from kg.protect import withhold
from kg.validate.shacl import conforms
from loaders.turtle import read_turtle, turtle
from ontology.vocabulary import HERE, ONTOLOGY
from tests import graphs
from tests.strategies import graphs as any_graph
from tests.strategies import quick

EXAMPLE = HERE / "examples" / "rescue.ttl"
SUSPECT = '<person/p9> a kg:Person , kg:Agent , kg:Entity ; rdfs:label "Suryo Angkasa"@id'
BROKEN = [
    ("two-subjects", "rdf:subject <org/kbri-phnom-penh>", "rdf:subject <org/kbri-phnom-penh> , <org/kemlu-ri>", "Max"),
    ("no-subject", "rdf:subject <org/kbri-phnom-penh> ; rdf:predicate kg:rescues", "rdf:predicate kg:rescues", "Min"),
    ("subject-nowhere", "rdf:subject <org/kbri-phnom-penh>", "rdf:subject <org/none>", "no entity of that id"),
    ("object-nowhere", "rdf:object <place/kh-phnom-penh>", "rdf:object <place/none>", "no entity of that id"),
    ("made-up-relation", "rdf:predicate kg:rescues", "rdf:predicate kg:loves", "predicate is not a relation"),
    ("no-evidence", "kg:evidencedBy <article/k2v9c4d7m1s8q3re#char=310,479> ;", "", "a statement without evidence"),
    ("evidence-nowhere", "kg:evidencedBy <article/k2v9c4d7m1s8q3re#", "kg:evidencedBy <article/x#", "no evidence of"),
    ("no-such-modality", "kg:modality kg:asserted", "kg:modality kg:exact", "no modality"),
    ("no-modality", "kg:modality kg:asserted ;", "", "MinCountConstraint"),
    ("no-such-polarity", "kg:polarity kg:affirmed", "kg:polarity kg:asserted", "InConstraint"),
    ("no-such-qualifier", "kg:countQualifier kg:exact", "kg:countQualifier kg:denied", "no count qualifier"),
    ("no-such-quote-type", "kg:quoteType kg:indirect", "kg:quoteType kg:exact", "no quote type"),
    ("no-such-review", "kg:reviewStatus kg:unreviewed", "kg:reviewStatus kg:exact", "no review status"),
    ("run-nowhere", "kg:extractedBy <run/rules-0.1.0>", "kg:extractedBy <run/none>", "no extraction run"),
    ("no-run", "kg:extractedBy <run/rules-0.1.0> ;", "", "Result Path: kg:extractedBy"),
    ("too-sure", "kg:confidence 0.92", "kg:confidence 1.5", "MaxInclusive"),
    ("count-order", "kg:countMin 62 ; kg:countMax 62", "kg:countMin 63 ; kg:countMax 62", "LessThanOrEquals"),
    ("negative-count", "kg:count 62", "kg:count -62", "MinInclusive"),
    ("date-order", "kg:eventEnd", 'kg:eventStart "2023-01-01"^^xsd:date ; kg:eventEnd', "LessThanOrEquals"),
    ("no-date", 'kg:saidOn "2022-07-31"^^xsd:date', 'kg:saidOn "31 Juli"', "Datatype"),
    ("place-that-is-none", "kg:atPlace <place/kh-sihanoukville>", "kg:atPlace <org/kemlu-ri>", "no place of"),
    ("no-speaker", "kg:attributedTo <org/kemlu-ri>", "kg:attributedTo <place/kh-sihanoukville>", "no agent of"),
    ("out-of-domain", "rdf:subject <org/kbri-phnom-penh>", "rdf:subject <place/id-jakarta>", "the relation's domain"),
    ("out-of-range", "rdf:object <place/kh-phnom-penh>", "rdf:object <org/kemlu-ri>", "the relation's range"),
    ("no-qualifier", "kg:countQualifier kg:exact ;", "", "a count without countQualifier"),
    ("denied-affirmed", "kg:modality kg:asserted", "kg:modality kg:denied", "denied statements must be negated"),
    ("unmarked", "kg:reviewStatus kg:unreviewed ;", "", "accuses somebody named and has no reviewStatus"),
    (
        "object-accused-unmarked",
        "rdf:predicate kg:rescues ; rdf:object <group/7au61htkgn9jd0tq>",
        "rdf:predicate kg:arrests ; rdf:object <person/p9>",
        "accuses somebody named and has no reviewStatus",
    ),
    ("bare-assertion", SUSPECT, SUSPECT + " ; kg:recruits <group/7au61htkgn9jd0tq>", "has no affirmed"),
    ("bare-place", SUSPECT, SUSPECT + " ; kg:locatedIn <place/id-jakarta>", "has no affirmed"),
    ("alleged", "kg:modality kg:asserted ; kg:polarity", "kg:modality kg:alleged ; kg:polarity", "has no affirmed"),
    ("no-name", 'rdfs:label "Jakarta"@id ;', "", "an entity needs one name"),
    ("two-names", 'rdfs:label "62 WNI"@id', 'rdfs:label "62 WNI"@id , "62 orang"@id', "an entity needs one name"),
    ("types-missing", "a kg:City , kg:Place , kg:Entity ;", "a kg:City ;", "the types above are not written out"),
    ("no-size-qualifier", "kg:sizeQualifier kg:exact", "kg:sizeQualifier kg:denied", "no count qualifier"),
    ("withheld-perhaps", SUSPECT, SUSPECT + ' ; kg:nameWithheld "perhaps"', "Datatype"),
    ("no-article", "kg:inArticle <article/k2v9c4d7m1s8q3re> ;", "", "Result Path: kg:inArticle"),
    ("start-after-end", "kg:start 310", "kg:start 479", "LessThanConstraint"),
    ("no-quote", 'kg:quote "', 'kg:countText "', "Result Path: kg:quote"),
    ("quote-length", "kg:end 479", "kg:end 480", "quote length differs from end - start"),
    ("no-hash", "kg:textSha256", "kg:countText", "Result Path: kg:textSha256"),
    ("no-language", 'kg:language "id" ;', "", "Result Path: kg:language"),
    ("published-when", '"2022-08-01"^^xsd:date', '"Senin"', "Datatype"),
    ("no-publisher", "kg:publishedBy <org/harian-contoh>", "kg:publishedBy <org/kemlu-ri>", "no media organization"),
    ("run-without-version", '; kg:extractorVersion "0.1.0"', "", "Result Path: kg:extractorVersion"),
    ("appearance-of-nothing", "kg:appearanceOf <group/7au61htkgn9jd0tq> ;", "", "Result Path: kg:appearanceOf"),
    ("appears-never", "kg:mentionCount 3", "kg:mentionCount 0", "MinInclusive"),
    ("no-such-verdict", "kg:verdict kg:unsure", "kg:verdict kg:exact", "no verdict"),
    ("doubt-without-reason", 'kg:reason "an example of a doubt" ;', "", "Result Path: kg:reason"),
    ("doubt-on-nothing", "kg:possiblySameAs <org/kepolisian-kamboja>", "kg:possiblySameAs <org/none>", "no entity of"),
]  # fmt: skip


def test_the_example_conforms() -> None:
    kept, report = conforms(EXAMPLE)
    assert kept, report


def test_the_example_reads_as_a_graph() -> None:
    graph = read_turtle(EXAMPLE)
    assert [entity.name for entity in graph.entities if entity.kind == "DiplomaticMission"] == ["KBRI Phnom Penh"]
    assert {statement.relation for statement in graph.statements} == {"RESCUES", "EXPLOITS", "LOCATED_IN"}
    assert graph.articles[0].publisher == "Harian Contoh"


@pytest.mark.parametrize(("old", "new", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_rule_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8") + SUSPECT + " .\n"
    assert old in text
    path = tmp_path / "broken.ttl"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    kept, report = conforms(path)
    assert not kept
    assert message in report


@settings(quick, max_examples=5)
@given(graph=any_graph())
def test_every_export_conforms(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    for source in (graph, withhold(graph)):
        path = tmp_path_factory.mktemp("shapes") / "graph.ttl"
        turtle(source, path)
        kept, report = conforms(path)
        assert kept, report


def test_a_relation_added_to_the_ontology_is_checked_too(tmp_path: Path) -> None:
    ontology = Path(shutil.copy(ONTOLOGY, tmp_path / "ontology.ttl"))
    example = tmp_path / "example.ttl"
    text = EXAMPLE.read_text(encoding="utf-8")
    example.write_text(text.replace("kg:exploits", "kg:feedsTheCatOf"), encoding="utf-8")
    assert "predicate is not a relation" in conforms(example, ontology=ontology)[1]
    with ontology.open("a", encoding="utf-8") as file:
        file.write(graphs.NEW_RELATION)
    kept, report = conforms(example, ontology=ontology)
    assert kept, report


@pytest.mark.parametrize("content", [b"no turtle", b"\xff\xfe"])
def test_a_file_that_is_no_turtle_is_an_input_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"graph\.ttl"):
        conforms(path)
    with pytest.raises(InputError, match=r"none\.ttl"):
        conforms(tmp_path / "none.ttl")
