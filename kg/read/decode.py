"""Bytes → text: by the byte order mark, else by the encoding that was asked for. Never a guess.

A byte order mark wins over the encoding that was asked for (WHATWG Encoding Standard, "BOM sniff").

>>> decode(b"Batam", where="a.txt", encoding="utf-8")
'Batam'
"""

from __future__ import annotations

import codecs
from typing import BinaryIO

from kg.errors import UsageError
from kg.model import Finding
from kg.read.codes import finding

MAX_CODE_POINTS = 2_000_000
"""A text above this is passed over: no article is that long."""
MAX_TEXT_BYTES = 4 * MAX_CODE_POINTS + 4096  # UTF-8 and UTF-16 take at most four bytes; some room for front matter

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 8192
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\f\x1b"})


def check_encoding(encoding: str) -> None:
    """Raises UsageError when Python knows no such text encoding."""
    try:
        b"a".decode(encoding, "replace")
    except (LookupError, ValueError) as problem:
        message = f"unknown encoding {encoding!r}; try utf-8, cp1252 or utf-16"
        raise UsageError(message) from problem


def read_bytes(stream: BinaryIO, *, where: str, limit: int) -> bytes | Finding:
    """All bytes, or a Finding when there are none or more than `limit`; never holds more than that."""
    raw = stream.read(limit + 1)
    if not raw.strip():
        return finding("empty-file", "the file is empty; remove it or fetch it again", where)
    if len(raw) > limit:
        return _binary(raw, where) or too_long(where, f"the file is larger than {limit // 1_000_000} MB")
    return raw


def read_text(stream: BinaryIO, *, where: str, encoding: str, limit: int = MAX_TEXT_BYTES) -> str | Finding:
    """All of the stream as text, newlines untouched, without its byte order mark."""
    raw = read_bytes(stream, where=where, limit=limit)
    return raw if isinstance(raw, Finding) else decode(raw, where=where, encoding=encoding)


def decode(raw: bytes, *, where: str, encoding: str) -> str | Finding:
    """The text, without its byte order mark; a Finding when it is binary or in another encoding."""
    mark, encoding = by_mark(raw, encoding)
    if binary := looks_binary(raw, where=where, encoding=encoding):
        return binary
    try:
        text = raw[mark:].decode(encoding)
    except UnicodeDecodeError as problem:
        return _binary(raw, where) or _wrong(raw, mark + problem.start, where, encoding)
    if not text.strip():
        return finding("empty-file", "the file holds nothing but white space; remove it or fetch it again", where)
    return text


def by_mark(raw: bytes, encoding: str) -> tuple[int, str]:
    """Length of the byte order mark, and the encoding that it tells or else the one that was asked for."""
    for mark, told in _MARKS:
        if raw.startswith(mark):
            return len(mark), told
    return 0, encoding


def looks_binary(raw: bytes, *, where: str, encoding: str) -> Finding | None:
    """A Finding for null bytes, where the encoding writes letters as single bytes."""
    if "a".encode(encoding) != b"a" or b"\0" not in raw:
        return None
    message = "null bytes, so not text; give the file its right suffix, or pass --encoding utf-16-le if it is UTF-16"
    return finding("binary-file", message, where)


def too_long(where: str, found: str = "") -> Finding:
    """Passed over for its length; `found` says what was too long."""
    found = found or f"the text has more than {MAX_CODE_POINTS:,} characters"
    return finding("too-long", f"{found}; is it one article? split it and build again", where)


def wrong_encoding(byte: int, place: str, where: str, *, encoding: str, hint: str = "cp1252") -> Finding:
    """Bytes that are not text in this encoding; `place` says which byte."""
    message = f"byte 0x{byte:02x} at {place} is not {encoding}; if the file was written in another encoding, name it: "
    return finding("wrong-encoding", f"{message}pass --encoding {hint}", where)


def _binary(raw: bytes, where: str) -> Finding | None:
    """A Finding when the head is full of control characters, whatever the encoding."""
    head = raw[:_HEAD]
    if len(head) - len(head.translate(None, _CONTROLS)) <= len(head) // 20:
        return None
    return finding("binary-file", "control characters, so not text; give the file its right suffix", where)


def _wrong(raw: bytes, offset: int, where: str, encoding: str) -> Finding:
    hint = _hint(raw[max(0, offset - _HEAD) : offset + _HEAD])
    return wrong_encoding(raw[offset], f"offset {offset}", where, encoding=encoding, hint=hint)


def _hint(raw: bytes) -> str:
    """An encoding to try: a statistic over a few bytes, so it is only ever a hint."""
    from charset_normalizer import from_bytes  # late: only a file in the wrong encoding needs it

    best = from_bytes(raw).best()
    if best is None or best.encoding in ("ascii", "utf_8", "cp1252", "latin_1"):
        return "cp1252"
    return f"cp1252 (or {best.encoding}, which charset-normalizer takes it for)"
