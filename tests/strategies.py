"""Hypothesis strategies for the nouns, the one place: any text, any offsets, any graph that a Graph may hold.

`quick` is the profile of all property tests here: no deadline (the machine is shared), the same examples each run.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from kg.model import (
    Appearance,
    Article,
    Cluster,
    Entity,
    Evidence,
    Extraction,
    Graph,
    Judgement,
    Mention,
    Run,
    Size,
    Statement,
)
from kg.text import key
from ontology.vocabulary import Relation, vocabulary

quick = settings(deadline=None, max_examples=25, derandomize=True)
names = vocabulary()

texts = st.text(min_size=1, max_size=40)
lines = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30)
"""Text without control characters: what XML and spreadsheets can carry."""
dates = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))
counts = st.integers(min_value=0, max_value=10**9)
scores = st.floats(min_value=0, max_value=1)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(strategy: st.SearchStrategy[str], *, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """A sorted tuple of distinct texts."""
    return st.lists(strategy, min_size=least, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def articles(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> Article:
    made = Article.make(
        text=draw(text),
        url=draw(maybe(st.integers(0, 10**6).map(lambda number: f"https://contoh.example/berita/{number}"))),
        title=draw(maybe(text)),
        publisher=draw(maybe(text)),
        published=draw(maybe(dates)),
        language=draw(st.sampled_from(["id", "ms", "en"])),
    )
    return made.model_copy(update={"based_on": draw(maybe(text))})


@st.composite
def spans(draw: st.DrawFn, article: Article) -> tuple[int, int]:
    start = draw(st.integers(0, len(article.text) - 1))
    return start, draw(st.integers(start + 1, len(article.text)))


@st.composite
def sizes(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> Size:
    low, high = sorted((draw(counts), draw(counts)))
    qualifier = draw(st.sampled_from(names.scheme("countQualifiers")))
    count = draw(maybe(counts))
    return Size(count=count, minimum=low, maximum=high, qualifier=qualifier, text=draw(maybe(text)))


@st.composite
def entities(draw: st.DrawFn, type_: str, number: int, text: st.SearchStrategy[str] = texts) -> Entity:
    kinds = sorted(name for name, found in names.classes.items() if type_ in found.ancestors)
    identifier = f"{names.id_prefix(type_)}/{key('test', type_, str(number))}"
    return Entity(
        id=identifier,
        type=type_,
        kind=draw(maybe(st.sampled_from(kinds))) if kinds else None,
        name=draw(text),
        aliases=draw(some(text)),
        outside_ids=draw(some(st.sampled_from(["iso3166:KH", "geonames:1831133", "wikidata:Q1"]))),
        members=draw(some(st.integers(0, 10**6).map(lambda n: f"{names.id_prefix(type_)}/{number}-{n}"), least=1)),
        size=draw(maybe(sizes(text))) if type_ == "Group" else None,
        withheld=draw(st.booleans()) if type_ == "Person" else False,
    )


def _admitted(found: list[Entity]) -> list[tuple[Relation, Entity, Entity]]:
    """All that a statement could say, relation after relation."""
    classes = {one.id: set(names.labels(one.kind or one.type)) for one in found}
    return [
        (relation, left, right)
        for relation in names.relations.values()
        for left in found
        for right in found
        if left is not right and classes[left.id] & relation.domain and classes[right.id] & relation.range
    ]


@st.composite
def statements(
    draw: st.DrawFn,
    article: Article,
    found: list[Entity],
    runs: list[Run],
    text: st.SearchStrategy[str] = texts,
) -> Statement:
    """A statement between two of the entities that its relation admits; some relation must admit some two."""
    relation, subject, object_ = draw(st.sampled_from(_admitted(found)))
    places = [entity.id for entity in found if names.is_a(entity.type, "Place")]
    agents = [entity.id for entity in found if names.is_a(entity.type, "Agent")]
    place = maybe(st.sampled_from(places)) if places else st.none()
    cut = draw(st.lists(spans(article), min_size=1, max_size=2, unique=True))
    days = draw(maybe(st.tuples(dates, dates).map(sorted))) or (None, None)
    modality = draw(st.sampled_from(names.scheme("modalities")))
    unreviewed = relation.accusing or draw(st.booleans())
    made = Statement.make(
        subject.id,
        relation.type,
        object_.id,
        tuple(Evidence.of(article, start, end) for start, end in sorted(cut)),
        modality=modality,
        polarity="negated" if modality == "denied" else draw(st.sampled_from(names.scheme("polarities"))),
        size=draw(maybe(sizes(text))),
        event_start=days[0],
        event_end=days[1],
        event_date_text=draw(maybe(text)),
        at_place=draw(place),
        from_place=draw(place),
        to_place=draw(place),
        attributed_to=draw(maybe(st.sampled_from(agents))) if agents else None,
        attribution_cue=draw(maybe(text)),
        quote_type=draw(maybe(st.sampled_from(names.scheme("quoteTypes")))),
        said_on=draw(maybe(dates)),
        said_on_text=draw(maybe(text)),
        position_title=draw(maybe(text)),
        confidence=draw(scores),
        review_status=draw(st.sampled_from(names.scheme("reviewStatuses"))) if unreviewed else None,
        by=tuple(sorted(run.id for run in draw(st.sets(st.sampled_from(runs), min_size=1)))),
    )
    return made


@st.composite
def graphs(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> Graph:
    """Any graph: a few articles, things of every type, statements, appearances, doubts."""
    read = draw(st.lists(articles(text), min_size=1, max_size=3, unique_by=lambda article: article.id))
    types = ["Person", "Agency", "Group", *draw(st.lists(st.sampled_from(names.entity_types()), max_size=4))]
    found = [draw(entities(type_, number, text)) for number, type_ in enumerate(types)]
    runs = [Run(id=f"run/rules-0.{n}.0", extractor="rules", version=f"0.{n}.0") for n in range(2)]
    said = draw(st.lists(st.sampled_from(read).flatmap(lambda a: statements(a, found, runs, text)), max_size=4))
    pairs = st.tuples(st.sampled_from(found), st.sampled_from(read))
    seen = draw(st.lists(pairs, max_size=5, unique_by=lambda pair: (pair[0].id, pair[1].id)))
    return Graph(
        articles=_sorted(article.record() for article in read),
        entities=_sorted(found),
        statements=_sorted({one.id: one for one in said}.values()),
        appearances=tuple(
            Appearance(entity_id=entity.id, article_id=article.id, count=draw(st.integers(1, 99)))
            for entity, article in sorted(seen, key=lambda pair: (pair[0].id, pair[1].id))
        ),
        runs=tuple(runs),
        possibly_same=tuple(draw(_doubts(found, text))),
    )


def _sorted(nouns: Any) -> tuple[Any, ...]:
    return tuple(sorted(nouns, key=lambda noun: noun.id))


@st.composite
def _doubts(draw: st.DrawFn, found: list[Entity], text: st.SearchStrategy[str]) -> list[Judgement]:
    pairs = st.tuples(st.sampled_from(found), st.sampled_from(found)).filter(lambda pair: pair[0].id < pair[1].id)
    drawn = draw(st.lists(pairs, max_size=2, unique_by=lambda pair: (pair[0].id, pair[1].id)))
    return [
        Judgement(left=left.id, right=right.id, verdict="unsure", score=draw(scores), reasons=reasons, by="resolver")
        for left, right in sorted(drawn, key=lambda pair: (pair[0].id, pair[1].id))
        for reasons in [draw(some(text, least=1))]
    ]


@st.composite
def extractions(draw: st.DrawFn) -> tuple[Article, Extraction]:
    """An article and what some extractor may have found in it."""
    article = draw(articles())
    cut = draw(st.lists(spans(article), min_size=2, max_size=5, unique=True))
    types = [draw(st.sampled_from(names.entity_types())) for _ in cut]
    mentions = [Mention.of(article, *span, type=type_, by="rules") for span, type_ in zip(cut, types, strict=True)]
    clusters = [Cluster.make(names.id_prefix(one.type), (one,), name=one.text) for one in mentions]
    return article, Extraction(
        article_id=article.id, extractor="rules", version="0.1.0", clusters=_sorted(clusters), statements=()
    )
