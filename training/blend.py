"""Stage 4: what a statement is worth that the rules, the model or both make; writes `blend.tsv` and `settings.json`.

usage: python -m training.blend WEIGHTS [--part near] [--report dev]

Fitted on real articles that the model was not trained on: per relation a logistic line over its chance, drawn to
the common one, for what the model says alone and for what the rules say too. `--report` prints the scores and the
expected calibration error on a part with the table in force. Needs what reading needs, no torch.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from kg.extract import blend
from kg.extract.blended_groups import groups
from kg.extract.clusters import gather, in_order
from kg.extract.encoder import RELATIONS, Encoder, Tagged
from kg.extract.page import Page, nlp
from kg.extract.rules import find, sets
from kg.extract.spans import BY_MODEL
from kg.extract.things import Thing
from kg.extract.told.contradicted import contradicted
from kg.extract.told.telling import tell
from kg.model import Article
from ontology.vocabulary import vocabulary
from training.calibrate import expected_error, line_through, scorer
from training.data import SHARED, part, record

PULL = 6.0
ACCUSING = 0.8
HEADER = "relation\tslope\tbias\tslope with rule\tbias with rule\tleast"
Lines = dict[str, tuple[tuple[float, float], tuple[float, float]]]
GROUP_BIAS, GROUP_MERGE = -0.7, (("Group", 0.3),)
"""The middle of what is good on near: biases of -1.2 to -0.3 and thresholds of 0.2 to 0.4 differ by noise only."""
STEPS = np.arange(0.2, 0.91, 0.01)
Row = tuple[str, float, bool, bool]
Seen = tuple[dict, Page, Tagged]
Find = Callable[[Page, Tagged, Encoder], list[Thing]]


def see(model: Encoder, articles: list[dict], shared: Path) -> list[Seen]:
    """Page and states of each article, once for all settings."""
    out = []
    for gold in articles:
        known = record(gold["id"], shared)
        article = Article.make(text=gold["text"], input_id=gold["id"], publisher=known.get("publisher"))
        out.append((gold, Page.of(nlp(), article), model.tag(gold["text"])))
    return out


def both(page: Page, tagged: Tagged, model: Encoder) -> list[Thing]:
    """The things of an article as the reader finds them: names and sets from rules and model."""
    spans = blend.names(page, find(page), tagged.spans)
    return in_order([*gather(page.text, spans, ()), *groups(page, sets(page), tagged, model)])


def rows(model: Encoder, seen: list[Seen], shared: Path = SHARED, find_things: Find = both) -> Iterator[Row]:
    """Of all that rules or model say and the text does not speak against: relation, the model's chance, whether the
    rules say it, whether it is right."""
    module = scorer(shared)
    for gold, page, read in seen:
        tagged = model.decode(read)
        things = find_things(page, tagged, model)
        number = {id(thing): n for n, thing in enumerate(things)}
        entities = [
            {
                "id": str(n),
                "type": thing.type,
                "mentions": [{"start": s.start, "end": s.end, "text": page.text[s.start : s.end]} for s in thing.spans],
            }
            for n, thing in enumerate(things)
        ]
        ids = module.align(gold["entities"], entities, lambda x, y: x["type"] == y["type"])
        right = {module.key(relation, None) for relation in gold["relations"]}
        said = blend.said(page, things, tell(page, things, vocabulary()), tagged, model)
        against = contradicted(page, things, said)
        for one in said:
            if id(one) not in against:
                ends = {"subject": str(number[id(one.stated.subject)]), "object": str(number[id(one.stated.object)])}
                key = module.key({"type": one.stated.relation, **ends}, ids)
                yield one.stated.relation, one.chance or 0.0, one.stated.rule != BY_MODEL, key in right


def judged(seen: list[Row], lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Confidence and rightness of each row."""
    made = blend.Blend({name: (blend.Line(*a), blend.Line(*b)) for name, (a, b) in lines.items()}, {})
    sure = np.array([made.confidence(row[0], row[1], by_rule=row[2]) for row in seen])
    return sure, np.array([row[3] for row in seen])


