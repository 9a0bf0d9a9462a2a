"""Front matter: what is known of an article, between `---` lines at the very top of its file.

>>> front_matter("---\\ntitle: Contoh\\n---\\n\\nBATAM - Teks.\\n")
({'title': 'Contoh'}, 'BATAM - Teks.')
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<block>(?:[^\n]*\n){0,100}?)---[ \t]*(?:\r?\n|\Z)")
_ENTRY = re.compile(r"(?P<name>[\w-]+(?: [\w-]+)?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_REST = re.compile(r"[ \t]+.*|-[ \t].*|#.*|")  # a list, a folded value, a comment, a blank line: not for us
_QUOTED = re.compile(r"(?P<sign>[\"'])(?P<value>.*)(?P=sign)")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The named values and the body, stripped of newlines at its ends.

    Where there is no such block, or one that holds other lines than `name: value`, no values and the text unchanged.
    """
    found = _BLOCK.match(text)
    entries = _entries(found["block"].splitlines()) if found else {}
    if not found or not entries:
        return {}, text
    return entries, text[found.end() :].strip("\r\n")


def _entries(rows: list[str]) -> dict[str, str]:
    """Name → value; none at all when a row is neither an entry nor a part of one."""
    entries: dict[str, str] = {}
    for row in rows:
        if found := _ENTRY.fullmatch(row.rstrip()):
            value = (found["value"] or "").strip()
            quoted = _QUOTED.fullmatch(value)
            entries[found["name"]] = quoted["value"] if quoted else value
        elif not _REST.fullmatch(row.rstrip()):
            return {}
    return entries
