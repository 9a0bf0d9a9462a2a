"""Pages: main text and what they declare; a date that only stands somewhere on the page is not taken."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

from tests.read.reading import article, articles, file, findings, problem

BODY = """<nav><a href="/">Beranda</a> <a href="/n">Nasional</a></nav>
<article><h1>Polda Contoh gagalkan pengiriman</h1>{line}
<p>BATAM - Polda Contoh menggagalkan pengiriman 12 pekerja migran ke Kamboja pada Minggu malam di pelabuhan.</p>
<p>Kepala satuan, Bondan Prakosa, mengatakan mereka berasal dari Kabupaten Bintan dan akan dipulangkan.</p>
<table><tr><td>Asal</td><td>Jumlah</td></tr><tr><td>Bintan</td><td>12</td></tr></table></article>
<div class="comments"><p>Komentar: semoga lekas pulang</p></div>
<footer>Hak cipta 2021-01-01 Kabar Contoh</footer>"""
META = """<meta property="og:site_name" content="Kabar Contoh">
<meta property="og:title" content="Polda Contoh gagalkan pengiriman">
<link rel="canonical" href="https://kabar.example/berita/1">"""


def page(head: str = META, line: str = "", charset: str = "utf-8") -> str:
    body = BODY.format(line=line)
    start = f'<!DOCTYPE html><html lang="id"><head><meta charset="{charset}"><title>Polda</title>'
    return f"{start}{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("suffix", [".html", ".htm", ".HTML"])
def test_main_text_and_what_the_page_declares(tmp_path: Path, suffix: str) -> None:
    head = META + '<meta property="article:published_time" content="2025-03-24T10:30:00+07:00">'
    found = article(file(tmp_path, f"a{suffix}", page(head)))
    assert found.title == "Polda Contoh gagalkan pengiriman"
    assert (found.publisher, found.url) == ("Kabar Contoh", "https://kabar.example/berita/1")
    assert found.published == date(2025, 3, 24)
    assert "menggagalkan pengiriman 12 pekerja migran" in found.text
    assert "Bintan" in found.text.splitlines()[-1]
    assert "Beranda" not in found.text
    assert "Hak cipta" not in found.text
    assert "Komentar" not in found.text


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-03-24T10:30"}</script>',
            "",
        ),
        ('<meta itemprop="datePublished" content="2025-03-24">', ""),
        ('<link rel="canonical" href="https://kabar.example/2025/03/24/polda">', ""),
        ("", '<time datetime="2025-03-24T03:30:00Z">kemarin</time>'),
        ("", '<div class="tanggal">Senin, 24 Maret 2025 10:30 WIB</div>'),
    ],
)
def test_where_a_page_declares_its_date(tmp_path: Path, head: str, line: str) -> None:
    assert article(file(tmp_path, "a.html", page(head, line))).published == date(2025, 3, 24)


def test_a_date_that_stands_just_anywhere_is_not_taken(tmp_path: Path) -> None:
    path = file(tmp_path, "a.html", page(META, '<p class="lead">Pada 1 Januari 2020 sudah ada.</p>'))
    assert article(path).published is None
    assert [finding.code for finding in findings(path)] == ["no-date"]


def test_a_page_without_text(tmp_path: Path) -> None:
    for number, content in enumerate(
        ["<html><body><img src='a.png'></body></html>", "<html><head><title>Judul</title></head><body></body></html>"]
    ):
        assert problem(file(tmp_path, f"{number}.html", content)).code == "no-text"


def test_the_charset_that_a_page_declares_and_the_one_asked_for(tmp_path: Path) -> None:
    raw = page(charset="ISO-8859-1").replace("malam di", "“malam” di")
    path = file(tmp_path, "a.html", raw.encode("cp1252"))
    assert "“malam”" in article(path).text
    plain = file(tmp_path, "b.html", page().replace("malam di", "“malam” di").encode("cp1252"))
    assert problem(plain).code == "wrong-encoding"
    assert "“malam”" in article(file(tmp_path, "c.html", raw.encode("cp1252")), encoding="cp1252").text


def test_reading_a_page_says_nothing_and_gives_the_same_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = file(tmp_path, "a.html", page())
    with caplog.at_level(logging.DEBUG):
        assert articles(path) == articles(path)
        problem(file(tmp_path, "b.html", "<html></html>"))
    assert caplog.records == []
