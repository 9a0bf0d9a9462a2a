"""What a user sees of building: incremental, resumable, the same in parts as at once, nothing lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.config import Config
from kg.errors import UsageError
from kg.knowledge import Knowledge
from kg.model import Graph
from tests.corpus import ARTICLES, write


def exported(knowledge: Knowledge, folder: Path) -> bytes:
    out = folder / "graph.ttl"
    knowledge.export(out, with_victims=True)
    return out.read_bytes()


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("at-once")
    with kg.build(write(folder / "news"), folder / "store") as knowledge:
        return exported(knowledge, folder)


def test_in_three_parts_it_is_the_same_graph_to_the_byte(at_once: bytes, tmp_path: Path) -> None:
    paths = write(tmp_path / "news")
    for path in reversed(paths):
        kg.build([path], tmp_path / "store").close()
    with kg.open(tmp_path / "store") as knowledge:
        assert exported(knowledge, tmp_path) == at_once


def test_with_several_processes_it_is_the_same(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    lines = [f'{{"id": "n{n}", "text": "Polda Kepri menangkap {n + 2} orang di Batam."}}\n' for n in range(60)]
    many.write_text("".join(lines), encoding="utf-8")
    with kg.build([str(many)], tmp_path / "one") as one, kg.build([str(many)], tmp_path / "two", processes=2) as two:
        assert one.graph == two.graph
        assert len(one.graph.articles) == 60


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    paths = write(tmp_path / "news")
    with kg.build(paths, tmp_path / "store") as knowledge:
        assert knowledge.report is not None and knowledge.report.added == 3
        again = knowledge.build(paths)
        assert (again.added, again.replaced, again.unchanged) == (0, 0, 3)


def test_a_changed_text_replaces_what_its_older_version_said(tmp_path: Path) -> None:
    paths = write(tmp_path / "news")
    with kg.build(paths, tmp_path / "store") as knowledge:
        changed = ARTICLES["satu.txt"].replace("24 laporan", "31 laporan")
        Path(tmp_path / "news" / "satu.txt").write_text(changed, encoding="utf-8")
        report = knowledge.build(paths)
        assert (report.added, report.replaced, report.unchanged) == (0, 1, 2)
        rows = knowledge.query("MATCH (e:Evidence) RETURN e.quote AS quote ORDER BY quote").rows
    quotes = " ".join(str(quote) for (quote,) in rows)
    assert "31 laporan" in quotes
    assert "24 laporan" not in quotes


def test_a_file_without_address_that_changes_is_replaced_too(tmp_path: Path) -> None:
    path = tmp_path / "catatan.txt"
    with kg.build([], tmp_path / "store") as knowledge:
        for count in (5, 8):
            path.write_text(f"Polda Kepri menangkap {count} orang di Batam.", encoding="utf-8")
            knowledge.build([str(path)])
        assert len(knowledge.graph.articles) == 1
        assert [group.size.count for group in knowledge.graph.entities if group.size] == [8]


def test_a_withdrawn_article_takes_its_statements_along(at_once: bytes, tmp_path: Path) -> None:
    extra = tmp_path / "lain.txt"
    extra.write_text(
        "---\nurl: https://example.org/lain\n---\nPolda Riau menangkap 9 orang di Dumai.", encoding="utf-8"
    )
    with kg.build([*write(tmp_path / "news"), str(extra)], tmp_path / "store") as knowledge:
        assert exported(knowledge, tmp_path) != at_once
        knowledge.forget("https://example.org/lain")
        assert exported(knowledge, tmp_path) == at_once
        assert knowledge.query("MATCH (a:Article) RETURN count(a) AS n").rows == ((3,),)


def test_deleted_engine_files_are_made_anew(tmp_path: Path) -> None:
    import shutil

    query = "MATCH (s:Statement)-[:SUBJECT]->(e) RETURN s.id AS id, e.name AS name ORDER BY id"
    with kg.build(write(tmp_path / "news"), tmp_path / "store") as knowledge:
        before = knowledge.query(query)
    shutil.rmtree(tmp_path / "store" / "graph")
    with kg.build([], tmp_path / "store") as knowledge:
        assert knowledge.query(query) == before
    assert len(before.rows) > 5


def test_two_texts_under_one_id_keep_the_first_and_say_so(tmp_path: Path) -> None:
    path = tmp_path / "dua.jsonl"
    path.write_text('{"id": "x", "text": "Polda Kepri menangkap 5 orang."}\n{"id": "x", "text": "Lain sama sekali."}\n')
    with kg.build([str(path)], tmp_path / "store") as knowledge:
        report = knowledge.report
        assert report is not None
        assert report.passed_over == 1
        assert [finding.code for finding in report.findings if finding.severity == "error"] == ["duplicate-id"]
        assert len(knowledge.graph.articles) == 1
        assert knowledge.build([str(path)]).passed_over == 1
        assert "5 orang" in next(iter(knowledge.graph.statements)).evidence[0].quote


def test_bad_inputs_are_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    paths = write(tmp_path / "news")
    (tmp_path / "news" / "kosong.txt").write_bytes(b"")
    (tmp_path / "news" / "biner.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "news" / "latin.txt").write_bytes("Perang di Timur Tengah: café".encode("latin-1"))
    (tmp_path / "news" / "rusak.jsonl").write_text('{"id": "a", "text": "Polda Riau menangkap 2 orang."}\n{"id": \n')
    with kg.build([str(tmp_path / "news")], tmp_path / "store") as knowledge:
        report = knowledge.report
        assert report is not None
        errors = {
            (finding.code, Path(finding.where).name) for finding in report.findings if finding.severity == "error"
        }
        assert report.added == len(paths) + 1
    assert errors == {
        ("empty-file", "kosong.txt"),
        ("binary-file", "biner.txt"),
        ("wrong-encoding", "latin.txt"),
        ("invalid-json", "rusak.jsonl:2"),
    }


@pytest.mark.parametrize("moment", [0.6, 1.2, 2.0, 3.0])
def test_killed_at_any_point_the_next_run_finishes(tmp_path: Path, moment: float) -> None:
    many = tmp_path / "many.jsonl"
    lines = [f'{{"id": "n{n}", "text": "BATAM - Polda Kepri menangkap {n + 2} orang di Batam."}}\n' for n in range(150)]
    many.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(many), "--store", str(tmp_path / "store"), "-j", "1", "-q"]
    process = subprocess.Popen(command, start_new_session=True)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with kg.build([str(many)], tmp_path / "store") as knowledge, kg.build([str(many)], tmp_path / "other") as whole:
        assert knowledge.graph == whole.graph
        query = "MATCH (s:Statement)-[:OBJECT]->(e) RETURN s.id AS id, e.id AS e ORDER BY id"
        assert knowledge.query(query) == whole.query(query)
        assert len(whole.graph.articles) == 150


def test_a_judgement_of_a_person_undoes_a_merge_and_is_taken_back(tmp_path: Path) -> None:
    with kg.build(write(tmp_path / "news"), tmp_path / "store") as knowledge:
        merged = next(
            entity
            for entity in knowledge.graph.entities
            if entity.name.startswith("BP3MI Kep") or entity.id == "org/bp3mi-kepri"
        )
        assert len(merged.members) == 2
        left, right = merged.members
        before = knowledge.graph
        knowledge.judge(left, right, "different", reason="dua kantor", by="person:uji")
        homes = {member: entity.id for entity in knowledge.graph.entities for member in entity.members}
        assert homes[left] != homes[right]
        knowledge.unjudge(left, right)
        assert knowledge.graph == before


def test_a_judgement_that_cannot_hold_is_refused(tmp_path: Path) -> None:
    with kg.build(write(tmp_path / "news"), tmp_path / "store") as knowledge:
        ids = {entity.type: entity.id for entity in knowledge.graph.entities}
        for left, right, said in (
            (ids["Agency"], "org/tidak-ada", "no entity 'org/tidak-ada'"),
            (ids["Agency"], ids["City"], "two types"),
            (ids["Agency"], ids["Agency"], "give two ids"),
        ):
            with pytest.raises(UsageError, match=said):
                knowledge.judge(left, right, "same", reason="uji", by="person:uji")
        assert knowledge.ledger.judgements() == ()


def test_an_accusation_is_marked_until_a_person_accepts_it(tmp_path: Path) -> None:
    with kg.build(write(tmp_path / "news", "dua.txt"), tmp_path / "store") as knowledge:
        accusing = [s for s in knowledge.graph.statements if s.relation in ("ARRESTS", "RECRUITS")]
        assert accusing
        assert {statement.review_status for statement in accusing} == {"unreviewed"}
        knowledge.review(accusing[0].id, "accepted", by="person:uji")
        query = "MATCH (s:Statement {id: $id}) RETURN s.reviewStatus AS status"
        assert knowledge.query(query, {"id": accusing[0].id}).rows == (("accepted",),)


def test_a_question_is_asked_with_a_parameter_called_name(tmp_path: Path) -> None:
    with kg.build(write(tmp_path / "news", "tiga.txt")) as knowledge:
        table = knowledge.ask("timeline", name="KBRI Phnom Penh")
        assert table.rows and "quote" in table.columns


def test_the_graph_is_whole(tmp_path: Path) -> None:
    with kg.build(write(tmp_path / "news")) as knowledge:
        graph = knowledge.graph
        assert Graph.model_validate(graph.model_dump()) == graph
        assert {statement.relation for statement in graph.statements} >= {"REPATRIATES", "ARRESTS", "RESCUES"}
        members = [member for entity in graph.entities for member in entity.members]
        assert len(members) == len(set(members))


def test_a_made_up_relation_flows_from_the_turtle(tmp_path: Path) -> None:
    from ontology.vocabulary import ONTOLOGY

    text = ONTOLOGY.read_text(encoding="utf-8") + (
        '\nkg:greets a owl:ObjectProperty ; rdfs:subPropertyOf kg:relatedTo ; rdfs:label "greets"@en , "menyapa"@id ;\n'
        "  schema:domainIncludes kg:Agency ; schema:rangeIncludes kg:Agency .\n"
    )
    path = tmp_path / "ontology.ttl"
    path.write_text(text, encoding="utf-8")
    config = Config(tmp_path / "store", ontology=path)
    with Knowledge.open(config) as knowledge:
        knowledge.build(write(tmp_path / "news", "dua.txt"))
        assert knowledge.config.vocabulary.relation("GREETS").name == "greets"
        _store_statement(knowledge, "GREETS")
        rows = knowledge.query("MATCH (a)-[r:GREETS]->(b) RETURN r.modality AS modality").rows
        assert rows == (("asserted",),)


def _store_statement(knowledge: Knowledge, relation: str) -> None:
    """Change one stored statement's relation, as an extractor that knows the new one would write it."""
    article = next(iter(knowledge.ledger.records()))
    full, extraction = knowledge.ledger.article(article.id), knowledge.ledger.extraction(article.id)
    assert full is not None and extraction is not None
    chosen = next(s for s in extraction.statements if s.relation == "COOPERATES_WITH")
    changed = chosen.model_copy(update={"relation": relation})
    statements = tuple(changed if s is chosen else s for s in extraction.statements)
    with knowledge.ledger.transaction():
        knowledge.ledger.put(full, extraction.model_copy(update={"statements": statements}), source="x", single=False)
    knowledge.build()
