"""Article and extraction → its sentences in pieces, each piece with the things it names, and what each sentence says.

The pieces of all lines, one after the other, are the article's text unchanged. Things are numbered from 1 in the order
of the extraction, as `kg extract` numbers them.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.explain.wording import amount, details
from kg.extract.page import Page, nlp
from kg.model import Article, Cluster, Extraction, Mention


@dataclass(frozen=True)
class Entry:
    """A thing of the article; `mentions` is how often it is named."""

    number: int
    type: str
    kind: str | None
    name: str
    size: str
    withheld: bool
    mentions: int

    @property
    def class_name(self) -> str:
        """The nearest class that is known of it."""
        return self.kind or self.type


@dataclass(frozen=True)
class Piece:
    """A stretch without a border inside: the mentions that cover it, outermost first, as (number, found by).

    `opens` and `closes` are the numbers of those that start and end with it; `dropped` is page furniture.
    """

    text: str
    marks: tuple[tuple[int, str], ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    dropped: bool = False


@dataclass(frozen=True)
class Said:
    """A statement in words; `sure` is false for a candidate. `details` are pairs of name and value."""

    id: str
    subject: Entry
    relation: str
    object: Entry
    modality: str
    details: tuple[tuple[str, str], ...]
    confidence: float
    found_by: tuple[str, ...]
    sure: bool


@dataclass(frozen=True)
class Line:
    """A sentence and what follows it up to the next one; `said` is what starts in it, the sure first."""

    number: int
    pieces: tuple[Piece, ...]
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def ends_paragraph(self) -> bool:
        text = self.text
        return "\n" in text[len(text.rstrip()) :]


@dataclass(frozen=True)
class Explained:
    """An article as one run of an extractor saw it."""

    article: Article
    run: str
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """All statements and candidates, by sentence."""
        return tuple(said for line in self.lines for said in line.said)

    @property
    def withheld(self) -> tuple[Entry, ...]:
        """Things whose names must not be published."""
        return tuple(entry for entry in self.entries if entry.withheld)

    @property
    def counts(self) -> dict[str, int]:
        """How many of what, in the order in which they are told."""
        sure = sum(said.sure for said in self.said)
        return {
            "sentences": len(self.lines),
            "entities": len(self.entries),
            "mentions": sum(entry.mentions for entry in self.entries),
            "statements": sure,
            "candidates": len(self.said) - sure,
        }


def explain(article: Article, extraction: Extraction, *, reviews: Mapping[str, str] | None = None) -> Explained:
    """What was found in the article, sentence by sentence; `reviews` is what people decided, by statement id.

    Linear in the text and in what was found.
    """
    page = Page.of(nlp(), article)
    starts = [0, *(start for start, _ in page.sentences[1:])]
    entries = {cluster.id: _entry(number, cluster) for number, cluster in enumerate(extraction.clusters, 1)}
    marks = sorted(
        ((mention, entries[cluster.id].number) for cluster in extraction.clusters for mention in cluster.mentions),
        key=lambda mark: (mark[0].start, -mark[0].end, mark[1]),
    )
    pieces: dict[int, list[Piece]] = {number: [] for number in range(len(starts))}
    for offset, piece in _pieces(page, starts, marks):
        pieces[_line_at(starts, offset)].append(piece)
    told: dict[int, list[Said]] = {number: [] for number in pieces}
    for number, said in _said(extraction, entries, starts, reviews or {}):
        told[number].append(said)
    lines = tuple(Line(number + 1, tuple(pieces[number]), tuple(sorted(told[number], key=_rank))) for number in pieces)
    return Explained(article, f"{extraction.extractor} {extraction.version}", tuple(entries.values()), lines)


def _entry(number: int, cluster: Cluster) -> Entry:
    size = amount(cluster.size) if cluster.size else ""
    return Entry(
        number, cluster.type, cluster.kind, cluster.name, size, cluster.withheld, mentions=len(cluster.mentions)
    )


def _pieces(page: Page, starts: list[int], marks: list[tuple[Mention, int]]) -> Iterator[tuple[int, Piece]]:
    """The text cut at every border of a sentence, a mention or a stretch of furniture."""
    borders = {0, len(page.text), *starts}
    borders |= {border for mention, _ in marks for border in (mention.start, mention.end)}
    borders |= {border for span in page.dropped for border in span}
    ordered, coming, open_ = sorted(borders), 0, list[tuple[Mention, int]]()
    for start, end in pairwise(ordered):
        open_ = [mark for mark in open_ if mark[0].end > start]
        while coming < len(marks) and marks[coming][0].start == start:
            open_.append(marks[coming])
            coming += 1
        yield (
            start,
            Piece(
                page.text[start:end],
                tuple((number, mention.by) for mention, number in open_),
                opens=tuple(number for mention, number in open_ if mention.start == start),
                closes=tuple(number for mention, number in reversed(open_) if mention.end == end),
                dropped=page.is_dropped(start, end),
            ),
        )


def _said(
    extraction: Extraction, entries: Mapping[str, Entry], starts: list[int], reviews: Mapping[str, str]
) -> Iterator[tuple[int, Said]]:
    """Statements and candidates with the number of the sentence that their evidence starts in, from 0."""
    clusters = {cluster.id: cluster for cluster in extraction.clusters}
    accepted = {identifier for identifier, status in reviews.items() if status == "accepted"}
    unsure = {statement.id for statement in extraction.candidates} - accepted
    for statement in (*extraction.statements, *extraction.candidates):
        where = sorted({_line_at(starts, item.start) for item in statement.evidence})
        more = [("with", "sentence " + ", ".join(str(number + 1) for number in where[1:]))] if len(where) > 1 else []
        review = [("review", reviews[statement.id])] if statement.id in reviews else []
        yield (
            where[0],
            Said(
                statement.id,
                entries[statement.subject],
                statement.relation,
                entries[statement.object],
                modality=statement.modality,
                details=(*details(statement, clusters), *more, *review),
                confidence=statement.confidence,
                found_by=statement.found_by,
                sure=statement.id not in unsure,
            ),
        )


def _rank(said: Said) -> tuple[bool, int, str, int, str]:
    return not said.sure, said.subject.number, said.relation, said.object.number, said.id


def _line_at(starts: list[int], offset: int) -> int:
    return bisect.bisect_right(starts, offset) - 1
