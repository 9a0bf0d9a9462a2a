import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import LockedError, NewerError, StoreError
from kg.exchange import from_json
from kg.ledger import Ledger
from kg.model import Judgement
from tests.sample import record


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "store" / "ledger.sqlite") as opened:
        yield opened


def put(ledger: Ledger, name: str, **changes: object) -> str:
    article, extraction = from_json(record(name, **changes))
    with ledger.transaction():
        ledger.put(article, extraction, source=f"/berita/{name}.json", single=True)
    return article.id


def test_what_is_put_comes_back(ledger: Ledger) -> None:
    article, extraction = from_json(record())
    put(ledger, "contoh-1")
    assert ledger.article(article.id) == article
    assert list(ledger.extractions()) == [extraction]
    assert sorted(ledger.statements(), key=lambda s: s.id) == sorted(extraction.statements, key=lambda s: s.id)


def test_a_changed_text_replaces_what_the_older_said(ledger: Ledger) -> None:
    identifier = put(ledger, "contoh-1")
    article, extraction = from_json(record("contoh-1", relations=[], title="Diralat"))
    with ledger.transaction():
        assert ledger.put(article, extraction, source="/berita/contoh-1.json", single=True) == "replaced"
    assert article.id == identifier
    assert list(ledger.statements()) == []
    assert [found.title for found in ledger.records()] == ["Diralat"]


def test_removing_takes_the_statements_along(ledger: Ledger) -> None:
    identifier = put(ledger, "contoh-1")
    put(ledger, "contoh-2")
    with ledger.transaction():
        assert ledger.remove(identifier)
        assert not ledger.remove(identifier)
    assert ledger.counts()["articles"] == 1
    assert {statement.article_id for statement in ledger.statements()} == {next(iter(ledger.records())).id}


@pytest.mark.parametrize("name", ["contoh-1", "https://example.org/berita/7/"])
def test_an_article_is_found_by_what_people_call_it(ledger: Ledger, name: str) -> None:
    identifier = put(ledger, "contoh-1", url=name if "://" in name else None)
    assert (
        ledger.find(name) == ledger.find(identifier) == ledger.find(identifier.removeprefix("article/")) == identifier
    )
    assert ledger.find("nothing") is None


def test_half_a_transaction_leaves_nothing(ledger: Ledger) -> None:
    article, extraction = from_json(record())
    with pytest.raises(KeyError), ledger.transaction():
        ledger.put(article, extraction, source="x", single=True)
        raise KeyError
    assert ledger.counts()["articles"] == ledger.counts()["statements"] == 0


def test_a_judgement_is_kept_and_taken_back(ledger: Ledger) -> None:
    judgement = Judgement(
        left="person/b", right="person/a", verdict="same", score=1, reasons=("saw both",), by="person:x"
    )
    ledger.judge(judgement)
    assert ledger.judgements() == (judgement,)
    assert ledger.is_stale()
    assert ledger.unjudge("person/a", "person/b")
    assert ledger.judgements() == ()


def test_a_second_writer_is_told_who_holds_it(ledger: Ledger) -> None:
    with pytest.raises(LockedError, match="another process is writing"):
        Ledger.open(ledger.path)
    with Ledger.open(ledger.path, read_only=True) as reader:
        assert reader.counts()["articles"] == 0


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as made:
        made.set_meta(schema="999", written_by="9.9.9")
    with pytest.raises(NewerError, match=r"written by Jejaring 9\.9\.9, newer"):
        Ledger.open(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == ("999",)
    connection.close()


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one with: kg build"):
        Ledger.open(tmp_path / "ledger.sqlite", read_only=True)
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Ledger.open(path)
    assert path.read_bytes().startswith(b"not a database")


def test_killed_while_writing_it_opens_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    script = textwrap.dedent(f"""
        import itertools
        from pathlib import Path
        from kg.exchange import from_json
        from kg.ledger import Ledger
        from tests.sample import record
        ledger = Ledger.open(Path({str(path)!r}))
        for number in itertools.count():
            article, extraction = from_json(record(f"a{{number}}"))
            with ledger.transaction():
                ledger.put(article, extraction, source=f"/a{{number}}", single=True)
            print(number, flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(5)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Ledger.open(path) as ledger:
        counts = ledger.counts()
        assert counts["articles"] > acknowledged[-1]
        assert counts["statements"] == 5 * counts["articles"]


@pytest.mark.skipif(not Path("/dev/shm").exists() or os.geteuid() != 0, reason="needs root to mount a small disk")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("this machine does not let tests mount a disk of 1 MB")
    try:
        with Ledger.open(disk / "ledger.sqlite") as ledger:
            put(ledger, "first")
            with pytest.raises(StoreError, match=r"could not write.*free space"):
                for number in range(2000):
                    put(ledger, f"a{number}")
            stored = ledger.counts()["articles"]
        shutil.copytree(disk, tmp_path / "copy")
    finally:
        subprocess.run(["umount", disk], check=True)
    with Ledger.open(tmp_path / "copy" / "ledger.sqlite") as ledger:
        assert ledger.counts()["articles"] == stored > 0
        assert ledger.find("first") is not None
