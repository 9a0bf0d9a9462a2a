"""What every query passes before the embedded engine sees it, so that it answers as Neo4j does and opens nothing.

`arcadedb==26.11.1.dev2` drops rows in silence in two places; a `WITH *`, which means nothing, keeps its planner off:
A. `UNWIND x.aliases AS e MATCH …` finds nothing: `UNWIND x.aliases AS e WITH * MATCH …`.
B. `MATCH … WHERE r.d.month > 1 OR a.n > 3` loses rows: `MATCH … WITH * WHERE …`. What is plain stays in the WHERE,
   where indexes serve it. Not for OPTIONAL MATCH, where it would mean something else.
Wrong in another way and refused: a WHERE on a shortestPath; OPTIONAL MATCH … WHERE … OR … as the beginning.
To be removed when the engine is mended (`tests/loaders/test_cypher_guard.py` asks it).

Closed: LOAD CSV, other databases, and procedures that are not listed here.

>>> guard("UNWIND $ids AS id MATCH (n:Entity {id: id}) WHERE NOT n.a = n.b AND n.c > 1 RETURN n.name AS name;")
'UNWIND $ids AS id WITH * MATCH (n:Entity {id: id}) WHERE n.c > 1 WITH * WHERE NOT n.a = n.b RETURN n.name AS name'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.errors import QueryError
from loaders.cypher_tokens import Clause, Token, clauses, is_name, position, split, tokens

PROCEDURES = (
    "db.index.fulltext.queryNodes",
    "db.index.fulltext.queryRelationships",
    "db.labels",
    "db.propertyKeys",
    "db.relationshipTypes",
)
"""What a query may CALL: the same on every store, reading nothing but the graph."""

_RISKY = {"OR", "XOR", "NOT", "CASE", "ANY", "ALL", "NONE", "SINGLE", "EXISTS", "COUNT", "COLLECT", "REDUCE"}
_COMMENT = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|(//[^\n\r]*|/\*.*?\*/)""", re.DOTALL)
_PREFIX = re.compile(r"^(\s*)CYPHER\s+\d+\b", re.IGNORECASE)
_WITH = " WITH *"


def guard(cypher: str) -> str:
    """The query with `WITH *` where the engine needs it; what needs none comes back as it is, less a final `;`.

    Guarding twice changes nothing. Raises QueryError for what is refused.
    """
    text = _PREFIX.sub(r"\1", cypher)
    found = tokens(text)
    _refuse(text, found)
    if found and found[-1].text == ";":
        text, found = text[: found[-1].start], found[:-1]
    parts = clauses(found)
    edits = [*_after_unwind(parts), *_before_where(text, parts)]
    if not edits:
        return text
    bare = _without_comments(text)  # of the same length, so that offsets hold and no comment swallows an insertion
    for start, end, new in sorted(edits, reverse=True):
        bare = bare[:start] + new + bare[end:]
    return bare.rstrip()


def columns(cypher: str) -> tuple[str, ...]:
    """The columns of the answer, read from the last RETURN; empty where it does not tell (`RETURN *`)."""
    returns = [clause for clause in clauses(tokens(cypher)) if clause.name == "RETURN"]
    if not returns:
        return ()
    items = list(returns[-1].tokens[1:])
    if items and items[0].word == "DISTINCT":
        del items[0]
    named = tuple(_column(cypher, item) for item in split(items, ",") if item)
    return () if "*" in named else named


def _column(cypher: str, item: Sequence[Token]) -> str:
    if len(item) > 2 and item[-2].word == "AS":
        return item[-1].text.strip("`")
    return cypher[item[0].start : item[-1].end].rstrip("; ")


# ---- what is refused


def keep_closed(cypher: str) -> None:
    """Refuse, on any store, what opens files, addresses, other databases or procedures that are not listed here.

    Raises QueryError.
    """
    _refuse_opening(cypher, tokens(cypher))


def _refuse(text: str, found: Sequence[Token]) -> None:
    _refuse_opening(text, found)
    _refuse_wrong_answers(text, clauses(found))


def _refuse_opening(text: str, found: Sequence[Token]) -> None:
    for place, token in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if place and is_name(found[place - 1]):
            continue
        if token.word == "LOAD" and following is not None and following.word == "CSV":
            raise QueryError(f"LOAD CSV, {position(text, token.start)}: queries may not read files or addresses")
        if token.word == "USE" and place == 0:
            raise QueryError("USE: there is one database here; leave the USE clause out")
        if token.word == "CALL" and following is not None and following.kind in {"word", "quoted"}:
            _refuse_procedure(text, found[place + 1 :])
        if token.text == ";" and following is not None:
            raise QueryError(f"a second query begins at {position(text, following.start)}; ask one at a time")
    if not found:
        raise QueryError("the query is empty; try: MATCH (a:Agency) RETURN a.name AS name ORDER BY name LIMIT 5")


