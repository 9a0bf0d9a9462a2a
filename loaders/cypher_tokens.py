"""Cypher text → tokens and clauses, as much as the guard needs: strings, comments, names, brackets and their depth.

>>> [token.text for token in tokens("RETURN 'a)' AS x // end")]
['RETURN', "'a)'", 'AS', 'x']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<skip>\s+ | //[^\n\r]* | /\*.*?\*/)
      | (?P<string>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*")
      | (?P<quoted>`(?:``|[^`])*`)
      | (?P<parameter>\$\w+ | \$`[^`]*`)
      | (?P<number>\d[\w]*(?:\.\d\w*)?)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = "([{", ")]}"
CLAUSES = {
    *("MATCH", "OPTIONAL", "WITH", "UNWIND", "CALL", "YIELD", "WHERE", "RETURN", "UNION", "ORDER", "SKIP", "OFFSET"),
    *("LIMIT", "FINISH", "LOAD", "USE", "USING", "EXPLAIN", "PROFILE"),
    *("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """`start` is the offset in code points; `depth` the brackets around it, an opening one not counted for itself."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """In capitals where it is a word, else empty: keywords are never quoted."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause outside all brackets. `name` is its first word in capitals; `OPTIONAL MATCH` is one clause."""

    name: str
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start


def tokens(text: str) -> list[Token]:
    """The tokens without white space and comments. Raises QueryError at an unclosed string or bracket."""
    found: list[Token] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "sign", match.group()
        if kind == "skip":
            continue
        if kind == "sign" and piece in "'\"`":
            raise QueryError(f"a {piece} that is never closed, {position(text, match.start())}")
        if kind == "sign" and piece in _CLOSE:
            depth -= 1
        found.append(Token(kind, piece, match.start(), depth))
        if kind == "sign" and piece in _OPEN:
            depth += 1
        if depth < 0:
            raise QueryError(f"a {piece} that was never opened, {position(text, match.start())}")
    if depth:
        raise QueryError("a bracket is never closed; count the ( [ { of the query")
    return found


def clauses(found: Sequence[Token]) -> list[Clause]:
    """The clauses outside all brackets, in order, without what may stand before the first."""
    starts = [place for place, _ in enumerate(found) if _starts_clause(found, place)]
    return [Clause(_name(found, start), tuple(found[start:end])) for start, end in pairwise([*starts, len(found)])]


def position(text: str, offset: int) -> str:
    """`line 2, column 5`, both from 1."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"


def split(found: Sequence[Token], separator: str) -> Iterator[Sequence[Token]]:
    """The stretches between separators (a word or a sign) at the depth of the first token."""
    depth = found[0].depth if found else 0
    start = 0
    for place, token in enumerate(found):
        if token.depth == depth and (token.word or token.text) == separator:
            yield found[start:place]
            start = place + 1
    yield found[start:]


def is_name(before: Token) -> bool:
    """Whether what follows this token is a property, a label or a name, even if it happens to be a keyword."""
    return before.text in {".", ":", "|", "&", "!"} or before.word == "AS"


def _starts_clause(found: Sequence[Token], place: int) -> bool:
    token = found[place]
    if token.depth or token.word not in CLAUSES:
        return False
    before = found[place - 1] if place else None
    if before is None:
        return True
    if is_name(before):
        return False
    if token.word == "WITH" and before.word in {"STARTS", "ENDS"}:
        return False
    return not (token.word == "MATCH" and before.word == "OPTIONAL")


def _name(found: Sequence[Token], start: int) -> str:
    return "OPTIONAL MATCH" if found[start].word == "OPTIONAL" else found[start].word
