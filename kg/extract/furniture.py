"""Page furniture: what stands on a page and is not the article. Spans of it, which no rule looks into.

1. Lines that a table knows ("ADVERTISEMENT", "Editor: …", "Pilihan Editor"), after a tail line all that follows.
2. Links to other stories inside a paragraph: "Baca juga: Headline In Capitals Firman menuturkan …" is dropped up to
   where the next sentence starts, as far as capitals tell.
3. Long runs of headlines without a full stop, as crawlers join them.
4. Summaries of other stories between the article and the copyright line of the page: from the first that ends with a
   question or an invitation ("Bagaimana kelanjutan kasus ini?", "Simak strateginya!"), where there are several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.tables import column, lines

_LINK = re.compile(
    r"(?:\b|(?<=[a-z]))(?:(?:Baca|Simak|Tonton|Lihat|Saksikan)\s+[Jj]uga\s*[:;]?"
    r"|(?:Baca|Simak|Pilihan\s+[Ee]ditor)\s*:)[ \t]*"
)
_SITE = re.compile(r"(?i)\.(?:com|co|id|net)\b|^(?:kompas|antara)$")
_WORD = re.compile(r"[^\s]+")
_GLUE = re.compile(r"(?<=[a-z?!”])(?=[A-Z“][a-z])")
_CLAIM = r"Copyright\s*(?:©|\(c\)|20\d\d)"
_REST = re.compile(rf"Pilihan\s+Editor\s*:|\b[Bb]ergabung\s*dengan\s*Tempo|{_CLAIM}|Dapatkan\s+update\s+berita")
_LONGEST_REST = 1500
"""Characters of the longest rest of a page: in a longer one the article goes on behind the link."""
_COPYRIGHT = re.compile(rf"{_CLAIM}|All\s+Rights?\s+Reserved")
_TEASER = re.compile(
    r"(?<=[.!?]\s)(?:(?:Simak|Intip|Cek|Ketahui|Temukan)\b[^.?!\"“]{2,90}[.!]"
    r"|(?:Bagaimana|Apa|Siapa|Mengapa|Kapan|Berapa)\b[^.?!\"“]{0,90}\b(?:ini|itu|tersebut|mereka|[a-z]+nya)\s*\?)"
)
_END = re.compile(r"[.!?][\"”’]?\s+|\n")
_TEASERS = 2
"""From so many on, the first begins what follows the article."""
_LINE = 400
"""Characters of the longest line that may be furniture as a whole: crawlers write articles in one line too."""
_LONGEST = 28
"""Words of the longest headline."""
_RUN = 22
"""Words in capitals, without a full stop, that make a run of headlines."""


def furniture(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the text that belong to the page, in order; linear in its length."""
    found, offset = [], 0
    for piece in text.splitlines(keepends=True):
        stripped = piece.strip()
        if offset > len(text) // 3 and _tables()[1].match(stripped):
            found.append((offset, len(text)))
            break
        if 0 < len(stripped) < _LINE and _tables()[0].match(stripped):
            found.append((offset, offset + len(piece)))
        else:
            found += [(offset + a, offset + b) for a, b in (*_links(piece), *_runs(piece, first=offset == 0))]
        offset += len(piece)
    rest = _REST.search(text, max(len(text) // 3, len(text) - _LONGEST_REST))
    if rest:
        found.append((rest.start(), len(text)))
    if (start := _teasers(text)) is not None:
        found.append((start, len(text)))
    return tuple(sorted(found))


def _teasers(text: str) -> int | None:
    """Where summaries of other stories begin: with the sentence before the first question about one."""
    if not _COPYRIGHT.search(text, max(0, len(text) - _LINE)):
        return None
    found = [match.start() for match in _TEASER.finditer(text, len(text) // 6)]
    if len(found) < _TEASERS:
        return None
    ends = [match.end() for match in _END.finditer(text, max(0, found[0] - _LINE), found[0] - 1)]
    return ends[-1] if ends else found[0]


@lru_cache(maxsize=1)
def _tables() -> tuple[re.Pattern[str], re.Pattern[str]]:
    patterns: dict[str, list[str]] = {"line": [], "tail": []}
    for kind, pattern in (line.split("\t") for line in lines("furniture.tsv")):
        patterns[kind].append(pattern)
    line, tail = ("|".join(patterns[kind]) for kind in ("line", "tail"))
    return re.compile(line, re.IGNORECASE), re.compile(tail, re.IGNORECASE)


def _links(piece: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(piece):
        yield match.start(), _headline_end(piece, match.end())


def _headline_end(piece: str, start: int) -> int:
    """Where the headline that starts at `start` ends: before the sentence that the first small word belongs to."""
    words = [m for m in _WORD.finditer(piece, start, min(len(piece), start + 400))][:_LONGEST]
    if not words:
        return len(piece)
    in_capitals = _is_title_case([word.group() for word in words[:7]])
    for index, word in enumerate(words):
        glue = _GLUE.search(word.group())
        if glue and word.start() + glue.start() > start:
            return word.start() + glue.start()
        text = word.group().strip("\"“”'‘’.,:;()")
        if index and text in _opening("closes"):
            return word.start()
        if index and not in_capitals and _opens_sentence(words, index):
            return word.start()
        if index and in_capitals and _is_small(text):
            return _sentence_start(words, index)
        if word.group().endswith((".", "?", "!")) and len(text) > 3 and index + 1 < len(words):
            return word.end()
    return words[-1].end()


def _sentence_start(words: list[re.Match[str]], index: int) -> int:
    """Of the capitalised words before the small one, the last that opens sentences, else the last one."""
    for back in range(index - 1, max(0, index - 9), -1):
        if words[back].group().strip(",") in _opening("opens") or words[back].group()[0] in '"“':
            return words[back].start()
    return words[index - 1].start() if index > 1 else words[index].start()


def _opens_sentence(words: list[re.Match[str]], index: int) -> bool:
    """In a headline of small letters: a quotation mark or a word that opens sentences behind another word."""
    word = words[index].group()
    if word[0] in '“"':
        return True
    return word.strip(",") in _opening("opens") and not words[index - 1].group().endswith((",", ":"))


def _runs(piece: str, *, first: bool) -> Iterator[tuple[int, int]]:
    """Headlines joined without a full stop; the first line may be a headline of the article's own."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(piece):
        text = word.group().strip("\"“”'‘’.,:;()?!-–")
        if text and _is_small(text):
            if _is_run(run) and not (first and _is_own(run)):
                yield run[0].start(), _sentence_start(run, len(run)) if len(run) > 1 else run[0].end()
            run = []
        elif word.group().endswith(".") and len(text) > 3:
            run = []
        elif _SITE.search(text) and len(run) > 1:  # a dateline ("Jakarta, Beritasatu.com"): the article starts
            if _is_run(run):
                yield run[0].start(), run[-1].start()
            run = []
        else:
            run.append(word)
    if _is_run(run) and not (first and _is_own(run)):
        yield run[0].start(), run[-1].end()


def _is_own(run: list[re.Match[str]]) -> bool:
    """Whether a run at the start of a text may be the article's own headline."""
    return run[0].start() < 40 and len(run) <= _LONGEST


def _is_run(run: list[re.Match[str]]) -> bool:
    commas = sum(word.group().endswith(",") for word in run)
    return len(run) >= _RUN and commas * 12 < len(run)


def _is_small(text: str) -> bool:
    """A word in small letters that headlines would write large."""
    return text[:1].islower() and text.casefold() not in _opening("small")


def _is_title_case(words: list[str]) -> bool:
    content = [word for word in words if word[:1].isalpha() and word.casefold() not in _opening("small")]
    return sum(word[0].isupper() for word in content) * 5 >= len(content) * 4


@lru_cache(maxsize=4)
def _opening(kind: str) -> frozenset[str]:
    return frozenset(column("headlines.tsv", kind))
