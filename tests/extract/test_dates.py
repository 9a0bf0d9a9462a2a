"""Dates made certain by the day of publication; the day of the event and the day of the words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.told.dates import dates
from tests.extract.reading import extract, statements

WRITTEN = [
    ("Senin (24/3)", "2025-03-24", "2025-03-24"),
    ("Senin (24/3/2025)", "2025-03-24", "2025-03-24"),
    ("Senin (24/3/25)", "2025-03-24", "2025-03-24"),
    ("18 Desember", "2024-12-18", "2024-12-18"),
    ("18 Desember 2023", "2023-12-18", "2023-12-18"),
    ("7 Agt 2024", "2024-08-07", "2024-08-07"),
    ("Juni 2024", "2024-06-01", "2024-06-30"),
    ("Februari 2024", "2024-02-01", "2024-02-29"),
    ("pada 2019", "2019-01-01", "2019-12-31"),
    ("Desember lalu", "2024-12-01", "2024-12-31"),
    ("dalam sepekan terakhir", "2025-03-19", "2025-03-26"),
]


@pytest.mark.parametrize(("text", "first", "last"), WRITTEN)
def test_days_months_and_years(text: str, first: str, last: str) -> None:
    (found,) = dates(text, date(2025, 3, 26))
    assert (found.start.isoformat(), found.end.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["kemarin", "pekan lalu", "Senin", "31/2", "45/13", "0/0", "1/2/3/4/5x", "99 Januari"])
def test_uncertain_and_impossible_days_are_none(text: str) -> None:
    assert not [found for found in dates(text, None)]


def test_a_day_without_year_needs_a_day_of_publication() -> None:
    assert not list(dates("Senin (24/3)", None))


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_a_day_without_year_is_the_last_one_before_publication(day: date, published: date) -> None:
    for found in dates(f"({day.day}/{day.month})", published):
        assert (found.start.month, found.start.day) == (day.month, day.day)
        assert -7 <= (published - found.start).days <= 366


def test_the_event_has_its_day() -> None:
    (found,) = extract("Polda Kepri menangkap Bondan Prakosa (34) di Batam, Senin (24/3).").statements[-1:]
    assert (found.relation, found.event_start, found.event_end) == ("ARRESTS", date(2025, 3, 24), date(2025, 3, 24))
    assert found.event_date_text == "24/3"


def test_the_day_of_the_words_is_not_the_day_of_the_event() -> None:
    found = extract('"Polda Kepri menangkap dua tersangka," kata Arman Wirayuda, Selasa (25/3).').statements
    (arrest,) = [statement for statement in found if statement.relation == "ARRESTS"]
    assert arrest.event_start is None
    assert arrest.said_on == date(2025, 3, 25)


def test_a_month_is_bounded_by_its_first_and_last_day() -> None:
    found = extract("KBRI Phnom Penh memulangkan 12 WNI dari Kamboja pada Juni 2024.").statements
    (home,) = [statement for statement in found if statement.relation == "REPATRIATES"]
    assert (home.event_start, home.event_end) == (date(2024, 6, 1), date(2024, 6, 30))


def test_people_are_at_a_place_on_the_day_they_are_moved_there() -> None:
    text = "Sebanyak 17 WNI berada di Phnom Penh. Ke-17 WNI dipindahkan ke Phnom Penh pada Senin (24/3)."
    stays = [one for one in statements(text, "LOCATED_IN") if one.event_start]
    assert [one.event_start for one in stays] == [date(2025, 3, 24)]


def test_what_an_event_began_with_is_not_its_day() -> None:
    text = (
        "KBRI Phnom Penh menyelamatkan 17 WNI. Penyelamatan itu berawal dari laporan pada 20 Maret 2025. "
        "Penyelamatan itu dilakukan pada 24 Maret 2025."
    )
    (rescue,) = statements(text, "RESCUES")
    assert rescue.event_start == date(2025, 3, 24)


def test_whoever_acts_on_the_same_people_does_so_on_one_day() -> None:
    text = (
        "Pada Senin (24/3), Polda Kepri menyelamatkan 17 WNI. Warga menyambut mereka. Keluarga bersyukur. "
        "BP3MI Kepri ikut menyelamatkan 17 WNI itu."
    )
    assert {one.event_start for one in statements(text, "RESCUES")} == {date(2025, 3, 24)}
    assert len(statements(text, "RESCUES")) == 2


def test_a_month_without_a_year_lies_before_the_days_that_an_undated_article_gives() -> None:
    text = "PT Angin Lalu merekrut 17 WNI pada Maret lalu. Mereka ditemui Rabu (26/7/2023)."
    (found,) = [one for one in extract(text, published=None).statements if one.relation == "RECRUITS"]
    assert (found.event_start, found.event_end) == (date(2023, 3, 1), date(2023, 3, 31))


def test_the_day_of_a_second_event_is_not_that_of_the_one_before() -> None:
    text = (
        "Pada 20 Maret 2025, Polda Kepri memeriksa barak tempat kerja 17 WNI yang telah diselamatkan sebelumnya "
        "oleh Polda Kepri."
    )
    (rescue,) = statements(text, "RESCUES")
    assert rescue.event_start is None


def test_a_day_before_now_is_not_the_day_of_what_is_done_now() -> None:
    text = "KBRI Phnom Penh berkoordinasi pada 9 Maret 2025 dan 34 WNI kini telah dipulangkan oleh KBRI Phnom Penh."
    (home,) = statements(text, "REPATRIATES")
    assert home.event_start is None


def test_somebody_left_on_the_day_that_a_later_sentence_tells_and_not_when_it_was_told() -> None:
    text = (
        "Sulastri Handayani (27) bekerja di Kamboja. Ayahnya pada Sabtu, 22 Maret 2025, menceritakan kepergian "
        "anaknya itu ke Kamboja pada awal Januari 2025."
    )
    days = {one.event_start for one in statements(text, "LOCATED_IN")} - {None}
    assert days <= {date(2025, 1, 1)}


def test_the_day_of_what_an_event_came_after_is_not_its_own() -> None:
    text = (
        "KBRI Phnom Penh memulangkan 17 WNI. Proses pemulangan 17 WNI itu dilakukan setelah KBRI Phnom Penh menerima "
        "laporan pada 13 Maret 2025."
    )
    assert {one.event_start for one in statements(text, "REPATRIATES")} == {None}
