"""What sentences before have told of and this one takes up: "mereka", "di sana", "pihaknya", "ujarnya"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.clusters import Thing
from kg.extract.spans import Span
from kg.extract.told.speech import Speech
from kg.extract.told.stated import Seen, Stated, is_accused, is_foreign, joined
from kg.extract.told.whereabouts import is_home

_PEOPLE = re.compile(
    r"\b(?:mereka|para\s+(?:WNI|PMI|TKI|korban|pekerja(?:\s+migran)?)|(?:WNI|PMI|korban|pekerja(?:\s+migran)?|orang|warga)\s+"
    r"(?:itu|tersebut)|semuanya|seluruhnya|seluruh\s+(?:WNI|korban|PMI))\b"
    r"|(?<=pemulangan\s(?:itu|ini))|(?<=pemulangan\stersebut)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"^[\s\"“]*(?:Ia|Dia|Korban|Almarhum(?:ah)?|Jenazah(?:nya)?)\b"
    r"|\b(?:dirinya|almarhum(?:ah)?|(?<!menyerahkan )jenazah(?:nya|\s+korban)?)\b"
    r"|(?<=memulangkannya)|(?<=pemulangannya)|(?<=kepulangannya)"
)
_ON_SETS = frozenset({"ARRESTS", "RESCUES", "REPATRIATES"})
_MEMBERS = re.compile(
    r"(?i:\b(?:mereka|keduanya|ketiganya|keempatnya|tersangka|pelaku|identitas\w*|orang|yakni|yaitu|adapun)\b)[^.]{0,40}?"
    r"(?i:\b(?:(?:ber)?inisial(?:nya)?|bernama|masing-masing|adalah|yakni|yaitu)\b)[\s:,]*"
    r"|^[\s\"“]*(?:Yakni|Yaitu|Masing-masing)[\s,:]+"
)
_THERE = re.compile(r"\bdi\s+(?P<there>sana|negara\s+(?:itu|tersebut)|negeri\s+itu|kota\s+(?:itu|tersebut))\b")
_LOCAL_POLICE = re.compile(r"\b(?:ke)?polisi(?:an)?\s+setempat\b", re.IGNORECASE)
_LOCAL = re.compile(r"\b(?:otoritas|pihak\s+ber(?:wenang|wajib)|aparat|pemerintah)\s+setempat\b", re.IGNORECASE)
_POLICE = re.compile(r"polisi", re.IGNORECASE)
_RULING = re.compile(r"otoritas|berwenang|aparat|pemerintah", re.IGNORECASE)
_WE = re.compile(r"\b(?:pihaknya|pihak\s+kami|lembaganya|jajarannya|instansinya|[Kk]ami|[Kk]ita)\b")


@dataclass
class Memory:
    """What an article has told of so far; changed sentence by sentence."""

    floor: Thing | None = None
    """Who spoke last."""
    people: Seen | None = None
    """The counted set of people told of last."""
    victim: Seen | None = None
    """The person told of last who holds no post and is not the one who speaks for a body."""
    acted: tuple[Stated, ...] = ()
    """Who did what to a set of people, told of last."""
    place: Seen | None = None
    """The place abroad told of last."""
    posts: dict[int, Thing] = field(default_factory=dict)
    """Body by `id()` of the person who holds a post there."""
    police: Thing | None = None
    """The only foreign police of the article: "polisi setempat" are they."""
    ruling: Thing | None = None
    """The only foreign authority of the article: "otoritas setempat"."""

    @classmethod
    def of(cls, things: Iterable[Thing]) -> Memory:
        """What can be known of an article before its first sentence."""
        foreign = [thing for thing in things if thing.type == "Agency" and is_foreign(thing)]
        police = [thing for thing in foreign if _POLICE.search(thing.name)]
        ruling = [thing for thing in foreign if _RULING.search(thing.name)]
        return cls(police=_only(police), ruling=_only(ruling))

    def recall(self, sentence: str, seen: list[Seen]) -> list[Seen]:
        """The things of a sentence and those that it takes up, by offset."""
        found = [*seen]
        if self.people and not any(one.type == "Group" and one.thing.size is not None for one in seen):
            found += _taken_up(_PEOPLE.finditer(sentence), self.people, seen)[:1]
        if self.victim and not any(one.type == "Person" for one in seen):
            found += _taken_up(_ONE.finditer(sentence), self.victim, seen)[:1]
        for words, local in ((_LOCAL_POLICE, self.police), (_LOCAL, self.ruling)):
            if local is not None:
                found += _taken_up(words.finditer(sentence), Seen(0, 1, local, local.spans[0]), seen)[:1]
        if self.place:
            found += _taken_up(_THERE.finditer(sentence), self.place, seen)[:1]
        return sorted(found, key=lambda one: (one.start, one.end))

    def own_body(self, sentence: str, seen: list[Seen], speaker: Speech | None) -> list[Seen]:
        """The body of who speaks, where the sentence says "kami" or "pihaknya"; none beside another body."""
        body = self.body_of(speaker)
        if body is None:
            return []
        span = body.spans[0]
        return _taken_up(_WE.finditer(sentence), Seen(0, 1, body, span), seen)[:1]

    def body_of(self, speaker: Speech | None) -> Thing | None:
        """The body that speaks, or for which somebody speaks."""
        if speaker is None or speaker.speaker.type == "Agency":
            return speaker.speaker if speaker is not None else None
        return self.posts.get(id(speaker.speaker))

    def members(self, sentence: str, seen: list[Seen]) -> list[Stated]:
        """People that a sentence names as those of the set acted on: "Mereka berinisial AK, TS, dan RH"."""
        cue = _MEMBERS.search(sentence)
        if cue is None:
            return []
        people = joined(sentence, [one for one in seen if one.type == "Person" and one.start >= cue.end()], last=False)
        return [
            Stated(act.subject, act.relation, one.thing, cue.start(), cue.end(), "member")
            for act in self.acted
            for one in people
            if one.thing is not act.subject
        ]

    def learn(self, offices: Iterable[Stated]) -> None:
        """Remember who holds a post; the first one counts."""
        for one in offices:
            self.posts.setdefault(id(one.subject), one.object)

    def keep(self, seen: Iterable[Seen], speaker: Speech | None, found: Iterable[Stated]) -> None:
        """Remember what a sentence told of."""
        self.floor = speaker.speaker if speaker is not None else self.floor
        found = list(found)
        self.learn(one for one in found if one.relation == "HOLDS_POSITION")
        acts = tuple(one for one in found if one.relation in _ON_SETS and one.object.type == "Group")
        self.acted = acts or self.acted
        groups = [one for one in seen if _is_people(one)]
        self.people = groups[0] if groups else self.people
        persons = [one for one in seen if one.type == "Person" and id(one.thing) not in self.posts]
        self.victim = next((one for one in persons if one.thing is not self.floor), self.victim)
        abroad = [one for one in seen if one.type in ("Country", "City") and not is_home(one)]
        self.place = abroad[-1] if abroad else self.place


def _only(things: list[Thing]) -> Thing | None:
    return things[0] if len(things) == 1 else None


def _is_people(one: Seen) -> bool:
    return one.type == "Group" and one.thing.size is not None and not one.thing.cases and not is_accused(one.thing)


def _taken_up(matches: Iterable[re.Match[str]], earlier: Seen, seen: list[Seen]) -> list[Seen]:
    """The earlier thing at each match that overlaps nothing named."""
    found = []
    for match in matches:
        start, end = match.span("there") if "there" in match.groupdict() else match.span()
        if not any(one.start < end and start < one.end for one in seen):
            found.append(Seen(start, end, earlier.thing, Span(start, end, earlier.type, "taken up")))
    return found
