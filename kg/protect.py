"""What protects people in everything that is published: names of victims and minors, and the mark on accusations.

`withhold` masks a graph as it streams: a withheld entity is called "[nama dirahasiakan]" ("name withheld"), its
aliases and outside ids are gone, and its names are covered by "█", one for each code point so that offsets hold, in
every text of the graph. A name of several words is covered wherever it stands; a single word ("Melati" is also a
flower), and each part of a name of 4 letters or more, in the articles that mention the person. Words are compared
without case and marks, and whole; "Siti-Aminah" is "Siti Aminah". A URL that holds a name is cut to its host.

>>> mask("Korban, Melati Kusuma, pulang.", Names.of(["Melati Kusuma"]))
'Korban, █████████████, pulang.'
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self, TypeVar
from urllib.parse import unquote, urlsplit

from kg.model import Appearance, ArticleRecord, Entity, Judgement, Noun, Run, Statement
from kg.ports import GraphSource
from ontology.vocabulary import Vocabulary, vocabulary

WITHHELD = "[nama dirahasiakan]"
COVER = "█"
PART = 4
"""Letters from which on a part of a name gives it away."""
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"[^\W\d_A-Z]+|[A-Z]+[^\W\d_A-Z]*|\d+")
"""Words glued by a crawler, taken apart: "olehMelati" is "oleh" and "Melati"."""
_STATEMENT_TEXTS = ("event_date_text", "attribution_cue", "said_on_text", "position_title")
_ARTICLE_TEXTS = ("title", "publisher", "based_on")
_N = TypeVar("_N", bound=Noun)
Words = tuple[str, ...]


def review_status(statement: Statement, *, names: Vocabulary | None = None) -> str | None:
    """The statement's review status; `unreviewed` where it accuses a named Person or Agency and none is given."""
    words = names or vocabulary()
    relation = words.relation(statement.relation)
    accused = statement.object if relation.accuses_object else statement.subject
    named = tuple(f"{words.id_prefix(name)}/" for name in ("Person", "Agency"))
    if statement.review_status is None and relation.accusing and accused.startswith(named):
        return "unreviewed"
    return statement.review_status


