"""docx, with the extra `documents`: paragraphs and tables in order by python-docx, one a line.

A document knows when it was saved, not when the article was published: it has no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipFile

from docx import Document
from docx.table import Table

from kg.model import Article, Finding
from kg.read.codes import finding
from kg.read.decode import read_bytes, too_long
from kg.read.fields import to_article

_LIMIT = 64_000_000  # bytes
_UNPACKED = 256_000_000  # bytes; a small archive may hold a large one


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """One Article, after its warnings, or one error; `encoding` is of no use here."""
    raw = read_bytes(stream, where=where, limit=_LIMIT)
    if isinstance(raw, Finding):
        yield raw
        return
    try:
        with ZipFile(BytesIO(raw)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        known = _known(raw) if unpacked <= _UNPACKED else None
    except Exception as problem:  # a file that trips the library must not stop the others
        message = f"the document cannot be read ({type(problem).__name__}); save its text as .txt"
        yield finding("broken-document", message, where)
        return
    if known is None:
        yield too_long(where, f"the document unpacks to more than {_UNPACKED // 1_000_000} MB")
    elif known["text"]:
        yield from to_article(known, where=where)
    else:
        yield finding("no-text", "no text in the document; save the article's text in it", where)


def _known(raw: bytes) -> dict[str, str]:
    document = Document(BytesIO(raw))
    rows: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            rows.append(block.text)
    return {"text": "\n".join(rows).strip(), "title": document.core_properties.title}
