"""The picture as a reader sees it: whole, legible, the same each time."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse import agency_network, picture
from kg.analyse.layout import Box, crossed, place
from kg.analyse.sheet import lines_of, text_width
from kg.errors import UsageError
from tests.analyse.networks import entity, graph, said

OFFICE = entity("Balai Pelayanan Contoh", kind="GovernmentBody")
POLICE = entity("Polda Rekaan", kind="LawEnforcementBody")
BROKER = entity("PT Angin Lalu", kind="RecruitmentAgency")
OTHER = entity("CV Samudra & Anak", kind="RecruitmentAgency")
ALONE = entity("Pengadilan Sunyi", kind="Court")
PEOPLE = entity("7 orang", "Group")
NETWORK = agency_network(
    graph(
        [OFFICE, POLICE, BROKER, OTHER, ALONE, PEOPLE],
        [
            said(OFFICE, "COOPERATES_WITH", POLICE),
            said(OFFICE, "COOPERATES_WITH", POLICE, 2),
            said(BROKER, "SENDS", PEOPLE),
            said(OTHER, "RECRUITS", PEOPLE),
        ],
    )
)


def drawn(network: nx.Graph[str], out: Path) -> str:
    picture(network, out)
    return out.read_text(encoding="utf-8")


def test_it_shows_names_links_a_legend_and_its_source(tmp_path: Path) -> None:
    svg = drawn(NETWORK, tmp_path / "agencies.svg")
    for text in (
        "Who works with whom",
        "Balai Pelayanan",
        "Polda Rekaan",
        "CV Samudra &amp; Anak",
        "Law enforcement body",
        "2 articles",
        "an article says that they cooperate",
        "rests on an accusation that nobody has reviewed",
        "Agencies in 3 articles, published 2025-03-01 to 2025-03-03",
        "not an established fact",
        "Not shown: 1 without a link.",
    ):
        assert f"<!-- {text}" in svg or text in svg, text
    assert "Pengadilan Sunyi" not in svg
    assert NETWORK.nodes[POLICE.id]["colour"] in svg


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    for suffix in (".svg", ".png"):
        for name in ("one", "two"):
            picture(NETWORK, tmp_path / f"{name}{suffix}")
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()
    assert "<dc:date>" not in (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


def test_a_network_without_links_says_so(tmp_path: Path) -> None:
    svg = drawn(agency_network(graph([ALONE], [])), tmp_path / "agencies.svg")
    assert "No two agencies are linked" in svg


def test_only_the_strongest_are_shown_and_the_rest_are_counted(tmp_path: Path) -> None:
    agencies = [entity(f"Badan {number}") for number in range(6)]
    hub = [said(agencies[0], "COOPERATES_WITH", other) for other in agencies[1:]]
    again = said(agencies[0], "COOPERATES_WITH", agencies[5], 2)
    picture(agency_network(graph(agencies, [*hub, again])), tmp_path / "few.svg", most=2)
    svg = (tmp_path / "few.svg").read_text(encoding="utf-8")
    assert "Badan 0" in svg and "Badan 5" in svg and "Badan 3" not in svg
    assert "4 with fewer articles behind their links" in svg


def test_another_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.svg \.png"):
        picture(NETWORK, tmp_path / "agencies.gif")


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 14), st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=25), st.integers(20, 140)
)
def test_no_box_lies_on_another(size: int, pairs: list[tuple[int, int]], width: int) -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(str(number) for number in range(size))
    network.add_weighted_edges_from((str(a), str(b), 1) for a, b in pairs if a != b and max(a, b) < size)
    boxes = {node: Box(width, 40) for node in network}
    centres = place(network, boxes)
    for (ax, ay), (bx, by) in combinations(centres.values(), 2):
        assert abs(ax - bx) >= width or abs(ay - by) >= 40


def test_a_line_through_a_box_is_told_from_one_beside_it() -> None:
    box = Box(10, 4)
    assert crossed((0, 0), box, [((-20, 0), (20, 1), 2.5)]) == 2.5
    assert crossed((0, 0), box, [((-20, 5), (20, 5), 2.5)]) == 0
    assert crossed((0, 0), box, [((-20, 0), (-6, 0), 2.5)]) == 0
    assert crossed((0, 0), box, [((3, -9), (3, 9), 1.0)]) == 1.0


def test_a_long_name_is_broken_between_words_and_cut_with_a_mark() -> None:
    assert lines_of("Kantor Imigrasi Kelas Satu Karangan Utara Raya", width=16, most=2) == [
        "Kantor Imigrasi",
        "Kelas Satu …",
    ]
    assert lines_of("Badan", width=16, most=2) == ["Badan"]
    assert text_width("Balai Pelayanan", 9) > text_width("Balai", 9) > 0
