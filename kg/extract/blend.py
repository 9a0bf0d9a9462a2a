"""Rules and the trained model → one reading: whose names stay, and how sure what one or both of them say is.

The rules know authority names, titles, initials and numbers; the model knows names that nothing beside them gives away,
and what a sentence says in words that no table holds. Where both speak, the fitted table `weights/blend.tsv` says what
that is worth: confidence = 1 / (1 + e^-(slope · logit(chance) + bias)), one line for what the model alone says of a
relation and one for what the rules say too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.extract.encoder import Encoder, Link, Tagged
from kg.extract.encoder import Span as Tag
from kg.extract.encoder.schema import SYMMETRIC
from kg.extract.page import Page
from kg.extract.spans import BY_MODEL, Span, apart
from kg.extract.tables import any_of, column
from kg.extract.things import Thing
from kg.extract.told.contradicted import contradicted
from kg.extract.told.offices import title_of
from kg.extract.told.stated import Seen, Stated, triggers
from kg.extract.told.telling import Telling, Told

LEAST_CHANCE = 0.02
"""Links that the model thinks less likely are not looked at."""
LEAST_CANDIDATE = 0.15
"""What is less sure is not worth a person's time."""
SURE = {"Person": 0.9, "Agency": 0.97, "Country": 0.98, "Province": 0.95, "City": 0.98, "Place": 0.9}
"""From which score on the model is believed about a name against the rules or without them: the more the rules' lists
know of a type, the surer it must be."""
_GLUED_TAIL = re.compile(r"(?<=[a-z]{3})(?:dan|telah|juga|sudah|yang|akan|agar|me[nmlr][a-z]{4,})$")
_CUT_TAIL = re.compile(r"(?<=[a-z]{3})me[nm]?$")
"""A border of the model's inside of a glued verb: "Chen Zhimen|yebut"."""
_HEAD = re.compile(rf"(?:{any_of(column('titles.tsv', 'office'))}|Ka[a-z]+|Kantor|kantor|Gedung)\b")
_WIDER = frozenset({"Agency", "Person"})
"""Types of which the model knows better how far a name goes, where it goes farther than the rules have it."""
_DOUBTFUL = frozenset({("City", "unlisted"), ("Place", "unlisted"), ("Agency", "pattern")})
"""Type and rule of spans that need the model's word too."""


@dataclass(frozen=True)
class Line:
    """confidence = 1 / (1 + e^-(slope · logit(chance) + bias))"""

    slope: float
    bias: float

    def at(self, chance: float) -> float:
        """The confidence, from 0 to 1; a chance below LEAST_CHANCE counts as half of it."""
        p = min(max(chance, LEAST_CHANCE / 2), 0.999)
        return 1 / (1 + math.exp(-self.slope * math.log(p / (1 - p)) - self.bias))


@dataclass(frozen=True)
class Blend:
    """By relation: the line for the model alone, the line for rules and model, and the least confidence of a
    statement; what is less sure is a candidate."""

    lines: dict[str, tuple[Line, Line]]
    least: dict[str, float]

    @classmethod
    def load(cls, file: Path) -> Blend:
        """Read `blend.tsv`: relation, slope and bias alone, slope and bias with a rule, least confidence."""
        rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:])
        numbers = {row[0]: [float(cell) for cell in row[1:]] for row in rows}
        lines = {name: (Line(a, b), Line(c, d)) for name, (a, b, c, d, _) in numbers.items()}
        return cls(lines, {name: row[-1] for name, row in numbers.items()})

    def sort(self, told: Iterable[Told], least: float | None = None) -> tuple[list[Told], list[Told]]:
        """What is sure enough, by the table or by one `least` for all, and the candidates; the rest is left out."""
        sure, unsure = [], []
        for one in told:
            confidence = one.confidence or 0.0
            needed = self.least[one.stated.relation] if least is None else least
            if confidence >= needed:
                sure.append(one)
            elif confidence >= LEAST_CANDIDATE:
                unsure.append(one)
        return sure, unsure

    def confidence(self, relation: str, chance: float, *, by_rule: bool) -> float:
        """How sure a statement is, from 0 to 1."""
        return round(self.lines[relation][by_rule].at(chance), 4)


def names(page: Page, found: list[Span], tags: Iterable[Tag]) -> list[Span]:
    """The rules' spans that the model does not speak against, and those of the model that it is sure of; sorted.

    The model speaks against a span where it is sure of another type there, and against one of a doubtful rule also by
    seeing nothing of its type.
    """
    own = [tag for tag in tags if tag.type != "Group" and not page.is_dropped(tag.start, tag.end)]
    sure = [Span(tag.start, tag.end, tag.type, BY_MODEL) for tag in own if tag.score >= SURE[tag.type]]
    kept = [span for span in found if not _is_denied(span, [tag for tag in own if meet(span, tag)])]
    wider = [
        one
        for one in (_unglued(page.text, one) for one in sure if one.type in _WIDER)
        if _is_wider(page.text, one, [span for span in kept if meet(span, one)])
    ]
    own_ends = (_unglued(page.text, one) if one.type in _WIDER else one for one in apart(kept, wider))
    kept = [*own_ends, *wider]
    return sorted([*kept, *apart(sure, kept)])


def _unglued(text: str, one: Span) -> Span:
    """Without a word that lost the space before it ("Kuala Lumpurdan", "Nugrahamengatakan")."""
    match = _GLUED_TAIL.search(text, one.start, one.end)
    if match is None and text[one.end : one.end + 1].islower():
        match = _CUT_TAIL.search(text, one.start, one.end)
    return replace(one, end=match.start()) if match else one


