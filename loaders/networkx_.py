"""A graph → `networkx.MultiDiGraph`, for measures and pictures, and as the way to GraphML, GEXF and node-link JSON.

Nodes are entities, keyed by id; edges are what affirmed statements say, keyed by the statement's id, each with its
modality and the sentence behind it. Denied and negated statements are no edges. Attributes are text, numbers and
truth values only; what is not known is absent; dates are ISO text; several values are joined by "; ".

>>> to_networkx(graph).edges["org/kbri-phnom-penh", "group/7au6…", "statement/3q7m…"]["quote"]   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import networkx as nx

from kg.model import ArticleRecord, Entity, Size, Statement
from kg.ports import GraphSource
from kg.protect import review_status
from ontology.vocabulary import Vocabulary, vocabulary

Scalar = str | int | float | bool


def to_networkx(graph: GraphSource, *, names: Vocabulary | None = None) -> nx.MultiDiGraph[str]:
    """Nodes and edges in the order of their ids. A symmetric relation is one edge, its ends sorted by id.

    Raises VocabularyError for a relation that the vocabulary does not have. In memory: about 3 kB an edge.
    """
    words = names or vocabulary()
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    entities = {entity.id: entity.name for entity in graph.entities}
    articles = {article.id: article for article in graph.articles}
    for entity in graph.entities:
        made.add_node(entity.id, **node(entity, names=words))
    for statement in graph.statements:
        if statement.polarity == "affirmed":
            ends = (statement.subject, statement.object)
            source, target = sorted(ends) if words.relation(statement.relation).symmetric else ends
            attributes = edge(statement, articles[statement.article_id], entities, names=words)
            made.add_edge(source, target, key=statement.id, **attributes)
    return made


def node(entity: Entity, *, names: Vocabulary) -> dict[str, Scalar]:
    """What is said of an entity, by the property names of the ontology; `label` is for tools that draw."""
    found = names.entity_class(entity.kind or entity.type)
    return _known(
        {
            "label": entity.name,
            "name": entity.name,
            "type": entity.type,
            "kind": entity.kind,
            "aliases": "; ".join(entity.aliases) or None,
            "outsideIds": "; ".join(entity.outside_ids) or None,
            "nameWithheld": entity.withheld or None,
            "colour": found.colour or _inherited_colour(found.ancestors, names),
            **_size("size", entity.size),
        }
    )


def edge(
    statement: Statement, article: ArticleRecord, entities: Mapping[str, str], *, names: Vocabulary
) -> dict[str, Scalar]:
    """What is said of a statement: its qualifiers, the sentence and where it stands."""
    relation = names.relation(statement.relation)
    return _known(
        {
            "label": relation.label,
            "relation": relation.type,
            "modality": statement.modality,
            **_size("count", statement.size),
            "eventStart": _iso(statement.event_start),
            "eventEnd": _iso(statement.event_end),
            "saidOn": _iso(statement.said_on),
            "attributedTo": entities.get(statement.attributed_to or ""),
            "atPlace": entities.get(statement.at_place or ""),
            "fromPlace": entities.get(statement.from_place or ""),
            "toPlace": entities.get(statement.to_place or ""),
            "positionTitle": statement.position_title,
            "confidence": statement.confidence,
            "reviewStatus": review_status(statement, names=names),
            "quote": " … ".join(evidence.quote for evidence in statement.evidence),
            "articleTitle": article.title,
            "articleUrl": article.url,
            "publisher": article.publisher,
            "publishedAt": _iso(article.published),
        }
    )


def _size(prefix: str, size: Size | None) -> dict[str, Scalar | None]:
    if size is None:
        return {}
    return {
        prefix: size.count,
        f"{prefix}Min": size.minimum,
        f"{prefix}Max": size.maximum,
        f"{prefix}Qualifier": size.qualifier,
        f"{prefix}Text": size.text,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(attributes: Mapping[str, Any]) -> dict[str, Scalar]:
    return {name: value for name, value in attributes.items() if value is not None}


def _inherited_colour(ancestors: tuple[str, ...], names: Vocabulary) -> str | None:
    return next((colour for name in ancestors if (colour := names.classes[name].colour)), None)
