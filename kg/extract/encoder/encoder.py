"""The joint reader: one pass of a small encoder, and from it mentions, entities and relations.

`read` does all; `tag`, `cluster` and `relate` do one step each, so that rules can correct what stands between them:

>>> reader = Encoder.load()                                            # doctest: +SKIP
>>> tagged = reader.tag(text)                                          # doctest: +SKIP
>>> spans = correct(tagged.spans)                                      # doctest: +SKIP
>>> clusters = reader.cluster(tagged, spans)                           # doctest: +SKIP
>>> links = reader.relate(tagged, spans, clusters, floor=0.1)          # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.correct import Tables
from kg.extract.encoder.heads import Heads, sigmoid
from kg.extract.encoder.likeness import candidate_pairs, pair_features
from kg.extract.encoder.linking import NEVER, certain, merge
from kg.extract.encoder.network import Network
from kg.extract.encoder.pairing import pair_up
from kg.extract.encoder.pieces import Pieces, cut
from kg.extract.encoder.schema import GROUP, NAMES, RELATIONS, SYMMETRIC, Link, Reading, Span
from kg.extract.encoder.settings import Settings
from kg.extract.encoder.viterbi import best_path, spans_of

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Tagged:
    """A text the network has read: its pieces, a state for each [T, 384], and the mentions found, sorted."""

    text: str
    pieces: Pieces
    states: NDArray[np.float32]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Encoder:
    """A loaded joint reader; holds no state of the texts it reads."""

    network: Network
    heads: Heads
    settings: Settings

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> Encoder:
        """Read the weights from `folder` (None: the package's own). Raises FileNotFoundError where one is missing."""
        place = WEIGHTS if folder is None else folder
        network = Network.load(place, threads=threads)
        return cls(network, Heads.load(place / "heads.npz"), Settings.load(place / "settings.json"))

    def read(self, text: str) -> Reading:
        """Mentions, entities and relations of a text; Groups that take part in no relation are left out."""
        tagged = self.tag(text)
        clusters = self.cluster(tagged, tagged.spans)
        links = self.relate(tagged, tagged.spans, clusters)
        return without_loose_groups(Reading(tagged.spans, clusters, links))

    def tag(self, text: str) -> Tagged:
        """Read a text of any length and find its mentions (names and Groups, which may overlap)."""
        pieces = cut(text, self.network.tokenizer, Tables.load().glued)
        return self.decode(Tagged(text, pieces, self.network.states(pieces), ()))

    def decode(self, tagged: Tagged) -> Tagged:
        """The same reading of the text with its mentions found (again), by the settings in force."""
        if not len(tagged.pieces):
            return tagged
        found: dict[tuple[int, int, str], Span] = {}
        for layer, types in (("names", NAMES), ("groups", (GROUP,))):
            scores = self.heads.labels(tagged.states, layer)
            raised = scores.copy()
            if layer == "groups":
                raised[:, 1:] += np.float32(self.settings.group_bias)
            path = best_path(raised, tagged.pieces.opens, price=self.settings.price)
            for span in spans_of(tagged.text, tagged.pieces, scores, path, types):
                found.setdefault((span.start, span.end, span.type), span)
        return replace(tagged, spans=Tables.load().correct(tagged.text, found.values()))

    def chance_of_group(self, tagged: Tagged, start: int, end: int) -> float:
        """How likely the stretch of the text belongs to the words of a Group: mean over its pieces, from 0 to 1."""
        first, last = tagged.pieces.cover(start, end)
        outside = np.exp(self.heads.labels(tagged.states[first : last + 1], "groups")[:, 0])
        return float(1 - outside.mean())

    def cluster(
        self, tagged: Tagged, spans: Sequence[Span], *, apart: Callable[[int, int], bool] | None = None
    ) -> tuple[tuple[int, ...], ...]:
        """Which of the spans (found or given, in any order) are one entity: tuples of indices into `spans`, ordered;
        two that must be `apart` never are."""
        order = sorted(range(len(spans)), key=lambda n: spans[n])
        own = [spans[n] for n in order]
        pairs = candidate_pairs(own)
        chances = np.zeros(0, dtype=np.float32)
        if len(pairs):
            vectors = self.heads.spans(tagged.states, self._cover(tagged, own))
            chances = self.heads.link(vectors, pairs, pair_features(tagged.text, own, pairs))
            chances[certain(tagged.text, own, pairs)] = 1.0
            if apart is not None:
                chances[[apart(order[i], order[j]) for i, j in pairs.tolist()]] = NEVER
        clusters = merge(pairs, chances, [span.type for span in own], thresholds=dict(self.settings.merge))
        return tuple(sorted(tuple(sorted(order[n] for n in members)) for members in clusters))

    def relate(
        self,
        tagged: Tagged,
        spans: Sequence[Span],
        clusters: Sequence[Sequence[int]],
        *,
        floor: float | None = None,
    ) -> tuple[Link, ...]:
        """Relations between clusters of spans (each of one type), those with a score of at least `floor` (the tuned one
        if None), best first. A symmetric relation is given once, from the lower cluster to the higher."""
        least = self.settings.floor if floor is None else floor
        own = list(spans)
        pairing = pair_up(tagged.pieces, own, [list(members) for members in clusters]) if len(tagged.pieces) else None
        if pairing is None or not len(pairing.candidates):
            return ()
        vectors = self.heads.spans(tagged.states, self._cover(tagged, own))
        logits, of_pairs = self.heads.relate(tagged.states, vectors, pairing)
        scores = np.where(pairing.allowed, self._chances(logits, pairing.candidates), 0.0)
        first = np.searchsorted(pairing.candidate, np.arange(len(pairing.candidates) + 1))
        links = []
        for row, column in np.argwhere(scores >= max(least, 1e-6)).tolist():
            a, b = pairing.candidates[row].tolist()
            if RELATIONS[column] != SYMMETRIC or a < b:
                best = first[row] + int(of_pairs[first[row] : first[row + 1], column].argmax())
                at = int(pairing.subject[best]), int(pairing.object[best])
                links.append(Link(RELATIONS[column], a, b, round(float(scores[row, column]), 4), at))
        return tuple(sorted(links, key=lambda link: (-link.score, link.relation, link.subject, link.object)))

    def _chances(self, logits: NDArray[np.float32], candidates: NDArray[np.int64]) -> NDArray[np.float32]:
        """Calibrated chances [N, 14]; both directions of the symmetric relation get their mean logit."""
        column = RELATIONS.index(SYMMETRIC)
        row = {(a, b): n for n, (a, b) in enumerate(candidates.tolist())}
        other = np.array([row.get((b, a), n) for n, (a, b) in enumerate(candidates.tolist())])
        logits[:, column] = (logits[:, column] + logits[other, column]) / 2
        maps = dict(self.settings.calibration)
        lines = np.array([maps.get(name, (1.0, 0.0)) for name in RELATIONS], dtype=np.float32)
        return sigmoid(logits * lines[:, 0] + lines[:, 1])

    @staticmethod
    def _cover(tagged: Tagged, spans: Sequence[Span]) -> NDArray[np.int64]:
        return np.array([tagged.pieces.cover(span.start, span.end) for span in spans], dtype=np.int64).reshape(-1, 2)


def without_loose_groups(reading: Reading) -> Reading:
    """The reading without the Groups that no link names: they are no entities of the graph."""
    linked = {end for link in reading.links for end in (link.subject, link.object)}
    kept = [n for n, own in enumerate(reading.clusters) if n in linked or reading.spans[own[0]].type != GROUP]
    members = sorted(n for number in kept for n in reading.clusters[number])
    span_at = {old: new for new, old in enumerate(members)}
    cluster_at = {old: new for new, old in enumerate(kept)}
    return Reading(
        tuple(reading.spans[n] for n in members),
        tuple(tuple(span_at[n] for n in reading.clusters[number]) for number in kept),
        tuple(
            Link(x.relation, cluster_at[x.subject], cluster_at[x.object], x.score, (span_at[x.at[0]], span_at[x.at[1]]))
            for x in reading.links
        ),
    )
