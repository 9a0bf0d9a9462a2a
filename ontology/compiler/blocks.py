"""A record on its way to Turtle, the tables it is made from, and how it is written.

`Block` is one record; `Tables` gives the gazetteer's rows and the tables of `ontology/authority/tables/`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

AUTHORITY = Path(__file__).parent.parent / "authority"
TABLES = AUTHORITY / "tables"
HEAD = """# Compiled by ontology/authority/compile.py: do not edit, change ontology/authority/tables/*.tsv instead.
# Sources and licences: ontology/authority/README.md
@base <https://w3id.org/jejaring/id/> .
@prefix kg: <https://w3id.org/jejaring/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
Row = dict[str, str]


@dataclass(frozen=True)
class Block:
    """One record on its way to Turtle; `names[0]` is its Indonesian label."""

    id: str
    kind: str
    names: tuple[str, ...]
    english: str
    acronyms: tuple[str, ...] = ()
    outside_ids: tuple[str, ...] = ()
    part_of: str = ""
    located_in: str = ""


@dataclass
class Tables:
    """The gazetteer's rows, and what was compiled so far: each later step looks up the earlier ones."""

    gazetteer: Path
    blocks: dict[str, Block] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """A table of the gazetteer folder."""
        return _read(self.gazetteer / f"{name}.tsv")

    def add(self, block: Block) -> Block:
        """Keep the record for later steps. Raises ValueError when its id is taken."""
        if block.id in self.blocks:
            raise ValueError(f"two records with the id {block.id}")
        self.blocks[block.id] = block
        return block


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(stream, delimiter="\t", quoting=3)]


def own(name: str) -> list[Row]:
    """A table beside this file."""
    return _read(TABLES / f"{name}.tsv")


def slug(name: str) -> str:
    """`Kepulauan Riau` → `kepulauan-riau`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def split(text: str) -> tuple[str, ...]:
    """`a|b` → `("a", "b")`; empty text → `()`."""
    return tuple(part for part in text.split("|") if part)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repetition, in order."""
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def is_acronym(name: str) -> bool:
    """`BP3MI`, `Kemlu`, `NTT`: one word that a reader would not take for a plain one."""
    return " " not in name and "." not in name and (sum(c.isupper() for c in name) > 1 or name.startswith("Kem"))


def turtle(block: Block) -> str:
    """The record as a Turtle block, one property a line."""
    lines = [
        f"<{block.id}> a kg:{block.kind}",
        f"    rdfs:label {_text(block.names[0])}@id , {_text(block.english)}@en",
    ]
    listed = (("skos:altLabel", block.names[1:]), ("kg:acronym", block.acronyms), ("kg:outsideId", block.outside_ids))
    lines += [f"    {name} {' , '.join(map(_text, sorted(values)))}" for name, values in listed if values]
    linked = (("kg:partOf", block.part_of), ("kg:locatedIn", block.located_in))
    lines += [f"    {name} <{value}>" for name, value in linked if value]
    return " ;\n".join(lines) + " .\n"


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def turtle_file(blocks: Iterable[Block]) -> str:
    """A whole file, its blocks sorted by id."""
    return HEAD + "\n" + "\n".join(turtle(block) for block in sorted(blocks, key=lambda block: block.id))
