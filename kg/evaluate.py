"""Gold against extraction, article by article: precision, recall and F1 per type and relation, attributes, errors.

Both sides are the guideline's JSON (`kg.exchange`). Entities are aligned one to one within a type by overlapping
mentions (intersection over union ≥ 0.5, or one span inside the other), most shared mentions first; a relation is
right when its type and both ends are. A Group counts only where it takes part in a relation. The figures equal those
of the evaluation script that the annotated articles come with.

>>> scores = evaluate(gold, predicted)   # doctest: +SKIP
>>> scores.entities["all"].f1            # doctest: +SKIP
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ontology.vocabulary import local_name, vocabulary

DEFAULTS: Mapping[str, str | None] = {"modality": "asserted", "date": None, "title": None}
EMPTY: Mapping[str, Any] = {"entities": (), "relations": ()}

Record = Mapping[str, Any]
Key = tuple[str, str, str]


@dataclass
class Score:
    """True positives, predicted, gold; precision, recall and F1 are 0 to 1, 0 where there is nothing to divide by."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __iadd__(self, other: Score) -> Score:
        self.right += other.right
        self.predicted += other.predicted
        self.gold += other.gold
        return self


@dataclass
class Scores:
    """`entities`, `mentions`, `relations`: name → Score, with "all" first. `attributes`: name → (right, of)."""

    articles: int = 0
    answered: int = 0
    entities: dict[str, Score] = field(default_factory=dict)
    mentions: dict[str, Score] = field(default_factory=dict)
    relations: dict[str, Score] = field(default_factory=dict)
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)


def evaluate(gold: Iterable[Record], predicted: Iterable[Record]) -> Scores:
    """Score predictions by article id; an article without prediction counts as empty."""
    by_id = {record["id"]: record for record in predicted}
    scores = Scores()
    for record in gold:
        scores.articles += 1
        scores.answered += record["id"] in by_id
        _score_article(record, by_id.get(record["id"], EMPTY), scores)
    for part in (scores.entities, scores.mentions, scores.relations):
        total = Score()
        for score in part.values():
            total += score
        rest = dict(sorted(part.items()))
        part.clear()
        part |= {"all": total, **rest}
    return scores


def _score_article(gold: Record, predicted: Record, scores: Scores) -> None:
    ids = align(gold["entities"], predicted["entities"], lambda left, right: bool(left["type"] == right["type"]))
    ends = {relation[end] for relation in predicted["relations"] for end in ("subject", "object")}
    kept = [entity for entity in predicted["entities"] if entity["type"] != "Group" or entity["id"] in ends]
    _score_entities(gold, kept, ids, scores)
    _score_mentions(gold, kept, scores)
    _score_relations(gold, predicted, ids, scores)
    by_id = {entity["id"]: entity for entity in gold["entities"]}
    for entity in predicted["entities"]:
        same = by_id.get(ids.get(entity["id"], ""))
        if same and same["type"] == "Group" and same.get("count") is not None:
            _attribute(scores, "count", entity.get("count") == same["count"])


def _score_entities(gold: Record, kept: list[Record], ids: Mapping[str, str], scores: Scores) -> None:
    found = set(ids.values())
    for entity in gold["entities"]:
        scores.entities.setdefault(entity["type"], Score()).gold += 1
        if entity["id"] not in found:
            scores.missed.append(f"{gold['id']} entity {entity['type']} {entity['name']!r}")
    for entity in kept:
        score = scores.entities.setdefault(entity["type"], Score())
        score.predicted += 1
        score.right += entity["id"] in ids
        if entity["id"] not in ids:
            scores.spurious.append(f"{gold['id']} entity {entity['type']} {entity['name']!r}")


