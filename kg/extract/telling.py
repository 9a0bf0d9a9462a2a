"""What each sentence of an article says, in order, with what sentences before it have told of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clusters import Thing
from kg.extract.memory import Memory
from kg.extract.offices import offices
from kg.extract.page import Page
from kg.extract.speech import Speech, speech
from kg.extract.stated import Seen, Stated, by_cooperation, by_trigger
from kg.extract.whereabouts import by_place
from ontology.vocabulary import Vocabulary

_SOURCE = re.compile(
    r"\b(?:data|catatan|keterangan|informasi|laporan|rilis)(?:\s+(?:lapor\s+diri|resmi|pers|tertulis|terbaru|awal))*"
    r"(?:\s+(?:dari|di|milik|yang\s+dirilis))?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """What is stated in the sentence of that number, and who speaks in it."""

    stated: Stated
    sentence: int
    speech: Speech | None


def tell(page: Page, things: list[Thing], words: Vocabulary) -> Iterator[Told]:
    """What the sentences say that the vocabulary admits; the same thing once an article."""
    by_sentence = _by_sentence(page, things)
    memory = Memory()
    told: set[tuple[int, str, int]] = set()
    for number, (first, last) in enumerate(page.sentences):
        sentence = page.text[first:last]
        seen = memory.recall(sentence, by_sentence[number])
        speaker = speech(sentence, seen, memory.floor)
        found = list(_found(sentence, seen, speaker, memory, words))
        for one in found:
            identity = (id(one.subject), one.relation, id(one.object))
            if identity not in told and words.admits(one.relation, one.subject.type, one.object.type):
                told.add(identity)
                yield Told(one, number, speaker)
        memory.keep(seen, speaker, found)


def _by_sentence(page: Page, things: list[Thing]) -> defaultdict[int, list[Seen]]:
    """Mentions by the number of the sentence that holds them, offsets relative to it."""
    found: defaultdict[int, list[Seen]] = defaultdict(list)
    for thing in things:
        for span in thing.spans:
            number = page.sentence(span.start)
            first, last = page.sentences[number]
            if span.end <= last:
                found[number].append(Seen(span.start - first, span.end - first, thing, span))
    return found


def _found(
    sentence: str, seen: list[Seen], speech_: Speech | None, memory: Memory, words: Vocabulary
) -> Iterator[Stated]:
    if not seen:
        return
    speaker = speech_.speaker if speech_ else None
    yield from offices(sentence, seen)
    acting = sorted([*seen, *memory.own_body(sentence, seen, speech_)], key=lambda one: (one.start, one.end))
    yield from by_trigger(sentence, acting, words, speaker)
    yield from by_place(sentence, seen, speaker)
    yield from by_cooperation(sentence, acting)
    yield from _sourced(sentence, seen)
    if speech_ is not None:
        for one in seen:
            if one.type == "Group" and one.thing.size is not None:
                yield Stated(speech_.speaker, "REPORTS", one.thing, speech_.start, speech_.end, "speech")


def _sourced(sentence: str, seen: list[Seen]) -> Iterator[Stated]:
    """Whose figure it is: "berdasarkan data Kemlu, 12 WNI …" """
    for index, agency in enumerate(seen):
        if agency.type == "Agency" and _SOURCE.search(sentence[: agency.start]):
            counted = [one for one in seen[index + 1 :] if one.type == "Group" and one.thing.size is not None]
            for one in counted[:1]:
                yield Stated(agency.thing, "REPORTS", one.thing, agency.start, agency.end, "source")
