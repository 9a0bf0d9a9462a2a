"""Names of people without titles, their short forms and initials; who is withheld."""

from __future__ import annotations

import pytest

from tests.extract.reading import cluster, extract, names

NAMED = [
    ("Kombes Pol Arman Wirayuda hadir.", {"Arman Wirayuda"}),
    ("Kompol Dr. Arman Wirayuda, S.H., hadir.", {"Arman Wirayuda"}),
    ('"Kami siap," kata Arman Wirayuda.', {"Arman Wirayuda"}),
    ('"Kami siap," ujarnya. Ia pulang.', set()),
    ("Arman Wirayuda mengatakan hal itu.", {"Arman Wirayuda"}),
    ("Menurut Arman Wirayuda, hal itu benar.", {"Arman Wirayuda"}),
    ("Korban bernama Sulastri Handayani dirawat.", {"Sulastri Handayani"}),
    ("Sulastri Handayani (27) dirawat.", {"Sulastri Handayani"}),
    ("Polisi menangkap pria berinisial RH.", {"RH"}),
    ("Polisi menangkap tiga pelaku berinisial DD, MR, dan RRH.", {"DD", "MR", "RRH"}),
    ("Polisi menangkap AK (41) dan TS (38).", {"AK", "TS"}),
    ("Bupati Bintan Robi Kurniadi hadir.", {"Robi Kurniadi"}),
    ("Gubernur Jawa Barat tiba.", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), NAMED)
def test_names(sentence: str, expected: set[str]) -> None:
    assert names(sentence, "Person") == expected


def test_a_short_form_is_the_same_person() -> None:
    extraction = extract("Kombes Arman Wirayuda hadir. Arman menyebut hal itu. Wirayuda pulang.")
    (person,) = [c for c in extraction.clusters if c.type == "Person"]
    assert [mention.text for mention in person.mentions] == ["Arman Wirayuda", "Arman", "Wirayuda"]
    assert person.name == "Arman Wirayuda"


def test_two_people_stay_two() -> None:
    extraction = extract("Kombes Arman Wirayuda dan Kompol Arman Setiadi hadir.")
    assert {c.name for c in extraction.clusters if c.type == "Person"} == {"Arman Wirayuda", "Arman Setiadi"}


WITHHELD = [
    ("KBRI Phnom Penh memulangkan Sulastri Handayani (27) dari Kamboja.", "Sulastri Handayani", True),
    ("Korban bernama Sulastri Handayani dirawat.", "Sulastri Handayani", True),
    ("Jenazah Sulastri Handayani (27) dijemput.", "Sulastri Handayani", True),
    ("Polda Kepri menangkap Bondan Prakosa (16) di Batam.", "Bondan Prakosa", True),
    ("Polda Kepri menangkap Bondan Prakosa (34) di Batam.", "Bondan Prakosa", False),
    ("Kepala BP3MI Kepri, Arman Wirayuda, menemui korban.", "Arman Wirayuda", False),
    ("Bondan Prakosa merekrut 12 WNI.", "Bondan Prakosa", False),
]


@pytest.mark.parametrize(("sentence", "name", "expected"), WITHHELD)
def test_victims_and_minors_are_withheld(sentence: str, name: str, expected: bool) -> None:
    extraction = extract(sentence)
    if not any(m.text == name for m in extraction.mentions):
        pytest.fail(f"{name} was not found")
    assert cluster(extraction, name).withheld is expected
