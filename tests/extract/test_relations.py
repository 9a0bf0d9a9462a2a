"""Each relation in the active, the passive and the nominal form, and sentences that state none."""

from __future__ import annotations

import pytest

from tests.extract.reading import extract, stated

ONE = [
    # REPATRIATES
    ("KBRI Phnom Penh memulangkan 12 WNI.", "KBRI Phnom Penh", "REPATRIATES", "12 WNI"),
    ("Sebanyak 40 PMI dipulangkan oleh KJRI Johor Bahru.", "KJRI Johor Bahru", "REPATRIATES", "40 PMI"),
    ("Sebanyak 40 PMI dideportasi Pemerintah Malaysia.", "Pemerintah Malaysia", "REPATRIATES", "40 PMI"),
    ("BP3MI Kepri memfasilitasi pemulangan 40 PMI.", "BP3MI Kepri", "REPATRIATES", "40 PMI"),
    ("Pemulangan 40 PMI oleh KJRI Johor Bahru berjalan lancar.", "KJRI Johor Bahru", "REPATRIATES", "40 PMI"),
    # RESCUES
    ("KBRI Phnom Penh menyelamatkan 31 WNI.", "KBRI Phnom Penh", "RESCUES", "31 WNI"),
    ("Sebanyak 31 WNI diselamatkan Polda Kepri.", "Polda Kepri", "RESCUES", "31 WNI"),
    ("Penyelamatan 31 WNI oleh Polda Kepri berlangsung malam hari.", "Polda Kepri", "RESCUES", "31 WNI"),
    ("Polda Kepri mengamankan 31 calon pekerja migran.", "Polda Kepri", "RESCUES", "31 calon pekerja migran"),
    # ARRESTS
    ("Polda Kepri menangkap dua tersangka.", "Polda Kepri", "ARRESTS", "dua tersangka"),
    ("Dua tersangka ditangkap Polda Kepri.", "Polda Kepri", "ARRESTS", "Dua tersangka"),
    ("Penangkapan dua tersangka oleh Polda Kepri berlangsung cepat.", "Polda Kepri", "ARRESTS", "dua tersangka"),
    ("Polda Kepri mengamankan dua pelaku.", "Polda Kepri", "ARRESTS", "dua pelaku"),
    ("Polda Kepri menetapkan Bondan Prakosa (34) sebagai tersangka.", "Polda Kepri", "ARRESTS", "Bondan Prakosa"),
    # RECRUITS, SENDS, EXPLOITS
    ("PT Angin Lalu merekrut 14 warga.", "PT Angin Lalu", "RECRUITS", "14 warga"),
    ("Sebanyak 14 warga direkrut oleh PT Angin Lalu.", "PT Angin Lalu", "RECRUITS", "14 warga"),
    ("Bondan Prakosa (34) mengirim 14 warga ke Laos.", "Bondan Prakosa", "SENDS", "14 warga"),
    ("Sebanyak 14 warga diberangkatkan PT Angin Lalu ke Laos.", "PT Angin Lalu", "SENDS", "14 warga"),
    ("Para pelaku memberangkatkan 12 WNI ke Kamboja.", "Para pelaku", "SENDS", "12 WNI"),
    ("Sindikat penipuan daring menyekap 12 WNI.", "Sindikat penipuan daring", "EXPLOITS", "12 WNI"),
    # PREVENTS
    ("Imigrasi Medan mencegah keberangkatan tiga pemuda.", "Imigrasi Medan", "PREVENTS", "tiga pemuda"),
    ("Lantamal IV menggagalkan pengiriman 23 calon pekerja.", "Lantamal IV", "PREVENTS", "23 calon pekerja"),
    ("Keberangkatan tiga pemuda dicegah Imigrasi Medan.", "Imigrasi Medan", "PREVENTS", "tiga pemuda"),
    # REPORTS
    ("BP3MI Kepri mencatat 24 laporan.", "BP3MI Kepri", "REPORTS", "24 laporan"),
    ("Arman Wirayuda mengatakan, 24 WNI sakit.", "Arman Wirayuda", "REPORTS", "24 WNI"),
    # COOPERATES_WITH, PART_OF
    ("Kemlu berkoordinasi dengan Bareskrim Polri.", "Kemlu", "COOPERATES_WITH", "Bareskrim Polri"),
    ("Kemlu bekerja sama dengan Kepolisian Kamboja.", "Kemlu", "COOPERATES_WITH", "Kepolisian Kamboja"),
    ("PT Angin Lalu merupakan bagian dari PT Kabut Pagi.", "PT Angin Lalu", "PART_OF", "PT Kabut Pagi"),
    # Places
    ("Sebanyak 31 WNI disekap di Myawaddy.", "31 WNI", "LOCATED_IN", "Myawaddy"),
    ("Sebanyak 14 warga Kepri pulang.", "14 warga", "ORIGINATES_FROM", "Kepri"),
    ("KBRI Phnom Penh memulangkan 14 WNI asal Medan.", "14 WNI", "ORIGINATES_FROM", "Medan"),
    ("PT Angin Lalu mengirim 14 warga ke Laos.", "14 warga", "DESTINED_FOR", "Laos"),
]


@pytest.mark.parametrize(("sentence", "subject", "relation", "object_"), ONE)
def test_relation(sentence: str, subject: str, relation: str, object_: str) -> None:
    assert stated(sentence, relation) == {(subject, object_)}


