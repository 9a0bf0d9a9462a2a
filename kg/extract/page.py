"""An article as the rules see it: its text in sentences, page furniture apart, words unglued from names.

Built on spaCy's blank Indonesian pipeline: its tokenizer, with one more infix so that crawled "diKamboja" is two
tokens and without its four thousand exceptions for doubled words, which take six seconds to load and change no name;
and a component of ours that starts sentences where Indonesian news does.

>>> page = Page.of(nlp(), article)                    # doctest: +SKIP
>>> [article.text[a:b] for a, b in page.sentences]    # doctest: +SKIP
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy
from spacy.lang.id import Indonesian
from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
from spacy.language import Language

from kg.extract.furniture import furniture
from kg.model import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GLUED = r"(?<=[a-z])(?=[A-Z])"
_END = re.compile(r"[.?!]+[\"”’']?\)?$|^[\"”’]$")
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]|Dr|Drs|Dra|Ir|Prof|No|Jl|Pol|Sdr|Hj|KH|St|Rp|Tn|Ny|Alm|dll|dsb|hlm|tgl|a\.n|d\.a)\.$"
)


@dataclass(frozen=True)
class Page:
    """`sentences` are half-open spans in order; `dropped` are spans of furniture, which no rule looks into."""

    article: Article
    doc: Doc
    sentences: tuple[tuple[int, int], ...]
    dropped: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        return self.article.text

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds the offset."""
        return max(0, bisect.bisect_right(self.sentences, (offset, float("inf"))) - 1)

    def is_dropped(self, start: int, end: int) -> bool:
        """Whether the span touches furniture."""
        return any(start < last and first < end for first, last in self.dropped)

    @classmethod
    def of(cls, language: Language, article: Article) -> Page:
        """The page of an article; linear in its length."""
        doc = language(article.text)
        spans = tuple((sent.start_char, sent.end_char) for sent in doc.sents if sent.text.strip())
        return cls(article, doc, spans, furniture(article.text))


class _NewsDefaults(Indonesian.Defaults):  # type: ignore[misc, valid-type]
    infixes = (*(Indonesian.Defaults.infixes or ()), _GLUED)
    tokenizer_exceptions = BASE_EXCEPTIONS


class News(Indonesian):  # type: ignore[no-untyped-call]
    """Indonesian as crawled news has it."""

    Defaults = _NewsDefaults


@lru_cache(maxsize=1)
def nlp() -> Language:
    """The pipeline of the rules, made once a process."""
    return news()


def news() -> Language:
    """A new pipeline that cuts news into sentences."""
    language = News()
    language.max_length = 1_000_000_000
    language.add_pipe("jejaring_sentences")
    return language


@Language.component("jejaring_sentences")
def sentences(doc: Doc) -> Doc:
    """Start a sentence after a line break, or after a full stop that ends one and before a capital or a quotation."""
    texts, spaced = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    starts = [1] * min(1, len(texts))
    for index, following in enumerate(texts[1:]):
        ends = spaced[index] and _ends(texts[index], _glued_to(texts, spaced, index), following)
        starts.append(1 if ends or (texts[index].isspace() and "\n" in texts[index]) else -1)
    # one array for all: setting `token.is_sent_start` looks through the whole text each time
    column = numpy.asarray(starts, dtype="int64").view("uint64").reshape(-1, 1)
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]


def _glued_to(texts: list[str], spaced: list[bool], index: int) -> str:
    """The token before, where no space parts them: the tokenizer cuts "Pol." in two."""
    return texts[index - 1] if index and not spaced[index - 1] else ""


def _ends(text: str, before: str, following: str) -> bool:
    if not _END.search(text) or _ABBREVIATION.match(text) or (text == "." and _ABBREVIATION.match(before + text)):
        return False
    return following[:1].isupper() or following[:1] in "\"“‘'(–—-" or following[:1].isdigit()
