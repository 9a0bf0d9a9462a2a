"""The rules extractor: Article → Extraction, without a trained model.

1. `Page.of`        sentences, furniture apart
2. `find`           spans of names and groups
3. `gather`         spans → things
4. `tell`           things in a sentence → what is said of them, and who speaks
5. `statements`     what is said → statements with evidence, modality, dates; sets that nothing is said of are dropped

Confidences are priors by rule (`lexicon/confidence.tsv`), set by hand and not yet calibrated.
"""

from __future__ import annotations

import re

from kg.extract import agencies, persons
from kg.extract.clusters import Thing, gather
from kg.extract.groups import counted
from kg.extract.offices import holders
from kg.extract.page import Page, nlp
from kg.extract.spans import Span, apart, settle
from kg.extract.statements import statements
from kg.extract.telling import Told, tell
from kg.extract.towns import unlisted
from kg.extract.victims import withheld
from kg.model import Article, Cluster, Extraction, Finding, Mention
from ontology.authority import authority
from ontology.vocabulary import Vocabulary

VERSION = "0.1.0"
_RANK = {
    "title": 0,
    "country-body": 1,
    "pattern": 2,
    "place": 2,
    "abbreviated": 2,
    "company": 2,
    "unit": 3,
    "known": 4,
    "initials": 5,
}
_BASED_ON = re.compile(
    r"\b(?:[Dd]ilansir|[Dd]ikutip|[Mm]engutip|[Mm]elansir)\s+(?:dari\s+)?(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)"
    r"|\[(?P<tag>Antara|ANTARA)\]|\((?P<agency>ANTARA|Antara)\)"
)


class RulesExtractor:
    """Deterministic; make one a process."""

    name = "rules"
    version = VERSION

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._nlp = nlp()

    def extract(self, article: Article) -> Extraction:
        """Mentions, clusters and statements of one article; linear in its length."""
        page = Page.of(self._nlp, article)
        groups = [found for found in counted(page) if not page.is_dropped(found.span.start, found.span.end)]
        things = gather(page.text, find(page), groups)
        return self._extraction(page, things, list(tell(page, things, self._words)))

    def _extraction(self, page: Page, things: list[Thing], told: list[Told]) -> Extraction:
        used = {id(end) for one in told for end in (one.stated.subject, one.stated.object)}
        kept = [thing for thing in things if thing.type != "Group" or id(thing) in used]
        hidden = withheld(page, kept, [one.stated for one in told])
        clusters = {id(thing): self._cluster(page, thing, hidden=id(thing) in hidden) for thing in kept}
        stated = statements(page, told, clusters, run=f"run/{self.name}-{self.version}")
        source = _BASED_ON.search(page.text)
        return Extraction(
            article_id=page.article.id,
            extractor=self.name,
            version=self.version,
            clusters=tuple(sorted(clusters.values(), key=lambda cluster: (cluster.mentions[0].start, cluster.id))),
            statements=tuple(sorted(stated, key=lambda statement: (statement.evidence[0].start, statement.id))),
            based_on=(source["name"] or source["tag"] or source["agency"]) if source else None,
            findings=_findings(page),
        )

    def _cluster(self, page: Page, thing: Thing, *, hidden: bool) -> Cluster:
        spans = sorted({(span.start, span.end) for span in thing.spans})
        mentions = tuple(Mention.of(page.article, a, b, type=thing.type, by=self.name) for a, b in spans)
        record = authority().get(thing.authority) if thing.authority else None
        name = re.sub(r"\s+", " ", thing.name)
        known = record is not None and record.type == thing.type
        return Cluster.make(
            self._words.id_prefix(thing.type),
            mentions,
            name=name,
            size=thing.size,
            authority=record.id if record is not None and known else None,
            kind=record.kind if record is not None and known else None,
            withheld=hidden,
        )


def find(page: Page) -> list[Span]:
    """Spans of all named things; of those that overlap the surer one."""
    named = agencies.named(page)
    outlet = (page.article.publisher or "").casefold()
    named = [span for span in named if not _is_outlet(page, span, outlet)]
    first = settle(named, _RANK)
    people = [*persons.named(page), *holders(page, first)]
    people = persons.sure(page, apart(people, first))
    people += apart(persons.again(page, people), first)
    people += unlisted(page, [*first, *people])
    spans = settle([*first, *people], {**_RANK, "again": 8})
    return [span for span in spans if span.type and not page.is_dropped(span.start, span.end)]


def _is_outlet(page: Page, span: Span, outlet: str) -> bool:
    """Whether the span is the outlet that published, or a source cited."""
    if span.type != "Agency":
        return False
    record = authority().get(span.key) if span.key else None
    return bool(record and record.kind == "MediaOrganization") or page.text[span.start : span.end].casefold() == outlet


def _findings(page: Page) -> tuple[Finding, ...]:
    if not page.dropped:
        return ()
    where = page.article.url or page.article.id
    message = f"{len(page.dropped)} stretches of page furniture (links, credits, other headlines) were not read"
    return (Finding(severity="note", code="furniture-dropped", message=message, where=where),)
