import copy
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.evaluate import Score, evaluate
from tests.sample import record, span

SCRIPT = Path(__file__).parents[2] / "shared" / "eval" / "score.py"
GOLD = Path(__file__).parent / "gold"


def test_nothing_found_scores_nothing() -> None:
    scores = evaluate([record()], [])
    assert (scores.articles, scores.answered) == (1, 0)
    assert scores.entities["all"].f1 == scores.relations["all"].f1 == 0.0
    assert len(scores.missed) == 11


def test_a_wrong_end_is_missed_and_spurious() -> None:
    gold, predicted = record(), record()
    predicted["relations"][0]["subject"] = "d"
    scores = evaluate([gold], [predicted])
    assert scores.relations["REPORTS"].right == 0
    assert scores.relations["all"].precision == scores.relations["all"].recall == 4 / 5
    assert scores.missed == ["contoh-1 REPORTS 'BP3MI Kepri' -> '24 laporan pengaduan'"]
    assert scores.spurious == ["contoh-1 REPORTS 'PT Angin Lalu' -> '24 laporan pengaduan'"]


def test_a_group_without_a_relation_does_not_count() -> None:
    gold, predicted = record(), record()
    extra = {"id": "z", "type": "Group", "name": "mereka", "mentions": [span(gold["text"], "mereka")]}
    predicted["entities"].append(extra)
    assert evaluate([gold], [predicted]).entities["all"].f1 == 1.0


def test_cooperation_counts_in_either_direction() -> None:
    gold, predicted = record(), record()
    evidence = gold["relations"][0]["evidence"]
    gold["relations"] = [{"type": "COOPERATES_WITH", "subject": "a", "object": "d", "evidence": evidence}]
    predicted["relations"] = [{"type": "COOPERATES_WITH", "subject": "d", "object": "a", "evidence": evidence}]
    assert evaluate([gold], [predicted]).relations["all"].f1 == 1.0


def test_attributes_are_scored_on_what_matched() -> None:
    gold, predicted = record(), record()
    predicted["relations"][4]["modality"] = "asserted"
    predicted["relations"][1]["title"] = "kepala"
    predicted["entities"][4]["count"] = 42
    assert evaluate([gold], [predicted]).attributes == {"modality": (4, 5), "title": (1, 1), "count": (1, 2)}


@pytest.mark.skipif(not SCRIPT.exists(), reason=f"the evaluation script is not at {SCRIPT}")
def test_the_figures_are_those_of_the_evaluation_script(tmp_path: Path) -> None:
    chance = random.Random(7)
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    predicted = [_spoilt(record, chance) for record in gold]
    for name, records in (("gold", gold), ("predicted", predicted)):
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(tmp_path / "gold.jsonl"), str(tmp_path / "predicted.jsonl"), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = evaluate(gold, predicted)
    for part in ("entities", "mentions", "relations"):
        assert theirs[part] == {name: _figures(score) for name, score in getattr(ours, part).items()}
    assert theirs["attributes"] == {
        name: {"accuracy": round(right / total, 4), "n": total} for name, (right, total) in ours.attributes.items()
    }
    assert 0.3 < ours.relations["all"].f1 < 0.95


def _figures(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "tp": score.right,
        "pred": score.predicted,
        "gold": score.gold,
    }


def _spoilt(record: dict, chance: random.Random) -> dict:
    """A prediction as a bad reader makes it: things dropped, types and ends changed, spans shifted."""
    made = copy.deepcopy(record)
    for entity in made["entities"]:
        if chance.random() < 0.1:
            entity["type"] = chance.choice(["Place", "City", "Agency"])
        for mention in entity["mentions"]:
            if chance.random() < 0.2:
                mention["end"] = max(mention["start"] + 1, mention["end"] - chance.randint(1, 6))
    for relation in made["relations"]:
        if chance.random() < 0.2:
            relation["object"] = chance.choice(made["entities"])["id"]
        if chance.random() < 0.2:
            relation["modality"] = "planned"
    made["relations"] = [relation for relation in made["relations"] if chance.random() < 0.8]
    return made
