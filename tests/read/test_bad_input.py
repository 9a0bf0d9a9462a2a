"""Every kind of bad input: one finding that names the file and what to do, and the rest is read."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.read
from kg.errors import UsageError
from kg.read import READERS, read
from kg.read.codes import SEVERITIES
from tests.read.reading import TEXT, article, articles, file, findings, problem
from tests.strategies import quick

LATIN = "Perang di Timur Tengah: café dan “kutipan”.".encode("cp1252")


def test_every_code_is_explained() -> None:
    explained = dict(re.findall(r"^([a-z-]+) +([ew]) ", kg.read.__doc__ or "", re.MULTILINE))
    assert explained == {code: severity[0] for code, severity in SEVERITIES.items()}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty-file"),
        ("a.txt", b" \n\t\n", "empty-file"),
        ("a.txt", "\ufeff\n", "empty-file"),
        ("a.md", b"", "empty-file"),
        ("a.html", b"", "empty-file"),
        ("a.json", b"", "empty-file"),
        ("a.json", b"[]", "empty-file"),
        ("a.jsonl", b"", "empty-file"),
        ("a.jsonl", b"\n\n", "empty-file"),
        ("a.csv", b"", "empty-file"),
        ("a.csv", b"\n\n", "empty-file"),
        ("a.csv", b"id,text\n", "empty-file"),
        ("a.pdf", b"", "empty-file"),
        ("a.docx", b"", "empty-file"),
        ("a.txt", bytes(range(256)), "binary-file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary-file"),
        ("a.txt", b"BATAM - teks \x00 lagi", "binary-file"),
        ("a.txt", bytes([1, 2, 3, 200, 201]) * 100, "binary-file"),
        ("a.jsonl", bytes(range(256)) * 20, "binary-file"),
        ("a.csv", bytes(range(256)) * 20, "binary-file"),
        ("a.html", bytes(range(256)), "binary-file"),
        ("a.txt", "Teks".encode("utf-16-le"), "binary-file"),
        ("a.txt", LATIN, "wrong-encoding"),
        ("a.json", b'{"text": "' + LATIN + b'"}', "wrong-encoding"),
        ("a.txt", "---\ntitle: Hanya judul\n---\n", "no-text"),
        ("a.json", '{"id": "a", "title": "Judul"}', "no-text"),
        ("a.json", '{"text": "  "}', "no-text"),
        ("a.json", '{"text": ["alinea"]}', "no-text"),
        ("a.csv", "id,judul\n1,Satu\n", "no-text"),
        ("a.json", '"teks"', "invalid-json"),
        ("a.json", "{", "invalid-json"),
        ("a.json", "[" * 100_000, "invalid-json"),
        ("a.json", '{"text": ' + "1" * 5000 + "}", "invalid-json"),
        ("a.json", r'{"text": "teks \ud83d"}', "bad-unicode"),
        ("a.json", r'{"text": "teks \u0000"}', "bad-unicode"),
        ("a.json", r'{"text": "teks", "title": "\udc00"}', "bad-unicode"),
        ("a.xyz", b"teks", "unsupported"),
        ("a", b"teks", "unsupported"),
        ("a.jsonl.gz", b"teks", "unsupported"),
    ],
)
def test_one_error_that_names_the_file(tmp_path: Path, name: str, content: str | bytes, code: str) -> None:
    path = file(tmp_path, name, content)
    found = problem(path)
    assert (found.severity, found.code) == ("error", code)
    assert found.where.startswith(str(path))
    assert found.message


def test_all_of_them_in_one_folder_and_the_rest_is_read(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", TEXT)
    file(tmp_path, "b.txt", b"")
    file(tmp_path, "c.txt", bytes(range(256)))
    file(tmp_path, "d.html", "<html></html>")
    file(tmp_path, "e.json", "{")
    file(tmp_path, "f.csv", "x,y\n1,2\n")
    file(tmp_path, "z.txt", TEXT + " Akhir.")
    assert [found.text for found in articles(tmp_path)] == [TEXT, TEXT + " Akhir."]
    errors = [(found.code, Path(found.where).name) for found in findings(tmp_path) if found.severity == "error"]
    assert errors == [
        ("empty-file", "b.txt"),
        ("binary-file", "c.txt"),
        ("no-text", "d.html"),
        ("invalid-json", "e.json:1"),
        ("no-text", "f.csv:1"),
    ]


# ---- encodings


def test_wrong_encoding_says_which_byte_and_what_to_pass(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", LATIN)
    message = problem(path).message
    assert f"0xe9 at offset {LATIN.index(0xE9)}" in message
    assert "--encoding cp1252" in message
    assert article(path, encoding="cp1252").text == LATIN.decode("cp1252")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.json", json.dumps({"text": TEXT})),
        ("a.jsonl", json.dumps({"text": TEXT}) + "\n"),
        ("a.csv", f'text\n"{TEXT}"\n'),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str, name: str, content: str) -> None:
    path = file(tmp_path, name, content.encode(encoding))
    assert article(path).text == TEXT
    assert article(path, encoding="cp1252").text == TEXT


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_utf_16_without_a_mark_is_read_when_asked_for(tmp_path: Path, name: str) -> None:
    content = {"a.jsonl": json.dumps({"text": TEXT}) + "\n", "a.csv": f'text\n"{TEXT}"\n'}[name]
    assert article(file(tmp_path, name, content.encode("utf-16-le")), encoding="utf-16-le").text == TEXT


def test_a_wrong_byte_in_one_line_costs_that_line(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT}).encode()
    path = file(tmp_path, "a.jsonl", good + b'\n{"text": "caf\xe9"}\n' + good + b"\n")
    assert len(articles(path)) == 2
    errors = [found for found in findings(path) if found.severity == "error"]
    assert [(found.code, found.where) for found in errors] == [("wrong-encoding", f"{path}:2")]
    table = file(tmp_path, "a.csv", b'id,text\n1,"satu\ncaf\xe9 ""x\ny"\n2,dua\n')
    assert [found.text for found in articles(table)] == ["dua"]
    assert [found.code for found in findings(table)] == ["wrong-encoding", "no-date"]


def test_an_unknown_encoding_is_refused_before_reading() -> None:
    with pytest.raises(UsageError, match="klingon"):
        read([], encoding="klingon")
    with pytest.raises(UsageError, match="base64"):
        read([], encoding="base64")


@quick
@given(st.binary(max_size=300), st.sampled_from(sorted(set(READERS) - {".pdf", ".docx"})))
def test_any_bytes_are_articles_or_findings(tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str) -> None:
    path = file(tmp_path_factory.getbasetemp(), f"bytes{suffix}", raw)
    found = list(read([str(path)]))
    assert found
    assert found == list(read([str(path)]))


# ---- long


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".pdf", ".docx"])
def test_fifty_megabytes_of_one_line(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    before, after = {".csv": (b"text\n", b"\nAkhir.\n"), ".jsonl": (b"", b'\n{"text": "Akhir."}\n')}.get(
        suffix, (b"", b"")
    )
    with path.open("wb") as stream:
        stream.write(before)
        for _ in range(50):
            stream.write(b"Kata " * 200_000)
        stream.write(after)
    tracemalloc.start()
    errors = [found for found in findings(path) if found.severity == "error"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    expected = {".json": "invalid-json", ".pdf": "broken-document", ".docx": "broken-document"}.get(suffix, "too-long")
    assert [found.code for found in errors] == [expected]
    assert peak < 250_000_000
    assert [found.text for found in articles(path)] == (["Akhir."] if after else [])


@pytest.mark.parametrize("suffix", [".txt", ".json", ".jsonl", ".csv"])
def test_the_longest_text_is_read_and_one_more_is_not(tmp_path: Path, suffix: str) -> None:
    def written(length: int) -> Path:
        text = "k" * length
        content = {".txt": text, ".csv": f"text\n{text}\n"}.get(suffix) or json.dumps({"text": text})
        return file(tmp_path, f"a{suffix}", content)

    assert len(article(written(2_000_000)).text) == 2_000_000
    assert problem(written(2_000_001)).code == "too-long"


def test_a_long_line_within_a_quoted_cell_costs_its_row_only(tmp_path: Path) -> None:
    long = "k" * 8_100_000
    path = file(tmp_path, "a.csv", f'id,text\n1,satu\n2,"awal\n{long}\nakhir"\n3,"{long}"\n4,empat\n')
    assert [found.text for found in articles(path)] == ["satu", "empat"]
    errors = [found for found in findings(path) if found.severity == "error"]
    assert [(found.code, found.where) for found in errors] == [("too-long", f"{path}:4"), ("too-long", f"{path}:6")]


def test_memory_does_not_grow_with_a_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(400):
            stream.write(json.dumps({"id": f"n{number}", "text": f"{TEXT} {number} " * 500}) + "\n")
    tracemalloc.start()
    assert sum(1 for _ in read([str(path)])) == 401
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000 < path.stat().st_size


# ---- lines and rows


def test_invalid_json_on_line_4217(tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"n{number}", "text": TEXT}) for number in range(1, 5001)]
    rows[4216] = '{"id": "n4217", "text": '
    path = file(tmp_path, "a.jsonl", "\n".join(rows))
    assert len(articles(path)) == 4999
    errors = [found for found in findings(path) if found.severity == "error"]
    assert [(found.code, found.where) for found in errors] == [("invalid-json", f"{path}:4217")]


def test_invalid_json_says_on_which_line_of_the_file(tmp_path: Path) -> None:
    path = file(tmp_path, "a.json", '{\n "id": "a",\n "text": oops\n}')
    assert problem(path).where == f"{path}:3"


def test_json_lines_under_the_wrong_name(tmp_path: Path) -> None:
    assert ".jsonl" in problem(file(tmp_path, "a.json", '{"text": "a"}\n{"text": "b"}\n')).message


def test_bad_elements_of_an_array_are_told_by_number(tmp_path: Path) -> None:
    path = file(tmp_path, "a.json", json.dumps([{"text": TEXT}, 5, {"title": "x"}, {"text": TEXT, "id": "z"}]))
    assert len(articles(path)) == 2
    errors = [(found.code, found.where) for found in findings(path) if found.severity == "error"]
    assert errors == [("invalid-json", f"{path}#2"), ("no-text", f"{path}#3")]


def test_rows_of_a_csv_that_cannot_be_used(tmp_path: Path) -> None:
    rows = ["1,satu,2025-01-01", "2,,2025-01-01", "", "3,a,b,c,d", "4,empat", "5,lima,2025-01-01,,"]
    far = ["6," + "enam " * 20_000, "7,x\0y,"]  # the null byte lies beyond what tells a binary file
    path = file(tmp_path, "a.csv", "\n".join(["id,text,date", *rows, *far]))
    assert [found.input_id for found in articles(path)] == ["1", "4", "5", "6"]
    errors = [(found.code, found.where) for found in findings(path) if found.severity == "error"]
    assert errors == [("no-text", f"{path}:3"), ("invalid-csv", f"{path}:5"), ("bad-unicode", f"{path}:9")]


def test_a_quote_that_is_never_closed_says_where_it_opens(tmp_path: Path) -> None:
    rest = "".join(f"{number},{'kata ' * 200}\n" for number in range(9000))
    path = file(tmp_path, "a.csv", f'id,text\n1,satu\n2,"dua\n{rest}')
    assert [found.text for found in articles(path)] == ["satu"]
    errors = [(found.code, found.where) for found in findings(path) if found.severity == "error"]
    assert errors == [("invalid-csv", f"{path}:3")]


# ---- fields


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("published", "minggu lalu", "bad-date"),
        ("published", "2025-02-30", "bad-date"),
        ("published", 1766016000, "bad-date"),
        ("url", "bukan alamat", "bad-url"),
        ("url", "http://[::1", "bad-url"),
        ("language", "Bahasa Indonesia!", "bad-language"),
    ],
)
def test_a_bad_field_is_a_warning_and_the_article_is_read(tmp_path: Path, field: str, value: object, code: str) -> None:
    path = file(tmp_path, "a.json", json.dumps({"text": TEXT, "published": "2025-01-01", field: value}))
    found = article(path)
    assert found.text == TEXT
    assert getattr(found, field) == ("id" if field == "language" else None)
    assert [(item.severity, item.code) for item in findings(path)] == [("warning", code)]


def test_a_message_does_not_repeat_what_may_be_a_name(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", 'text,date,url\n"Teks.",Siti Contohwati,Siti Contohwati\n')
    assert {found.code for found in findings(path)} == {"bad-date", "bad-url"}
    headless = file(tmp_path, "b.csv", "Siti Contohwati,12\n")
    assert not any("Siti" in found.message for found in findings(path, headless))


def test_articles_without_a_date_are_counted_once_for_each_path(tmp_path: Path) -> None:
    one = file(tmp_path, "a.txt", TEXT)
    many = file(tmp_path, "b.jsonl", "".join(json.dumps({"id": str(n), "text": TEXT}) + "\n" for n in range(5)))
    assert [(found.severity, found.where) for found in findings(one)] == [("warning", str(one))]
    assert [found.where for found in findings(many)] == [str(many)]
    (found,) = findings(tmp_path)
    assert found.message.startswith(f"6 articles, the first {one}")
    assert found.where == str(tmp_path)


# ---- what the system does not give


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter (pytest's own are closed)."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Root may read everything, so a test of permissions runs as somebody else."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield
    if is_root:
        os.seteuid(0)


def test_an_unreadable_folder_and_file(open_folder: Path, request: pytest.FixtureRequest) -> None:
    file(open_folder, "a.txt", TEXT)
    closed = file(open_folder, "closed/b.txt", TEXT).parent
    locked = file(open_folder, "locked.txt", TEXT)
    closed.chmod(0)
    locked.chmod(0)
    request.getfixturevalue("ordinary_user")
    assert [found.text for found in articles(open_folder)] == [TEXT]
    expected = {("unreadable", str(closed)), ("unreadable", str(locked))}
    assert {(found.code, found.where) for found in findings(open_folder) if found.severity == "error"} == expected
    assert [found.code for found in findings(closed)] == ["unreadable"]
    assert [found.code for found in findings(closed / "b.txt")] == ["unreadable"]


def test_a_name_that_the_system_refuses(tmp_path: Path) -> None:
    assert problem(tmp_path / ("a" * 300 + ".txt")).code == "unreadable"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file of /proc that cannot be read")
def test_a_stream_that_fails_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.symlink_to("/proc/self/mem")  # a regular file whose first byte cannot be read
    assert problem(path).code == "unreadable"


def test_a_pipe_and_a_device_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    found = findings(tmp_path)
    assert [(item.code, Path(item.where).name) for item in found] == [
        ("not-a-file", "a.jsonl"),
        ("not-a-file", "b.txt"),
    ]
    assert problem(Path("/dev/zero")).code == "not-a-file"


def test_nothing_on_stdin() -> None:
    assert [found.code for found in findings("-", stdin=io.BytesIO())] == ["empty-file"]
    bad = findings("-", stdin=io.BytesIO(b'{"text": "a"}\n{\n'))
    assert ("invalid-json", "-:2") in {(found.code, found.where) for found in bad}


def test_a_row_with_a_stray_carriage_return_costs_itself_only(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", "id,text\n1,sa\rtu\n2,dua\n")
    assert [found.text for found in articles(path)] == ["dua"]
    assert ("invalid-csv", f"{path}:2") in {(found.code, found.where) for found in findings(path)}
