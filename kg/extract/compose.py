"""Things and what is told of them → Extraction: the last step, the same for every extractor."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.page import Page
from kg.extract.statements import statements
from kg.extract.telling import Told
from kg.extract.things import Thing
from kg.extract.victims import withheld
from kg.model import Article, Cluster, Extraction, Finding, Mention
from ontology.authority import authority
from ontology.vocabulary import Vocabulary

BY_MODEL = "model"
"""The rule of a span that the trained model alone found."""
_BASED_ON = re.compile(
    r"\b(?:[Dd]ilansir|[Dd]ikutip|[Mm]engutip|[Mm]elansir)\s+(?:dari\s+)?(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)"
    r"|\[(?P<tag>Antara|ANTARA)\]|\((?P<agency>ANTARA|Antara)\)"
)


def compose(
    page: Page, things: list[Thing], told: list[Told], *, name: str, version: str, words: Vocabulary
) -> Extraction:
    """The extraction of an article; sets of people that nothing is said of are dropped."""
    used = {id(end) for one in told for end in (one.stated.subject, one.stated.object)}
    kept = [thing for thing in things if thing.type != "Group" or id(thing) in used]
    hidden = withheld(page, kept, [one.stated for one in told])
    clusters = {id(thing): _cluster(page.article, thing, hidden=id(thing) in hidden, words=words) for thing in kept}
    stated = statements(page, told, clusters, run=f"run/{name}-{version}")
    source = _BASED_ON.search(page.text)
    return Extraction(
        article_id=page.article.id,
        extractor=name,
        version=version,
        clusters=tuple(sorted(clusters.values(), key=lambda cluster: (cluster.mentions[0].start, cluster.id))),
        statements=tuple(sorted(stated, key=lambda statement: (statement.evidence[0].start, statement.id))),
        based_on=(source["name"] or source["tag"] or source["agency"]) if source else None,
        findings=tuple(_findings(page)),
    )


def _cluster(article: Article, thing: Thing, *, hidden: bool, words: Vocabulary) -> Cluster:
    found_by = {(span.start, span.end): BY_MODEL if span.rule == BY_MODEL else "rules" for span in thing.spans}
    mentions = tuple(Mention.of(article, a, b, type=thing.type, by=by) for (a, b), by in sorted(found_by.items()))
    record = authority().get(thing.authority) if thing.authority else None
    known = record if record is not None and record.type == thing.type else None
    return Cluster.make(
        words.id_prefix(thing.type),
        mentions,
        name=re.sub(r"\s+", " ", thing.name),
        size=thing.size,
        authority=known.id if known else None,
        kind=known.kind if known else None,
        withheld=hidden,
    )


def _findings(page: Page) -> Iterable[Finding]:
    if page.dropped:
        where = page.article.url or page.article.id
        message = f"{len(page.dropped)} stretches of page furniture (links, credits, other headlines) were not read"
        yield Finding(severity="note", code="furniture-dropped", message=message, where=where)
