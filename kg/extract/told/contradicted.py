"""What the text itself speaks against: it becomes a candidate, however sure rules and model are.

Nobody who is still at large or of a victim's family was arrested, and whoever came to the rescue of people did not
arrest them. Where a rule reads in a sentence who arrested somebody, where somebody comes from or in which country
people are, other bodies and places that the model alone names stay candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.page import Page
from kg.extract.spans import BY_MODEL
from kg.extract.things import Thing
from kg.extract.told.stated import is_wished, joined
from kg.extract.told.telling import Told, by_number

_AT_LARGE = re.compile(
    r"\b(?:masih|masuk|berstatus|(?:ditetapkan\s+)?sebagai|menjadi|dalam)\s+(?:\w+\s+){0,2}?"
    r"(?:DPO|daftar\s+pencarian\s+orang|buron(?:an)?|diburu|dicari|pengejaran)\b",
    re.IGNORECASE,
)
_SOUGHT = re.compile(r"\s*\(\s*(?:buron(?:an)?|DPO)\s*\)", re.IGNORECASE)
_KIN = re.compile(
    r"[\s,]*(?:\([^)]*\)[\s,]*)?(?:yang\s+merupakan\s+)?"
    r"(?:ibu|ayah|bapak|orang\s+tua|istri|suami|anak|kakak|adik|saudara|paman|bibi|kerabat|keluarga)"
    r"(?:\s+kandung)?\s+(?:dari\s+)?(?:korban|almarhum(?:ah)?)\b",
    re.IGNORECASE,
)
_CAUGHT = re.compile(r"\b(?:menangkap|ditangkap|meringkus|diringkus|dibekuk|membekuk|penangkapan)\b", re.IGNORECASE)
_BEHIND = 60
"""Characters between a name and the words for being at large."""


def contradicted(page: Page, things: list[Thing], told: Sequence[Told]) -> set[int]:
    """The `id()` of what is told and the text speaks against."""
    free = at_large(page, things) | kin(page, things)
    read = [one.stated for one in told if one.stated.rule != BY_MODEL]
    rescued = {(id(one.subject), id(one.object)) for one in read if one.relation == "RESCUES"}
    arrested = {id(one.object) for one in read if one.relation == "ARRESTS"}
    placed = {(one.relation, id(one.subject)) for one in read if one.relation in ("ORIGINATES_FROM", "LOCATED_IN")}
    acts = {(one.stated.relation, id(one.stated.object), one.sentence) for one in told if one.stated.rule != BY_MODEL}
    found = set()
    for one in told:
        stated, alone = one.stated, one.stated.rule == BY_MODEL
        ends = (id(stated.subject), id(stated.object))
        if alone and is_wished(page.text[slice(*page.sentences[one.sentence])], stated.relation, stated.start):
            against = True
        elif stated.relation == "ARRESTS":
            against = ends[1] in free or (alone and (ends in rescued or ends[1] in arrested))
        elif stated.relation == "LOCATED_IN":  # many sets of people are in several towns, few in several countries
            sets = stated.subject.type == "Group" and stated.object.type == "Country"
            against = alone and sets and ("LOCATED_IN", ends[0]) in placed
        elif stated.relation in ("RESCUES", "REPATRIATES"):  # the sentence says who did it, or did not
            places = {one.sentence, one.sentence if one.also is None else one.also}
            against = alone and any((stated.relation, ends[1], number) in acts for number in places)
        else:
            against = alone and (stated.relation, ends[0]) in placed
        if against:
            found.add(id(one))
    return found


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
    return found | _behind(page, things, _SOUGHT)  # "DA, IA, dan MP (buron)"


def kin(page: Page, things: list[Thing]) -> set[int]:
    """The `id()` of the people who are a victim's family: "Diana, ibu kandung korban"."""
    return _behind(page, things, _KIN)


def _behind(page: Page, things: list[Thing], words: re.Pattern[str]) -> set[int]:
    """The people of whom something is said right behind their names."""
    persons = [thing for thing in things if thing.type == "Person"]
    return {id(thing) for thing in persons if any(words.match(page.text, span.end) for span in thing.spans)}
