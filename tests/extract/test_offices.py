"""Who holds which post, where, and the title as the text has it."""

from __future__ import annotations

import pytest

from tests.extract.reading import extract

POSTS = [
    ("Kepala BP3MI Kepri, Kombes Arman Wirayuda, hadir.", "Arman Wirayuda", "BP3MI Kepri", "Kepala"),
    ("Kepala BP3MI Kepri Kombes Pol Arman Wirayuda hadir.", "Arman Wirayuda", "BP3MI Kepri", "Kepala"),
    ("Arman Wirayuda, Kepala BP3MI Kepri, hadir.", "Arman Wirayuda", "BP3MI Kepri", "Kepala"),
    ("Arman Wirayuda selaku Kepala BP3MI Kepri hadir.", "Arman Wirayuda", "BP3MI Kepri", "Kepala"),
    ("Kapolda Kepri Irjen Surya Danutirto hadir.", "Surya Danutirto", "Kapolda Kepri", "Kapolda"),
    ("Kapolresta Barelang Kombes Surya Danutirto hadir.", "Surya Danutirto", "Kapolresta Barelang", "Kapolresta"),
    ("Menteri Luar Negeri Ratna Wibisana hadir.", "Ratna Wibisana", "Menteri Luar Negeri", "Menteri Luar Negeri"),
    ("Menlu RI Ratna Wibisana hadir.", "Ratna Wibisana", "Menlu RI", "Menlu"),
    ("Duta Besar RI untuk Kamboja Bramantyo Adisurya hadir.", "Bramantyo Adisurya", "KBRI", "Duta Besar"),
    (
        "Direktur Pelindungan WNI Kementerian Luar Negeri Rahadian Prasojo hadir.",
        "Rahadian Prasojo",
        "Kementerian Luar Negeri",
        "Direktur Pelindungan WNI",
    ),
    ("Ketua Komisi IX DPR Felisia Tandean hadir.", "Felisia Tandean", "Komisi IX DPR", "Ketua"),
    ("Kabid Humas Polda Kepri Kombes Zaenal Mustika hadir.", "Zaenal Mustika", "Polda Kepri", "Kabid Humas"),
    ("Dirreskrimum Polda Kepri Kombes Zaenal Mustika hadir.", "Zaenal Mustika", "Polda Kepri", "Dirreskrimum"),
    ("Mantan Kepala BP2MI Beni Ramdhanu hadir.", "Beni Ramdhanu", "BP2MI", "Mantan Kepala"),
    ("Juru bicara Polda Kepri Zaenal Mustika hadir.", "Zaenal Mustika", "Polda Kepri", "Juru bicara"),
    (
        "Wakil Menteri Pelindungan Pekerja Migran Indonesia (Wamen P2MI), Felisia Tandean, mengatakan itu.",
        "Felisia Tandean",
        "Wamen P2MI",
        "Wakil Menteri Pelindungan Pekerja Migran Indonesia",
    ),
]


@pytest.mark.parametrize(("sentence", "person", "agency", "title"), POSTS)
def test_posts(sentence: str, person: str, agency: str, title: str) -> None:
    extraction = extract(sentence)
    by_id = {cluster.id: cluster for cluster in extraction.clusters}
    (found,) = [statement for statement in extraction.statements if statement.relation == "HOLDS_POSITION"]
    assert by_id[found.subject].name == person
    assert any(agency in mention.text or "Duta Besar" in mention.text for mention in by_id[found.object].mentions)
    assert found.position_title == title


@pytest.mark.parametrize(
    "sentence", ["Gubernur Jawa Barat Dedi Sukmara hadir.", "Bupati Bintan Robi Kurniadi hadir.", "Presiden tiba."]
)
def test_heads_of_territories_name_no_agency(sentence: str) -> None:
    assert not [c for c in extract(sentence).clusters if c.type == "Agency"]


def test_a_speaker_beside_an_agency_holds_no_post_there() -> None:
    extraction = extract("Menurut Arman Wirayuda, BP3MI Kepri mencatat 24 laporan.")
    assert not [statement for statement in extraction.statements if statement.relation == "HOLDS_POSITION"]


def test_who_spoke_before_is_this_politician() -> None:
    text = '"Kami prihatin," kata Felisia Tandean di Jakarta. Politikus PKB itu meminta KBRI Phnom Penh bertindak.'
    extraction = extract(text)
    by_id = {cluster.id: cluster.name for cluster in extraction.clusters}
    found = [one for one in extraction.statements if one.relation == "HOLDS_POSITION"]
    assert [(by_id[one.subject], by_id[one.object], one.position_title) for one in found] == [
        ("Felisia Tandean", "PKB", "Politikus")
    ]
