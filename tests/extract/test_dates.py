"""Dates made certain by the day of publication; the day of the event and the day of the words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import dates
from tests.extract.reading import extract

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
