"""The day of an event, and the day on which somebody spoke of it.

News tells an event in its first sentence and dates it in a later one: "KBRI memulangkan 28 WNI. … Pemulangan itu
dilakukan pada Rabu (4/10)." A statement without a day of its own takes that of the nearest sentence that tells of the
same event again: with a word for it, and with its object or with "itu".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extract.page import Page
from kg.extract.tables import any_of, column
from kg.extract.things import Thing
from kg.extract.told.dates import Dated, dates, latest
from kg.extract.told.speech import Speech
from kg.extract.told.stated import triggers
from kg.extract.told.telling import Told

_EVENTS = frozenset(
    {"REPATRIATES", "RESCUES", "ARRESTS", "PREVENTS", "SENDS", "RECRUITS", "EXPLOITS", "COOPERATES_WITH"}
)
_ONCE = frozenset({"REPATRIATES", "RESCUES", "ARRESTS", "PREVENTS"})
_STAYING = frozenset({"LOCATED_IN", "DESTINED_FOR"})
_SAID_WITHIN = 70
"""Characters between a speaker and the day of the words."""
_SPOKEN = re.compile(
    rf"\b(?:{any_of(column('cues.tsv', 'said'))}|{any_of(column('cues.tsv', 'says'))}|keterangan\w*|siaran pers|rilis"
    r"|dikutip|dilansir|konferensi pers|jumpa pers|dihubungi|ditemui)\b(?!\s*,|\s+bahwa)(?P<between>[^.;]{0,110})$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"[\s,)]*(?:{any_of(column('cues.tsv', 'said'))}|menceritakan|bercerita)\b", re.IGNORECASE)
"""Behind the day of somebody's words: "pada Sabtu, 25 Oktober 2025, menceritakan …" """
_THAT = re.compile(
    r"\b(?:peristiwa|kejadian|penangkapan|pemulangan|kepulangan|penyelamatan|evakuasi|penggerebekan|operasi|pertemuan"
    r"|insiden|penundaan|pencegahan|repatriasi|pengungkapan)\s+(?:itu|ini|tersebut)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsejak\s+(?:hari\s+|tanggal\s+|\w+\W{1,3})?$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:hingga|sampai|antara)\s+(?:bulan\s+|tahun\s+|tanggal\s+)?$", re.IGNORECASE)
"""What begins or ends a span of time is no day of an event."""
_ON = re.compile(
    r"(?:\b|(?<=[a-z]))(?:pada|tahun|per|bulan)\s+(?:hari\s+|bulan\s+|tahun\s+|tanggal\s+|\w+\W{1,3})?$", re.IGNORECASE
)
_BEGAN = re.compile(r"\b(?:berawal|bermula)\b", re.IGNORECASE)
"""A sentence with this dates what came before the event."""
_BEFORE = re.compile(r"\W{0,2}(?:sebelumnya|terdahulu|lebih\s+dulu)\b", re.IGNORECASE)
"""Behind a word for an event: the sentence tells of it as of an earlier one."""
_NOW = re.compile(r"\b(?:kini|sekarang|saat ini)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:setelah|usai|seusai|berdasarkan|menyusul|laporan|pengaduan|aduan)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:[Ii]a|[Dd]ia|[Kk]orban|[Aa]naknya(?:\s+itu)?|almarhum(?:ah)?)\b")
_THEY = re.compile(r"\b(?:mereka|keduanya|ketiganya|keempatnya|jenazah(?:nya)?)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:dipindahkan|memindahkan|pindah|berpindah|dibawa|membawa|diantar|mengantar|dievakuasi|mengevakuasi|diterbangkan"
    r"|menerbangkan|terbang|diberangkatkan|memberangkatkan|(?:ke)?berangkat(?:an)?|bertolak|kepergian|pergi|tiba|mendarat)\b",
    re.IGNORECASE,
)
"""Whoever is moved to a place is there on the day of it."""
_MORE = {
    "REPATRIATES": [r"\b(?:tiba|mendarat)\b"],
    "COOPERATES_WITH": [r"\b(?:bertemu|pertemuan|koordinasi|kerja\s?sama)\b"],
}
_STAYED_WITHIN = 60
"""Characters between a place and the day somebody was there."""
_OPENS_WITHIN = 12
"""Characters into a sentence within which a day is said of all of it."""
_FARTHEST = 8
"""Sentences between an event and the one that dates it."""


