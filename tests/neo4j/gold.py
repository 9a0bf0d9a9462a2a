"""The graph of the demo's gold annotation: 25 invented articles with all that a person found in them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from kg.assemble import assemble
from kg.exchange import from_json
from kg.model import Graph
from kg.resolve import resolve

_FOLDER = Path(__file__).parents[1] / "gold"


@cache
def gold() -> Graph:
    """Hundreds of entities and statements in it."""
    pairs = [from_json(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(_FOLDER.glob("*.json"))]
    extractions = [extraction for _, extraction in pairs]
    settled = resolve(extractions)
    return assemble(
        [article.record() for article, _ in pairs],
        extractions,
        entities=settled.entities,
        canonical=settled.canonical,
        judgements=settled.judgements,
    )
