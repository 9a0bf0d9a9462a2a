"""Small graphs of invented agencies, made from short lines: who, relation, whom, in which article."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Appearance, Article, Entity, Evidence, Graph, Statement

PREFIXES = {"Agency": "org", "Group": "group", "Person": "person"}


def article(number: int) -> Article:
    text = f"Berita karangan nomor {number} tentang kerja sama antarlembaga."
    return Article.make(text=text, url=f"https://kabar.example/{number}", published=date(2025, 3, number))


def entity(name: str, type_: str = "Agency", **fields: Any) -> Entity:
    key = name.lower().replace(" ", "-")
    return Entity(id=f"{PREFIXES[type_]}/{key}", type=type_, name=name, members=(f"{key}-m",), **fields)


def said(subject: Entity, relation: str, object_: Entity, number: int = 1, **fields: Any) -> Statement:
    evidence = (Evidence.of(article(number), 0, 23),)
    return Statement.make(subject.id, relation, object_.id, evidence, confidence=0.8, by=("run/uji-1",), **fields)


def graph(entities: list[Entity], statements: list[Statement], *, articles: int = 3) -> Graph:
    records = sorted((article(number).record() for number in range(1, articles + 1)), key=lambda one: one.id)
    appearances = {(thing, one.article_id) for one in statements for thing in (one.subject, one.object)}
    return Graph(
        articles=tuple(records),
        entities=tuple(sorted(entities, key=lambda one: one.id)),
        statements=tuple(sorted(statements, key=lambda one: one.id)),
        appearances=tuple(Appearance(entity_id=e, article_id=a, count=1) for e, a in sorted(appearances)),
    )
