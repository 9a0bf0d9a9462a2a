"""How alike two mentions look: the string features of in-article linking.

>>> abbreviates("BP3MI", "Balai Pelayanan Pelindungan Pekerja Migran Indonesia")
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder.schema import GROUP, Span
from kg.text import fold

FEATURES = 20
_SMALL = frozenset({"dan", "di", "the", "of", "untuk", "dari", "yang", "dengan", "ke", "and", "for"})
_NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")
_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_WORDS = {word: value for value, word in enumerate(_UNITS)} | {"seorang": 1, "sepasang": 2, "kedua": 2, "ketiga": 3}
_VAGUE = frozenset({"para", "sejumlah", "beberapa", "puluhan", "ratusan", "ribuan", "seluruh", "semua", "mereka"})


@dataclass(frozen=True)
class Look:
    """What a mention's own words give, worked out once: folded text, its words, its number if any, its initials."""

    raw: str
    folded: str
    words: frozenset[str]
    first: str
    last: str
    number: int | None
    vague: bool


def number_in(text: str) -> int | None:
    """The first number in a mention: digits ("5.300"), or Indonesian words up to ninety-nine; None if there is none."""
    digits = _NUMBER.search(text)
    if digits:
        return int(re.sub(r"[.,]", "", digits.group())[:12])
    words = text.casefold().split()
    for at, word in enumerate(words):
        if word in _WORDS:
            value, rest = _WORDS[word], words[at + 1 : at + 3]
            if rest[:1] == ["belas"]:
                return value + 10
            if rest[:1] == ["puluh"]:
                return value * 10 + (_WORDS.get(rest[1], 0) if len(rest) > 1 else 0)
            return value
    return None


def look(text: str) -> Look:
    """The `Look` of a mention's text."""
    folded = fold(text)
    words = folded.split() or [""]
    return Look(text, folded, frozenset(words), words[0], words[-1], number_in(text), bool(_VAGUE & set(words)))


def abbreviates(short: str, full: str) -> bool:
    """Is `short` written in capitals out of the initials of `full` ("BP3MI": a digit repeats the letter before it)?"""
    tight = short.replace(" ", "")
    if not 2 <= len(tight) <= 10 or tight.upper() != tight:
        return False
    words = [word for word in re.findall(r"\w+", full) if word.casefold() not in _SMALL]
    initials = "".join(word[0] for word in words).upper()
    spelt = re.sub(r"([A-Z])(\d)", lambda match: match.group(1) * int(match.group(2)), tight)
    bare = re.sub(r"\d", "", tight)
    return len(words) >= 2 and (
        initials in (spelt, bare, tight)
        or initials.startswith(spelt)
        or (len(initials) >= 3 and spelt.startswith(initials))
    )


def likeness(a: Look, b: Look) -> list[float]:
    """12 numbers from 0 to 1 about two looks, the same in either order."""
    shared = len(a.words & b.words)
    both = a.number is not None and b.number is not None
    return [
        float(a.raw == b.raw),
        float(a.folded == b.folded),
        float(a.folded in b.folded or b.folded in a.folded),
        shared / len(a.words | b.words),
        shared / min(len(a.words), len(b.words)),
        float(abbreviates(a.raw, b.raw) or abbreviates(b.raw, a.raw)),
        float(both and a.number == b.number),
        float(both and a.number != b.number),
        float((a.number is None) != (b.number is None)),
        float(a.first == b.first),
        float(a.last == b.last),
        float(a.vague or b.vague),
    ]


def candidate_pairs(spans: list[Span]) -> NDArray[np.int64]:
    """[P, 2]: index pairs i < j of spans of one type, in order."""
    pairs = [(i, j) for i in range(len(spans)) for j in range(i + 1, len(spans)) if spans[i].type == spans[j].type]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def pair_features(text: str, spans: list[Span], pairs: NDArray[np.int64]) -> NDArray[np.float32]:
    """[P, FEATURES]: likeness, distance, brackets between, how many of the type stand between, which type it is."""
    looks = [look(text[span.start : span.end]) for span in spans]
    known: dict[tuple[str, str], list[float]] = {}
    order: dict[str, int] = {}
    ranks = []
    for span in spans:
        order[span.type] = order.get(span.type, -1) + 1
        ranks.append(order[span.type])
    table = np.zeros((len(pairs), FEATURES), dtype=np.float32)
    for row, (i, j) in enumerate(pairs.tolist()):
        a, b = looks[i], looks[j]
        if (a.raw, b.raw) not in known:
            known[a.raw, b.raw] = likeness(a, b)
        gap = max(0, spans[j].start - spans[i].end)
        nested = spans[j].start < spans[i].end
        bracket = gap <= 3 and "(" in text[spans[i].end : spans[j].start]
        kind = spans[i].type
        table[row] = [
            *known[a.raw, b.raw],
            float(bracket),
            float(nested),
            min(gap, 4000) / 1000,
            float(ranks[j] - ranks[i] == 1),
            min(ranks[j] - ranks[i], 10) / 5,
            float(kind == GROUP),
            float(kind == "Agency"),
            float(kind == "Person"),
        ]
    return table
