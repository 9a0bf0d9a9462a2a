"""Labels of pieces to spans: the best BIO sequence, with a price on borders inside a word.

>>> best_path(np.log(np.array([[.1, .8, .1], [.2, .1, .7]])), np.array([True, True]), price=3.0)
[1, 2]
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.pieces import Pieces
from kg.extract.encoder.schema import Span

Floats = NDArray[np.float32]


def best_path(scores: Floats, opens: NDArray[np.bool_], *, price: float) -> list[int]:
    """The label numbers [T] with the greatest sum of scores [T, 1 + 2 types]: 0 outside, 1 + 2t begins, 2 + 2t goes on.

    Going on is possible only after the same type; a mention that begins or ends where no word opens costs `price`.
    """
    kinds = (scores.shape[1] - 1) // 2
    begins = range(1, 1 + 2 * kinds, 2)
    rows = scores.tolist()
    value = [row if n % 2 or not n else -1e9 for n, row in enumerate(rows[0])]
    back: list[list[int]] = []
    for row, whole in zip(rows[1:], opens[1:].tolist(), strict=True):
        top = max(range(len(value)), key=value.__getitem__)
        best = value[top]
        fee = 0.0 if whole else price
        stay = 0 if value[0] >= best - fee else top
        steps = [stay]
        fresh = [max(value[0], best - fee) + row[0]]
        for begin in begins:
            go = begin if value[begin] > value[begin + 1] else begin + 1
            fresh += [best - fee + row[begin], value[go] + row[begin + 1]]
            steps += [top, go]
        value = fresh
        back.append(steps)
    label = max(range(len(value)), key=value.__getitem__)
    path = [label]
    for steps in reversed(back):
        label = steps[label]
        path.append(label)
    return path[::-1]


def spans_of(text: str, pieces: Pieces, scores: Floats, path: list[int], types: tuple[str, ...]) -> list[Span]:
    """The mentions of a label path, trimmed of punctuation; score: geometric mean of their labels' probabilities."""
    out = []
    at = 0
    while at < len(path):
        label = path[at]
        if label % 2 == 0:
            at += 1
            continue
        end = at + 1
        while end < len(path) and path[end] == label + 1:
            end += 1
        start, stop = trim(text, int(pieces.starts[at]), int(pieces.ends[end - 1]))
        if stop > start:
            sure = float(np.exp(np.mean([scores[k, path[k]] for k in range(at, end)])))
            out.append(Span(start, stop, types[label // 2], round(sure, 4)))
        at = end
    return out


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without space and punctuation at its ends; a closing bracket stays where its opening one is inside."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end
