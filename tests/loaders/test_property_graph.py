"""The projection: lossless, deterministic, streaming, and every word in it out of the ontology."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from kg.model import Graph, Statement
from kg.property_graph import SECTIONS, Node, Relationship, links, names, parcels, read_back, rows, schema
from ontology.vocabulary import ONTOLOGY, THINGS, local_name, vocabulary
from tests.graphs import (
    ARTICLE,
    DENIED,
    EMBASSY,
    GROUP,
    LOCATED,
    NEW_RELATION,
    OFFICE,
    RECRUITS,
    REPATRIATES,
    changed,
    graph,
    said,
)
from tests.strategies import graphs, quick

WORDS = vocabulary()


def hashes(source: Graph) -> dict[str, str]:
    nodes = {p.node.id: p.node.hash for section in SECTIONS for p in parcels(section, source, vocabulary=WORDS)}
    return nodes | {f"{type_} {link.rid}": link.hash for type_ in names.LINKS for link in links(type_, source)}


def of_type(source: Graph, type_: str) -> list[Relationship]:
    found = rows(source, vocabulary=WORDS)
    return [item for item in found if isinstance(item, Relationship) and item.type == type_]


def node(source: Graph, identifier: str) -> Node:
    return next(n for n in rows(source, vocabulary=WORDS) if isinstance(n, Node) and n.id == identifier)


@quick
@given(source=graphs())
def test_rows_read_back_are_the_same_graph_in_any_order(source: Graph) -> None:
    items = list(rows(source, vocabulary=WORDS))
    assert read_back(items) == source
    random.Random(1).shuffle(items)
    assert read_back(items) == source


@quick
@given(source=graphs())
def test_every_end_is_there_before_and_every_key_once(source: Graph) -> None:
    seen: set[str] = set()
    keys: set[tuple[str, str]] = set()
    for item in rows(source, vocabulary=WORDS):
        if isinstance(item, Node):
            assert item.id not in seen
            assert item.properties["id"] == item.id and item.properties["uri"] == THINGS + item.id
            seen.add(item.id)
        else:
            assert {item.start, item.end} <= seen
            assert (item.type, item.rid) not in keys and item.properties["rid"] == item.rid
            keys.add((item.type, item.rid))


@quick
@given(source=graphs())
def test_parts_come_sorted_and_nothing_is_null(source: Graph) -> None:
    for section in SECTIONS:
        ids = [parcel.node.id for parcel in parcels(section, source, vocabulary=WORDS)]
        assert ids == sorted(set(ids))
    for type_ in names.LINKS:
        rids = [link.rid for link in links(type_, source)]
        assert rids == sorted(set(rids))
    for item in rows(source, vocabulary=WORDS):
        assert None not in item.properties.values()


def test_a_node_carries_the_labels_of_all_ancestors_of_its_kind() -> None:
    embassy = node(graph(), EMBASSY.id)
    assert embassy.labels == ("Agency", "Agent", "DiplomaticMission", "Entity", "GovernmentBody")
    assert node(graph(), ARTICLE.id).labels == ("Article", "Document", "Entity")
    assert node(graph(), GROUP.id).properties["sizeQualifier"] == "exact"
    assert node(graph(), ARTICLE.id).properties["publishedAt"] == date(2025, 3, 25)


def test_only_affirmed_statements_make_a_world_edge_and_it_says_its_modality() -> None:
    edges = [edge for type_ in schema(WORDS).world for edge in of_type(graph(), type_)]
    assert {edge.rid for edge in edges} == {REPATRIATES.id, RECRUITS.id, LOCATED.id}
    assert DENIED.id not in {edge.rid for edge in edges}
    (alleged,) = of_type(graph(), "RECRUITS")
    assert alleged.properties == {
        "rid": RECRUITS.id,
        "statementId": RECRUITS.id,
        "modality": "alleged",
        "publishedAt": date(2025, 3, 25),
        "confidence": 0.8,
        "reviewStatus": "unreviewed",
    }


def test_a_symmetric_relation_is_one_edge_with_sorted_ends() -> None:
    low, high = sorted((EMBASSY.id, OFFICE.id))
    backwards = changed(said(EMBASSY, "COOPERATES_WITH", OFFICE, "kata Kantor Uji"), subject=high, object=low)
    (edge,) = of_type(graph(statements=(backwards,)), "COOPERATES_WITH")
    assert (edge.start, edge.end) == (low, high)
    assert [item.end for item in of_type(graph(statements=(backwards,)), "SUBJECT")] == [high]


@pytest.mark.parametrize(
    "fields",
    [
        {"confidence": 0.7},
        {"review_status": "accepted"},
        {"object": OFFICE.id},
        {"at_place": "place/desa-karangan"},
        {"attributed_to": EMBASSY.id},
        {"by": ("run/rules-0.2.0",)},
        {"evidence": LOCATED.evidence},
        {"position_title": "Kepala"},
        {"size": None},
    ],
)
def test_a_statements_hash_covers_what_it_owns_and_nothing_else_moves(fields: dict[str, Any]) -> None:
    others = tuple(item for item in graph().statements if item.id != REPATRIATES.id)
    before, after = hashes(graph()), hashes(graph(statements=(*others, changed(REPATRIATES, **fields))))
    assert {key for key in before if before[key] != after[key]} == {REPATRIATES.id}


def test_a_mention_counted_anew_changes_its_link_alone() -> None:
    first, *rest = graph().appearances
    again = graph(appearances=(first.model_copy(update={"count": 9}), *rest))
    before, after = hashes(graph()), hashes(again)
    moved = {key for key in before if before[key] != after[key]}
    assert moved == {f"MENTIONED_IN {first.entity_id} {first.article_id}"}


def test_a_changed_date_of_an_article_reaches_its_statements() -> None:
    later = ARTICLE.record().model_copy(update={"published": date(2025, 4, 1)})
    before, after = hashes(graph()), hashes(graph(articles=(later,)))
    moved = {key for key in before if before[key] != after[key]}
    assert moved == {ARTICLE.id, *(statement.id for statement in graph().statements)}


def test_statements_stream() -> None:
    class Endless:
        taken = 0
        articles = ()

        @property
        def statements(self) -> Iterator[Statement]:
            while True:
                self.taken += 1
                yield changed(REPATRIATES, id=f"statement/{self.taken:09d}")

    source = Endless()
    found = parcels("Statement", source, vocabulary=WORDS)  # type: ignore[arg-type]
    assert [next(found).node.id for _ in range(3)] == [f"statement/{n:09d}" for n in (1, 2, 3)]
    assert source.taken == 3


def test_every_word_stands_in_the_ontology() -> None:
    text = ONTOLOGY.read_text(encoding="utf-8")
    tables = (names.ARTICLE, names.EVIDENCE, names.RUN)
    words = {word for table in tables for word in table.values()} | set(names.WORLD) | set(names.STATEMENT.values())
    words |= {f"{prefix}{end}" for prefix in ("size", "count") for end in names.SIZE.values()} - {"sizeCount"}
    words |= {
        "type",
        "kind",
        "alias",
        "outsideId",
        "memberId",
        "nameWithheld",
        "score",
        "reason",
        "judgedBy",
        "judgedAt",
    }
    words -= {"predicate", "countText", "version"}
    types = set(schema(WORDS).relationships) - {"SUBJECT", "OBJECT"}
    words |= {local_name(type_) for type_ in types}
    assert [word for word in sorted(words) if f"kg:{word} a " not in text] == []
    assert {label for labels in schema(WORDS).labels for label in labels} <= set(WORDS.classes)


def test_a_made_up_relation_flows_through(tmp_path: Path) -> None:
    copy = tmp_path / "ontology.ttl"
    copy.write_text(ONTOLOGY.read_text(encoding="utf-8") + NEW_RELATION, encoding="utf-8")
    words = vocabulary(copy)
    source = graph(statements=(said(EMBASSY, "FEEDS_THE_CAT_OF", GROUP, "KBRI Contohpura"),))
    items = list(rows(source, vocabulary=words))
    assert [item.end for item in items if isinstance(item, Relationship) and item.type == "FEEDS_THE_CAT_OF"] == [
        GROUP.id
    ]
    assert schema(words).relationships["FEEDS_THE_CAT_OF"] == ("Entity", "Entity")
    assert read_back(items) == source