@dataclass(frozen=True)
class _Day:
    """A date of a sentence, and whether it is the day of somebody's words."""

    dated: Dated
    spoken: bool


OfDays = tuple[Dated | None, Dated | None]
"""The day of an event, and that of the words about it."""


class Days:
    """All certain dates of a page, by sentence."""

    def __init__(self, page: Page) -> None:
        self._page = page
        published = page.article.published
        around = published or latest(page.text)
        self._days = [list(self._of(page.text[a:b], around, sure=published is not None)) for a, b in page.sentences]

    @staticmethod
    def _of(sentence: str, around: date | None, *, sure: bool) -> Iterator[_Day]:
        for found in dates(sentence, around, sure=sure):
            before = sentence[: found.offset]
            cue = _SPOKEN.search(before)
            if _SINCE.search(before):
                if not sure or around is None or around < found.start:
                    continue
                found = replace(found, end=around)
            if not _OPEN.search(before):
                of_event = cue and (_any_event().search(cue["between"]) or _MOVED.search(cue["between"]))
                spoken = _SPEAKS.match(sentence, found.offset + len(found.text))
                yield _Day(found, (cue is not None and not of_event) or spoken is not None)

    def of_all(self, told: Sequence[Told]) -> list[OfDays]:
        """The days of statements: whoever rescues, arrests or brings home the same people does so on one day, unless
        the text dates it twice."""
        found = [self.of(one) for one in told]
        keys = [(one.stated.relation, id(one.stated.object)) for one in told]
        dated: dict[tuple[str, int], dict[tuple[date, date], Dated]] = {}
        for key, (event, _) in zip(keys, found, strict=True):
            if event and key[0] in _ONCE:
                dated.setdefault(key, {}).setdefault((event.start, event.end), event)
        only = {key: next(iter(days.values())) for key, days in dated.items() if len(days) == 1}
        return [(event or only.get(key), said) for key, (event, said) in zip(keys, found, strict=True)]

    def of(self, told: Told) -> OfDays:
        """The day of the event, and that of the words; None where the text does not make it certain."""
        days = self._days[told.sentence]
        said = _said(days, told.speech, told.stated.start)
        free = [day.dated for day in days if day.dated is not said and not day.spoken]
        if told.stated.relation in _EVENTS:
            first, last = self._page.sentences[told.sentence]
            free = _of_event(self._page.text[first:last], free, told.stated.start, told.stated.end)
            return _nearest(free, told.stated.start) or self._told_again(told), said
        return self._stay(free, told), said

    def _stay(self, days: list[Dated], told: Told) -> Dated | None:
        """People are somewhere, or leave for it, on a day that stands beside with "pada" or "per"."""
        stated = told.stated
        if stated.relation not in _STAYING or stated.subject.type not in ("Group", "Person"):
            return None
        first, last = self._page.sentences[told.sentence]
        sentence = self._page.text[first:last]
        places = [stated.end, *(span.start - first for span in stated.subject.spans if first <= span.start < last)]
        close = [
            day
            for day in days
            if day.offset < _OPENS_WITHIN or any(abs(day.offset - place) < _STAYED_WITHIN for place in places)
        ]
        moved = _MOVED.search(sentence[: stated.end]) is not None
        on = [
            day
            for day in close
            if moved or day.offset < 3 or _ON.search(sentence[: day.offset]) or _ON.match(day.text + " ")
        ]
        return _nearest(on, stated.end) or self._moved(told)

    def _moved(self, told: Told) -> Dated | None:
        """The day in the nearest sentence that tells of these people being moved to that place."""
        found: list[tuple[int, Dated]] = []
        for number in self._around(told):
            start, end = self._page.sentences[number]
            sentence = self._page.text[start:end]
            verb = _MOVED.search(sentence)
            free = [day.dated for day in self._days[number] if not day.spoken]
            again = _HE if told.stated.subject.type == "Person" else _THEY
            who = _is_in(told.stated.subject, start, end) or again.search(sentence)
            there = verb and sentence.find(told.stated.object.name, verb.end()) >= 0
            if verb and free and who and there:
                found.append((abs(number - told.sentence), _beside(free, verb.start())))
        return min(found, key=lambda one: one[0], default=(0, None))[1]

    def _around(self, told: Told) -> range:
        """The sentences that may date what is told."""
        return range(max(0, told.sentence - _FARTHEST), min(len(self._page.sentences), told.sentence + _FARTHEST + 1))

    def _told_again(self, told: Told) -> Dated | None:
        """The day in the nearest sentence that tells of the event again, best one that names its object."""
        sentences = self._page.sentences
        found: list[tuple[bool, int, Dated]] = []
        for number in self._around(told):
            free = [day.dated for day in self._days[number] if not day.spoken]
            start, end = sentences[number]
            sentence, away = self._page.text[start:end], abs(number - told.sentence)
            if number == told.sentence or not free or _BEGAN.search(sentence):
                continue
            objects = [span.start - start for span in told.stated.object.spans if start <= span.start < end]
            events = list(_event(told.stated.relation).finditer(sentence))
            again = min(events, key=lambda event: abs(event.start() - (objects or [0])[0]), default=None)
            names_it = bool(objects) or (again and _THEY.search(sentence))
            that = _THAT.search(sentence)
            if again:
                free = _of_event(sentence, free, again.start(), again.end())
            near = (again and (names_it or that or away == 1)) or (that and number - told.sentence in (1, 2))
            if near and free:
                place = again.start() if again else 0
                found.append((not names_it, away, min(free, key=lambda day: abs(day.offset - place))))
        return min(found, key=lambda one: one[:2], default=(True, 0, None))[2]


