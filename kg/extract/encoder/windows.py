"""Long texts in windows: equal overlapping stretches, and each piece's state from the window where it stands deepest.

>>> split(5, size=384, overlap=64)
[(0, 5)]
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIZE = 382
OVERLAP = 48


def split(pieces: int, *, size: int = SIZE, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Half-open stretches of at most `size` pieces that cover all, neighbours sharing `overlap`
    or one less."""
    if pieces <= size:
        return [(0, pieces)]
    count = -(-(pieces - overlap) // (size - overlap))
    length = -(-(pieces + (count - 1) * overlap) // count)
    starts = np.linspace(0, pieces - length, count).astype(int).tolist()
    return [(start, start + length) for start in starts]


def owners(pieces: int, stretches: list[tuple[int, int]]) -> NDArray[np.int64]:
    """[pieces]: for each piece the stretch in which it stands farthest from the border (first if equal)."""
    place = np.arange(pieces)
    depth = np.stack([np.minimum(place - a, b - 1 - place) for a, b in stretches])
    out: NDArray[np.int64] = np.argmax(depth, axis=0)
    return out


def rows(pieces: int, stretches: list[tuple[int, int]], width: int) -> NDArray[np.int64]:
    """[pieces]: where a piece's state lies in the windows' states laid end to end, `width` a window."""
    owner = owners(pieces, stretches)
    begin = np.array([a for a, _ in stretches], dtype=np.int64)
    out: NDArray[np.int64] = owner * width + 1 + np.arange(pieces) - begin[owner]
    return out


def fill(
    ids: NDArray[np.int64], stretches: list[tuple[int, int]], *, width: int, marks: tuple[int, int, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Window ids [W, width] between the marks, padded; and the mask [W, width], 1 where something stands.

    `marks` are the ids of the opening mark, the closing mark and the padding.
    """
    opening, closing, padding = marks
    table = np.full((len(stretches), width), padding, dtype=np.int64)
    mask = np.zeros((len(stretches), width), dtype=np.int64)
    for row, (a, b) in enumerate(stretches):
        table[row, : b - a + 2] = [opening, *ids[a:b].tolist(), closing]
        mask[row, : b - a + 2] = 1
    return table, mask
