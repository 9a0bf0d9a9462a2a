"""One thing of an article while it is gathered: its spans, and the forms of its name that tell it the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.spans import Span
from kg.model import Size


@dataclass
class Thing:
    """`keys` are comparable forms of its name; `unit` and `cases` belong to a Group."""

    type: str
    name: str
    spans: list[Span] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    authority: str | None = None
    size: Size | None = None
    cases: bool = False
    unit: str = ""
