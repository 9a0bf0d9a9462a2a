"""csv: the first row names the columns, of which one is the text; comma, semicolon or tab; streamed.

A row that does not fit its header is passed over, since its text may be cut at a stray separator.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Article, Finding
from kg.read.codes import finding
from kg.read.decode import MAX_CODE_POINTS
from kg.read.fields import FIELDS, is_field, to_article
from kg.read.lines import Line, lines

_LIMIT = 4 * MAX_CODE_POINTS  # code points of a line, and of a field of many lines
_DELIMITERS = ",;\t"


class _Rows:
    """The text of lines for `csv.reader`, and what was wrong with those of the row in progress."""

    def __init__(self, found: Iterator[Line]) -> None:
        self.found = found
        self.number = 0
        self.problem: Finding | None = None

    def __iter__(self) -> Iterator[str]:
        for line in self.found:
            self.number = line.number
            self.problem = self.problem or line.problem
            yield line.text


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """The Articles in order, each after its warnings or replaced by an error; blank rows are passed over."""
    csv.field_size_limit(_LIMIT)  # the library's own limit of 131,072 is below what an article may have
    rows = _Rows(lines(stream, where=where, encoding=encoding, limit=_LIMIT))
    texts = iter(rows)
    first = next((text for text in texts if text.strip() or rows.problem), "")
    header = _header(first)
    if rows.problem or not header:
        yield rows.problem or _no_text_column(f"{where}:{rows.number}")
        return
    delimiter, columns = header
    yield from _records(csv.reader(texts, delimiter=delimiter), rows, columns=columns, where=where)


def _header(row: str) -> tuple[str, list[str]] | None:
    """The delimiter under which a column holds the text, and the columns."""
    for delimiter in _DELIMITERS:
        columns = next(csv.reader([row.rstrip("\r\n")], delimiter=delimiter), [])
        if any(is_field(name, "text") for name in columns):
            return delimiter, columns
    return None


def _no_text_column(at: str) -> Finding:
    expected = ", ".join(FIELDS["text"])
    return finding("no-text", f"no column for the text; the first row must name one of: {expected}", at)


def _records(
    reader: Iterator[list[str]], rows: _Rows, *, columns: list[str], where: str
) -> Iterator[Article | Finding]:
    is_empty = True
    while True:
        start = rows.number + 1
        row = _next(reader, f"{where}:{start}")
        if row is None:
            break
        problem, rows.problem = rows.problem, None
        if problem is None and not isinstance(row, Finding) and not any(cell.strip() for cell in row):
            continue
        is_empty = False
        if isinstance(row, Finding):
            yield problem or row
            if rows.number > start:
                return  # where a row of many lines ends is not known, so neither is where the next begins
        elif problem:
            yield problem
        else:
            yield from _record(row, columns, f"{where}:{start}")
    if is_empty:
        yield finding("empty-file", "a header and no rows; remove the file or fetch it again", where)


def _next(reader: Iterator[list[str]], at: str) -> list[str] | Finding | None:
    """The next row; None at the end."""
    try:
        return next(reader, None)
    except csv.Error as problem:
        todo = "correct the row; if a quote in it is never closed, the rows after it were not read"
        return finding("invalid-csv", f"{problem}; {todo}", at)


def _record(row: list[str], columns: list[str], at: str) -> Iterator[Article | Finding]:
    if any(cell.strip() for cell in row[len(columns) :]):
        message = f"{len(row)} cells under {len(columns)} columns; put a text that holds the separator in quotes"
        yield finding("invalid-csv", message, at)
    else:
        yield from to_article(dict(zip(columns, row, strict=False)), where=at)
