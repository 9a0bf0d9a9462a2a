"""The schema in Neo4j's DDL: what is missing is made, what is there is left alone. No plugin and no licence needed.

Every class that a reader tells apart has its own constraint on `id` besides the one of its base, so that a query may
name any of them (`(:Agency {id: $id})`) and finds an index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from neo4j import ManagedTransaction

from kg.property_graph import Schema
from ontology.vocabulary import Vocabulary

_WAIT = 600  # seconds until indexes over data that is there already must be ready


@dataclass(frozen=True)
class Item:
    """A constraint or an index: `kind` as SHOW names it, and the statement that makes it."""

    kind: str
    of: str
    properties: tuple[str, ...]
    statement: str

    @property
    def key(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        return self.kind, (self.of,), self.properties


def items(schema: Schema, vocabulary: Vocabulary) -> Iterator[Item]:
    """What the database should have, constraints first."""
    classes = [(name, "id") for name in sorted({*vocabulary.entity_types(), "Article"})]
    for label, name in [*schema.unique, *classes]:
        text = f"CREATE CONSTRAINT {_name(label, name)} FOR (n:`{label}`) REQUIRE n.`{name}` IS UNIQUE"
        yield Item("UNIQUENESS", label, (name,), text)
    for type_, name in schema.unique_relationships:
        text = f"CREATE CONSTRAINT {_name(type_, name)} FOR ()-[r:`{type_}`]-() REQUIRE r.`{name}` IS UNIQUE"
        yield Item("RELATIONSHIP_UNIQUENESS", type_, (name,), text)
    for label, names in schema.ranges:
        on = ", ".join(f"n.`{name}`" for name in names)
        text = f"CREATE INDEX {_name(label, '_'.join(names))} FOR (n:`{label}`) ON ({on})"
        yield Item("RANGE", label, names, text)
    for label, name in schema.texts:
        text = f"CREATE TEXT INDEX {_name(label, name)} FOR (n:`{label}`) ON (n.`{name}`)"
        yield Item("TEXT", label, (name,), text)
    index, label, names = schema.full_text
    on = ", ".join(f"n.`{name}`" for name in names)
    yield Item("FULLTEXT", label, tuple(names), f"CREATE FULLTEXT INDEX `{index}` FOR (n:`{label}`) ON EACH [{on}]")


def existing(transaction: ManagedTransaction) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Kind, label or type, and properties of what is there, whatever it is called."""
    show = (
        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties",
        "SHOW INDEXES YIELD type, labelsOrTypes, properties",
    )
    records = [record for text in show for record in transaction.run(text)]
    # since 2025.06 a uniqueness constraint on nodes is called NODE_PROPERTY_UNIQUENESS
    names = {"NODE_PROPERTY_UNIQUENESS": "UNIQUENESS", "RELATIONSHIP_PROPERTY_UNIQUENESS": "RELATIONSHIP_UNIQUENESS"}
    return {(names.get(record[0], record[0]), tuple(record[1] or ()), tuple(record[2] or ())) for record in records}


def make(transaction: ManagedTransaction, missing: list[Item]) -> dict[str, int]:
    """Make them in one transaction: all or none. Returns the driver's counters."""
    made: dict[str, int] = {}
    for item in missing:
        for name, count in counters(transaction.run(item.statement).consume().counters).items():
            made[name] = made.get(name, 0) + count
    return made


def wait(transaction: ManagedTransaction) -> None:
    """Wait until every index answers."""
    transaction.run("CALL db.awaitIndexes($seconds)", seconds=_WAIT).consume()


def counters(summary: object) -> dict[str, int]:
    """The driver's counters that are not 0, by name."""
    return {name: value for name, value in vars(summary).items() if type(value) is int and value}


def _name(of: str, property_: str) -> str:
    return f"`jejaring_{of}_{property_}`"