@dataclass(frozen=True)
class Names:
    """Names to cover: first word → names that begin with it, the longest first."""

    by_first: Mapping[str, tuple[Words, ...]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """From names as they are written, in any order."""
        grouped: dict[str, set[Words]] = defaultdict(set)
        for words in filter(None, map(_words, texts)):
            grouped[words[0]].add(words)
        return cls({first: tuple(sorted(found, key=len, reverse=True)) for first, found in grouped.items()})

    def length(self, words: Sequence[str], at: int) -> int:
        """Number of words of the longest name that begins with word `at`; 0 for none."""
        fits = (name for name in self.by_first.get(words[at], ()) if tuple(words[at : at + len(name)]) == name)
        return len(next(fits, ()))

    @property
    def glued(self) -> Iterator[str]:
        """Names of several words, written as one, where that is long enough to be no accident."""
        joined = ("".join(words) for found in self.by_first.values() for words in found if len(words) > 1)
        return (name for name in joined if len(name) > PART)


def mask(text: str, *names: Names) -> str:
    """The text, equally long, with each of the names covered from its first to its last letter."""
    if any(found.by_first for found in names):
        for pattern in (_WORD, _HUMP):
            text = _mask(text, pattern, names)
    return text


def _mask(text: str, pattern: re.Pattern[str], names: Sequence[Names]) -> str:
    matches = list(pattern.finditer(text))
    words, covered, at = [_plain(match.group()) for match in matches], list(text), 0
    while at < len(words):
        length = max(found.length(words, at) for found in names)
        if length:
            start, end = matches[at].start(), matches[at + length - 1].end()
            covered[start:end] = COVER * (end - start)
        at += length or 1
    return "".join(covered)


def _words(text: str) -> Words:
    return tuple(_plain(word) for word in _WORD.findall(text))


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def withhold(graph: GraphSource) -> GraphSource:
    """The graph without the names of victims and minors; ids, offsets and numbers stay. Streams; walks the source's
    entities, appearances and statements once more to learn where the names stand."""
    return _Withholding(graph)


@dataclass(frozen=True)
class _Withholding:
    """A view of a graph; what it keeps in memory grows with the withheld names only."""

    graph: GraphSource

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        """Withheld entity → its names."""
        return {entity.id: (entity.name, *entity.aliases) for entity in self.graph.entities if entity.withheld}

    @cached_property
    def _everywhere(self) -> Names:
        texts = (text for spellings in self._spellings.values() for text in spellings)
        return Names.of(text for text in texts if _is_telling(_words(text)))

    @cached_property
    def _of_article(self) -> dict[str, Names]:
        """Article with withheld people → the names to cover there."""
        people: dict[str, set[str]] = defaultdict(set)
        for appearance in self.graph.appearances:
            if appearance.entity_id in self._spellings:
                people[appearance.article_id].add(appearance.entity_id)
        for statement in self.graph.statements:
            for thing in self._spellings.keys() & set(statement.things):
                people[statement.article_id].add(thing)
        return {article: self._all_of(found) for article, found in people.items()}

    def _all_of(self, people: Iterable[str]) -> Names:
        texts = [text for person in people for text in self._spellings[person]]
        parts = [part for text in texts for part in _words(text) if len(part) >= PART]
        return Names.of((*texts, *parts))

    @cached_property
    def _beside(self) -> dict[str, tuple[Names, ...]]:
        """Entity that stands beside withheld people → the names to cover in each article where it does."""
        found: dict[str, tuple[Names, ...]] = {}
        for appearance in self.graph.appearances:
            if (names := self._of_article.get(appearance.article_id)) is not None:
                found[appearance.entity_id] = (*found.get(appearance.entity_id, ()), names)
        return found

    def _in_article(self, identifier: str) -> tuple[Names, ...]:
        local = self._of_article.get(identifier)
        return (self._everywhere,) if local is None else (self._everywhere, local)

    @property
    def articles(self) -> Iterator[ArticleRecord]:
        for article in self.graph.articles:
            names = self._in_article(article.id)
            yield _masked(article, _ARTICLE_TEXTS, names, url=article.url and _cut(article.url, names))

    @property
    def entities(self) -> Iterator[Entity]:
        for entity in self.graph.entities:
            local = self._beside.get(entity.id, ())
            size = entity.size and _masked(entity.size, ("text",), (self._everywhere, *local))
            if entity.withheld:
                hidden = {"name": WITHHELD, "aliases": (), "outside_ids": (), "size": size}
                yield entity.model_copy(update=hidden)
            else:
                called = {text: self._called(entity.type, text, local) for text in (entity.name, *entity.aliases)}
                aliases = tuple(sorted({called[alias] for alias in entity.aliases}))
                yield entity.model_copy(update={"name": called[entity.name], "aliases": aliases, "size": size})

    def _called(self, type_: str, text: str, local: tuple[Names, ...]) -> str:
        """A group may be called by a part of a name ("keluarga Melati"), a person by nothing but it ("Melati"); a
        place or an agency that shares a word with a name is something else."""
        near = mask(text, self._everywhere, *local)
        if type_ == "Group" or (type_ == "Person" and not _words(near)):
            return near
        return mask(text, self._everywhere)

    @property
    def statements(self) -> Iterator[Statement]:
        for statement in self.graph.statements:
            names = self._in_article(statement.article_id)
            evidence = tuple(_masked(item, ("quote",), names) for item in statement.evidence)
            size = statement.size and _masked(statement.size, ("text",), names)
            yield _masked(statement, _STATEMENT_TEXTS, names, evidence=evidence, size=size)

    @property
    def appearances(self) -> Iterable[Appearance]:
        return self.graph.appearances

    @property
    def runs(self) -> Iterable[Run]:
        return self.graph.runs

    @property
    def possibly_same(self) -> Iterator[Judgement]:
        for judgement in self.graph.possibly_same:
            people = [end for end in (judgement.left, judgement.right) if end in self._spellings]
            names = (self._everywhere, self._all_of(people))
            reasons = tuple(sorted({mask(reason, *names) for reason in judgement.reasons}))
            yield judgement.model_copy(update={"reasons": reasons})


def _is_telling(words: Words) -> bool:
    """Whether a name may be covered everywhere: not a single word, not initials."""
    return len(words) > 1 and max(map(len, words)) >= PART


def _masked(noun: _N, fields: Iterable[str], names: tuple[Names, ...], **changes: object) -> _N:
    texts = {name: mask(text, *names) for name in fields if (text := getattr(noun, name)) is not None}
    return noun.model_copy(update={**texts, **changes})


def _cut(url: str, names: tuple[Names, ...]) -> str:
    """The URL, or only its host when a name stands in it, be it glued together ("melatikusuma")."""
    readable, host = unquote(url), urlsplit(url).netloc
    letters = "".join(_words(readable))
    if mask(readable, *names) == readable and not any(name in letters for found in names for name in found.glued):
        return url
    return f"{urlsplit(url).scheme}://{host}/" if mask(host, *names) == host else COVER * len(url)
