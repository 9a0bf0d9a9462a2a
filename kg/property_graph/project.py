"""A graph → parcels and links, streaming: one article's date a line is all that is kept in memory.

A `Parcel` is a node with what it owns: a Statement owns its ends, evidence, runs, places and its world edge. Its hash
covers all of that, so two stores are equal when their hashes are. Evidence is shared between statements and comes
with each of them.
"""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.model import Appearance, ArticleRecord, Entity, Evidence, Judgement, Noun, Run, Size, Statement
from kg.ports import GraphSource
from kg.property_graph import names
from ontology.vocabulary import Vocabulary, iri

Property = str | int | float | bool | date | tuple[str, ...]

SECTIONS = ("ExtractionRun", "Entity", "Statement")
"""Base labels that have parcels, in the order in which a store writes them: ends before what refers to them."""

_NO_QUOTES = str.maketrans("", "", '"“”')
_LEAST_TEXT, _END_TEXT = 30, 60
"""Letters: shorter sentences are alike by chance; of longer ones so many at either end are compared."""


@dataclass(frozen=True, slots=True)
class Node:
    """`properties` hold `id`, `uri` and the hash; what is null is absent."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]
    hash: str

    @property
    def base(self) -> str:
        """The label whose `id` is unique."""
        return "Entity" if "Entity" in self.labels else self.labels[0]


@dataclass(frozen=True, slots=True)
class Relationship:
    """`rid` is unique within the type and stands in `properties` too. `hash` is empty where a node's covers it."""

    type: str
    rid: str
    start: str
    end: str
    properties: Mapping[str, Property]
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A node, the evidence that it shares with others, and the relationships to make with it."""

    node: Node
    shared: tuple[Node, ...] = ()
    relationships: tuple[Relationship, ...] = ()


def parcels(section: str, source: GraphSource, *, vocabulary: Vocabulary) -> Iterator[Parcel]:
    """The parcels of a section, by node id. Raises KeyError when there is no such section."""
    made: Iterator[Parcel]
    if section == "ExtractionRun":
        made = (_run(run, vocabulary) for run in source.runs)
    elif section == "Entity":
        articles = (_article(article, vocabulary) for article in source.articles)
        entities = (_entity(entity, vocabulary) for entity in source.entities)
        made = heapq.merge(articles, entities, key=lambda parcel: parcel.node.id)
    elif section == "Statement":
        published = {article.id: article.published for article in source.articles}
        made = (_statement(item, published.get(item.article_id), vocabulary) for item in source.statements)
    else:
        raise KeyError(section)
    return made


def links(type_: str, source: GraphSource) -> Iterator[Relationship]:
    """The links of that type, by `rid`. Raises KeyError when there is no such type."""
    if type_ == names.MENTIONED_IN:
        return map(_mention, source.appearances)
    if type_ == names.POSSIBLY_SAME_AS:
        return map(_doubt, source.possibly_same)
    raise KeyError(type_)


def rows(source: GraphSource, *, vocabulary: Vocabulary) -> Iterator[Node | Relationship]:
    """Everything, each once, a node before the relationships that end in it. Keeps the keys of evidence in memory."""
    seen: set[str] = set()
    for section in SECTIONS:
        for parcel in parcels(section, source, vocabulary=vocabulary):
            shared = {node.id for node in parcel.shared}
            new = shared - seen
            seen |= new
            yield from (node for node in parcel.shared if node.id in new)
            yield parcel.node
            yield from (item for item in parcel.relationships if item.start not in shared or item.start in new)
    for type_ in names.LINKS:
        yield from links(type_, source)


# ---- nouns to nodes


def _article(article: ArticleRecord, vocabulary: Vocabulary) -> Parcel:
    properties = _fields(article, names.ARTICLE) | ({"name": article.title} if article.title is not None else {})
    properties[names.NAME_TEXT] = _name_text(article.title)
    return Parcel(_node(article.id, vocabulary.labels("Article"), properties))


def _entity(entity: Entity, vocabulary: Vocabulary) -> Parcel:
    properties = _fields(entity, names.ENTITY) | _size("size", entity.size)
    properties[names.NAME_TEXT] = _name_text(entity.name, *entity.aliases)
    return Parcel(_node(entity.id, vocabulary.labels(entity.kind or entity.type), properties))


def _name_text(*found: str | None) -> str:
    return "\n".join(dict.fromkeys(name.lower() for name in found if name))


def _run(run: Run, vocabulary: Vocabulary) -> Parcel:
    return Parcel(_node(run.id, vocabulary.labels("ExtractionRun"), _fields(run, names.RUN)))


def _statement(statement: Statement, published: date | None, vocabulary: Vocabulary) -> Parcel:
    properties = _fields(statement, names.STATEMENT) | _size("count", statement.size)
    if published is not None:
        properties["publishedAt"] = published
    spans = {item.id: item for item in statement.evidence}
    evidence = tuple(_evidence(item, vocabulary) for item in spans.values())
    owned = (
        *_references(statement),
        *(_relationship(names.IN_ARTICLE, item.id, item.id, item.article_id) for item in spans.values()),
        *_world(statement, properties, vocabulary),
    )
    labels = vocabulary.labels("Statement")
    return Parcel(_node(statement.id, labels, properties, shared=evidence, owned=owned), evidence, owned)


def _evidence(evidence: Evidence, vocabulary: Vocabulary) -> Node:
    properties = _fields(evidence, names.EVIDENCE)
    plain = " ".join(evidence.quote.lower().translate(_NO_QUOTES).split())
    if len(plain) >= _LEAST_TEXT:
        properties |= {names.OPENING_TEXT: plain[:_END_TEXT], names.CLOSING_TEXT: plain[-_END_TEXT:]}
    return _node(evidence.id, vocabulary.labels("Evidence"), properties)


def _node(
    identifier: str,
    labels: tuple[str, ...],
    properties: dict[str, Property],
    *,
    shared: Iterable[Node] = (),
    owned: Iterable[Relationship] = (),
) -> Node:
    hash_ = _hash(
        [
            labels,
            properties,
            [node.hash for node in shared],
            [[item.type, item.rid, item.start, item.end, dict(item.properties)] for item in owned],
        ]
    )
    return Node(identifier, labels, {"id": identifier, "uri": iri(identifier), **properties, names.HASH: hash_}, hash_)


# ---- relationships


def _references(statement: Statement) -> Iterator[Relationship]:
    for field, type_ in names.REFERENCES.items():
        end = getattr(statement, field)
        if end is not None:
            yield _relationship(type_, statement.id, statement.id, end)
    for position, item in enumerate(statement.evidence):
        rid = f"{statement.id} {position}"
        yield _relationship(names.EVIDENCED_BY, rid, statement.id, item.id, {"position": position})
    for run in statement.by:
        yield _relationship(names.EXTRACTED_BY, f"{statement.id} {run}", statement.id, run)


def _world(statement: Statement, properties: Mapping[str, Property], vocabulary: Vocabulary) -> Iterator[Relationship]:
    """The direct edge of an affirmed statement; a symmetric relation's ends are sorted."""
    if statement.polarity != "affirmed":
        return
    relation = vocabulary.relation(statement.relation)
    ends = (statement.subject, statement.object)
    start, end = sorted(ends) if relation.symmetric else ends
    repeated = {name: properties[name] for name in names.WORLD if name in properties}
    yield _relationship(relation.type, statement.id, start, end, {"statementId": statement.id, **repeated})


