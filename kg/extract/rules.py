"""The rules extractor: Article → Extraction, without a trained model.

1. `Page.of`        sentences, furniture apart
2. `find`           spans of names and groups
3. `gather`         spans → things
4. `state`          things in a sentence → what is said of them, with modality, date, speaker
5. `Statement.make` what is said → statements with their evidence; groups that nothing is said of are dropped

Confidences are priors by rule (`lexicon/confidence.tsv`), set by hand and not yet calibrated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.extract import agencies, persons
from kg.extract.clusters import Thing, gather
from kg.extract.dates import dates
from kg.extract.groups import counted
from kg.extract.modality import modality
from kg.extract.offices import holders, offices
from kg.extract.page import Page, nlp
from kg.extract.spans import Span, apart, settle
from kg.extract.speech import Speech, speech
from kg.extract.stated import Seen, Stated, by_cooperation, by_trigger
from kg.extract.tables import lines
from kg.extract.victims import withheld
from kg.extract.whereabouts import by_place
from kg.model import Article, Cluster, Evidence, Extraction, Finding, Mention, Statement
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
_DATED = frozenset({"REPATRIATES", "RESCUES", "ARRESTS", "PREVENTS", "SENDS", "RECRUITS", "EXPLOITS"})
_BASED_ON = re.compile(
    r"\b(?:[Dd]ilansir|[Dd]ikutip|[Mm]engutip|[Mm]elansir)\s+(?:dari\s+)?(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)|\[(?P<tag>Antara|ANTARA)\]|\((?P<agency>ANTARA|Antara)\)"
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
        stated = list(state(page, things, self._words))
        return self._extraction(page, things, stated)

    def _extraction(
        self, page: Page, things: list[Thing], stated: list[tuple[Stated, int, Speech | None]]
    ) -> Extraction:
        used = {id(end) for one, _, _ in stated for end in (one.subject, one.object)}
        kept = [thing for thing in things if thing.type != "Group" or id(thing) in used]
        hidden = withheld(page, kept, [one for one, _, _ in stated])
        clusters = {id(thing): self._cluster(page, thing, hidden=id(thing) in hidden) for thing in kept}
        statements = _statements(page, stated, clusters, run=f"run/{self.name}-{self.version}")
        source = _BASED_ON.search(page.text)
        return Extraction(
            article_id=page.article.id,
            extractor=self.name,
            version=self.version,
            clusters=tuple(sorted(clusters.values(), key=lambda cluster: (cluster.mentions[0].start, cluster.id))),
            statements=tuple(sorted(statements, key=lambda statement: (statement.evidence[0].start, statement.id))),
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
    spans = settle([*first, *people], {**_RANK, "again": 8})
    return [span for span in spans if span.type and not page.is_dropped(span.start, span.end)]


def _is_outlet(page: Page, span: Span, outlet: str) -> bool:
    """Whether the span is the outlet that published, or a source cited."""
    if span.type != "Agency":
        return False
    record = authority().get(span.key) if span.key else None
    return bool(record and record.kind == "MediaOrganization") or page.text[span.start : span.end].casefold() == outlet


def state(page: Page, things: list[Thing], words: Vocabulary) -> Iterator[tuple[Stated, int, Speech | None]]:
    """What each sentence says, with the sentence's number and who speaks in it; the same thing once a sentence."""
    by_sentence: defaultdict[int, list[Seen]] = defaultdict(list)
    for thing in things:
        for span in thing.spans:
            number = page.sentence(span.start)
            first, last = page.sentences[number]
            if span.end <= last:
                by_sentence[number].append(Seen(span.start - first, span.end - first, thing, span))
    told: set[tuple[int, str, int]] = set()
    floor: Thing | None = None
    latest: Seen | None = None
    for number in range(len(page.sentences)):
        first, last = page.sentences[number]
        sentence = page.text[first:last]
        seen = _outermost(by_sentence[number])
        if latest is not None and (again := _taken_up(sentence, seen, latest)) is not None:
            seen = _outermost([*seen, again])
        speaker = speech(sentence, seen, floor)
        found = [
            *offices(sentence, seen),
            *by_trigger(sentence, seen, words, speaker.speaker if speaker else None),
            *by_place(sentence, seen, speaker.speaker if speaker else None),
            *by_cooperation(sentence, seen),
            *_reported(seen, speaker),
        ]
        for one in found:
            identity = (id(one.subject), one.relation, id(one.object))
            if identity not in told and words.admits(one.relation, one.subject.type, one.object.type):
                told.add(identity)
                yield one, number, speaker
        floor = speaker.speaker if speaker is not None else floor
        groups = [one for one in seen if one.type == "Group" and one.thing.size is not None and not one.thing.cases]
        latest = groups[0] if groups else latest


