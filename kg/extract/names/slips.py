"""Two spellings of one name in one article: "Judha Nugraha", "Jhuda Nugraha".

>>> is_slip("judha nugraha", "jhuda nugraha"), is_slip("polda sumut", "polda sumsel")
(True, False)
"""

from __future__ import annotations

from difflib import SequenceMatcher

_LONG = 9
"""Characters of names that may be compared at all."""
_ALIKE = 0.9
"""Least likeness (Ratcliff and Obershelp) of two that are one."""


def is_slip(one: str, other: str) -> bool:
    """Whether two folded names of several words, as many in both, are so alike that one is a slip of the other."""
    count = len(one.split())
    if len(one) < _LONG or count < 2 or count != len(other.split()):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
