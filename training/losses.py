"""What the reader is trained to get right: mention labels, links between mentions, relations between entities."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.extract.encoder.likeness import candidate_pairs, pair_features
from kg.extract.encoder.pairing import pair_up
from kg.extract.encoder.pieces import Pieces
from kg.extract.encoder.schema import GROUP, NAMES, RELATIONS, SYMMETRIC, Span
from training.augment import false_groups
from training.data import Article
from training.found import Cluster, clusters
from training.network import Reader

WEIGHTS = {"mentions": 4.0, "links": 0.5, "relations": 0.5}
LINK_WEIGHT = {"Group": 2.0, "Agency": 2.0}
MOST_PAIRS = 1500
FOUND = 0.5


def labels(pieces: Pieces, article: Article, types: tuple[str, ...]) -> Tensor:
    """BIO labels [T]: 0 outside, 1 + 2t begins, 2 + 2t goes on; the longer of overlapping mentions wins."""
    out = torch.zeros(len(pieces), dtype=torch.long)
    spans = [
        (m["start"], m["end"], e["type"]) for e in article["entities"] if e["type"] in types for m in e["mentions"]
    ]
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        first, last = pieces.cover(start, end)
        if not out[first : last + 1].any():
            out[first : last + 1] = 2 + 2 * types.index(kind)
            out[first] = 1 + 2 * types.index(kind)
    return out


def link_loss(
    model: Reader, text: str, spans: list[Span], owner: list[int], vectors: Tensor, rng: random.Random
) -> Tensor:
    """Is each pair of mentions of one type the same entity? Groups and Agencies, which are hard, count double."""
    pairs = candidate_pairs(spans)
    if len(pairs) > MOST_PAIRS:
        pairs = pairs[sorted(rng.sample(range(len(pairs)), MOST_PAIRS))]
    if not len(pairs):
        return vectors.sum() * 0
    scores = model.link(vectors, torch.from_numpy(pairs), torch.from_numpy(pair_features(text, spans, pairs)))
    same = torch.tensor([float(owner[i] == owner[j]) for i, j in pairs.tolist()])
    weight = torch.tensor([LINK_WEIGHT.get(spans[i].type, 1.0) for i, _ in pairs.tolist()])
    return (F.binary_cross_entropy_with_logits(scores, same, reduction="none") * weight).mean()


def relation_loss(model: Reader, article: Article, pieces: Pieces, states: Tensor, clusters: list[Cluster]) -> Tensor:
    """Which candidates stand in which relation? Each cluster has the number of the article's entity that it is."""
    spans = [span for cluster, _ in clusters for span in cluster]
    bounds = np.cumsum([0, *[len(cluster) for cluster, _ in clusters]]).tolist()
    members = [list(range(a, b)) for a, b in pairwise(bounds)]
    pairing = pair_up(pieces, spans, members)
    if not len(pairing.candidates):
        return states.sum() * 0
    cover = torch.tensor([pieces.cover(span.start, span.end) for span in spans])
    logits = model.relate(states, model.spans(states, cover), pairing)
    wanted = torch.zeros_like(logits)
    place = {who: n for n, (_, who) in enumerate(clusters) if who is not None}
    number = {entity["id"]: place.get(n) for n, entity in enumerate(article["entities"])}
    row = {(a, b): n for n, (a, b) in enumerate(pairing.candidates.tolist())}
    for relation in article["relations"]:
        a, b = number[relation["subject"]], number[relation["object"]]
        for ends in [(a, b), (b, a)] if relation["type"] == SYMMETRIC else [(a, b)]:
            if ends in row:
                wanted[row[ends], RELATIONS.index(relation["type"])] = 1
    loss = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (loss * torch.from_numpy(pairing.allowed)).sum() / max(8.0, float(wanted.sum()))


def losses(model: Reader, article: Article, pieces: Pieces, states: Tensor, rng: random.Random) -> dict[str, Tensor]:
    """The three losses of one article."""
    dropped = model.drop(states)
    found = F.cross_entropy(model.names(dropped), labels(pieces, article, NAMES))
    found = found + F.cross_entropy(model.groups(dropped), labels(pieces, article, (GROUP,)))
    gold = [[Span(m["start"], m["end"], e["type"]) for m in e["mentions"]] for e in article["entities"]]
    numbered = sorted((span, n) for n, cluster in enumerate(gold) for span in cluster)
    spans, owner = [span for span, _ in numbered], [n for _, n in numbered]
    if not spans:
        return {"mentions": found, "links": states.sum() * 0, "relations": states.sum() * 0}
    cover = torch.tensor([pieces.cover(span.start, span.end) for span in spans])
    links = link_loss(model, article["text"], spans, owner, model.spans(states, cover), rng)
    if "found" in article and rng.random() < FOUND:
        entities = clusters(article)
    else:
        kept = [([span for span in cluster if rng.random() > 0.1] or cluster, n) for n, cluster in enumerate(gold)]
        entities = [*kept, *(([Span(start, end, GROUP)], None) for start, end in false_groups(article, rng))]
    return {"mentions": found, "links": links, "relations": relation_loss(model, article, pieces, states, entities)}
