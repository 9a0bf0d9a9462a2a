"""An RDF file that Jejaring wrote → the Graph it was: `.ttl`, `.nt` and `.jsonld`, by the tables of `terms`.

The statements and entities are read; direct triples, types above and labels of outlets follow from them. What others
added to the file (properties that no noun has) is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import InputError
from kg.model import Appearance, ArticleRecord, Entity, Evidence, Graph, Judgement, Run, Size, Statement
from loaders.terms import (
    APPEARANCE,
    ARTICLE,
    ENTITY,
    ENTITY_SIZE,
    EVIDENCE,
    EVIDENCED_BY,
    JUDGEMENT,
    OUTLETS,
    RUN,
    STATEMENT,
    STATEMENT_SIZE,
    VALUES,
    WITHHELD,
    Property,
    term,
    thing,
)
from ontology.vocabulary import THINGS

Described = Mapping[str, Mapping[str, list[str]]]
"""Subject IRI → predicate IRI → the values' texts."""


def read_rdf(path: Path) -> Graph:
    """The graph in that file, equal to the one that was written. In memory: about 2 kB a triple.

    Raises InputError when the file is missing, does not parse, or lacks something that a noun needs.
    """
    described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path), format=_format(path)):
            described[_text(quad.subject)][quad.predicate.value].append(_text(quad.object))
        return _graph(described)
    except (OSError, SyntaxError, ValueError, KeyError) as problem:
        raise InputError(f"{path}: not a graph of Jejaring: {problem}") from problem


def _format(path: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if found is None:
        raise ValueError(f"unknown suffix {path.suffix!r}; expected .ttl, .nt or .jsonld")
    return found


def _text(node: object) -> str:
    if isinstance(node, ox.NamedNode | ox.Literal):
        return node.value
    raise ValueError(f"{node}: Jejaring writes neither blank nodes nor quoted triples")


def _graph(described: Described) -> Graph:
    return Graph(
        articles=tuple(_articles(described)),
        entities=tuple(_entities(described)),
        statements=tuple(_statements(described)),
        appearances=tuple(
            sorted(
                (Appearance(**fields) for _, fields in _nouns(described, "Appearance", APPEARANCE)),
                key=lambda appearance: (appearance.entity_id, appearance.article_id),
            )
        ),
        runs=tuple(Run(id=identifier, **fields) for identifier, fields in _nouns(described, "ExtractionRun", RUN)),
        possibly_same=tuple(
            sorted(
                (Judgement(**fields) for _, fields in _nouns(described, "Judgement", JUDGEMENT)),
                key=lambda judgement: (judgement.left, judgement.right),
            )
        ),
    )


def _nouns(described: Described, class_: str, properties: Iterable[Property]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and fields of all that are of the class, sorted by id."""
    type_, wanted, table = term("rdf:type").value, term(class_).value, tuple(properties)
    found = (iri for iri, pairs in described.items() if wanted in pairs.get(type_, ()))
    for identifier in sorted(iri.removeprefix(THINGS) for iri in found):
        yield identifier, _fields(described[thing(identifier).value], table)


def _fields(pairs: Mapping[str, list[str]], properties: Iterable[Property]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part in properties:
        values = [VALUES[part.kind](text) for text in pairs.get(term(part.name).value, ())]
        if part.many:
            fields[part.field] = tuple(sorted(values))
        elif len(values) > 1:
            raise ValueError(f"{part.name} more than once: {values[0]!r} and {values[1]!r}")
        elif values:
            fields[part.field] = values[0]
    return fields


def _size(pairs: Mapping[str, list[str]], properties: Iterable[Property]) -> Size | None:
    fields = _fields(pairs, properties)
    return Size(**fields) if fields else None


def _articles(described: Described) -> Iterator[ArticleRecord]:
    label = term("rdfs:label").value
    for identifier, fields in _nouns(described, "Article", (*ARTICLE, *OUTLETS)):
        named = {
            part.field: described[thing(fields[part.field]).value][label][0] for part in OUTLETS if part.field in fields
        }
        yield ArticleRecord(id=identifier, **(fields | named))


def _entities(described: Described) -> Iterator[Entity]:
    """Articles and outlets are of class Entity too; what has members was an entity of the graph."""
    member = term("memberId").value
    for identifier, fields in _nouns(described, "Entity", (*ENTITY, WITHHELD)):
        pairs = described[thing(identifier).value]
        if member in pairs:
            yield Entity(id=identifier, size=_size(pairs, ENTITY_SIZE), **fields)


def _statements(described: Described) -> Iterator[Statement]:
    for identifier, fields in _nouns(described, "Statement", (*STATEMENT, EVIDENCED_BY)):
        spans = [_fields(described[thing(span).value], EVIDENCE) for span in fields.pop("evidence")]
        evidence = sorted((Evidence(**span) for span in spans), key=lambda item: (item.start, item.end))
        size = _size(described[thing(identifier).value], STATEMENT_SIZE)
        yield Statement(id=identifier, size=size, evidence=tuple(evidence), **fields)
