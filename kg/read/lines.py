"""Bytes → lines of text, one at a time and bounded, so that a file of any size takes little memory.

A line that is too long or not in the encoding comes with a Finding, and the next one is read. Its `text` is then a
stand-in that has as many quotes (odd or even), so that a table does not lose its rows after it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from kg.model import Finding
from kg.read.codes import finding
from kg.read.decode import by_mark, looks_binary, too_long, wrong_encoding

_CHUNK = 65536


@dataclass(frozen=True)
class Line:
    """A line with its end. `number` counts from 1; `problem` says why it must not be used."""

    number: int
    text: str
    problem: Finding | None = None


def lines(stream: BinaryIO, *, where: str, encoding: str, limit: int) -> Iterator[Line]:
    """The lines in order, their ends untouched (only a line feed ends one); `limit` in code points a line.

    A binary or empty stream is one Line with a Finding; after bytes that end the decoding none follow.
    """
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _CHUNK)
    try:
        head = buffered.peek(_CHUNK)
        mark, encoding = by_mark(head, encoding)
        if problem := looks_binary(head, where=where, encoding=encoding):
            yield Line(1, "", problem)
            return
        buffered.read(mark)
        reader = io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="\n")
        try:
            yield from _lines(reader, where=where, encoding=encoding, limit=limit)
        finally:
            reader.detach()
    finally:
        buffered.detach()  # else the stream, which is not ours, would be closed with it


def _lines(reader: io.TextIOWrapper, *, where: str, encoding: str, limit: int) -> Iterator[Line]:
    number = 0
    is_blank = True
    try:
        while text := reader.readline(limit):
            number += 1
            is_blank = is_blank and not text.strip()
            yield _line(reader, text, number, f"{where}:{number}", encoding=encoding, limit=limit)
    except UnicodeError:
        message = f"what follows is not {encoding} and was not read; save the file as utf-8"
        yield Line(number + 1, "", finding("wrong-encoding", message, f"{where}:{number + 1}"))
        return
    if is_blank:
        yield Line(1, "", finding("empty-file", "the file is empty; remove it or fetch it again", where))


def _line(reader: io.TextIOWrapper, text: str, number: int, where: str, *, encoding: str, limit: int) -> Line:
    if len(text) >= limit and not text.endswith("\n"):
        quotes = text.count('"') + _skip(reader)
        problem = too_long(where, f"the line has more than {limit:,} characters")
        return Line(number, '"' * (quotes % 2) + "\n", problem)
    try:
        text.encode()  # ten times as fast as a search
    except UnicodeEncodeError as found:  # a wrong byte 0xNN was read as U+DCNN (`surrogateescape`)
        place = f"character {found.start + 1} of the line"
        problem = wrong_encoding(ord(text[found.start]) - 0xDC00, place, where, encoding=encoding)
        return Line(number, text.encode(errors="replace").decode(), problem)
    return Line(number, text)


def _skip(reader: io.TextIOWrapper) -> int:
    """Read to the end of the line, holding a chunk at a time; how many quotes went by."""
    quotes = 0
    while chunk := reader.readline(_CHUNK):
        quotes += chunk.count('"')
        if chunk.endswith("\n"):
            break
    return quotes
