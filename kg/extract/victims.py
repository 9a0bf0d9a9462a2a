"""Who is a victim or a minor, so that the name stays out of what is published.

Marked: a person under eighteen, one beside "korban", "penyintas", "almarhum" or "jenazah", and the object of a rescue,
a repatriation, a recruitment, a sending, an exploitation or a prevention. Officials and those arrested are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.clusters import Thing
from kg.extract.page import Page
from kg.extract.told.stated import Stated

_HARMED = frozenset({"RESCUES", "REPATRIATES", "RECRUITS", "SENDS", "EXPLOITS", "PREVENTS"})
_BESIDE = re.compile(r"\b(?:korban|penyintas|almarhum(?:ah)?|mendiang|jenazah|jasad)\b[^.]{0,45}$", re.IGNORECASE)
_BEHIND = re.compile(r"^[^.]{0,25}\b(?:korban|penyintas|tewas|meninggal)\b", re.IGNORECASE)
_AGE = re.compile(r"^[\s,(]*(\d{1,2})(?:\s*(?:tahun|th)|\s*\)|\s*,)")


def withheld(page: Page, things: list[Thing], stated: list[Stated], *, perhaps: Iterable[Stated] = ()) -> set[int]:
    """`id()` of the people whose names are withheld; what is `perhaps` said can hide a name and never show one."""
    officials = {id(one.subject) for one in stated if one.relation == "HOLDS_POSITION"}
    officials |= {id(one.object) for one in stated if one.relation == "ARRESTS"}
    officials |= {id(one.subject) for one in stated if one.relation in _HARMED}
    harmed = {id(one.object) for one in (*stated, *perhaps) if one.relation in _HARMED}
    return {
        id(thing)
        for thing in things
        if thing.type == "Person"
        and (
            _is_minor(page, thing) or (id(thing) not in officials and (id(thing) in harmed or _is_beside(page, thing)))
        )
    }


def _is_minor(page: Page, thing: Thing) -> bool:
    ages = (_AGE.match(page.text[span.end : span.end + 15]) for span in thing.spans)
    return any(match is not None and int(match.group(1)) < 18 for match in ages)


def _is_beside(page: Page, thing: Thing) -> bool:
    return any(
        _BESIDE.search(page.text[max(0, span.start - 60) : span.start])
        or _BEHIND.match(page.text[span.end : span.end + 40])
        for span in thing.spans
    )
