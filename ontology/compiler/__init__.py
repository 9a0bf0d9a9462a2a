"""Compiles the gazetteer and `ontology/authority/tables/*.tsv` into `ontology/authority/*.ttl`.

1. `geography`: countries, provinces, cities, places, from the gazetteer's TSV files and our tables
2. `bodies`: agencies and outlets, listed ones and forms ("BP3MI {name}") filled in for each place
3. `blocks`: one readable Turtle block a record, sorted by id; the same input gives the same bytes

    python ontology/authority/compile.py /path/to/gazetteer
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ontology.compiler import bodies, geography
from ontology.compiler.blocks import AUTHORITY, Block, Tables, turtle_file

_STEPS: dict[str, tuple[Callable[[Tables], Iterable[Block]], ...]] = {
    "countries": (geography.countries,),
    "provinces": (geography.provinces,),
    "cities": (geography.indonesian_cities, geography.foreign_cities),
    "places": (geography.places,),
    "agencies": (bodies.listed_agencies, bodies.formed_agencies),
    "outlets": (bodies.outlets,),
}
"""File → what fills it; in this order, as agencies need the places that they sit in."""


def compile_authority(gazetteer: Path, *, out: Path = AUTHORITY) -> dict[str, int]:
    """Write the Turtle files into `out`; returns how many records each holds. Raises OSError, KeyError, ValueError."""
    tables = Tables(gazetteer)
    counts = {}
    for name, steps in _STEPS.items():
        made = []
        for step in steps:
            made += [tables.add(block) for block in list(step(tables))]
        out.joinpath(f"{name}.ttl").write_text(turtle_file(made), encoding="utf-8")
        counts[name] = len(made)
    return counts
