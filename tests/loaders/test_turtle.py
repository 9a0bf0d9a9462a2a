"""RDF files: what is written reads back equal, is the same for other tools, and protects people."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, KgError
from kg.model import Graph
from loaders import loader
from loaders.sorting import sorted_lines
from loaders.terms import TABLES, term
from loaders.turtle import read_turtle, turtle
from ontology.vocabulary import NAMESPACE, ONTOLOGY, THINGS, vocabulary
from tests import graphs
from tests.strategies import graphs as any_graph
from tests.strategies import lines, quick

SUFFIXES = (".ttl", ".nt", ".jsonld")


def written(graph: Graph, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"graph{suffix}"
        loader(suffix)(graph, out)
        return out.read_bytes()


def parsed(content: bytes, suffix: str) -> set[ox.Triple]:
    format_ = ox.RdfFormat.from_extension(suffix[1:])
    return {quad.triple for quad in ox.parse(content, format=format_)}


def one(name: str) -> ox.NamedNode:
    return ox.NamedNode(THINGS + name)


@quick
@given(graph=any_graph())
def test_what_is_written_reads_back_equal(graph: Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in SUFFIXES:
            out = Path(folder) / f"graph{suffix}"
            loader(suffix)(graph, out)
            assert read_turtle(out) == graph


@quick
@given(graph=any_graph())
def test_three_formats_carry_the_same_triples(graph: Graph) -> None:
    turtle_, ntriples, jsonld = (parsed(written(graph, suffix), suffix) for suffix in SUFFIXES)
    assert turtle_ == ntriples == jsonld


@quick
@given(graph=any_graph(lines))
def test_rdflib_reads_what_pyoxigraph_reads(graph: Graph) -> None:
    content = written(graph, ".ttl")
    ours = rdflib.Graph().parse(data=_ntriples(parsed(content, ".ttl")), format="nt")
    assert rdflib.compare.isomorphic(ours, rdflib.Graph().parse(data=content, format="turtle"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib 7.6 within its own parser
def test_rdflib_reads_our_json_ld() -> None:
    ours = rdflib.Graph().parse(data=_ntriples(parsed(written(graphs.graph(), ".ttl"), ".ttl")), format="nt")
    theirs = rdflib.Graph().parse(data=written(graphs.graph(), ".jsonld"), format="json-ld")
    assert rdflib.compare.isomorphic(ours, theirs)


def _ntriples(triples: set[ox.Triple]) -> bytes:
    return ox.serialize(iter(triples), format=ox.RdfFormat.N_TRIPLES)


@quick
@given(graph=any_graph())
def test_the_order_of_the_source_does_not_show(graph: Graph) -> None:
    parts = {name: tuple(reversed(getattr(graph, name))) for name in Graph.model_fields}
    for suffix in SUFFIXES:
        assert written(Graph(**parts), suffix) == written(graph, suffix)


@quick
@given(graph=any_graph())
def test_a_direct_triple_has_an_affirmed_and_asserted_statement_behind_it(graph: Graph) -> None:
    relations = {NAMESPACE + name for name in vocabulary().relations}
    direct = {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in parsed(written(graph, ".ttl"), ".ttl")
        if t.predicate.value in relations
    }
    assert direct == {
        (THINGS + s.subject, NAMESPACE + vocabulary().relation(s.relation).name, THINGS + s.object)
        for s in graph.statements
        if s.modality == "asserted" and s.polarity == "affirmed"
    }


def test_alleged_and_denied_live_as_statements_only() -> None:
    found = parsed(written(graphs.graph(), ".ttl"), ".ttl")
    direct = {(t.predicate.value, t.object) for t in found if t.subject == one(graphs.SUSPECT.id)}
    assert not {(p, o) for p, o in direct if p in (NAMESPACE + "recruits", NAMESPACE + "sends")}
    statement = one(graphs.RECRUITS.id)
    assert ox.Triple(statement, term("modality"), term("alleged")) in found
    assert ox.Triple(statement, term("rdf:predicate"), term("recruits")) in found


def test_an_accusation_without_a_mark_is_marked_unreviewed() -> None:
    unmarked = graphs.changed(graphs.RECRUITS, review_status=None)
    found = parsed(written(graphs.graph(statements=(unmarked,)), ".ttl"), ".ttl")
    assert ox.Triple(one(unmarked.id), term("reviewStatus"), term("unreviewed")) in found


def test_an_entity_has_all_types_above_it() -> None:
    found = parsed(written(graphs.graph(), ".ttl"), ".ttl")
    types = {t.object for t in found if t.subject == one(graphs.EMBASSY.id) and t.predicate == term("rdf:type")}
    assert types == {term(n) for n in ("DiplomaticMission", "GovernmentBody", "Agency", "Agent", "Entity")}


def test_turtle_is_pretty() -> None:
    text = written(graphs.graph(), ".ttl").decode()
    assert "\norg:kbri-contohpura a kg:Agency , kg:Agent , kg:DiplomaticMission" in text
    assert "\tkg:repatriates group:g1" in text
    assert "\tkg:confidence 0.8 ;" in text
    assert not [line for line in text.splitlines() if THINGS in line and not line.startswith("@prefix")]


def test_the_article_s_text_stays_at_home() -> None:
    content = written(graphs.graph(), ".ttl").decode()
    assert graphs.TEXT not in content
    assert graphs.ARTICLE.text_sha256 in content


def test_every_name_is_in_the_vocabulary() -> None:
    known = {quad.subject.value for quad in ox.parse(path=str(ONTOLOGY)) if isinstance(quad.subject, ox.NamedNode)}
    used = {term(part.name).value for table in TABLES.values() for part in table if ":" not in part.name}
    classes = {term(name).value for name in TABLES}
    assert used | classes <= known
    written_ = parsed(written(graphs.graph(), ".ttl"), ".ttl")
    ours = {t.predicate.value for t in written_} | {
        t.object.value for t in written_ if isinstance(t.object, ox.NamedNode) and not t.object.value.startswith(THINGS)
    }
    assert {name for name in ours if name.startswith(NAMESPACE)} <= known


def test_ids_of_people_are_no_names() -> None:
    text = written(graphs.graph(), ".nt").decode()
    assert not [iri for iri in text.split() if iri.startswith("<") and "suryo" in iri.lower()]


def test_a_relation_added_to_the_ontology_is_written_and_read(tmp_path: Path) -> None:
    ontology = shutil.copy(ONTOLOGY, tmp_path / "ontology.ttl")
    with Path(ontology).open("a", encoding="utf-8") as file:
        file.write(graphs.NEW_RELATION)
    statement = graphs.said(graphs.EMBASSY, "FEEDS_THE_CAT_OF", graphs.GROUP, "KBRI Contohpura")
    graph = graphs.graph(statements=(statement,))
    turtle(graph, tmp_path / "graph.ttl", names=vocabulary(Path(ontology)))
    assert "\tkg:feedsTheCatOf group:g1" in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert read_turtle(tmp_path / "graph.ttl") == graph


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"relation": "LOVES"}, "LOVES"),
        ({"modality": "rumoured"}, "rumoured"),
        ({"quote_type": "sung"}, "sung"),
        ({"subject": "org/a b"}, "cannot be written as RDF"),
    ],
)
def test_what_has_no_name_is_refused_with_its_id(tmp_path: Path, fields: dict[str, str], message: str) -> None:
    broken = graphs.changed(graphs.REPATRIATES, **fields)
    source = Graph.model_construct(**{**dict(graphs.graph()), "statements": (broken,)})
    with pytest.raises(KgError, match=message) as caught:
        turtle(source, tmp_path / "graph.ttl")
    assert str(caught.value).startswith(broken.id)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("graph.ttl", b"kg:this is no turtle"),
        ("graph.ttl", b"[] <http://a.example/p> 1 ."),
        ("graph.xyz", b""),
        ("graph.ttl", b"<https://w3id.org/jejaring/id/run/x> a <https://w3id.org/jejaring/ns#ExtractionRun> ."),
    ],
)
def test_a_file_that_is_no_graph_is_one_clear_error(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match="not a graph of Jejaring"):
        read_turtle(path)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.ttl"):
        read_turtle(tmp_path / "nowhere.ttl")


def test_a_folder_that_is_not_there_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no-such-folder"):
        turtle(graphs.graph(), tmp_path / "no-such-folder" / "graph.ttl")


def test_a_failed_export_leaves_the_older_file(tmp_path: Path) -> None:
    out = tmp_path / "graph.ttl"
    turtle(graphs.graph(), out)
    before = out.read_bytes()
    broken = graphs.changed(graphs.REPATRIATES, relation="LOVES")
    with pytest.raises(KgError):
        turtle(Graph.model_construct(**{**dict(graphs.graph()), "statements": (broken,)}), out)
    assert out.read_bytes() == before


@quick
@given(
    lines_=st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=4)),
    run=st.integers(1, 5),
)
def test_sorting_on_disk_equals_sorting_in_memory(lines_: list[str], run: int) -> None:
    assert list(sorted_lines(lines_, run=run)) == sorted(set(lines_))
