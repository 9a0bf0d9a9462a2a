"""Sets of people and of cases, and how many they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.groups import number
from kg.model import Size
from tests.extract.reading import extract

NUMBERS = {
    "7": 7,
    "5.300": 5300,
    "1.234.567": 1_234_567,
    "satu": 1,
    "sepuluh": 10,
    "sebelas": 11,
    "tiga belas": 13,
    "dua puluh": 20,
    "dua puluh satu": 21,
    "seratus": 100,
    "seratus lima": 105,
    "dua ratus tiga puluh": 230,
    "seribu dua ratus": 1200,
    "tiga ribu lima ratus": 3500,
    "dua juta": 2_000_000,
    "orang": None,
    "": None,
}

SIZES = [
    ("5.300 warga", 5300, "exact"),
    ("tiga belas WNI", 13, "exact"),
    ("sebanyak 24 orang", 24, "exact"),
    ("sekitar 5.300 warga", 5300, "about"),
    ("kurang lebih 40 orang", 40, "about"),
    ("lebih dari 100 pekerja migran", 100, "moreThan"),
    ("sedikitnya 12 korban", 12, "atLeast"),
    ("setidaknya 12 korban", 12, "atLeast"),
    ("hampir 300 WNI", 300, "lessThan"),
    ("paling banyak 30 orang", 30, "atMost"),
    ("15 ribu pekerja", 15_000, "exact"),
    ("satu korban", 1, "exact"),
    ("dua puluh lima calon pekerja migran", 25, "exact"),
]


@pytest.mark.parametrize(("words", "expected"), NUMBERS.items())
def test_numbers_in_digits_and_in_words(words: str, expected: int | None) -> None:
    assert number(words) == expected


@given(st.integers(min_value=1, max_value=999_999_999))
def test_digits_with_indonesian_dots_read_back(count: int) -> None:
    assert number(f"{count:,}".replace(",", ".")) == count


def only_size(text: str) -> Size:
    sizes = [c.size for c in extract(text).clusters if c.type == "Group" and c.size is not None]
    assert len(sizes) == 1, text
    return sizes[0]


@pytest.mark.parametrize(("words", "count", "qualifier"), SIZES)
def test_how_many_are_brought_home(words: str, count: int, qualifier: str) -> None:
    size = only_size(f"KBRI Phnom Penh memulangkan {words} dari Kamboja.")
    assert (size.count, size.qualifier) == (count, qualifier)


@pytest.mark.parametrize(("words", "low", "high"), [("belasan", 11, 19), ("puluhan", 20, 99), ("ratusan", 100, 999)])
def test_vague_numbers_are_bounds(words: str, low: int, high: int) -> None:
    size = only_size(f"KBRI Phnom Penh memulangkan {words} WNI dari Kamboja.")
    assert (size.count, size.minimum, size.maximum, size.qualifier) == (None, low, high, "indefinite")


def test_cases_are_not_people() -> None:
    extraction = extract("BP3MI Kepri mencatat 24 laporan dari 24 warga Batam yang bekerja di Kamboja.")
    assert len([c for c in extraction.clusters if c.type == "Group" and c.size and c.size.count == 24]) == 2


@pytest.mark.parametrize("words", ["pukul 15 orang", "Pasal 2 orang", "tahun 2024 korban"])
def test_hours_articles_and_years_count_nobody(words: str) -> None:
    extraction = extract(f"KBRI Phnom Penh memulangkan pada {words} pulang.")
    assert not [c for c in extraction.clusters if c.type == "Group" and c.size is not None]


def test_the_same_people_told_of_again_are_one_set() -> None:
    extraction = extract(
        "KBRI Phnom Penh memulangkan 31 WNI dari Kamboja. Sebanyak 31 orang itu dijemput BP3MI Kepri. "
        "Para WNI tersebut disekap di Sihanoukville."
    )
    sets = [c for c in extraction.clusters if c.type == "Group"]
    assert [len(c.mentions) for c in sets] == [3]


def test_a_set_that_nothing_is_said_of_is_left_out() -> None:
    assert not [c for c in extract("Ada 12 orang lewat.").clusters if c.type == "Group"]


@pytest.mark.parametrize(
    "text",
    [
        "KBRI Phnom Penh mencatat 25 kasus setiap hari.",
        "Kemlu menyebut WNI bekerja di 10 negara, tujuh di antaranya berada di Asia.",
    ],
)
def test_rates_and_things_are_no_sets(text: str) -> None:
    assert not [cluster for cluster in extract(text).clusters if cluster.type == "Group" and cluster.size]


def test_a_part_of_a_number_of_people_is_a_set() -> None:
    text = "Kemlu menyebut 340 WNI ditahan di 15 provinsi, tujuh di antaranya berada di Phnom Penh."
    assert {cluster.size.count for cluster in extract(text).clusters if cluster.size} >= {7}
