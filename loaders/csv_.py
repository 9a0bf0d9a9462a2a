"""A folder of tables for spreadsheets: entities.csv, statements.csv, articles.csv, appearances.csv. Streams.

UTF-8, comma, `"` where needed, one line of column names (`COLUMNS`), lines end in CR LF (RFC 4180). An empty cell is
an unknown value; several values in a cell are joined by "; ". A text that a spreadsheet would run as a formula (it
starts with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front, as OWASP advises.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import KgError
from kg.model import ArticleRecord, Size, Statement
from kg.ports import GraphSource
from kg.protect import review_status
from loaders.atomic import replacing
from ontology.vocabulary import Vocabulary, vocabulary

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
COLUMNS = {
    "entities": (
        *("id", "type", "kind", "name", "aliases", "outsideIds", "nameWithheld"),
        *("size", "sizeMin", "sizeMax", "sizeQualifier", "sizeText"),
    ),
    "statements": (
        *("id", "subject", "subjectName", "relation", "object", "objectName", "modality", "polarity"),
        *("count", "countMin", "countMax", "countQualifier", "countText", "eventStart", "eventEnd", "eventDateText"),
        *("atPlace", "fromPlace", "toPlace", "attributedTo", "attributionCue", "quoteType", "saidOn", "saidOnText"),
        *("positionTitle", "confidence", "reviewStatus", "extractedBy", "quote", "start", "end"),
        *("article", "articleTitle", "articleUrl", "publisher", "publishedAt"),
    ),
    "articles": ("id", "url", "title", "publisher", "publishedAt", "language", "basedOn", "textSha256"),
    "appearances": ("entity", "entityName", "article", "mentionCount"),
}
"""File → its columns, by the property names of the ontology. Places and speakers are given by name."""
Row = tuple[object, ...]


def tables(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as four tables into the folder `out`, which is made if it is missing.

    Raises KgError when the folder cannot be written, or when a relation is not the vocabulary's.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise KgError(f"{out}: no folder can be made here: {problem.strerror}; choose another name") from problem
    known = {entity.id: entity.name for entity in graph.entities}
    articles = {article.id: article for article in graph.articles}
    words = names or vocabulary()
    _write(out, "entities", _entities(graph))
    _write(out, "statements", (_statement(one, known, articles, words) for one in graph.statements))
    _write(out, "articles", (_article(article) for article in graph.articles))
    _write(out, "appearances", _appearances(graph, known))


def _write(folder: Path, name: str, rows: Iterable[Row]) -> None:
    with replacing(folder / f"{name}.csv") as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS[name])
        writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: object) -> str:
    """The value as a cell that no spreadsheet runs."""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _size(size: Size | None) -> Row:
    return (size.count, size.minimum, size.maximum, size.qualifier, size.text) if size else (None,) * 5


def _entities(graph: GraphSource) -> Iterator[Row]:
    for entity in graph.entities:
        flag = "true" if entity.withheld else None
        named = (entity.id, entity.type, entity.kind, entity.name, entity.aliases, entity.outside_ids, flag)
        yield (*named, *_size(entity.size))


def _statement(
    statement: Statement, known: Mapping[str, str], articles: Mapping[str, ArticleRecord], names: Vocabulary
) -> Row:
    places = (statement.at_place, statement.from_place, statement.to_place, statement.attributed_to)
    article = articles[statement.article_id]
    return (
        *(statement.id, statement.subject, known[statement.subject], statement.relation),
        *(statement.object, known[statement.object], statement.modality, statement.polarity),
        *_size(statement.size),
        *(statement.event_start, statement.event_end, statement.event_date_text),
        *(known[identifier] if identifier else None for identifier in places),
        *(statement.attribution_cue, statement.quote_type, statement.said_on, statement.said_on_text),
        *(statement.position_title, statement.confidence, review_status(statement, names=names), statement.by),
        tuple(evidence.quote for evidence in statement.evidence),
        tuple(evidence.start for evidence in statement.evidence),
        tuple(evidence.end for evidence in statement.evidence),
        *(article.id, article.title, article.url, article.publisher, article.published),
    )


def _article(article: ArticleRecord) -> Row:
    return (
        *(article.id, article.url, article.title, article.publisher, article.published),
        *(article.language, article.based_on, article.text_sha256),
    )


def _appearances(graph: GraphSource, known: Mapping[str, str]) -> Iterator[Row]:
    for appearance in graph.appearances:
        entity = appearance.entity_id
        yield (entity, known.get(entity), appearance.article_id, appearance.count)
