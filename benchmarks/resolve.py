"""Who is who on gold entities: pairwise and B-cubed figures, wrong merges, and the hard pairs of names.

    python benchmarks/resolve.py ../shared/eval/dev/gold ../shared/eval/dev/clusters.json [--merges]

Without CLUSTERS only the merges are listed, to be looked at.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from kg.exchange import cluster_ids, from_json
from kg.model import Extraction
from kg.resolve import Resolution, resolve


def read_gold(folder: Path) -> tuple[list[Extraction], dict[str, str]]:
    """The extractions, and `article:entity` → cluster id."""
    extractions, keys = [], {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        _, extraction = from_json(record)
        extractions.append(extraction)
        keys |= {f"{path.stem}:{local}": made for local, made in cluster_ids(record, extraction).items()}
    return extractions, keys


def figures(gold: dict[str, str], predicted: dict[str, str], members: Iterable[str]) -> str:
    """B-cubed and pairwise precision, recall, F1 over these members, in a line."""
    ours = sorted(members)
    left, right = defaultdict(set), defaultdict(set)
    for member in ours:
        left[gold[member]].add(member)
        right[predicted[member]].add(member)
    p = sum(len(left[gold[m]] & right[predicted[m]]) / len(right[predicted[m]]) for m in ours) / len(ours)
    r = sum(len(left[gold[m]] & right[predicted[m]]) / len(left[gold[m]]) for m in ours) / len(ours)
    true, made = (
        {pair for part in parts.values() for pair in combinations(sorted(part), 2)} for parts in (left, right)
    )
    both, wrong, missed = len(true & made), len(made - true), len(true - made)
    pp, pr = both / len(made) if made else 1.0, both / len(true) if true else 1.0
    return (
        f"n {len(ours):5d}   B3 P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}   pairs P {pp:.3f} R {pr:.3f} "
        f"F1 {2 * pp * pr / (pp + pr) if pp + pr else 0:.3f}   wrong merges {wrong}  missed {missed}"
    )


def score(clusters: list[dict[str, object]], predicted: dict[str, str]) -> None:
    """Print the figures by type and over all, and what is wrong."""
    gold = {member: str(cluster["id"]) for cluster in clusters for member in cluster["members"]}  # type: ignore[attr-defined]
    kind = {member: str(cluster["type"]) for cluster in clusters for member in cluster["members"]}  # type: ignore[attr-defined]
    names = {str(cluster["id"]): f"{cluster['name']} [{cluster['type']}]" for cluster in clusters}
    found = {member: predicted.get(member, member) for member in gold}
    for type_ in (*sorted(set(kind.values())), "all"):
        print(f"{type_:<9}", figures(gold, found, (m for m in gold if type_ in ("all", kind[m]))))
    parts, split = defaultdict(set), defaultdict(set)
    for member, identifier in found.items():
        parts[identifier].add(gold[member])
        split[gold[member]].add(identifier)
    print("\nmerged though different:")
    for part in sorted(sorted(names[c] for c in part) for part in parts.values() if len(part) > 1):
        print("  ", " | ".join(part))
    print("split though one:")
    for cluster, pieces in sorted(split.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(pieces) > 1:
            print(f"   {names[cluster]} in {len(pieces)} pieces: {sorted(pieces)}")


def list_merges(resolution: Resolution, extractions: list[Extraction]) -> None:
    """Print each entity of several clusters with the names that it gathers, and the unsure pairs."""
    names = {cluster.id: cluster.name for extraction in extractions for cluster in extraction.clusters}
    for found in resolution.entities:
        written = Counter(names[member] for member in found.members)
        if len(found.members) > 1 and (len(written) > 1 or found.type == "Person"):
            print(f"{found.type:<9} {found.id}  {found.name}: {dict(written.most_common(12))}")
    by_id = {found.id: found.name for found in resolution.entities}
    for judgement in resolution.judgements:
        if judgement.verdict == "unsure":
            print(
                f"unsure {judgement.score} {by_id[judgement.left]} | {by_id[judgement.right]}: {judgement.reasons[0]}"
            )


def score_pairs() -> None:
    """Print how the hard pairs of `name_pairs.tsv` fare, each pair alone in two articles that say nothing else."""
    lines = Path(__file__).with_name("name_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    wrong = []
    for left, right, type_, truth in (line.split("\t") for line in lines):
        made = [_alone(number, name, type_) for number, name in enumerate((left, right))]
        if (len(resolve(made).entities) == 1) != (truth == "same"):
            wrong.append(f"   {left} | {right}: should be {truth}")
    print(f"\nhard pairs of names: {len(lines) - len(wrong)} of {len(lines)} right", *wrong, sep="\n")


def _alone(number: int, name: str, type_: str) -> Extraction:
    entity = {"id": "e1", "type": type_, "name": name, "mentions": [{"start": 0, "end": len(name)}]}
    return from_json({"id": str(number), "text": name, "entities": [entity], "relations": []})[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("clusters", type=Path, nargs="?")
    parser.add_argument("--merges", action="store_true", help="list what was merged, and what is unsure")
    arguments = parser.parse_args()
    extractions, keys = read_gold(arguments.gold)
    start = time.perf_counter()
    resolution = resolve(extractions)
    took = time.perf_counter() - start
    print(f"{len(extractions)} articles, {len(resolution.canonical)} clusters, {len(resolution.entities)} entities,")
    verdicts = Counter(judgement.verdict for judgement in resolution.judgements)
    print(f"{verdicts['same']} merges, {verdicts['unsure']} unsure, {took:.2f} s\n")
    if arguments.clusters:
        predicted = {key: resolution.canonical[cluster] for key, cluster in keys.items()}
        score(json.loads(arguments.clusters.read_text(encoding="utf-8")), predicted)
        score_pairs()
    if arguments.merges or not arguments.clusters:
        list_merges(resolution, extractions)


if __name__ == "__main__":
    main()
