"""md: Markdown, kept as its source; the first `# heading` is the title where front matter gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Article, Finding
from kg.read.decode import read_text
from kg.read.fields import named, to_article
from kg.read.front import front_matter
from kg.read.txt import without_text

_HEADING = re.compile(r"^ {0,3}#[ \t]+(?P<title>[^\r\n]*?)[ \t]*#*[ \t]*\r?$", re.MULTILINE)


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """One Article, after its warnings, or one error."""
    text = read_text(stream, where=where, encoding=encoding)
    if isinstance(text, Finding):
        yield text
        return
    known, body = front_matter(text)
    heading = _HEADING.search(body)
    title = {"title": heading["title"]} if heading and "title" not in named(known) else {}
    yield from to_article(without_text(known) | title | {"text": body}, where=where)
