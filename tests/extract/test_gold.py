"""Both extractors on the project's own invented articles: floors of the figures, and names that they do not know."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import Scores, evaluate
from kg.exchange import to_json
from kg.model import Article
from tests.extract.reading import reader

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = {"rules": (0.905, 0.695), "reader": (0.94, 0.76)}
"""Floors of F1 of entities and relations: what was measured last, less 0.02."""

Record = dict[str, Any]


@lru_cache(maxsize=1)
def gold() -> tuple[Record, ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json")))


def scores(records: tuple[Record, ...], name: str) -> Scores:
    found = []
    for record in records:
        article = Article.make(
            text=record["text"],
            input_id=record["id"],
            url=record.get("url"),
            publisher=record.get("publisher"),
            title=record.get("title"),
            published=date.fromisoformat(record["published"]) if record.get("published") else None,
        )
        found.append(to_json(article, reader(name).extract(article)))
    return evaluate(records, found)


@pytest.mark.parametrize("name", FLOORS)
def test_floors(name: str) -> None:
    measured = scores(gold(), name)
    assert measured.articles == 25
    entities, relations = FLOORS[name]
    assert measured.entities["all"].f1 >= entities
    assert measured.relations["all"].f1 >= relations


# Names of the same length, so that offsets stay: letters are moved along within consonants and within vowels, which
# keeps the look of a name and makes it one that no list has.
_VOWELS, _CONSONANTS = "aeiou", "bdfgjklmnprst"


def _moved(letter: str) -> str:
    small = letter.lower()
    for ring in (_VOWELS, _CONSONANTS):
        if small in ring:
            other = ring[(ring.index(small) + 2) % len(ring)]
            return other.upper() if letter.isupper() else other
    return letter


def renamed(record: Record) -> Record:
    """The record with every person and city renamed, everywhere in its text and in the names of agencies alike."""
    types = {"Person", "City"}
    words = {
        word
        for entity in record["entities"]
        if entity["type"] in types
        for mention in entity["mentions"]
        for word in re.findall(r"[A-Z][a-z]{2,}", mention["text"])
        if word not in {"Kota", "Kabupaten", "Barat", "Timur", "Utara", "Selatan", "Tengah"}
    }
    if not words:
        return record
    pattern = re.compile(r"\b(?:" + "|".join(sorted({*words, *map(str.upper, words)})) + r")\b")

    def change(text: str) -> str:
        return pattern.sub(lambda match: "".join(map(_moved, match.group())), text)

    changed: Record = json.loads(json.dumps(record))
    changed["text"] = change(record["text"])
    for part in (*changed["entities"], *changed["relations"]):
        for span in (*part.get("mentions", ()), *part.get("evidence", ())):
            span["text"] = changed["text"][span["start"] : span["end"]]
    return changed


def test_renaming_keeps_offsets_and_changes_names() -> None:
    before, after = gold()[0], renamed(gold()[0])
    assert len(before["text"]) == len(after["text"])
    assert before["text"] != after["text"]


@pytest.mark.parametrize("name", FLOORS)
def test_names_that_nobody_knows_cost_little(name: str) -> None:
    known, unknown = scores(gold(), name), scores(tuple(map(renamed, gold())), name)
    assert unknown.entities["all"].f1 >= known.entities["all"].f1 - 0.04
    assert unknown.relations["all"].f1 >= known.relations["all"].f1 - 0.04
