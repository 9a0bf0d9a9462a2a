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
