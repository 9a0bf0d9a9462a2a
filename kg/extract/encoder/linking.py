"""Which mentions are one entity: pair probabilities to clusters by average linkage, within a type.

>>> merge(np.array([[0, 1]]), np.array([0.9]), ["City", "City", "City"], thresholds={"City": 0.5})
[[0, 1], [2]]
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.schema import GROUP, Span
from kg.text import fold

Floats = NDArray[np.float32]
NEVER = -1e6
"""As the chance of a pair it keeps any two clusters that hold them apart."""
_OPEN = re.compile(r"\s*\(\s*")


def certain(text: str, spans: list[Span], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[P]: pairs that need no model: equal names, an agency's full name and its short form in brackets after it."""
    out = np.zeros(len(pairs), dtype=np.bool_)
    folded = [fold(text[span.start : span.end]) for span in spans]
    for row, (i, j) in enumerate(pairs.tolist()):
        a, b = spans[i], spans[j]
        same = a.type != GROUP and folded[i] == folded[j]
        bracket = _OPEN.fullmatch(text, a.end, b.start) if a.end < b.start <= a.end + 4 else None
        short = bracket is not None and text[b.end : b.end + 1] == ")" and " " not in text[b.start : b.end]
        out[row] = same or (a.type == "Agency" and short)
    return out


def merge(
    pairs: NDArray[np.int64], chances: Floats, types: list[str], *, thresholds: Mapping[str, float]
) -> list[list[int]]:
    """Clusters of span indices, each ascending, ordered by their first: the likeliest two are joined as long as the
    mean chance between their spans is above the type's threshold. O(n³) at worst within a type, n being its spans."""
    out: list[list[int]] = []
    for kind in sorted(set(types)):
        members = [n for n, own in enumerate(types) if own == kind]
        place = {n: row for row, n in enumerate(members)}
        sums = np.zeros((len(members), len(members)))
        for (i, j), chance in zip(pairs.tolist(), chances.tolist(), strict=True):
            if i in place:
                sums[place[i], place[j]] = sums[place[j], place[i]] = chance
        out += [[members[row] for row in rows] for rows in _average_linkage(sums, thresholds.get(kind, 0.5))]
    return sorted(out)


def _average_linkage(sums: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """Row clusters of a symmetric matrix of chances; `sums` is used up."""
    clusters = {row: [row] for row in range(len(sums))}
    sizes = np.ones(len(sums))
    np.fill_diagonal(sums, -1.0)
    while len(clusters) > 1:
        means = sums / np.outer(sizes, sizes)
        a, b = sorted(divmod(int(np.argmax(means)), len(sums)))
        if means[a, b] <= threshold:
            break
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sums[b], sums[:, b], sums[a, a] = -1.0, -1.0, -1.0
        sizes[a] += sizes[b]
        clusters[a] += clusters.pop(b)
    return [sorted(rows) for rows in clusters.values()]
