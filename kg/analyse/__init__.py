"""Networks of agencies: who works with whom, who stands in the middle, and a picture of it.

`agency_network` makes the network from a graph, `measures` and `table` rank its agencies, `communities` groups them,
`picture` draws it.

>>> from kg.analyse import agency_network, picture, table   # doctest: +SKIP
>>> network = agency_network(graph)                         # doctest: +SKIP
>>> table(network, top=5).rows                              # doctest: +SKIP
>>> picture(network, Path("agencies.svg"))                  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from kg.analyse.measure import Standing, communities, measures, table
from kg.analyse.network import agency_network

if TYPE_CHECKING:
    from kg.analyse.draw import picture

__all__ = ["Standing", "agency_network", "communities", "measures", "picture", "table"]


def __getattr__(name: str) -> object:
    if name == "picture":  # it brings matplotlib, which measures do not need
        return importlib.import_module("kg.analyse.draw").picture
    raise AttributeError(f"module 'kg.analyse' has no attribute {name!r}")
