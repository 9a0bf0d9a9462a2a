"""Which field of which noun is which property in RDF, and how its value is spelt: one table, read both ways.

`rdf` writes by these tables, `rdf_reader` reads by them, `jsonld` takes its context from them. Every name is a local
name of `ontology/ontology.ttl`, or one of RDF's own with its prefix; a test holds the tables against the vocabulary.

>>> str(NODES["date"](date(2025, 3, 24)))
'"2025-03-24"^^<http://www.w3.org/2001/XMLSchema#date>'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from ontology.vocabulary import NAMESPACE, THINGS, local_name, relationship_type

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = NamedNode | Literal


@dataclass(frozen=True)
class Property:
    """`field` of a noun is the property `name`; `kind` is a key of `NODES` and `VALUES`; `many`: a tuple, sorted."""

    field: str
    name: str
    kind: str
    many: bool = False


ARTICLE = (
    Property("url", "url", "text"),
    Property("title", "title", "text"),
    Property("published", "publishedAt", "date"),
    Property("language", "language", "text"),
    Property("text_sha256", "textSha256", "text"),
)
OUTLETS = (Property("publisher", "publishedBy", "thing"), Property("based_on", "basedOn", "thing"))
"""Fields of an article that hold the name of an outlet, which becomes a node of its own."""
ENTITY = (
    Property("type", "type", "class"),
    Property("kind", "kind", "class"),
    Property("name", "rdfs:label", "label"),
    Property("aliases", "alias", "text", many=True),
    Property("outside_ids", "outsideId", "text", many=True),
    Property("members", "memberId", "text", many=True),
)
WITHHELD = Property("withheld", "nameWithheld", "flag")
ENTITY_SIZE = (
    Property("count", "size", "integer"),
    Property("minimum", "sizeMin", "integer"),
    Property("maximum", "sizeMax", "integer"),
    Property("qualifier", "sizeQualifier", "code"),
    Property("text", "sizeText", "text"),
)
STATEMENT = (
    Property("subject", "rdf:subject", "thing"),
    Property("relation", "rdf:predicate", "relation"),
    Property("object", "rdf:object", "thing"),
    Property("modality", "modality", "code"),
    Property("polarity", "polarity", "code"),
    Property("event_start", "eventStart", "date"),
    Property("event_end", "eventEnd", "date"),
    Property("event_date_text", "eventDateText", "text"),
    Property("at_place", "atPlace", "thing"),
    Property("from_place", "fromPlace", "thing"),
    Property("to_place", "toPlace", "thing"),
    Property("attributed_to", "attributedTo", "thing"),
    Property("attribution_cue", "attributionCue", "text"),
    Property("quote_type", "quoteType", "code"),
    Property("said_on", "saidOn", "date"),
    Property("said_on_text", "saidOnText", "text"),
    Property("position_title", "positionTitle", "text"),
    Property("confidence", "confidence", "decimal"),
    Property("review_status", "reviewStatus", "code"),
    Property("by", "extractedBy", "thing", many=True),
)
STATEMENT_SIZE = (
    Property("count", "count", "integer"),
    Property("minimum", "countMin", "integer"),
    Property("maximum", "countMax", "integer"),
    Property("qualifier", "countQualifier", "code"),
    Property("text", "countText", "text"),
)
EVIDENCED_BY = Property("evidence", "evidencedBy", "thing", many=True)
EVIDENCE = (
    Property("article_id", "inArticle", "thing"),
    Property("start", "start", "integer"),
    Property("end", "end", "integer"),
    Property("quote", "quote", "text"),
)
APPEARANCE = (
    Property("entity_id", "appearanceOf", "thing"),
    Property("article_id", "appearsIn", "thing"),
    Property("count", "mentionCount", "integer"),
)
RUN = (Property("extractor", "extractor", "text"), Property("version", "extractorVersion", "text"))
JUDGEMENT = (
    Property("left", "left", "thing"),
    Property("right", "right", "thing"),
    Property("verdict", "verdict", "code"),
    Property("score", "score", "decimal"),
    Property("reasons", "reason", "text", many=True),
    Property("by", "judgedBy", "text"),
    Property("at", "judgedAt", "text"),
)
TABLES: Mapping[str, tuple[Property, ...]] = {
    "Article": (*ARTICLE, *OUTLETS),
    "Entity": (*ENTITY, WITHHELD, *ENTITY_SIZE),
    "Statement": (*STATEMENT, *STATEMENT_SIZE, EVIDENCED_BY),
    "Evidence": EVIDENCE,
    "Appearance": APPEARANCE,
    "ExtractionRun": RUN,
    "Judgement": JUDGEMENT,
}


@lru_cache(maxsize=4096)
def term(name: str) -> NamedNode:
    """`modality` or `rdf:subject` → the property or class of that name."""
    prefix, colon, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local) if colon else NamedNode(NAMESPACE + name)


def thing(identifier: str) -> NamedNode:
    """`person/0h3m…` → its node. Raises ValueError when the id makes no IRI."""
    return NamedNode(THINGS + identifier)


@lru_cache(maxsize=64)
def _datatype(name: str) -> NamedNode:
    return NamedNode(PREFIXES["xsd"] + name)


NODES: Mapping[str, Callable[[Any], Node]] = {
    "text": lambda value: Literal(value),
    "label": lambda value: Literal(value, language="id"),
    "integer": lambda value: Literal(str(value), datatype=_datatype("integer")),
    "decimal": lambda value: Literal(f"{Decimal(repr(float(value))):f}", datatype=_datatype("decimal")),
    "date": lambda value: Literal(value.isoformat(), datatype=_datatype("date")),
    "flag": lambda value: Literal("true" if value else "false", datatype=_datatype("boolean")),
    "thing": thing,
    "code": term,
    "class": term,
    "relation": lambda value: term(local_name(value)),
}
"""Kind → how its value is written. Decimals without exponent, so that a float comes back to the bit."""

VALUES: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "label": str,
    "integer": int,
    "decimal": float,
    "date": date.fromisoformat,
    "flag": lambda text: text == "true",
    "thing": lambda iri: iri.removeprefix(THINGS),
    "code": lambda iri: iri.removeprefix(NAMESPACE),
    "class": lambda iri: iri.removeprefix(NAMESPACE),
    "relation": lambda iri: relationship_type(iri.removeprefix(NAMESPACE)),
}
"""Kind → how its value is read from the literal's text or the IRI."""