def _said(days: list[_Day], speech: Speech | None, start: int) -> Dated | None:
    """The day beside the speaker, where the sentence names one."""
    if speech is None or speech.end <= 1:
        return next((day.dated for day in days if day.spoken), None)
    close = [day.dated for day in days if _is_day(day.dated) and 0 <= day.dated.offset - speech.end < _SAID_WITHIN]
    return close[0] if close and not speech.end <= start < close[0].offset else None


def _of_event(sentence: str, days: list[Dated], start: int, end: int) -> list[Dated]:
    """Without those of other events: of an earlier one, told of as such, of what went before "kini telah …", and of
    what the event came after."""
    if _BEFORE.match(sentence, end):
        return []
    return [
        day
        for day in days
        if not (day.offset < start and _NOW.search(sentence, day.offset, start))
        and not (day.offset > end and _AFTER.search(sentence, end, day.offset))
    ]


def _beside(days: list[Dated], verb: int) -> Dated:
    """The first day behind a verb, else the last one before it."""
    return min(days, key=lambda day: (day.offset < verb, abs(day.offset - verb)))


def _is_day(found: Dated) -> bool:
    return found.start == found.end


def _nearest(days: list[Dated], place: int) -> Dated | None:
    return min(days, key=lambda day: abs(day.offset - place), default=None)


def _is_in(thing: Thing, first: int, last: int) -> bool:
    return any(first <= span.start < last for span in thing.spans)


@lru_cache(maxsize=16)
def _event(relation: str) -> re.Pattern[str]:
    """Any word for such an event."""
    words = [pattern.pattern for name, _, pattern in triggers() if name == relation]
    return re.compile("|".join([*words, *_MORE.get(relation, ())]), re.IGNORECASE)


@lru_cache(maxsize=1)
def _any_event() -> re.Pattern[str]:
    """Any word for an event of one of the relations but saying."""
    return re.compile("|".join(_event(name).pattern for name in sorted(_EVENTS)), re.IGNORECASE)
