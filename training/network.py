"""The joint reader in torch: six layers of the encoder and heads for mentions, linking and relations.

The heads are built so that `kg.extract.encoder` can run them in numpy: sums of projections of a span, a product, a mean
of what stands between, and small tables, one hidden layer above.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.extract.encoder.likeness import FEATURES
from kg.extract.encoder.pairing import BUCKETS, Pairing
from kg.extract.encoder.schema import NAMES, RELATIONS, TYPES

HIDDEN, HEADS, FEED, PLACES = 384, 12, 1536, 512
LINK, RELATE, CROSS = 128, 256, 128


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, 1e-12)
        self.up = nn.Linear(HIDDEN, FEED)
        self.down = nn.Linear(FEED, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, 1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [B, T, H], mask [B, 1, 1, T] of bool -> [B, T, H]."""
        size, length, _ = x.shape
        parts = self.qkv(x).view(size, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        mixed = self.out(seen.transpose(1, 2).reshape(size, length, HIDDEN))
        x = self.norm1(x + F.dropout(mixed, self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """The first layers of multilingual-e5-small; its word vectors stay as they are."""

    def __init__(self, vocabulary: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Parameter(torch.zeros(PLACES, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.word.weight.requires_grad = False
        self.position.requires_grad = False
        self.frozen = 0

    def freeze(self, count: int) -> None:
        """Leave the lowest layers (and the embedding's norm) as they are: no training, no dropout."""
        self.frozen = count
        for part in (*self.layers[:count], *([self.norm] if count else [])):
            part.requires_grad_(False)
        for layer in self.layers[:count]:
            layer.dropout = 0.0

    def start_from(self, base: dict[str, np.ndarray]) -> None:
        """Take the unpacked weights (stage 1)."""
        get = {name: torch.from_numpy(np.asarray(base[name], dtype=np.float32)) for name in base}
        with torch.no_grad():
            self.word.weight.copy_(get["word"])
            self.position.copy_(get["position"])
            self.norm.weight.copy_(get["norm.w"])
            self.norm.bias.copy_(get["norm.b"])
            for n, layer in enumerate(self.layers):
                for kind, end in (("weight", "w"), ("bias", "b")):
                    stack = torch.cat([get[f"l{n}.{name}.{end}"] for name in "qkv"])
                    getattr(layer.qkv, kind).copy_(stack)
                    for mine, theirs in (
                        ("out", "ao"),
                        ("norm1", "aln"),
                        ("up", "fi"),
                        ("down", "fo"),
                        ("norm2", "oln"),
                    ):
                        getattr(getattr(layer, mine), kind).copy_(get[f"l{n}.{theirs}.{end}"])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids [B, T], mask [B, T] (1 where something stands) -> states [B, T, H]."""
        with torch.no_grad():
            x = self.word(ids) + self.position[: ids.shape[1]]
        wide = mask.bool()[:, None, None, :]
        with torch.set_grad_enabled(self.training and not self.frozen):
            x = self.norm(x)
        for n, layer in enumerate(self.layers):
            if n < self.frozen:
                with torch.no_grad():
                    x = layer(x, wide)
            else:
                x = layer(x if n else F.dropout(x, 0.1, self.training), wide)
        return x


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, vocabulary: int, layers: int = 6, dropout: float = 0.15) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, layers)
        self.drop = nn.Dropout(dropout)
        self.names = nn.Linear(HIDDEN, 1 + 2 * len(NAMES))
        self.groups = nn.Linear(HIDDEN, 3)
        self.link_span = nn.Linear(3 * HIDDEN, LINK)
        self.link_mix = nn.Linear(2 * LINK + FEATURES, LINK)
        self.link_out = nn.Linear(LINK, 1)
        self.subject = nn.Linear(3 * HIDDEN, RELATE)
        self.object = nn.Linear(3 * HIDDEN, RELATE)
        self.left = nn.Linear(3 * HIDDEN, CROSS)
        self.right = nn.Linear(3 * HIDDEN, CROSS)
        self.cross = nn.Linear(CROSS, RELATE, bias=False)
        self.between = nn.Linear(HIDDEN, RELATE, bias=False)
        sizes = {**BUCKETS, "kinds": len(TYPES) ** 2}
        self.tables = nn.ModuleDict({name: nn.Embedding(size, RELATE) for name, size in sizes.items()})
        self.relate_out = nn.Linear(RELATE, len(RELATIONS))
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.1)
        nn.init.constant_(self.relate_out.bias, -5.0)

    def spans(self, states: Tensor, cover: Tensor) -> Tensor:
        """states [T, H], cover [S, 2] first and last piece -> [S, 3H]: first, last and mean state."""
        sums = torch.cat([states.new_zeros(1, HIDDEN), states.cumsum(0)])
        first, last = cover[:, 0], cover[:, 1]
        mean = (sums[last + 1] - sums[first]) / (last + 1 - first).unsqueeze(1)
        return self.drop(torch.cat([states[first], states[last], mean], dim=1))

    def link(self, spans: Tensor, pairs: Tensor, features: Tensor) -> Tensor:
        """Logit [P] that both spans of a pair are one entity."""
        own = self.link_span(spans)
        a, b = own[pairs[:, 0]], own[pairs[:, 1]]
        mixed = F.gelu(self.link_mix(torch.cat([a * b, (a - b).abs(), features], dim=1)))
        return self.link_out(self.drop(mixed)).squeeze(1)

    def relate(self, states: Tensor, spans: Tensor, pairing: Pairing) -> Tensor:
        """Logits [N, 14] of the candidates: log-sum-exp over their mention pairs."""
        put = torch.from_numpy
        i, j, owner = put(pairing.subject), put(pairing.object), put(pairing.candidate)
        low, high = put(pairing.low), put(pairing.high)
        own = self.between(states)
        sums = torch.cat([own.new_zeros(1, RELATE), own.cumsum(0)])
        mean = (sums[high] - sums[low]) / (high - low).unsqueeze(1)
        x = self.subject(spans)[i] + self.object(spans)[j] + mean
        x = x + self.cross(self.left(spans)[i] * self.right(spans)[j])
        for name, bucket in {**pairing.buckets, "kinds": pairing.kinds}.items():
            x = x + self.tables[name](put(bucket))
        logits = self.relate_out(self.drop(F.gelu(x)))
        shape = owner[:, None].expand_as(logits)
        empty = logits.new_full((len(pairing.candidates), len(RELATIONS)), -1e4)
        top = empty.scatter_reduce(0, shape, logits, "amax").detach()
        total = torch.zeros_like(empty).index_add(0, owner, (logits - top[owner]).exp())
        return top + total.clamp(min=1e-9).log()
