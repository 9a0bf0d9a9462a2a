"""Why a link is there: every statement about one entity, or between two, with its sentence and who says so.

Entities are found by id, name or alias; `find` looks them up. Figures that cannot both hold stand side by side.

>>> answer = why(store, "KBRI Phnom Penh", "Kemlu")          # doctest: +SKIP
>>> answer.lines[0].quote, answer.lines[0].title             # doctest: +SKIP
>>> [(one.count, one.publisher) for one in answer.disagreements[0].lines]   # doctest: +SKIP
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from kg.errors import UsageError
from kg.ports import Store, Table, Value
from kg.protect import WITHHELD
from kg.text import fold

COUNTED: dict[str, tuple[str, ...]] = {
    "reports": ("laporan", "pengaduan", "aduan", "kasus", "perkara"),
    "suspects": ("tersangka", "terdakwa", "pelaku", "perekrut", "calo", "sponsor", "sindikat"),
}
"""What a number counts, by a word of the group's name; anything else is people."""
FACTOR = 2.0
"""Figures further apart count different things as a rule: a whole and a part of it."""
_MEANS = {
    "about": (0.9, 1.1),
    "atLeast": (1.0, inf),
    "moreThan": (1.0, inf),
    "atMost": (0.0, 1.0),
    "lessThan": (0.0, 1.0),
}
_CANDIDATES = 10
_SENTENCE = {"quote": "quote", "title": "title", "publishedAt": "published_at", "url": "url", "statement": "statement"}
_LINE_COLUMNS = {
    **{name: name for name in ("subject", "relation", "object", "count")},
    "countQualifier": "count_qualifier",
    **{name: name for name in ("modality", "polarity")},
    **{"eventStart": "event_start", "eventEnd": "event_end", "saidBy": "said_by", "saidOn": "said_on"},
    **{name: name for name in ("confidence", "review", "publisher")},
    **_SENTENCE,
}
_FIGURE_COLUMNS = {
    **{name: name for name in ("relation", "subject", "count")},
    **{"countQualifier": "count_qualifier", "object": "object", "saidBy": "said_by"},
    **{name: name for name in ("modality", "publisher")},
    **_SENTENCE,
}

_FIND = """
MATCH (e:Entity)
WHERE e.type IS NOT NULL AND (e.id = $text OR all(word IN $words WHERE
  any(x IN [e.name] + coalesce(e.aliases, []) WHERE toLower(x) CONTAINS word)))
OPTIONAL MATCH (e)-[m:MENTIONED_IN]->(t:Article)
WITH e, count(DISTINCT t.id) AS articles, CASE WHEN e.id = $text OR toLower(e.name) = toLower($text)
  OR any(x IN coalesce(e.aliases, []) WHERE toLower(x) = toLower($text)) THEN 0 ELSE 1 END AS far
RETURN e.id AS id, e.name AS name, e.type AS type, e.kind AS kind, coalesce(e.aliases, []) AS aliases, articles,
  coalesce(e.nameWithheld, false) AS withheld
ORDER BY far, articles DESC, size(name), name, id
LIMIT $limit
"""
_ABOUT = """
MATCH (e:Entity {id: $left})<-[:SUBJECT|OBJECT|ATTRIBUTED_TO|AT_PLACE|FROM_PLACE|TO_PLACE]-(s:Statement)
WITH DISTINCT s
"""
_BETWEEN = """
MATCH (f:Entity {id: $right})<-[:SUBJECT|OBJECT|ATTRIBUTED_TO|AT_PLACE|FROM_PLACE|TO_PLACE]-(s)
WITH DISTINCT s
"""
_LINES = """
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, b, w, t, v ORDER BY v.start, v.end
WITH s, a, b, w, t, collect(v.quote) AS quotes
RETURN s.id AS statement, a.name AS subject, s.predicate AS relation, b.name AS object, s.modality AS modality,
  s.polarity AS polarity, coalesce(s.count, b.size) AS count, coalesce(s.countMin, b.sizeMin) AS count_min,
  coalesce(s.countMax, b.sizeMax) AS count_max,
  coalesce(s.countQualifier, b.sizeQualifier) AS count_qualifier, s.eventStart AS event_start, s.eventEnd AS event_end,
  w.name AS said_by, s.saidOn AS said_on, s.quoteType AS quote_type, s.positionTitle AS position_title,
  s.confidence AS confidence, s.reviewStatus AS review,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote, t.id AS article,
  t.title AS title, t.publisher AS publisher, t.publishedAt AS published_at, t.url AS url
ORDER BY published_at, subject, relation, object, statement
"""


@dataclass(frozen=True)
class Found:
    """An entity that a text may mean. `exact`: the text is its id, its name or one of its aliases."""

    id: str
    name: str
    type: str
    kind: str | None
    aliases: tuple[str, ...]
    articles: int
    withheld: bool
    exact: bool

    def __str__(self) -> str:
        """For messages, which never carry the name of a victim or a minor."""
        articles = "1 article" if self.articles == 1 else f"{self.articles} articles"
        return f"{self.id} ({WITHHELD if self.withheld else self.name}, {self.kind or self.type}, {articles})"


