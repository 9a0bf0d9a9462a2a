"""Validation says what breaks a rule and where, never raises, and never says a victim's name."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Appearance, Article, Entity, Evidence, Finding, Graph, Judgement, Size, Statement
from kg.validate import validate
from kg.validate.checks import CHECKS
from ontology.vocabulary import ONTOLOGY, vocabulary
from tests import graphs
from tests.strategies import graphs as any_graph
from tests.strategies import quick


def unchecked(**parts: Any) -> Graph:
    """A graph as a source may bring it: nothing was checked."""
    return Graph.model_construct(**{**dict(graphs.graph()), **parts})


def codes(findings: list[Finding]) -> dict[str, str]:
    return {finding.code: finding.message for finding in findings}


def bad(statement: Statement = graphs.REPATRIATES, **fields: Any) -> list[Finding]:
    return list(validate(unchecked(statements=(graphs.changed(statement, **fields),))))


@quick
@given(graph=any_graph())
def test_a_good_graph_has_no_error_but_odd_dates_and_loops(graph: Graph) -> None:
    assert {finding.code for finding in validate(graph) if finding.severity == "error"} == set()


def test_the_small_graph_has_only_its_accusations_to_note() -> None:
    (finding,) = validate(graphs.graph())
    assert (finding.severity, finding.code) == ("note", "accusations-unreviewed")
    assert finding.message.startswith("2 accusing statements wait for a person's review (1 RECRUITS, 1 SENDS)")


@pytest.mark.parametrize(
    ("code", "statement", "fields", "message"),
    [
        ("unknown-relation", graphs.REPATRIATES, {"relation": "LOVES"}, "LOVES"),
        ("unknown-relation", graphs.REPATRIATES, {"relation": ""}, "known: ARRESTS"),
        ("unknown-code", graphs.REPATRIATES, {"modality": "rumoured"}, "modality 'rumoured'; expected one of alleged"),
        ("unknown-code", graphs.REPATRIATES, {"polarity": "asserted"}, "polarity"),
        ("unknown-code", graphs.REPATRIATES, {"quote_type": "sung"}, "quote_type"),
        ("unknown-code", graphs.RECRUITS, {"review_status": "read"}, "review_status"),
        ("unknown-code", graphs.REPATRIATES, {"size": Size(count=1, qualifier="roughly")}, "size.qualifier 'roughly'"),
        ("dangling-id", graphs.REPATRIATES, {"subject": "org/none"}, "no entity org/none"),
        ("dangling-id", graphs.REPATRIATES, {"at_place": "place/none"}, "no entity place/none"),
        (
            "dangling-id",
            graphs.REPATRIATES,
            {"evidence": (Evidence(article_id="article/none", start=0, end=1, quote="x"),)},
            "no article article/none",
        ),
        ("out-of-domain", graphs.REPATRIATES, {"subject": graphs.VILLAGE.id}, "REPATRIATES is Place; expected Agency"),
        ("out-of-range", graphs.REPATRIATES, {"object": graphs.VILLAGE.id}, "is Place; expected Group or Person"),
        ("out-of-range", graphs.REPATRIATES, {"at_place": graphs.OFFICE.id}, "at_place is GovernmentBody"),
        ("no-evidence", graphs.REPATRIATES, {"evidence": ()}, "no evidence"),
        (
            "quote-length",
            graphs.REPATRIATES,
            {"evidence": (Evidence(article_id=graphs.ARTICLE.id, start=3, end=9, quote="x"),)},
            "quote of 1 code points for a span of 6 at 3",
        ),
        ("self-loop", graphs.LOCATED, {"subject": graphs.VILLAGE.id}, "place/desa-karangan"),
        (
            "date-order",
            graphs.REPATRIATES,
            {"event_start": date(2025, 3, 2), "event_end": date(2025, 3, 1)},
            "event from 2025-03-02 to 2025-03-01",
        ),
        ("after-publication", graphs.REPATRIATES, {"said_on": date(2025, 4, 1)}, "said_on 2025-04-01 after"),
        ("after-publication", graphs.REPATRIATES, {"event_start": date(2026, 1, 1)}, "(2025-03-25)"),
        (
            "count-order",
            graphs.REPATRIATES,
            {"size": Size.model_construct(count=1, minimum=9, maximum=2, qualifier="range", text=None)},
            "count from 9 to 2",
        ),
        ("denied-affirmed", graphs.DENIED, {"polarity": "affirmed"}, "a denied statement is negated"),
        ("accusation-unmarked", graphs.RECRUITS, {"review_status": None}, "RECRUITS accuses somebody named"),
    ],
)
def test_a_bad_statement_is_named(code: str, statement: Statement, fields: dict[str, Any], message: str) -> None:
    found = [finding for finding in bad(statement, **fields) if finding.code == code]
    assert found
    assert message in found[0].message
    assert found[0].where == statement.id


def test_every_check_is_tried() -> None:
    tried = next(mark for mark in test_a_bad_statement_is_named.pytestmark if mark.name == "parametrize")
    assert {row[0] for row in tried.args[1]} == set(CHECKS)


def test_a_plan_may_lie_in_the_future() -> None:
    assert "after-publication" not in codes(bad(modality="planned", event_start=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("fields", "code", "message"),
    [
        ({"type": "Alien"}, "unknown-class", "class 'Alien'"),
        ({"kind": "Embassy"}, "unknown-class", "class 'Embassy'"),
        ({"kind": "City"}, "kind-not-below-type", "kind City does not lie below Agency"),
        ({"members": ()}, "no-member", "no in-article entity"),
        ({"members": graphs.OFFICE.members}, "member-twice", "org/kantor-uji-m is a member of org/kantor-uji too"),
    ],
)
def test_a_bad_entity_is_named(fields: dict[str, Any], code: str, message: str) -> None:
    entities = (graphs.OFFICE, graphs.EMBASSY.model_copy(update=fields))
    found = codes(list(validate(unchecked(entities=entities, statements=(), appearances=(), possibly_same=()))))
    assert message in found[code]


def test_links_to_nothing_are_named() -> None:
    doubt = Judgement(left="org/a", right="org/b", verdict="unsure", score=0.5, reasons=("x",), by="r")
    seen = Appearance(entity_id=graphs.OFFICE.id, article_id="article/none", count=1)
    findings = list(validate(unchecked(appearances=(seen,), possibly_same=(doubt,), statements=())))
    assert [finding.where for finding in findings] == ["article/none", "org/a", "org/b"]


@quick
@given(
    graph=any_graph(),
    fields=st.fixed_dictionaries(
        {},
        optional={
            "relation": st.text(max_size=5),
            "modality": st.text(max_size=5),
            "subject": st.text(max_size=5),
            "object": st.text(max_size=5),
            "at_place": st.text(max_size=5),
            "evidence": st.just(()),
            "polarity": st.text(max_size=5),
            "event_end": st.none(),
            "review_status": st.none() | st.text(max_size=5),
        },
    ),
    entity=st.fixed_dictionaries({}, optional={"type": st.text(max_size=5), "kind": st.text(max_size=5)}),
)
def test_bad_data_never_raises(graph: Graph, fields: dict[str, Any], entity: dict[str, Any]) -> None:
    parts = dict(graph)
    parts["statements"] = tuple(statement.model_copy(update=fields) for statement in graph.statements)
    parts["entities"] = (graph.entities[0].model_copy(update=entity), *graph.entities[1:])
    for finding in validate(Graph.model_construct(**parts)):
        assert finding.where
        assert finding.message


def test_no_message_holds_a_victim_s_name() -> None:
    statements = (graphs.changed(graphs.LOCATED, object=graphs.VICTIM.id, modality="rumoured"),)
    findings = list(validate(unchecked(statements=statements)))
    assert findings
    assert not [one for one in findings if "melati" in one.message.casefold()]


# ---- figures that disagree


def told(
    number: int, size: Size, *, people: str = "pekerja migran", day: date | None = None, **fields: Any
) -> tuple[Article, Entity, Statement]:
    """Article `number`, in which the embassy repatriates so many."""
    article = Article.make(text=f"{number} pulang", url=f"https://kabar.example/{number}", published=day)
    group = graphs.entity(f"group/n{number}", "Group", f"{size.count or 7} {people}", size=size)
    evidence = (Evidence.of(article, 0, len(article.text)),)
    values = {"size": size, "confidence": 0.9, "by": (graphs.RUN.id,), **fields}
    return article, group, Statement.make(graphs.EMBASSY.id, "REPATRIATES", group.id, evidence, **values)


def disagreements(*stories: tuple[Article, Entity, Statement]) -> list[Finding]:
    graph = graphs.graph(
        articles=tuple(article.record() for article, _, _ in stories),
        entities=(graphs.EMBASSY, graphs.VILLAGE, *(group for _, group, _ in stories)),
        statements=tuple(statement for _, _, statement in stories),
        appearances=(),
        possibly_same=(),
    )
    return [finding for finding in validate(graph) if finding.code == "figures-disagree"]


def exactly(count: int) -> Size:
    return Size(count=count, qualifier="exact")


def test_two_figures_of_one_body_that_disagree_stand_side_by_side() -> None:
    one, other = told(1, exactly(12), day=date(2025, 3, 1)), told(2, exactly(15), day=date(2025, 3, 4))
    (finding,) = disagreements(other, one)
    assert finding.severity == "note"
    assert finding.message == (
        f"KBRI Contohpura REPATRIATES: figures disagree: 12 ({one[0].id}, 2025-03-01); 15 ({other[0].id}, 2025-03-04)"
    )
    assert finding.where == one[2].id


MARCH, MAY = date(2025, 3, 1), date(2025, 5, 20)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (told(1, exactly(12)), told(2, exactly(12)), 0),
        (told(1, exactly(12)), told(2, exactly(13)), 1),
        (told(1, exactly(13)), told(2, exactly(12)), 1),
        (told(1, exactly(5300)), told(2, exactly(3500)), 1),
        (told(1, exactly(11)), told(2, exactly(500)), 0),
        (told(1, exactly(0)), told(2, exactly(5)), 0),
        (told(1, exactly(5300)), told(2, Size(count=5000, qualifier="about")), 0),
        (told(1, exactly(5300)), told(2, Size(count=4000, qualifier="about")), 1),
        (told(1, exactly(62)), told(2, Size(count=60, qualifier="atLeast")), 0),
        (told(1, exactly(59)), told(2, Size(count=60, qualifier="moreThan")), 1),
        (told(1, exactly(70)), told(2, Size(count=60, qualifier="atMost")), 1),
        (told(1, exactly(7)), told(2, Size(minimum=5, maximum=8, qualifier="range")), 0),
        (told(1, exactly(9)), told(2, Size(minimum=5, maximum=8, qualifier="range")), 1),
        (told(1, exactly(9)), told(2, Size(qualifier="indefinite")), 0),
        (told(1, exactly(1)), told(2, Size(minimum=2, qualifier="indefinite")), 0),
        (told(1, exactly(12)), told(2, exactly(13), people="anak buah kapal"), 0),
        (
            told(1, exactly(12), at_place=graphs.VILLAGE.id),
            told(2, exactly(13), people="orang", at_place=graphs.VILLAGE.id),
            1,
        ),
        (told(1, exactly(12), day=MARCH), told(2, exactly(13), day=MAY), 0),
        (
            told(1, exactly(12), day=MARCH, event_start=MARCH, event_end=MARCH),
            told(2, exactly(13), day=MAY, event_start=MARCH, event_end=MARCH),
            1,
        ),
        (told(1, exactly(12)), told(2, exactly(13), modality="planned"), 0),
        (told(1, exactly(12)), told(2, exactly(13), polarity="negated"), 0),
    ],
)
def test_figures_disagree_when_their_bounds_do_not_meet(
    one: tuple[Article, Entity, Statement], other: tuple[Article, Entity, Statement], count: int
) -> None:
    assert len(disagreements(one, other)) == count


def test_a_relation_added_to_the_ontology_is_held_to_its_domain(tmp_path: Path) -> None:
    ontology = Path(shutil.copy(ONTOLOGY, tmp_path / "ontology.ttl"))
    with ontology.open("a", encoding="utf-8") as file:
        file.write(graphs.NEW_RELATION)
    good = graphs.said(graphs.EMBASSY, "FEEDS_THE_CAT_OF", graphs.GROUP, "KBRI Contohpura")
    bad_ = graphs.said(graphs.SUSPECT, "FEEDS_THE_CAT_OF", graphs.GROUP, "Suryo Angkasa")
    (finding,) = validate(graphs.graph(statements=(good, bad_)), vocabulary=vocabulary(ontology))
    assert (finding.code, finding.where) == ("out-of-domain", bad_.id)
    assert "unknown-relation" in codes(list(validate(graphs.graph(statements=(good,)))))
