"""Extractions and entities → Graph: ends of statements become entities, and what accuses is marked for review.

`assemble` makes a Graph in memory; `LedgerGraph` is the same graph as a view of the ledger that streams.

>>> graph = collect(LedgerGraph(ledger))   # doctest: +SKIP
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg.ledger import Ledger
from kg.model import Appearance, ArticleRecord, Entity, Extraction, Graph, Judgement, Run, Statement
from kg.ports import GraphSource
from ontology.vocabulary import Vocabulary, vocabulary

_PLACES = ("at_place", "from_place", "to_place", "attributed_to")
_NAMED = ("person/", "org/")


def collect(source: GraphSource) -> Graph:
    """The whole of a graph source in memory."""
    return Graph(
        articles=tuple(source.articles),
        entities=tuple(source.entities),
        statements=tuple(source.statements),
        appearances=tuple(source.appearances),
        runs=tuple(source.runs),
        possibly_same=tuple(source.possibly_same),
    )


def assemble(
    records: Iterable[ArticleRecord],
    extractions: Iterable[Extraction],
    *,
    entities: Iterable[Entity],
    canonical: Mapping[str, str],
    judgements: Iterable[Judgement] = (),
) -> Graph:
    """The graph of these articles, `canonical` mapping each cluster id to its entity's."""
    statements: list[Statement] = []
    appearances: Counter[tuple[str, str]] = Counter()
    runs: dict[str, Run] = {}
    for extraction in extractions:
        runs[extraction.run_id] = Run(id=extraction.run_id, extractor=extraction.extractor, version=extraction.version)
        statements += (settle(statement, canonical=canonical) for statement in extraction.statements)
        for cluster in extraction.clusters:
            appearances[canonical[cluster.id], extraction.article_id] += len(cluster.mentions)
    return Graph(
        articles=tuple(sorted(records, key=lambda record: record.id)),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        statements=tuple(sorted(statements, key=lambda statement: statement.id)),
        appearances=tuple(
            Appearance(entity_id=entity, article_id=article, count=count)
            for (entity, article), count in sorted(appearances.items())
        ),
        runs=tuple(runs[identifier] for identifier in sorted(runs)),
        possibly_same=tuple(possibly_same(judgements)),
    )


def settle(
    statement: Statement,
    *,
    canonical: Mapping[str, str],
    reviews: Mapping[str, str] | None = None,
    names: Vocabulary | None = None,
) -> Statement:
    """The statement between entities instead of clusters; its id stays. Ends of a symmetric relation are sorted;
    an accusing one against a named Person or Agency is `unreviewed` until a person decides."""
    relation = (names or vocabulary()).relation(statement.relation)
    subject, object_ = canonical[statement.subject], canonical[statement.object]
    accused = object_ if relation.accuses_object else subject
    if relation.symmetric:
        subject, object_ = sorted((subject, object_))
    status = (reviews or {}).get(statement.id)
    if status is None and relation.accusing and accused.startswith(_NAMED):
        status = "unreviewed"
    places = {name: canonical[value] for name in _PLACES if (value := getattr(statement, name)) is not None}
    return statement.model_copy(
        update={"subject": subject, "object": object_, "review_status": status, "found_by": (), **places}
    )


def possibly_same(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """The unsure ones, left < right, sorted by pair."""
    unsure = (
        judgement.model_copy(
            update={"left": min(judgement.left, judgement.right), "right": max(judgement.left, judgement.right)}
        )
        for judgement in judgements
        if judgement.verdict == "unsure"
    )
    yield from sorted(unsure, key=lambda judgement: (judgement.left, judgement.right))


class LedgerGraph:
    """The graph as a view of the ledger: a `GraphSource` that streams, each part sorted by id.

    Candidates that a person accepted are statements of it; sets of people that only other candidates speak of are not
    in it.
    """

    def __init__(self, ledger: Ledger, *, names: Vocabulary | None = None) -> None:
        self._ledger, self._names = ledger, names

    @property
    def articles(self) -> Iterator[ArticleRecord]:
        return self._ledger.records()

    @property
    def entities(self) -> Iterator[Entity]:
        loose = self._loose()
        return (entity for entity in self._ledger.entities() if entity.id not in loose)

    @property
    def statements(self) -> Iterator[Statement]:
        return self._settled(self._said())

    @property
    def candidates(self) -> Iterator[Statement]:
        """What was not sure enough to be said and is not accepted, settled as the statements are, by id."""
        return self._settled(self._ledger.candidates(accepted=False))

    def _said(self) -> Iterator[Statement]:
        """Statements and accepted candidates, by id, between cluster ids."""
        accepted = self._ledger.candidates(accepted=True)
        return heapq.merge(self._ledger.statements(), accepted, key=lambda statement: statement.id)

    def _settled(self, found: Iterable[Statement]) -> Iterator[Statement]:
        canonical, reviews = self._ledger.canonical(), self._ledger.reviews()
        return (settle(one, canonical=canonical, reviews=reviews, names=self._names) for one in found)

    def _loose(self) -> set[str]:
        """Sets of people that no statement of the graph speaks of."""
        perhaps = {cluster for one in self._ledger.candidates(accepted=False) for cluster in one.things}
        if not perhaps:
            return set()
        canonical = self._ledger.canonical()
        spoken_of = {canonical[cluster] for one in self._said() for cluster in one.things}
        loose = {canonical[cluster] for cluster in perhaps} - spoken_of
        return {identifier for identifier in loose if identifier.startswith("group/")}

    @property
    def appearances(self) -> Iterator[Appearance]:
        loose = self._loose()
        for entity, article, count in self._ledger.appearances():
            if entity not in loose:
                yield Appearance(entity_id=entity, article_id=article, count=count)

    @property
    def runs(self) -> Iterator[Run]:
        return self._ledger.runs()

    @property
    def possibly_same(self) -> Iterator[Judgement]:
        return possibly_same(self._ledger.machine_judgements())
