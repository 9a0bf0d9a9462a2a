"""Places by what their names look like: "Desa Sukamaju", "Bandara Kualanamu", "Kabupaten Bintan", "Gedung X".

Those behind a head of a territory ("Gubernur Jawa Barat") belong to the title and are no mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.names.capitals import CAPITAL, GAP, place
from kg.extract.page import Page
from kg.extract.spans import Span
from kg.extract.tables import any_of, column
from ontology.authority import authority

_SITE = re.compile(rf"\b(?:{any_of(column('words.tsv', 'place-head'))})(?:{GAP}(?:{CAPITAL}|\d{{1,3}}\b))+")
_UNIT = re.compile(
    rf"(?<!Wali )(?<!Ibu )\b(?P<kind>Kabupaten|Kota|Kab\.|Regency|Provinsi|Prov\.|Negara[ ]Bagian|Prefektur)[ ]"
    rf"(?P<name>{CAPITAL}(?:[ ]{CAPITAL}){{0,2}})"
)
_COMPOUND = re.compile(rf"\b(?:di|ke|kawasan|daerah|namanya)\s+(?P<first>[A-Z][a-z]{{3,}})[ ](?P<second>{CAPITAL})\b")
"""A place named after the town beside it ("Mocbai Bavet")."""
_KINDS = frozenset(
    word for kind in ("agency-head", "place-head", "no-name", "no-town") for word in column("words.tsv", kind)
)
_HEAD_OF = re.compile(rf"\b(?:{any_of(column('words.tsv', 'head-of'))})\s+(?:Provinsi\s+|Kabupaten\s+|Kota\s+)?$")


def in_title(text: str, start: int) -> bool:
    """Whether what starts there is the territory of a head ("Gubernur …")."""
    return _HEAD_OF.search(text[max(0, start - 40) : start]) is not None


def sites(page: Page) -> Iterator[Span]:
    """Places and units of a country by the word before the name."""
    for match in _SITE.finditer(page.text):
        if not match.group().startswith("Desa Binaan"):  # a programme
            yield Span(match.start(), match.start() + _known(match.group()), "Place", "place")
    for match in _COMPOUND.finditer(page.text):
        first, second = match["first"], match["second"]
        if first not in _KINDS and not place(first) and any(record.type == "City" for record in place(second)):
            yield Span(match.start("first"), match.end(), "Place", "place")
    for match in _UNIT.finditer(page.text):
        if not in_title(page.text, match.start()):
            yield from _unit(match)


def _known(name: str) -> int:
    """How far a name goes: as far as the authority knows it ("Bandara Soekarno-Hatta" before a person's), else all."""
    ends = [word.end() for word in re.finditer(r"\S+", name)]
    return next((end for end in reversed(ends[1:]) if authority().find(name[:end], type="Place")), len(name))


def _unit(match: re.Match[str]) -> Iterator[Span]:
    """As long as the authority knows it ("Kabupaten Bintan Timur"), else one word after the kind."""
    type_ = "Province" if match["kind"].startswith(("Prov", "Negara", "Pref")) else "City"
    words = match["name"].split(" ")
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size])
        records = authority().find(f"{match['kind']} {name}", type=type_) or authority().find(name, type=type_)
        if records or size == 1:
            key = records[0].id if len(records) == 1 else None
            yield Span(match.start(), match.start("name") + len(name), type_, "unit", key)
            return
