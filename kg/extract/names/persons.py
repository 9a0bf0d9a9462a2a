"""People by what stands beside a name: a title or rank, an age, a verb of saying, "bernama", "berinisial", a kinsman.

A part of a name that is known already ("Imam" after "Imam Riady") is found again by `again`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.extract.names.capitals import body, place
from kg.extract.page import Page
from kg.extract.spans import Span
from kg.extract.tables import any_of, column, lines

_WORD = r"(?:[A-Z][a-zà-ÿ’']+(?:-[A-Z][a-z]+)?|[A-Z]\.|[A-Z](?=\s+[A-Z][a-z]))"
NAME = rf"{_WORD}(?:\s+(?:bin|binti|al|Al|van|de)?\s?{_WORD}){{0,4}}"
_LONG = rf"{_WORD}(?:\s+(?:bin|binti|al|Al|van|de)?\s?{_WORD}){{1,4}}"
_AGE = r"\s*\(\s*\d{1,2}(?:\s*(?:th|tahun))?\s*\)"
_LETTERS = rf"[A-Z]{{1,4}}\b(?:\s+alias\s+[A-Z]{{1,4}}\b)*(?:{_AGE})?"
_LIST = rf"{_LETTERS}(?:(?:\s*[,;]\s*(?:dan\s+|serta\s+)?|\s+dan\s+|\s+serta\s+){_LETTERS})*"
_NUMBERED = re.compile(rf"(?<!\d)\d{{1,3}}\.\s?(?P<name>{_LONG})(?=\s*(?:\d{{1,3}}\.|[,.(;\n]|$))")
_SHORTEST_LIST = 5
_THING = re.compile(
    r"\b(?:perusahaan|aplikasi|bar|kasino|kompleks|kawasan|daerah|tempat\w*|restoran|hotel|kapal|situs|opsi|option|desa"
    r"|rumah\s+\w+|alat|transportasi|bermotor)\b(?:\s+\w+){0,3}[\s,]*$",
    re.IGNORECASE,
)
"""What is "bernama" so is no person."""
_NEVER = frozenset(column("words.tsv", "never"))
_NOT_NAMES = frozenset(column("words.tsv", "no-name"))
_DERIVED = re.compile(r"(?:Pe|Ke)[a-z]{5,}an|Meng?[a-z]{4,}(?:kan|i)")
"""Nouns and verbs that Indonesian derives ("Pelatihan", "Mengungkapkan") are no names."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    titles = [*column("titles.tsv", "rank"), *column("titles.tsv", "honorific"), *column("titles.tsv", "role")]
    before = any_of(tuple({*titles, *column("titles.tsv", "territory")}))
    office = any_of(column("titles.tsv", "office"))
    skip = rf"(?:(?:{before}|{any_of(column('titles.tsv', 'academic'))}|H\.|Hj\.)[\s,]+)*"
    name, long = rf"(?P<name>{NAME})", rf"(?P<name>{_LONG})"
    place = r"(?:\s+(?:[A-Z]\w+\s+){1,2}?)"
    cue = {
        kind: any_of(column("cues.tsv", kind))
        for kind in ("said", "says", "named", "beside", "before", "acts", "acted")
    }
    adverbs = any_of(column("cues.tsv", "adverb"))
    rules = [
        ("rank", rf"\b(?:{before})\.?,?\s+{skip}{name}"),
        ("territory", rf"\b(?:{any_of(column('titles.tsv', 'territory'))}){place}{name}"),
        ("said", rf"\b(?:{cue['said']})(?:nya|kan)?,?\s+{skip}{name}"),
        ("said", rf"\b[Mm]enurut\s+{skip}{long}"),
        ("says", rf"(?<!\w){name}(?:\s*\([^)]{{1,20}}\))?,?\s+(?:(?:{adverbs})\s+)?(?:{cue['says']})\b"),
        ("age", rf"(?<!\w){name}(?:{_AGE}|,\s*\d{{1,2}}\s*(?:tahun|,))"),
        ("named", rf"\b(?:{cue['named']})\s+{skip}{name}"),
        ("beside", rf"(?<!\w){long},?\s+(?:selaku\s+|sebagai\s+)?(?:{office})\b"),
        ("beside", rf"(?<!\w){long}\s*,\s+(?:{cue['beside']})\b"),
        ("beside", rf"(?<!\w){long}\s+(?:asal|warga)\s+[A-Z]"),
        ("beside", rf"\b(?:{office}|{cue['before']}|{cue['acted']})\s+{skip}{long}"),
        ("beside", rf"(?<!\w){long},?\s+(?:(?:{adverbs})\s+){{0,2}}(?:{cue['acts']})\b"),
        (
            "initials",
            rf"\b(?:[Yy]akni|[Yy]aitu|[Mm]asing-masing|adalah)\s*[,:]?\s+(?P<name>{_LETTERS}\s*(?:,|dan)\s*{_LIST})",
        ),
        ("initials", rf"(?:ber)?inisial(?:nya)?(?:\s+nama)?\s+(?P<name>{_LIST})"),
        (
            "initials",
            r"(?<![\w(])(?P<name>[A-Z]{1,3})(?:\s*\(\d{1,2}(?:\s*tahun)?\)|,?\s+(?:berusia\s+)?\d{1,2}\s+tahun)",
        ),
    ]
    return tuple((rule, re.compile(pattern)) for rule, pattern in rules)


