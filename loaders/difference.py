"""What differs between a graph and a store: two streams sorted by key, walked side by side, compared by hash.

Memory does not grow with the graph. Shared by every store that is a view of a graph.

>>> wanted, held = [("a", "1"), ("b", "2")], [("b", "9"), ("c", "3")]
>>> [(change.kind, change.key) for change in differences(wanted, held, of=lambda item: item)]
[('create', 'a'), ('update', 'b'), ('delete', 'c')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kg.errors import StoreError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Change(Generic[Item]):
    """`item` is what is wanted, None for a deletion. `same` asks for nothing: it tells that a key was passed."""

    kind: Literal["create", "update", "delete", "same"]
    key: str
    item: Item | None


def differences(
    wanted: Iterable[Item], held: Iterable[tuple[str, str]], *, of: Callable[[Item], tuple[str, str]]
) -> Iterator[Change[Item]]:
    """The changes, by key, that make the store equal; what is equal is passed over.

    `of` gives an item's key and hash; `held` yields those of the store. Both are sorted by key without repeats.
    Raises StoreError when they are not.
    """
    return (change for change in walk(wanted, held, of=of) if change.kind != "same")


def walk(
    wanted: Iterable[Item], held: Iterable[tuple[str, str]], *, of: Callable[[Item], tuple[str, str]]
) -> Iterator[Change[Item]]:
    """Like `differences`, with a `same` for each key that is equal."""
    right = _ascending(held)
    there = next(right, None)
    for (key, hash_), item in _keyed(wanted, of):
        while there is not None and there[0] < key:
            yield Change("delete", there[0], None)
            there = next(right, None)
        if there is None or there[0] > key:
            yield Change("create", key, item)
        else:
            yield Change("same" if there[1] == hash_ else "update", key, item)
            there = next(right, None)
    while there is not None:
        yield Change("delete", there[0], None)
        there = next(right, None)


def _keyed(items: Iterable[Item], of: Callable[[Item], tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Item]]:
    last = ""
    for item in items:
        pair = of(item)
        if pair[0] <= last:
            raise StoreError(f"{pair[0]}: comes twice or after {last}; a graph's parts must be sorted, each id once")
        last = pair[0]
        yield pair, item


def _ascending(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for pair, _ in _keyed(pairs, lambda pair: pair):
        yield pair
