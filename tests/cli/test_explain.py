"""kg explain as a user meets it: a file, one of many, a page, an article of the store."""

from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.corpus import write

URL = "https://example.org/berita/dua"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    write(folder / "news")
    return folder / "news"


def test_an_article_of_many_is_chosen_by_its_id(news: Path) -> None:
    many = run("explain", str(news), "--extractor", "rules")
    assert many.returncode == 2 and many.stdout == ""
    assert f"3 articles; choose one with --id: {URL}, " in many.stderr
    one = run("explain", str(news), "--id", URL, "--extractor", "rules")
    assert one.returncode == 0, one.stderr
    assert "Polda Kepri tangkap perekrut" in one.stdout
    assert "ARRESTS → Bondan Prakosa" in one.stdout and "rule ARRESTS" in one.stdout


def test_a_page_is_written_and_counted(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = run("explain", str(news / "dua.txt"), "--extractor", "rules", "--html", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "" and "sentences" in done.stderr
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_article_of_the_store_is_shown_as_it_was_read(news: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("build", str(news), "--extractor", "rules", store=store).returncode == 0
    stored = run("explain", URL, store=store)
    assert stored.returncode == 0, stored.stderr
    assert stored.stdout == run("explain", str(news / "dua.txt"), "--extractor", "rules").stdout
    missing = run("explain", "https://example.org/tidak-ada", store=store)
    assert missing.returncode == 2 and "no article of that id or URL" in missing.stderr


def test_neither_a_file_nor_a_store_is_an_error_that_says_so(tmp_path: Path) -> None:
    done = run("explain", "tidak-ada.txt", store=tmp_path / "store")
    assert done.returncode == 2
    assert "no file 'tidak-ada.txt', and no store at" in done.stderr
