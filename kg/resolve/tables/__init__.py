"""Names, titles, bodies and weights that resolution knows, one TSV file each, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `tables/{name}.tsv` without its head."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(tuple(line.split("\t")) for line in lines)


@cache
def words(name: str) -> frozenset[str]:
    """The first column."""
    return frozenset(row[0] for row in rows(name))


@cache
def mapping(name: str) -> dict[str, str]:
    """First column → second."""
    return {row[0]: row[1] for row in rows(name)}