_TAKEN_UP = re.compile(
    r"\b(?:mereka|para\s+(?:WNI|PMI|TKI|korban|pekerja(?:\s+migran)?)|(?:WNI|PMI|korban|pekerja(?:\s+migran)?|orang|warga)\s+"
    r"(?:itu|tersebut)|semuanya|seluruhnya|seluruh\s+(?:WNI|korban|PMI))\b",
    re.IGNORECASE,
)


def _taken_up(sentence: str, seen: list[Seen], latest: Seen) -> Seen | None:
    """The set of people told of last, where a sentence without a counted one takes it up: "mereka", "para korban"."""
    if any(one.type == "Group" and one.thing.size is not None for one in seen):
        return None
    match = _TAKEN_UP.search(sentence)
    if match is None or any(one.start < match.end() and match.start() < one.end for one in seen):
        return None
    return Seen(match.start(), match.end(), latest.thing, latest.span)


def _outermost(seen: list[Seen]) -> list[Seen]:
    return sorted(seen, key=lambda one: (one.start, one.end))


def _reported(seen: list[Seen], speaker: Speech | None) -> Iterator[Stated]:
    """Who speaks in a sentence reports the counted groups of it."""
    if speaker is None:
        return
    for one in seen:
        if one.type == "Group" and one.thing.size is not None:
            yield Stated(speaker.speaker, "REPORTS", one.thing, speaker.start, speaker.end, "speech")


def _statements(
    page: Page, stated: list[tuple[Stated, int, Speech | None]], clusters: dict[int, Cluster], *, run: str
) -> list[Statement]:
    made: dict[str, Statement] = {}
    for one, number, speaker in stated:
        first, last = page.sentences[number]
        sentence = page.text[first:last]
        how = "asserted" if one.relation == "HOLDS_POSITION" else modality(sentence, one.start, one.end)
        if one.relation == "REPORTS" and how in ("planned", "denied"):
            how = "asserted"
        day = next(iter(dates(sentence, page.article.published)), None)
        said = day if speaker is not None and day is not None and 0 <= day.offset - speaker.start < 120 else None
        said = None if said is not None and one.start > speaker.end and one.start < said.offset else said  # type: ignore[union-attr]
        event = day if one.relation in _DATED and said is None else None
        quoted = speaker if speaker is not None and id(speaker.speaker) in clusters else None
        statement = Statement.make(
            clusters[id(one.subject)].id,
            one.relation,
            clusters[id(one.object)].id,
            (Evidence.of(page.article, *_trimmed(page.text, first, last)),),
            modality=how,
            polarity="negated" if how == "denied" else "affirmed",
            size=one.object.size if one.object.type == "Group" else one.subject.size,
            event_start=event.start if event else None,
            event_end=event.end if event else None,
            event_date_text=event.text if event else None,
            said_on=said.end if said and said.start == said.end else None,
            said_on_text=said.text if said else None,
            attributed_to=clusters[id(quoted.speaker)].id if quoted else None,
            attribution_cue=quoted.cue if quoted else None,
            quote_type=quoted.kind if quoted else None,
            position_title=one.title,
            confidence=_confidence(one.rule),
            by=(run,),
        )
        made.setdefault(statement.id, statement)
    return list(made.values())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _confidence(rule: str) -> float:
    table = dict(line.split("\t") for line in lines("confidence.tsv"))
    return float(table.get(rule, table["other"]))


def _findings(page: Page) -> tuple[Finding, ...]:
    if not page.dropped:
        return ()
    where = page.article.url or page.article.id
    message = f"{len(page.dropped)} stretches of page furniture (links, credits, other headlines) were not read"
    return (Finding(severity="note", code="furniture-dropped", message=message, where=where),)
