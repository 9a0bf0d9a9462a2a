"""The commonest errors of an extraction, by kind: what is missed and what is said too much, and which part is to blame.

usage: python -m training.errors EXTRACTED.jsonl [--part dev] [--most 20]

EXTRACTED is what `kg extract` wrote of the part's articles. No text of an article is printed, only kinds and counts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.calibrate import scorer
from training.data import SHARED, Article, part


def errors(gold: Article, found: Article, shared: Path) -> Iterator[str]:
    """A line for each relation missed or spurious, with its kind of cause."""
    module = scorer(shared)
    ids = module.align(gold["entities"], found["entities"], lambda x, y: x["type"] == y["type"])
    keys = {module.key(r, None) for r in gold["relations"]}
    said = {module.key(r, ids) for r in found["relations"]}
    unsure = {module.key(r, ids) for r in found.get("candidates", ())}
    types = {e["id"]: e["type"] for e in gold["entities"]}
    known = set(ids.values())
    for relation, subject, object_ in keys - said:
        lost = [f"{types[end]}" for end in (subject, object_) if end not in known]
        if lost:
            yield f"missed: {relation}, its {' and '.join(lost)} not found"
        elif (relation, subject, object_) in unsure:
            yield f"missed: {relation}, a candidate"
        elif any({subject, object_} == {a, b} for _, a, b in said):
            yield f"missed: {relation}, another relation said of the two"
        else:
            yield f"missed: {relation}, both ends found and nothing said"
    theirs = {e["id"]: e["type"] for e in found["entities"]}
    for relation in {module.key(r, ids): r for r in found["relations"] if module.key(r, ids) not in keys}.values():
        ends = [relation["subject"], relation["object"]]
        wrong = [theirs[end] for end in ends if end not in ids]
        if wrong:
            yield f"too much: {relation['type']}, its {' and '.join(wrong)} is none or found twice"
        elif any({ids[end] for end in ends} == {a, b} for _, a, b in keys):
            yield f"too much: {relation['type']}, another relation holds between the two"
        else:
            yield f"too much: {relation['type']}, between two that are not related"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extracted", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--most", type=int, default=20)
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    rows = (json.loads(line) for line in options.extracted.open(encoding="utf-8"))
    found = {row["id"]: row for row in rows}
    articles = part(options.part, options.shared)
    counts = Counter(error for gold in articles for error in errors(gold, found[gold["id"]], options.shared))
    print(f"{counts.total()} errors of {len(counts)} kinds")
    for kind, count in counts.most_common(options.most):
        print(f"{count:5}  {kind}")


if __name__ == "__main__":
    main()
