"""Judgements → clusters of clusters: the strongest first, unless a person, a type or the authority forbids it.

Union-find whose nodes are clusters and records of the authority. Kruskal's order (score, then ids) makes the result
independent of the order of the input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Judgement
from kg.resolve.features import Feature
from ontology.authority import Authority


class Linker:
    """Joins nodes and remembers what must stay apart."""

    def __init__(self, features: Mapping[str, Feature], known: Authority) -> None:
        self._features, self._known = features, known
        self._parent: dict[str, str] = {}
        self._enemies: dict[str, set[str]] = defaultdict(set)
        self._records: dict[str, str] = {}
        """Root → the record in its part, where there is one."""
        self._members: dict[str, dict[str, set[str]]] = {}
        """Root → article → keys, of people: two names of one article are two people."""

    def find(self, node: str) -> str:
        """The root of the part that a node is in."""
        root = node
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(node, node)) != root:
            self._parent[node], node = root, above
        return root

    def knows(self, node: str) -> bool:
        """Whether it is a cluster of these extractions, or a record of the authority."""
        return node in self._features or self._known.get(node) is not None

    def type_of(self, node: str) -> str | None:
        if feature := self._features.get(node):
            return feature.type
        record = self._known.get(node)
        return record.type if record else None

    def part(self, left: str, right: str) -> bool:
        """Keep two nodes apart; whether they still were. What is joined already stays joined."""
        if self.find(left) == self.find(right):
            return False
        self._enemies[self.find(left)].add(right)
        self._enemies[self.find(right)].add(left)
        return True

    def are_parted(self, left: str, right: str) -> bool:
        """Whether somebody said that these two, or two of their parts, are different."""
        a, b = self.find(left), self.find(right)
        few, other = (a, b) if len(self._enemies.get(a, ())) <= len(self._enemies.get(b, ())) else (b, a)
        return any(self.find(enemy) == other for enemy in self._enemies.get(few, ()))

    def join(self, left: str, right: str, *, by_person: bool = False) -> bool:
        """Make two nodes one, unless something forbids it; whether they are one now. Types are never mixed."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if self.type_of(left) != self.type_of(right) or self.are_parted(a, b):
            return False
        if not by_person and (self._two_records(a, b) or self._two_of_one_article(a, b)):
            return False
        self._merge(*sorted((a, b)))
        return True

    def parts(self) -> dict[str, list[str]]:
        """Canonical id → its clusters, sorted: the record's id where there is one, else the smallest cluster id."""
        by_root: dict[str, list[str]] = defaultdict(list)
        for node in sorted(self._features):
            by_root[self.find(node)].append(node)
        return {self.record_of(root) or members[0]: members for root, members in by_root.items()}

    def record_of(self, node: str) -> str | None:
        """The record that a node's part holds; a person may have joined two, then the smaller id."""
        root = self.find(node)
        return self._records.get(root) or (root if root not in self._features else None)

    def _two_records(self, a: str, b: str) -> bool:
        left, right = self.record_of(a), self.record_of(b)
        return left is not None and right is not None and left != right

    def _two_of_one_article(self, a: str, b: str) -> bool:
        left, right = self._people(a), self._people(b)
        few, many = sorted((left, right), key=len)
        return any(article in many and many[article] != keys for article, keys in few.items())

    def _people(self, root: str) -> dict[str, set[str]]:
        if root not in self._members:
            feature = self._features.get(root)
            person = feature is not None and feature.type == "Person"
            self._members[root] = {feature.article: {feature.key}} if feature and person else {}
        return self._members[root]

    def _merge(self, root: str, other: str) -> None:
        records = [record for record in (self.record_of(root), self.record_of(other)) if record]
        left, right = self._people(root), self._people(other)
        few, many = sorted((left, right), key=len)
        for article, keys in few.items():
            many.setdefault(article, set()).update(keys)
        self._parent[other] = root
        self._members.pop(other)
        self._members[root] = many
        if records:
            self._records[root] = min(records)
        if enemies := self._enemies.pop(other, None):
            self._enemies[root] |= enemies


def link(linker: Linker, people: Iterable[Judgement], machine: Iterable[Judgement]) -> Iterator[Judgement]:
    """Carry out the judgements of people, in their order, then the machine's, strongest first.

    Yields the machine's `same` judgements that hold, in that order.
    """
    for judgement in people:
        if linker.knows(judgement.left) and linker.knows(judgement.right):
            if judgement.verdict == "same":
                linker.join(judgement.left, judgement.right, by_person=True)
            else:
                linker.part(judgement.left, judgement.right)
    same = [judgement for judgement in machine if judgement.verdict == "same"]
    for judgement in sorted(same, key=lambda item: (-item.score, item.left, item.right, item.reasons)):
        if linker.join(judgement.left, judgement.right):
            yield judgement
