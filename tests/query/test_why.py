"""Why a link is there, and which entity a name means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import Graph
from kg.ports import Store
from kg.query import Said, find, why
from kg.query.why import contradicted
from loaders.embedded import EmbeddedStore
from tests import graphs
from tests.query.world import COMPANY, EMBASSY, MINISTRY, OFFICE, RECRUITED, world

LINE = Said(
    statement="statement/s",
    subject="Balai Uji",
    relation="REPORTS",
    object="24 laporan",
    modality="asserted",
    polarity="affirmed",
    count=24,
    count_min=None,
    count_max=None,
    count_qualifier="exact",
    event_start=None,
    event_end=None,
    said_by=None,
    said_on=None,
    quote_type=None,
    position_title=None,
    confidence=0.8,
    review=None,
    quote="Balai Uji mencatat 24 laporan.",
    article="article/a",
    title=None,
    publisher=None,
    published_at=None,
    url=None,
)


def test_between_two_every_statement_with_who_said_it(store: Store) -> None:
    answer = why(store, "Kemlu", "BP3MI Contoh")
    assert (answer.left.id, answer.right and answer.right.id) == (MINISTRY, OFFICE)
    assert [(line.relation, line.modality, line.publisher) for line in answer.lines] == [
        ("COOPERATES_WITH", "asserted", "Warta Uji"),
        ("COOPERATES_WITH", "planned", "Warta Uji"),
    ]
    assert answer.lines[0].quote == "BP3MI Contoh bekerja sama dengan Kemlu."
    assert answer.disagreements == ()


def test_a_speaker_and_a_place_are_ends_too(store: Store) -> None:
    (line,) = why(store, "org/kemlu", "place/kota-rekaan").lines
    assert (line.subject, line.relation, line.said_by) == ("KBRI Karangan", "RESCUES", "Kementerian Luar Negeri")
    assert (line.count, line.event_start, line.confidence) == (31, "2025-03-09", 0.9)


def test_about_one_entity_everything_denials_and_their_review_included(store: Store) -> None:
    answer = why(store, "PT Angin Lalu")
    assert answer.left.id == COMPANY and answer.right is None
    assert [(line.relation, line.modality, line.polarity, line.review) for line in answer.lines] == [
        ("RECRUITS", "alleged", "affirmed", "unreviewed"),
        ("RECRUITS", "alleged", "affirmed", "unreviewed"),
        ("EXPLOITS", "denied", "negated", "unreviewed"),
        ("SENDS", "asserted", "affirmed", "unreviewed"),
    ]
    table = answer.table()
    assert table.columns[-5:] == ("quote", "title", "publishedAt", "url", "statement")
    assert table.rows[0][-5] == RECRUITED


def test_figures_that_cannot_both_hold_stand_side_by_side(store: Store) -> None:
    reports = why(store, "BP3MI Contoh").disagreements
    assert [(one.relation, one.counted, [line.count for line in one.lines]) for one in reports] == [
        ("REPORTS", "reports", [24, 30])
    ]
    answer = why(store, EMBASSY)
    (rescues,) = answer.disagreements
    assert [(line.count, line.publisher) for line in rescues.lines] == [
        (31, "Kabar Contoh"),
        (28, "Harian Rekaan"),
    ]
    figures = answer.figures()
    assert [row[figures.columns.index("count")] for row in figures.rows] == [31, 28]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((62, "exact"), (58, "exact"), True),
        ((62, "exact"), (62, "about"), False),
        ((62, "exact"), (58, "about"), False),  # 52.2 to 63.8
        ((62, "exact"), (60, "atLeast"), False),
        ((62, "exact"), (70, "moreThan"), True),
        ((62, "exact"), (50, "atMost"), True),
        ((62, "exact"), (80, "lessThan"), False),
        ((62, "exact"), (14, "exact"), False),  # a part of them, as a rule
        ((62, "exact"), (None, None), False),
    ],
)
def test_when_two_figures_cannot_both_hold(
    one: tuple[int, str], other: tuple[int | None, str | None], apart: bool
) -> None:
    def said(figure: tuple[int | None, str | None], article: str) -> Said:
        count, qualifier = figure
        return replace(LINE, count=count, count_qualifier=qualifier, article=article)

    assert said(one, "article/a").contradicts(said(other, "article/b")) is apart
    assert said(other, "article/b").contradicts(said(one, "article/a")) is apart
    assert not said(one, "article/a").contradicts(said(other, "article/a"))


figures = st.tuples(
    st.none() | st.integers(0, 60),
    st.sampled_from([None, "exact", "about", "atLeast", "moreThan", "atMost", "lessThan"]),
    st.sampled_from("abc"),
)


@given(st.lists(figures, max_size=12))
def test_many_figures_are_told_apart_as_two_are(drawn: list[tuple[int | None, str | None, str]]) -> None:
    group = [
        replace(LINE, count=count, count_qualifier=qualifier, article=article) for count, qualifier, article in drawn
    ]
    assert contradicted(group) == tuple(line for line in group if any(line.contradicts(other) for other in group))


@pytest.mark.parametrize("text", ["Kemlu", "KEMLU", "kementerian luar negeri", "Luar Negeri", MINISTRY])
def test_an_entity_is_found_by_id_name_alias_or_part(store: Store, text: str) -> None:
    assert find(store, text)[0].id == MINISTRY
    assert why(store, text).left.name == "Kementerian Luar Negeri"


def test_an_exact_name_wins_over_those_that_hold_it(store: Store) -> None:
    found = find(store, "12 pekerja")
    assert [(one.name, one.exact) for one in found] == [("12 pekerja", True)]
    assert [one.exact for one in find(store, "laporan")] == [False, False]
    assert find(store, "  ") == ()


def test_a_name_of_several_lists_them_with_ids(store: Store) -> None:
    with pytest.raises(UsageError, match=r"may be one of 2: group/g1 \(31 WNI, Group, 1 article\); group/g2"):
        why(store, "31 WNI")


def test_an_unknown_name_says_what_to_try(store: Store) -> None:
    with pytest.raises(UsageError, match="no entity is called 'Badan Antah'"):
        why(store, "Kemlu", "Badan Antah")


def test_a_message_does_not_carry_the_name_of_a_victim(tmp_path_factory: pytest.TempPathFactory) -> None:
    twin = graphs.entity("person/p3", "Person", graphs.VICTIM.name, withheld=True)
    made: Graph = graphs.graph(entities=(*graphs.graph().entities, twin))
    with EmbeddedStore.open(tmp_path_factory.mktemp("victims") / "graph") as store:
        store.sync(made)
        with pytest.raises(UsageError, match=r"person/p2 \(\[nama dirahasiakan\], Person") as raised:
            why(store, "kusumawardani")
    assert "Melati" not in str(raised.value)


def test_an_article_is_no_entity_to_ask_about(store: Store) -> None:
    assert find(store, "Dua belas pekerja pulang") == ()
    assert any(article.title == "Dua belas pekerja pulang" for article in world().articles)
