"""Labels, relationship types and property names of the property graph, and the schema that a store should make.

All words are the ontology's: a property's name is a local name of the vocabulary, a relationship's type is one in
capitals (`evidencedBy` → `EVIDENCED_BY`), labels are a class and its ancestors. The tables below say which field of a
noun goes where; they are read in both directions, by `project` and by `read_back`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.vocabulary import Vocabulary, relationship_type

VERSION = 3
"""Of the projection. A store made under another one is made anew."""

HASH = "contentHash"
"""Property of every node and every link: equal hashes, equal content."""

NAME_TEXT = "nameText"
"""Property of every Entity: its names in lower case, one a line, so that one indexed CONTAINS finds part of any."""

OPENING_TEXT, CLOSING_TEXT = "openingText", "closingText"
"""Properties of every Evidence that is long enough: the first and the last letters of its sentence without quotation
marks and capitals, indexed, so that near-equal sentences find each other."""

ARTICLE = {
    "url": "url",
    "title": "title",
    "publisher": "publisher",
    "published": "publishedAt",
    "language": "language",
    "text_sha256": "textSha256",
    "based_on": "basedOn",
}
ENTITY = {
    "type": "type",
    "kind": "kind",
    "name": "name",
    "aliases": "aliases",
    "outside_ids": "outsideIds",
    "members": "memberIds",
    "withheld": "nameWithheld",
}
STATEMENT = {
    "relation": "predicate",
    "modality": "modality",
    "polarity": "polarity",
    "event_start": "eventStart",
    "event_end": "eventEnd",
    "event_date_text": "eventDateText",
    "attribution_cue": "attributionCue",
    "quote_type": "quoteType",
    "said_on": "saidOn",
    "said_on_text": "saidOnText",
    "position_title": "positionTitle",
    "confidence": "confidence",
    "review_status": "reviewStatus",
}
EVIDENCE = {"start": "start", "end": "end", "quote": "quote"}
RUN = {"extractor": "extractor", "version": "extractorVersion"}
SIZE = {"count": "", "minimum": "Min", "maximum": "Max", "qualifier": "Qualifier", "text": "Text"}
"""Endings after `size` on an Entity and `count` on a Statement."""
JUDGEMENT = {"score": "score", "reasons": "reasons", "verdict": "verdict", "by": "judgedBy", "at": "judgedAt"}
WORLD = (
    "modality",
    "count",
    "countQualifier",
    "eventStart",
    "eventEnd",
    "positionTitle",
    "publishedAt",
    "confidence",
    "reviewStatus",
)
"""What a world edge repeats of its statement, so that one hop answers."""

REFERENCES = {
    "subject": "SUBJECT",
    "object": "OBJECT",
    **{
        field: relationship_type(name)
        for field, name in {
            "attributed_to": "attributedTo",
            "at_place": "atPlace",
            "from_place": "fromPlace",
            "to_place": "toPlace",
        }.items()
    },
}
"""Field of a Statement that holds an entity's id → relationship type."""
EVIDENCED_BY = relationship_type("evidencedBy")
IN_ARTICLE = relationship_type("inArticle")
EXTRACTED_BY = relationship_type("extractedBy")
MENTIONED_IN = relationship_type("mentionedIn")
POSSIBLY_SAME_AS = relationship_type("possiblySameAs")

LINKS = (MENTIONED_IN, POSSIBLY_SAME_AS)
"""Relationships between entities that no node owns: each carries its own hash."""
FULL_TEXT = "entityNames"
"""Name of the full-text index over names and aliases, the same on every store."""


@dataclass(frozen=True)
class Schema:
    """What a store should know beforehand; each spells it in its own DDL. Everything is sorted."""

    labels: tuple[tuple[str, ...], ...]
    """The combinations of labels that nodes carry."""
    relationships: Mapping[str, tuple[str, str]]
    """Type → base labels of its start and its end."""
    world: tuple[str, ...]
    """The types that are relations of the ontology."""
    unique: tuple[tuple[str, str], ...]
    """(label, property): no two nodes alike."""
    unique_relationships: tuple[tuple[str, str], ...]
    """(type, property): no two relationships alike."""
    ranges: tuple[tuple[str, tuple[str, ...]], ...]
    """(label, properties) to index for order and range; several are looked up together."""
    texts: tuple[tuple[str, str], ...]
    """(label, property) to index for CONTAINS."""
    full_text: tuple[str, str, tuple[str, ...]]
    """(index name, label, properties)."""


def schema(vocabulary: Vocabulary) -> Schema:
    """Constraints, indexes, labels and types under that vocabulary."""
    entity, statement, evidence, run = "Entity", "Statement", "Evidence", "ExtractionRun"
    named = {
        name
        for name in vocabulary.classes
        if any(vocabulary.is_a(name, kind) for kind in (*vocabulary.entity_types(), "Article"))
    }
    world = tuple(sorted(relation.type for relation in vocabulary.relations.values()))
    ends = {
        **dict.fromkeys(world, (entity, entity)),
        **dict.fromkeys(LINKS, (entity, entity)),
        **dict.fromkeys(REFERENCES.values(), (statement, entity)),
        EVIDENCED_BY: (statement, evidence),
        EXTRACTED_BY: (statement, run),
        IN_ARTICLE: (evidence, entity),
    }
    return Schema(
        labels=tuple(sorted({vocabulary.labels(name) for name in (*named, statement, evidence, run)})),
        relationships=dict(sorted(ends.items())),
        world=world,
        unique=tuple((label, "id") for label in (entity, evidence, run, statement)),
        unique_relationships=tuple((type_, "rid") for type_ in sorted(ends)),
        ranges=(
            (statement, ("eventEnd",)),
            (statement, ("predicate",)),
            (statement, ("predicate", "count")),
            (evidence, (OPENING_TEXT,)),
            (evidence, (CLOSING_TEXT,)),
        ),
        texts=((entity, NAME_TEXT),),
        full_text=(FULL_TEXT, entity, ("name", "aliases")),
    )
