"""json: an object, or an array of objects; `text` stays unchanged, keys that are not in `FIELDS` are passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.model import Article, Finding
from kg.read.codes import finding
from kg.read.decode import read_text
from kg.read.fields import to_article

_Value = object
_LIMIT = 64_000_000  # bytes, all held at once; jsonl has no limit


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """The Articles in order, each after its warnings or replaced by an error."""
    text = read_text(stream, where=where, encoding=encoding, limit=_LIMIT)
    parsed = text if isinstance(text, Finding) else parse(text, where=where)
    del text  # it may be large
    if isinstance(parsed, Finding):
        yield parsed
    elif isinstance(parsed, list):
        yield from _array(parsed, where)
    else:
        yield from record(parsed, where=where)


def parse(text: str, *, where: str, line: int | None = None) -> _Value | Finding:
    """The value, or a Finding at `where:line`; without `line` the parser tells the line."""
    try:
        value: _Value = json.loads(text)
        return value
    except json.JSONDecodeError as problem:
        message = f"not JSON: {problem.msg}, column {problem.colno}; correct or remove it"
        if problem.msg == "Extra data" and line is None:
            message = "more than one JSON value; if each line is one, name the file .jsonl"
        return finding("invalid-json", message, f"{where}:{line or problem.lineno}")
    except (ValueError, RecursionError) as problem:  # a number of thousands of digits, or a thousand brackets
        message = f"JSON that cannot be read ({type(problem).__name__}); correct or remove it"
        return finding("invalid-json", message, f"{where}:{line or 1}")


def record(value: _Value, *, where: str) -> Iterator[Article | Finding]:
    """The Article of one object, after its warnings, or one error."""
    if isinstance(value, Mapping):
        yield from to_article(value, where=where)
    else:
        message = f"a JSON {type(value).__name__}; expected an object with `text`"
        yield finding("invalid-json", message, where)


def _array(values: list[_Value], where: str) -> Iterator[Article | Finding]:
    if not values:
        yield finding("empty-file", "an empty array; remove the file or fetch it again", where)
    for number, value in enumerate(values, 1):
        yield from record(value, where=f"{where}#{number}")
