"""What a sentence says of the things in it, before it becomes a Statement: relations by triggers and by place.

Tables of triggers say which words state which relation and in which voice; arguments are the things nearest to the
trigger on either side, with what is joined to them by "dan", "bersama" or a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kg.extract.clusters import Thing
from kg.extract.spans import Span
from kg.extract.tables import lines
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True)
class Seen:
    """A mention in a sentence, offsets relative to it."""

    start: int
    end: int
    thing: Thing = field(compare=False)
    span: Span = field(compare=False)

    @property
    def type(self) -> str:
        return self.thing.type


@dataclass
class Stated:
    """Subject, relation, object; the trigger's place in the sentence; which rule."""

    subject: Thing
    relation: str
    object: Thing
    start: int
    end: int
    rule: str
    title: str | None = None


_ACTORS = ("Agency", "Person", "Group")
_JOINED = re.compile(
    r"^(?:\s+di\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?[\s,]*(?:dan|serta|bersama|beserta|&|maupun|dan\s+juga|"
    r"(?:(?:yang\s+)?(?:terus\s+)?(?:bekerja\s*sama|berkoordinasi|bersama-sama|bersama)\s+(?:dengan\s+)?))?\s*(?:juga\s+|pihak\s+)?$"
)
_OTHER = re.compile(r"\b(?:pemerintah|polisi|petugas|aparat|penyidik|pelaku|majikan|seseorang|perusahaan)\b")
"""Somebody unnamed acts between the named one and the verb."""
_ARRANGED = frozenset({"REPATRIATES", "RESCUES"})
_ARRANGES = re.compile(
    r"\b(?:memfasilitasi|mengupayakan|mengurus|membantu|melakukan|mengawal|memproses|proses|upaya|untuk|dalam|rangka|terkait|"
    r"mempercepat|memastikan|berhasil)\s*(?:proses\s+)?(?:dalam\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:oleh|melalui|pihak)\b")


@lru_cache(maxsize=1)
def triggers() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Relation, voice, pattern, in the table's order."""
    rows = (line.split("\t") for line in lines("triggers.tsv"))
    return tuple(
        (relation, voice, re.compile(rf"\b(?:{pattern})(?:nya)?\b", re.IGNORECASE)) for relation, voice, pattern in rows
    )


def by_trigger(sentence: str, seen: list[Seen], words: Vocabulary, speaker: Thing | None = None) -> Iterator[Stated]:
    """Relations that a trigger states between things of one sentence; who speaks in it is not acted on."""
    for relation, voice, pattern in triggers():
        for match in pattern.finditer(sentence):
            if any(one.start <= match.start() < one.end for one in seen):
                continue
            for subject, object_ in _arguments(sentence, seen, match, voice, relation):
                if (
                    subject is not object_
                    and object_ is not speaker
                    and words.admits(relation, subject.type, object_.type)
                ):
                    yield Stated(subject, relation, object_, match.start(), match.end(), f"{relation}:{voice}")


def _arguments(
    sentence: str, seen: list[Seen], match: re.Match[str], voice: str, relation: str
) -> Iterator[tuple[Thing, Thing]]:
    before = [one for one in seen if one.end <= match.start()]
    after = [one for one in seen if one.start >= match.end()]
    if voice == "active":
        subjects = _nearest(sentence, before, relation, actor=True, last=True)
        if subjects and relation != "REPORTS" and _OTHER.search(sentence[subjects[0].end : match.start()]):
            return
        objects = _nearest(sentence, after, relation, actor=False, last=False)
    else:
        by = _BY.search(sentence, match.end())
        agents = [one for one in after if by and one.start >= by.end() and one.start - by.end() < 40]
        if (
            voice == "nominal"
            and not agents
            and relation in _ARRANGED
            and _ARRANGES.search(sentence[: match.start()][-40:])
        ):
            agents = _nearest(sentence, before, relation, actor=True, last=True)
        beside = [one for one in after if one.start - match.end() <= 2 and one.type in ("Agency", "Person")]
        agents = beside if voice == "passive" and beside else agents
        subjects = _nearest(sentence, agents, relation, actor=True, last=False)
        near = after if voice == "nominal" else before
        objects = _nearest(sentence, near, relation, actor=False, last=voice != "nominal")
    yield from ((subject.thing, object_.thing) for subject in subjects for object_ in objects)


def _nearest(sentence: str, seen: list[Seen], relation: str, *, actor: bool, last: bool) -> list[Seen]:
    """The nearest thing that can play the part, and those joined to it."""
    fits = [one for one in seen if _can(one, relation, actor=actor)]
    if not fits:
        return []
    ordered = sorted(fits, key=lambda one: one.start, reverse=last)
    chosen = [ordered[0]]
    for other in ordered[1:]:
        left, right = sorted((chosen[-1], other), key=lambda one: one.start)
        if other.type != chosen[0].type or not _JOINED.match(sentence[left.end : right.start]):
            break
        chosen.append(other)
    return chosen


def _can(one: Seen, relation: str, *, actor: bool) -> bool:
    if not actor:
        if relation == "REPORTS":
            return one.type == "Group" and one.thing.size is not None
        return one.type in ("Group", "Person")
    if one.type == "Group":
        return relation in ("RECRUITS", "SENDS", "EXPLOITS") and not one.thing.cases
    return one.type in ("Agency", "Person")


_COOPERATION = re.compile(
    r"\b(?:bekerja\s*sama|kerja\s*sama|berkoordinasi|koordinasi|bersinergi|menggandeng|berkolaborasi|bersama(?!-sama\b)|bertemu|dibantu|meminta\s+bantuan|berkomunikasi|menandatangani)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:bagian\s+dari|di\s+bawah(?:\s+naungan)?|berada\s+di\s+bawah|anggota\s+dari)\s*$", re.IGNORECASE
)


def by_cooperation(sentence: str, seen: list[Seen]) -> Iterator[Stated]:
    """Agencies that work together, and one that is part of another."""
    agencies = [one for one in seen if one.type == "Agency"]
    for match in _COOPERATION.finditer(sentence):
        left = _joined([one for one in agencies if one.end <= match.start()], sentence, last=True)
        right = _joined(
            [one for one in agencies if one.start >= match.end() and one.start - match.end() < 80], sentence, last=False
        )
        for one in left:
            for other in right:
                if one.thing is not other.thing:
                    yield Stated(one.thing, "COOPERATES_WITH", other.thing, match.start(), match.end(), "cooperation")
    for left_one, right_one in pairwise(agencies):
        if _PART.search(sentence[left_one.end : right_one.start]) and left_one.thing is not right_one.thing:
            yield Stated(left_one.thing, "PART_OF", right_one.thing, left_one.end, right_one.start, "part")


def _joined(agencies: list[Seen], sentence: str, *, last: bool) -> list[Seen]:
    ordered = sorted(agencies, key=lambda one: one.start, reverse=last)
    chosen = ordered[:1]
    for other in ordered[1:]:
        left, right = sorted((chosen[-1], other), key=lambda one: one.start)
        if not _JOINED.match(sentence[left.end : right.start]):
            break
        chosen.append(other)
    return chosen
