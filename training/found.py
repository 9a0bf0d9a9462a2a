"""The entities that the rules find in an article, and which annotated entity each of them is.

The relation head is used on what the rules (and the mention heads) find, so it also learns on that: it must bear a
missed mention, a wrong border, one agency as two. Rules are not trained, so no cross-fitting is needed.
"""

from __future__ import annotations

import json
from pathlib import Path

from kg.extract.encoder.schema import Span
from training.data import Article

Cluster = tuple[list[Span], int | None]


def attach(articles: list[Article], folder: Path) -> list[Article]:
    """The articles with `found`: their entities in `folder`/*.jsonl, written by `kg extract`. Raises KeyError."""
    rows = (json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.open(encoding="utf-8"))
    found = {row["id"]: (row["text"], row["entities"]) for row in rows}
    for article in articles:
        if found[article["id"]][0] != article["text"]:
            raise ValueError(f"{article['id']}: the text that the rules read is another; write {folder} again")
    return [{**article, "found": found[article["id"]][1]} for article in articles]


def clusters(article: Article) -> list[Cluster]:
    """Spans of each found entity with the number of the annotated entity it is (None: none), one to one; a second
    piece of an entity that was found in two is left out."""
    spans = [[Span(m["start"], m["end"], e["type"]) for m in e["mentions"]] for e in article["found"]]
    gold = [[Span(m["start"], m["end"], e["type"]) for m in e["mentions"]] for e in article["entities"]]
    pairs = sorted(
        ((_common(own, theirs), -n, -g) for n, own in enumerate(spans) for g, theirs in enumerate(gold)), reverse=True
    )
    taken: dict[int, int] = {}
    spent: set[int] = set()
    for common, n, g in pairs:
        if common and -n not in taken and -n not in spent:
            if -g in taken.values():
                spent.add(-n)
            else:
                taken[-n] = -g
    return [(own, taken.get(n)) for n, own in enumerate(spans) if n not in spent]


def _common(own: list[Span], theirs: list[Span]) -> int:
    """How many characters two entities of one type share."""
    if own[0].type != theirs[0].type:
        return 0
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in own for b in theirs)
