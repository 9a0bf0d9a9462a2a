"""The rules' tables: tab-separated files in `lexicon/`, one header line each, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"


@lru_cache(maxsize=32)
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table below its header, without comments."""
    text = (LEXICON / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines()[1:] if line and not line.startswith("# "))


@lru_cache(maxsize=32)
def column(name: str, kind: str | None = None) -> tuple[str, ...]:
    """First column of a table, of the rows whose second column is `kind`."""
    rows = [line.split("\t") for line in lines(name)]
    return tuple(row[0] for row in rows if kind is None or row[1] == kind)


def any_of(words: tuple[str, ...]) -> str:
    """A regular expression that matches any of the words, the longest first; white space in them matches any."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace(".", r"\.").replace(" ", r"\s+") for word in ordered)
