"""The judgements of people, in the order in which they win.

A person's judgement outweighs any of the machine's. Of two that contradict each other the later one holds; given at
the same time, `different` and `unsure` hold against `same`.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Judgement
from kg.resolve.rules import MACHINE

_PRECEDENCE = {"different": 0, "unsure": 1, "same": 2}


def by_people(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those of people, on two ids, the later ones first; of several on one pair the one that wins. The order in which
    they come does not matter; the machine's own, made anew at each build, are passed over."""
    ordered = sorted(
        (judgement for judgement in judgements if judgement.by != MACHINE and judgement.left != judgement.right),
        key=_rank,
    )
    ordered.sort(key=lambda judgement: judgement.at or "", reverse=True)
    kept: dict[tuple[str, str], Judgement] = {}
    for judgement in ordered:
        kept.setdefault(pair(judgement), judgement)
    return list(kept.values())


def pair(judgement: Judgement) -> tuple[str, str]:
    """Its two ids, sorted."""
    low, high = sorted((judgement.left, judgement.right))
    return low, high


def _rank(judgement: Judgement) -> tuple[object, ...]:
    low, high = pair(judgement)
    return _PRECEDENCE[judgement.verdict], low, high, judgement.by, judgement.score, judgement.reasons