def named(page: Page) -> Iterator[Span]:
    """People by what stands beside their names."""
    for rule, pattern in _patterns():
        for match in pattern.finditer(page.text):
            if rule == "named" and _THING.search(page.text[max(0, match.start() - 60) : match.start()]):
                continue
            if rule == "initials":
                for part in re.finditer(r"\b[A-Z]{1,4}\b", match["name"]):
                    start = match.start("name") + part.start()
                    yield Span(start, start + len(part.group()), "Person", rule)
            elif span := trim(page.text, match.start("name"), match.end("name"), rule):
                yield span
    yield from _listed_initials(page)
    numbered = list(_NUMBERED.finditer(page.text))
    for match in numbered if len(numbered) >= _SHORTEST_LIST else ():
        yield Span(match.start("name"), match.end("name"), "Person", "named")


_INITIALS = re.compile(
    r"(?<![\w(/.])[A-Z]{1,4}(?:\s*\([^)]{1,20}\))?(?:\s*,\s*[A-Z]{1,4}(?:\s*\([^)]{1,20}\))?){2,60}"
    r"\s*,?\s+(?:dan|serta)\s+[A-Z]{1,4}\b"
)


_SHARES = re.compile(r"\b(?:saham|emiten|IHSG|bursa|Tbk)\b", re.IGNORECASE)
"""Near a list of letters: they are companies at a stock exchange."""


def _listed_initials(page: Page) -> Iterator[Span]:
    """Four and more initials in a list ("SY, IK, GRH, dan AT"), unless most of them are known for bodies or places."""
    for match in _INITIALS.finditer(page.text):
        if _SHARES.search(page.text, max(0, match.start() - 150), match.end() + 50):
            continue
        parts = list(re.finditer(r"(?<![\w(])[A-Z]{1,4}(?![\w)])", match.group()))
        known = sum(bool(body(part.group()) or place(part.group())) or part.group() in _NEVER for part in parts)
        if known * 3 < len(parts):
            for part in parts:
                start = match.start() + part.start()
                yield Span(start, start + len(part.group()), "Person", "initials")


def trim(text: str, start: int, end: int, rule: str) -> Span | None:
    """The span without words that are no names at its ends; None where nothing is left."""
    glued = _glued().search(text, start, end)
    words = list(re.finditer(r"\S+", text[start : glued.start() if glued else end]))
    titles = title_words()
    while words and (words[0].group().strip(".,") in _NOT_NAMES or words[0].group().strip(".,") in titles):
        words.pop(0)
    for index, word in enumerate(words):
        if word.group().strip(".,") in _NOT_NAMES or _DERIVED.fullmatch(word.group().strip(".,")):
            words = words[:index]
            break
    if not words or (len(words) == 1 and len(words[0].group()) < 3):
        return None
    last = start + words[-1].end()
    return Span(start + words[0].start(), last - (text[last - 1] in "."), "Person", rule)


@lru_cache(maxsize=1)
def _glued() -> re.Pattern[str]:
    """A word that lost the space before it ("Sutarnomengatakan")."""
    more = "meminta|menjadi|mengingat|dalam|yang|untuk|kepada|saat|serta"
    return re.compile(rf"(?<=[a-z]{{3}})(?:{any_of(column('cues.tsv', 'says'))}|{more})\b")


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """Every word of a title, rank or portfolio."""
    titles = {word.strip(".") for line in lines("titles.tsv") for word in line.split("\t")[0].split()}
    return frozenset(titles | {word.capitalize() for word in column("words.tsv", "portfolio")})


def again(page: Page, people: Iterable[Span]) -> Iterator[Span]:
    """Later mentions of a known full name, of its first or its last word, as whole capitalised words."""
    names: dict[str, int] = {}
    for span in people:
        text = page.text[span.start : span.end]
        parts = text.split()
        for part in {text, parts[0], parts[-1]}:
            if (len(part) > 2 or part.isupper()) and part not in _NOT_NAMES:
                names[part] = min(span.start, names.get(part, span.start))
    if names:
        pattern = re.compile(rf"(?<![\w-])(?:{any_of(tuple(names))})(?![\w-])")
        for match in pattern.finditer(page.text):
            if match.start() >= names.get(match.group(), 0):
                yield Span(match.start(), match.end(), "Person", "again")


def sure(page: Page, people: list[Span]) -> list[Span]:
    """Without single words that only a verb of saying speaks for and that are no name elsewhere."""
    full = [
        page.text[span.start : span.end].split()
        for span in people
        if span.rule != "says" or " " in page.text[span.start : span.end]
    ]
    words = {word for name in full for word in name}
    return [
        span
        for span in people
        if span.rule != "says"
        or not {page.text[span.start : span.end]}.isdisjoint(words)
        or " " in page.text[span.start : span.end]
    ]
