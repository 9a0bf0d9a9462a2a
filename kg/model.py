"""The nouns: frozen, and their ids are hashes of content, so that running again changes nothing.

An `Article` is read; an `Extraction` holds its `Cluster`s (the mentions of one thing in one article) and its
`Statement`s; `Judgement`s say which clusters are one; each `Entity` gathers the clusters that are; a `Graph` holds
entities, statements and what is known of the articles. What went wrong on the way is a `Finding`.

Ids are paths below https://w3id.org/jejaring/id/ such as `person/0h3m…`, `org/bp3mi-kepri`, `article/k2v9…#char=3,9`.
Offsets count Unicode code points of the article's text, half-open.

>>> article = Article.make(text="BP3MI Kepri mencatat 24 laporan.", url="https://example.org/a")
>>> mention = Mention.of(article, 0, 11, type="Agency", by="rules")
>>> mention.text
'BP3MI Kepri'
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kg.text import canonical_url, key, sha256

_Value = object  # the nouns have fields of that name, so it is spelt out here


class Noun(BaseModel):
    """Frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleRecord(Noun):
    """What is known of an article besides its text: what a Graph carries and an export may publish."""

    id: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: date | None = None
    language: str = "id"
    text_sha256: str
    based_on: str | None = None
    """The outlet or agency that the article says it follows ("dilansir dari Antara")."""


class Article(ArticleRecord):
    """An article as it was read. Equal URL, else equal given id, else equal text: the same id."""

    text: str
    input_id: str | None = None
    """The id that the input gave, kept for `kg extract`."""

    @classmethod
    def make(
        cls,
        *,
        text: str,
        url: str | None = None,
        input_id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
        language: str = "id",
    ) -> Self:
        """The article with its id made from the canonical URL, else the given id, else the text."""
        identity = ("url", canonical_url(url)) if url else ("id", input_id) if input_id else ("text", text)
        return cls(
            id="article/" + key(*identity),
            url=url,
            publisher=publisher,
            title=title,
            published=published,
            language=language,
            text_sha256=sha256(text),
            text=text,
            input_id=input_id,
        )

    @model_validator(mode="after")
    def _hash_fits(self) -> Self:
        if self.text_sha256 != sha256(self.text):
            raise ValueError(f"{self.id}: text_sha256 is not the hash of the text")
        return self

    def record(self) -> ArticleRecord:
        """The article without its text."""
        return ArticleRecord(**{name: getattr(self, name) for name in ArticleRecord.model_fields})


class _Span(Noun):
    article_id: str
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"{self.article_id}: empty span {self.start}..{self.end}")
        return self


class Mention(_Span):
    """A stretch of an article that names something: `article.text[start:end] == text`."""

    text: str
    type: str
    by: str

    @classmethod
    def of(cls, article: Article, start: int, end: int, *, type: str, by: str) -> Self:
        """The mention at [start, end) of the article. Raises ValueError when the span is empty or outside."""
        text = article.text[start:end]
        if len(text) != end - start:
            raise ValueError(
                f"{article.id}: span {start}..{end} is outside the text of {len(article.text)} code points"
            )
        return cls(article_id=article.id, start=start, end=end, text=text, type=type, by=by)


class Evidence(_Span):
    """The stretch of an article that states something; `quote` is found there verbatim."""

    quote: str

    @property
    def id(self) -> str:
        return f"{self.article_id}#char={self.start},{self.end}"

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> Self:
        """The evidence at [start, end) of the article. Raises ValueError when the span is empty or outside."""
        quote = article.text[start:end]
        if len(quote) != end - start:
            raise ValueError(
                f"{article.id}: span {start}..{end} is outside the text of {len(article.text)} code points"
            )
        return cls(article_id=article.id, start=start, end=end, quote=quote)


class Size(Noun):
    """How many, as a text says it: "sekitar 5.300 warga" is count 5300, qualifier about, 5.300 its text."""

    count: int | None = Field(default=None, ge=0)
    minimum: int | None = Field(default=None, ge=0)
    maximum: int | None = Field(default=None, ge=0)
    qualifier: str
    text: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"size from {self.minimum} to {self.maximum}")
        return self


class Cluster(Noun):
    """One thing of one article and its mentions, sorted by offset; its id never changes."""

    id: str
    type: str
    kind: str | None = None
    """A class below `type`, where the name tells (`LawEnforcementBody`)."""
    name: str
    mentions: tuple[Mention, ...] = Field(min_length=1)
    size: Size | None = None
    authority: str | None = None
    """Id in `ontology/authority`, where the name is unmistakable (`place/kh`)."""
    withheld: bool = False
    """A victim or a minor: the name stays out of what is published."""

    @classmethod
    def make(cls, prefix: str, mentions: tuple[Mention, ...], *, name: str, **fields: _Value) -> Self:
        """The cluster of these mentions of one article; `prefix` is the vocabulary's id prefix of its type."""
        ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
        first = ordered[0]
        identity = key("cluster", first.article_id, first.type, str(first.start), str(first.end))
        values = {"id": f"{prefix}/{identity}", "type": first.type, "name": name, "mentions": ordered, **fields}
        return cls.model_validate(values)

    @property
    def article_id(self) -> str:
        return self.mentions[0].article_id


