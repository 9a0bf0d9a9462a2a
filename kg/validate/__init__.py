"""A graph → Findings: what breaks a rule, and what a person should look at. Never raises on bad data.

1. Entities: a class of the vocabulary, a kind below it, each member in one entity.
2. Statements, by the table `checks.CHECKS`: relation and codes of the vocabulary, no dangling id, domain and range,
   evidence, dates in order, a mark on what accuses.
3. Links: appearances and doubts between things that are there.
4. Figures of one body that disagree (`figures`), and how many accusations wait for a person.

`kg.validate.shacl.conforms` holds a Turtle file against `ontology/shapes.ttl`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.model import Entity, Finding
from kg.ports import GraphSource
from kg.protect import review_status
from kg.validate.checks import World, check
from kg.validate.figures import Figure, disagreements, figure
from ontology.vocabulary import Vocabulary
from ontology.vocabulary import vocabulary as read_vocabulary


def validate(graph: GraphSource, *, vocabulary: Vocabulary | None = None) -> Iterator[Finding]:
    """Yields findings: those of entities, statements and links in the graph's order, then those of the whole.

    Messages hold ids, numbers and names of bodies, never the name of somebody withheld. Keeps an entry an entity and
    a counted statement in memory.
    """
    names = vocabulary or read_vocabulary()
    world = _world(graph, names)
    yield from _entities(graph.entities, names)
    figures: list[Figure] = []
    waiting: Counter[str] = Counter()
    for statement in graph.statements:
        findings = list(check(statement, world))
        yield from findings
        if not any(finding.severity == "error" for finding in findings):
            figures += figure(statement, world)
            waiting[statement.relation] += review_status(statement, names=names) == "unreviewed"
    yield from _links(graph, world)
    yield from disagreements(figures, world.shown)
    yield from _waiting(waiting)


def _world(graph: GraphSource, names: Vocabulary) -> World:
    classes: dict[str, str] = {}
    shown: dict[str, str] = {}
    for entity in graph.entities:
        classes[entity.id] = entity.kind or entity.type
        if not entity.withheld:
            shown[entity.id] = entity.name
    return World(names, classes, shown, {article.id: article.published for article in graph.articles})


def _entities(entities: Iterable[Entity], names: Vocabulary) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for entity in entities:
        for class_ in filter(None, (entity.type, entity.kind)):
            if class_ not in names.classes:
                yield _error("unknown-class", f"class {class_!r} is not in {names.path.name}", entity.id)
        known = entity.type in names.classes and entity.kind in names.classes
        if known and entity.kind is not None and not names.is_a(entity.kind, entity.type):
            yield _error("kind-not-below-type", f"kind {entity.kind} does not lie below {entity.type}", entity.id)
        if not entity.members:
            yield _error("no-member", "no in-article entity behind it", entity.id)
        for member in entity.members:
            if owner.setdefault(member, entity.id) != entity.id:
                yield _error("member-twice", f"{member} is a member of {owner[member]} too", entity.id)


def _error(code: str, message: str, where: str) -> Finding:
    return Finding(severity="error", code=code, message=message, where=where)


def _links(graph: GraphSource, world: World) -> Iterator[Finding]:
    for appearance in graph.appearances:
        if appearance.entity_id not in world.classes or appearance.article_id not in world.published:
            missing = appearance.article_id if appearance.entity_id in world.classes else appearance.entity_id
            yield _error("dangling-id", f"an appearance of something that is not there: {missing}", missing)
    for judgement in graph.possibly_same:
        for end in (judgement.left, judgement.right):
            if end not in world.classes:
                yield _error("dangling-id", f"possibly the same as something that is not there: {end}", end)


def _waiting(waiting: Counter[str]) -> Iterator[Finding]:
    total = sum(waiting.values())
    if total:
        parts = ", ".join(f"{count} {relation}" for relation, count in sorted(waiting.items()) if count)
        message = f"{total} accusing statements wait for a person's review ({parts}); `kg ask review-first` lists them"
        yield Finding(severity="note", code="accusations-unreviewed", message=message, where="graph")