@dataclass(frozen=True)
class Said:
    """One statement and the sentence behind it. Dates are ISO texts; the count's bounds are inclusive."""

    statement: str
    subject: str
    relation: str
    object: str
    modality: str
    polarity: str
    count: int | None
    count_min: int | None
    count_max: int | None
    count_qualifier: str | None
    event_start: str | None
    event_end: str | None
    said_by: str | None
    said_on: str | None
    quote_type: str | None
    position_title: str | None
    confidence: float
    review: str | None
    quote: str
    article: str
    title: str | None
    publisher: str | None
    published_at: str | None
    url: str | None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most that the count can mean, inclusive; "about" means a tenth more or less."""
        known = [number for number in (self.count, self.count_min, self.count_max) if number is not None]
        if not known:
            return None
        below, above = _MEANS.get(self.count_qualifier or "exact", (1.0, 1.0))
        low = known[0] * below if self.count_min is None else self.count_min
        return low, known[0] * above if self.count_max is None else self.count_max

    def contradicts(self, other: Said) -> bool:
        """Whether both numbers are known, come from two articles, cannot both hold, and are near enough to count the
        same thing: one is at most `FACTOR` times the other."""
        mine, theirs = self.bounds, other.bounds
        if mine is None or theirs is None or self.article == other.article:
            return False
        apart = mine[0] > theirs[1] or theirs[0] > mine[1]
        return apart and mine[0] <= FACTOR * theirs[1] and theirs[0] <= FACTOR * mine[1]


@dataclass(frozen=True)
class Disagreement:
    """Figures of one relation on one kind of thing that cannot all hold: at least two, by day of publication."""

    relation: str
    counted: str
    lines: tuple[Said, ...]


@dataclass(frozen=True)
class Why:
    """What `why` answers; `lines` by day of publication."""

    left: Found
    right: Found | None
    lines: tuple[Said, ...]
    disagreements: tuple[Disagreement, ...]

    def table(self) -> Table:
        """The lines as a table, the sentence and where it stands in the last columns."""
        return _table(_LINE_COLUMNS, self.lines)

    def figures(self) -> Table:
        """The figures that disagree, those of one disagreement one below the other."""
        return _table(_FIGURE_COLUMNS, (line for found in self.disagreements for line in found.lines))


def find(store: Store, text: str, *, limit: int = 50) -> tuple[Found, ...]:
    """Entities whose id is the text, or whose name or aliases hold all its words: those that it fits exactly first,
    then those that most articles mention. Raises QueryError."""
    words = [word.lower() for word in text.split()]
    if not words:
        return ()
    answer = store.query(_FIND, {"text": text, "words": words, "limit": limit})
    found = (_found(dict(zip(answer.columns, row, strict=True)), text) for row in answer.rows)
    return tuple(sorted(found, key=lambda one: (one.id != text, not one.exact)))


def _found(row: Mapping[str, Any], text: str) -> Found:
    names = {fold(name) for name in (row["name"], *row["aliases"])}
    aliases = tuple(row["aliases"])
    return Found(**{**row, "aliases": aliases, "exact": text == row["id"] or fold(text) in names})


def why(store: Store, left: str, right: str | None = None) -> Why:
    """Every statement in which `left` acts, is acted on, speaks or is the place, or, with `right`, in which both do.

    Raises UsageError when no entity fits a name, or several do: the message lists them with their ids.
    """
    one = _one(store, left)
    other = None if right is None else _one(store, right)
    query = _ABOUT + (_BETWEEN if other else "") + _LINES
    answer = store.query(query, {"left": one.id, **({"right": other.id} if other else {})})
    rows: Iterable[dict[str, Any]] = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    lines = tuple(Said(**row) for row in rows)
    return Why(one, other, lines, tuple(_disagreements(lines)))


def _one(store: Store, text: str) -> Found:
    found = find(store, text)
    if found and found[0].id == text:
        return found[0]
    exact = [one for one in found if one.exact] or list(found)
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise UsageError(f"no entity is called {text!r}, nor has all its words in its name; try a part of the name")
    shown = "; ".join(map(str, exact[:_CANDIDATES])) + ("; …" if len(exact) > _CANDIDATES else "")
    raise UsageError(f"{text!r} may be one of {len(exact)}: {shown}. Give one of these ids instead")


def _disagreements(lines: Iterable[Said]) -> Iterable[Disagreement]:
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for line in lines:
        if line.polarity == "affirmed" and line.modality not in ("planned", "urged", "hypothetical"):
            groups[line.relation, _counted(line.object)].append(line)
    for (relation, counted), group in sorted(groups.items()):
        if apart := contradicted(group):
            yield Disagreement(relation, counted, apart)


def contradicted(group: Sequence[Said]) -> tuple[Said, ...]:
    """Those that another one contradicts, in the group's order; by sorted bounds, since a group may hold thousands."""
    known = [(line.bounds, line.article) for line in group if line.bounds is not None]
    lows = sorted((low, article) for (low, _), article in known)
    highs = sorted((high, article) for (_, high), article in known)

    def others(edges: list[tuple[float, str]], start: int, end: int, article: str) -> bool:
        return any(edges[place][1] != article for place in range(start, end))

    def is_apart(line: Said) -> bool:
        if line.bounds is None:
            return False
        low, high = line.bounds
        above = bisect_right(lows, high, key=_edge), bisect_right(lows, FACTOR * high, key=_edge)
        below = bisect_left(highs, low / FACTOR, key=_edge), bisect_left(highs, low, key=_edge)
        return others(lows, *above, line.article) or others(highs, *below, line.article)

    return tuple(line for line in group if is_apart(line))


def _edge(pair: tuple[float, str]) -> float:
    return pair[0]


def _counted(name: str) -> str:
    words = name.casefold()
    return next((kind for kind, signs in COUNTED.items() if any(sign in words for sign in signs)), "people")


def _table(columns: Mapping[str, str], lines: Iterable[Said]) -> Table:
    rows: Iterable[tuple[Value, ...]] = (tuple(getattr(line, name) for name in columns.values()) for line in lines)
    return Table(tuple(columns), tuple(rows))
