"""Public bodies and places: what a name finds, and that the files are what the compiler writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.authority import TYPES, authority, comparable
from ontology.compiler import compile_authority
from ontology.vocabulary import AUTHORITY, vocabulary

GAZETTEER = Path(os.environ.get("JEJARING_GAZETTEER", Path(__file__).parents[3] / "shared" / "data" / "gazetteer"))

ONE = [
    ("Kepulauan Riau", "Province", "place/id-kepulauan-riau"),
    ("Provinsi Kepri", "Province", "place/id-kepulauan-riau"),
    ("Riau", "Province", "place/id-riau"),
    ("NTT", "Province", "place/id-nusa-tenggara-timur"),
    ("Sumatra Utara", "Province", "place/id-sumatera-utara"),
    ("Jakarta", "City", "place/id-jakarta"),
    ("DKI Jakarta", "Province", "place/id-dki-jakarta"),
    ("Tanjungpinang", "City", "place/id-kota-tanjung-pinang"),
    ("Kab. Banyuwangi", "City", "place/id-kabupaten-banyuwangi"),
    ("Kota Bavet", "City", "place/kh-bavet"),
    ("KL", "City", "place/my-kuala-lumpur"),
    ("Sihanoukville", "City", "place/kh-sihanoukville"),
    ("Preah Sihanouk", "Province", "place/kh-provinsi-preah-sihanouk"),
    ("Hongkong", "Country", "place/hk"),
    ("AS", "Country", "place/us"),
    ("RI", "Country", "place/id"),
    ("BP3MI Kepri", "Agency", "org/bp3mi-kepulauan-riau"),
    ("Balai Pelayanan Perlindungan Pekerja Migran Indonesia (BP3MI) Kepri", "Agency", "org/bp3mi-kepulauan-riau"),
    ("BP3MI Medan", "Agency", "org/bp3mi-sumatera-utara"),
    ("Badan Perlindungan Pekerja Migran Indonesia", "Agency", "org/bp2mi"),
    ("Kementerian P2MI", "Agency", "org/kp2mi"),
    ("Kemenlu", "Agency", "org/kemlu-ri"),
    ("Kementerian Luar Negeri (Kemlu) RI", "Agency", "org/kemlu-ri"),
    ("KBRI di Kamboja", "Agency", "org/kbri-phnom-penh"),
    ("Kedutaan Besar Republik Indonesia untuk Kamboja", "Agency", "org/kbri-phnom-penh"),
    ("KJRI Penang", "Agency", "org/kjri-penang"),
    ("Polda Metro Jaya", "Agency", "org/polda-metro-jaya"),
    ("Polda Jatim", "Agency", "org/polda-jawa-timur"),
    ("Kepolisian Resor Kota Barelang", "Agency", "org/polres-batam"),
    ("Kantor Imigrasi Kelas I Khusus TPI Batam", "Agency", "org/kanim-batam"),
    ("Satgas TPPO", "Agency", "org/satgas-tppo"),
    ("Kepolisian Kamboja", "Agency", "org/kepolisian-kh"),
]


@pytest.mark.parametrize(("name", "type_", "identifier"), ONE)
def test_a_name_finds_its_record(name: str, type_: str, identifier: str) -> None:
    assert [record.id for record in authority().find(name, type=type_)] == [identifier]


@pytest.mark.parametrize(
    ("name", "type_", "least"),
    [
        ("Bogor", "City", 2),
        ("Malang", "City", 2),
        ("KBRI", "Agency", 90),
        ("BP3MI", "Agency", 38),
        ("Jakarta", None, 2),
    ],
)
def test_an_ambiguous_name_comes_back_as_several(name: str, type_: str | None, least: int) -> None:
    assert len(authority().find(name, type=type_)) >= least


@pytest.mark.parametrize(
    "name",
    [
        "Kementerian Luar Negeri Kamboja",
        "Kementerian Kesehatan (Kamboja)",
        "Polda",
        "Yayasan Cahaya Nusa",
        "",
        "(",
        "RI ",
    ],
)
def test_a_body_of_another_state_is_not_taken_for_ours(name: str) -> None:
    assert all(record.id not in ("org/kemlu-ri", "org/kemenkes") for record in authority().find(name, type="Agency"))


def test_every_record_has_a_known_class_and_lies_in_something_known() -> None:
    names, known = vocabulary(), {record.id for record in authority().records}
    for record in authority().records:
        assert record.type in TYPES
        assert record.kind is None or names.is_a(record.kind, record.type)
        assert record.id.startswith("org/" if record.type == "Agency" else "place/")
        assert {record.part_of, record.located_in} - {None} <= known, record.id


def test_all_indonesian_provinces_and_cities_and_all_countries_are_there() -> None:
    codes = [code for record in authority().records for code in record.outside_ids if code.startswith("kemendagri:")]
    assert len(codes) == len(set(codes)) == 38 + 514
    assert sum(record.type == "Country" for record in authority().records) == 249


def test_a_chain_of_places_ends_in_the_country() -> None:
    assert authority().chain("org/polres-batam") == ("place/id-kota-batam", "place/id-kepulauan-riau", "place/id")
    assert authority().country("org/kbri-phnom-penh") == "place/kh"
    assert authority().country("org/iom") is None


@given(st.text(max_size=40))
def test_comparing_twice_changes_nothing_and_finding_never_fails(name: str) -> None:
    assert isinstance(authority().find(name), tuple)
    assert comparable(comparable(name)) == comparable(name) or "kota" in comparable(name)


@pytest.mark.skipif(not GAZETTEER.is_dir(), reason="the gazetteer's source files are not here")
def test_the_files_are_what_the_compiler_writes(tmp_path: Path) -> None:
    compile_authority(GAZETTEER, out=tmp_path)
    for path in sorted(tmp_path.glob("*.ttl")):
        assert path.read_bytes() == (AUTHORITY / path.name).read_bytes(), path.name
