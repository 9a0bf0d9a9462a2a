"""Sentences, furniture and where a story comes from."""

from __future__ import annotations

import pytest

from kg.extract.page import Page, nlp
from kg.model import Article
from tests.extract.reading import extract, names


def cut(text: str) -> list[str]:
    page = Page.of(nlp(), Article.make(text=text))
    return [text[start:end].strip() for start, end in page.sentences]


SENTENCES = [
    ("Mereka tiba. Polisi menunggu.", ["Mereka tiba.", "Polisi menunggu."]),
    ("Kombes Pol. Arman Wirayuda tiba.", ["Kombes Pol. Arman Wirayuda tiba."]),
    ("Dr. Arman tiba di Jl. Melati No. 5.", ["Dr. Arman tiba di Jl. Melati No. 5."]),
    ("Ada 5.300 orang. Semua pulang.", ["Ada 5.300 orang.", "Semua pulang."]),
    ("Satu\nDua", ["Satu", "Dua"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


FURNITURE = [
    "Baca juga: Polda Jambi Tangkap Bondan Prakosa di Laos",
    "ADVERTISEMENT",
    "Editor: Bondan Prakosa",
    "Penulis: Bondan Prakosa",
    "Ikuti saluran WhatsApp Polda Jambi di Laos",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_names_nobody_and_is_told_of(line: str) -> None:
    text = f"BP3MI Kepri mencatat 24 laporan.\n{line}\nPolda Kepri hadir."
    extraction = extract(text)
    assert {mention.text for mention in extraction.mentions if mention.type == "Agency"} == {
        "BP3MI Kepri",
        "Polda Kepri",
    }
    assert [finding.code for finding in extraction.findings] == ["furniture-dropped"]


def test_what_follows_the_end_of_an_article_is_not_read() -> None:
    text = "BP3MI Kepri mencatat 24 laporan.\nBerita Terkait\nPolda Jambi menangkap Bondan Prakosa (34) di Laos."
    assert names(text, "Agency", "Person", "Country") == {"BP3MI Kepri"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dilansir dari Antara, 12 WNI pulang.", "Antara"),
        ("Seperti dilansir Kabar Nusa, 12 WNI pulang.", "Kabar Nusa"),
        ("Sebanyak 12 WNI pulang.", None),
    ],
)
def test_where_a_story_comes_from(text: str, expected: str | None) -> None:
    assert extract(text).based_on == expected


BODY = "BP3MI Kepri mencatat 24 laporan dari warga. Petugas memeriksa semuanya satu per satu dan belum selesai. "


def test_summaries_of_other_stories_before_the_copyright_line_are_not_read() -> None:
    text = (
        f"{BODY * 4}Polda Jambi membongkar jaringan di Laos. Bagaimana kelanjutan kasus ini? "
        "Polda Riau menahan dua orang. Simak langkah berikutnya! Copyright © 2025 Kabar Contoh."
    )
    assert names(text, "Agency", "Country") == {"BP3MI Kepri"}


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY * 4}Apa saja tandanya? Polda Jambi menyebut dua. Bagaimana melapor? Hubungi Polda Riau.",
        f"{BODY * 4}Bagaimana kelanjutan kasus ini? Polda Jambi dan Polda Riau belum menjawab. Copyright © 2025 Kabar.",
    ],
)
def test_questions_of_an_article_do_not_end_it(text: str) -> None:
    assert names(text, "Agency") == {"BP3MI Kepri", "Polda Jambi", "Polda Riau"}


def test_headlines_above_an_article_are_not_read() -> None:
    ticker = (
        "Polda Jambi Tangkap Dua Orang Usai Razia di Pasar Lama Harga Emas Naik Lagi Sejak Pagi Ini "
        "Tim Bulu Tangkis Siap Hadapi Laga Final Nanti Malam Warga Riau Gelar Doa Bersama Demi Korban Banjir "
    )
    assert names(f"{ticker}Jakarta, Kabar.com – BP3MI Kepri mencatat 24 laporan.", "Agency", "Province") == {
        "BP3MI Kepri"
    }


def test_the_headline_of_the_article_is_read() -> None:
    text = "Polda Jambi Tangkap Dua Orang di Pelabuhan\nBP3MI Kepri mencatat 24 laporan."
    assert names(text, "Agency") == {"Polda Jambi", "BP3MI Kepri"}


def test_an_article_goes_on_behind_a_link_in_its_middle() -> None:
    text = f"{BODY * 6}Pilihan Editor: Polda Jambi Siap Siaga. {BODY * 16}Polda Riau hadir."
    assert names(text, "Agency") == {"BP3MI Kepri", "Polda Riau"}


def test_who_speaks_on_air_is_read() -> None:
    text = (
        "REPORTER: Ya, selamat pagi, saya berdiri di dermaga bersama petugas dari BP3MI Kepri, yang menjemput 24 orang."
    )
    assert names(text, "Agency") == {"BP3MI Kepri"}


@pytest.mark.parametrize(
    "headline", ["Polda Jambi Ungkap Rencana Pemulangan 12 WNI", "Kapolda Jambi Minta Warga Waspada"]
)
def test_verbs_of_headlines_name_nobody(headline: str) -> None:
    assert not names(headline, "Person")
