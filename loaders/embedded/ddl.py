"""The schema in the engine's own words.

Each combination of labels is a type of its own inside, with an index of its own below the one of the base label; it is
made before the first batch that needs it, because every lookup asks all of them.
Only what is looked up has an index: ids of nodes, `rid` of world edges and of links. Full text is searched in
`nameText`, because the engine's full-text index takes one text and no list.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.property_graph import LINKS, NAME_TEXT, Schema
from loaders.embedded.engine import Database


def create_schema(database: Database, schema: Schema) -> None:
    """Make types, constraints and indexes; what is there stays."""
    for statement in statements(schema):
        database.command("sql", statement)


def create_combination(database: Database, labels: tuple[str, ...]) -> None:
    """Make the type of nodes that carry these labels, outside of any transaction."""
    if len(labels) > 1:
        parents = ", ".join(f"`{label}`" for label in labels)
        database.command("sql", f"CREATE VERTEX TYPE `{'~'.join(labels)}` IF NOT EXISTS EXTENDS {parents}")


def statements(schema: Schema) -> Iterator[str]:
    """The SQL that makes the schema, base types first."""
    for label in sorted({label for labels in schema.labels for label in labels}):
        yield f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS"
    for label, name in schema.unique:
        yield f"CREATE PROPERTY `{label}`.`{name}` IF NOT EXISTS STRING"
        yield f"CREATE INDEX IF NOT EXISTS ON `{label}` (`{name}`) UNIQUE"
    for label, names in schema.ranges:
        if len(names) > 1:  # the engine's Cypher does not use them
            continue
        (name,) = names
        kind = "DATE" if name.endswith(("Start", "End")) else "STRING"
        yield f"CREATE PROPERTY `{label}`.`{name}` IF NOT EXISTS {kind}"
        yield f"CREATE INDEX IF NOT EXISTS ON `{label}` (`{name}`) NOTUNIQUE NULL_STRATEGY SKIP"
    for type_ in schema.relationships:
        yield f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS"
    for type_, name in schema.unique_relationships:
        if type_ in schema.world or type_ in LINKS:
            yield f"CREATE PROPERTY `{type_}`.`{name}` IF NOT EXISTS STRING"
            yield f"CREATE INDEX IF NOT EXISTS ON `{type_}` (`{name}`) UNIQUE"
    index, label, _ = schema.full_text
    yield f"CREATE PROPERTY `{label}`.`{NAME_TEXT}` IF NOT EXISTS STRING"
    yield f"CREATE INDEX `{index}` IF NOT EXISTS ON `{label}` (`{NAME_TEXT}`) FULL_TEXT"
