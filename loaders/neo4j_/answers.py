"""Values of the driver → values of a table: temporals as ISO text, nodes and relationships as their properties.

>>> from neo4j.time import Date
>>> plain_value([Date(2025, 3, 1), None])
('2025-03-01', None)
"""

from __future__ import annotations

from collections.abc import Mapping

from neo4j.graph import Entity, Path
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from kg.ports import Value
from loaders.values import plain


def plain_value(value: object) -> Value:
    """The value as every store gives it."""
    return plain(_bare(value))


def _bare(value: object) -> object:
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, Path):
        return [_bare(node) for node in value.nodes]
    if isinstance(value, Entity):
        return {name: _bare(item) for name, item in value.items()}
    if isinstance(value, Point):
        return list(value)
    if isinstance(value, Mapping):
        return {name: _bare(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return value
