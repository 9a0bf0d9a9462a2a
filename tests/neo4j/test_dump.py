"""`kg dump neo4j-admin`: the files are imported for real, and a load on top changes nothing."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.model import Graph
from loaders.neo4j_.admin import dump
from ontology.vocabulary import vocabulary
from tests.graphs import entity, graph
from tests.neo4j.gold import gold
from tests.neo4j.server import Server, emptied

ODD = entity("person/odd", "Person", 'a "b"\n;c,d\\ \t', aliases=("x;y", 'z"', "two\nlines", "", " pad "))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_what_is_imported_is_the_graph_and_a_load_on_top_changes_nothing(server: Server, tmp_path: Path) -> None:
    if server.home is None:
        pytest.skip("neo4j-admin runs beside the server")
    entities = tuple(sorted((*gold().entities, ODD), key=lambda item: item.id))
    wanted = Graph(**{**{part: getattr(gold(), part) for part in Graph.model_fields}, "entities": entities})
    command = shlex.split(dump(wanted, tmp_path / "out", vocabulary=vocabulary()))
    assert command[:4] == ["neo4j-admin", "database", "import", "full"]
    server.kill()  # what was there is written over
    try:
        done = server.admin(*command[1:-1], "--overwrite-destination=true", command[-1], cwd=tmp_path / "out")
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        server.start()
    with emptied(server, keep=True) as store:
        assert store.graph() == wanted
        assert store.sync(wanted).total == 0
        assert not store.counters.keys() - {"constraints_added", "indexes_added"}
        assert store.query("MATCH (p:Person {id: $id}) RETURN p.name, p.aliases", {"id": ODD.id}).rows == (
            (ODD.name, ODD.aliases),
        )


def test_the_same_graph_gives_the_same_bytes_and_leaves_no_old_files(tmp_path: Path) -> None:
    first = dump(gold(), tmp_path / "a", vocabulary=vocabulary())
    dump(graph(), tmp_path / "b", vocabulary=vocabulary())
    assert dump(gold(), tmp_path / "b", vocabulary=vocabulary()) == first
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert f"exec {first}\n" in (tmp_path / "a" / "import.sh").read_text()


def test_every_file_is_named_in_the_command(tmp_path: Path) -> None:
    command = dump(gold(), tmp_path, vocabulary=vocabulary())
    assert all(name in command for name in files(tmp_path) if name.endswith(".csv"))
    assert "--nodes=Evidence=" in command and "--relationships=RESCUES=" in command


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        dump(graph(), tmp_path / "file" / "out", vocabulary=vocabulary())
