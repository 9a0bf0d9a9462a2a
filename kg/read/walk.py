"""A path, a folder or a glob → files, sorted by name in each folder; hidden ones are passed over.

Links are followed, and a folder is read once however many links lead to it, so that loops end.

>>> list(files("articles/2025/*.txt", suffixes={".txt"}))   # doctest: +SKIP
['articles/2025/a.txt', 'articles/2025/b.txt']
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath

from kg.model import Finding
from kg.read.codes import finding, unreadable

_MAGIC = frozenset("*?[")
_Parts = tuple[str, ...]


def files(path: str, *, suffixes: Collection[str]) -> Iterator[str | Finding]:
    """The files at the path in order, and a Finding for each folder that cannot be read.

    A file is given back whatever its suffix; in folders and globs other suffixes than these are counted in one note.
    A folder that a glob names is read as if it were given.
    """
    if os.path.isdir(path):
        yield from _supported(_tree(path, ()), path, suffixes)
    elif os.path.lexists(path) or not _MAGIC & {*path}:
        yield path
    else:
        root, pattern = _split(path)
        if os.path.isdir(root):
            yield from _supported(_tree(root, pattern), path, suffixes, is_glob=True)
        else:
            yield finding("not-found", "no such folder; check the path", root)


def suffix_of(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _split(path: str) -> tuple[str, _Parts]:
    """The folder before the first part with a wildcard, and the parts from there."""
    parts = PurePath(path).parts
    first = next(number for number, part in enumerate(parts) if _MAGIC & {*part})
    return str(PurePath(*parts[:first])), parts[first:]


def _supported(
    found: Iterator[str | Finding], path: str, suffixes: Collection[str], *, is_glob: bool = False
) -> Iterator[str | Finding]:
    others: Counter[str] = Counter()
    is_empty = True
    for item in found:
        if isinstance(item, Finding) or suffix_of(item) in suffixes:
            is_empty = False
            yield item
        else:
            others[suffix_of(item) or "no suffix"] += 1
    if others:
        shown = ", ".join(f"{count} {suffix}" for suffix, count in sorted(others.items()))
        message = f"passed over for their suffix: {shown}; read are {', '.join(sorted(suffixes))}"
        yield finding("unsupported", message, path, severity="note")
    if is_empty and is_glob and not others:
        yield finding("not-found", "no file matches; quote the pattern, and check it", path)
    elif is_empty:
        yield finding("empty-folder", "no file that can be read; check the path", path)


def _tree(root: str, pattern: _Parts) -> Iterator[str | Finding]:
    """The files below the folder whose path fits the pattern, or lies in a folder that does; no pattern: all."""
    seen: set[tuple[int, int]] = set()
    todo: list[tuple[str, _Parts, bool]] = [(root, (), True)]
    while todo:
        path, parts, is_folder = todo.pop()
        if is_folder and _may_hold(parts, pattern):
            found = _entries(path, seen)
            if isinstance(found, Finding):
                yield found
            else:
                prefix = "" if path == "." else path
                todo.extend((os.path.join(prefix, name), (*parts, name), folder) for name, folder in found)
        elif not is_folder and _fits(parts, pattern):
            yield path


def _entries(path: str, seen: set[tuple[int, int]]) -> list[tuple[str, bool]] | Finding:
    """Names in the folder that are not hidden, the last first, and which are folders; notes it in `seen`."""
    try:
        status = os.stat(path)
        with os.scandir(path) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".")]
    except OSError as problem:
        return unreadable(problem, path)
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return finding("symlink-loop", "a link to a folder that is read already; passed over", path)
    seen.add(identity)
    # not entry.is_dir(), which raises for a link that leads to itself
    return [(name, os.path.isdir(os.path.join(path, name))) for name in sorted(names, reverse=True)]


def _fits(parts: Sequence[str], pattern: _Parts) -> bool:
    """Whether the parts, or the first of them, are what the pattern says; `**` stands for any number of parts."""
    if not pattern:
        return True
    if pattern[0] == "**":
        if len(pattern) == 1:
            return True
        return any(_fits(parts[first:], pattern[1:]) for first in range(len(parts)))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _may_hold(parts: Sequence[str], pattern: _Parts) -> bool:
    """Whether a folder can hold a file that fits, so that `/*.txt` does not walk the whole disk."""
    for part, wanted in zip(parts, pattern, strict=False):
        if wanted == "**":
            return True
        if not fnmatchcase(part, wanted):
            return False
    return True
