"""Who speaks in a sentence: "…," kata X; menurut X; X mengatakan; direct where there are quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.clusters import Thing
from kg.extract.persons import _SAID, _SAYS
from kg.extract.stated import Seen

_BEFORE = re.compile(rf"\b(?P<cue>(?:{_SAID})(?:nya|kan)?|[Mm]enurut|(?:di)?sampaikan(?:\s+oleh)?|dikatakan(?:\s+oleh)?)\b[^.;]{{0,90}}$")
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


def speech(sentence: str, seen: list[Seen]) -> Speech | None:
    """Who speaks in the sentence; a person before an agency, None where nobody does."""
    kind = "direct" if len(_QUOTED.findall(sentence)) >= 1 else "indirect"
    speakers = sorted((one for one in seen if one.type in ("Person", "Agency")), key=lambda one: one.type != "Person")
    for one in speakers:
        before = _BEFORE.search(sentence[: one.start])
        if before:
            return Speech(one.thing, before["cue"], before.start("cue"), one.end, kind)
        after = _AFTER.match(sentence[one.end :])
        if after:
            return Speech(one.thing, after["cue"], one.start, one.end + after.end(), kind)
    return None
