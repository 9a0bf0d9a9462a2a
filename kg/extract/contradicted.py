"""What the text itself speaks against: it becomes a candidate, however sure rules and model are.

Nobody who is still at large was arrested, and whoever came to the rescue of people did not arrest them. Who arrested
somebody is settled where a rule reads it in a sentence; other bodies that the model alone names stay candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.extract.page import Page
from kg.extract.spans import BY_MODEL
from kg.extract.stated import joined
from kg.extract.telling import Told, by_number
from kg.extract.things import Thing

_AT_LARGE = re.compile(
    r"\b(?:masih|masuk|berstatus|(?:ditetapkan\s+)?sebagai|menjadi|dalam)\s+(?:\w+\s+){0,2}?"
    r"(?:DPO|daftar\s+pencarian\s+orang|buron(?:an)?|diburu|dicari|pengejaran)\b",
    re.IGNORECASE,
)
_CAUGHT = re.compile(r"\b(?:menangkap|ditangkap|meringkus|diringkus|dibekuk|membekuk|penangkapan)\b", re.IGNORECASE)
_BEHIND = 60
"""Characters between a name and the words for being at large."""


def demoted(page: Page, things: list[Thing], told: Iterable[Told], confidence: float) -> list[Told]:
    """All that is told; what the text speaks against is no surer than `confidence`."""
    every = list(told)
    large = at_large(page, things)
    rescued = {(id(one.stated.subject), id(one.stated.object)) for one in every if _is_read(one, "RESCUES")}
    arresters: dict[int, set[int]] = defaultdict(set)
    for one in every:
        if _is_read(one, "ARRESTS"):
            arresters[id(one.stated.object)].add(id(one.stated.subject))

    def is_denied(one: Told) -> bool:
        subject, object_ = id(one.stated.subject), id(one.stated.object)
        if one.stated.relation != "ARRESTS":
            return False
        if object_ in large:
            return True
        return one.stated.rule == BY_MODEL and ((subject, object_) in rescued or bool(arresters.get(object_)))

    return [
        replace(one, confidence=min(one.confidence or 0.0, confidence)) if is_denied(one) else one for one in every
    ]


def _is_read(one: Told, relation: str) -> bool:
    return one.stated.relation == relation and one.stated.rule != BY_MODEL


def at_large(page: Page, things: list[Thing]) -> set[int]:
    """The `id()` of the people who are still sought: "MP masih berstatus DPO"."""
    found = set()
    by_sentence = by_number(page, things)
    for number, (first, last) in enumerate(page.sentences):
        sentence = page.text[first:last]
        for cue in _AT_LARGE.finditer(sentence):
            if sentence[: cue.start()].endswith("yang ") and _CAUGHT.search(sentence):
                continue  # "menangkap A yang masuk DPO"
            people = [
                one
                for one in by_sentence[number]
                if one.type == "Person" and one.end <= cue.start() and cue.start() - one.end < _BEHIND
            ]
            if people and _CAUGHT.search(sentence[people[-1].end : cue.start()]):
                continue  # "A ditangkap setelah dua tahun menjadi buron"
            found |= {id(one.thing) for one in joined(sentence, people, last=True)}
    return found
