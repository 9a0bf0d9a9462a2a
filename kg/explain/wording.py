"""What a statement says beside its relation, in words: title, count, date, places, who said it and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kg.model import Cluster, Size, Statement

_QUALIFIERS = {
    "about": "about {}",
    "atLeast": "at least {}",
    "atMost": "at most {}",
    "lessThan": "less than {}",
    "moreThan": "more than {}",
}
_PLACES = {"at": "at_place", "from": "from_place", "to": "to_place"}


def details(statement: Statement, clusters: Mapping[str, Cluster]) -> Iterator[tuple[str, str]]:
    """Pairs of name and value, only what is known; `clusters` are those of the extraction, by id."""
    if statement.polarity != "affirmed" and statement.modality != "denied":
        yield "polarity", statement.polarity
    if statement.position_title:
        yield "title", statement.position_title
    if statement.size:
        yield "count", amount(statement.size)
    if statement.event_start:
        yield "date", _days(statement.event_start, statement.event_end)
    for name, field in _PLACES.items():
        if place := getattr(statement, field):
            yield name, clusters[place].name
    if said_by := _said_by(statement, clusters):
        yield "said by" if statement.attributed_to else "quoted", said_by


def _said_by(statement: Statement, clusters: Mapping[str, Cluster]) -> str:
    """Who said it and how: "Tegar Manurung, direct “ujar”, on 2025-04-08"."""
    parts = [clusters[statement.attributed_to].name] if statement.attributed_to else []
    word = (statement.attribution_cue or "").strip("\"'“”‘’ ")  # a cue may be a quotation mark
    cue = f"“{word}”" if word else None
    parts += [how] if (how := " ".join(part for part in (statement.quote_type, cue) if part)) else []
    return ", ".join([*parts, f"on {statement.said_on}"] if statement.said_on else parts)


def amount(size: Size) -> str:
    """ "about 5300", "1000 to 9999", "2 or more"; the words of the text where it gives no number."""
    if size.count is not None:
        return _QUALIFIERS.get(size.qualifier, "{}").format(size.count)
    if size.minimum is not None and size.maximum is not None:
        return f"{size.minimum} to {size.maximum}"
    if size.minimum is not None:
        return f"{size.minimum} or more"
    return f"up to {size.maximum}" if size.maximum is not None else size.text or size.qualifier


def _days(first: date, last: date | None) -> str:
    return first.isoformat() if last in (None, first) else f"{first} to {last}"
