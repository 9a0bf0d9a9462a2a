"""Rows → Graph: the inverse of `rows`, for a graph that comes back from a store. Nothing is guessed.

Nodes and relationships may come in any order; the graph's parts are sorted. Properties and relationships that are not
ours are passed over. Lists may be lists or tuples, dates may be dates or ISO text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from kg.model import Appearance, ArticleRecord, Entity, Evidence, Graph, Judgement, Run, Size, Statement
from kg.property_graph import names
from kg.property_graph.project import Node, Relationship

_Properties = Mapping[str, Any]
_Named = TypeVar("_Named", ArticleRecord, Entity, Statement, Run)


def read_back(items: Iterable[Node | Relationship]) -> Graph:
    """The graph of these rows, all of it in memory. Raises ValueError (pydantic's) when rows are missing or off."""
    nodes: dict[str, dict[str, _Properties]] = defaultdict(dict)
    ends: dict[str, list[Relationship]] = defaultdict(list)
    for item in items:
        if isinstance(item, Node):
            nodes["Article" if "Article" in item.labels else item.base][item.id] = item.properties
        else:
            ends[item.type].append(item)
    return Graph(
        articles=_sorted(_article(key, value) for key, value in nodes["Article"].items()),
        entities=_sorted(_entity(key, value) for key, value in nodes["Entity"].items()),
        statements=_sorted(_statements(nodes, ends)),
        appearances=tuple(_appearance(item) for item in _by_ends(ends[names.MENTIONED_IN])),
        runs=_sorted(_run(key, value) for key, value in nodes["ExtractionRun"].items()),
        possibly_same=tuple(_judgement(item) for item in _by_ends(ends[names.POSSIBLY_SAME_AS])),
    )


def _article(identifier: str, properties: _Properties) -> ArticleRecord:
    return ArticleRecord.model_validate({"id": identifier, **_fields(properties, names.ARTICLE)})


def _entity(identifier: str, properties: _Properties) -> Entity:
    size = _size(properties, "size")
    return Entity.model_validate({"id": identifier, **_fields(properties, names.ENTITY), "size": size})


def _run(identifier: str, properties: _Properties) -> Run:
    return Run.model_validate({"id": identifier, **_fields(properties, names.RUN)})


def _appearance(item: Relationship) -> Appearance:
    return Appearance.model_validate(
        {"entity_id": item.start, "article_id": item.end, "count": item.properties["count"]}
    )


def _judgement(item: Relationship) -> Judgement:
    return Judgement.model_validate(
        {"left": item.start, "right": item.end, **_fields(item.properties, names.JUDGEMENT)}
    )


def _statements(
    nodes: Mapping[str, Mapping[str, _Properties]], ends: Mapping[str, list[Relationship]]
) -> Iterable[Statement]:
    references: dict[str, dict[str, Any]] = defaultdict(dict)
    for field, type_ in names.REFERENCES.items():
        for item in ends.get(type_, ()):
            references[item.start][field] = item.end
    for item in ends.get(names.EXTRACTED_BY, ()):
        references[item.start].setdefault("by", []).append(item.end)
    spans = {item.start: item.end for item in ends.get(names.IN_ARTICLE, ())}
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for item in sorted(ends.get(names.EVIDENCED_BY, ()), key=lambda item: item.properties["position"]):
        fields = _fields(nodes["Evidence"][item.end], names.EVIDENCE)
        evidence[item.start].append(Evidence.model_validate({"article_id": spans[item.end], **fields}))
    for identifier, properties in nodes.get("Statement", {}).items():
        made = _fields(properties, names.STATEMENT) | references[identifier]
        made["by"] = tuple(sorted(made.get("by", ())))
        made |= {"id": identifier, "evidence": tuple(evidence[identifier]), "size": _size(properties, "count")}
        yield Statement.model_validate(made)


def _fields(properties: _Properties, table: Mapping[str, str]) -> dict[str, Any]:
    found = {field: properties[name] for field, name in table.items() if name in properties}
    return {field: tuple(value) if isinstance(value, list) else value for field, value in found.items()}


def _size(properties: _Properties, prefix: str) -> Size | None:
    fields = _fields(properties, {field: prefix + ending for field, ending in names.SIZE.items()})
    return Size.model_validate(fields) if fields else None


def _sorted(nouns: Iterable[_Named]) -> tuple[_Named, ...]:
    return tuple(sorted(nouns, key=lambda noun: noun.id))


def _by_ends(items: Iterable[Relationship]) -> list[Relationship]:
    return sorted(items, key=lambda item: (item.start, item.end))
