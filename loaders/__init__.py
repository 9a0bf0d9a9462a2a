"""The shelves a graph is carried to. A new format is one small module and one line in `LOADERS`.

Modules are imported when their format is asked for, so a library that is missing hurts only its user.
"""

from __future__ import annotations

import importlib
from typing import cast

from kg.errors import UsageError
from kg.ports import Loader

LOADERS: dict[str, str] = {
    ".ttl": "loaders.turtle:turtle",
    ".nt": "loaders.turtle:ntriples",
    ".jsonld": "loaders.jsonld:jsonld",
    ".graphml": "loaders.graphml:graphml",
    ".gexf": "loaders.gexf:gexf",
    ".csv": "loaders.csv_:tables",
    ".json": "loaders.json_:node_link",
}
"""Suffix → what writes a graph to a path of that suffix. `.csv` is a folder."""


def loader(suffix: str) -> Loader:
    """What writes a graph in the format of that suffix (`.ttl`). Raises UsageError naming the known ones."""
    if suffix.lower() not in LOADERS:
        raise UsageError(f"no format has the suffix {suffix!r}; known: {' '.join(LOADERS)}")
    module, _, function = LOADERS[suffix.lower()].partition(":")
    return cast(Loader, getattr(importlib.import_module(module), function))