def _refuse_procedure(text: str, found: Sequence[Token]) -> None:
    name = ""
    for token in found:
        if token.kind not in {"word", "quoted"} and token.text != ".":
            break
        name += token.text.strip("`")
        if token.kind in {"word", "quoted"} and not _dotted(found, token):
            break
    if name.lower() not in {known.lower() for known in PROCEDURES}:
        where = position(text, found[0].start)
        raise QueryError(f"procedure {name}, {where}: not open to queries; these are: {', '.join(PROCEDURES)}")


def _dotted(found: Sequence[Token], token: Token) -> bool:
    place = found.index(token)
    return place + 1 < len(found) and found[place + 1].text == "."


def _refuse_wrong_answers(text: str, parts: Sequence[Clause]) -> None:
    for before, clause, where in zip([None, *parts], parts, parts[1:], strict=False):
        if where.name != "WHERE":
            continue
        if any(token.word in {"SHORTESTPATH", "ALLSHORTESTPATHS"} for token in clause.tokens):
            raise QueryError(
                f"a WHERE on a shortestPath, {position(text, where.start)}: give the conditions on the ends to a MATCH"
                " before it, and those on the path to a WITH after it: MATCH p = shortestPath(…) WITH p WHERE …"
            )
        first = before is None or before.name in {"UNION", "EXPLAIN", "PROFILE"}
        if first and clause.name == "OPTIONAL MATCH" and _is_risky(where.tokens[1:]):
            raise QueryError(
                f"a query that begins with OPTIONAL MATCH … WHERE …, {position(text, where.start)}: the engine answers"
                " it wrongly; begin with a MATCH"
            )


# ---- what is mended: (start, end, new text) in the text without comments


def _after_unwind(parts: Sequence[Clause]) -> Iterable[tuple[int, int, str]]:
    for clause, following in pairwise(parts):
        if clause.name == "UNWIND" and following.name in {"MATCH", "OPTIONAL MATCH"}:
            end = clause.tokens[-1].end
            yield end, end, _WITH


def _before_where(text: str, parts: Sequence[Clause]) -> Iterable[tuple[int, int, str]]:
    bound = False
    for clause, where in pairwise(parts):
        bound = bound or clause.name in {"UNWIND", "WITH", "YIELD", "CALL"} or _binds(clause)
        if clause.name != "MATCH" or where.name != "WHERE" or not bound:
            continue
        predicate = where.tokens[1:]
        risky = [part for part in _conjuncts(predicate) if _is_risky(part)]
        plain = [part for part in _conjuncts(predicate) if not _is_risky(part)]
        if risky:
            kept = f" WHERE {_joined(text, plain)}" if plain else ""
            new = f"{kept}{_WITH} WHERE {_joined(text, risky)}"
            yield clause.tokens[-1].end, predicate[-1].end, new


def _binds(clause: Clause) -> bool:
    """Whether the pattern names a node, a relationship or a path: without a variable, WITH * is an error."""
    pairs = pairwise(clause.tokens)
    return any((a.text in {"(", "["} and b.kind in {"word", "quoted"}) or b.text == "=" for a, b in pairs)


def _conjuncts(predicate: Sequence[Token]) -> list[Sequence[Token]]:
    if any(token.depth == 0 and token.word in {"OR", "XOR", "CASE"} for token in predicate):
        return [predicate]
    return list(split(predicate, "AND"))


def _is_risky(part: Sequence[Token]) -> bool:
    """Anything but comparisons of properties, values and functions of them."""
    for place, token in enumerate(part):
        before = part[place - 1] if place else None
        property_ = before is not None and before.text in {".", ":"}
        is_not = token.word == "NOT" and before is not None and before.word == "IS"
        if token.word in _RISKY and not property_ and not is_not:
            return True
        after = part[place + 1].text if place + 1 < len(part) else ""
        if token.text in {"-", "<"} and before is not None and before.text == ")" and after in {"-", "["}:
            return True  # a pattern
        if token.text in {"{", "|"} or (token.word == "IN" and token.depth > part[0].depth):
            return True  # a map, a subquery, a comprehension
        if token.text == "." and place > 1 and part[place - 2].text == ".":
            return True  # r.date.year
    return False


def _joined(text: str, parts: Sequence[Sequence[Token]]) -> str:
    bare = _without_comments(text)
    return " AND ".join(bare[part[0].start : part[-1].end] for part in parts if part)


def _without_comments(text: str) -> str:
    """Comments turned into white space, a character for a character; line ends stay."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n\r]", " ", match[1]) if match[1] else match[0]

    return _COMMENT.sub(blank, text)
