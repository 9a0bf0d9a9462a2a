"""Measures of a network: who has many links, who stands between others, who is near to all, and who belongs together.

Paths count links, whatever their weight: a link that three articles state is surer, not shorter. PageRank and
communities do take the weights. The same network gives the same figures.

>>> measures(agency_network(graph))[0].name   # doctest: +SKIP
'BP3MI Kepri'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.ports import Table, Value

SEED = 20250801
_DAMPING, _ROUNDS, _NEAR = 0.85, 200, 1e-12


@dataclass(frozen=True)
class Standing:
    """How an agency stands in the network."""

    id: str
    name: str
    articles: int
    """Articles that mention it."""
    degree: int
    """Agencies that it is linked to."""
    strength: int
    """Sum of the weights of its links."""
    betweenness: float
    """Share of the shortest paths between others that pass through it, 0 to 1 (Freeman 1977)."""
    closeness: float
    """Inverse mean distance to those it can reach, scaled by their share, 0 to 1 (Wasserman and Faust 1994)."""
    pagerank: float
    """Share of a random walk spent at it, 0 to 1 over the whole network (Brin and Page 1998)."""
    community: int
    """Number of its community, 1 the largest."""


def measures(network: nx.Graph[str]) -> tuple[Standing, ...]:
    """All agencies, the highest PageRank first, then by name and id. Time grows with agencies times links."""
    betweenness, closeness = nx.betweenness_centrality(network), nx.closeness_centrality(network)
    ranks, groups = pagerank(network), communities(network)
    number = {node: place for place, group in enumerate(groups, 1) for node in group}
    found = (
        Standing(
            id=node,
            name=network.nodes[node]["name"],
            articles=network.nodes[node]["articles"],
            degree=network.degree(node),
            strength=network.degree(node, weight="weight"),
            betweenness=round(betweenness[node], 6),
            closeness=round(closeness[node], 6),
            pagerank=round(ranks[node], 6),
            community=number[node],
        )
        for node in network
    )
    return tuple(sorted(found, key=lambda one: (-one.pagerank, one.name, one.id)))


def table(network: nx.Graph[str], *, top: int = 20) -> Table:
    """The first `top` of `measures` as a table; figures to three decimals."""
    columns = ("agency", "articles", "degree", "strength", "betweenness", "closeness", "pagerank", "community", "id")
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            *(one.name, one.articles, one.degree, one.strength),
            *(round(figure, 3) for figure in (one.betweenness, one.closeness, one.pagerank)),
            *(one.community, one.id),
        )
        for one in measures(network)[:top]
    )
    return Table(columns, rows)


def communities(network: nx.Graph[str], *, seed: int = SEED) -> tuple[tuple[str, ...], ...]:
    """Agencies that are more linked among themselves than to others (Louvain: Blondel et al. 2008), the largest
    community first, then by first id; each sorted by id. An agency without links is a community of its own."""
    nodes = sorted(network)
    # whole numbers hash the same in every process, texts do not, and Louvain walks sets
    numbered = nx.relabel_nodes(network, {node: place for place, node in enumerate(nodes)})
    found = nx.community.louvain_communities(numbered, weight="weight", seed=seed)
    named = (tuple(sorted(nodes[place] for place in group)) for group in found)
    return tuple(sorted(named, key=lambda group: (-len(group), group)))


def pagerank(network: nx.Graph[str], *, damping: float = _DAMPING) -> Mapping[str, float]:
    """PageRank by weight; the shares add up to 1. Plain Python, because networkx wants scipy for it."""
    nodes = sorted(network)
    strength = {node: network.degree(node, weight="weight") for node in nodes}
    shares = {
        node: [(other, edge["weight"] / strength[other]) for other, edge in sorted(network.adj[node].items())]
        for node in nodes
    }
    rank = {node: 1 / len(nodes) for node in nodes}
    for _ in range(_ROUNDS):
        loose = sum(rank[node] for node in nodes if not strength[node])  # a walk that can go nowhere starts anew
        base = (1 - damping + damping * loose) / len(nodes) if nodes else 0.0
        after = {node: base + damping * sum(rank[other] * share for other, share in shares[node]) for node in nodes}
        change = sum(abs(after[node] - rank[node]) for node in nodes)
        rank = after
        if change < _NEAR:
            break
    return rank
