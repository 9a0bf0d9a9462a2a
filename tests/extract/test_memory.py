"""What a sentence takes up from those before it."""

from __future__ import annotations

import pytest

from tests.extract.reading import extract, stated

TAKEN_UP = [
    (
        "KBRI Phnom Penh mendata 31 WNI. Mereka disekap di Sihanoukville.",
        ("31 WNI", "LOCATED_IN", "Sihanoukville"),
    ),
    (
        "Polda Kepri menangkap tiga tersangka. Mereka berinisial AK (41), TS (38), dan RH (29).",
        ("Polda Kepri", "ARRESTS", "TS"),
    ),
    (
        "Sulastri Handayani (27) bekerja di Kamboja. Ia disekap di sana.",
        ("Sulastri Handayani", "LOCATED_IN", "Kamboja"),
    ),
    (
        "Kepala BP3MI Kepri, Arman Wirayuda, hadir. Arman mengatakan, pihaknya memulangkan 12 WNI.",
        ("BP3MI Kepri", "REPATRIATES", "12 WNI"),
    ),
    (
        "Sulastri Handayani (27) disekap di Kamboja. BP3MI Kepri tengah berupaya memulangkannya ke Tanah Air.",
        ("BP3MI Kepri", "REPATRIATES", "Sulastri Handayani"),
    ),
    (
        "Sulastri Handayani (27) meninggal di Kamboja. KBRI Phnom Penh mengurus pemulangan jenazah ke Tanah Air.",
        ("KBRI Phnom Penh", "REPATRIATES", "Sulastri Handayani"),
    ),
    (
        "Sebanyak 28 WNI tiba di Jakarta. Pemulangan itu dilakukan dengan pendampingan staf KBRI Phnom Penh.",
        ("KBRI Phnom Penh", "REPATRIATES", "28 WNI"),
    ),
    (
        "Kepala BP3MI Kepri, Arman Wirayuda, mendata 12 WNI. Arman mengatakan, semuanya akan kami pulangkan.",
        ("BP3MI Kepri", "REPATRIATES", "12 WNI"),
    ),
    (
        "Berdasarkan data Kemlu, sebanyak 12 WNI bekerja di sana.",
        ("Kemlu", "REPORTS", "12 WNI"),
    ),
    (
        '"Ada 12 WNI di sana. Semua sehat," kata Arman Wirayuda.',
        ("Arman Wirayuda", "REPORTS", "12 WNI"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_UP)
def test_taken_up(text: str, expected: tuple[str, str, str]) -> None:
    subject, relation, object_ = expected
    assert (subject, object_) in stated(text, relation)


def test_she_who_is_taken_up_does_not_speak_for_who_spoke() -> None:
    text = "Arman Wirayuda mengatakan, Sulastri Handayani sakit. Ia menyebut 12 WNI pulang."  # "ia" holds the floor
    assert ("Arman Wirayuda", "12 WNI") in stated(text, "REPORTS")


def test_the_year_comes_from_the_articles_own_dates() -> None:
    extraction = extract(
        "Hal itu disampaikan Selasa (13/6/2023). Polda Kepri menangkap dua tersangka pada 7 Juni.", published=None
    )
    (arrest,) = [statement for statement in extraction.statements if statement.relation == "ARRESTS"]
    assert arrest.event_start is not None
    assert arrest.event_start.isoformat() == "2023-06-07"
