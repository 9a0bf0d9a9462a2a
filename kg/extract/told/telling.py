"""What each sentence of an article says, in order, with what sentences before it have told of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.clusters import Thing
from kg.extract.page import Page
from kg.extract.told.cooperation import by_cooperation
from kg.extract.told.memory import Memory
from kg.extract.told.offices import offices
from kg.extract.told.speech import Speech, speech
from kg.extract.told.stated import Seen, Stated, by_trigger
from kg.extract.told.whereabouts import by_place
from ontology.vocabulary import Vocabulary

_SOURCE = re.compile(
    r"\b(?:data|catatan|keterangan|informasi|laporan|rilis)(?:\s+(?:lapor\s+diri|resmi|pers|tertulis|terbaru|awal))*"
    r"(?:\s+(?:dari|di|milik|yang\s+dirilis))?\s*$",
    re.IGNORECASE,
)

_NEAR = 3
"""Sentences in which a speaker still holds the floor."""
_LONGEST_QUOTE = 6
"""Sentences of the longest quotation that is followed to its end."""


@dataclass(frozen=True)
class Told:
    """What is stated in the sentence of that number, and who speaks in it."""

    stated: Stated
    sentence: int
    speech: Speech | None
    confidence: float | None = None
    """None: the prior of the rule, and sure enough."""
    chance: float | None = None
    """The model's, None where the model does not say it."""
    also: int | None = None
    """Another sentence that is needed to say it."""


@dataclass(frozen=True)
class Telling:
    """What the sentences of an article say, in order, and who speaks in each of them, by number."""

    told: list[Told]
    speeches: dict[int, Speech]


def tell(page: Page, things: list[Thing], words: Vocabulary) -> Telling:
    """What the sentences say that the vocabulary admits; the same thing once an article."""
    by_sentence = by_number(page, things)
    memory = Memory.of(things)
    for number, (first, last) in enumerate(page.sentences):  # a post may be told after its holder's words
        memory.learn(offices(page.text[first:last], by_sentence[number]))
    told: dict[tuple[int, str, int], Told] = {}
    speeches: dict[int, Speech] = {}
    spoke = -_NEAR - 1
    for number, (first, last) in enumerate(page.sentences):
        sentence = page.text[first:last]
        seen = memory.recall(sentence, by_sentence[number])
        speaker = _quoted(page, by_sentence, number) or speech(sentence, by_sentence[number], memory.floor)
        if speaker is not None:
            spoke = number
        elif number - spoke <= _NEAR and memory.floor is not None:
            speaker = _between(page, by_sentence, number, memory.floor)
        found = list(_found(sentence, seen, speaker, memory, words))
        for one in found:
            identity = (id(one.subject), one.relation, id(one.object))
            if identity not in told and words.admits(one.relation, one.subject.type, one.object.type):
                told[identity] = Told(one, number, speaker)
        if speaker is not None:
            speeches[number] = speaker
        memory.keep(seen, speaker, found)
    return Telling(list(told.values()), speeches)


def _between(page: Page, by_sentence: Mapping[int, list[Seen]], number: int, floor: Thing) -> Speech | None:
    """Who spoke before a sentence that counts people without a speaker of its own, and speaks again after it."""
    if not any(one.type == "Group" and one.thing.size is not None for one in by_sentence[number]):
        return None
    for other in range(number + 1, min(number + 1 + _NEAR, len(page.sentences))):
        first, last = page.sentences[other]
        after = speech(page.text[first:last], by_sentence[other], floor)
        if after is not None:
            return Speech(floor, after.cue, 0, 0, "indirect") if after.speaker is floor else None
    return None


def by_number(page: Page, things: list[Thing]) -> defaultdict[int, list[Seen]]:
    """Mentions by the number of the sentence that holds them, offsets relative to it."""
    found: defaultdict[int, list[Seen]] = defaultdict(list)
    for thing in things:
        for span in thing.spans:
            number = page.sentence(span.start)
            first, last = page.sentences[number]
            if span.end <= last:
                found[number].append(Seen(span.start - first, span.end - first, thing, span))
    return found


def _quoted(page: Page, by_sentence: Mapping[int, list[Seen]], number: int) -> Speech | None:
    """Who speaks in a quotation that this sentence opens and a later one closes: "Ada 12 WNI. Semua sehat," kata X."""
    first, last = page.sentences[number]
    if not _is_open(page.text[first:last]):
        return None
    for later in range(number + 1, min(number + _LONGEST_QUOTE, len(page.sentences))):
        start, end = page.sentences[later]
        if _is_open(page.text[start:end]):
            found = speech(page.text[start:end], by_sentence.get(later, []))
            return Speech(found.speaker, found.cue, 0, 1, "direct") if found else None
        if "\n" in page.text[start:end]:
            return None
    return None


def _is_open(sentence: str) -> bool:
    """Whether a quotation begins in the sentence without an end, or ends without a beginning."""
    return sum(sentence.count(mark) for mark in '"“”') % 2 == 1


def _found(
    sentence: str, seen: list[Seen], speech_: Speech | None, memory: Memory, words: Vocabulary
) -> Iterator[Stated]:
    if not seen:
        return
    speaker = speech_.speaker if speech_ else None
    yield from offices(sentence, seen, memory.floor)
    acting = sorted([*seen, *memory.own_body(sentence, seen, speech_)], key=lambda one: (one.start, one.end))
    yield from by_trigger(sentence, acting, words, speaker)
    yield from by_place(sentence, seen, speaker)
    yield from by_cooperation(sentence, acting, memory.posts)
    yield from _sourced(sentence, seen)
    yield from memory.members(sentence, seen)
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
