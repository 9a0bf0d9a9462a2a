"""The nouns hold what HOUSE.md promises of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kg.model import Article, ArticleRecord, Cluster, Entity, Evidence, Extraction, Graph, Mention, Size, Statement
from kg.text import canonical_url
from tests import graphs
from tests.strategies import articles, extractions, quick, sizes, spans, texts
from tests.strategies import graphs as any_graph


@quick
@given(article=articles())
def test_reading_twice_gives_the_same_article(article: Article) -> None:
    again = Article.make(
        text=article.text,
        url=article.url,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        language=article.language,
    )
    assert again.model_copy(update={"based_on": article.based_on}) == article


@quick
@given(text=texts, other=texts)
def test_one_page_is_one_article_whatever_its_text(text: str, other: str) -> None:
    url = "https://www.Kabar.example/berita/1/?utm_source=x#atas"
    assert Article.make(text=text, url=url).id == Article.make(text=other, url=canonical_url(url)).id
    assert (Article.make(text=text).id == Article.make(text=other).id) == (text == other)


@quick
@given(article=articles())
def test_a_record_is_the_article_without_its_text(article: Article) -> None:
    record = article.record()
    assert type(record) is ArticleRecord
    assert "text" not in record.model_dump()
    assert record.id == article.id


@quick
@given(article=articles())
def test_a_text_that_is_not_the_hashed_one_is_refused(article: Article) -> None:
    with pytest.raises(ValidationError, match="not the hash"):
        Article.model_validate({**article.model_dump(), "text": article.text + "x"})


@quick
@given(st.data())
def test_a_mention_and_an_evidence_are_the_text_at_their_offsets(data: st.DataObject) -> None:
    article = data.draw(articles())
    start, end = data.draw(spans(article))
    assert Mention.of(article, start, end, type="Person", by="rules").text == article.text[start:end]
    evidence = Evidence.of(article, start, end)
    assert evidence.quote == article.text[start:end]
    assert evidence.id == f"{article.id}#char={start},{end}"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 10_000)])
def test_a_span_is_not_empty_nor_outside(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"span|greater than"):
        Evidence.of(graphs.ARTICLE, start, end)
    with pytest.raises(ValueError, match=r"span|greater than"):
        Mention.of(graphs.ARTICLE, start, end, type="Person", by="rules")


def test_offsets_count_code_points() -> None:
    article = Article.make(text="🙂 Siti")
    assert Mention.of(article, 2, 6, type="Person", by="rules").text == "Siti"


def test_no_statement_without_evidence() -> None:
    with pytest.raises(ValidationError, match="evidence"):
        Statement.make("org/a", "RESCUES", "group/b", (), confidence=1, by=("run/r",))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"event_start": "2025-02-02", "event_end": "2025-02-01"}, "event from"),
        ({"modality": "denied"}, "a denied statement is negated"),
        ({"confidence": 1.5}, "less than or equal"),
        ({"by": ()}, "at least 1"),
        ({"mood": "sad"}, "Extra inputs"),
    ],
)
def test_a_statement_that_contradicts_itself_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        graphs.said(graphs.EMBASSY, "RESCUES", graphs.GROUP, "KBRI", **fields)


def test_evidence_from_two_articles_is_two_statements() -> None:
    other = Article.make(text=graphs.TEXT, url="https://kabar.example/lain")
    spans_ = graphs.sentence("KBRI Contohpura") + graphs.sentence("KBRI Contohpura", other)
    with pytest.raises(ValidationError, match="two articles are two statements"):
        Statement.make("org/a", "RESCUES", "group/b", spans_, confidence=1, by=("run/r",))


def test_two_extractors_that_agree_make_one_statement() -> None:
    one = graphs.said(graphs.EMBASSY, "RESCUES", graphs.GROUP, "KBRI", by=("run/rules-0.1.0",), confidence=0.4)
    other = graphs.said(graphs.EMBASSY, "RESCUES", graphs.GROUP, "KBRI", by=("run/model-1",), confidence=0.9)
    assert one.id == other.id


@pytest.mark.parametrize("fields", [{"modality": "alleged"}, {"modality": "denied", "polarity": "negated"}])
def test_another_modality_is_another_statement(fields: dict[str, Any]) -> None:
    one = graphs.said(graphs.EMBASSY, "RESCUES", graphs.GROUP, "KBRI")
    assert graphs.said(graphs.EMBASSY, "RESCUES", graphs.GROUP, "KBRI", **fields).id != one.id


@quick
@given(size=sizes())
def test_a_size_is_ordered(size: Size) -> None:
    assert size.minimum is not None
    with pytest.raises(ValidationError, match="size from"):
        Size(minimum=size.minimum + 1, maximum=size.minimum, qualifier="range")


@quick
@given(found=extractions())
def test_a_cluster_has_the_same_id_whatever_the_order_of_its_mentions(found: tuple[Article, Extraction]) -> None:
    mentions = found[1].mentions
    forth, back = (Cluster.make("person", order, name="x") for order in (mentions, mentions[::-1]))
    assert forth.id == back.id
    assert {(mention.start, mention.end) for mention in forth.mentions} == {(m.start, m.end) for m in mentions}


@quick
@given(found=extractions())
def test_an_extraction_comes_back_from_its_json(found: tuple[Article, Extraction]) -> None:
    article, extraction = found
    assert Extraction.model_validate_json(extraction.model_dump_json()) == extraction
    assert all(article.text[mention.start : mention.end] == mention.text for mention in extraction.mentions)


def test_an_extraction_states_nothing_about_what_it_does_not_hold() -> None:
    with pytest.raises(ValidationError, match="no cluster"):
        Extraction(article_id=graphs.ARTICLE.id, extractor="rules", version="1", statements=(graphs.REPATRIATES,))


@quick
@given(graph=any_graph())
def test_a_graph_comes_back_from_its_json(graph: Graph) -> None:
    assert Graph.model_validate_json(graph.model_dump_json()) == graph


@quick
@given(graph=any_graph())
def test_a_graph_has_no_dangling_id(graph: Graph) -> None:
    for statement in graph.statements:
        used = set(statement.things)
        rest = tuple(entity for entity in graph.entities if entity.id not in used)
        with pytest.raises(ValidationError, match="no entity"):
            Graph(**{**dict(graph), "entities": rest})
        articles_ = tuple(article for article in graph.articles if article.id != statement.article_id)
        with pytest.raises(ValidationError, match="no article"):
            Graph(**{**dict(graph), "articles": articles_})


def test_an_entity_has_members() -> None:
    with pytest.raises(ValidationError, match="members"):
        Entity(id="org/a", type="Agency", name="A", members=())


@pytest.mark.parametrize("noun", [graphs.ARTICLE, graphs.REPATRIATES, graphs.EMBASSY, graphs.TWELVE, graphs.RUN])
def test_nouns_are_frozen(noun: Any) -> None:
    field = next(iter(type(noun).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(noun, field, "x")
