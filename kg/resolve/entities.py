"""Clusters that are one → an Entity: its name, aliases, kind and outside ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model import Entity
from kg.resolve.features import Feature
from ontology.authority import Record


def entity(identifier: str, members: Sequence[Feature], record: Record | None) -> Entity:
    """The entity of these clusters, sorted by id; `record` is what the authority knows of it.

    Its name is the authority's, else the most frequent, then longest one. Withheld if any member is.
    """
    name = record.name if record else _best([feature.name for feature in members])
    written = {text for feature in members for text in feature.names}
    kinds = [feature.kind for feature in members if feature.kind]
    return Entity(
        id=identifier,
        type=members[0].type,
        kind=(record.kind if record else None) or (_best(kinds) if kinds else None),
        name=name,
        aliases=tuple(sorted(written - {name})),
        outside_ids=tuple(sorted(record.outside_ids)) if record else (),
        members=tuple(feature.id for feature in members),
        size=next((feature.size for feature in members if feature.size is not None), None),
        withheld=any(feature.withheld for feature in members),
    )


def _best(names: list[str]) -> str:
    """The most frequent, then longest, then first in the alphabet."""
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], -len(name), name))
