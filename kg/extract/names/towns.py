"""Towns that no list knows: a capitalised word behind a preposition of place, in a dateline or before a known place.

Once found, the word is the town wherever it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.extract.page import Page
from kg.extract.spans import Span, Taken
from kg.extract.tables import any_of, column
from kg.text import squeeze

_WORD = r"[A-Z][a-zà-ÿ’'-]{2,}"
_NAME = rf"(?P<name>{_WORD}(?:\s{_WORD})?)"
_AT = re.compile(
    rf"\b(?:(?:di|ke|asal|warga|menuju|kelahiran|dari)\s+(?:kota\s+|daerah\s+|wilayah\s+)?|(?P<area>kawasan\s+))"
    rf"{_NAME}(?![\w(-]|\s+[A-Z])"
)
_DATELINE = re.compile(r"^(?P<name>[A-Z]{3,}(?:\s[A-Z]{3,})?)(?:,\s*[^\n–—-]{2,40}?)?\s*[–—-]+\s", re.MULTILINE)
_NOT_TOWNS = frozenset(
    word.casefold() for kind in ("no-name", "brand", "lonely", "never", "no-town") for word in column("words.tsv", kind)
)


def unlisted(page: Page, known: Iterable[Span]) -> Iterator[Span]:
    """Towns that the lists miss; those that overlap a known name are left out. Part of a town ("Cikini, Jakarta Pusat",
    "kawasan Glodok") is a Place."""
    spans = list(known)
    taken = Taken(spans)
    people = {word for span in spans if span.type == "Person" for word in page.text[span.start : span.end].split()}
    towns = {span.start for span in spans if span.type == "City"}
    names: dict[str, str] = {}
    for pattern in (_DATELINE, _AT):
        for match in pattern.finditer(page.text):
            name, start = match["name"], match.start("name")
            if taken.is_free(start, start + len(name)) and _may_be(name):
                comma = re.compile(r",\s+").match(page.text, start + len(name))
                part = bool(match.groupdict().get("area")) or (comma is not None and comma.end() in towns)
                name = squeeze(name)
                names[name] = "Place" if part else names.get(name, "City")
    names = {name: type_ for name, type_ in names.items() if name not in people}
    if names:
        for match in re.finditer(rf"(?<![\w-])(?:{any_of(tuple(names))})(?![\w-])", page.text):
            yield Span(match.start(), match.end(), names[squeeze(match.group())], "unlisted")


def _may_be(name: str) -> bool:
    return not any(word.casefold() in _NOT_TOWNS or word.capitalize() in _heads() for word in name.split())


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Words that begin names of bodies and other places."""
    return frozenset((*column("words.tsv", "agency-head"), *column("words.tsv", "place-head")))
