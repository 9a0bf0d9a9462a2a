"""The door of the room: opens what `walk` finds, picks the reader by suffix, and sums up what would be said too often.

A new format is one module and one line in `READERS`; its function is a `kg.ports.Reader`.
"""

from __future__ import annotations

import errno
import importlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from kg.model import Article, Finding
from kg.ports import Reader
from kg.read.codes import finding, printable, unreadable
from kg.read.decode import check_encoding
from kg.read.walk import files, suffix_of

READERS: dict[str, str] = {
    ".csv": "kg.read.csv_:read",
    ".docx": "kg.read.docx_:read",
    ".htm": "kg.read.html_:read",
    ".html": "kg.read.html_:read",
    ".json": "kg.read.json_:read",
    ".jsonl": "kg.read.jsonl:read",
    ".md": "kg.read.md:read",
    ".ndjson": "kg.read.jsonl:read",
    ".pdf": "kg.read.pdf:read",
    ".tsv": "kg.read.csv_:read",
    ".txt": "kg.read.txt:read",
}
"""Suffix → "module:function", imported when the first such file is read."""

_SINGLE = frozenset({".docx", ".htm", ".html", ".md", ".pdf", ".txt"})
_STDIN = ".jsonl"
_HINTS = {
    ".gz": "unpack it, or zcat news.jsonl.gz | kg build -",
    ".zip": "unpack it first",
    ".xlsx": "save it as .csv",
    ".xls": "save it as .csv",
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx or .txt",
}


@dataclass(frozen=True)
class Read:
    """What was read at a place: an Article, or a Finding in its stead or beside it."""

    source: str
    """Absolute path, or `-`."""
    single: bool
    """The file is one article, so that what it holds now replaces what it held before."""
    item: Article | Finding


def read(paths: Iterable[str], *, encoding: str = "utf-8", stdin: BinaryIO | None = None) -> Iterator[Read]:
    """Articles and Findings of files, folders (to the bottom), globs (`*`, `?`, `[…]`, `**`) and `-`, in order.

    `encoding` is that of text files without a byte order mark; html may declare its own where it is the default.
    `stdin` holds JSON lines, by default that of the process. Bad input never raises: it is a Finding, and the rest
    goes on. Raises UsageError when the encoding is unknown. Linear in what is read; memory does not grow.
    """
    check_encoding(encoding)
    given = [paths] if isinstance(paths, str) else paths
    return (item for path in given for item in _summed(_given(path, encoding, stdin), path))


def _given(path: str, encoding: str, stdin: BinaryIO | None) -> Iterator[Read]:
    if path == "-":
        yield from _items(stdin or sys.stdin.buffer, _STDIN, source="-", where="-", encoding=encoding)
        return
    for found in files(path, suffixes=READERS):
        if isinstance(found, Finding):
            yield Read(printable(os.path.abspath(path)), False, found)
        else:
            yield from _file(found, encoding)


def _file(path: str, encoding: str) -> Iterator[Read]:
    source, suffix = printable(os.path.abspath(path)), suffix_of(path)
    try:
        if problem := _not_a_file(path) or _unsupported(path):
            yield Read(source, suffix in _SINGLE, problem)
            return
        with open(path, "rb") as stream:
            yield from _items(stream, suffix, source=source, where=printable(path), encoding=encoding)
    except OSError as problem:
        yield Read(source, suffix in _SINGLE, _refused(problem, path))


def _items(stream: BinaryIO, suffix: str, *, source: str, where: str, encoding: str) -> Iterator[Read]:
    reader = _reader(suffix, where)
    if isinstance(reader, Finding):
        yield Read(source, suffix in _SINGLE, reader)
        return
    found: Iterable[Article | Finding] = reader(stream, where=where, encoding=encoding)
    single = suffix in _SINGLE
    if suffix == ".json":  # an object, or an array of many; the reader holds all of it already
        found = list(found)
        single = sum(isinstance(item, Article) or item.severity == "error" for item in found) == 1
    for item in found:
        yield Read(source, single, item)


def _reader(suffix: str, where: str) -> Reader | Finding:
    module, function = READERS[suffix].split(":")
    try:
        return cast(Reader, getattr(importlib.import_module(module), function))
    except ImportError as problem:
        message = f"{suffix} needs the package {problem.name}; run: pip install 'jejaring[documents]'"
        return finding("extra-missing", message, where)


def _not_a_file(path: str) -> Finding | None:
    """A Finding for what would block or never end when opened. Raises OSError."""
    if stat.S_ISREG(os.stat(path).st_mode):
        return None
    message = "a pipe, a socket or a device, not a file; to read a pipe, give - and send JSON lines to stdin"
    return finding("not-a-file", message, path)


def _unsupported(path: str) -> Finding | None:
    suffix = suffix_of(path)
    if suffix in READERS:
        return None
    todo = _HINTS.get(suffix, "give the file the suffix of its format")
    message = f"{suffix or 'no suffix'} is not read: {todo}; read are {', '.join(sorted(READERS))}"
    return finding("unsupported", message, path)


def _refused(problem: OSError, path: str) -> Finding:
    if problem.errno == errno.ELOOP:
        return finding("symlink-loop", "a link that leads to itself; remove it", path, severity="error")
    return unreadable(problem, path)


def _summed(items: Iterator[Read], path: str) -> Iterator[Read]:
    """The items; of many articles without a date at one given path one warning with their number, at the end."""
    undated: list[Read] = []
    count = 0
    for read_ in items:
        if isinstance(read_.item, Finding) and read_.item.code == "no-date":
            count += 1
            undated = undated or [read_]
        else:
            yield read_
    if count == 1:
        yield from undated
    elif count:
        first = cast(Finding, undated[0].item)
        message = f"{count} articles, the first {first.where}: {first.message}"
        yield Read(printable(os.path.abspath(path)) if path != "-" else "-", False, finding("no-date", message, path))
