"""Small extractions from words: each thing named in an invented article, and who holds which office."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Article, Cluster, Evidence, Extraction, Mention, Statement
from ontology.vocabulary import vocabulary

Link = tuple[int, str, int, str]
"""Subject's place in the list, relation, object's place, title."""


def extraction(article: str, things: Sequence[tuple[str, str]], links: Sequence[Link] = ()) -> Extraction:
    """The extraction of an article that names these things, `(name, type)` each, and says these links of them."""
    text = ". ".join(name for name, _ in things) + "."
    noun = Article.make(text=text, input_id=article)
    clusters, start = [], 0
    for name, type_ in things:
        mention = Mention.of(noun, start, start + len(name), type=type_, by="test")
        clusters.append(Cluster.make(vocabulary().id_prefix(type_), (mention,), name=name))
        start += len(name) + 2
    evidence = (Evidence.of(noun, 0, len(text)),)
    statements = [
        Statement.make(
            clusters[subject].id,
            relation,
            clusters[object_].id,
            evidence,
            position_title=title or None,
            confidence=1.0,
            by=("run/test-1",),
        )
        for subject, relation, object_, title in links
    ]
    return Extraction(
        article_id=noun.id,
        extractor="test",
        version="1",
        clusters=tuple(clusters),
        statements=tuple(sorted(statements, key=lambda statement: statement.id)),
    )


def officer(article: str, person: str, agency: str, title: str = "Kepala") -> Extraction:
    """An article that names an official and the body."""
    return extraction(article, [(person, "Person"), (agency, "Agency")], [(0, "HOLDS_POSITION", 1, title)])
