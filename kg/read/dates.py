"""The publication date that an input gives: ISO, Indonesian or numeric with the day first. Never a guess.

The day is taken as it is written: a time and a time zone after it are passed over, not converted.

>>> published("Kamis, 18 Desember 2025 | 10:30 WIB")
datetime.date(2025, 12, 18)
>>> published("18/12/2025"), published("12/18/2025")
(datetime.date(2025, 12, 18), None)
"""

from __future__ import annotations

import re
from datetime import date

from kg.text import squeeze

_YEARS = range(1900, 2101)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb pebruari februari february",
            "mar maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu ags agt agust agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov nop november nopember",
            "des desember dec december",
        ),
        1,
    )
    for name in names.split()
}

_WEEKDAYS = (
    "senin|selasa|rabu|kamis|jumat|jum['’`]at|sabtu|minggu|ahad|"
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_HEAD = rf"(?:(?:{_WEEKDAYS})\s*[,.]?\s+|(?:{_WEEKDAYS})\s*\(|\()?"
_TIME = r"(?:\s*[t\s,|@•·–-]\s*(?:pukul\s+|jam\s+)?\d{1,2}[:.]\d{2}[^\n]{0,24})?"
_FORMS = tuple(
    re.compile(rf"{_HEAD}{form}\)?{_TIME}\s*")
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[\s-](?P<month>[a-z]+)\.?,?[\s-](?P<year>\d{4})",
        r"(?P<month>[a-z]+)\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})",
    )
)


def published(text: str) -> date | None:
    """The day that the whole text names, from 1900 to 2100; None when it names none for certain."""
    folded = squeeze(text).casefold()
    for form in _FORMS:
        if found := form.fullmatch(folded):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
            return _day(int(found["year"]), number, int(found["day"]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
