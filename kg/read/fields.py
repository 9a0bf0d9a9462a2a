"""Named values, of a row, an object or front matter → an Article: one table of names for all formats.

>>> named({"Judul": "Contoh", "isi": "Teks.", "penulis": "…"})
{'text': 'Teks.', 'title': 'Contoh'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from kg.model import Article, Finding
from kg.read.codes import finding
from kg.read.dates import published as to_date
from kg.read.decode import MAX_CODE_POINTS, too_long
from kg.text import squeeze

_Value = object  # what a JSON object holds under a name

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "isi", "isi berita", "konten", "teks", "artikel", "article", "full text"),
    "id": ("id", "article id", "doc id", "id artikel"),
    "url": ("url", "link", "tautan", "canonical", "canonical url"),
    "title": ("title", "judul", "headline", "judul berita"),
    "publisher": ("publisher", "outlet", "media", "source", "sumber", "penerbit", "site name"),
    "published": (
        *("published", "published at", "date published", "publish date", "pub date", "date"),
        *("tanggal", "tgl", "tanggal terbit", "waktu"),
    ),
    "language": ("language", "lang", "bahasa"),
}
"""Field → the names it goes by, the best first. Case, spaces, dashes and underscores do not matter."""

_ABSENT = frozenset({"", "-", "–", "—", "n/a", "na", "nan", "none", "null", "nil", "undefined"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47, in outline


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


_FIELD_OF = {_plain(name): (field, rank) for field, names in FIELDS.items() for rank, name in enumerate(names)}


def is_field(name: str, field: str) -> bool:
    """Whether a column or key of this name holds the field."""
    return _FIELD_OF.get(_plain(name), ("", 0))[0] == field


def named(values: Mapping[str, _Value]) -> dict[str, _Value]:
    """The values that are there under the names of `FIELDS`, in its order; of two the better name wins."""
    best: dict[str, tuple[int, _Value]] = {}
    for name, value in values.items():
        field, rank = _FIELD_OF.get(_plain(name), ("", 0))
        if field and not _is_absent(field, value) and (field not in best or rank < best[field][0]):
            best[field] = (rank, value)
    return {field: best[field][1] for field in FIELDS if field in best}


def to_article(values: Mapping[str, _Value], *, where: str) -> Iterator[Article | Finding]:
    """The Article after its warnings, or one error; names as in `FIELDS`, other names are passed over.

    The text stays unchanged, white space in the other fields is squeezed. A number counts as its digits.
    """
    found = named(values)
    text = found.get("text")
    if problem := _text_problem(text, where) or _unicode_problem(found, where):
        yield problem
        return
    plain = {name: string for name, value in found.items() if name != "text" and (string := _string(value))}
    day, url, language = _published(plain, where), _url(plain, where), _language(plain, where)
    yield from (item for item in (day, url, language) if isinstance(item, Finding))
    yield Article.make(
        text=str(text),
        url=url if isinstance(url, str) else None,
        input_id=plain.get("id"),
        title=plain.get("title"),
        publisher=plain.get("publisher"),
        published=day if isinstance(day, date) else None,
        language=language if isinstance(language, str) else "id",
    )


def _is_absent(field: str, value: _Value) -> bool:
    if not isinstance(value, str):
        return value is None
    return not value.strip() if field == "text" else value.strip().casefold() in _ABSENT


def _string(value: _Value) -> str | None:
    """A string or a number as one line; what is neither (a list, an object) is no value of ours."""
    is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return squeeze(str(value)) or None if is_plain else None


def _text_problem(text: _Value, where: str) -> Finding | None:
    if text is None:
        return finding("no-text", "no text; expected one under `text`, `body`, `content` or `isi`", where)
    if not isinstance(text, str):
        return finding("no-text", f"the text is a {type(text).__name__}; expected a string", where)
    return too_long(where) if len(text) > MAX_CODE_POINTS else None


def _unicode_problem(found: Mapping[str, _Value], where: str) -> Finding | None:
    for name, value in found.items():
        if isinstance(value, str) and (bad := _bad_character(value)):
            return finding("bad-unicode", f"{name} holds {bad}; remove it where the file is made", where)
    return None


def _bad_character(text: str) -> str | None:
    """What no file and no store can carry, and at which code point."""
    if "\0" in text:
        return f"a null character at {text.index(chr(0))}"
    try:
        text.encode()  # ten times as fast as a search
    except UnicodeEncodeError as problem:
        return f"half of a surrogate pair (U+{ord(text[problem.start]):04X}) at {problem.start}"
    return None


def _published(plain: Mapping[str, str], where: str) -> date | Finding:
    text = plain.get("published")
    if text is None:
        return finding("no-date", 'no publication date, so "Senin" and "kemarin" stay undated; add `published`', where)
    shown = f" {text!r}" if len(text) <= 40 and any(map(str.isdigit, text)) else ""  # else it may be anything, a name
    expected = "expected 2025-12-18, 18/12/2025 or 18 Desember 2025"
    return to_date(text) or finding("bad-date", f"published{shown} is no date; {expected}", where)


def _url(plain: Mapping[str, str], where: str) -> str | Finding | None:
    text = plain.get("url")
    if text is None:
        return None
    try:
        is_address = " " not in text and bool(urlsplit(text).netloc or "." in text)
    except ValueError:
        is_address = False
    return text if is_address else finding("bad-url", "url is no address; expected https://…", where)


def _language(plain: Mapping[str, str], where: str) -> str | Finding | None:
    text = plain.get("language")
    if text is None or _LANGUAGE.fullmatch(text):
        return text
    return finding("bad-language", "language is no language tag; expected one such as id, ms or en", where)
