"""Things and what is told of them → Extraction: the last step, the same for every extractor."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.page import Page
from kg.extract.spans import BY_MODEL
from kg.extract.statements import statements
from kg.extract.things import Thing
from kg.extract.told.telling import Told
from kg.extract.victims import withheld
from kg.model import Article, Cluster, Extraction, Finding, Mention, Statement
from kg.ports import Extractor
from ontology.authority import authority
from ontology.vocabulary import Vocabulary

_BASED_ON = re.compile(
    r"\b(?:[Dd]ilansir|[Dd]ikutip|[Mm]engutip|[Mm]elansir)\s+(?:dari\s+)?(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)"
    r"|\[(?P<tag>Antara|ANTARA)\]|\((?P<agency>ANTARA|Antara)\)"
)


def compose(
    page: Page,
    things: list[Thing],
    told: list[Told],
    *,
    extractor: Extractor,
    words: Vocabulary,
    unsure: list[Told] | None = None,
) -> Extraction:
    """The extraction of an article; `unsure` become candidates. Sets of people that nothing is said of are dropped."""
    every = [*told, *(unsure or ())]
    used = {id(end) for one in every for end in (one.stated.subject, one.stated.object)}
    kept = [thing for thing in things if thing.type != "Group" or id(thing) in used]
    hidden = withheld(page, kept, [one.stated for one in told], perhaps=[one.stated for one in unsure or ()])
    clusters = {id(thing): _cluster(page.article, thing, hidden=id(thing) in hidden, words=words) for thing in kept}
    run = f"run/{extractor.name}-{extractor.version}"
    stated = {one.id: one for one in statements(page, told, clusters, run=run)}
    apart = [one for one in statements(page, unsure or (), clusters, run=run) if one.id not in stated]
    source = _BASED_ON.search(page.text)
    return Extraction(
        article_id=page.article.id,
        extractor=extractor.name,
        version=extractor.version,
        clusters=tuple(sorted(clusters.values(), key=lambda cluster: (cluster.mentions[0].start, cluster.id))),
        statements=_in_order(stated.values()),
        candidates=_in_order(apart),
        based_on=(source["name"] or source["tag"] or source["agency"]) if source else None,
        findings=tuple(_findings(page)),
    )


def _in_order(found: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(found, key=lambda statement: (statement.evidence[0].start, statement.id)))


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
