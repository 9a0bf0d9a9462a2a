"""Dates in a sentence, made certain by the day of publication: "Senin (24/3)", "18 Desember 2025", "Juni 2024".

A day without a year is taken in the year that puts it nearest before publication; without a publication date it stays
unknown. "kemarin" and "pekan lalu" are not certain enough.

>>> [found.start for found in dates("pada Senin (24/3)", date(2025, 3, 26))]
[datetime.date(2025, 3, 24)]
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt ags",
            "september sep sept",
            "oktober okt",
            "november nov",
            "desember des",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s*/\s*(?P<month>\d{{1,2}})(?:\s*/\s*(?P<year>\d{{4}}|\d{{2}}))?\b"
    rf"|\b(?P<day2>\d{{1,2}})\s+(?P<name>{_MONTH})\b\.?(?:\s+(?P<year2>\d{{4}}))?"
    rf"|\b(?P<name3>{_MONTH})\s+(?P<year3>\d{{4}})\b"
    r"|\b(?:tahun|pada)\s+(?P<year4>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """A date at `offset` of the text: its first and last day, and its words."""

    offset: int
    text: str
    start: date
    end: date


def dates(text: str, published: date | None) -> Iterator[Dated]:
    """Every certain date of a text, in order."""
    for match in _DATE.finditer(text):
        bounds = _bounds(match.groupdict(), published)
        if bounds is not None:
            yield Dated(match.start(), match.group(), *bounds)


def _bounds(groups: dict[str, str | None], published: date | None) -> tuple[date, date] | None:
    try:
        if groups["year4"]:
            year = int(groups["year4"])
            return date(year, 1, 1), date(year, 12, 31)
        if groups["name3"]:
            year, month = int(groups["year3"] or 0), MONTHS[groups["name3"].casefold()]
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        day = int(groups["day"] or groups["day2"] or 0)
        month = int(groups["month"]) if groups["month"] else MONTHS[(groups["name"] or "").casefold()]
        written = groups["year"] or groups["year2"]
        certain = _day(day, month, written, published)
    except (ValueError, KeyError):
        return None
    return None if certain is None else (certain, certain)


def _day(day: int, month: int, year: str | None, published: date | None) -> date | None:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if published is None:
        return None
    # a report may come out on the eve of what it announces
    candidates = [date(published.year + shift, month, day) for shift in (0, -1)]
    return next((found for found in candidates if found <= published + timedelta(days=7)), None)
