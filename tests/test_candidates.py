"""What is not sure enough to be said: kept apart, counted, listed, accepted by a person; never in an export before."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import kg as command
from kg.config import Config
from kg.knowledge import Knowledge
from tests.corpus import write

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


def build(folder: Path, least: float | None) -> Knowledge:
    knowledge = Knowledge.open(Config(folder / "store", min_confidence=least))
    knowledge.build(write(folder / "news"))
    return knowledge


def test_a_higher_floor_moves_statements_to_the_candidates_and_loses_none(tmp_path: Path) -> None:
    with build(tmp_path, 0.2) as knowledge:
        low = {one.id for one in knowledge.source.statements}, {one.id for one in knowledge.source.candidates}
    with build(tmp_path, 0.7) as knowledge:
        high = {one.id for one in knowledge.source.statements}, {one.id for one in knowledge.source.candidates}
        assert all(one.confidence >= 0.7 for one in knowledge.source.statements)
        assert all(one.confidence < 0.7 for one in knowledge.source.candidates)
    assert high[0] < low[0] and low[0] | low[1] == high[0] | high[1] and not high[0] & high[1]


def test_a_candidate_is_in_no_graph_until_a_person_accepts_it(tmp_path: Path) -> None:
    with build(tmp_path, 0.7) as knowledge:
        candidate = next(iter(knowledge.source.candidates))
        count = "MATCH (s:Statement {id: $id}) RETURN count(s)"
        assert knowledge.query(count, {"id": candidate.id}).rows == ((0,),)
        knowledge.review(candidate.id, "accepted", by="person:uji")
        assert knowledge.query(count, {"id": candidate.id}).rows == ((1,),)
        ids = [one.id for one in knowledge.source.statements]
        assert candidate.id in ids and ids == sorted(ids)
        assert candidate.id not in {one.id for one in knowledge.source.candidates}
        knowledge.review(candidate.id, "unreviewed", by="person:uji")
        assert knowledge.query(count, {"id": candidate.id}).rows == ((0,),)


def test_sets_of_people_that_only_candidates_speak_of_are_not_in_the_graph(tmp_path: Path) -> None:
    with build(tmp_path, 0.95) as knowledge:
        spoken_of = {name for one in knowledge.source.statements for name in one.things}
        groups = {entity.id for entity in knowledge.source.entities if entity.type == "Group"}
        assert groups <= spoken_of
        assert {one.entity_id for one in knowledge.source.appearances} <= {e.id for e in knowledge.source.entities}


def test_candidates_are_counted_and_listed_with_their_sentence(tmp_path: Path) -> None:
    runner, store = CliRunner(), str(tmp_path / "store")
    built = runner.invoke(command, ["build", *write(tmp_path / "news"), "--store", store, "--min-confidence", "0.9"])
    assert built.exit_code == 0, built.output
    listed = runner.invoke(command, ["candidates", "--store", store, "--format", "json", "--limit", "0"])
    rows = json.loads(listed.stdout)
    assert rows and f"{len(rows)} less sure" in built.output
    assert [row["confidence"] for row in rows] == sorted((row["confidence"] for row in rows), reverse=True)
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((tmp_path / "news").iterdir()))
    assert all(row["quote"] in text for row in rows)


def test_extract_writes_candidates_apart(tmp_path: Path) -> None:
    paths = write(tmp_path / "news")
    runner = CliRunner()
    rows = []
    for least in ("0", "1"):
        out = tmp_path / f"{least}.jsonl"
        assert runner.invoke(command, ["extract", paths[0], "-o", str(out), "--min-confidence", least]).exit_code == 0
        rows.append(json.loads(out.read_text(encoding="utf-8")))
    assert rows[0]["relations"] and "candidates" not in rows[0]
    assert not rows[1]["relations"] and {one["type"] for one in rows[1]["candidates"]} <= {
        one["type"] for one in rows[0]["relations"]
    }


@pytest.mark.parametrize("least", ["-0.1", "1.5", "much"])
def test_a_floor_that_is_no_confidence_is_refused(tmp_path: Path, least: str) -> None:
    result = CliRunner().invoke(command, ["build", str(tmp_path), "--min-confidence", least])
    assert result.exit_code == 2 and "--min-confidence" in result.output


def test_a_store_from_before_candidates_still_opens(tmp_path: Path) -> None:
    import sqlite3

    with build(tmp_path, 0.2):
        pass
    with sqlite3.connect(tmp_path / "store" / "ledger.sqlite") as old:
        old.execute("DROP TABLE candidates")
    old.close()
    with kg.open(tmp_path / "store") as knowledge:
        assert list(knowledge.source.candidates) == [] and list(knowledge.source.statements)
    with Knowledge.open(Config(tmp_path / "store")) as knowledge:
        assert knowledge.build().unchanged == 0
