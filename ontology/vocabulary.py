"""Reads `ontology.ttl` into frozen objects: classes, relations, qualifiers, code lists. Knows no articles.

The Turtle file is the only list of names. A class's local name is its Neo4j label; a relation's local name
(`cooperatesWith`) is its RDF property and becomes `COOPERATES_WITH` in Neo4j and JSON, reversibly.

>>> vocabulary().relation("COOPERATES_WITH").name
'cooperatesWith'
>>> vocabulary().labels("DiplomaticMission")
('Agency', 'Agent', 'DiplomaticMission', 'Entity', 'GovernmentBody')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

NAMESPACE = "https://w3id.org/jejaring/ns#"
THINGS = "https://w3id.org/jejaring/id/"
HERE = Path(__file__).parent
ONTOLOGY = HERE / "ontology.ttl"
SHAPES = HERE / "shapes.ttl"
AUTHORITY = HERE / "authority"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_NAMED_CLASSES = ("Person", "Agency", "Country", "Province", "City", "Place", "Group")


class VocabularyError(ValueError):
    """The Turtle file is missing, does not parse, or breaks a rule of the vocabulary."""


@dataclass(frozen=True)
class EntityClass:
    """A class: `name` is the Neo4j label, `ancestors` all classes of ours above it, nearest first."""

    name: str
    label: str
    label_id: str
    ancestors: tuple[str, ...]
    id_prefix: str | None
    colour: str | None
    ftm_schema: str | None


@dataclass(frozen=True)
class Relation:
    """A relation that a statement may state; `domain` and `range` are unions of class names."""

    name: str
    label: str
    label_id: str
    domain: frozenset[str]
    range: frozenset[str]
    cues: tuple[str, ...]
    symmetric: bool
    transitive: bool
    accusing: bool
    accuses_object: bool
    event_class: str | None
    ftm_schema: str | None

    @property
    def type(self) -> str:
        """Neo4j relationship type and JSON name: `holdsPosition` → `HOLDS_POSITION`."""
        return relationship_type(self.name)


@dataclass(frozen=True)
class Qualifier:
    """A property whose domain is `kg:Statement`; `range` is a local name or an XSD type (`xsd:date`)."""

    name: str
    range: str | None
    of_object: bool


@dataclass(frozen=True)
class Code:
    """A member of a code list; `name` is the value stored in RDF, Neo4j and JSON alike."""

    name: str
    scheme: str
    label: str
    label_id: str
    cues: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All names of the domain, each mapping sorted by name."""

    version: str
    path: Path
    classes: Mapping[str, EntityClass]
    relations: Mapping[str, Relation]
    qualifiers: Mapping[str, Qualifier]
    codes: Mapping[str, Code]

    def relation(self, name: str) -> Relation:
        """The relation of that local name or Neo4j type. Raises VocabularyError naming the known ones."""
        found = self.relations.get(name) or self.relations.get(local_name(name))
        if found is None:
            known = ", ".join(relation.type for relation in self.relations.values())
            raise VocabularyError(f"no relation {name!r} in {self.path}; known: {known}")
        return found

    def entity_class(self, name: str) -> EntityClass:
        """The class of that name. Raises VocabularyError when there is none."""
        if name not in self.classes:
            raise VocabularyError(f"no class {name!r} in {self.path}")
        return self.classes[name]

    def is_a(self, name: str, other: str) -> bool:
        """Whether class `name` is `other` or lies below it."""
        return name == other or other in self.entity_class(name).ancestors

    def labels(self, name: str) -> tuple[str, ...]:
        """The class and all its ancestors, sorted: the labels of a node."""
        return tuple(sorted({name, *self.entity_class(name).ancestors}))

    def admits(self, relation: str, subject: str, object_: str) -> bool:
        """Whether domain and range of the relation admit a subject and an object of these classes."""
        found = self.relation(relation)
        return any(self.is_a(subject, name) for name in found.domain) and any(
            self.is_a(object_, name) for name in found.range
        )

    def id_prefix(self, name: str) -> str:
        """First path segment of ids of that class (`org`, `place`, `person`, `group`)."""
        for candidate in (name, *self.entity_class(name).ancestors):
            prefix = self.classes[candidate].id_prefix
            if prefix is not None:
                return prefix
        raise VocabularyError(f"class {name!r} in {self.path} has no kg:idPrefix, nor has any class above it")

    def scheme(self, name: str) -> tuple[str, ...]:
        """The codes of a list (`modalities`, `polarities`, `countQualifiers`, `quoteTypes`, `reviewStatuses`)."""
        return tuple(code.name for code in self.codes.values() if code.scheme == name)

    def entity_types(self) -> tuple[str, ...]:
        """The seven classes that a reader tells apart in a text, in the guideline's order."""
        return tuple(name for name in _NAMED_CLASSES if name in self.classes)


