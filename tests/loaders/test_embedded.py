"""What is particular to the embedded store: its folder and lock, other processes, kills, full disks, making it anew."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import LockedError, QueryError, StoreError
from kg.model import Graph
from loaders.embedded import EmbeddedStore
from ontology.vocabulary import ONTOLOGY, vocabulary
from tests.graphs import EMBASSY, GROUP, NEW_RELATION, graph, said
from tests.loaders.many import MANY, many
from tests.loaders.stores import expected, held

ROOT = Path(__file__).parents[2]


def run(code: str, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Another Python process, with the store's class and the graphs at hand."""
    head = (
        "import sys, os, time, signal, threading\n"
        "from pathlib import Path\n"
        "from loaders.embedded import EmbeddedStore\n"
        "from kg.errors import KgError\n"
        "from tests.graphs import graph\n"
        "from tests.loaders.many import many\n"
        "folder = Path(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", head + code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small graph in it, to be copied."""
    path = tmp_path_factory.mktemp("whole") / "graph"
    with EmbeddedStore.open(path) as store:
        store.sync(graph())
    return path


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A folder with the small graph in it."""
    return shutil.copytree(whole, tmp_path / "graph")


# ---- the folder


def test_closed_and_opened_again_it_holds_the_same(folder: Path) -> None:
    with EmbeddedStore.open(folder, read_only=True) as store:
        assert held(store) == expected(graph())
        with pytest.raises(StoreError, match="opened to read"):
            store.sync(graph())
    with EmbeddedStore.open(folder) as store:
        assert store.sync(graph()).total == 0


def test_there_is_nothing_to_read_before_it_is_built(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run kg build first"):
        EmbeddedStore.open(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_closed_it_says_so_and_closing_again_does_nothing(folder: Path) -> None:
    store = EmbeddedStore.open(folder, read_only=True)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("RETURN 1 AS one")


@pytest.mark.parametrize("made", ['{"projection": 0}', "not JSON", None])
def test_made_under_another_projection_it_is_made_anew(folder: Path, made: str | None) -> None:
    if made is None:
        (folder / "made.json").unlink()
    else:
        (folder / "made.json").write_text(made, encoding="utf-8")
    with pytest.raises(StoreError, match="run kg build"):
        EmbeddedStore.open(folder, read_only=True)
    with EmbeddedStore.open(folder) as store:
        assert held(store) == []
        store.sync(graph())
        assert held(store) == expected(graph())


@pytest.mark.parametrize("broken", ["schema*", "dictionary*", "Statement*", ""])
def test_its_files_gone_or_broken_building_makes_it_anew(folder: Path, broken: str) -> None:
    if broken:
        for path in (folder / "engine").glob(broken):
            path.write_bytes(b"{")
    else:
        shutil.rmtree(folder / "engine")
    with EmbeddedStore.open(folder) as store:
        store.sync(graph())
        assert held(store) == expected(graph())


def test_a_file_in_its_place_is_an_error_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="choose another place"):
        EmbeddedStore.open(tmp_path / "graph")


def test_another_ontology_makes_it_anew_with_its_relations(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ontology.ttl"
    copy.write_text(ONTOLOGY.read_text(encoding="utf-8") + NEW_RELATION, encoding="utf-8")
    fed = graph(statements=(said(EMBASSY, "FEEDS_THE_CAT_OF", GROUP, "KBRI Contohpura"),))
    with EmbeddedStore.open(folder, vocabulary=vocabulary(copy)) as store:
        store.sync(fed)
        answer = store.query("MATCH (a)-[:FEEDS_THE_CAT_OF]->(b) RETURN a.id AS a, b.id AS b")
        assert answer.rows == ((EMBASSY.id, GROUP.id),)
        assert store.sync(fed).total == 0


# ---- other processes

_OPEN = """
try:
    with EmbeddedStore.open(folder, read_only=sys.argv[2] == "read") as store:
        print(store.query("MATCH (n) RETURN count(n) > 0 AS some").rows)
except KgError as problem:
    print(type(problem).__name__, problem)
"""


def test_a_second_writer_and_a_reader_are_told_who_has_it(folder: Path) -> None:
    with EmbeddedStore.open(folder):
        for how in ("write", "read"):
            told = run(_OPEN, str(folder), how).stdout
            assert told.startswith(f"LockedError {folder}: the graph is being written") and told.count("\n") == 1
        with pytest.raises(LockedError):
            EmbeddedStore.open(folder)


def test_several_read_at_once_and_a_writer_is_told(folder: Path) -> None:
    with EmbeddedStore.open(folder, read_only=True) as store:
        assert run(_OPEN, str(folder), "read").stdout == "((True,),)\n"
        told = run(_OPEN, str(folder), "write").stdout
        assert told.startswith(f"LockedError {folder}: the graph is being read") and told.count("\n") == 1
        assert held(store) == expected(graph())


def test_it_is_silent_and_leaves_nothing_where_it_is_run(folder: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in ROOT.iterdir())
    asked = run(_OPEN, str(folder), "read")
    assert (asked.stdout, asked.stderr, asked.returncode) == ("((True,),)\n", "", 0)
    assert sorted(path.name for path in ROOT.iterdir()) == before


_KILLED = """
delay = float(sys.argv[2])
threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start() if delay else None
with EmbeddedStore.open(folder) as store:
    store.sync(many())
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_at_any_point_the_next_sync_finishes(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    start = time.monotonic()
    assert run(_KILLED, str(tmp_path / "whole"), "0").returncode == -9  # killed when all is written: all is there
    whole = time.monotonic() - start
    for part in (0.2, 0.4, 0.6, 0.8, 0.95):
        assert run(_KILLED, str(folder), f"{whole * part:.2f}").returncode == -9
    for path in (folder, tmp_path / "whole"):
        with EmbeddedStore.open(path) as store:
            store.sync(many())
            assert held(store) == expected(many())
            assert store.sync(many()).total == 0


def test_killed_on_the_way_to_another_graph_it_can_go_back(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    for calls in range(1, 4):
        with EmbeddedStore.open(folder) as store:
            store.sync(many())
        killed = run(
            "left = [int(sys.argv[2])]\n"
            "def tell(done, what):\n"
            "    left[0] -= 1\n"
            "    left[0] or os.kill(os.getpid(), signal.SIGKILL)\n"
            "with EmbeddedStore.open(folder) as store: store.sync(graph(), progress=tell)\n",
            str(folder),
            str(calls),
        )
        assert killed.returncode == -9
        with EmbeddedStore.open(folder) as store:
            store.sync(many())
            assert held(store) == expected(many())


def test_a_reader_mends_what_a_killed_writer_left(folder: Path) -> None:
    code = "store = EmbeddedStore.open(folder); store.sync(graph()); os.kill(os.getpid(), signal.SIGKILL)"
    assert run(code, str(folder)).returncode == -9
    with EmbeddedStore.open(folder, read_only=True) as store:
        assert held(store) == expected(graph())


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_full_disk_is_said_in_one_line_and_the_rest_is_whole(folder: Path) -> None:
    code = """
import resource
with EmbeddedStore.open(folder) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        store.sync(many(40))
    except KgError as problem:
        print(type(problem).__name__, problem)
    os._exit(0)
"""
    told = run(code, str(folder)).stdout
    assert told.startswith("StoreError") and "disk is full" in told and told.count("\n") == 1
    with EmbeddedStore.open(folder) as store:
        store.sync(many())
        assert held(store) == expected(many())


def test_a_query_that_nothing_stops_does_not_hold_up_the_process(folder: Path) -> None:
    code = """
try:
    with EmbeddedStore.open(folder, read_only=True) as store:
        store.query("UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x + y)", timeout=0.3)
except KgError as problem:
    print(type(problem).__name__)
"""
    ended = run(code, str(folder), timeout=60)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("QueryError\n", "", 0)


def test_a_longer_time_than_the_engine_allows_is_refused(folder: Path) -> None:
    with EmbeddedStore.open(folder, read_only=True) as store, pytest.raises(QueryError, match="at most 300 s"):
        store.query("RETURN 1 AS one", timeout=301)


def test_the_many_are_many() -> None:
    made = many()
    assert isinstance(made, Graph) and len(made.statements) == MANY * 4
    assert json.dumps([statement.id for statement in made.statements]) == json.dumps(
        sorted(statement.id for statement in made.statements)
    )
