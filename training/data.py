"""Annotated articles in the exchange format, and which of them a run may learn from.

usage: python -m training.data OUT     writes the articles of `silver.jsonl` as files, for `kg extract`
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

Article = dict

SHARED = Path(__file__).parents[2] / "shared"
SILVER = Path(__file__).parent / "silver.jsonl"
_SHINGLE = 5
"""Words in a row."""
_NEAR = 0.05
"""Share of an article's shingles from which on it tells the story of another: the measure of `near_dev.tsv`."""


def load(folder: Path) -> list[Article]:
    """The gold articles of a folder, by file name."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


def near_dev(shared: Path = SHARED) -> frozenset[str]:
    """Ids of the training articles that tell a story of dev."""
    lines = (shared / "eval/train/near_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(line.split("\t")[0] for line in lines)


def silver(shared: Path = SHARED) -> Iterator[Article]:
    """Our own annotation of `data/raw/topic-unlabelled`. It stands in `silver.jsonl` without a word of the articles,
    whose texts are their publishers'. Raises ValueError when a text is not the one that was annotated."""
    for article in map(json.loads, SILVER.read_text(encoding="utf-8").splitlines()):
        yield _with_text(article, _unlabelled(shared)[article["id"]]["text"])


@lru_cache(maxsize=1)
def _unlabelled(shared: Path) -> dict[str, Article]:
    with gzip.open(shared / "data/raw/topic-unlabelled/articles.jsonl.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def record(id_: str, shared: Path = SHARED) -> Article:
    """An article as it was found, with what is known besides its text. Raises KeyError."""
    for name in ("train", "dev", "synthetic"):
        file = shared / f"eval/{name}/articles/{id_}.json"
        if file.exists():
            return json.loads(file.read_text(encoding="utf-8"))
    return _unlabelled(shared)[id_]


def _with_text(article: Article, text: str) -> Article:
    if _fingerprint(text) != article["text"]:
        raise ValueError(f"{article['id']}: silver.jsonl was made on another text")
    for entity in article["entities"]:
        entity["mentions"] = [_span(text, *span) for span in entity["mentions"]]
        entity["name"] = entity["mentions"][0]["text"]
    for relation in article["relations"]:
        relation["evidence"] = [_span(text, *span) for span in relation["evidence"]]
    return {**article, "text": text}


def stand_off(article: Article) -> Article:
    """A line of `silver.jsonl`: an annotated article without its words."""
    return {
        "id": article["id"],
        "text": _fingerprint(article["text"]),
        "entities": [_wordless(entity, "mentions") for entity in article["entities"]],
        "relations": [_wordless(relation, "evidence") for relation in article["relations"]],
    }


def _wordless(item: dict, spans: str) -> dict:
    kept = {name: value for name, value in item.items() if name not in ("name", "title", spans)}
    return {**kept, spans: [[span["start"], span["end"]] for span in item[spans]]}


def _span(text: str, start: int, end: int) -> dict:
    return {"start": start, "end": end, "text": text[start:end]}


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def part(name: str, shared: Path = SHARED) -> list[Article]:
    """`clean` (train without dev's stories), `near` (those stories), `synthetic`, `dev`, `silver` (our own annotation,
    without dev's stories), `silver-near` (those), or sums of them with `+`."""
    out: list[Article] = []
    for word in name.split("+"):
        if word in ("clean", "near"):
            close = near_dev(shared)
            out += [a for a in load(shared / "eval/train/gold") if (a["id"] in close) == (word == "near")]
        elif word in ("silver", "silver-near"):
            told = [_shingles(article) for article in load(shared / "eval/dev/gold")]
            out += [a for a in silver(shared) if _is_near(_shingles(a), told) == (word == "silver-near")]
        elif word in ("synthetic", "dev", "train"):
            out += load(shared / f"eval/{word}/gold")
        else:
            known = "clean, near, train, synthetic, silver, silver-near or dev"
            raise SystemExit(f"unknown part {word!r}: {known}, joined by +")
    return out


def _shingles(article: Article) -> set[tuple[str, ...]]:
    words = article["text"].lower().split()
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


def _is_near(one: set[tuple[str, ...]], others: list[set[tuple[str, ...]]]) -> bool:
    return any(len(one & other) >= _NEAR * max(1, min(len(one), len(other))) for other in others)


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for article in silver():
        text = json.dumps(record(article["id"]), ensure_ascii=False)
        (folder / f"{article['id']}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
