"""pdf, with the extra `documents`: the text of its pages by pypdf, lines of a paragraph joined.

A PDF knows when it was made, not when the article was published: it has no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from kg.model import Article, Finding
from kg.read.codes import finding
from kg.read.decode import MAX_CODE_POINTS, read_bytes
from kg.read.fields import to_article
from kg.read.quiet import quiet

_LIMIT = 64_000_000  # bytes
_MAGIC = b"%PDF-"
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)]*$")
_FULL = 0.6  # a line shorter than this part of the longest ends its paragraph


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """One Article, after its warnings, or one error; `encoding` is of no use here."""
    raw = read_bytes(stream, where=where, limit=_LIMIT)
    if isinstance(raw, Finding):
        yield raw
        return
    if _MAGIC not in raw[:1024]:  # the library would search all of it for a page
        yield finding("broken-document", "not a PDF; give the file its right suffix", where)
        return
    try:
        with quiet("pypdf"):
            known = _known(raw)
    except FileNotDecryptedError:
        yield finding("broken-document", "the PDF is locked with a password; save it without", where)
        return
    except Exception as problem:  # a file that trips the library must not stop the others
        message = f"the PDF cannot be read ({type(problem).__name__}); save its text as .txt"
        yield finding("broken-document", message, where)
        return
    if known["text"].strip():
        yield from to_article(known, where=where)
    else:
        yield finding("no-text", "no text in the PDF, perhaps only pictures of pages; run OCR over it first", where)


def _known(raw: bytes) -> dict[str, str]:
    reader = PdfReader(BytesIO(raw))
    title = reader.metadata.title if reader.metadata else None
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(_joined(page.extract_text()))
        length += len(pages[-1])
        if length > MAX_CODE_POINTS:
            break
    return {"text": "\n".join(pages).strip("\n"), "title": title or ""}


def _joined(page: str) -> str:
    """The page with the lines of each paragraph on one line; titles and last lines stay on their own."""
    rows = [row.strip() for row in page.splitlines()]
    width = max(map(len, rows), default=0)
    pieces: list[str] = []
    for row, following in pairwise([*rows, ""]):
        ends = not following or len(row) < _FULL * width or _SENTENCE_END.search(row)
        pieces.append(row + ("\n" if ends else " "))
    return "".join(pieces).strip()
