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
    rf"\b(?P<first>{_MONTH})\s*(?:hingga|sampai(?:\s+dengan)?|s/d|-|–)\s*(?P<last>{_MONTH})\s+(?P<year6>\d{{4}})\b"
    rf"|\b(?P<day>\d{{1,2}})\s*/\s*(?P<month>\d{{1,2}})(?:\s*/\s*(?P<year>\d{{4}}|\d{{2}}))?\b"
    rf"|\b(?P<day2>\d{{1,2}})\s+(?P<name>{_MONTH})\b\.?(?:\s+(?P<year2>\d{{4}}))?"
    rf"|\b(?P<name3>{_MONTH})\s+(?P<year3>\d{{4}})\b"
    r"|\b(?:tahun|pada)\s+(?P<year4>(?:19|20)\d{2})\b"
    rf"|\b(?P<name5>{_MONTH})\s+(?:lalu|tahun\s+ini|ini)\b"
    r"|\b(?P<ago>tahun\s+(?:lalu|ini))\b"
    r"|\b(?P<week>(?:sepekan|seminggu)\s+terakhir)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """A date at `offset` of the text: its first and last day, and its words."""

    offset: int
    text: str
    start: date
    end: date


_WEEKDAYS = {
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}
_WEEKDAY = re.compile(r"\b(senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\W{1,3}$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d{2}(?![\d.,]\d)")


def latest(text: str) -> date | None:
    """About when a text without a date of its own was written: its last day that has a year; else, where a weekday
    fits only one of the years that it names, that day; None otherwise."""
    whole = max((found.end for found in dates(text, None) if found.start == found.end), default=None)
    if whole is not None:
        return whole
    years = {int(year) for year in _YEAR.findall(text)}
    fits = set()
    for match in _DATE.finditer(text):
        weekday = _WEEKDAY.search(text[: match.start()])
        groups = match.groupdict()
        written = groups["day"] or groups["day2"]
        if weekday and written:
            month = int(groups["month"]) if groups["month"] else MONTHS[(groups["name"] or "").casefold()]
            number = _WEEKDAYS[weekday[1].casefold().replace("’", "'")]
            fits |= {day for year in years if (day := _made(year, month, int(written))) and day.weekday() == number}
    return max(fits) if len({day.year for day in fits}) == 1 else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates(text: str, published: date | None, *, sure: bool = True) -> Iterator[Dated]:
    """Every certain date of a text, in order. `sure`: the day of publication is known and not only guessed by `latest`;
    then "tahun lalu" is certain too."""
    for match in _DATE.finditer(text):
        weekday = _WEEKDAY.search(text, max(0, match.start() - 12), match.start())
        number = _WEEKDAYS[weekday[1].casefold().replace("’", "'")] if weekday else None
        try:
            bounds = _bounds(match.groupdict(), published, number, sure=sure)
        except (ValueError, KeyError):
            continue
        if bounds is not None:
            yield Dated(match.start(), match.group(), *bounds)


def _bounds(
    groups: dict[str, str | None], published: date | None, weekday: int | None, *, sure: bool
) -> tuple[date, date] | None:
    if groups["year4"]:
        return _whole_year(int(groups["year4"]))
    if groups["first"]:
        year, months = int(groups["year6"] or 0), (groups["first"], groups["last"] or "")
        first, last = (_whole_month(year, MONTHS[month.casefold()]) for month in months)
        return (first[0], last[1]) if first <= last else None
    if groups["name3"]:
        return _whole_month(int(groups["year3"] or 0), MONTHS[groups["name3"].casefold()])
    if groups["week"]:
        return (published - timedelta(days=7), published) if sure and published is not None else None
    if groups["name5"] or groups["ago"]:
        return _past(groups, published) if published is not None and (sure or groups["name5"]) else None
    day = int(groups["day"] or groups["day2"] or 0)
    month = int(groups["month"]) if groups["month"] else MONTHS[(groups["name"] or "").casefold()]
    written = groups["year"] or groups["year2"]
    certain = _day(day, month, written, published, weekday)
    return None if certain is None else (certain, certain)


def _whole_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _past(groups: dict[str, str | None], published: date) -> tuple[date, date]:
    """ "Maret lalu", "Maret ini": the last such month; "tahun lalu", "tahun ini"."""
    if groups["ago"]:
        return _whole_year(published.year - groups["ago"].casefold().endswith("lalu"))
    month = MONTHS[(groups["name5"] or "").casefold()]
    return _whole_month(published.year - (month > published.month), month)


def _day(day: int, month: int, year: str | None, published: date | None, weekday: int | None) -> date | None:
    """The day; without a year the last one before publication, and if its weekday stands there, one that fits."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if published is None:
        return None
    # a report may come out on the eve of what it announces
    made = (_made(published.year + shift, month, day) for shift in (1, 0, -1))
    candidates = [found for found in made if found is not None]
    if not candidates:
        raise ValueError(f"no day {day}/{month}")
    if weekday is not None and (fits := [found for found in candidates if found.weekday() == weekday]):
        return min(fits, key=lambda found: abs((found - published).days))
    return next((found for found in candidates if found <= published + timedelta(days=7)), None)
