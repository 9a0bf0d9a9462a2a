"""Who speaks in a sentence: "…," kata X; menurut X; X mengatakan; direct where there are quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.clusters import Thing
from kg.extract.tables import any_of, column
from kg.extract.told.stated import Seen

_SAID = any_of(column("cues.tsv", "said"))
_SAYS = any_of(column("cues.tsv", "says"))
_BEFORE = re.compile(
    rf"\b(?P<cue>(?:{_SAID})(?:nya|kan)?|[Mm]enurut|(?:di)?sampaikan(?:\s+oleh)?|dikatakan(?:\s+oleh)?)\b[^.;]{{0,90}}$"
)
_AFTER = re.compile(rf"^[^.;]{{0,40}}?\b(?P<cue>{_SAYS}|mencatat|merilis)\b")
_QUOTED = re.compile(r"[\"“”]")


@dataclass(frozen=True)
class Speech:
    """The speaker, the cue and its place in the sentence, `direct` or `indirect`."""

    speaker: Thing
    cue: str
    start: int
    end: int
    kind: str


_FLOOR = re.compile(
    rf"\b(?:{_SAID})nya\b|^[\s\"“]*(?:Dia|Ia|Beliau)\b[^.]{{0,40}}\b(?:{_SAYS})\b|\b(?:kata|ujar|tutur|ungkap|jelas|ucap)\s+(?:dia|ia|beliau)\b"
)
_OPENS = re.compile(r"^\s*[\"“]")


def speech(sentence: str, seen: list[Seen], floor: Thing | None = None) -> Speech | None:
    """Who speaks in the sentence, a person before an agency; `floor` spoke last and goes on where nobody else is named
    and a word of saying or a quotation mark says that somebody does. None where nobody speaks."""
    kind = "direct" if _QUOTED.search(sentence) else "indirect"
    speakers = sorted((one for one in seen if one.type in ("Person", "Agency")), key=lambda one: one.type != "Person")
    for one in speakers:
        before = _BEFORE.search(sentence[: one.start])
        if before:
            return Speech(one.thing, before["cue"], before.start("cue"), one.end, kind)
        after = _AFTER.match(sentence[one.end :])
        if after:
            return Speech(one.thing, after["cue"], one.start, one.end + after.end(), kind)
    if floor is not None:
        cue = _FLOOR.search(sentence)
        if cue:
            return Speech(floor, cue.group().split()[0], cue.start(), cue.end(), kind)
        if _OPENS.match(sentence):
            return Speech(floor, "“", 0, 1, "direct")
    return None
