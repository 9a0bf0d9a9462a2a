"""Dates as Indonesian news writes them; what names no day for certain is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.dates import published
from tests.strategies import quick

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"]
MONTHS += ["November", "Desember"]
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-18",
        "2025-12-18T23:59:59+07:00",
        "2025-12-18 08:15:00",
        "2025-12-18T00:00:00Z",
        "2025/12/18",
        "18/12/2025",
        "18-12-2025 10.30",
        "18 Desember 2025",
        "18 Des 2025",
        "18-Dec-2025",
        "December 18, 2025",
        "Kamis, 18/12/2025",
        "Kamis (18/12/2025)",
        "Kamis, 18 Des 2025 10:30 WIB",
        "Kamis, 18 Desember 2025 | 10:30 WIB",
        "Kamis, 18 Desember 2025 - pukul 10.30 WIB",
        "Thu, 18 Dec 2025 10:00:00 +0700",
        "  kamis,\u00a018  DESEMBER 2025 ",
    ],
)
def test_the_day_is_read_as_it_is_written(text: str) -> None:
    assert published(text) == date(2025, 12, 18)


@pytest.mark.parametrize(
    "text",
    [
        "kemarin",
        "Desember 2025",
        "2025",
        "12/18/2025",  # no month 18, and days are not swapped
        "31 Februari 2025",
        "2025-02-30",
        "18/12/25",
        "0001-01-01",
        "18 Foo 2025",
        "terbit 18 Desember 2025 di Batam",
        "1766016000",
        "",
        "²/²/2025",
    ],
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert published(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jum'at, 1 Agustus 2025", date(2025, 8, 1)),
        ("Jumat, 1 Agt 2025", date(2025, 8, 1)),
        ("Minggu, 2 Nopember 2025", date(2025, 11, 2)),
        ("5 Mei 2025", date(2025, 5, 5)),
        ("03/04/2025", date(2025, 4, 3)),
    ],
)
def test_spellings(text: str, day: date) -> None:
    assert published(text) == day


@quick
@given(days)
def test_every_day_comes_back(day: date) -> None:
    spellings = (day.isoformat(), f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.day}/{day.month}/{day.year}")
    assert {published(text) for text in spellings} == {day}


@quick
@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert published(text) is None or 1900 <= published(text).year <= 2100  # type: ignore[union-attr]
