"""What was told → Statements: evidence, modality, dates of the event and of the words, speaker, confidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.extract.page import Page
from kg.extract.spans import BY_MODEL
from kg.extract.tables import lines
from kg.extract.told.modality import modality
from kg.extract.told.telling import Told
from kg.extract.told.when import Days, OfDays
from kg.model import Cluster, Evidence, Statement

_SETTLED = frozenset({"HOLDS_POSITION", "ORIGINATES_FROM"})
PEOPLE = frozenset({"Person", "Group"})
_ALLEGED = re.compile(r"[^.,;]{0,30}?\b(?:diduga|terindikasi|diindikasikan|disinyalir|ditengarai)\b", re.IGNORECASE)


def statements(page: Page, told: Iterable[Told], clusters: Mapping[int, Cluster], *, run: str) -> list[Statement]:
    """Statements between clusters, given by `id()` of the thing; of equal ones the first."""
    made: dict[str, Statement] = {}
    every = list(told)
    for one, days in zip(every, Days(page).of_all(every), strict=True):
        statement = _statement(page, one, clusters, run=run, days=days)
        made.setdefault(statement.id, statement)
    return list(made.values())


def _statement(page: Page, told: Told, clusters: Mapping[int, Cluster], *, run: str, days: OfDays) -> Statement:
    stated, speech = told.stated, told.speech
    how = _modality(page, told)
    event, said = days
    speaker = clusters.get(id(speech.speaker)) if speech is not None else None
    quoted = speech if speaker is not None else None
    return Statement.make(
        clusters[id(stated.subject)].id,
        stated.relation,
        clusters[id(stated.object)].id,
        _evidence(page, told),
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
        confidence=_confidence(stated.rule) if told.confidence is None else told.confidence,
        by=(run,),
        found_by=_found_by(told),
    )


def _found_by(told: Told) -> tuple[str, ...]:
    """`rule speech`, `model 0.62`"""
    rule = () if told.stated.rule == BY_MODEL else (f"rule {told.stated.rule}",)
    return rule if told.chance is None else (*rule, f"model {told.chance:.2f}")


def _modality(page: Page, told: Told) -> str:
    """A post is held, a home is had and a place lies where it lies, whatever is planned or denied beside it; who is to
    go somewhere is destined for it; a figure is given, and alleged where what it counts is."""
    stated = told.stated
    first, last = page.sentences[told.sentence]
    sentence = page.text[first:last]
    if stated.relation in _SETTLED or (stated.relation == "LOCATED_IN" and stated.subject.type not in PEOPLE):
        return "asserted"
    how = modality(sentence, stated.start, stated.end)
    if stated.relation == "DESTINED_FOR" and how == "planned":
        return "asserted"
    if stated.relation == "REPORTS":
        ends = [span.end - first for span in stated.object.spans if first <= span.start < last]
        alleged = how == "alleged" or any(_ALLEGED.match(sentence, end) for end in ends)
        return "alleged" if alleged else "asserted"
    return how


def _evidence(page: Page, told: Told) -> tuple[Evidence, ...]:
    """The sentence that states it; both, where the two ends stand in two."""
    numbers = sorted({told.sentence, told.sentence if told.also is None else told.also})
    return tuple(Evidence.of(page.article, *_trimmed(page.text, *page.sentences[number])) for number in numbers)


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
