"""How sure a sentence is of what it says: cues of the ontology's code lists, in scope before or beside the trigger."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.tables import lines

_CLAUSE = re.compile(r"[;:]|\.\s|,?\s+(?:sedangkan|namun|tetapi|sementara|karena)\s+", re.IGNORECASE)

_DONE = re.compile(r"\b(?:berhasil|telah|sudah)\s*$", re.IGNORECASE)
"""What is said of an effort that bore fruit: "berhasil mengupayakan pemulangan"."""


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Modality, how many characters before the trigger it reaches, pattern; the order decides."""
    rows = (line.split("\t") for line in lines("modality.tsv"))
    return tuple(
        (modality, int(reach), re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)) for modality, reach, cues in rows
    )


def modality(sentence: str, start: int, end: int) -> str:
    """Modality of the trigger at [start, end) of the sentence: `asserted` without a cue before, in or behind it."""
    before = sentence[:start]
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    trigger = "" if _DONE.search(before) else sentence[start:end]
    for name, reach, pattern in _cues():
        places = (before[-reach:], trigger, sentence[end : end + 10] if reach > 100 else "")
        if any(pattern.search(place) for place in places):
            return name
    return "asserted"
