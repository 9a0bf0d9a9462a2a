"""Agencies that work together, and one that is part of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from kg.extract.clusters import Thing
from kg.extract.tables import any_of, column
from kg.extract.told.stated import Seen, Stated, joined

_TOGETHER = re.compile(rf"\b(?:{any_of(column('cues.tsv', 'together'))}|bersama(?!-sama\b))\b", re.IGNORECASE)
_BETWEEN = re.compile(r"^[^.;]{0,40}?\bantara\s+(?:pihak\s+)?$")
_WITH = re.compile(r"^\s*(?:dan|dengan|maupun|serta)\s+(?:pihak\s+|delegasi\s+|otoritas\s+)?$")
_REACH = 80
"""Characters between the word of cooperation and the body worked with."""
_PART = re.compile(
    r"\b(?:bagian\s+dari|di\s+bawah(?:\s+naungan)?|berada\s+di\s+bawah|anggota\s+dari)\s*$", re.IGNORECASE
)


def by_cooperation(
    sentence: str, seen: list[Seen], posts: Mapping[int, Thing] = MappingProxyType({})
) -> Iterator[Stated]:
    """Agencies that work together, and one that is part of another; `posts` are bodies by `id()` of their people."""
    agencies = [one for one in seen if one.type == "Agency"]
    for match in _TOGETHER.finditer(sentence):
        if any(one.start < match.end() and match.start() < one.end for one in seen):
            continue
        for one, other in _together(sentence, seen, match, posts):
            if one is not other:
                yield Stated(one, "COOPERATES_WITH", other, match.start(), match.end(), "cooperation")
    for left_one, right_one in pairwise(agencies):
        if _PART.search(sentence[left_one.end : right_one.start]) and left_one.thing is not right_one.thing:
            yield Stated(left_one.thing, "PART_OF", right_one.thing, left_one.end, right_one.start, "part")


def _together(
    sentence: str, seen: list[Seen], match: re.Match[str], posts: Mapping[int, Thing]
) -> Iterator[tuple[Thing, Thing]]:
    """Pairs on both sides of the word, or behind "antara"; on the left a person stands for the body of the post."""
    after = [one for one in seen if one.type == "Agency" and 0 <= one.start - match.end() < _REACH]
    if len(after) > 1 and _BETWEEN.match(sentence[match.end() : after[0].start]):
        if _WITH.match(sentence[after[0].end : after[1].start]):
            yield after[0].thing, after[1].thing
        return
    before = [one for one in seen if one.end <= match.start()]
    left = [one.thing for one in joined(sentence, [one for one in before if one.type == "Agency"], last=True)]
    if not left:
        left = [posts[id(one.thing)] for one in reversed(before) if id(one.thing) in posts][:1]
    for other in joined(sentence, after, last=False):
        yield from ((one, other.thing) for one in left)
