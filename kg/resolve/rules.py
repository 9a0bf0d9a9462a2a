"""`tables/rules.tsv`: what follows from how two names relate and from what else the articles share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.model import Judgement
from kg.resolve.tables import rows

MACHINE = "resolve"
"""Who makes the judgements of this room."""
EVIDENCE = ("title", "office", "story", "none")
"""What two articles may share, strongest first; a rule for a weaker one holds for the stronger ones too."""

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True)
class Rule:
    """`score` is between 0 and 1; among rules that join, the higher goes first."""

    verdict: Verdict
    score: float
    reason: str


@cache
def rule(names: str, evidence: str) -> Rule | None:
    """The rule for this relation of names and this or, failing it, a weaker evidence; None when there is none."""
    found = {(row[0], row[1]): row for row in rows("rules")}
    for weaker in EVIDENCE[EVIDENCE.index(evidence) :]:
        if row := found.get((names, weaker)):
            verdict: Verdict = "same" if row[2] == "same" else "unsure"
            return Rule(verdict, float(row[3]), row[4])
    return None


def judge(left: str, right: str, verdict: Verdict, score: float, *reasons: str) -> Judgement:
    """The machine's judgement on two ids, the smaller one left."""
    low, high = sorted((left, right))
    return Judgement(left=low, right=high, verdict=verdict, score=score, reasons=reasons, by=MACHINE)
