"""What was told → Statements: evidence, modality, dates of the event and of the words, speaker, confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from kg.extract.dates import Dated, dates
from kg.extract.modality import modality
from kg.extract.page import Page
from kg.extract.speech import Speech
from kg.extract.stated import Stated
from kg.extract.tables import lines
from kg.extract.telling import Told
from kg.model import Cluster, Evidence, Statement

_DATED = frozenset({"REPATRIATES", "RESCUES", "ARRESTS", "PREVENTS", "SENDS", "RECRUITS", "EXPLOITS"})
_STAYING = frozenset({"LOCATED_IN", "DESTINED_FOR"})
_STAYED_WITHIN = 30
"""Characters between a place and the day somebody was there."""
_SAID_WITHIN = 70
"""Characters between a speaker and the day of the words."""


def statements(page: Page, told: Iterable[Told], clusters: Mapping[int, Cluster], *, run: str) -> list[Statement]:
    """Statements between clusters, given by `id()` of the thing; of equal ones the first."""
    made: dict[str, Statement] = {}
    around = page.article.published or _latest(page.text)
    for one in told:
        statement = _statement(page, one, clusters, run=run, around=around)
        made.setdefault(statement.id, statement)
    return list(made.values())


def _latest(text: str) -> date | None:
    """The last day that the text gives with its year: where an article has no date of its own, the year is that one."""
    return max((found.end for found in dates(text, None) if found.start == found.end), default=None)


def _statement(page: Page, told: Told, clusters: Mapping[int, Cluster], *, run: str, around: date | None) -> Statement:
    stated, speech = told.stated, told.speech
    first, last = page.sentences[told.sentence]
    sentence = page.text[first:last]
    how = _modality(sentence, stated)
    event, said = _days(list(dates(sentence, around)), stated, speech)
    speaker = clusters.get(id(speech.speaker)) if speech is not None else None
    quoted = speech if speaker is not None else None
    return Statement.make(
        clusters[id(stated.subject)].id,
        stated.relation,
        clusters[id(stated.object)].id,
        (Evidence.of(page.article, *_trimmed(page.text, first, last)),),
        modality=how,
        polarity="negated" if how == "denied" else "affirmed",
        size=stated.object.size if stated.object.type == "Group" else stated.subject.size,
        event_start=event.start if event else None,
        event_end=event.end if event else None,
        event_date_text=event.text if event else None,
        said_on=said.start if said else None,
        said_on_text=said.text if said else None,
        attributed_to=speaker.id if speaker else None,
        attribution_cue=quoted.cue if quoted else None,
        quote_type=quoted.kind if quoted else None,
        position_title=stated.title,
        confidence=_confidence(stated.rule),
        by=(run,),
    )


def _modality(sentence: str, stated: Stated) -> str:
    """A post is held and a home is had, and a figure is given, whatever is planned or denied beside it."""
    if stated.relation in ("HOLDS_POSITION", "ORIGINATES_FROM"):
        return "asserted"
    how = modality(sentence, stated.start, stated.end)
    return "asserted" if stated.relation == "REPORTS" and how in ("planned", "denied") else how


def _days(found: list[Dated], stated: Stated, speech: Speech | None) -> tuple[Dated | None, Dated | None]:
    """The day of the event, the nearest to the trigger that is left, and the day of the words, beside the speaker."""
    said = None
    if speech is not None and speech.end > 1:  # named in this sentence
        close = [day for day in found if day.start == day.end and 0 <= day.offset - speech.end < _SAID_WITHIN]
        said = close[0] if close and not speech.end <= stated.start < close[0].offset else None
    left = [day for day in found if day is not said]
    if stated.relation not in _DATED:
        left = [day for day in left if stated.relation in _STAYING and 0 <= day.offset - stated.end < _STAYED_WITHIN]
    return min(left, key=lambda day: abs(day.offset - stated.start), default=None), said


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=1)
def _confidences() -> Mapping[str, float]:
    return {rule: float(value) for rule, value in (line.split("\t") for line in lines("confidence.tsv"))}


def _confidence(rule: str) -> float:
    return _confidences().get(rule, _confidences()["other"])
