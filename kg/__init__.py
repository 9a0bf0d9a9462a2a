"""Jejaring: from news articles to a knowledge graph in which every edge carries its sentence.

>>> import kg                                                # doctest: +SKIP
>>> graph = kg.build(["examples/articles"])                  # doctest: +SKIP
>>> graph.ask("accused-actors").rows                         # doctest: +SKIP

`kg.pipeline` is the one page to read first; `kg.model` has the nouns.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.knowledge import Knowledge, build, open

__all__ = ["Knowledge", "build", "open"]


def __getattr__(name: str) -> object:
    if name in __all__:  # imported when first used, so that `import kg` stays quick
        return getattr(importlib.import_module("kg.knowledge"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
