"""html: main text, title, publisher and address by trafilatura; the date only where the page declares one.

A date that stands just anywhere (a footer, a related story) is not taken for the date of publication: it is read
from the head, from JSON-LD, or between the headline and the first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, BinaryIO

from htmldate import find_date
from trafilatura import extract
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

from kg.errors import UsageError
from kg.model import Article, Finding
from kg.read.codes import finding
from kg.read.dates import published
from kg.read.decode import by_mark, check_encoding, decode, read_bytes
from kg.read.fields import to_article
from kg.read.quiet import quiet

_LIMIT = 16_000_000  # bytes; the tree takes some ten times as much
_HEAD = 4096
_CHARSET = re.compile(rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LABELS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "utf-16": "utf-8"}
"""What these labels mean on the web (WHATWG Encoding Standard)."""
_DATED = re.compile(r"date|time|tanggal|tgl|waktu|publish|terbit", re.IGNORECASE)
_PARAGRAPH = 80  # a `p` of so many code points is text, not a line of the head
_LAST_DAY = "2100-12-31"  # else the library takes today, and tomorrow's run may differ


def read(stream: BinaryIO, *, where: str, encoding: str) -> Iterator[Article | Finding]:
    """One Article, after its warnings, or one error."""
    raw = read_bytes(stream, where=where, limit=_LIMIT)
    if isinstance(raw, Finding):
        yield raw
        return
    text = decode(raw, where=where, encoding=_charset(raw, encoding))
    if isinstance(text, Finding):
        yield text
        return
    try:
        with quiet("trafilatura", "htmldate"):
            known = _known(text)
    except Exception as problem:  # a page that trips the library must not stop the others
        message = f"the page cannot be read ({type(problem).__name__}); save its text as .txt"
        yield finding("broken-document", message, where)
        return
    if "text" in known:
        yield from to_article(known, where=where)
    else:
        yield finding("no-text", "no main text in the page; save the article itself, or its text as .txt", where)


def _charset(raw: bytes, encoding: str) -> str:
    """The encoding that was asked for; where that is the default, the one that the page declares."""
    found = _CHARSET.search(raw[:_HEAD])
    if not found or by_mark(raw, "")[0] or encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
        return encoding
    label = found[1].decode("ascii", "replace").lower()
    try:
        check_encoding(_LABELS.get(label, label))
    except UsageError:
        return encoding
    return _LABELS.get(label, label)


def _known(page: str) -> dict[str, str]:
    """What the page says, by the names of `FIELDS`; what it does not say is left out."""
    tree = load_html(page)
    if tree is None:
        return {}
    text = _text(tree, favor_precision=True) or _text(tree, favor_precision=False)
    day = find_date(_declared(tree), **_dates()) or _dateline(tree)
    metadata = extract_metadata(tree, date_config=_dates())
    known = {
        "text": text,
        "title": metadata.title,
        "publisher": metadata.sitename,
        "url": metadata.url,
        "published": day,
    }
    return {name: value for name, value in known.items() if value}


def _text(tree: Any, *, favor_precision: bool) -> str:
    found = extract(tree, include_comments=False, include_tables=True, favor_precision=favor_precision)
    return (found or "").strip()


def _dates() -> dict[str, Any]:
    return {"extensive_search": False, "original_date": True, "max_date": _LAST_DAY}


def _declared(tree: Any) -> Any:
    """A page of only what declares: meta, link and JSON-LD."""
    page: Any = load_html("<html><head></head><body><p></p></body></html>")
    head = page.find("head")
    for element in tree.iter("meta", "link", "script"):
        if element.tag != "script" or "ld+json" in element.get("type", ""):
            copy = deepcopy(element)
            copy.tail = None
            head.append(copy)
    return page


def _dateline(tree: Any) -> str | None:
    """The first date between the headline and the first paragraph, as ISO."""
    headline = tree.find(".//h1")
    for element in headline.xpath("following::*") if headline is not None else ():
        text = " ".join(element.itertext())
        if element.tag == "p" and len(text) > _PARAGRAPH:
            break
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag == "time" or _DATED.search(names):
            day = published(element.get("datetime", "")) or published(text)
            if day:
                return day.isoformat()
    return None
