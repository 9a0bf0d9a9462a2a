"""kg merges, kg judge, kg review: what a person decides."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Literal, cast

import click

from kg import render
from kg.cli import options
from kg.config import Config
from kg.errors import UsageError
from kg.knowledge import Knowledge
from kg.ports import Table


@click.command("merges", short_help="What was merged and why.")
@click.argument("entity", required=False)
@click.option("--verdict", type=click.Choice(["same", "different", "unsure"]), help="Only these.")
@click.option("--by-people", is_flag=True, help="Only what people decided.")
@options.store
@options.ontology
@options.format
def merges_cmd(
    entity: str | None, verdict: str | None, by_people: bool, store: Path, ontology: Path, format: str
) -> None:
    """What was merged and why; with ENTITY (an id), only what concerns it.

    \b
    kg merges
    kg merges --verdict unsure
    kg merges org/bp3mi-kepri
    """
    with Knowledge.open(Config(store, ontology=ontology), read_only=True) as knowledge:
        ledger = knowledge.ledger
        found = ledger.judgements() if by_people else (*ledger.judgements(), *ledger.machine_judgements())
        names = {member: found.name for found in ledger.entities() for member in (found.id, *found.members)}
        canonical = ledger.canonical()
    rows = []
    for judgement in found:
        ends = (judgement.left, judgement.right)
        if (verdict is None or judgement.verdict == verdict) and (
            entity is None or entity in ends or entity in {canonical.get(end) for end in ends}
        ):
            left, right = (f"{names.get(end, '(gone)')} [{end}]" for end in ends)
            rows.append((left, right, judgement.verdict, judgement.score, "; ".join(judgement.reasons), judgement.by))
    render.show(Table(("left", "right", "verdict", "score", "reasons", "by"), tuple(rows)), format=format)


@click.command("judge", short_help="Say that two are the same or different, or take it back.")
@click.argument("left")
@click.argument("right")
@click.option("--same", "verdict", flag_value="same", help="They are one.")
@click.option("--different", "verdict", flag_value="different", help="They are two: undoes a merge.")
@click.option("--unsure", "verdict", flag_value="unsure", help="Keep them apart, and keep asking.")
@click.option("--undo", "verdict", flag_value="undo", help="Take the judgement back.")
@click.option("--reason", default="judged by hand", show_default=True, help="Why, in your words.")
@options.store
@options.ontology
def judge_cmd(left: str, right: str, verdict: str | None, reason: str, store: Path, ontology: Path) -> None:
    """Say that two entities are the same or different, or take it back. A person's word outweighs the machine's.

    LEFT and RIGHT are ids that `kg merges` shows.

    \b
    kg judge person/0a… person/7f… --different --reason 'father and son'
    kg judge person/0a… person/7f… --undo
    """
    if verdict is None:
        raise UsageError("say one of --same, --different, --unsure, --undo")
    with Knowledge.open(Config(store, ontology=ontology)) as knowledge:
        if verdict == "undo":
            knowledge.unjudge(left, right)
        else:
            word = cast(Literal["same", "different", "unsure"], verdict)
            knowledge.judge(left, right, word, reason=reason, by=_user())
    render.say(f"{verdict}: {left} and {right}")


@click.command("review", short_help="Accept or reject a statement.")
@click.argument("statement")
@click.option("--accept", "status", flag_value="accepted", help="It says what the sentence says.")
@click.option("--reject", "status", flag_value="rejected", help="The sentence does not say so.")
@click.option("--reset", "status", flag_value="unreviewed", help="Not reviewed, as at first.")
@options.store
@options.ontology
def review_cmd(statement: str, status: str | None, store: Path, ontology: Path) -> None:
    """Accept or reject a statement after reading its sentence. Accusations stay marked `unreviewed` until then.

    \b
    kg ask review-first
    kg review statement/3q7m1p5t9v2k8d4a --accept
    """
    if status is None:
        raise UsageError("say one of --accept, --reject, --reset")
    with Knowledge.open(Config(store, ontology=ontology)) as knowledge:
        knowledge.review(statement, status, by=_user())
    render.say(f"{status}: {statement}")


@click.command("candidates", short_help="What was read but is not sure enough to be said.")
@click.option("--relation", help="Only this relation (ARRESTS).")
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="At most so many; 0 for all.")
@options.store
@options.ontology
@options.format
def candidates_cmd(relation: str | None, limit: int, store: Path, ontology: Path, format: str) -> None:
    """What was read but is not sure enough to be said, the surest first, each with its sentence.

    Candidates are in no graph and in no export. `kg review ID --accept` makes one a statement.

    \b
    kg candidates
    kg candidates --relation ARRESTS --limit 0 --format csv
    """
    with Knowledge.open(Config(store, ontology=ontology), read_only=True) as knowledge:
        names = {entity.id: entity.name for entity in knowledge.ledger.entities()}
        found = [one for one in knowledge.source.candidates if relation in (None, one.relation)]
    found.sort(key=lambda one: (-one.confidence, one.id))
    rows = [
        (one.id, one.confidence, names[one.subject], one.relation, names[one.object], one.evidence[0].quote)
        for one in found[: limit or None]
    ]
    columns = ("id", "confidence", "subject", "relation", "object", "quote")
    render.show(Table(columns, tuple(rows)), format=format)
    if len(found) > len(rows):
        render.say(f"{len(found) - len(rows)} more; --limit 0 shows all")


def _user() -> str:
    return f"person:{getpass.getuser()}"
