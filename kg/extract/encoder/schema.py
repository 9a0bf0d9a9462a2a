"""What the joint reader speaks of: types, relations, who may stand on which side, and the nouns it returns.

The order of TYPES and RELATIONS is the order of the columns of the trained heads: append, never reorder.

>>> ALLOWED[TYPES.index("Person"), TYPES.index("Agency"), RELATIONS.index("HOLDS_POSITION")]
np.True_
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

NAMES = ("Person", "Agency", "Country", "Province", "City", "Place")
GROUP = "Group"
TYPES = (*NAMES, GROUP)
SYMMETRIC = "COOPERATES_WITH"

_PLACES = frozenset({"Country", "Province", "City", "Place"})
_PEOPLE = frozenset({"Person", "Group"})
_ACTORS = frozenset({"Agency", "Person"})
_ANYONE = frozenset({"Agency", "Person", "Group"})
_AGENCY = frozenset({"Agency"})

SIDES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "HOLDS_POSITION": (frozenset({"Person"}), _AGENCY),
    "REPORTS": (_ACTORS, frozenset({"Group"})),
    "REPATRIATES": (_ACTORS, _PEOPLE),
    "RESCUES": (_ACTORS, _PEOPLE),
    "RECRUITS": (_ANYONE, _PEOPLE),
    "SENDS": (_ANYONE, _PEOPLE),
    "EXPLOITS": (_ANYONE, _PEOPLE),
    "ARRESTS": (_ACTORS, _PEOPLE),
    "PREVENTS": (_ACTORS, _PEOPLE),
    "COOPERATES_WITH": (_AGENCY, _AGENCY),
    "PART_OF": (_AGENCY, _AGENCY),
    "LOCATED_IN": (frozenset({"City", "Province", "Place"}) | _ANYONE, _PLACES),
    "ORIGINATES_FROM": (_PEOPLE, _PLACES),
    "DESTINED_FOR": (_PEOPLE, _PLACES),
}
RELATIONS = tuple(SIDES)


def _allowed() -> NDArray[np.bool_]:
    """[7, 7, 14]: may a subject of this type stand in this relation to an object of that type?"""
    table = np.zeros((len(TYPES), len(TYPES), len(RELATIONS)), dtype=np.bool_)
    for (s, subject), (o, object_) in product(enumerate(TYPES), repeat=2):
        for r, sides in enumerate(SIDES.values()):
            table[s, o, r] = subject in sides[0] and object_ in sides[1]
    return table


ALLOWED = _allowed()


@dataclass(frozen=True, order=True)
class Span:
    """A mention: code points `start` to `end` (half-open) of the text, its type, how sure the tagger was (0 to 1)."""

    start: int
    end: int
    type: str
    score: float = 1.0


@dataclass(frozen=True)
class Link:
    """A relation between two clusters (indices into `Reading.clusters`), with a calibrated score from 0 to 1; `at` are
    the two mentions (indices into `Reading.spans`) beside which it is said most clearly."""

    relation: str
    subject: int
    object: int
    score: float
    at: tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """What one pass over a text found: spans by offset, clusters of span indices, links between clusters."""

    spans: tuple[Span, ...]
    clusters: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]
