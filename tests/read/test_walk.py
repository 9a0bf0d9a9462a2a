"""Folders, globs and links: which files are read, and in which order."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Finding
from kg.read import read
from kg.read.walk import files
from tests.read.reading import TEXT, article, articles, file, findings, problem
from tests.strategies import quick


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "c/d.txt", "c/e/f.md", ".g.txt", ".h/i.txt", "j.jpg", "c/k.jpg", "l", "c.txt"):
        file(tmp_path, f"news/{name}", f"{TEXT} {name}")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def names(*paths: str) -> list[str]:
    return [article.text.removeprefix(TEXT).strip() for article in articles(*paths)]


def test_a_folder_is_read_to_the_bottom_sorted_without_hidden_files(folder: Path) -> None:
    assert names("news") == ["a.txt", "b.txt", "c/d.txt", "c/e/f.md", "c.txt"]
    assert names(str(folder), "news/") == names("news") * 2


def test_other_suffixes_are_one_counted_note(folder: Path) -> None:
    notes = [finding for finding in findings("news") if finding.code == "unsupported"]
    assert [(note.severity, note.where) for note in notes] == [("note", "news")]
    assert "2 .jpg, 1 no suffix" in notes[0].message


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("news/*.txt", ["a.txt", "b.txt", "c.txt"]),
        ("news/**/*.txt", ["a.txt", "b.txt", "c/d.txt", "c.txt"]),
        ("news/**", ["a.txt", "b.txt", "c/d.txt", "c/e/f.md", "c.txt"]),
        ("news/*", ["a.txt", "b.txt", "c/d.txt", "c/e/f.md", "c.txt"]),
        ("news/*/*.txt", ["c/d.txt"]),
        ("news/[ab].txt", ["a.txt", "b.txt"]),
        ("**/e/*.md", ["c/e/f.md"]),
        ("n*/c", ["c/d.txt", "c/e/f.md"]),
        ("news/?.txt", ["a.txt", "b.txt", "c.txt"]),
    ],
)
def test_globs(folder: Path, pattern: str, wanted: list[str]) -> None:
    assert names(pattern) == wanted
    assert names(str(folder.parent / pattern)) == wanted


def test_a_glob_without_match_and_a_path_that_is_not_there(folder: Path) -> None:
    for path in ("news/*.html", "nowhere/*.txt", "news/zzz.txt", "nowhere"):
        found = problem(path)
        assert (found.severity, found.code) == ("error", "not-found")
        assert found.where in (path, "nowhere")


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    path = file(tmp_path, "a[1].txt", TEXT)
    assert article(path).text == TEXT


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    found = problem(tmp_path)
    assert (found.code, found.where) == ("empty-folder", str(tmp_path))


def test_links_are_followed_once_and_loops_end(folder: Path) -> None:
    (folder / "c" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "z.txt").symlink_to("a.txt")
    assert names("news") == ["a.txt", "b.txt", "c/d.txt", "c/e/f.md", "c.txt", "a.txt"]
    found = {(finding.code, finding.where, finding.severity) for finding in findings("news")}
    assert found >= {
        ("symlink-loop", "news/c/up", "warning"),
        ("symlink-loop", "news/self.txt", "error"),
        ("not-found", "news/gone.txt", "error"),
    }
    assert names("news/**/*.txt") == ["a.txt", "b.txt", "c/d.txt", "c.txt", "a.txt"]


def test_a_folder_that_goes_away_while_reading(folder: Path) -> None:
    items = files("news", suffixes={".txt"})
    assert next(items) == "news/a.txt"
    for path in sorted((folder / "c").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "c").rmdir()
    rest = list(items)
    assert [item for item in rest if isinstance(item, str)] == ["news/b.txt", "news/c.txt"]
    assert ("not-found", "news/c") in {(item.code, item.where) for item in rest if not isinstance(item, str)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "wb") as stream:
        stream.write(TEXT.encode())
    for path in (os.fsdecode(raw), str(tmp_path)):
        found = list(read([path]))
        assert {type(item.item) for item in found} == {Article, Finding}
        assert {Path(item.source).name for item in found if item.single} == {"caf\\udce9.txt"}
        json.dumps([item.source for item in found], ensure_ascii=False).encode()


@quick
@given(st.lists(st.text("ab*?[.", min_size=1, max_size=4), min_size=1, max_size=3))
def test_any_pattern_finds_sorted_files_or_says_why_not(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    root = tmp_path_factory.getbasetemp() / "patterns"
    for name in ("a.txt", "b/a.txt", "b/ab/aa.txt"):
        file(root, name, TEXT)
    found = list(files("/".join([str(root), *parts]), suffixes={".txt"}))
    assert found
    assert found == list(files("/".join([str(root), *parts]), suffixes={".txt"}))


names_of_files = st.text(st.characters(codec="utf-8", exclude_characters="\0/."), min_size=1, max_size=8)


@quick
@given(st.dictionaries(names_of_files, st.text("abc 🙏\n", min_size=1, max_size=9), min_size=1, max_size=6), st.data())
def test_reading_twice_gives_the_same_whatever_order_the_files_came_in(
    tmp_path_factory: pytest.TempPathFactory, contents: dict[str, str], data: st.DataObject
) -> None:
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    for name in contents:
        file(one, f"{name}.txt", contents[name])
    for name in data.draw(st.permutations(sorted(contents))):
        file(two, f"{name}.txt", contents[name])
    assert articles(one) == articles(one) == articles(two)
    assert [found.text for found in articles(one)] == [
        contents[name.removesuffix(".txt")]
        for name in sorted(f"{name}.txt" for name in contents)
        if contents[name.removesuffix(".txt")].strip()
    ]
