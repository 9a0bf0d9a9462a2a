"""A stretch of text that may name something, and how overlapping ones are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TERRITORY = ("City", "Province", "Country")
PLACES = ("Place", *TERRITORY)
BY_MODEL = "model"
"""The rule of what the trained model alone found."""


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


class Taken:
    """Stretches of a text that are taken; asking and taking cost as much as the stretch is long."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._places: set[int] = set()
        for span in spans:
            self.take(span.start, span.end)

    def take(self, start: int, end: int) -> None:
        self._places.update(range(start, end))

    def is_free(self, start: int, end: int) -> bool:
        return self._places.isdisjoint(range(start, end))


def apart(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The spans that overlap none of the others, in their order."""
    taken = Taken(others)
    return [span for span in spans if taken.is_free(span.start, span.end)]


def settle(spans: Iterable[Span], rank: dict[str, int]) -> list[Span]:
    """Of spans that overlap the one of lower rank (by rule) stays, then the longer, then the earlier; sorted."""
    kept: list[Span] = []
    taken = Taken()
    for span in sorted(spans, key=lambda s: (rank.get(s.rule, 9), s.start - s.end, s)):
        if taken.is_free(span.start, span.end):
            taken.take(span.start, span.end)
            kept.append(span)
    return sorted(kept)
