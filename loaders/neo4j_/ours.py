"""What is ours in a database that others use too: labels, properties and relationship types of the projection.

A node is ours when it carries one of our base labels and a `uri` made of our namespace and its `id`; a relationship,
when it has a type of ours and a `rid`. All else in the database is somebody else's, on our nodes too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.property_graph import HASH, Schema, names
from ontology.vocabulary import THINGS, Vocabulary

IS_OURS = f"n.uri = '{THINGS}' + n.id"
"""The test of a node `n`, in Cypher."""

OWNED = (*names.REFERENCES.values(), names.EVIDENCED_BY, names.EXTRACTED_BY)
"""Types of the relationships that begin in a Statement and come and go with it."""

_SIZES = {prefix: tuple(prefix + ending for ending in names.SIZE.values()) for prefix in ("size", "count")}
_KEYS = ("id", "uri", HASH)
RELATIONSHIP = tuple(sorted({"rid", HASH, "statementId", "position", "count", *names.WORLD, *names.JUDGEMENT.values()}))
"""All properties that a relationship of ours may have."""


@dataclass(frozen=True)
class Ours:
    """`properties`: base label → all properties that a node of ours may have; `labels`: all labels of ours."""

    schema: Schema
    labels: tuple[str, ...]
    properties: Mapping[str, tuple[str, ...]]

    @classmethod
    def under(cls, vocabulary: Vocabulary, schema: Schema) -> Ours:
        """What is ours under that vocabulary."""
        tables = {
            "Entity": (names.NAME_TEXT, *names.ENTITY.values(), *names.ARTICLE.values(), *_SIZES["size"]),
            "Statement": (*names.STATEMENT.values(), *_SIZES["count"], "publishedAt"),
            "Evidence": (names.OPENING_TEXT, names.CLOSING_TEXT, *names.EVIDENCE.values()),
            "ExtractionRun": tuple(names.RUN.values()),
        }
        properties = {base: tuple(sorted({*_KEYS, *table})) for base, table in tables.items()}
        return cls(schema, tuple(sorted(vocabulary.classes)), properties)

    def nothing(self, base: str) -> dict[str, None]:
        """A map that takes all of our properties off a node, or off where it is laid under new ones."""
        return dict.fromkeys(self.properties[base])


def quoted(name: str) -> str:
    """A label or type as it stands in Cypher, whatever it holds."""
    return "`" + name.replace("`", "``") + "`"


def labels(found: tuple[str, ...]) -> str:
    """`:A:B`."""
    return "".join(f":{quoted(label)}" for label in found)
