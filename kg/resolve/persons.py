"""Names of people: titles off, spellings to one form, and how two names relate.

>>> person_words("H. MHD ASLI CHAIDIR, SH")
('muhammad', 'asli', 'chaidir')
>>> relate(("imam", "riady"), ("imam", "riyadi"))
'spelling'
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.resolve.tables import mapping, rows, words
from kg.text import fold

_BEFORE = frozenset(word for where, word in rows("titles") if where == "before")
_AFTER = frozenset(word for where, word in rows("titles") if where == "after")
_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
_SOUNDS = tuple(rows("sounds"))
_TWICE = re.compile(r"(.)\1+")
_NEAR = ((14, 2), (8, 1))
"""Length of a name from which on this many edits are a slip of the pen; "Siti Aminah" and "Siti Aisyah" are three."""


@lru_cache(maxsize=200_000)
def person_words(name: str) -> tuple[str, ...]:
    """Words of a person's name, folded, without titles and ranks, one spelling for forms of Muhammad and the like.

    What follows a comma is an academic title. A name that is all titles ("RH", "Dr") is left as it is.
    """
    parts = fold(_DOTTED.sub(r"\1", name.split(",")[0])).split()
    kept = list(parts)
    while kept and kept[0] in _BEFORE:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in _AFTER:
        kept.pop()
    spelt = mapping("spellings")
    return tuple(spelt.get(word, word) for word in kept or parts)


def is_full(name: tuple[str, ...]) -> bool:
    """Two words at least that are no initials."""
    return sum(len(word) > 1 for word in name) >= 2


def is_common(name: tuple[str, ...]) -> bool:
    """Short, and every word is borne by so many that two people may well share it ("Siti Aminah")."""
    return len(name) == 2 and all(word in words("common_names") for word in name)


def is_initials(name: tuple[str, ...], written: str) -> bool:
    """`A`, `RH`, `OMR`: an initialled person."""
    return len(name) == 1 and len(name[0]) <= 3 and written.strip().isupper()


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """How a word sounds, old and new spelling alike: "riyadi" and "riady" both become "riadi"."""
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    return _TWICE.sub(r"\1", word)


def relate(left: tuple[str, ...], right: tuple[str, ...]) -> str | None:
    """How two names relate: a word of the first column of `tables/rules.tsv`, None where they do not."""
    if left == right:
        return "single" if not is_full(left) else "common" if is_common(left) else "equal"
    if sorted(left) == sorted(right):
        return "order"
    if len(left) == len(right):
        if [sound(word) for word in left] == [sound(word) for word in right]:
            return "spelling"
        return "near" if _slips(left, right) else None
    short, long = sorted((left, right), key=len)
    return "part" if set(short) <= set(long) and len(short[0]) > 2 else None


def _slips(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Same length in words, each word begins alike, and few edits for so long a name."""
    if len(left) < 2 or any(a[0] != b[0] for a, b in zip(left, right, strict=True)):
        return False
    length = min(len("".join(left)), len("".join(right)))
    allowed = next((edits for least, edits in _NEAR if length >= least), 0)
    return allowed > 0 and distance(" ".join(left), " ".join(right), most=allowed) <= allowed


def distance(left: str, right: str, *, most: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) between two words; `most + 1` when there are more.

    Damerau's distance, optimal string alignment, within the band that `most` leaves (Ukkonen 1985).
    """
    far = most + 1
    if abs(len(left) - len(right)) > most:
        return far
    older: list[int] = []
    before = [min(column, far) for column in range(len(right) + 1)]
    for i, a in enumerate(left, 1):
        row = [far] * (len(right) + 1)
        row[0] = min(i, far)
        for j in range(max(1, i - most), min(len(right), i + most) + 1):
            b = right[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return far
        older, before = before, row
    return min(before[-1], far)
