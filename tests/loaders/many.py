"""A graph of some size, made by counting: for kills and full disks, where a small one is written in one go."""

from __future__ import annotations

from kg.model import Appearance, Article, Entity, Evidence, Graph, Run, Statement

MANY = 80
_RELATIONS = ("RESCUES", "REPORTS", "RECRUITS", "COOPERATES_WITH")


def many(articles: int = MANY) -> Graph:
    """Four statements an article, over 20 agencies and a group of its own."""
    read = [Article.make(text=f"Kalimat {n} satu. Dua. Tiga. Empat.", input_id=f"n{n}") for n in range(articles)]
    agencies = [
        Entity(id=f"org/{n:04d}", type="Agency", name=f"Lembaga {n}", members=(f"org/m{n}",)) for n in range(20)
    ]
    groups = [
        Entity(id=f"group/{n:04d}", type="Group", name=f"{n} orang", members=(f"group/{n}",)) for n in range(articles)
    ]
    run = Run(id="run/uji-1", extractor="uji", version="1")
    said: list[Statement] = []
    for n, article in enumerate(read):
        for place, relation in enumerate(_RELATIONS):
            subject, object_ = agencies[(n + place) % 20].id, groups[n].id
            if relation == "COOPERATES_WITH":
                subject, object_ = sorted((subject, agencies[(n * 3 + 1) % 20].id))
            evidence = (Evidence.of(article, place, place + 6),)
            said.append(Statement.make(subject, relation, object_, evidence, confidence=0.5, by=(run.id,)))
    return Graph(
        articles=tuple(sorted((article.record() for article in read), key=lambda record: record.id)),
        entities=tuple(sorted((*groups, *agencies), key=lambda entity: entity.id)),
        statements=tuple(sorted(said, key=lambda statement: statement.id)),
        appearances=tuple(
            Appearance(entity_id=g.id, article_id=a.id, count=2) for g, a in zip(groups, read, strict=True)
        ),
        runs=(run,),
    )
