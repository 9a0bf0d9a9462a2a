"""Which pairs of entities can be related, by which of their mentions, and where these stand to each other.

Every ordered pair of clusters whose types allow some relation is a candidate; it is judged by its at most
`CLOSEST` mention pairs that stand nearest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.pieces import Pieces
from kg.extract.encoder.schema import ALLOWED, TYPES, Span

CLOSEST = 6
BETWEEN = 48
_STEPS = np.array([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256])
BUCKETS = {"distance": len(_STEPS) + 1, "sentence": 5, "order": 3, "subjects_between": 4, "objects_between": 4}
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pairing:
    """Candidates [N, 2] (cluster indices) and their mention pairs [M]: span indices, candidate number, places, buckets.

    `low` and `high` are the half-open stretch of pieces between the two mentions, at most BETWEEN long.
    """

    candidates: Ints
    allowed: NDArray[np.bool_]
    subject: Ints
    object: Ints
    candidate: Ints
    low: Ints
    high: Ints
    kinds: Ints
    buckets: dict[str, Ints]


def _between(order: Ints, count: int, types: Ints) -> Ints:
    """[S, 7]: how many spans of each type start before span s in reading order."""
    marks = np.zeros((count + 1, len(TYPES)), dtype=np.int64)
    marks[1:][np.arange(count), types[order]] = 1
    before = np.cumsum(marks, axis=0)
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count)
    return before[rank]


def pair_up(pieces: Pieces, spans: list[Span], clusters: list[list[int]]) -> Pairing:
    """All candidates among `clusters` (each holding spans of one type), nearest mention pairs first. O(spans²)."""
    cover = np.array([pieces.cover(span.start, span.end) for span in spans], dtype=np.int64).reshape(-1, 2)
    types = np.array([TYPES.index(span.type) for span in spans], dtype=np.int64)
    first, last = cover[:, 0], cover[:, 1]
    gaps = np.maximum(first[None, :] - last[:, None], 0) + np.maximum(first[:, None] - last[None, :], 0)
    kinds = [int(types[members[0]]) for members in clusters]
    candidates: list[tuple[int, int]] = []
    rows: list[tuple[int, int, int]] = []
    for a, left in enumerate(clusters):
        for b, right in enumerate(clusters):
            if a == b or not ALLOWED[kinds[a], kinds[b]].any():
                continue
            near = gaps[np.ix_(left, right)].ravel()
            best = np.argsort(near, kind="stable")[:CLOSEST]
            rows += [(left[k // len(right)], right[k % len(right)], len(candidates)) for k in best.tolist()]
            candidates.append((a, b))
    pairs = np.array(candidates, dtype=np.int64).reshape(-1, 2)
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    i, j = table[:, 0], table[:, 1]
    allowed = ALLOWED[np.array(kinds, dtype=np.int64)[pairs[:, 0]], np.array(kinds, dtype=np.int64)[pairs[:, 1]]]
    low = np.minimum(last[i], last[j]) + 1
    high = np.maximum(first[i], first[j])
    touching = high <= low
    low = np.where(touching, np.minimum(first[i], first[j]), low)
    high = np.where(touching, np.maximum(last[i], last[j]) + 1, high)
    high = np.minimum(high, low + BETWEEN)
    order = np.lexsort((last, first))
    before = _between(order, len(spans), types)
    sentence = pieces.sentences[first]
    buckets = {
        "distance": np.searchsorted(_STEPS, gaps[i, j], side="left"),
        "sentence": np.clip(sentence[j] - sentence[i], -2, 2) + 2,
        "order": np.where(last[i] < first[j], 0, np.where(last[j] < first[i], 1, 2)),
        "subjects_between": np.clip(np.abs(before[j, types[i]] - before[i, types[i]]), 0, 3),
        "objects_between": np.clip(np.abs(before[j, types[j]] - before[i, types[j]]), 0, 3),
    }
    kinds_of = types[i] * len(TYPES) + types[j]
    return Pairing(pairs, allowed, i, j, table[:, 2], low, high, kinds_of, buckets)
