"""A stretch of text that may name something, and how overlapping ones are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TERRITORY = ("City", "Province", "Country")
PLACES = ("Place", *TERRITORY)


@dataclass(frozen=True, order=True)
class Span:
    """[start, end) of the text names a `type`; `rule` says which rule found it, `key` what it stands for.

    `key` is an authority id where the name is unmistakable, or the name of a body that a title implies ("Menlu").
    """

    start: int
    end: int
    type: str
    rule: str
    key: str | None = None

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def settle(spans: Iterable[Span], rank: dict[str, int]) -> list[Span]:
    """Of spans that overlap the one of lower rank (by rule) stays, then the longer, then the earlier; sorted."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (rank.get(s.rule, 9), s.start - s.end, s)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept)
