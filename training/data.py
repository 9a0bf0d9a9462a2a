"""Annotated articles in the exchange format, and which of them a run may learn from."""

from __future__ import annotations

import json
from pathlib import Path

Article = dict

SHARED = Path(__file__).parents[2] / "shared"


def load(folder: Path) -> list[Article]:
    """The gold articles of a folder, by file name."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


def near_dev(shared: Path = SHARED) -> frozenset[str]:
    """Ids of the training articles that tell a story of dev."""
    lines = (shared / "eval/train/near_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(line.split("\t")[0] for line in lines)


def part(name: str, shared: Path = SHARED) -> list[Article]:
    """`clean` (train without dev's stories), `near` (those stories), `synthetic`, `dev`, or sums of them with `+`."""
    out: list[Article] = []
    for word in name.split("+"):
        if word in ("clean", "near"):
            close = near_dev(shared)
            out += [a for a in load(shared / "eval/train/gold") if (a["id"] in close) == (word == "near")]
        elif word in ("synthetic", "dev", "train"):
            out += load(shared / f"eval/{word}/gold")
        else:
            raise SystemExit(f"unknown part {word!r}: clean, near, train, synthetic or dev, joined by +")
    return out
