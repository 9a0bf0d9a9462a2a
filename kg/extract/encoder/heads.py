"""The light heads in numpy: labels of pieces, likeness of two mentions, relations of two entities.

All shapes: T pieces, S spans, P span pairs, M mention pairs, N candidates; 384 the encoder's width.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.pairing import BUCKETS, Pairing

Floats = NDArray[np.float32]
_NEAR = ("distance", "kinds")
_AROUND = ("sentence", "order", "subjects_between", "objects_between")


def gelu(x: Floats) -> Floats:
    """The activation x · Φ(x), by its tanh form (off by less than 0.001)."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def log_softmax(x: Floats) -> Floats:
    """Logarithms of probabilities along the last axis."""
    moved = x - x.max(axis=-1, keepdims=True)
    out: Floats = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
    return out


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + e^-x), without overflow."""
    out: Floats = 0.5 * (1 + np.tanh(0.5 * x))
    return out


def mean_between(values: Floats, low: NDArray[np.int64], high: NDArray[np.int64]) -> Floats:
    """[M, D]: mean of rows low to high (half-open, never empty) of values [T, D]."""
    sums = np.zeros((len(values) + 1, values.shape[1]), dtype=np.float64)
    np.cumsum(values, axis=0, out=sums[1:])
    out: Floats = ((sums[high] - sums[low]) / (high - low)[:, None]).astype(np.float32)
    return out


@dataclass(frozen=True)
class Heads:
    """Matrices by name (`subject.w` is [out, in], `subject.b` [out]), and two summed tables of the relation head."""

    weights: dict[str, Floats]
    near: Floats
    around: Floats

    @classmethod
    def load(cls, file: Path) -> Heads:
        """Read `heads.npz`; half precision on disk, single in memory."""
        with np.load(file) as table:
            weights = {name: table[name].astype(np.float32) for name in table.files}
        near, around = (_sum_table(weights, names) for names in (_NEAR, _AROUND))
        return cls(weights, near, around)

    def _through(self, name: str, x: Floats) -> Floats:
        out = x @ self.weights[f"{name}.w"].T
        if f"{name}.b" in self.weights:
            out += self.weights[f"{name}.b"]
        return out

    def labels(self, states: Floats, layer: str) -> Floats:
        """[T, labels]: log-probabilities of the BIO labels of the layer `names` or `groups`."""
        return log_softmax(self._through(layer, states))

    def spans(self, states: Floats, cover: NDArray[np.int64]) -> Floats:
        """[S, 3 · 384]: first, last and mean state of the pieces first to last (inclusive) of each span."""
        first, last = cover[:, 0], cover[:, 1]
        return np.concatenate([states[first], states[last], mean_between(states, first, last + 1)], axis=1)

    def link(self, spans: Floats, pairs: NDArray[np.int64], features: Floats) -> Floats:
        """[P]: probability that the two spans of a pair are one entity."""
        own = self._through("link_span", spans)
        a, b = own[pairs[:, 0]], own[pairs[:, 1]]
        mixed = gelu(self._through("link_mix", np.concatenate([a * b, np.abs(a - b), features], axis=1)))
        return sigmoid(self._through("link_out", mixed)[:, 0])

    def relate(self, states: Floats, spans: Floats, pairing: Pairing) -> tuple[Floats, Floats]:
        """[N, 14]: logits of the candidates, log-sum-exp over those of their mention pairs (in order of candidate);
        and these, [M, 14]."""
        i, j = pairing.subject, pairing.object
        x = mean_between(self._through("between", states), pairing.low, pairing.high)
        x += self._through("subject", spans)[i]
        x += self._through("object", spans)[j]
        x += self._through("cross", self._through("left", spans)[i] * self._through("right", spans)[j])
        buckets = {**pairing.buckets, "kinds": pairing.kinds}
        x += self.near[_row(buckets, _NEAR)]
        x += self.around[_row(buckets, _AROUND)]
        logits = self._through("relate_out", gelu(x))
        starts = np.flatnonzero(np.diff(pairing.candidate, prepend=-1))
        top = np.maximum.reduceat(logits, starts, axis=0)
        total = np.add.reduceat(np.exp(logits - top[pairing.candidate]), starts, axis=0)
        return top + np.log(total), logits


def _size(name: str) -> int:
    return 49 if name == "kinds" else BUCKETS[name]


def _sum_table(weights: dict[str, Floats], names: tuple[str, ...]) -> Floats:
    """All sums of one row from each of the named tables; the row of a sum is `_row`."""
    out = np.zeros((1, 1, weights[f"tables.{names[0]}.w"].shape[1]), dtype=np.float32)
    for name in names:
        table = weights[f"tables.{name}.w"]
        out = (out.reshape(-1, 1, table.shape[1]) + table[None]).reshape(-1, 1, table.shape[1])
    return out[:, 0]


def _row(buckets: dict[str, NDArray[np.int64]], names: tuple[str, ...]) -> NDArray[np.int64]:
    row = np.zeros(len(buckets[names[0]]), dtype=np.int64)
    for name in names:
        row = row * _size(name) + buckets[name]
    return row
