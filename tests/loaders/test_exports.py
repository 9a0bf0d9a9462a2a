"""GraphML, GEXF, node-link JSON and tables: other tools read them, the same graph gives the same bytes."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given

from kg.errors import KgError, UsageError
from kg.model import Graph
from loaders import LOADERS, loader
from loaders.csv_ import COLUMNS, cell
from loaders.networkx_ import to_networkx
from ontology.vocabulary import vocabulary
from tests import graphs
from tests.strategies import graphs as any_graph
from tests.strategies import lines, quick

NETWORKS = {
    ".graphml": lambda path: nx.read_graphml(path, force_multigraph=True),
    ".gexf": lambda path: nx.read_gexf(path),
    ".json": lambda path: nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges"),
}


def contents(graph: Graph, suffix: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"graph{suffix}"
        loader(suffix)(graph, out)
        return {file.name: file.read_bytes() for file in sorted(Path(folder).rglob("*")) if file.is_file()}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@quick
@given(graph=any_graph())
def test_the_same_graph_gives_the_same_bytes(graph: Graph) -> None:
    for suffix in LOADERS:
        assert contents(graph, suffix) == contents(graph.model_copy(deep=True), suffix)


@quick
@given(graph=any_graph(lines))
def test_networkx_reads_back_what_was_written(graph: Graph) -> None:
    made = to_networkx(graph)
    for suffix, read in NETWORKS.items():
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"graph{suffix}"
            loader(suffix)(graph, out)
            back = read(out)
        assert {n: a["label"] for n, a in back.nodes(data=True)} == {n: a["label"] for n, a in made.nodes(data=True)}
        assert _quotes(back) == _quotes(made)


def _quotes(network: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, str]]:
    edges = network.edges(data=True)
    return sorted((u, v, attributes["relation"], attributes["quote"]) for u, v, attributes in edges)


@quick
@given(graph=any_graph())
def test_crawled_control_characters_do_not_break_xml(graph: Graph) -> None:
    for suffix in (".graphml", ".gexf"):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"graph{suffix}"
            loader(suffix)(graph, out)
            assert set(NETWORKS[suffix](out)) == {entity.id for entity in graph.entities}


def test_no_export_says_when_or_by_what_it_was_written() -> None:
    text = contents(graphs.graph(), ".gexf")["graph.gexf"].decode()
    assert "lastmodifieddate" not in text
    assert "<creator>Jejaring</creator>" in text


def test_gephi_sees_classes_in_their_colours(tmp_path: Path) -> None:
    loader(".gexf")(graphs.graph(), tmp_path / "graph.gexf")
    nodes = nx.read_gexf(tmp_path / "graph.gexf").nodes
    color = nodes[graphs.SUSPECT.id]["viz"]["color"]
    assert "#{r:02x}{g:02x}{b:02x}".format(**color) == vocabulary().classes["Person"].colour


def test_an_edge_keeps_its_statement_s_id(tmp_path: Path) -> None:
    for suffix in (".graphml", ".gexf"):
        loader(suffix)(graphs.graph(), tmp_path / f"graph{suffix}")
        assert f'id="{graphs.REPATRIATES.id}"' in (tmp_path / f"graph{suffix}").read_text(encoding="utf-8")


def test_a_statement_is_a_row_with_its_sentence(tmp_path: Path) -> None:
    loader(".csv")(graphs.graph(), tmp_path / "graph.csv")
    found = {row["id"]: row for row in rows(tmp_path / "graph.csv", "statements")}
    row = found[graphs.REPATRIATES.id]
    assert row["subjectName"] == "KBRI Contohpura"
    assert (row["relation"], row["objectName"], row["count"]) == ("REPATRIATES", "12 pekerja migran", "12")
    assert (row["quote"], row["articleTitle"]) == (graphs.REPATRIATES.evidence[0].quote, graphs.ARTICLE.title)
    assert (row["attributedTo"], row["saidOn"], row["publishedAt"]) == ("Kantor Uji", "2025-03-24", "2025-03-25")
    assert found[graphs.DENIED.id]["modality"] == "denied"
    assert found[graphs.RECRUITS.id]["reviewStatus"] == "unreviewed"


@quick
@given(graph=any_graph())
def test_a_table_has_a_row_for_each(graph: Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loader(".csv")(graph, Path(folder) / "graph.csv")
        for name, columns in COLUMNS.items():
            found = rows(Path(folder) / "graph.csv", name)
            assert len(found) == len(getattr(graph, name))
            assert all(tuple(row) == columns and None not in row.values() for row in found)


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_by_a_spreadsheet(text: str, tmp_path: Path) -> None:
    assert cell(text) == f"'{text}"
    article = graphs.ARTICLE.record().model_copy(update={"title": text})
    loader(".csv")(graphs.graph(articles=(article,)), tmp_path / "graph.csv")
    assert rows(tmp_path / "graph.csv", "articles")[0]["title"] == f"'{text}"


def test_a_suffix_that_nobody_writes_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'\.docx'; known: \.ttl"):
        loader(".docx")


@pytest.mark.parametrize("suffix", sorted(LOADERS))
def test_a_place_that_cannot_be_written_is_named(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="file"):
        loader(suffix)(graphs.graph(), tmp_path / "file" / f"graph{suffix}")
