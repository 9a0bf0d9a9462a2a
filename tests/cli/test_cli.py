"""The commands as a user meets them: help, output, exit codes. Each runs in a process of its own."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

import kg as kg_module
from kg.cli import COMMANDS, kg
from tests.corpus import write

NAMES = [name for section in COMMANDS.values() for name in section]


def run(*arguments: str, store: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    more = ["--store", str(store)] if store else []
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments, *more], input=stdin, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    done = run("build", *write(folder / "news"), store=folder / "store")
    assert done.returncode == 0, done.stderr
    assert "3 added" in done.stdout
    assert "REPATRIATES" in done.stdout
    return folder / "store"


def test_help_is_a_table_of_contents() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert [name for name in NAMES if f"\n  {name} " not in done.stdout] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_says_the_same_line_and_has_an_example(name: str) -> None:
    command = kg.get_command(click.Context(kg), name)
    assert command is not None and command.help is not None
    line = next(section[name][1] for section in COMMANDS.values() if name in section)
    assert command.short_help == line
    assert f"kg {name}" in command.help.split("\b")[-1]


def test_a_query_prints_rows_in_three_formats(store: Path) -> None:
    cypher = "MATCH (a:Agency) WHERE a.name CONTAINS $part RETURN a.name AS name ORDER BY name"
    table = run("query", cypher, "-p", "part=Polda", store=store)
    assert "Polda Kep" in table.stdout
    rows = json.loads(run("query", cypher, "-p", "part=Polda", "-f", "json", store=store).stdout)
    assert len(rows) == 1 and rows[0]["name"].startswith("Polda Kep")
    printed = run("query", cypher, "-p", "part=Polda", "-f", "csv", store=store).stdout
    assert list(csv.DictReader(io.StringIO(printed))) == rows


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Entity {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "RETURN 1 AS",
    ],
)
def test_a_query_that_writes_or_is_wrong_exits_with_5(store: Path, cypher: str) -> None:
    done = run("query", cypher, store=store)
    assert done.returncode == 5
    assert done.stdout == ""
    assert done.stderr.startswith("kg: ")
    assert "root:" not in done.stderr


def test_questions_are_listed_and_answered_with_their_sentence(store: Path) -> None:
    assert "timeline" in run("ask").stdout
    done = run("ask", "timeline", "-p", "name=KBRI Phnom Penh", store=store)
    assert done.returncode == 0, done.stderr
    assert "menyelamatkan 31 WNI" in done.stdout
    assert run("ask", "tidak-ada", store=store).returncode == 2
    assert run("ask", "timeline", "-p", "salah=1", store=store).returncode == 2


def test_why_shows_the_sentence_and_the_article(store: Path) -> None:
    done = run("why", "Polda Kepri", store=store)
    assert done.returncode == 0, done.stderr
    for piece in ("ARRESTS", "menangkap Bondan Prakosa di Batam", "Polda Kepri tangkap perekrut"):
        assert piece in done.stdout


def test_info_tells_who_made_it(store: Path) -> None:
    done = run("info", store=store)
    assert "Jejaring 0." in done.stdout and "reader-" in done.stdout
    listed = run("info", "--articles", "-f", "json", store=store)
    assert {row["url"] for row in json.loads(listed.stdout)} >= {"https://example.org/berita/satu"}


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".graphml", ".gexf", ".json", ".csv"])
def test_every_format_is_written_twice_alike(store: Path, tmp_path: Path, suffix: str) -> None:
    for name in ("one", "two"):
        done = run("export", str(tmp_path / f"{name}{suffix}"), store=store)
        assert done.returncode == 0, done.stderr
    one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    pairs = [(f, two / f.name) for f in one.iterdir()] if one.is_dir() else [(one, two)]
    assert pairs and all(left.read_bytes() == right.read_bytes() for left, right in pairs)


def test_an_unknown_format_names_the_known_ones(store: Path, tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "graph.xyz"), store=store)
    assert done.returncode == 2
    assert ".ttl" in done.stderr


def test_the_network_is_drawn(store: Path, tmp_path: Path) -> None:
    done = run("network", str(tmp_path / "a.svg"), store=store)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("<path") > 5


def test_extract_and_evaluate_without_a_store(tmp_path: Path) -> None:
    paths = write(tmp_path / "news")
    done = run("extract", *paths, "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(records) == 3
    for record in records:
        for entity in record["entities"]:
            for mention in entity["mentions"]:
                assert record["text"][mention["start"] : mention["end"]] == mention["text"]
    scored = run("evaluate", str(tmp_path / "out.jsonl"), str(tmp_path / "out.jsonl"))
    assert "1.000" in scored.stdout
    assert run("evaluate", str(tmp_path / "out.jsonl")).stdout == scored.stdout


def test_input_ids_are_kept_from_stdin_to_stdout() -> None:
    line = json.dumps({"id": "a001", "text": "Polda Kepri menangkap 5 orang di Batam."})
    done = run("extract", "-", stdin=line + "\n")
    assert json.loads(done.stdout)["id"] == "a001"


def test_passed_over_inputs_exit_with_1_and_say_which(tmp_path: Path) -> None:
    paths = write(tmp_path / "news", "satu.txt")
    (tmp_path / "news" / "kosong.txt").write_bytes(b"")
    done = run("build", *paths, str(tmp_path / "news" / "kosong.txt"), store=tmp_path / "store")
    assert done.returncode == 1
    assert "1 added, 1 passed over" in done.stdout
    assert "kosong.txt" in done.stderr


def test_without_a_store_a_question_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("ask", "timeline", store=tmp_path / "none")
    assert done.returncode == 4
    assert "kg build" in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_locked_store_exits_with_4(tmp_path: Path) -> None:
    from kg.ledger import Ledger

    with Ledger.open(tmp_path / "store" / "ledger.sqlite"):
        done = run("build", *write(tmp_path / "news"), store=tmp_path / "store")
    assert done.returncode == 4
    assert "another process is writing" in done.stderr


def test_an_empty_store_takes_nothing_out_of_neo4j_unasked(tmp_path: Path) -> None:
    kg_module.build([], tmp_path / "store").close()
    done = run("load", "--to", "bolt://127.0.0.1:1", store=tmp_path / "store")
    assert done.returncode == 2
    assert "no articles in this store" in done.stderr


def test_help_needs_none_of_the_heavy_packages() -> None:
    code = (
        "import sys, kg.cli\n"
        "try: kg.cli.main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'rdflib', 'networkx', 'matplotlib', 'arcadedb', 'trafilatura', 'pydantic', 'numpy'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
