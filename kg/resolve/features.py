"""An extraction → what resolution keeps of each cluster: a few words, not the text.

What a name alone leaves open, the article decides: a bare "KBRI" is that of the country which the story is about, a
bare "BP3MI" that of the only province it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model import Cluster, Extraction, Size, Statement
from kg.resolve.identity import Identities, Identity
from kg.resolve.persons import is_full, person_words
from kg.resolve.tables import mapping
from kg.text import fold, squeeze
from ontology.vocabulary import Vocabulary

_HELPED = frozenset({"RESCUES", "REPATRIATES", "EXPLOITS", "RECRUITS", "SENDS", "PREVENTS"})
_COMPANIONS = 12


@dataclass(frozen=True, slots=True)
class Feature:
    """What is compared of a cluster; `record` is its authority id, where that is settled."""

    id: str
    article: str
    type: str
    kind: str | None
    name: str
    names: tuple[str, ...]
    key: str
    alone: bool
    record: str | None = None
    why: str = ""
    words: tuple[str, ...] = ()
    offices: frozenset[tuple[str, str]] = frozenset()
    role: str = ""
    origin: str = ""
    companions: frozenset[tuple[str, ...]] = frozenset()
    size: Size | None = None
    withheld: bool = False


@dataclass
class _Article:
    """One extraction while it is read: identities of its named clusters, and where the story plays."""

    extraction: Extraction
    identities: dict[str, Identity] = field(default_factory=dict)
    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Cluster id → authority id and why."""
    weights: Counter[str] = field(default_factory=Counter)
    located: dict[str, set[str]] = field(default_factory=dict)


def features(extraction: Extraction, *, names: Identities, words: Vocabulary) -> Iterator[Feature]:
    """What is compared of each cluster, in the order of the clusters. Linear in clusters and statements."""
    article = _Article(extraction)
    for cluster in extraction.clusters:
        if cluster.type not in ("Person", "Group"):
            article.identities[cluster.id] = names.of(cluster.name, cluster.type)
    _settle_places(article, names)
    _settle_agencies(article, names)
    people = _people(article, words, names)
    for cluster in extraction.clusters:
        if cluster.type == "Person":
            yield people[cluster.id]
        elif cluster.type == "Group":
            yield _feature(cluster, key="", alone=False)
        else:
            yield _named(cluster, article)


def _settle_places(article: _Article, names: Identities) -> None:
    """Records of places, and how often each is spoken of. Where a name fits two ("Bogor", city and regency), what
    lies around both is spoken of nevertheless."""
    around: dict[str, tuple[str, ...]] = {}
    for cluster in article.extraction.clusters:
        if cluster.type in ("Person", "Group", "Agency"):
            continue
        given = _given(cluster, names)
        found = (given,) if given else article.identities[cluster.id].records
        if len(found) == 1:
            article.records[cluster.id] = (found[0], "the name of one place of the authority")
        chains = [names.known.chain(record) for record in found]
        around[cluster.id] = tuple(place for place in chains[0] if all(place in c for c in chains)) if chains else ()
        for place in around[cluster.id]:
            article.weights[place] += len(cluster.mentions)
    for statement in article.extraction.statements:
        if statement.relation == "LOCATED_IN" and around.get(statement.object):
            article.located.setdefault(statement.subject, set()).update(around[statement.object])


def _settle_agencies(article: _Article, names: Identities) -> None:
    agencies = [cluster for cluster in article.extraction.clusters if cluster.type == "Agency"]
    for cluster in agencies:
        if found := _given(cluster, names) or _unmistakable(cluster, article.identities[cluster.id], names):
            article.records[cluster.id] = (found, "a name of one body of the authority")
    taken = {record for record, _ in article.records.values()}
    for cluster in agencies:
        several = article.identities[cluster.id].records
        if cluster.id not in article.records and len(several) > 1:
            held = tuple(sorted(article.located.get(cluster.id, ())))
            chosen = names.choose(several, article.weights, held)
            if chosen and chosen not in taken:  # the article itself tells the two apart
                article.records[cluster.id] = (chosen, "a short name, and the place that the article speaks of")


def _given(cluster: Cluster, names: Identities) -> str | None:
    record = names.known.get(cluster.authority or "")
    return record.id if record is not None and record.type == cluster.type else None


