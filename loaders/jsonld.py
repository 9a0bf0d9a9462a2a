"""JSON-LD 1.1, compact: a context made from the tables and the vocabulary, then one node a line. Byte-stable; streams.

Plain JSON tools read it as well: `@graph` is a list of objects whose keys are the ontology's local names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.ports import GraphSource
from loaders.atomic import replacing
from loaders.terms import PREFIXES, TABLES, VALUES, term
from loaders.turtle import ordered
from ontology.vocabulary import NAMESPACE, THINGS, Vocabulary, vocabulary

_LINKS = ("mentions", "possiblySameAs")
_KINDS = {part.name: part.kind for table in TABLES.values() for part in table}
_COERCION: dict[str, dict[str, str]] = {
    "thing": {"@type": "@id"},
    "code": {"@type": "@vocab"},
    "class": {"@type": "@vocab"},
    "relation": {"@type": "@vocab"},
    "date": {"@type": "xsd:date"},
    "decimal": {"@type": "xsd:decimal"},
    "label": {"@language": "id"},
}
"""Kind → what the context says of its values; text, integers and flags are JSON's own."""
_PLAIN = {"integer", "flag"}


def jsonld(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as JSON-LD. Raises KgError as `turtle` does."""
    words = names or vocabulary()
    kinds = _KINDS | dict.fromkeys((*_LINKS, *words.relations), "thing")
    short = {term(name).value: (name, kind) for name, kind in kinds.items()}
    with replacing(out) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {_dump(_context(kinds))},\n"@graph": [')
        separator = "\n"
        for subject, block in groupby(ordered(graph, names=words), key=lambda triple: str(triple.subject)[1:-1]):
            file.write(separator + _dump(_node(subject, block, short)))
            separator = ",\n"
        file.write("\n]}\n")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _context(kinds: dict[str, str]) -> dict[str, Any]:
    coerced = {name: _COERCION[kind] for name, kind in sorted(kinds.items()) if kind in _COERCION}
    return {"@base": THINGS, "@vocab": NAMESPACE, **PREFIXES, **coerced}


def _node(subject: str, block: Iterable[ox.Triple], short: dict[str, tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for triple in block:
        predicate, text = triple.predicate.value, _text(triple)
        if predicate == term("rdf:type").value:
            found.setdefault("@type", []).append(text.removeprefix(NAMESPACE))
        else:
            name, kind = short[predicate]
            found.setdefault(name, []).append(_value(kind, text))
    single = {name: values[0] if len(values) == 1 else values for name, values in found.items()}
    return {"@id": subject.removeprefix(THINGS), **single}


def _text(triple: ox.Triple) -> str:
    value = triple.object
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else str(value)


def _value(kind: str, text: str) -> Any:
    if kind in _PLAIN:
        return VALUES[kind](text)
    if kind == "relation":
        return text.removeprefix(NAMESPACE)
    return text.removeprefix(THINGS).removeprefix(NAMESPACE) if kind in ("thing", "code", "class") else text
