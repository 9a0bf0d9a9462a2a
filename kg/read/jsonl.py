"""jsonl: one object a line, streamed; a line that cannot be read is passed over, the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Article, Finding
from kg.read.decode import MAX_CODE_POINTS
from kg.read.json_ import parse, record
from kg.read.lines import lines

_LIMIT = 12 * MAX_CODE_POINTS + 8_000_000  # a code point takes up to 12 (\ud83d\ude00); some room for annotation


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """The Articles in order, each after its warnings or replaced by an error; blank lines are passed over."""
    for line in lines(stream, where=where, encoding=encoding, limit=_LIMIT):
        if line.problem:
            yield line.problem
        elif line.text.strip():
            value = parse(line.text, where=where, line=line.number)
            if isinstance(value, Finding):
                yield value
            else:
                yield from record(value, where=f"{where}:{line.number}")
