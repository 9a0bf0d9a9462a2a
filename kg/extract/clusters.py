"""Spans of one article → things: which mentions are one.

Places by authority id or by name; agencies by authority id, abbreviation in brackets, short form; people by parts of
their full name; groups by count and unit, and "para korban" with the set of people told of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.groups import Counted
from kg.extract.spans import PLACES, Span
from kg.extract.tables import column
from kg.model import Size
from kg.text import fold
from ontology.authority import Record, authority, comparable

_BRACKETED = re.compile(r"^(?P<long>.+?)\s*\((?P<short>[A-Z][\w/&. -]{1,18})\)(?P<rest>.*)$")
_NATION = re.compile(r"\s+(?:RI|Republik Indonesia)$")


@dataclass
class Thing:
    """One thing of the article while it is gathered."""

    type: str
    name: str
    spans: list[Span] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    authority: str | None = None
    size: Size | None = None
    cases: bool = False
    unit: str = ""


def gather(text: str, spans: Iterable[Span], counted: Iterable[Counted]) -> list[Thing]:
    """All things of an article, in the order of their first mention."""
    ordered = sorted(spans)
    things = [
        *_places([span for span in ordered if span.type in PLACES], text),
        *_agencies([span for span in ordered if span.type == "Agency"], text),
        *_people([span for span in ordered if span.type == "Person"], text),
        *_groups(list(counted), text),
    ]
    for thing in things:
        thing.spans.sort()
    return sorted(things, key=lambda thing: (thing.spans[0], thing.type))


def _places(spans: list[Span], text: str) -> Iterator[Thing]:
    found: dict[tuple[str, str], Thing] = {}
    for span in spans:
        name = text[span.start : span.end]
        identity = span.key or comparable(name)
        thing = found.setdefault((span.type, identity), Thing(span.type, name, authority=span.key))
        thing.spans.append(span)
    yield from found.values()


def _agencies(spans: list[Span], text: str) -> Iterator[Thing]:
    things: list[Thing] = []
    for span in sorted(spans, key=lambda s: (s.rule == "title", s.start)):
        keys, key = _agency_keys(text[span.start : span.end], span)
        thing = next((thing for thing in things if thing.keys & keys), None)
        thing = thing or _shortened(things, keys)
        if thing is None:
            thing = Thing("Agency", text[span.start : span.end])
            things.append(thing)
        thing.spans.append(span)
        thing.keys |= keys
        thing.authority = thing.authority or key
        if span.rule != "title" and len(text[span.start : span.end]) > len(thing.name):
            thing.name = text[span.start : span.end]
    yield from things


def _agency_keys(name: str, span: Span) -> tuple[set[str], str | None]:
    """Comparable forms that the name stands for, and its authority id where one body alone fits."""
    name = " ".join((span.key or "").removeprefix("title:").split()) if span.rule == "title" else " ".join(name.split())
    forms = {name, _NATION.sub("", name)}
    if match := _BRACKETED.match(name):
        rest = match["rest"]
        forms |= {match["long"] + rest, match["short"] + rest, match["long"], match["short"]}
        forms |= {_NATION.sub("", match["long"] + rest)}
    records: set[Record] = set()
    for form in forms:
        fits = authority().find(form, type="Agency")
        if len(fits) == 1:
            records |= set(fits)
    key = next(iter(records)).id if len(records) == 1 else None
    return {comparable(form) for form in forms if len(form) > 1} | ({key} if key else set()), key


def _shortened(things: list[Thing], keys: set[str]) -> Thing | None:
    """A bare head ("BP3MI", "KBRI") is the only body told of that begins with it."""
    for key in keys:
        if " " not in key and "/" not in key:
            fits = [thing for thing in things if any(known.startswith(key + " ") for known in thing.keys)]
            if len(fits) == 1:
                return fits[0]
    return None


def _people(spans: list[Span], text: str) -> Iterator[Thing]:
    things: list[Thing] = []
    for span in sorted(spans, key=lambda s: (-len(text[s.start : s.end].split()), s.start)):
        name = text[span.start : span.end]
        words = fold(name).split()
        fits = [thing for thing in things if _is_part(words, thing)]
        thing = fits[0] if fits else None
        if thing is None:
            thing = Thing("Person", name, keys={" ".join(words)})
            things.append(thing)
        thing.spans.append(span)
    yield from things


def _is_part(words: list[str], thing: Thing) -> bool:
    return any(set(words) <= set(known.split()) for known in thing.keys)


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
        if thing.size is None:
            thing.size = found.size
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
