"""The rules extractor: Article → Extraction, without a trained model.

1. `Page.of`        sentences, furniture apart
2. `find`           spans of names and groups
3. `gather`         spans → things
4. `tell`           things in a sentence → what is said of them, and who speaks
5. `compose`        what is said → statements with evidence, modality, dates; sets that nothing is said of are dropped

Confidences are priors by rule (`lexicon/confidence.tsv`), set by hand and not yet calibrated.
"""

from __future__ import annotations

from kg.extract.clusters import gather
from kg.extract.compose import compose
from kg.extract.groups import Counted, counted
from kg.extract.names import agencies, persons
from kg.extract.names.towns import unlisted
from kg.extract.page import Page, nlp
from kg.extract.spans import Span, apart, settle
from kg.extract.told.contradicted import contradicted
from kg.extract.told.offices import holders
from kg.extract.told.telling import tell
from kg.model import Article, Extraction
from ontology.authority import authority
from ontology.vocabulary import Vocabulary

VERSION = "0.2.0"
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
        things = gather(page.text, find(page), sets(page))
        told = tell(page, things, self._words).told
        against = contradicted(page, things, told)
        sure = [one for one in told if id(one) not in against]
        unsure = [one for one in told if id(one) in against]
        return compose(page, things, sure, unsure=unsure, extractor=self, words=self._words)


def sets(page: Page) -> list[Counted]:
    """The counted and plainly named sets outside furniture."""
    return [found for found in counted(page) if not page.is_dropped(found.span.start, found.span.end)]


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