NONE = [
    ("Polisi memulangkan 12 WNI.", "REPATRIATES"),
    ("Pemerintah menyelamatkan 12 WNI.", "RESCUES"),
    ("Sebuah perusahaan merekrut 12 WNI.", "RECRUITS"),
    ("Polda Kepri mengamankan 31 calon pekerja migran.", "ARRESTS"),
    ("Polda Kepri mengamankan dua pelaku.", "RESCUES"),
    ("KBRI Phnom Penh dan Kemlu mencatat hal itu.", "COOPERATES_WITH"),
    ("Bareskrim Polri mencatat hal itu.", "PART_OF"),
    ("KBRI Phnom Penh memulangkan 12 WNI.", "ORIGINATES_FROM"),
    ("KBRI Phnom Penh memulangkan 12 WNI ke Indonesia.", "DESTINED_FOR"),
]


@pytest.mark.parametrize(("sentence", "relation"), NONE)
def test_no_relation(sentence: str, relation: str) -> None:
    assert stated(sentence, relation) == set()


def test_subjects_joined_by_and_both_act() -> None:
    found = stated("KBRI Phnom Penh bersama Kepolisian Kamboja membebaskan 62 WNI.", "RESCUES")
    assert found == {("KBRI Phnom Penh", "62 WNI"), ("Kepolisian Kamboja", "62 WNI")}


def test_objects_joined_by_and_are_both_acted_on() -> None:
    found = stated("Polda Kepri menangkap Bondan Prakosa (34) dan Tirta Sanjaya (29).", "ARRESTS")
    assert found == {("Polda Kepri", "Bondan Prakosa"), ("Polda Kepri", "Tirta Sanjaya")}


def test_places_of_origin_joined_by_commas() -> None:
    found = stated("KBRI Yangon memulangkan 13 WNI asal Medan, Jakarta, dan Depok.", "ORIGINATES_FROM")
    assert found == {("13 WNI", "Medan"), ("13 WNI", "Jakarta"), ("13 WNI", "Depok")}


def test_domain_and_range_hold() -> None:
    text = " ".join(sentence for sentence, *_ in ONE)
    from ontology.vocabulary import vocabulary

    extraction = extract(text)
    types = {cluster.id: cluster.type for cluster in extraction.clusters}
    assert len(extraction.statements) > 20
    for statement in extraction.statements:
        assert vocabulary().admits(statement.relation, types[statement.subject], types[statement.object])


def test_those_to_whom_people_are_handed_over_bring_them_home() -> None:
    text = "Sebanyak 34 WNI akan diserahkan kepada KBRI Phnom Penh untuk proses repatriasi."
    (home,) = [one for one in extract(text).statements if one.relation == "REPATRIATES"]
    assert home.modality == "planned"


def test_who_waits_for_a_return_does_not_bring_home() -> None:
    text = "Arman Wirayuda, ayah korban, masih menunggu proses pemulangan 12 WNI."
    assert stated(text, "REPATRIATES") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Polda Kepri menangkap tiga tersangka berinisial DA, TS, dan MP. Tersangka MP masih berstatus DPO.",
        "Polda Kepri menangkap tiga tersangka berinisial DA, TS, dan MP. Adapun MP masuk daftar pencarian orang.",
        "Polda Kepri menangkap tiga tersangka berinisial DA, TS, dan MP (buron).",
    ],
)
def test_nobody_who_is_at_large_was_arrested_but_a_person_may_judge(text: str) -> None:
    extraction = extract(text)
    name = {cluster.id: cluster.name for cluster in extraction.clusters}
    assert {name[one.object] for one in extraction.statements if one.relation == "ARRESTS"} >= {"DA", "TS"}
    assert "MP" not in {name[one.object] for one in extraction.statements if one.relation == "ARRESTS"}
    assert "MP" in {name[one.object] for one in extraction.candidates if one.relation == "ARRESTS"}


def test_whoever_was_at_large_and_was_caught_is_arrested() -> None:
    text = "Polda Kepri menangkap Bondan Prakosa (34) yang masuk daftar pencarian orang sejak 2022."
    assert ("Polda Kepri", "Bondan Prakosa") in stated(text, "ARRESTS")


def test_a_ministry_speaks_for_the_government() -> None:
    text = "Kementerian Luar Negeri menyatakan pemerintah masih berupaya memulangkan 12 WNI."
    assert ("Kementerian Luar Negeri", "12 WNI") in stated(text, "REPATRIATES")


@pytest.mark.parametrize(
    "text",
    [
        "Sulastri Handayani berharap KBRI Phnom Penh membantu kepulangan 12 WNI.",
        "Keluarga mendesak KBRI Phnom Penh memulangkan 12 WNI.",
    ],
)
def test_a_wish_is_no_act(text: str) -> None:
    assert not stated(text, "REPATRIATES")


def test_a_bare_number_of_a_list_comes_from_the_country_behind_it() -> None:
    text = "Para penyintas berasal dari tiga negara: 24 WNI, 20 dari Myanmar, dan enam dari Vietnam."
    assert stated(text, "ORIGINATES_FROM") >= {("20", "Myanmar"), ("enam", "Vietnam")}
    assert not stated(text, "LOCATED_IN")


def test_foreigners_among_people_are_not_where_they_come_from() -> None:
    text = "Kepolisian Kamboja menangkap 2.780 orang, termasuk warga asing dari Myanmar dan Vietnam."
    assert not {end for _, end in stated(text, "LOCATED_IN")} & {"Myanmar", "Vietnam"}
