"""Invented sentences through the rules, and what a reader would see of the answer."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg.extract import extractor
from kg.model import Article, Cluster, Extraction, Statement
from kg.ports import Extractor

PUBLISHED = date(2025, 3, 26)


@lru_cache(maxsize=2)
def reader(name: str) -> Extractor:
    """The extractor of that name, made once."""
    return extractor(name)


def rules() -> Extractor:
    """The rules."""
    return reader("rules")


def extract(text: str, *, published: date | None = PUBLISHED, publisher: str | None = None) -> Extraction:
    """The extraction of an article of that text."""
    return rules().extract(Article.make(text=text, input_id="contoh", published=published, publisher=publisher))


def names(text: str, *types: str) -> set[str]:
    """Texts of the mentions of these types."""
    return {mention.text for mention in extract(text).mentions if mention.type in types}


def cluster(extraction: Extraction, name: str) -> Cluster:
    """The only cluster that has a mention of that text."""
    found = [c for c in extraction.clusters if name in {mention.text for mention in c.mentions}]
    assert len(found) == 1, f"{name!r} in {[c.name for c in extraction.clusters]}"
    return found[0]


def statements(text: str, relation: str) -> list[Statement]:
    """The statements of that relation, by offset."""
    return [statement for statement in extract(text).statements if statement.relation == relation]


def stated(text: str, relation: str) -> set[tuple[str, str]]:
    """Names of subject and object of the statements of that relation."""
    extraction = extract(text)
    name = {c.id: c.name for c in extraction.clusters}
    return {(name[s.subject], name[s.object]) for s in extraction.statements if s.relation == relation}
