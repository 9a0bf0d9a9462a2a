"""Who is who across articles: clusters of many extractions → canonical Entities, each merge with its reasons.

1. `features`    an extraction → a few words for each cluster; names are looked up in the authority (`identity`)
2. `block`       which clusters are the same without comparing, and which people are compared at all
3. `score`       two people → a judgement, by the table `tables/rules.tsv`
4. `judgements`  what people decided, in the order in which it wins
5. `linker`      the strongest judgement first, unless something forbids it
6. `entities`    what is one becomes an Entity

Precision first: what is not settled stays apart, and is listed as `unsure` for a person to look at. Groups never merge
across articles. The result does not depend on the order of extractions or judgements, and taking a judgement back
undoes what it did.

>>> resolution = resolve([])
>>> resolution.entities
()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Entity, Extraction, Judgement
from kg.resolve.block import loose_ends, pairs, settled
from kg.resolve.entities import entity
from kg.resolve.features import Feature, features
from kg.resolve.identity import Identities
from kg.resolve.judgements import by_people
from kg.resolve.linker import Linker, link
from kg.resolve.rules import MACHINE
from kg.resolve.score import compare
from ontology.vocabulary import Vocabulary
from ontology.vocabulary import vocabulary as read_vocabulary

UNSURE_PER_ENTITY = 5


@dataclass(frozen=True)
class Resolution:
    """`entities` sorted by id; `judgements`: the machine's `same` ones that hold, between ids of clusters or with a
    record's id, then the `unsure` ones between canonical ids; `canonical`: cluster id → entity id."""

    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]
    canonical: Mapping[str, str]


def resolve(
    extractions: Iterable[Extraction],
    *,
    judgements: Iterable[Judgement] = (),
    vocabulary: Vocabulary | None = None,
) -> Resolution:
    """Settle who is who in all these extractions; `judgements` of people win over the machine's.

    Streams: keeps some words of each cluster. Time and memory are linear in the number of clusters (n log n to sort),
    as `block.pairs` bounds what is compared.
    """
    names = Identities()
    found = _collect(extractions, names=names, words=vocabulary or read_vocabulary())
    ordered = [found[identifier] for identifier in sorted(found)]
    people = by_people(judgements)
    machine = [*settled(ordered), *_compared(ordered), *loose_ends(ordered, _ambiguous(ordered, names))]
    linker = Linker(found, names.known)
    merges = list(link(linker, people, machine))
    parts = linker.parts()
    canonical = {member: identifier for identifier, members in parts.items() for member in members}
    doubts = (judgement for judgement in (*people, *machine) if judgement.verdict == "unsure")
    return Resolution(
        entities=tuple(
            entity(identifier, [found[member] for member in parts[identifier]], names.known.get(identifier))
            for identifier in sorted(parts)
        ),
        judgements=(*sorted(merges, key=_order), *_unsure(doubts, canonical, linker)),
        canonical=canonical,
    )


def _collect(extractions: Iterable[Extraction], *, names: Identities, words: Vocabulary) -> dict[str, Feature]:
    return {
        feature.id: feature for extraction in extractions for feature in features(extraction, names=names, words=words)
    }


def _compared(ordered: list[Feature]) -> Iterator[Judgement]:
    for left, right in pairs(ordered):
        judgement = compare(left, right)
        if judgement is not None:
            yield judgement


def _ambiguous(ordered: list[Feature], names: Identities) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The first cluster of each name that fits several records, and these records."""
    seen = set()
    for feature in ordered:
        if (
            feature.record is None
            and feature.type not in ("Person", "Group")
            and (feature.type, feature.key) not in seen
        ):
            seen.add((feature.type, feature.key))
            records = names.of(feature.name, feature.type).records
            if len(records) > 1:
                yield feature.id, records


def _unsure(doubts: Iterable[Judgement], canonical: Mapping[str, str], linker: Linker) -> Iterator[Judgement]:
    """Doubts between entities that stand, the strongest first, at most `UNSURE_PER_ENTITY` for each; sorted by pair."""
    best: dict[tuple[str, str], Judgement] = {}
    entities = set(canonical.values())
    for judgement in doubts:
        left, right = (canonical.get(end, end) for end in (judgement.left, judgement.right))
        if left == right or not {left, right} <= entities:
            continue
        if judgement.by == MACHINE and linker.are_parted(left, right):
            continue
        renamed = judgement.model_copy(update={"left": min(left, right), "right": max(left, right)})
        key = (renamed.left, renamed.right)
        if key not in best or _strength(renamed) < _strength(best[key]):
            best[key] = renamed
    counts: Counter[str] = Counter()
    kept = []
    for key in sorted(best, key=lambda pair: _strength(best[pair])):
        if max(counts[key[0]], counts[key[1]]) < UNSURE_PER_ENTITY:
            counts.update(key)
            kept.append(key)
    for key in sorted(kept):
        yield best[key]


def _strength(judgement: Judgement) -> tuple[object, ...]:
    return (-judgement.score, judgement.left, judgement.right, judgement.reasons)


def _order(judgement: Judgement) -> tuple[str, str]:
    return judgement.left, judgement.right
