"""Spans of one article → things: which mentions are one.

Places by authority id or by name; agencies in `same_body`; people by parts of their full name; groups by count and
unit, and "para korban" with the set of people told of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.extract.groups import Counted
from kg.extract.names.same_body import agencies
from kg.extract.names.slips import is_slip
from kg.extract.spans import PLACES, Span
from kg.extract.tables import column
from kg.extract.things import Thing as Thing
from kg.text import fold
from ontology.authority import comparable

_ALIAS = re.compile(
    r"\s*,?\s*(?:alias|a\.k\.a\.?|atau(?:\s+(?:yang\s+)?(?:akrab\s+|biasa\s+)?(?:disapa|dipanggil))?)\s*"
)


def gather(text: str, spans: Iterable[Span], counted: Iterable[Counted]) -> list[Thing]:
    """All things of an article, in the order of their first mention."""
    ordered = sorted(spans)
    things = [
        *_places([span for span in ordered if span.type in PLACES], text),
        *agencies([span for span in ordered if span.type == "Agency"], text),
        *_people([span for span in ordered if span.type == "Person"], text),
        *_groups(list(counted), text),
    ]
    return in_order(things)


def in_order(things: Iterable[Thing]) -> list[Thing]:
    """Things by their first mention, their spans by offset."""
    found = list(things)
    for thing in found:
        thing.spans.sort()
    return sorted(found, key=lambda thing: (thing.spans[0], thing.type))


def _places(spans: list[Span], text: str) -> Iterator[Thing]:
    found: dict[tuple[str, str], Thing] = {}
    for span in spans:
        name = text[span.start : span.end]
        identity = span.key or comparable(name)
        thing = found.setdefault((span.type, identity), Thing(span.type, name, authority=span.key))
        thing.spans.append(span)
    yield from found.values()


def _people(spans: list[Span], text: str) -> Iterator[Thing]:
    things: list[Thing] = []
    others = _other_names(spans, text)
    for span in sorted(spans, key=lambda s: (-len(text[s.start : s.end].split()), s.start)):
        name = " ".join(text[span.start : span.end].split())
        key = fold(name)
        thing = next((thing for thing in things if _is_same_person(key, thing)), None)
        if thing is None:
            thing = Thing("Person", name, keys={key})
            things.append(thing)
        thing.spans.append(span)
        thing.keys |= {key, *others.get(key, ())}
    yield from things


def _is_same_person(key: str, thing: Thing) -> bool:
    """Part of a name that is known, or a full one of as many words that a slip of the pen tells from it."""
    words = set(key.split())
    return any(words <= set(known.split()) or is_slip(key, known) for known in thing.keys)


def _other_names(spans: list[Span], text: str) -> dict[str, set[str]]:
    """What else somebody is called: "TY alias BY", "Sutarno Wirabuana atau akrab disapa Pak Wir"; both ways."""
    found: dict[str, set[str]] = {}
    for left, right in pairwise(sorted(spans)):
        if _ALIAS.fullmatch(text[left.end : right.start]):
            one, other = (fold(" ".join(text[span.start : span.end].split())) for span in (left, right))
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _groups(counted: list[Counted], text: str) -> Iterator[Thing]:
    things: list[Thing] = []
    for found in sorted(counted, key=lambda c: c.span):
        thing = next((t for t in things if _same_set(found, t, text)), None)
        if thing is None and found.size is None and _is_taken_up(text, found.span):
            earlier = [t for t in things if t.size is not None and not t.cases and t.unit not in _ACCUSED]
            thing = max(earlier, key=lambda t: max(t.spans), default=None)
        if thing is None:
            name = " ".join(text[found.span.start : found.span.end].split())
            thing = Thing("Group", name, size=found.size, cases=found.cases, unit=found.unit)
            things.append(thing)
        thing.spans.append(found.span)
        if thing.size is None or (found.size is not None and thing.size.qualifier == "exact"):
            thing.size = found.size  # "5.300 warga" in the headline is "kurang lebih 5.300" in the story
    yield from things


def _same_set(found: Counted, thing: Thing, text: str) -> bool:
    if found.cases != thing.cases:
        return False
    if found.size is not None and found.size.count is not None and found.size.count > 1:
        same = thing.size is not None and thing.size.count == found.size.count
        return same and (not found.unit or not thing.unit or _compatible(found.unit, thing.unit))
    name = " ".join(text[found.span.start : found.span.end].casefold().split())
    return any(name == " ".join(text[s.start : s.end].casefold().split()) for s in thing.spans)


def _is_taken_up(text: str, span: Span) -> bool:
    """Whether an unnumbered set is one told of before: "para korban", "WNI tersebut"."""
    follows = text[span.end : span.end + 12]
    return bool(_TAKEN_UP.match(text[span.start : span.end]) or _THOSE.match(follows))


_THOSE = re.compile(r"\s+(?:itu|tersebut)\b")
_TAKEN_UP = re.compile(
    r"(?:para|seluruh|semua)\s+(?:WNI|korban|PMI|TKI|CPMI|pekerja|calon\s+(?:PMI|pekerja)|warga)\b", re.IGNORECASE
)
_ACCUSED = frozenset(column("units.tsv", "accused"))


def _compatible(left: str, right: str) -> bool:
    return "orang" in (left, right) or (left in _ACCUSED) == (right in _ACCUSED)
