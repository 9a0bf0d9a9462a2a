"""Which clusters are compared at all: features → judgements and pairs, linear in the number of clusters.

- a record of the authority gathers all that it names
- one key, alone enough: all are the same as the smallest id among them; nothing is compared pair by pair
- people of one office, or of one story, who share a word: each with its neighbours in a window
- names that nearly meet: each with its neighbour, so that a person may look
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.model import Judgement
from kg.resolve.features import Feature
from kg.resolve.persons import is_common, is_full, sound
from kg.resolve.rules import judge, rule

WINDOW = 6
"""How many of its neighbours, sorted by name, each member of a block is compared with."""
_DOMINANT = (3, 0.8)
"""From this many members and this share on, those of whom nothing is known go with the largest part."""
_FEW = 3

Group = list[Feature]


def settled(features: Sequence[Feature]) -> Iterator[Judgement]:
    """Judgements that need no comparison: records of the authority, equal keys. `features` sorted by id."""
    by_key: dict[tuple[str, str], Group] = defaultdict(list)
    for feature in features:
        if feature.record:
            yield judge(feature.id, feature.record, "same", 0.98, feature.why)
        elif feature.type == "Person":
            if is_full(feature.words) and not is_common(feature.words):
                by_key[feature.type, feature.key].append(feature)
        elif feature.alone:
            by_key[feature.type, feature.key].append(feature)
    for (type_, _), group in sorted(by_key.items()):
        if type_ == "Person":
            yield from _people(group)
        else:
            yield from _star(group, 0.9, "the same name")


def pairs(features: Sequence[Feature]) -> Iterator[tuple[Feature, Feature]]:
    """Pairs of people to compare, each once: at most `WINDOW` for each word of each office and story of a cluster,
    and one for each spelling of a name."""
    blocks: dict[tuple[object, ...], Group] = defaultdict(list)
    for feature in features:
        if feature.type == "Person" and feature.words:
            for key in _block_keys(feature):
                blocks[key].append(feature)
    seen: set[tuple[str, str]] = set()
    for group in blocks.values():
        group.sort(key=lambda feature: (feature.words, feature.id))
    windows = (pair for key in sorted(blocks, key=repr) for pair in _window(blocks[key], WINDOW))
    for left, right in (*windows, *_near_names(features)):
        low, high = sorted((left, right), key=lambda feature: feature.id)
        if (low.id, high.id) not in seen:
            seen.add((low.id, high.id))
            yield low, high


def loose_ends(features: Sequence[Feature], names: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Judgement]:
    """Unsure judgements beyond people: a name that fits several records, a company without its legal form.

    `names`: cluster id and the ids of the records that its name fits, where they are several.
    """
    for cluster, records in sorted(names):
        if len(records) <= _FEW:
            for record in records:
                yield judge(cluster, record, "unsure", 0.4, "the name fits this record and others")
    companies: dict[str, str] = {}
    for feature in features:
        if feature.type == "Agency" and ":" in feature.key:
            companies.setdefault(feature.key.split(":")[1].replace(" ", ""), feature.id)
    for feature in features:
        if feature.type == "Agency" and not feature.record and feature.key in companies:
            yield judge(feature.id, companies[feature.key], "unsure", 0.5, "the same name, once with a legal form")


def _block_keys(feature: Feature) -> Iterator[tuple[object, ...]]:
    sounds = sorted({sound(word) for word in feature.words})
    for agency in sorted({agency for agency, _ in feature.offices}):
        for spoken in sounds:
            yield "office", agency, spoken
    for companion in sorted(feature.companions):
        yield "story", companion, sounds[0] if len(sounds) == 1 else sound(feature.words[0])


def _window(group: Group, size: int) -> Iterator[tuple[Feature, Feature]]:
    for place, left in enumerate(group):
        for right in group[place + 1 : place + 1 + size]:
            yield left, right


def _near_names(features: Sequence[Feature]) -> Iterator[tuple[Feature, Feature]]:
    """The first bearer of each full name beside that of the next spelling, order, or name that begins or ends alike;
    of each single name beside the only full name that holds it; of each common name beside its next bearer."""
    first: dict[tuple[str, ...], Feature] = {}
    for feature in features:
        if feature.type == "Person" and feature.words:
            if feature.words in first and is_common(feature.words):
                yield first[feature.words], feature
            first.setdefault(feature.words, feature)
    blocks: dict[tuple[object, ...], set[tuple[str, ...]]] = defaultdict(set)
    holders: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in first:
        if is_full(name):
            blocks["sound", *map(sound, name)].add(name)
            blocks["order", *sorted(name)].add(name)
            blocks["begin", *name[:-1], name[-1][0]].add(name)
            blocks["end", name[0][0], *name[1:]].add(name)
            for word in set(name):
                holders[word].add(name)
    for key in sorted(blocks, key=repr):
        ordered = sorted(blocks[key])
        for left, right in pairwise(ordered):
            yield first[left], first[right]
    for name in sorted(first):
        if len(name) == 1 and len(name[0]) > _FEW and len(full := holders.get(name[0], set())) == 1:
            yield first[name], first[next(iter(full))]


# ---- one full name


def _people(group: Group) -> Iterator[Judgement]:
    parts = list(_partition(group))
    found = rule("equal", "none")
    against = rule("conflict", "none")
    assert found and against, "tables/rules.tsv lacks equal/none or conflict/none"
    for part in parts:
        yield from _star(part, found.score, found.reason)
    for left, right in pairwise(parts):
        yield judge(left[0].id, right[0].id, "unsure", against.score, against.reason)


def _partition(group: Group) -> list[Group]:
    """Bearers of one full name, parted where something speaks against: by role, then by origin."""
    return [part for by_role in _by(group, "role") for part in _by(by_role, "origin")]


def _by(group: Group, field: str) -> list[Group]:
    parts: dict[str, Group] = defaultdict(list)
    for feature in group:
        parts[getattr(feature, field)].append(feature)
    unknown = parts.pop("", [])
    if len(parts) < 2:
        return [group]
    largest = max(sorted(parts), key=lambda label: len(parts[label]))
    least, share = _DOMINANT
    if len(parts[largest]) >= max(least, share * sum(map(len, parts.values()))):
        parts[largest] = sorted(parts[largest] + unknown, key=lambda feature: feature.id)
        unknown = []
    return [parts[label] for label in sorted(parts)] + ([unknown] if unknown else [])


def _star(group: Group, score: float, reason: str) -> Iterator[Judgement]:
    for feature in group[1:]:
        yield judge(group[0].id, feature.id, "same", score, reason)
