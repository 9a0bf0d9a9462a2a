"""Pieces of regular expressions for names written in capitals, and how far a name reaches.

Crawled text glues words: between "Kemenlu" and "Judha" of "KemenluJudha" there is a border without a space.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.authority import Record, authority

CAPITAL = r"(?:[A-Z][a-zà-ÿ’']+(?:-[A-Za-z][a-z]+)*|[A-Z](?:[A-Z0-9/&.-]*[A-Z0-9])?(?:[a-z]{1,2}\b)?)"
GAP = r"(?:[ \t\xa0]+|(?<=[a-z])(?=[A-Z]))"
"""Between two words of one name; never a line break."""
ABBREVIATED = r"[ \t]*\([A-Z][\w/&-]{1,14}(?:[ ][A-Z][\w]*)?\)"
_STUCK = re.compile(
    r"(?<=[a-z])(?:me[a-z]{3,}|di[a-z]{3,}|ber[a-z]{3,}|ter[a-z]{3,}|telah|yang|dan|juga|akan|untuk|dalam|pada|dengan|saat|kini)$"
)
"""A small word glued to a name: "Penhmenangani"."""
_WORDS = re.compile(rf"{GAP}{CAPITAL}")
_PLACES = ("City", "Province", "Place", "Country")


@lru_cache(maxsize=4096)
def place(name: str) -> tuple[Record, ...]:
    """Countries, provinces, cities and places of that name."""
    return tuple(record for record in authority().find(name) if record.type in _PLACES)


@lru_cache(maxsize=4096)
def body(name: str) -> tuple[Record, ...]:
    """Agencies of that name."""
    return authority().find(name, type="Agency")


def following_place(text: str, start: int, *, abroad: bool = True) -> int:
    """Where the longest known place that follows at `start` ends; `start` where none does.

    Without `abroad` towns of other countries do not count: many have names that people have too.
    """
    ends, end = [], start
    prefix = re.compile(rf"{GAP}(?:Provinsi|Kabupaten|Kota|Kerajaan)(?=\s)").match(text, start)
    begin = end = prefix.end() if prefix else start
    for _ in range(4):
        word = _WORDS.match(text, end)
        if word is None:
            break
        end = word.end()
        ends.append(end)
    ends += [ends[-1] - len(stuck.group())] if ends and (stuck := _STUCK.search(text[begin : ends[-1]])) else []
    for last in sorted(ends, reverse=True):
        found = place(" ".join(text[begin:last].split()))
        if any(abroad or record.type != "City" or record.id.startswith("place/id-") for record in found):
            return last
    return start