def _score_mentions(gold: Record, kept: list[Record], scores: Scores) -> None:
    for name in {entity["type"] for entity in (*gold["entities"], *kept)}:
        score = scores.mentions.setdefault(name, Score())
        wanted = [mention for entity in gold["entities"] if entity["type"] == name for mention in entity["mentions"]]
        given = [mention for entity in kept if entity["type"] == name for mention in entity["mentions"]]
        score.gold += len(wanted)
        score.predicted += len(given)
        used: set[int] = set()
        for mention in wanted:
            hit = next((i for i, m in enumerate(given) if i not in used and overlap(mention, m)), None)
            if hit is not None:
                used.add(hit)
                score.right += 1


def _score_relations(gold: Record, predicted: Record, ids: Mapping[str, str], scores: Scores) -> None:
    wanted = {_key(relation, None): relation for relation in gold["relations"]}
    given: dict[Key, Record] = {}
    for relation in predicted["relations"]:
        given.setdefault(_key(relation, ids), relation)
    names = {entity["id"]: entity["name"] for entity in gold["entities"]}
    own_names = {entity["id"]: entity["name"] for entity in predicted["entities"]}
    for key in wanted:
        scores.relations.setdefault(key[0], Score()).gold += 1
        if key not in given:
            scores.missed.append(f"{gold['id']} {key[0]} {names[key[1]]!r} -> {names[key[2]]!r}")
    for key, relation in given.items():
        score = scores.relations.setdefault(key[0], Score())
        score.predicted += 1
        if key in wanted:
            score.right += 1
            _score_attributes(wanted[key], relation, scores)
        else:
            left, right = own_names[relation["subject"]], own_names[relation["object"]]
            scores.spurious.append(f"{gold['id']} {key[0]} {left!r} -> {right!r}")


def _score_attributes(gold: Record, predicted: Record, scores: Scores) -> None:
    for name, default in DEFAULTS.items():
        want = gold.get(name, default)
        if want is not None:
            have = predicted.get(name, default)
            _attribute(scores, name, str(have or "").casefold() == str(want).casefold())


def _attribute(scores: Scores, name: str, right: bool) -> None:
    before = scores.attributes.get(name, (0, 0))
    scores.attributes[name] = (before[0] + right, before[1] + 1)


def _key(relation: Record, ids: Mapping[str, str] | None) -> Key:
    ends = [relation["subject"], relation["object"]]
    if ids is not None:
        ends = [ids.get(end, "?" + end) for end in ends]
    known = vocabulary().relations.get(local_name(relation["type"]))
    if known is not None and known.symmetric:
        ends.sort()
    return relation["type"], ends[0], ends[1]


def overlap(left: Record, right: Record) -> bool:
    """Whether two spans are taken for one: IoU at least a half, or one inside the other."""
    shared = min(left["end"], right["end"]) - max(left["start"], right["start"])
    if shared <= 0:
        return False
    union = max(left["end"], right["end"]) - min(left["start"], right["start"])
    shorter = min(left["end"] - left["start"], right["end"] - right["start"])
    return bool(shared / union >= 0.5 or shared == shorter)


def align(
    gold: Iterable[Record], predicted: Iterable[Record], may_match: Callable[[Record, Record], bool]
) -> dict[str, str]:
    """Greedy one-to-one alignment, predicted id → gold id, by number of overlapping mentions."""
    others = list(predicted)
    pairs = []
    for entity in gold:
        for other in others:
            if not may_match(entity, other):
                continue
            shared = sum(any(overlap(m, n) for n in other["mentions"]) for m in entity["mentions"])
            if shared:
                exact = len(_texts(entity) & _texts(other))
                pairs.append((shared, exact, -len(other["mentions"]), entity["id"], other["id"]))
    matched: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for *_, entity_id, other_id in sorted(pairs, reverse=True):
        if other_id not in matched and not taken[entity_id]:
            matched[other_id] = entity_id
            taken[entity_id] += 1
    return matched


def _texts(entity: Record) -> set[str]:
    return {mention["text"].casefold() for mention in entity["mentions"]}
