"""What goes into a query and comes out of it: typed parameters, plain values. The same for every store.

>>> plain({"name": "KBRI", "@rid": "#1:2"})
'{"name": "KBRI"}'
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from kg.errors import QueryError
from kg.ports import Scalar, Value
from kg.property_graph.names import CLOSING_TEXT, HASH, NAME_TEXT, OPENING_TEXT

HIDDEN = frozenset({HASH, NAME_TEXT, OPENING_TEXT, CLOSING_TEXT})
"""Properties that serve the store and are not shown when a whole node is returned."""


def parameter(name: str, value: Value) -> object:
    """The value as engines take it: lists for sequences, ISO text for a time with a date (`datetime($t)` reads it).

    Raises QueryError for what Cypher has no type for.
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        raise QueryError(f"parameter ${name}: {value} does not fit into 64 bits")
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [parameter(name, item) for item in value]
    raise QueryError(
        f"parameter ${name}: a {type(value).__name__}; give text, a number, true or false, a date, or a list of them"
    )


def plain(value: object) -> Value:
    """A value that a table can hold: temporals as ISO text, a node or a map as JSON text of its properties."""
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(_scalar(item) for item in value)
    return _scalar(value)


def _scalar(value: object) -> Scalar:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping) or (isinstance(value, Iterable) and not isinstance(value, bytes)):
        return json.dumps(_bare(value), ensure_ascii=False)
    return str(value)


def _bare(value: object) -> object:
    if isinstance(value, Mapping):
        shown = {str(key): item for key, item in value.items() if not str(key).startswith("@") and key not in HIDDEN}
        return {key: _bare(shown[key]) for key in sorted(shown)}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_bare(item) for item in value]
    return _scalar(value)
