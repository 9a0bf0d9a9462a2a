"""Agencies and places: where a name ends, what it stands for, what is none."""

from __future__ import annotations

import pytest

from tests.extract.reading import cluster, extract, names, stated

AGENCIES = [
    ("Balai Pelayanan Pelindungan Pekerja Migran Indonesia (BP3MI) Kepri hadir.", 1),
    ("Kementerian Luar Negeri (Kemlu) RI hadir.", 1),
    ("Kepolisian Daerah Kepulauan Riau hadir.", 1),
]

EXACT = [
    ("KBRI Phnom Penh hadir.", {"KBRI Phnom Penh"}),
    ("KJRI di Johor Bahru hadir.", {"KJRI"}),
    ("Bareskrim Polri hadir.", {"Bareskrim Polri"}),
    ("Satreskrim Polresta Barelang hadir.", {"Satreskrim Polresta Barelang"}),
    ("Pemerintah Kamboja dan polisi Malaysia hadir.", {"Pemerintah Kamboja", "polisi Malaysia"}),
    ("PT Angin Lalu Sentosa merekrut mereka.", {"PT Angin Lalu Sentosa"}),
    ("Polres Indramayu AKBP Surya Danutirto hadir.", {"Polres Indramayu"}),
    ("Pemerintah dan polisi hadir di Negara itu.", set()),
    ("Warga Negara Indonesia itu bekerja lewat Facebook.", set()),
]


@pytest.mark.parametrize(("sentence", "count"), AGENCIES)
def test_one_agency_with_its_abbreviation_and_its_place(sentence: str, count: int) -> None:
    assert len([c for c in extract(sentence).clusters if c.type == "Agency"]) == count
    assert next(m for m in extract(sentence).mentions if m.type == "Agency").text == sentence.removesuffix(" hadir.")


@pytest.mark.parametrize(("sentence", "expected"), EXACT)
def test_where_agencies_end(sentence: str, expected: set[str]) -> None:
    assert names(sentence, "Agency") == expected


def test_abbreviation_short_form_and_title_are_one_agency() -> None:
    extraction = extract(
        "Kementerian Luar Negeri (Kemlu) hadir. Kemlu mencatat hal itu. Menlu RI Ratna Wibisana hadir. "
        "Menurut Kementerian Luar Negeri, hal itu benar."
    )
    (agency,) = [c for c in extraction.clusters if c.type == "Agency"]
    assert len(agency.mentions) == 4


def test_the_outlet_is_no_agency() -> None:
    extraction = extract("Kabar Nusantara mencatat hal itu.", publisher="Kabar Nusantara")
    assert not extraction.clusters


PLACES = [
    ("Mereka tiba di Batam.", "City", {"Batam"}),
    ("Mereka tiba di Kabupaten Bintan.", "City", {"Kabupaten Bintan"}),
    ("Mereka tiba di Jawa Barat.", "Province", {"Jawa Barat"}),
    ("Mereka tiba di Kamboja.", "Country", {"Kamboja"}),
    ("Mereka dibawa diKamboja.", "Country", {"Kamboja"}),
    ("Mereka di Kambojakini sakit.", "Country", {"Kamboja"}),
    ("Mereka tiba di Bandara Soekarno-Hatta.", "Place", {"Bandara Soekarno-Hatta"}),
    ("Mereka tiba di Pelabuhan Batam Center.", "Place", {"Pelabuhan Batam Center"}),
    ("Mereka tersebar di Asia Tenggara.", "Place", {"Asia Tenggara"}),
    ("BATAM - Mereka tiba.", "City", {"BATAM"}),
    ("Pekerja Migran Indonesia dan Warga Negara Indonesia.", "Country", set()),
]


@pytest.mark.parametrize(("sentence", "type_", "expected"), PLACES)
def test_places(sentence: str, type_: str, expected: set[str]) -> None:
    assert names(sentence, type_) == expected


def test_a_place_that_is_unmistakable_carries_its_id() -> None:
    assert cluster(extract("Mereka tiba di Kamboja."), "Kamboja").authority == "place/kh"


def test_the_country_inside_an_embassy_is_none() -> None:
    assert not names("KBRI Kamboja hadir.", "Country")


def test_chains_of_places() -> None:
    text = "Mereka disekap di Poipet dan Sihanoukville, Kamboja."
    assert stated(text, "LOCATED_IN") == {("Poipet", "Kamboja"), ("Sihanoukville", "Kamboja")}


def test_an_office_and_its_city() -> None:
    assert ("KBRI", "Phnom Penh") in stated("KBRI di Phnom Penh mencatat hal itu.", "LOCATED_IN")


def test_a_name_with_a_space_that_does_not_break_is_read() -> None:
    text = (
        "Ia berjualan di Angso\u00a0Duo, Jambi. Pasar di Angso\u00a0Duo ramai, kata Menko\u00a0PMK Ryan\u00a0Sukirno."
    )
    assert extract(text) == extract(text)
    assert "Jambi" in names(text, "City")


def test_the_first_words_of_a_firms_name_are_the_firm() -> None:
    found = extract(
        "PT Samudra Kencana Raya diduga mengirim 12 WNI ke Kamboja. PT Samudra Kencana membantah. PT Lain Sekali diam."
    )
    assert [c.name for c in found.clusters if c.type == "Agency"] == ["PT Samudra Kencana Raya", "PT Lain Sekali"]
