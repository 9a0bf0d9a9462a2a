"""Sets of people or cases from rules and model: whose spans, which of them are one set, and how many it is.

The model knows better which words name a set, and which later words name the same one; the rules know numbers and
units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.blend import meet
from kg.extract.encoder import Encoder, Tagged
from kg.extract.encoder import Span as Tag
from kg.extract.groups import Counted, is_no_set, measured
from kg.extract.page import Page
from kg.extract.spans import BY_MODEL, Span
from kg.extract.things import Thing
from kg.extract.told.stated import names_accused
from kg.model import Size

_ROUNDED = 0.02
_BARE = re.compile(r"(?:banyak|setiap|yang|sebagian(?:\s+besar)?|lebih|hampir|dari)", re.IGNORECASE)
"""Words that name no set by themselves."""
_TELLING = 10
"""A number from which on it tells one set from all others of a text."""
_AS_PEOPLE = 1000
"""A number from which on people and their cases are counted as one ("10 ribu kasus", "10 ribu WNI")."""
LEAST_CHANCE = 0.1
"""Sets of the rules that the model thinks less likely to be one are left out, but for perpetrators: of them the model
has seen few, and a set that nothing is said of falls away later."""


def groups(page: Page, found: Sequence[Counted], tagged: Tagged, model: Encoder) -> list[Thing]:
    """The sets of an article; most of those that only the model sees will have nothing said of them."""
    counted = sorted(_both(page, found, tagged, model), key=lambda one: one.span)
    spans = [Tag(one.span.start, one.span.end, "Group") for one in counted]
    clusters = model.cluster(tagged, spans, apart=lambda i, j: _differ(counted[i], counted[j])) if spans else ()
    return [_thing(page, members) for members in _joined([counted[n] for n in members] for members in clusters)]


def _joined(clusters: Iterable[list[Counted]]) -> list[list[Counted]]:
    """Sets of one number are one set: a text hardly ever counts two sets alike, small numbers aside. "Puluhan WNI" are
    the only set of twenty to ninety-nine that it counts."""
    joined: dict[object, list[Counted]] = {}
    vague: list[tuple[int, list[Counted]]] = []
    for number, members in enumerate(clusters):
        counts = {one.size.count for one in members if one.size is not None and one.size.count is not None}
        key = (max(counts), _cases(members)) if len(counts) == 1 and max(counts) >= _TELLING else number
        if counts:
            joined.setdefault(key, []).extend(members)
        else:
            vague.append((number, members))
    for number, members in vague:
        bounds = [(one.size.minimum, one.size.maximum) for one in members if one.size is not None]
        fit = [
            key
            for key in joined
            if isinstance(key, tuple) and key[1] == _cases(members)
            if any(low is not None and high is not None and low <= key[0] <= high for low, high in bounds)
        ]
        joined.setdefault(fit[0] if len(fit) == 1 else number, []).extend(members)
    return list(joined.values())


def _cases(members: list[Counted]) -> bool:
    """Whether cases are meant, as far as they differ from people."""
    counts = [one.size.count or 0 for one in members if one.size is not None]
    return max(counts, default=0) < _AS_PEOPLE and any(one.cases for one in members)


def _both(page: Page, found: Sequence[Counted], tagged: Tagged, model: Encoder) -> Iterator[Counted]:
    """The model's spans with the size that a rule reads there, and the rules' own that the model can believe."""
    tags = [
        tag
        for tag in tagged.spans
        if tag.type == "Group" and not page.is_dropped(tag.start, tag.end) and not is_no_set(page, tag.start, tag.end)
        if not _BARE.fullmatch(page.text, tag.start, tag.end)
    ]
    for tag in tags:
        here = measured(page, Span(tag.start, tag.end, "Group", BY_MODEL))
        rule = next((one for one in found if meet(one.span, tag)), None)
        yield (
            here
            if rule is None
            else replace(rule, span=replace(here.span, rule=rule.span.rule), size=rule.size or here.size)
        )
    for one in found:
        start, end = one.span.start, one.span.end
        if any(meet(one.span, tag) for tag in tags):
            continue
        if names_accused(page.text[start:end]) or model.chance_of_group(tagged, start, end) >= LEAST_CHANCE:
            yield one


def _differ(one: Counted, other: Counted) -> bool:
    """Cases are no people, and two numbers are two sets, but for rounding ("17.000" for "17.212")."""
    counts = [found.size.count for found in (one, other) if found.size is not None and found.size.count is not None]
    if one.cases != other.cases or len(counts) < 2 or counts[0] == counts[1]:
        return one.cases != other.cases
    is_round = min(counts) >= 100 and any(count % 100 == 0 for count in counts)
    return not (is_round and max(counts) - min(counts) <= _ROUNDED * max(counts))


def _thing(page: Page, members: list[Counted]) -> Thing:
    """One set; it is named by the words that give its number, exact before about."""
    best = min(members, key=lambda one: (_vagueness(one.size), one.span))
    name = " ".join(page.text[best.span.start : best.span.end].split())
    spans = [one.span for one in members]
    return Thing("Group", name, spans=spans, size=best.size, cases=best.cases, unit=best.unit)


def _vagueness(size: Size | None) -> int:
    if size is None:
        return 3
    return 2 if size.count is None else int(size.qualifier != "exact")
