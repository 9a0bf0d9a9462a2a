"""Pure functions from text to text: normalise, fold, hash. Nothing here knows an article or a graph.

>>> fold("Kementerian  Luar-Negeri")
'kementerian luar negeri'
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|ref|source|page)$")


def squeeze(text: str) -> str:
    """Collapse white space to single spaces and strip the ends."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """Comparison form of a name: NFKD without marks, casefolded, punctuation to single spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", plain.casefold()).replace("_", " ").strip()


def fingerprint(text: str) -> str:
    """Order-free comparison form: the sorted distinct words of `fold(text)`."""
    return " ".join(sorted(set(fold(text).split())))


def key(*parts: str) -> str:
    """16 characters of base32hex over BLAKE2b-80 of the parts: the key of every content-made id."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).digest()
    return base64.b32hexencode(digest).decode().lower()


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_url(url: str) -> str:
    """One spelling per page: https, lower-case host without www, no fragment, no tracking parameters, no final slash.

    Text that has no host is returned stripped, unchanged otherwise.
    """
    parts = urlsplit(url.strip())
    if not parts.netloc:
        return url.strip()
    host = parts.netloc.lower().removeprefix("www.")
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)])
    return urlunsplit(("https", host, parts.path.rstrip("/"), query, ""))
