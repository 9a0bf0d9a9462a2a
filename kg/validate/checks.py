"""What can be wrong with one statement: a table of checks, each a function from statement and world to messages.

A new rule is one function and one line in `CHECKS`. A check takes whatever it finds for possible and never raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from kg.model import Finding, Statement
from kg.protect import review_status
from ontology.vocabulary import Relation, Vocabulary

CODES = {
    "modality": "modalities",
    "polarity": "polarities",
    "quote_type": "quoteTypes",
    "review_status": "reviewStatuses",
}
"""Field of a statement → the code list its value must come from."""
PLACES = ("at_place", "from_place", "to_place")
_HAPPENED = ("asserted", "reported")


@dataclass(frozen=True)
class World:
    """What a statement is held against: entity → class and shown name (None: withheld), article → publication."""

    names: Vocabulary
    classes: Mapping[str, str]
    shown: Mapping[str, str]
    published: Mapping[str, date | None]

    def relation(self, statement: Statement) -> Relation | None:
        return self._relations.get(statement.relation)

    @cached_property
    def _relations(self) -> Mapping[str, Relation]:
        return {relation.type: relation for relation in self.names.relations.values()}

    @cached_property
    def counting(self) -> frozenset[str]:
        """Words of the cues of count qualifiers ("sekitar", "lebih", "dari")."""
        codes = (code for code in self.names.codes.values() if code.scheme == "countQualifiers")
        return frozenset(word for code in codes for cue in code.cues for word in cue.split())


Check = Callable[[Statement, World], Iterator[str]]
"""Gives a message for each thing that is wrong."""
Severity = Literal["error", "warning", "note"]


def check(statement: Statement, world: World) -> Iterator[Finding]:
    """Yields what is wrong with the statement, in the order of `CHECKS`."""
    for code, (severity, found) in CHECKS.items():
        for message in found(statement, world):
            yield Finding(severity=severity, code=code, message=message, where=statement.id)


def _relation(statement: Statement, world: World) -> Iterator[str]:
    if world.relation(statement) is None:
        known = ", ".join(relation.type for relation in world.names.relations.values())
        yield f"no relation {statement.relation!r} in {world.names.path.name}; known: {known}"


def _codes(statement: Statement, world: World) -> Iterator[str]:
    values = {(field, scheme): getattr(statement, field) for field, scheme in CODES.items()}
    values["size.qualifier", "countQualifiers"] = statement.size.qualifier if statement.size else None
    for (field, scheme), value in values.items():
        if value is not None and value not in world.names.scheme(scheme):
            yield f"{field} {value!r}; expected one of {', '.join(world.names.scheme(scheme))}"


def _dangling(statement: Statement, world: World) -> Iterator[str]:
    for identifier in statement.things:
        if identifier not in world.classes:
            yield f"no entity {identifier} in the graph"
    for article in sorted({evidence.article_id for evidence in statement.evidence}):
        if article not in world.published:
            yield f"no article {article} in the graph"


def _domain(statement: Statement, world: World) -> Iterator[str]:
    yield from _end(statement, world, "subject")


def _range(statement: Statement, world: World) -> Iterator[str]:
    yield from _end(statement, world, "object")
    for field in PLACES:
        class_ = world.classes.get(getattr(statement, field) or "", "")
        if class_ in world.names.classes and not world.names.is_a(class_, "Place"):
            yield f"{field} is {class_}; expected Place"


def _end(statement: Statement, world: World, end: str) -> Iterator[str]:
    class_ = world.classes.get(getattr(statement, end), "")
    relation = world.relation(statement)
    if relation is None or class_ not in world.names.classes:
        return
    admitted = relation.domain if end == "subject" else relation.range
    if not any(world.names.is_a(class_, name) for name in admitted):
        yield f"{end} of {relation.type} is {class_}; expected {' or '.join(sorted(admitted))}"


def _evidence(statement: Statement, world: World) -> Iterator[str]:
    if not statement.evidence:
        yield "no evidence: a statement needs the sentence that states it"


def _quotes(statement: Statement, world: World) -> Iterator[str]:
    for evidence in statement.evidence:
        if len(evidence.quote) != evidence.end - evidence.start:
            length = evidence.end - evidence.start
            yield f"quote of {len(evidence.quote)} code points for a span of {length} at {evidence.start}"


def _loop(statement: Statement, world: World) -> Iterator[str]:
    if statement.subject == statement.object:
        yield f"subject and object of {statement.relation} are one: {statement.subject}"


def _order(statement: Statement, world: World) -> Iterator[str]:
    if statement.event_start and statement.event_end and statement.event_start > statement.event_end:
        yield f"event from {statement.event_start} to {statement.event_end}"


def _future(statement: Statement, world: World) -> Iterator[str]:
    published = world.published.get(statement.article_id) if statement.evidence else None
    if published is None or statement.modality not in _HAPPENED:
        return
    for field in ("event_start", "said_on"):
        day = getattr(statement, field)
        if day is not None and day > published:
            yield f"{field} {day} after the article was published ({published})"


def _bounds(statement: Statement, world: World) -> Iterator[str]:
    size = statement.size
    if size and size.minimum is not None and size.maximum is not None and size.minimum > size.maximum:
        yield f"count from {size.minimum} to {size.maximum}"


def _denied(statement: Statement, world: World) -> Iterator[str]:
    if statement.modality == "denied" and statement.polarity == "affirmed":
        yield "denied and affirmed at once; a denied statement is negated"


def _unmarked(statement: Statement, world: World) -> Iterator[str]:
    if (
        world.relation(statement)
        and statement.review_status is None
        and review_status(statement, names=world.names) is not None
    ):
        yield f"{statement.relation} accuses somebody named and has no review status; it counts as unreviewed"


CHECKS: Mapping[str, tuple[Severity, Check]] = {
    "unknown-relation": ("error", _relation),
    "unknown-code": ("error", _codes),
    "dangling-id": ("error", _dangling),
    "out-of-domain": ("error", _domain),
    "out-of-range": ("error", _range),
    "no-evidence": ("error", _evidence),
    "quote-length": ("error", _quotes),
    "self-loop": ("warning", _loop),
    "date-order": ("error", _order),
    "after-publication": ("warning", _future),
    "count-order": ("error", _bounds),
    "denied-affirmed": ("error", _denied),
    "accusation-unmarked": ("error", _unmarked),
}
"""Code of the finding → how grave it is, and the check that finds it."""
