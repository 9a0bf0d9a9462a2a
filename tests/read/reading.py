"""What the tests of this room share: read what is at paths, and tell articles from findings."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from kg.model import Article, Finding
from kg.read import read

TEXT = "BATAM - BP3MI Kepri memulangkan 12 pekerja migran dari Kamboja, Senin (24/3/2025)."


def articles(*paths: Path | str, encoding: str = "utf-8", stdin: BinaryIO | None = None) -> list[Article]:
    items = (found.item for found in read(map(str, paths), encoding=encoding, stdin=stdin))
    return [item for item in items if isinstance(item, Article)]


def findings(*paths: Path | str, encoding: str = "utf-8", stdin: BinaryIO | None = None) -> list[Finding]:
    items = (found.item for found in read(map(str, paths), encoding=encoding, stdin=stdin))
    return [item for item in items if isinstance(item, Finding)]


def article(*paths: Path | str, encoding: str = "utf-8") -> Article:
    """The one article that is there."""
    (found,) = articles(*paths, encoding=encoding)
    return found


def problem(*paths: Path | str, encoding: str = "utf-8") -> Finding:
    """The one finding of what holds no article."""
    (found,) = [found.item for found in read(map(str, paths), encoding=encoding)]
    assert isinstance(found, Finding)
    assert len(found.message.splitlines()) == 1
    return found


def file(folder: Path, name: str, content: str | bytes) -> Path:
    """A new file, written byte for byte (a string as UTF-8)."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path
