"""What each part of the reader brings: relations with this or that left out, fitted on one part, scored on another.

usage: python -m training.ablate WEIGHTS [--fit near] [--part dev]

Every row fits its own table of confidence (as stage 4 does) and takes the floor that is best on the part it was fitted
on; figures are those of eval/score.py's counting. Needs what reading needs, no torch.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from kg.extract import blend
from kg.extract.blended_groups import groups
from kg.extract.clusters import gather, in_order
from kg.extract.encoder import Encoder, Tagged
from kg.extract.page import Page
from kg.extract.rules import find, sets
from kg.extract.spans import BY_MODEL, Span
from kg.extract.things import Thing
from training.blend import STEPS, Find, Row, both, fit, judged, rows, see
from training.data import SHARED, part


def by_rules(page: Page, tagged: Tagged, model: Encoder) -> list[Thing]:
    """Names and sets of the rules."""
    return gather(page.text, find(page), sets(page))


def with_names(page: Page, tagged: Tagged, model: Encoder) -> list[Thing]:
    """Names of both, sets of the rules."""
    return gather(page.text, blend.names(page, find(page), tagged.spans), sets(page))


def with_groups(page: Page, tagged: Tagged, model: Encoder) -> list[Thing]:
    """Names of the rules, sets of both."""
    return in_order([*gather(page.text, find(page), ()), *groups(page, sets(page), tagged, model)])


def by_model(page: Page, tagged: Tagged, model: Encoder) -> list[Thing]:
    """Names and sets of the model alone, linked by it alone."""
    spans = [tag for tag in tagged.spans if not page.is_dropped(tag.start, tag.end)]
    things = []
    for members in model.cluster(tagged, spans):
        own = [Span(spans[n].start, spans[n].end, spans[n].type, BY_MODEL) for n in members]
        name = max((page.text[one.start : one.end] for one in own), key=len)
        things.append(Thing(own[0].type, name, spans=own))
    return in_order(things)


def only(seen: list[Row], *, rules: bool) -> list[Row]:
    """The rows with the word of one side left out."""
    if rules:
        return [(relation, 0.0, True, right) for relation, _, by_rule, right in seen if by_rule]
    return [(relation, chance, False, right) for relation, chance, _, right in seen if chance]


VARIANTS: tuple[tuple[str, Find, str], ...] = (
    ("rules alone", by_rules, "rules"),
    ("model alone", by_model, "model"),
    ("entities of the rules, relations of the model", by_rules, "model"),
    ("entities of the rules, relations of both", by_rules, "both"),
    ("+ names of the model", with_names, "both"),
    ("+ sets of people of the model", with_groups, "both"),
    ("all of it: the reader", both, "both"),
    ("entities of both, relations of the rules", both, "rules"),
    ("entities of both, relations of the model", both, "model"),
)


def f1(sure: np.ndarray, right: np.ndarray, least: float, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of what is at least so sure."""
    hits, said = int(right[sure >= least].sum()), int((sure >= least).sum())
    return hits / max(said, 1), hits / gold, 2 * hits / max(said + gold, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--fit", default="near")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    model = Encoder.load(options.weights)
    parts = [part(name, options.shared) for name in (options.fit, options.part)]
    pages = [see(model, articles, options.shared) for articles in parts]
    gold = [sum(len(article["relations"]) for article in articles) for articles in parts]
    print(f"{'relations on ' + options.part:<52}{'P':>7}{'R':>7}{'F1':>7}   F1 on {options.fit}")
    for name, find_things, says in VARIANTS:
        found = [list(rows(model, articles, options.shared, find_things)) for articles in pages]
        if says != "both":
            found = [only(one, rules=says == "rules") for one in found]
        lines = fit(found[0])
        scored = [judged(one, lines) for one in found]
        least = max((0.0, *STEPS), key=lambda t: f1(*scored[0], t, gold[0])[2])
        here, there = (f1(*scored[n], least, gold[n]) for n in (1, 0))
        print(f"{name:<52}" + "".join(f"{x:7.3f}" for x in here) + f"   {there[2]:.3f}", flush=True)


if __name__ == "__main__":
    main()