def relationship_type(name: str) -> str:
    """`cooperatesWith` → `COOPERATES_WITH`."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).upper()


def local_name(type_: str) -> str:
    """`COOPERATES_WITH` → `cooperatesWith`, the inverse of `relationship_type`."""
    first, *rest = type_.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def iri(identifier: str) -> str:
    """The IRI of a thing: ids are its path below the namespace of things."""
    return THINGS + identifier


@lru_cache(maxsize=8)
def vocabulary(path: Path = ONTOLOGY) -> Vocabulary:
    """The vocabulary in that Turtle file, read once. Raises VocabularyError."""
    try:
        triples = _Triples(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as problem:
        raise VocabularyError(f"{path}: the ontology cannot be read: {problem}") from problem
    classes = {name: _entity_class(triples, name) for name in triples.instances(_OWL + "Class")}
    relations = {name: _relation(triples, name) for name in triples.below(NAMESPACE + "relatedTo")}
    codes = {name: _code(triples, name) for name in triples.having(_SKOS + "inScheme")}
    qualifiers = {
        name: _qualifier(triples, name)
        for name in triples.having(_RDFS + "domain")
        if "Statement" in triples.names(name, _RDFS + "domain")
    }
    version = next(iter(triples.values(ox.NamedNode(NAMESPACE.removesuffix("#")), _OWL + "versionInfo")), "0")
    return Vocabulary(version, path, classes, relations, qualifiers, codes)


class _Triples:
    """Lookups over the triples, answers sorted; local names of our namespace stand for themselves."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.by_subject: dict[object, list[tuple[str, object]]] = defaultdict(list)
        for triple in triples:
            self.by_subject[triple.subject].append((triple.predicate.value, triple.object))

    def objects(self, name: str, predicate: str) -> list[object]:
        return [o for p, o in self.by_subject.get(ox.NamedNode(NAMESPACE + name), ()) if p == predicate]

    def names(self, name: str, predicate: str) -> list[str]:
        objects = (o.value for o in self.objects(name, predicate) if isinstance(o, ox.NamedNode))
        return sorted(value.removeprefix(NAMESPACE) for value in objects if value.startswith(NAMESPACE))

    def texts(self, name: str, predicate: str, language: str | None = None) -> tuple[str, ...]:
        literals = [o for o in self.objects(name, predicate) if isinstance(o, ox.Literal)]
        return tuple(o.value for o in literals if language is None or o.language == language)

    def values(self, subject: object, predicate: str) -> list[str]:
        return [o.value for p, o in self.by_subject.get(subject, ()) if p == predicate and isinstance(o, ox.Literal)]

    def having(self, predicate: str) -> list[str]:
        subjects = (s for s, pairs in self.by_subject.items() if any(p == predicate for p, _ in pairs))
        values = (s.value for s in subjects if isinstance(s, ox.NamedNode))
        return sorted(value.removeprefix(NAMESPACE) for value in values if value.startswith(NAMESPACE))

    def instances(self, class_: str) -> list[str]:
        typed = self.having(_RDF + "type")
        return [name for name in typed if ox.NamedNode(class_) in self.objects(name, _RDF + "type")]

    def below(self, property_: str) -> list[str]:
        target = property_.removeprefix(NAMESPACE)
        return [n for n in self.having(_RDFS + "subPropertyOf") if target in self.names(n, _RDFS + "subPropertyOf")]


def _first(texts: tuple[str, ...], default: str) -> str:
    return texts[0] if texts else default


def _entity_class(triples: _Triples, name: str) -> EntityClass:
    ancestors: list[str] = []
    queue = triples.names(name, _RDFS + "subClassOf")
    while queue:
        parent = queue.pop(0)
        if parent not in ancestors:
            ancestors.append(parent)
            queue += triples.names(parent, _RDFS + "subClassOf")
    return EntityClass(
        name=name,
        label=_first(triples.texts(name, _RDFS + "label", "en"), name),
        label_id=_first(triples.texts(name, _RDFS + "label", "id"), name),
        ancestors=tuple(ancestors),
        id_prefix=_first(triples.texts(name, NAMESPACE + "idPrefix"), "") or None,
        colour=_first(triples.texts(name, NAMESPACE + "colour"), "") or None,
        ftm_schema=_first(triples.texts(name, NAMESPACE + "ftmSchema"), "") or None,
    )


def _relation(triples: _Triples, name: str) -> Relation:
    types = {o.value for o in triples.objects(name, _RDF + "type") if isinstance(o, ox.NamedNode)}
    domain, range_ = (frozenset(triples.names(name, _SCHEMA + part)) for part in ("domainIncludes", "rangeIncludes"))
    if not domain or not range_:
        raise VocabularyError(f"relation {name!r} needs schema:domainIncludes and schema:rangeIncludes")
    return Relation(
        name=name,
        label=_first(triples.texts(name, _RDFS + "label", "en"), name),
        label_id=_first(triples.texts(name, _RDFS + "label", "id"), name),
        domain=domain,
        range=range_,
        cues=triples.texts(name, NAMESPACE + "cue"),
        symmetric=_OWL + "SymmetricProperty" in types,
        transitive=_OWL + "TransitiveProperty" in types,
        accusing="true" in triples.texts(name, NAMESPACE + "accusing"),
        accuses_object="true" in triples.texts(name, NAMESPACE + "accusesObject"),
        event_class=next(iter(triples.names(name, NAMESPACE + "eventClass")), None),
        ftm_schema=_first(triples.texts(name, NAMESPACE + "ftmSchema"), "") or None,
    )


def _code(triples: _Triples, name: str) -> Code:
    return Code(
        name=name,
        scheme=_first(tuple(triples.names(name, _SKOS + "inScheme")), ""),
        label=_first(triples.texts(name, _SKOS + "prefLabel", "en"), name),
        label_id=_first(triples.texts(name, _SKOS + "prefLabel", "id"), name),
        cues=triples.texts(name, NAMESPACE + "cue"),
    )


def _qualifier(triples: _Triples, name: str) -> Qualifier:
    ranges = [o.value for o in triples.objects(name, _RDFS + "range") if isinstance(o, ox.NamedNode)]
    short = ranges[0].removeprefix(NAMESPACE).replace("http://www.w3.org/2001/XMLSchema#", "xsd:") if ranges else None
    types = {o.value for o in triples.objects(name, _RDF + "type") if isinstance(o, ox.NamedNode)}
    return Qualifier(name=name, range=short, of_object=_OWL + "ObjectProperty" in types)
