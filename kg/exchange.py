"""The guideline's JSON: what `kg extract` writes, what gold annotation looks like, and back into nouns.

One object an article: `id`, what is known of it, `text`, `entities` (local ids, type, name, mentions, count) and
`relations` (type, subject, object, modality, evidence, and date, title, confidence where there is one); `candidates`
are relations that the extractor is not sure enough of.
Offsets count code points, half-open. The guideline knows four modalities and four count qualifiers; ours are folded
into them by two tables.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.errors import InputError
from kg.model import Article, Cluster, Evidence, Extraction, Mention, Size, Statement
from ontology.vocabulary import Vocabulary, vocabulary

GUIDELINE_MODALITY = {"reported": "alleged", "urged": "planned", "hypothetical": "planned"}
GUIDELINE_QUALIFIER = {"moreThan": "atLeast", "lessThan": "atMost", "range": "about", "indefinite": None}
_RECORD = ("url", "publisher", "title", "language")

Json = dict[str, Any]


def to_json(article: Article, extraction: Extraction) -> Json:
    """The article and what was found in it, as the guideline's object; the input's id is kept."""
    local = {cluster.id: f"e{number}" for number, cluster in enumerate(extraction.clusters, 1)}
    record: Json = {"id": article.input_id or article.id}
    record |= {name: getattr(article, name) for name in _RECORD}
    record["published"] = article.published.isoformat() if article.published else None
    record["text"] = article.text
    record["entities"] = [_entity(cluster, local[cluster.id]) for cluster in extraction.clusters]
    record["relations"] = [_relation(statement, local) for statement in extraction.statements]
    if extraction.candidates:
        record["candidates"] = [_relation(statement, local) for statement in extraction.candidates]
    return record


def from_json(
    record: Mapping[str, Any], *, by: str = "gold", names: Vocabulary | None = None
) -> tuple[Article, Extraction]:
    """The nouns that the guideline's object speaks of; `by` names who made it.

    Raises InputError when an offset does not fit, an end is unknown or a type is not the ontology's.
    """
    words = names or vocabulary()
    article = _article(record)
    try:
        clusters = {entity["id"]: _cluster(article, entity, by, words) for entity in record["entities"]}
        statements = [_statement(article, relation, clusters, by) for relation in record["relations"]]
    except (KeyError, ValueError, TypeError) as problem:
        raise InputError(f"{record.get('id')}: not the guideline's format: {problem}") from problem
    unique = {statement.id: statement for statement in statements}
    return article, Extraction(
        article_id=article.id,
        extractor=by,
        version="1",
        clusters=tuple(sorted(clusters.values(), key=lambda cluster: cluster.id)),
        statements=tuple(unique[identifier] for identifier in sorted(unique)),
    )


def cluster_ids(record: Mapping[str, Any], extraction: Extraction) -> dict[str, str]:
    """Local id of the guideline's object → cluster id of the extraction that `from_json` made of it."""
    spans = {
        (cluster.type, tuple((mention.start, mention.end) for mention in cluster.mentions)): cluster.id
        for cluster in extraction.clusters
    }
    return {
        entity["id"]: spans[entity["type"], tuple(sorted({(m["start"], m["end"]) for m in entity["mentions"]}))]
        for entity in record["entities"]
    }


def partial_date(start: date | None, end: date | None) -> str | None:
    """The ISO day, month or year that holds both bounds, the shortest; None without bounds or across years."""
    if start is None or end is None or start.year != end.year:
        return None
    if start == end:
        return start.isoformat()
    return f"{start.year:04d}-{start.month:02d}" if start.month == end.month else f"{start.year:04d}"


def date_bounds(text: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year. Raises ValueError for anything else."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date.fromisoformat(text)
    return day, day


def _entity(cluster: Cluster, identifier: str) -> Json:
    mentions = [{"start": m.start, "end": m.end, "text": m.text} for m in cluster.mentions]
    entity: Json = {"id": identifier, "type": cluster.type, "name": cluster.name, "mentions": mentions}
    if cluster.type == "Group":
        size = cluster.size
        entity["count"] = size.count if size else None
        entity["countQualifier"] = GUIDELINE_QUALIFIER.get(size.qualifier, size.qualifier) if size else None
    return entity


def _relation(statement: Statement, local: Mapping[str, str]) -> Json:
    relation: Json = {
        "type": statement.relation,
        "subject": local[statement.subject],
        "object": local[statement.object],
        "modality": GUIDELINE_MODALITY.get(statement.modality, statement.modality),
        "evidence": [{"start": e.start, "end": e.end, "text": e.quote} for e in statement.evidence],
        "confidence": round(statement.confidence, 4),
    }
    optional = {
        "title": statement.position_title,
        "date": partial_date(statement.event_start, statement.event_end),
        "attributedTo": local.get(statement.attributed_to or ""),
        "saidOn": statement.said_on.isoformat() if statement.said_on else None,
    }
    return relation | {name: value for name, value in optional.items() if value is not None}


def _article(record: Mapping[str, Any]) -> Article:
    published = record.get("published")
    return Article.make(
        text=record["text"],
        url=record.get("url"),
        input_id=record["id"],
        title=record.get("title"),
        publisher=record.get("publisher"),
        published=date.fromisoformat(published) if published else None,
        language=record.get("language") or "id",
    )


def _cluster(article: Article, entity: Mapping[str, Any], by: str, words: Vocabulary) -> Cluster:
    if entity["type"] not in words.entity_types():
        raise ValueError(f"entity type {entity['type']!r}; known: {', '.join(words.entity_types())}")
    spans = sorted({(mention["start"], mention["end"]) for mention in entity["mentions"]})
    mentions = tuple(Mention.of(article, start, end, type=entity["type"], by=by) for start, end in spans)
    count, qualifier = entity.get("count"), entity.get("countQualifier")
    size = Size(count=count, qualifier=qualifier or "exact") if count is not None else None
    return Cluster.make(words.id_prefix(entity["type"]), mentions, name=entity["name"], size=size)


def _statement(article: Article, relation: Mapping[str, Any], clusters: Mapping[str, Cluster], by: str) -> Statement:
    spans = sorted({(item["start"], item["end"]) for item in relation["evidence"]})
    start, end = date_bounds(relation["date"]) if relation.get("date") else (None, None)
    modality = relation.get("modality", "asserted")
    return Statement.make(
        clusters[relation["subject"]].id,
        relation["type"],
        clusters[relation["object"]].id,
        tuple(Evidence.of(article, first, last) for first, last in spans),
        modality=modality,
        polarity="negated" if modality == "denied" else "affirmed",
        position_title=relation.get("title"),
        event_start=start,
        event_end=end,
        size=clusters[relation["object"]].size,
        confidence=relation.get("confidence", 1.0),
        by=(f"run/{by}-1",),
    )
