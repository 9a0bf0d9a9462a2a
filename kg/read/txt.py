"""txt: the text as it is decoded, newlines untouched, after optional front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Article, Finding
from kg.read.decode import read_text
from kg.read.fields import FIELDS, to_article
from kg.read.front import front_matter


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """One Article, after its warnings, or one error."""
    text = read_text(stream, where=where, encoding=encoding)
    if isinstance(text, Finding):
        yield text
        return
    known, body = front_matter(text)
    yield from to_article(without_text(known) | {"text": body}, where=where)


def without_text(known: dict[str, str]) -> dict[str, str]:
    """Front matter without the names of the text (`content`, `artikel`): the body is the text."""
    return {name: value for name, value in known.items() if name.casefold() not in FIELDS["text"]}
