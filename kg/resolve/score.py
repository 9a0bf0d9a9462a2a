"""Two people → a judgement: how their names relate, and what else their articles share."""

from __future__ import annotations

from kg.model import Judgement
from kg.resolve.features import Feature
from kg.resolve.persons import is_full, relate
from kg.resolve.rules import judge, rule

_STORY = 2.0
"""From this much shared company on, two articles tell one story."""


def compare(left: Feature, right: Feature) -> Judgement | None:
    """The judgement on two Persons of two articles, None when their names say nothing."""
    if left.article == right.article:
        return None
    names = relate(left.words, right.words)
    if names is None:
        return None
    evidence = share(left, right)
    if evidence in ("story", "none") and conflict(left, right):
        return _judge(left, right, "conflict", "none") if names in ("equal", "common") else None
    return _judge(left, right, names, evidence)


def share(left: Feature, right: Feature) -> str:
    """What the two articles share about two people, strongest first: `title`, `office`, `story` or `none`."""
    if any(title and (agency, title) in right.offices for agency, title in left.offices):
        return "title"
    if {agency for agency, _ in left.offices} & {agency for agency, _ in right.offices}:
        return "office"
    return "story" if company(left, right) >= _STORY else "none"


def company(left: Feature, right: Feature) -> float:
    """How much company the two keep alike: a full name counts 2, a single one 1, one initial a half. Officials, whom
    many stories name, do not count."""
    shared = (left.companions & right.companions) - {left.words, right.words}
    return sum(2.0 if is_full(name) else 1.0 if len(name[0]) > 1 else 0.5 for name in shared if name)


def conflict(left: Feature, right: Feature) -> bool:
    """Whether something speaks against: different roles (an official, a victim, an accused) or different origins."""
    return _clash(left.role, right.role) or _clash(left.origin, right.origin)


def _clash(left: str, right: str) -> bool:
    return bool(left and right and left != right)


def _judge(left: Feature, right: Feature, names: str, evidence: str) -> Judgement | None:
    found = rule(names, evidence)
    if found is None:
        return None
    return judge(left.id, right.id, found.verdict, found.score, found.reason)
