"""A graph → triples in three layers, as `ontology/examples/rescue.ttl` shows. Streams; names only from the vocabulary.

1. World: entities with their types and all types above; a direct triple only where an affirmed and asserted
   statement stands behind it (an alleged triple in a file would be libel).
2. Statements with their qualifiers; what accuses a named person or agency carries its review status.
3. Provenance: evidence, articles without their text, appearances, runs, and what may be one thing with its score.

A triple may come twice (two statements on one sentence share its evidence): the writers sort and drop the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel
from pyoxigraph import NamedNode, Triple

from kg.errors import KgError
from kg.model import Appearance, ArticleRecord, Entity, Judgement, Statement
from kg.ports import GraphSource
from kg.protect import review_status
from kg.text import key
from loaders.terms import (
    APPEARANCE,
    ARTICLE,
    ENTITY,
    ENTITY_SIZE,
    EVIDENCE,
    EVIDENCED_BY,
    JUDGEMENT,
    NODES,
    OUTLETS,
    RUN,
    STATEMENT,
    STATEMENT_SIZE,
    WITHHELD,
    Property,
    term,
    thing,
)
from ontology.vocabulary import Vocabulary, VocabularyError, vocabulary

_OUTLET = "MediaOrganization"


def triples(graph: GraphSource, *, names: Vocabulary | None = None) -> Iterator[Triple]:
    """All triples of the graph, some of them twice, in the graph's order.

    Raises KgError for a class, relation or code that the vocabulary does not have, and for an id that makes no IRI.
    """
    words = names or vocabulary()
    for article in graph.articles:
        yield from _named(_article(article, words), article.id)
    for entity in graph.entities:
        yield from _named(_entity(entity, words), entity.id)
    for statement in graph.statements:
        yield from _named(_statement(statement, words), statement.id)
    for appearance in graph.appearances:
        yield from _named(_appearance(appearance, words), appearance.entity_id)
    for run in graph.runs:
        yield from _named(_noun(thing(run.id), "ExtractionRun", run, RUN, words), run.id)
    for judgement in graph.possibly_same:
        yield from _named(_judgement(judgement, words), judgement.left)


def _named(found: Iterator[Triple], identifier: str) -> Iterator[Triple]:
    try:
        yield from found
    except VocabularyError as problem:
        raise KgError(f"{identifier}: {problem}; run `kg build` again to bring the graph up to it") from problem
    except ValueError as problem:
        raise KgError(f"{identifier}: cannot be written as RDF: {problem}") from problem


def _noun(
    node: NamedNode, class_: str, noun: BaseModel, properties: Iterable[Property], names: Vocabulary
) -> Iterator[Triple]:
    yield from _types(node, class_, names)
    yield from _values(node, noun, properties, names)


def _types(node: NamedNode, class_: str, names: Vocabulary) -> Iterator[Triple]:
    return (Triple(node, term("rdf:type"), term(name)) for name in names.labels(class_))


def _values(node: NamedNode, noun: BaseModel, properties: Iterable[Property], names: Vocabulary) -> Iterator[Triple]:
    for part in properties:
        found = getattr(noun, part.field)
        for value in found if part.many else (found,):
            if value is not None:
                _check(part, value, names)
                yield Triple(node, term(part.name), NODES[part.kind](value))


def _check(part: Property, value: str, names: Vocabulary) -> None:
    if part.kind == "code" and value not in names.codes:
        raise VocabularyError(f"no code {value!r} for {part.name} in {names.path}")
    if part.kind == "class":
        names.entity_class(value)
    if part.kind == "relation":
        names.relation(value)


def _article(article: ArticleRecord, names: Vocabulary) -> Iterator[Triple]:
    node = thing(article.id)
    yield from _noun(node, "Article", article, ARTICLE, names)
    for part in OUTLETS:
        name = getattr(article, part.field)
        if name is not None:
            outlet = thing(f"{names.id_prefix(_OUTLET)}/{key('outlet', name)}")
            yield Triple(node, term(part.name), outlet)
            yield Triple(outlet, term("rdfs:label"), NODES["label"](name))
            yield from _types(outlet, _OUTLET, names)


def _entity(entity: Entity, names: Vocabulary) -> Iterator[Triple]:
    node = thing(entity.id)
    yield from _noun(node, entity.kind or entity.type, entity, ENTITY, names)
    yield from _types(node, entity.type, names)
    if entity.withheld:
        yield from _values(node, entity, (WITHHELD,), names)
    if entity.size is not None:
        yield from _values(node, entity.size, ENTITY_SIZE, names)


def _statement(statement: Statement, names: Vocabulary) -> Iterator[Triple]:
    node = thing(statement.id)
    marked = statement.model_copy(update={"review_status": review_status(statement, names=names)})
    yield from _noun(node, "Statement", marked, STATEMENT, names)
    if statement.size is not None:
        yield from _values(node, statement.size, STATEMENT_SIZE, names)
    for evidence in statement.evidence:
        span = thing(evidence.id)
        yield Triple(node, term(EVIDENCED_BY.name), span)
        yield from _noun(span, "Evidence", evidence, EVIDENCE, names)
    if (statement.polarity, statement.modality) == ("affirmed", "asserted"):
        direct = term(names.relation(statement.relation).name)
        yield Triple(thing(statement.subject), direct, thing(statement.object))


def _appearance(appearance: Appearance, names: Vocabulary) -> Iterator[Triple]:
    identity = key("appearance", appearance.entity_id, appearance.article_id)
    yield from _noun(thing(f"appearance/{identity}"), "Appearance", appearance, APPEARANCE, names)
    yield Triple(thing(appearance.article_id), term("mentions"), thing(appearance.entity_id))


def _judgement(judgement: Judgement, names: Vocabulary) -> Iterator[Triple]:
    said = (judgement.left, judgement.right, judgement.by, repr(judgement.score), *judgement.reasons)
    node = thing(f"judgement/{key('judgement', *said)}")
    yield from _noun(node, "Judgement", judgement, JUDGEMENT, names)
    yield Triple(thing(judgement.left), term("possiblySameAs"), thing(judgement.right))
