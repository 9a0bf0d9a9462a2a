"""The bodies that titles name: "Kapolda Kepri", "Menlu", "Menteri P2MI", "Dubes RI untuk Kamboja", "Dirjen Imigrasi".

A span's key is the body's name behind `title:`. Heads of a territory ("Gubernur Jawa Barat") and of a government
("Perdana Menteri") name no body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.capitals import CAPITAL, GAP, body, following_place, place
from kg.extract.page import Page
from kg.extract.spans import Span
from kg.extract.tables import any_of, column, lines

_SHORT = r"(?:[ \t]*\([A-Z]\w+\))?"
_MINISTER = re.compile(
    rf"(?<!Perdana )(?<!PERDANA )\b(?P<post>(?:Wakil\s+)?(?:[Mm]enteri|MENTERI|Menko)|Wamen){_SHORT}\s+"
    rf"(?P<body>(?:Koordinator\s+)?(?:Bidang\s+)?{CAPITAL}(?:(?:{GAP}|,\s+|\s+dan\s+|,\s+dan\s+|/){CAPITAL}){{0,11}})"
)
_NATION = re.compile(rf"{GAP}(?:RI|Republik\s+Indonesia)\b")
_CHIEF = re.compile(rf"\b(?:Waka|Ka)(?P<unit>{any_of(column('words.tsv', 'chief-of'))})(?={GAP}{CAPITAL})")
_GENERAL = re.compile(
    r"\b(?:Plt\.?\s+|Pelaksana\s+Tugas\s+)?(?:Direktur\s+Jenderal|Dirjen)(?:\s+\((?:Plt\s+)?Dirjen\))?\s+(?P<body>Imigrasi|AHU|PAS|Pemasyarakatan|HAM)\b"
)
_AMBASSADOR = re.compile(
    r"\b(?P<post>Duta\s+Besar(?:[ ]+\(Dubes\))?|Dubes|Konsul\s+Jenderal(?:[ ]+\(Konjen\))?|Konjen)"
    r"(?P<nation>\s+(?:LBBP\s+)?(?:RI|Republik\s+Indonesia|Indonesia)\b)?(?:\s+(?:untuk|di)\b(?:\s+Kerajaan\b)?)?"
)
_PORTFOLIO = frozenset(column("words.tsv", "portfolio"))


def of_title(page: Page) -> Iterator[Span]:
    """The bodies that titles name."""
    yield from _listed(page)
    yield from _ministers(page)
    yield from _chiefs(page)
    yield from _ambassadors(page)


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = dict(line.split("\t") for line in lines("heads.tsv"))
    return re.compile(rf"\b(?P<title>{any_of(tuple(rows))})(?:\s+RI\b|(?![a-z]))"), rows


def _listed(page: Page) -> Iterator[Span]:
    pattern, rows = _heads()
    for match in pattern.finditer(page.text):
        end, nation = _with_country(page.text, match.end())
        yield Span(match.start(), end, "Agency", "title", f"title:{rows[' '.join(match['title'].split())]}{nation}")
    for match in _GENERAL.finditer(page.text):
        yield Span(match.start(), match.end(), "Agency", "title", f"title:Direktorat Jenderal {match['body']}")


def _ministers(page: Page) -> Iterator[Span]:
    for match in _MINISTER.finditer(page.text):
        words = list(re.finditer(CAPITAL, match["body"]))
        known = next((i for i, word in enumerate(words) if not _is_portfolio(word.group())), len(words))
        if not known or all(word.group() in ("Koordinator", "Bidang") for word in words[:known]):
            continue
        name = match["body"][: words[known - 1].end()]
        end = match.start("body") + len(name)
        alias = re.compile(r"/[A-Z][A-Z0-9]+\b").match(page.text, end)
        name += alias.group() if alias else ""
        end = alias.end() if alias else end
        suffix = re.compile(_SHORT).match(page.text, end)
        end = suffix.end() if suffix else end
        end, nation = _with_country(page.text, end)
        spaced = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).split())
        yield Span(match.start(), end, "Agency", "title", f"title:{_ministry(match['post'])} {spaced}{nation}")


def _ministry(post: str) -> str:
    return "Kemenko" if post.endswith("Menko") else "Kementerian"


def _with_country(text: str, end: int) -> tuple[int, str]:
    """With the nation behind it; a country other than Indonesia belongs to the body's name."""
    if nation := _NATION.match(text, end):
        return nation.end(), ""
    last = following_place(text, end)
    country = text[end:last].strip()
    if last == end or not any(record.type == "Country" for record in place(country)):
        return end, ""
    return last, "" if country == "Indonesia" else f" {country}"


def _chiefs(page: Page) -> Iterator[Span]:
    for match in _CHIEF.finditer(page.text):
        end = _reach(page.text, match.end(), match["unit"])
        name = " ".join(page.text[match.end() : end].split())
        yield Span(match.start(), end, "Agency", "title", f"title:{match['unit'].capitalize()} {name}")


def _reach(text: str, start: int, unit: str) -> int:
    """Where the force's name behind "Kapolda" ends: as the authority knows it, else with the place, else a word."""
    words = re.compile(rf"{GAP}{CAPITAL}(?:{GAP}{CAPITAL}){{0,2}}").match(text, start)
    ends = [start + match.end() for match in re.finditer(CAPITAL, text[start : words.end()])] if words else []
    known = next((end for end in reversed(ends) if body(f"{unit} {' '.join(text[start:end].split())}")), None)
    return known or max([following_place(text, start), *ends[:1]])


def _ambassadors(page: Page) -> Iterator[Span]:
    for match in _AMBASSADOR.finditer(page.text):
        post = "KJRI" if match.group().startswith("Kon") else "KBRI"
        end = following_place(page.text, match.end())
        where = " ".join(page.text[match.end() : end].split())
        if where and (match["nation"] or body(f"{post} {where}")):
            yield Span(match.start(), end, "Agency", "title", f"title:{post} {where}")
        elif match["nation"]:
            yield Span(match.start(), match.end("nation"), "Agency", "title", f"title:{post}")


def _is_portfolio(word: str) -> bool:
    return word.casefold() in _PORTFOLIO