def _is_wider(text: str, one: Span, found: list[Span]) -> bool:
    """Whether the model's span holds all of the rules' that it meets, each of its type, and more; a title stays, and
    neither the office of a head nor a house is a part of the body's name."""
    if one.type == "Agency" and _HEAD.match(text, one.start):
        return False
    size = sum(span.end - span.start for span in found)
    inside = all(one.start <= s.start and s.end <= one.end and s.type == one.type for s in found)
    return 0 < size < one.end - one.start and inside and all(span.rule != "title" for span in found)


def _is_denied(span: Span, tags: list[Tag]) -> bool:
    if any(tag.type == span.type for tag in tags):
        return False
    against = span.type != "Province" and any(
        tag.score >= SURE[tag.type] for tag in tags
    )  # of provinces the lists know more
    return against or (span.type, span.rule) in _DOUBTFUL


def meet(span: Span, tag: Tag | Span) -> bool:
    """Whether two stretches of a text share a character."""
    return span.start < tag.end and tag.start < span.end


def tell_both(
    page: Page, things: list[Thing], telling: Telling, tagged: Tagged, model: Encoder, blend: Blend
) -> list[Told]:
    """All that rules or model say, each with its confidence; not yet cut off at any."""
    every = said(page, things, telling, tagged, model)
    against = contradicted(page, things, every)
    out = []
    for one in every:
        by_rule = one.stated.rule != BY_MODEL
        sure = blend.confidence(one.stated.relation, one.chance or 0.0, by_rule=by_rule)
        out.append(replace(one, confidence=min(sure, LEAST_CANDIDATE) if id(one) in against else sure))
    return out


def said(page: Page, things: list[Thing], telling: Telling, tagged: Tagged, model: Encoder) -> list[Told]:
    """All that rules or model say, with the model's chance of it and without a confidence."""
    spans = tags(things)
    out = []
    for told, link in pair(things, telling, tagged, model):
        if told is not None:
            stated = told.stated
            if stated.relation == "HOLDS_POSITION" and stated.title is None:
                stated = replace(stated, title=_title(page, stated.subject, stated.object))
            out.append(replace(told, stated=stated, chance=link.score if link else None))
        elif link is not None:
            out.append(_told(page, things, spans, link, telling))
    return out


def pair(
    things: list[Thing], telling: Telling, tagged: Tagged, model: Encoder
) -> Iterator[tuple[Told | None, Link | None]]:
    """What the rules tell and the model's link that says the same: both, or one of them and None."""
    spans = tags(things)
    owners = [number for number, thing in enumerate(things) for _ in _once(thing)]
    clusters = [[n for n, owner in enumerate(owners) if owner == number] for number in range(len(things))]
    links = {
        _identity(things[x.subject], x.relation, things[x.object]): x
        for x in model.relate(tagged, spans, clusters, floor=LEAST_CHANCE)
    }
    for one in telling.told:
        yield one, links.pop(_identity(one.stated.subject, one.stated.relation, one.stated.object), None)
    yield from ((None, link) for link in links.values())


def tags(things: list[Thing]) -> list[Tag]:
    """The mentions of all things as the model takes them, thing by thing."""
    return [Tag(span.start, span.end, thing.type) for thing in things for span in _once(thing)]


def _once(thing: Thing) -> list[Span]:
    """One span for each place of the text."""
    return list({(span.start, span.end): span for span in sorted(thing.spans)}.values())


def _identity(subject: Thing, relation: str, object_: Thing) -> tuple[str, int, int]:
    ends = (id(subject), id(object_))
    left, right = sorted(ends) if relation == SYMMETRIC else ends
    return relation, left, right


def _told(page: Page, things: list[Thing], spans: list[Tag], link: Link, telling: Telling) -> Told:
    """A link of the model as something told: in the sentence of the later mention, around a trigger if there is one."""
    subject, object_ = things[link.subject], things[link.object]
    ends = [spans[n] for n in link.at]
    numbers = sorted({page.sentence(end.start) for end in ends})
    first, last = page.sentences[numbers[-1]]
    here = [end for end in ends if first <= end.start < last]
    start, end = _trigger(page.text[first:last], link.relation, [(one.start - first, one.end - first) for one in here])
    title = _title(page, subject, object_, ends[1].start) if link.relation == "HOLDS_POSITION" else None
    stated = Stated(subject, link.relation, object_, start, end, BY_MODEL, title=title)
    also = numbers[0] if len(numbers) > 1 else None
    return Told(stated, numbers[-1], telling.speeches.get(numbers[-1]), chance=link.score, also=also)


def _title(page: Page, person: Thing, agency: Thing, at: int = -1) -> str | None:
    """The title of the post, of the words before the agency's name: best of the name that begins at `at`, else in the
    first sentence that names both, else of a body that is only ever named by its head's title."""
    spans = sorted(agency.spans, key=lambda span: (span.start != at, span.start))
    for together in (True, False):
        if not together and any(span.rule != "title" for span in spans):
            break
        for span in spans:
            first, last = page.sentences[page.sentence(span.start)]
            beside = [one for one in person.spans if first <= one.start < last]
            floor = max((one.end - first for one in beside if one.end <= span.start), default=0)
            seen = Seen(span.start - first, span.end - first, agency, span)
            if (beside or not together) and (title := title_of(page.text[first:last], seen, floor)):
                return title
    return None


def _trigger(sentence: str, relation: str, ends: list[tuple[int, int]]) -> tuple[int, int]:
    """The relation's trigger nearest to what it joins; without one, what stands between."""
    middle = (min(b for _, b in ends) + max(a for a, _ in ends)) // 2
    found = [
        match.span() for name, _, pattern in triggers() if name == relation for match in pattern.finditer(sentence)
    ]
    return min(
        found, key=lambda span: abs(span[0] - middle), default=(max(a for a, _ in ends), max(b for _, b in ends))
    )
