"""Figures of one body that disagree: same subject and relation, like people or one place, about the same time, and
bounds that do not meet but lie near. They stand side by side; which is right is not for a machine to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import inf

from kg.model import Finding, Size, Statement
from kg.text import fold
from kg.validate.checks import World

BOUNDS = {
    "exact": (1.0, 1.0),
    "about": (0.9, 1.1),
    "atLeast": (1.0, inf),
    "moreThan": (1.0, inf),
    "atMost": (0.0, 1.0),
    "lessThan": (0.0, 1.0),
}
"""Qualifier → lowest and highest true number, as multiples of the count. A range has bounds of its own;
"puluhan" is too vague to contradict."""
VAGUE = "indefinite"
WINDOW = timedelta(days=31)
"""Articles further apart than that speak of different times, unless the text dates the event."""
NEAR = 2
"""Figures further apart than that factor count different people."""
STANDING = ("asserted", "reported", "alleged")
"""Modalities whose figures can contradict each other; a plan and its outcome may differ."""


@dataclass(frozen=True, order=True)
class Figure:
    """How many, said once. Two figures that share one of `likeness` (words of the group's name, a place) may be about
    the same people."""

    subject: str
    relation: str
    published: date
    article: str
    statement: str
    shown: str
    low: float
    high: float
    likeness: tuple[str, ...]
    start: date | None
    end: date | None


def figure(statement: Statement, world: World) -> Iterator[Figure]:
    """The statement's figure, if it has one that can be contradicted."""
    bounds = _bounds(statement.size)
    if statement.size is None or bounds is None:
        return
    if statement.polarity == "affirmed" and statement.modality in STANDING:
        places = sorted({place for place in (statement.at_place, statement.from_place, statement.to_place) if place})
        head = _head(world.shown.get(statement.object, ""), world)
        yield Figure(
            subject=statement.subject,
            relation=statement.relation,
            published=world.published[statement.article_id] or date.min,
            article=statement.article_id,
            statement=statement.id,
            shown=_shown(statement.size),
            low=bounds[0],
            high=bounds[1],
            likeness=(head, *places) if head else tuple(places),
            start=statement.event_start,
            end=statement.event_end,
        )


def disagreements(figures: Iterable[Figure], shown: Mapping[str, str]) -> Iterator[Finding]:
    """Yields a note for each set of figures that cannot all be right, sorted by body and relation.

    `shown`: id → the name that may be shown. O(n²) in the figures of one body about like people.
    """
    alike: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for found in sorted(figures):
        for likeness in found.likeness:
            alike[found.subject, found.relation, likeness].append(found)
    told: set[tuple[Figure, ...]] = set()
    for (subject, relation, _), group in sorted(alike.items()):
        clashing = {one for pair in combinations(group, 2) if _clash(*pair) for one in pair}
        apart = tuple(found for found in group if found in clashing)
        if apart and apart not in told:
            told.add(apart)
            sides = "; ".join(f"{one.shown} ({one.article}{_when(one)})" for one in apart)
            message = f"{shown.get(subject, subject)} {relation}: figures disagree: {sides}"
            yield Finding(severity="note", code="figures-disagree", message=message, where=apart[0].statement)


def _clash(one: Figure, other: Figure) -> bool:
    low, high = (one, other) if one.high <= other.high else (other, one)
    apart = low.high < high.low <= NEAR * low.high
    return apart and one.article != other.article and _same_time(one, other)


def _same_time(one: Figure, other: Figure) -> bool:
    if one.start and one.end and other.start and other.end:
        return one.start <= other.end and other.start <= one.end
    unknown = date.min in (one.published, other.published)
    return unknown or abs(one.published - other.published) <= WINDOW


def _bounds(size: Size | None) -> tuple[float, float] | None:
    if size is None or size.qualifier == VAGUE:
        return None
    if size.count is not None and size.qualifier in BOUNDS:
        low, high = (factor * size.count if size.count else 0.0 for factor in BOUNDS[size.qualifier])
    elif size.minimum is not None or size.maximum is not None:
        low, high = 0.0, inf
    else:
        return None
    return (low if size.minimum is None else size.minimum, high if size.maximum is None else size.maximum)


def _shown(size: Size) -> str:
    number = str(size.count) if size.count is not None else f"{size.minimum or 0} to {size.maximum or 'more'}"
    return number if size.qualifier == "exact" else f"{size.qualifier} {number}"


def _when(found: Figure) -> str:
    return "" if found.published == date.min else f", {found.published}"


def _head(name: str, world: World) -> str:
    """What kind of people, the name without numbers and words about them: "sekitar 5.300 warga" → "warga"."""
    return " ".join(word for word in fold(name).split() if not word.isnumeric() and word not in world.counting)
