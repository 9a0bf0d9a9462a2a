"""Files for `neo4j-admin database import full`: a header and a data file for each combination of labels and each type.

1. nodes by combination of labels; evidence, which statements share, sorted on disk so that each comes once
2. relationships by type
3. the command line, returned and written beside them as `import.sh`

Memory does not grow with the graph. What is imported carries the same hashes as what `kg load` writes, so that a load
on top makes the schema and changes nothing else.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from kg.errors import StoreError
from kg.ports import GraphSource
from kg.property_graph import LINKS, SECTIONS, Node, Relationship, links, parcels, schema
from kg.property_graph.names import IN_ARTICLE
from loaders.neo4j_.ours import RELATIONSHIP, Ours
from loaders.sorting import sorted_lines
from ontology.vocabulary import Vocabulary

_TYPES = {
    **dict.fromkeys(("aliases", "outsideIds", "memberIds", "reasons"), "string[]"),
    **dict.fromkeys(("publishedAt", "eventStart", "eventEnd", "saidOn"), "date"),
    **dict.fromkeys(
        ("size", "sizeMin", "sizeMax", "count", "countMin", "countMax", "start", "end", "position"), "long"
    ),
    **dict.fromkeys(("confidence", "score"), "double"),
    "nameWithheld": "boolean",
}
"""Property → type of its column; text where it is not named."""
_ELEMENTS = "\x1f"  # between the elements of a list: the separator of units, which no text holds
_OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F", "--id-type=string")


def dump(source: GraphSource, out: Path, *, vocabulary: Vocabulary) -> str:
    """Write the files into the folder `out`; returns the command line to run in it. Raises StoreError.

    The same graph gives the same bytes. Files of an earlier dump are written over.
    """
    ours = Ours.under(vocabulary, schema(vocabulary))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in [*out.glob("nodes-*.csv"), *out.glob("relationships-*.csv")]:
            old.unlink()
        with ExitStack() as stack:
            files = _Files(out, ours, stack)
            for item in _rows(source, vocabulary):
                files.write(item)
        command = _command(files.nodes, files.relationships)
        (out / "import.sh").write_text(f'#!/bin/sh\ncd "$(dirname "$0")" && exec {command}\n', encoding="utf-8")
    except OSError as problem:
        raise StoreError(f"{out}: cannot be written ({problem.strerror}); choose another folder") from problem
    return command


def _rows(source: GraphSource, vocabulary: Vocabulary) -> Iterator[Node | Relationship]:
    for section in SECTIONS:
        for parcel in parcels(section, source, vocabulary=vocabulary):
            yield parcel.node
            yield from (item for item in parcel.relationships if item.type != IN_ARTICLE)
    for line in sorted_lines(_evidence(source, vocabulary)):
        labels, properties, end = json.loads(line)
        identifier = properties["id"]
        yield Node(identifier, tuple(labels), properties, "")
        yield Relationship(IN_ARTICLE, identifier, identifier, end, {"rid": identifier})
    for type_ in LINKS:
        yield from links(type_, source)


def _evidence(source: GraphSource, vocabulary: Vocabulary) -> Iterator[str]:
    for parcel in parcels("Statement", source, vocabulary=vocabulary):
        articles = {item.start: item.end for item in parcel.relationships if item.type == IN_ARTICLE}
        for node in parcel.shared:
            yield json.dumps([node.labels, dict(node.properties), articles[node.id]], ensure_ascii=False)


class _Files:
    """Data files, opened when their first row comes, each with its header beside it."""

    def __init__(self, out: Path, ours: Ours, stack: ExitStack) -> None:
        self._out, self._ours, self._stack = out, ours, stack
        self._open: dict[str, tuple[TextIO, tuple[str, ...]]] = {}
        self.nodes: dict[str, tuple[str, ...]] = {}
        self.relationships: dict[str, str] = {}

    def write(self, item: Node | Relationship) -> None:
        if isinstance(item, Node):
            name = f"nodes-{'-'.join(item.labels)}"
            self.nodes[name] = item.labels
            file, columns = self._open.get(name) or self._begin(name, f"id:ID({item.base})", self._columns(item))
            cells = [_cell(item.id), *(_cell(item.properties.get(column)) for column in columns)]
        else:
            name = f"relationships-{item.type}"
            self.relationships[name] = item.type
            start, end = self._ours.schema.relationships[item.type]
            file, columns = self._open.get(name) or self._begin(
                name, f":START_ID({start}),:END_ID({end})", RELATIONSHIP
            )
            cells = [_cell(item.start), _cell(item.end), *(_cell(item.properties.get(column)) for column in columns)]
        file.write(",".join(cells) + "\n")

    def _columns(self, node: Node) -> tuple[str, ...]:
        return tuple(name for name in self._ours.properties[node.base] if name != "id")

    def _begin(self, name: str, keys: str, columns: tuple[str, ...]) -> tuple[TextIO, tuple[str, ...]]:
        header = ",".join([keys, *(f"{column}:{_TYPES.get(column, 'string')}" for column in columns)])
        (self._out / f"{name}-header.csv").write_text(header + "\n", encoding="utf-8")
        file = self._stack.enter_context((self._out / f"{name}.csv").open("w", encoding="utf-8", newline=""))
        self._open[name] = (file, columns)
        return file, columns


def _cell(value: object) -> str:
    """A field: nothing for null, text always in quotation marks, which are doubled inside."""
    if value is None or value in ((), []):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = _ELEMENTS.join(value) if isinstance(value, tuple | list) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _command(nodes: Mapping[str, Iterable[str]], relationships: Mapping[str, str]) -> str:
    """The command line, to be run in the folder; 2026 finds no bare file name, so each begins with "./"."""
    parts = [f"--nodes={':'.join(found)}={_pair(name)}" for name, found in sorted(nodes.items())]
    parts += [f"--relationships={type_}={_pair(name)}" for name, type_ in sorted(relationships.items())]
    return shlex.join(["neo4j-admin", "database", "import", "full", *_OPTIONS, *parts, "neo4j"])


def _pair(name: str) -> str:
    return f"./{name}-header.csv,./{name}.csv"
