"""One small invented graph, for tests that name what they look for; `changed` makes variants of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Appearance, Article, Entity, Evidence, Graph, Judgement, Run, Size, Statement

TEXT = (
    "KBRI Contohpura memulangkan 12 pekerja migran, kata Kantor Uji, Senin (24/3). "
    "Suryo Angkasa diduga merekrut mereka. Korban, Melati Kusumawardani, kini berada di Desa Karangan."
)
ARTICLE = Article.make(
    text=TEXT,
    url="https://kabar.example/2025/melati-kusumawardani-pulang",
    title="Melati Kusumawardani pulang",
    publisher="Kabar Contoh",
    published=date(2025, 3, 25),
)
RUN = Run(id="run/rules-0.1.0", extractor="rules", version="0.1.0")
TWELVE = Size(count=12, minimum=12, maximum=12, qualifier="exact", text="12")


def entity(identifier: str, type_: str, name: str, **fields: Any) -> Entity:
    return Entity(id=identifier, type=type_, name=name, members=(f"{identifier}-m",), **fields)


EMBASSY = entity("org/kbri-contohpura", "Agency", "KBRI Contohpura", kind="DiplomaticMission", aliases=("Kedutaan",))
OFFICE = entity("org/kantor-uji", "Agency", "Kantor Uji", kind="GovernmentBody")
GROUP = entity("group/g1", "Group", "12 pekerja migran", size=TWELVE)
SUSPECT = entity("person/p1", "Person", "Suryo Angkasa")
VICTIM = entity("person/p2", "Person", "Melati Kusumawardani", withheld=True, outside_ids=("wikidata:Q42",))
VILLAGE = entity("place/desa-karangan", "Place", "Desa Karangan")


def sentence(piece: str, article: Article = ARTICLE) -> tuple[Evidence, ...]:
    start = article.text.index(piece)
    return (Evidence.of(article, start, start + len(piece)),)


def said(subject: Entity, relation: str, object_: Entity, piece: str, **fields: Any) -> Statement:
    values = {"confidence": 0.8, "by": (RUN.id,), **fields}
    return Statement.make(subject.id, relation, object_.id, sentence(piece), **values)


REPATRIATES = said(
    EMBASSY,
    "REPATRIATES",
    GROUP,
    "KBRI Contohpura memulangkan 12 pekerja migran",
    size=TWELVE,
    attributed_to=OFFICE.id,
    attribution_cue="kata",
    quote_type="indirect",
    said_on=date(2025, 3, 24),
    said_on_text="Senin (24/3)",
)
RECRUITS = said(
    SUSPECT,
    "RECRUITS",
    GROUP,
    "Suryo Angkasa diduga merekrut mereka",
    modality="alleged",
    review_status="unreviewed",
)
DENIED = said(
    SUSPECT,
    "SENDS",
    GROUP,
    "Suryo Angkasa",
    modality="denied",
    polarity="negated",
    review_status="unreviewed",
)
LOCATED = said(VICTIM, "LOCATED_IN", VILLAGE, "Korban, Melati Kusumawardani, kini berada di Desa Karangan")


def graph(**changes: Any) -> Graph:
    """The graph; `changes` replace whole parts of it."""
    parts: dict[str, Any] = {
        "articles": (ARTICLE.record(),),
        "entities": (GROUP, OFFICE, EMBASSY, SUSPECT, VICTIM, VILLAGE),
        "statements": (REPATRIATES, RECRUITS, DENIED, LOCATED),
        "appearances": tuple(
            Appearance(entity_id=one.id, article_id=ARTICLE.id, count=1)
            for one in (GROUP, OFFICE, EMBASSY, SUSPECT, VICTIM, VILLAGE)
        ),
        "runs": (RUN,),
        "possibly_same": (
            Judgement(left=OFFICE.id, right=EMBASSY.id, verdict="unsure", score=0.5, reasons=("test",), by="resolver"),
        ),
        **changes,
    }
    for part in ("articles", "entities", "statements"):
        parts[part] = tuple(sorted(parts[part], key=lambda noun: noun.id))
    parts["appearances"] = tuple(sorted(parts["appearances"], key=lambda one: (one.entity_id, one.article_id)))
    return Graph(**parts)


def changed(statement: Statement, **fields: Any) -> Statement:
    """A copy with other fields, unchecked: bad data as a graph source may bring it."""
    return statement.model_copy(update=fields)


NEW_RELATION = """
kg:feedsTheCatOf a owl:ObjectProperty ; rdfs:subPropertyOf kg:relatedTo ; rdfs:label "feeds the cat of"@en ;
  schema:domainIncludes kg:Agency ; schema:rangeIncludes kg:Group .
"""
"""A made-up relation to add to a copy of the ontology."""
