"""The commands beside a real Neo4j, as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import kg
from tests.corpus import write
from tests.neo4j.server import Server, emptied


@pytest.fixture(scope="module")
def here(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a store in it; the database is empty."""
    folder = tmp_path_factory.mktemp("commands")
    with emptied(server):
        assert run("build", *write(folder / "news"), "-q", server=server, here=folder).returncode == 0
    yield folder


def run(*arguments: str, server: Server, here: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "NEO4J_URI": server.uri,
        "NEO4J_USERNAME": server.username,
        "NEO4J_PASSWORD": server.password,
        "KG_STORE": str(here / "store"),
        **changes,
    }
    environment = {name: value for name, value in environment.items() if value}
    command = [sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert server.password not in done.stdout + done.stderr
    return done


def test_build_load_ask_query_why_pull_dump(server: Server, here: Path) -> None:
    def ok(*arguments: str) -> str:
        done = run(*arguments, server=server, here=here)
        assert done.returncode == 0, done.stderr
        return done.stdout

    built = ok("build", *write(here / "news"), "--to", server.uri)
    assert "3 known already" in built and "nodes_created" in built
    assert "up to date, nothing to change" in ok("load")
    for question in (
        ("ask", "timeline", "-p", "name=Polda"),
        ("query", "MATCH (a:Agency) RETURN a.name AS n ORDER BY n"),
    ):
        rows = json.loads(ok(*question, "-f", "json", "--on", "neo4j"))
        assert rows and rows == json.loads(ok(*question, "-f", "json"))
    assert ok("why", "Polda Kepri", "-f", "json", "--on", server.uri) == ok("why", "Polda Kepri", "-f", "json")
    ok("export", str(here / "store.ttl"))
    ok("pull", str(here / "pulled.ttl"))
    assert (here / "store.ttl").read_bytes() == (here / "pulled.ttl").read_bytes()
    assert ok("dump", "neo4j-admin", str(here / "dump")).startswith("neo4j-admin database import full ")
    ok("forget", "https://example.org/berita/dua")
    assert "deleted" in ok("load")
    assert json.loads(ok("ask", "timeline", "-p", "name=Bondan", "-f", "json", "--on", "neo4j")) == []


@pytest.mark.parametrize(
    ("arguments", "changes", "code", "said"),
    [
        (("load",), {"NEO4J_PASSWORD": "wrong"}, 4, "check NEO4J_USERNAME and NEO4J_PASSWORD"),
        (("load",), {"NEO4J_PASSWORD": ""}, 2, "set NEO4J_PASSWORD"),
        (("load", "--to", "http://localhost"), {}, 2, "expected one like neo4j://localhost:7687"),
        (("query", "CREATE (n:X)", "--on", "neo4j"), {}, 5, "queries may only read"),
        (("query", "RETURN foo(1)", "--on", "neo4j"), {}, 5, "Unknown function 'foo' (line 1, column 8"),
    ],
)
def test_what_goes_wrong_is_one_line(
    server: Server, here: Path, arguments: tuple[str, ...], changes: dict[str, str], code: int, said: str
) -> None:
    done = run(*arguments, server=server, here=here, **changes)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1


def test_the_style_has_a_rule_for_every_class_and_relation() -> None:
    text = CliRunner().invoke(kg, ["style"]).output
    for name in ("node.Person {", "node.DiplomaticMission {", "node.Statement {", "relationship.RESCUES {"):
        assert f"\n{name}\n" in text
    assert text.count("{\n") == text.count("\n}")
    assert text.index("node.Entity {") < text.index("node.Agency {") < text.index("node.DiplomaticMission {")
