"""What tables know better than the network: which kind of place a name is, what is never a mention, glued names.

Two files beside this one: `kinds.tsv` (compiled from the gazetteer by training/kinds.py) and `never.tsv` (by hand).

>>> Tables.load().kind("Provinsi Henan")
'Province'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.extract.encoder.schema import Span
from kg.text import fold

PLACES = frozenset({"Country", "Province", "City", "Place"})
_FOLDER = Path(__file__).parent
_FIRST_WORD = {
    "Province": ("provinsi",),
    "City": ("kabupaten", "kab"),
    "Place": ("desa", "kecamatan", "kelurahan", "kampung", "pulau", "selat", "bandara", "pelabuhan", "jalan"),
}
_TERRITORY = re.compile(
    r"(?:Wakil )?(?:Presiden|Gubernur|Bupati|Wali ?[Kk]ota|Camat|Lurah|Perdana Menteri|Raja)\b(?!.*[/(])"
)


@dataclass(frozen=True)
class Tables:
    """Folded names: the kind of place each is, what is never a mention of a type, and names often glued."""

    kinds: dict[str, str]
    never: frozenset[tuple[str, str]]
    glued: re.Pattern[str]

    @classmethod
    @cache
    def load(cls) -> Tables:
        """Read both tables, once."""
        kinds = {name: kind for kind, name in _rows("kinds.tsv")}
        names = sorted((n.title() for n, kind in kinds.items() if kind == "Country" and len(n) > 4), key=len)
        pattern = "|".join(map(re.escape, reversed(names)))
        return cls(kinds, frozenset(_rows("never.tsv")), re.compile(rf"(?<![A-Z])(?:{pattern})(?=([a-z]{{2,}}))"))

    def kind(self, name: str) -> str | None:
        """The kind of place a name is, where the table or its first word says so."""
        folded = fold(name)
        first = folded.split(" ")[0] if " " in folded else ""
        by_word = next((kind for kind, words in _FIRST_WORD.items() if first in words), None)
        return self.kinds.get(folded) or by_word

    def correct(self, text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The spans with kinds of place set right and without what is never a mention, sorted."""
        out: dict[tuple[int, int, str], Span] = {}
        for span in spans:
            name = text[span.start : span.end]
            if (span.type, fold(name)) in self.never or (span.type == "Agency" and _TERRITORY.match(name)):
                continue
            kind = self.kind(name) if span.type in PLACES else None
            better = replace(span, type=kind) if kind else span
            out.setdefault((better.start, better.end, better.type), better)
        return tuple(sorted(out.values()))


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(cells[0], cells[1]) for cells in (line.split("\t") for line in lines)]
