"""Stage 4: thresholds and the calibration of scores, on real articles the run was not trained on; writes settings.json.

usage: python -m training.calibrate WEIGHTS [--part near] [--report dev]

In turn: price of borders inside words and bias of Groups (entity and relation F1), the thresholds of linking,
slope and intercept per relation (logistic regression of being right, end to end, drawn to the common line), the floor.
"""

from __future__ import annotations

import argparse
import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np

from kg.extract.encoder import RELATIONS, TYPES, Encoder, Reading, Tagged, without_loose_groups
from kg.extract.encoder.settings import Settings
from training.data import SHARED, Article, part
from training.predict import exchange, score

PRICES, BIASES = (1.0, 4.0), (-0.7, 0.0, 0.7)
MERGES = (0.3, 0.4, 0.5, 0.6, 0.7)
FLOORS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
PULL = 10.0


def scorer(shared: Path = SHARED):
    """score.py as a module: its alignment decides what is right."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval/score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readings(reader: Encoder, seen: list[Tagged], floor: float | None = None) -> list[Reading]:
    """Everything from the states, by the reader's settings."""
    out = []
    for tagged in (reader.decode(one) for one in seen):
        clusters = reader.cluster(tagged, tagged.spans)
        links = reader.relate(tagged, tagged.spans, clusters, floor=floor)
        out.append(Reading(tagged.spans, clusters, links))
    return out


def report(reader: Encoder, articles: list[Article], seen: list[Tagged]) -> dict:
    """The report of score.py for these settings."""
    found = readings(reader, seen)
    return score(articles, [exchange(a, without_loose_groups(r)) for a, r in zip(articles, found, strict=True)])


def judged(reader: Encoder, articles: list[Article], seen: list[Tagged], floor: float) -> tuple[np.ndarray, ...]:
    """Of every link found: its relation's number, its score, and whether it is right (end to end)."""
    module = scorer()
    rows = []
    for article, reading in zip(articles, readings(reader, seen, floor), strict=True):
        own = exchange(article, reading)
        ids = module.align(article["entities"], own["entities"], lambda x, y: x["type"] == y["type"])
        right = {module.key(relation, None) for relation in article["relations"]}
        for relation in own["relations"]:
            rows.append((RELATIONS.index(relation["type"]), relation["score"], module.key(relation, ids) in right))
    columns = zip(*rows, strict=True)
    return tuple(np.array(column, dtype=float) for column in columns)


def line_through(x: np.ndarray, y: np.ndarray, start: tuple[float, float], pull: float) -> tuple[float, float]:
    """Logistic regression y ~ a x + b by Newton's steps, drawn to `start` with strength `pull`."""
    design = np.stack([x, np.ones_like(x)], axis=1)
    line = np.array(start)
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ line))
        slope = design.T @ (y - p) - pull * (line - start)
        curve = (design * (p * (1 - p))[:, None]).T @ design + pull * np.eye(2)
        step = np.linalg.solve(curve, slope)
        line = line + step / max(1.0, float(np.abs(step).max()))  # a long step may overshoot for good
    return round(float(line[0]), 4), round(float(line[1]), 4)


def expected_error(
    scores: np.ndarray, right: np.ndarray, bins: int = 10
) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and of each filled bin its mean score, share right and size."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    filled = [
        (float(scores[place == n].mean()), float(right[place == n].mean()), int((place == n).sum()))
        for n in range(bins)
        if (place == n).any()
    ]
    return sum(size * abs(a - b) for a, b, size in filled) / len(scores), filled


def best(
    reader: Encoder, choices: list[Settings], articles: list[Article], seen: list[Tagged], parts: tuple[str, ...]
) -> Encoder:
    """The reader with the settings whose summed F1 over `parts` of the report is greatest."""
    tried = [
        (sum(r[name]["all"]["f1"] for name in parts), n)
        for n, r in enumerate(report(replace(reader, settings=s), articles, seen) for s in choices)
    ]
    top = max(tried, key=lambda pair: (pair[0], -pair[1]))
    print(
        f"  {len(choices)} settings, best {top[0] / len(parts):.4f} of {min(tried)[0] / len(parts):.4f} up", flush=True
    )
    return replace(reader, settings=choices[top[1]])


def tune(reader: Encoder, articles: list[Article], seen: list[Tagged]) -> Encoder:
    """All steps in turn."""
    reader = replace(reader, settings=Settings(merge=tuple((kind, 0.5) for kind in TYPES)))
    choices = [replace(reader.settings, price=p, group_bias=b) for p in PRICES for b in BIASES]
    reader = best(reader, choices, articles, seen, ("entities", "relations"))
    for kind in ("Agency", "Group", "Person"):
        merge = dict(reader.settings.merge)
        choices = [replace(reader.settings, merge=tuple(sorted({**merge, kind: value}.items()))) for value in MERGES]
        reader = best(reader, choices, articles, seen, ("entities", "relations"))
    kinds, scores, right = judged(reader, articles, seen, 0.02)
    logits = np.log(scores / (1 - np.minimum(scores, 0.9999)))
    common = line_through(logits, right, (1.0, 0.0), 0.0)
    lines = {
        name: line_through(logits[kinds == n], right[kinds == n], common, PULL) for n, name in enumerate(RELATIONS)
    }
    reader = replace(reader, settings=replace(reader.settings, calibration=tuple(sorted(lines.items()))))
    return best(reader, [replace(reader.settings, floor=f) for f in FLOORS], articles, seen, ("relations",))


def see(reader: Encoder, articles: list[Article]) -> list[Tagged]:
    """The states of the articles, once for all settings."""
    out = []
    for article in articles:
        out.append(replace(reader.tag(article["text"]), spans=()))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--part", default="near")
    parser.add_argument(
        "--report", default=None, help="do not tune: calibration error of the settings in force on this part"
    )
    options = parser.parse_args()
    reader = Encoder.load(options.weights)
    articles = part(options.report or options.part)
    seen = see(reader, articles)
    if not options.report:
        reader = tune(reader, articles, seen)
        (options.weights / "settings.json").write_text(reader.settings.text(), encoding="utf-8")
    print(reader.settings.text())
    for least in (0.05, reader.settings.floor):
        _, scores, right = judged(reader, articles, seen, least)
        error, filled = expected_error(scores, right)
        print(f"links with a score of {least} and more: {len(scores)}, right {right.mean():.3f}, ECE {error:.3f}")
        for mean, share, size in filled:
            print(f"  said {mean:.2f}  right {share:.2f}  of {size}")


if __name__ == "__main__":
    main()
