"""A graph → the network of its agencies, a `networkx.Graph`.

Two agencies are linked where an article says so (they cooperate, one is part of the other: each relation that the
vocabulary allows between two agencies), or where both act on the same people in one article (one rescues whom the
other repatriates). Those who are said to recruit, send or exploit are never linked to those who help, only to each
other. What is denied or rejected is left out, and what is alleged or planned unless it is asked for.

>>> network = agency_network(graph)                                         # doctest: +SKIP
>>> network.edges["org/bp3mi-kepri", "org/polda-kepri"]["relations"]        # doctest: +SKIP
('COOPERATES_WITH',)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import networkx as nx

from kg.model import Entity, Statement
from kg.ports import GraphSource
from kg.protect import review_status
from kg.text import fold
from ontology.vocabulary import Relation, Vocabulary, vocabulary

AGENCY = "Agency"
PEOPLE = "Group"
STATED = ("asserted", "reported")
"""Modalities that make a link unless others are asked for."""
_LONG = 34
_SHORT = re.compile(r"\b[A-Z][A-Z0-9]{2,}")  # an acronym: an alias that has one is a name by itself


@dataclass
class _Link:
    """What is gathered on two agencies."""

    statements: dict[str, Statement] = field(default_factory=dict)
    direct: set[str] = field(default_factory=set)

    def add(self, statement: Statement, *, direct: bool) -> None:
        self.statements[statement.id] = statement
        if direct:
            self.direct.add(statement.relation)


def agency_network(
    graph: GraphSource, *, modalities: Collection[str] = STATED, names: Vocabulary | None = None
) -> nx.Graph[str]:
    """All agencies and the links between them; nodes and edges are added in the order of their ids.

    Nodes (entity ids) carry `name`, `label` (short, for pictures), `type`, `kind`, `aliases`, `articles` (how many
    mention it), `classLabel` and `colour`. Edges carry `weight` (how many articles state the link, ≥ 1; articles with
    the same sentences count once), `articles` and `statements` (sorted ids), `relations` and `modalities` (sorted),
    `direct` (relations that name both agencies; empty where they only act on the same people) and `unreviewed` (it
    rests on an accusation against them that no person has accepted). `network.graph` has `articles`, `first` and
    `last` (dates of publication or None).

    Walks each part of the graph once; memory grows with the statements about agencies. Raises VocabularyError for a
    relation that the vocabulary does not have.
    """
    words = names or vocabulary()
    agencies = {entity.id: entity for entity in graph.entities if words.is_a(entity.type, AGENCY)}
    mentioned = Counter(appearance.entity_id for appearance in graph.appearances if appearance.entity_id in agencies)
    network: nx.Graph[str] = nx.Graph(**_source(graph))
    for identifier, entity in sorted(agencies.items()):
        network.add_node(identifier, **_node(entity, articles=mentioned[identifier], names=words))
    links = _links(graph, agencies.keys(), modalities=modalities, names=words)
    for (left, right), link in sorted(links.items()):
        network.add_edge(left, right, **_edge(link, names=words))
    return network


def _source(graph: GraphSource) -> dict[str, object]:
    count, days = 0, []
    for article in graph.articles:
        count += 1
        if article.published:
            days.append(article.published)
    return {"articles": count, "first": min(days, default=None), "last": max(days, default=None)}


def _node(entity: Entity, *, articles: int, names: Vocabulary) -> dict[str, object]:
    class_ = names.entity_class(entity.kind or entity.type)
    above = (names.classes[name].colour for name in (class_.name, *class_.ancestors))
    return {
        "name": entity.name,
        "label": _label(entity),
        "type": entity.type,
        "kind": entity.kind,
        "aliases": entity.aliases,
        "articles": articles,
        "classLabel": "Other agency" if class_.name == AGENCY else class_.label,
        "colour": next(filter(None, above), None),
    }


def _label(entity: Entity) -> str:
    """The name; of a long one, its shortest alias with an acronym ("BP3MI Kepri")."""
    short = [alias for alias in entity.aliases if len(alias) <= _LONG and _SHORT.search(alias)]
    return min(short, key=lambda alias: (len(alias), alias)) if len(entity.name) > _LONG and short else entity.name


def _edge(link: _Link, *, names: Vocabulary) -> dict[str, object]:
    said = [statement for _, statement in sorted(link.statements.items())]
    articles = sorted({statement.article_id for statement in said})
    by_article = {article: frozenset(_quotes(said, article)) for article in articles}
    quotes = set(by_article.values())  # a copied sentence is no second source
    return {
        "weight": len(quotes),
        "articles": tuple(articles),
        "statements": tuple(statement.id for statement in said),
        "relations": tuple(sorted({statement.relation for statement in said})),
        "modalities": tuple(sorted({statement.modality for statement in said})),
        "direct": tuple(sorted(link.direct)),
        "unreviewed": any(
            _harms(names.relation(statement.relation)) and review_status(statement, names=names) == "unreviewed"
            for statement in said
        ),
    }


def _quotes(statements: list[Statement], article: str) -> Iterator[str]:
    for statement in statements:
        if statement.article_id == article:
            yield from (fold(evidence.quote) for evidence in statement.evidence)


def _links(
    graph: GraphSource, agencies: Collection[str], *, modalities: Collection[str], names: Vocabulary
) -> dict[tuple[str, str], _Link]:
    links: dict[tuple[str, str], _Link] = defaultdict(_Link)
    acts: dict[tuple[str, str, bool], list[Statement]] = defaultdict(list)
    relations = {relation.type: relation for relation in names.relations.values()}
    for statement in graph.statements:
        if statement.subject not in agencies or not _counts(statement, modalities):
            continue
        relation = relations.get(statement.relation) or names.relation(statement.relation)
        if statement.object in agencies and names.admits(relation.name, AGENCY, AGENCY):
            if statement.subject != statement.object:
                links[_pair(statement.subject, statement.object)].add(statement, direct=True)
        elif names.admits(relation.name, AGENCY, PEOPLE):
            acts[statement.article_id, statement.object, _harms(relation)].append(statement)
    for left, right in _together(acts.values()):
        for statement in (left, right):
            links[_pair(left.subject, right.subject)].add(statement, direct=False)
    return links


def _counts(statement: Statement, modalities: Collection[str]) -> bool:
    affirmed = statement.polarity == "affirmed" and statement.review_status != "rejected"
    return affirmed and statement.modality in modalities


def _harms(relation: Relation) -> bool:
    """Whether the relation accuses the one who acts: such an agency does not work with those who help."""
    return relation.accusing and not relation.accuses_object


def _together(acts: Collection[list[Statement]]) -> Iterator[tuple[Statement, Statement]]:
    for said in acts:
        for left, right in combinations(said, 2):
            if left.subject != right.subject:
                yield left, right


def _pair(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)
