"""Which spans of an article name one body: by authority id, abbreviation in brackets, short form, title.

Missions abroad are told apart by where they are: "KBRI di Phnom Penh", "Dubes RI untuk Kamboja" and "KBRI Phnom Penh"
are one; a bare "KBRI" is the mission told of last, else the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.names.capitals import body, following_place, place
from kg.extract.names.slips import is_slip
from kg.extract.spans import Span
from kg.extract.things import Thing
from ontology.authority import Record, comparable

_BRACKETED = re.compile(r"^(?P<long>.+?)\s*\((?P<short>[A-Z][\w/&. -]{1,18})\)(?P<rest>.*)$")
_NATION = re.compile(r"\s+(?:RI|Republik Indonesia)$")
_ALIAS = re.compile(r"^(?P<name>.*[a-z])/(?P<alias>[A-Z][A-Z0-9]+)$")
_GLUED = re.compile(r"(?<=[a-z)])(?=[A-Z(])|(?<=[a-z])(?=\()")
_MISSION = re.compile(
    r"^(?:(?P<embassy>KBRI|Kedutaan Besar|Kedutaan|Kedubes|Perwakilan)|(?P<consulate>KJRI|Konsulat Jenderal|Konsulat))"
    r"(?: (?:Republik Indonesia|RI|Indonesia)\b)?(?: \(?(?:KBRI|KJRI|Kedubes)\b\)?)?(?: (?:RI|Republik Indonesia)\b)?"
    r"(?: (?:untuk |di )?(?:Kerajaan )?(?P<where>.+))?$"
)
_BEHIND = re.compile(
    r"\s+(?:yang\s+ada\s+)?(?:di|untuk)\s+(?:negara\s+|[Ii]bu\s+[Kk]ota\s+|Kerajaan\s+)*(?=\S)"
    r"|\s*(?:di|untuk)(?=[A-Z])"
)
_STATE = re.compile(
    r"^(?:pemerintah(?:an)?|otoritas(?: [a-z]+)?|aparat(?: [a-z]+)?|pihak berwenang)\s+(?P<where>.+)$", re.IGNORECASE
)
_FIRMS = ("pt ", "cv ", "ud ", "yayasan ")
_SAME = dict.fromkeys(("imigrasi", "imigrasi indonesia", "ditjen imigrasi indonesia"), "org/ditjen-imigrasi")


@dataclass
class _Named:
    span: Span
    name: str
    keys: set[str]
    authority: str | None = None
    bare: str | None = None
    """KBRI or KJRI, where the text does not say which."""


def agencies(spans: list[Span], text: str) -> Iterator[Thing]:
    """The agencies of an article; `spans` in order."""
    found = [_named(span, text) for span in spans]
    _place_missions(found)
    by_key: dict[str, Thing] = {}
    things: list[Thing] = []
    for one in sorted(found, key=lambda named: (named.span.rule == "title", named.span.start)):
        thing = next((by_key[key] for key in sorted(one.keys) if key in by_key), None)
        thing = thing or _shortened(things, one.keys) or _misspelt(things, one)
        if thing is None:
            thing = Thing("Agency", one.name)
            things.append(thing)
        thing.spans.append(one.span)
        thing.keys |= one.keys
        by_key.update(dict.fromkeys(one.keys, thing))
        thing.authority = thing.authority or one.authority
        if one.span.rule != "title" and len(one.name) > len(thing.name):
            thing.name = one.name
    yield from things


def _named(span: Span, text: str) -> _Named:
    shown = text[span.start : span.end]
    name = (span.key or "").removeprefix("title:") if span.rule == "title" else shown
    name = " ".join(_GLUED.sub(" ", name).split())
    if mission := _MISSION.match(name):
        return _mission(span, shown, mission, text)
    if (state := _STATE.match(name)) and place(_home(state["where"])):
        name = f"Pemerintah {_home(state['where'])}"
    alias = _ALIAS.match(name)
    forms = _forms(alias["name"] if alias else name)
    records: set[Record] = set()
    for form in sorted(forms):
        fits = body(form)
        records |= set(fits) if len(fits) == 1 else set()
    keys = {comparable(form) for form in forms if len(form) > 1} | {record.id for record in records}
    keys |= {comparable(alias["alias"]), *(record.id for record in body(alias["alias"]))} if alias else set()
    keys |= {_SAME[key] for key in keys if key in _SAME}
    return _Named(span, shown, keys, next(iter(records)).id if len(records) == 1 else None)


def _home(name: str) -> str:
    return "Indonesia" if name in ("RI", "Republik Indonesia") else re.sub(r"^(?:Kerajaan|Republik) ", "", name)


def _forms(name: str) -> set[str]:
    """The name, without its nation, and its long and its short form where it carries both."""
    forms = {name, _NATION.sub("", name)}
    if match := _BRACKETED.match(name):
        rest = match["rest"]
        whole = {match["long"] + rest, match["short"] + rest}
        forms |= whole | {_NATION.sub("", form) for form in whole}
        forms |= {match["long"], match["short"]} if not rest or _NATION.fullmatch(rest) else set()
    return forms


def _mission(span: Span, shown: str, match: re.Match[str], text: str) -> _Named:
    post = "KBRI" if match["embassy"] else "KJRI"
    where = match["where"] or ""
    behind = _BEHIND.match(text, span.end) if not where else None
    if behind:
        ahead = " " + text[behind.end() : behind.end() + 60]
        where = " ".join(ahead[: following_place(ahead, 0)].split())
    if not where:
        return _Named(span, shown, {post.casefold()}, bare=post)
    fits = body(f"{post} {_home(where)}")
    keys = {fits[0].id} if len(fits) == 1 else {comparable(f"{post} {where}")}
    return _Named(span, shown, keys, fits[0].id if len(fits) == 1 else None)


def _place_missions(found: list[_Named]) -> None:
    """A bare mission takes the keys of the one told of last, else of the next one."""
    for ordered in (found, found[::-1]):
        last: dict[str, _Named] = {}
        for one in ordered:
            post = _post(one)
            if post and one.bare is None:
                last[post] = one
            elif one.bare in last:
                other = last[one.bare]
                one.keys, one.authority, one.bare = other.keys, other.authority, None


def _post(one: _Named) -> str | None:
    words = {word for key in one.keys for word in re.split(r"\W", key)}
    return next((post for post in ("KBRI", "KJRI") if post.casefold() in words), None)


def _misspelt(things: list[Thing], one: _Named) -> Thing | None:
    """A name that no list knows and that a slip tells from one which a list knows: "KBRI Phnom Pehn"."""
    if one.authority is not None:
        return None
    fits = [
        thing
        for thing in things
        if thing.authority and any(is_slip(key, known) for key in one.keys for known in thing.keys)
    ]
    return fits[0] if len(fits) == 1 else None


def _shortened(things: list[Thing], keys: set[str]) -> Thing | None:
    """A bare head ("BP3MI"), or the first words of a firm's name ("PT Sinar"), is the only body that begins with it."""
    for key in sorted(keys):
        if (" " not in key and "/" not in key) or key.startswith(_FIRMS):
            fits = [thing for thing in things if any(known.startswith(key + " ") for known in thing.keys)]
            if len(fits) == 1:
                return fits[0]
    return None