def _unmistakable(cluster: Cluster, identity: Identity, names: Identities) -> str | None:
    """The one record that the name fits, else the one that its mentions fit."""
    if len(identity.records) == 1:
        return identity.records[0]
    if identity.legal or "@" in identity.key:
        return None
    written = (names.of(mention.text, cluster.type).records for mention in cluster.mentions)
    found = {records[0] for records in written if len(records) == 1}
    return found.pop() if len(found) == 1 else None


def _named(cluster: Cluster, article: _Article) -> Feature:
    identity = article.identities[cluster.id]
    record, why = article.records.get(cluster.id, (None, ""))
    key, alone = identity.key, identity.alone or (cluster.type != "Agency" and len(identity.records) > 1)
    if not alone and cluster.type in ("City", "Place") and (around := article.located.get(cluster.id)):
        key, alone = f"{key}@{'+'.join(sorted(around))}", True
    return _feature(cluster, key=key, alone=alone, record=record, why=why)


def _feature(cluster: Cluster, **fields: object) -> Feature:
    written = {squeeze(mention.text) for mention in cluster.mentions} if cluster.type != "Group" else set()
    name = squeeze(cluster.name)
    base: dict[str, object] = {"id": cluster.id, "article": cluster.article_id, "type": cluster.type}
    base |= {"kind": cluster.kind, "name": name, "names": tuple(sorted(written | {name}))}
    base |= {"size": cluster.size, "withheld": cluster.withheld}
    return Feature(**(base | fields))  # type: ignore[arg-type]


# ---- people


def _people(article: _Article, words: Vocabulary, names: Identities) -> dict[str, Feature]:
    people = [cluster for cluster in article.extraction.clusters if cluster.type == "Person"]
    ids = {cluster.id for cluster in people}
    offices: dict[str, set[tuple[str, str]]] = {identifier: set() for identifier in ids}
    roles: dict[str, set[str]] = {identifier: set() for identifier in ids}
    origins: dict[str, set[str]] = {identifier: set() for identifier in ids}
    for statement in article.extraction.statements:
        for identifier, role in _roles(statement, words):
            if identifier in ids:
                roles[identifier].add(role)
        if statement.subject in ids and statement.relation == "HOLDS_POSITION":
            for agency in _bodies(statement.object, article):
                offices[statement.subject].add((agency, office_class(statement.position_title or "")))
        if statement.subject in ids and statement.relation == "ORIGINATES_FROM":
            origins[statement.subject].add(_province(article.records.get(statement.object, ("", ""))[0], names))
    named = {cluster.id: person_words(cluster.name) for cluster in people}
    private = {named[identifier] for identifier in sorted(ids) if "official" not in roles[identifier]}
    return {
        cluster.id: _feature(
            cluster,
            key=" ".join(named[cluster.id]),
            alone=is_full(named[cluster.id]),
            words=named[cluster.id],
            offices=frozenset(offices[cluster.id]),
            role=_role(roles[cluster.id], cluster.withheld),
            origin=max(origins[cluster.id], default=""),
            companions=frozenset(sorted(private - {named[cluster.id]})[:_COMPANIONS]),
        )
        for cluster in people
    }


def _province(place: str, names: Identities) -> str:
    """The province around a place: a city and the province it lies in are no contradiction."""
    around = (names.known.get(identifier) for identifier in names.known.chain(place))
    return next((record.id for record in around if record is not None and record.type == "Province"), "")


def _roles(statement: Statement, words: Vocabulary) -> Iterable[tuple[str, str]]:
    if statement.relation == "HOLDS_POSITION":
        yield statement.subject, "official"
    elif statement.relation in _HELPED:
        yield statement.object, "victim"
    relation = words.relation(statement.relation)
    if relation.accusing:
        yield (statement.object if relation.accuses_object else statement.subject), "accused"


def _role(found: set[str], withheld: bool) -> str:
    """An office outweighs the rest, as officials are often said to send or to be sent; then victim, then accused."""
    if withheld:
        return "victim"
    return next((role for role in ("official", "victim", "accused") if role in found), "")


def _bodies(cluster: str, article: _Article) -> tuple[str, ...]:
    if cluster in article.records:
        return (article.records[cluster][0],)
    identity = article.identities.get(cluster)
    return (identity.key,) if identity is not None and identity.alone else ()


def office_class(title: str) -> str:
    """What kind of office a title names: the class of `tables/offices.tsv`, else its folded words."""
    parts = fold(title).split()
    return mapping("offices").get(parts[0], " ".join(parts)) if parts else ""