def _mention(appearance: Appearance) -> Relationship:
    start, end = appearance.entity_id, appearance.article_id
    return _link(names.MENTIONED_IN, f"{start} {end}", start, end, {"count": appearance.count})


def _doubt(judgement: Judgement) -> Relationship:
    rid = f"{judgement.left} {judgement.right}"
    properties = _fields(judgement, names.JUDGEMENT)
    return _link(names.POSSIBLY_SAME_AS, rid, judgement.left, judgement.right, properties)


def _link(type_: str, rid: str, start: str, end: str, properties: dict[str, Property]) -> Relationship:
    hash_ = _hash([type_, start, end, properties])
    return Relationship(type_, rid, start, end, {"rid": rid, **properties, names.HASH: hash_}, hash_)


def _relationship(
    type_: str, rid: str, start: str, end: str, properties: Mapping[str, Property] | None = None
) -> Relationship:
    return Relationship(type_, rid, start, end, {"rid": rid, **(properties or {})})


# ---- properties


def _fields(noun: Noun, table: Mapping[str, str]) -> dict[str, Property]:
    pairs = ((name, getattr(noun, field)) for field, name in table.items())
    return {name: value for name, value in pairs if value is not None}


def _size(prefix: str, size: Size | None) -> dict[str, Property]:
    if size is None:
        return {}
    return {prefix + ending: value for ending, value in _fields(size, names.SIZE).items()}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def _hash(content: list[object]) -> str:
    return hashlib.blake2b(_ENCODER.encode(content).encode(), digest_size=12).hexdigest()