class Statement(Noun):
    """What one stretch of one article says, a claim and not a fact. No statement without evidence.

    In an Extraction `subject`, `object`, `attributed_to` and the places are cluster ids; in a Graph they are entity
    ids. `relation` is the type (`REPATRIATES`). `event_start` and `event_end` bound the event's date, inclusive;
    both bounds of a month are its first and last day.
    """

    id: str
    subject: str
    relation: str
    object: str
    modality: str = "asserted"
    polarity: str = "affirmed"
    size: Size | None = None
    event_start: date | None = None
    event_end: date | None = None
    event_date_text: str | None = None
    at_place: str | None = None
    from_place: str | None = None
    to_place: str | None = None
    attributed_to: str | None = None
    attribution_cue: str | None = None
    quote_type: str | None = None
    said_on: date | None = None
    said_on_text: str | None = None
    position_title: str | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1)
    review_status: str | None = None
    by: tuple[str, ...] = Field(min_length=1)
    """Ids of the runs that found it (`run/rules-0.1.0`), sorted."""
    found_by: tuple[str, ...] = ()
    """What in that run made it, for `kg explain` (`rule speech`, `model 0.62`); it stays in the Extraction."""

    @classmethod
    def make(cls, subject: str, relation: str, object_: str, evidence: tuple[Evidence, ...], **fields: _Value) -> Self:
        """The statement with its id made from article, spans, subject, relation, object, polarity and modality."""
        polarity, modality = str(fields.get("polarity", "affirmed")), str(fields.get("modality", "asserted"))
        spans = sorted(item.id for item in evidence)
        identity = key("statement", *spans, subject, relation, object_, polarity, modality)
        values = {"id": f"statement/{identity}", "subject": subject, "relation": relation, "object": object_}
        return cls.model_validate({**values, "evidence": evidence, **fields})

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.event_start and self.event_end and self.event_start > self.event_end:
            raise ValueError(f"{self.id}: event from {self.event_start} to {self.event_end}")
        if len({item.article_id for item in self.evidence}) > 1:
            raise ValueError(f"{self.id}: evidence from two articles; two articles are two statements")
        if self.modality == "denied" and self.polarity != "negated":
            raise ValueError(f"{self.id}: a denied statement is negated")
        return self

    @property
    def article_id(self) -> str:
        return self.evidence[0].article_id

    @property
    def things(self) -> tuple[str, ...]:
        """Ids of all clusters or entities it refers to, subject and object first."""
        others = (self.at_place, self.from_place, self.to_place, self.attributed_to)
        return (self.subject, self.object, *(identifier for identifier in others if identifier))


class Finding(Noun):
    """Something a person should know: bad input, furniture dropped, a disagreement. Counted and kept, never raised."""

    severity: Literal["error", "warning", "note"]
    code: str
    """Short and stable, in kebab case (`empty-file`, `furniture-dropped`, `out-of-range`)."""
    message: str
    """What was found, what was expected, what to do. Never the name of a victim."""
    where: str
    """Path, `path:line`, URL or id."""


class Extraction(Noun):
    """What an extractor found in one article. The same article and extractor give the same bytes."""

    article_id: str
    extractor: str
    version: str
    clusters: tuple[Cluster, ...] = ()
    statements: tuple[Statement, ...] = ()
    candidates: tuple[Statement, ...] = ()
    """Statements that the extractor is not sure enough of: kept apart, for a person to accept."""
    based_on: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def run_id(self) -> str:
        return f"run/{self.extractor}-{self.version}"

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, by offset."""
        found = (mention for cluster in self.clusters for mention in cluster.mentions)
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.type)))

    @model_validator(mode="after")
    def _no_dangling_id(self) -> Self:
        known = {cluster.id for cluster in self.clusters}
        if len(known) != len(self.clusters):
            raise ValueError(f"{self.article_id}: two clusters with one id")
        for statement in (*self.statements, *self.candidates):
            if missing := [identifier for identifier in statement.things if identifier not in known]:
                raise ValueError(f"{statement.id}: no cluster {missing[0]} in {self.article_id}")
        return self


class Judgement(Noun):
    """Whether two ids are one thing. Replaying the log in any order gives the same entities."""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    score: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = Field(min_length=1)
    by: str
    at: str | None = None
    """ISO date and time of a person's judgement; None for the machine's, which are made anew at each build."""


class Entity(Noun):
    """One thing of the world and the clusters that name it, each in exactly one entity."""

    id: str
    type: str
    kind: str | None = None
    name: str
    aliases: tuple[str, ...] = ()
    outside_ids: tuple[str, ...] = ()
    """`scheme:value`, sorted (`iso3166:KH`, `geonames:1831133`)."""
    members: tuple[str, ...] = Field(min_length=1)
    size: Size | None = None
    withheld: bool = False


class Appearance(Noun):
    """How often an article mentions an entity."""

    entity_id: str
    article_id: str
    count: int = Field(ge=1)


class Run(Noun):
    """An extractor and its version: who made a statement."""

    id: str
    extractor: str
    version: str


class Graph(Noun):
    """Everything that is known, each tuple sorted by id. No dangling id; written and read back it is equal."""

    articles: tuple[ArticleRecord, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    runs: tuple[Run, ...] = ()
    possibly_same: tuple[Judgement, ...] = ()
    """Unsure judgements between entity ids, left < right."""

    @model_validator(mode="after")
    def _no_dangling_id(self) -> Self:
        entities = {entity.id for entity in self.entities}
        articles = {article.id for article in self.articles}
        for statement in self.statements:
            if missing := [identifier for identifier in statement.things if identifier not in entities]:
                raise ValueError(f"{statement.id}: no entity {missing[0]} in the graph")
            if statement.article_id not in articles:
                raise ValueError(f"{statement.id}: no article {statement.article_id} in the graph")
        return self