def fit(seen: list[Row]) -> Lines:
    """By relation: the line alone, and the line with a rule."""
    out = {}
    p = np.array([min(max(row[1], blend.LEAST_CHANCE / 2), 0.999) for row in seen])
    logits, right = np.log(p / (1 - p)), np.array([float(row[3]) for row in seen])
    by_rule, relation = np.array([row[2] for row in seen]), np.array([row[0] for row in seen])
    common = [line_through(logits[by_rule == how], right[by_rule == how], (1.0, 0.0), 0.1) for how in (False, True)]
    for name in RELATIONS:
        chosen = [(by_rule == how) & (relation == name) for how in (False, True)]
        alone, both = (line_through(logits[c], right[c], start, PULL) for c, start in zip(chosen, common, strict=True))
        out[name] = alone, both
    return out


def floors(seen: list[Row], lines: Lines, gold: int) -> dict[str, float]:
    """The least confidence of a statement, by relation: the one with the best F1, and for what accuses the one from
    which on ACCUSING of it is right."""
    sure, right = judged(seen, lines)
    accusing = np.array([vocabulary().relation(row[0]).accusing for row in seen])
    best = max(STEPS, key=lambda t: (2 * right[sure >= t].sum() / ((sure >= t).sum() + gold), t))
    precise = (t for t in STEPS if (hits := right[accusing & (sure >= t)]).size and hits.mean() >= ACCUSING)
    strict = max(best, min(precise, default=STEPS[-1]))
    return {name: strict if vocabulary().relation(name).accusing else best for name in lines}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--part", default="near")
    parser.add_argument("--report", default=None, help="do not fit: scores and calibration on this part")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    model, articles = Encoder.load(options.weights), part(options.report or options.part, options.shared)
    pages = see(model, articles, options.shared)
    gold = sum(len(article["relations"]) for article in articles)
    table = options.weights / "blend.tsv"
    if not options.report:
        model = replace(model, settings=replace(model.settings, group_bias=GROUP_BIAS, merge=GROUP_MERGE))
        (options.weights / "settings.json").write_text(model.settings.text(), encoding="utf-8")
    seen = list(rows(model, pages, options.shared))
    if not options.report:
        lines = fit(seen)
        least = floors(seen, lines, gold)
        table_rows = (
            "\t".join([name, *(f"{x:.4f}" for line in lines[name] for x in line), f"{least[name]:.2f}"])
            for name in lines
        )
        table.write_text("\n".join([HEADER, *table_rows]) + "\n", encoding="utf-8")
    made = blend.Blend.load(table)
    sure = np.array([made.confidence(row[0], row[1], by_rule=row[2]) for row in seen])
    right = np.array([row[3] for row in seen])
    kept = np.array([c >= made.least[row[0]] for row, c in zip(seen, sure, strict=True)])
    accusing = kept & np.array([vocabulary().relation(row[0]).accusing for row in seen])
    print(f"by the table: {kept.sum()} said, P {right[kept].mean():.3f} R {right[kept].sum() / gold:.3f}", end="; ")
    print(f"accusing {accusing.sum()}, P {right[accusing].mean():.3f}")
    for floor in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        hits, said = int(right[sure >= floor].sum()), int((sure >= floor).sum())
        f1 = 2 * hits / (said + gold)
        print(f"{floor:.2f} and surer: {said} said, P {hits / said:.3f} R {hits / gold:.3f} F1 {f1:.4f}")
    for floor in (0.05, 0.35):
        error, filled = expected_error(sure[sure >= floor], right[sure >= floor])
        print(f"expected calibration error from {floor} on: {error:.3f}")
        for mean, share, size in filled:
            print(f"  said {mean:.2f}  right {share:.2f}  of {size}")


if __name__ == "__main__":
    main()
