"""An explained article for rich to draw: mentions in the colour of their type, statements below their sentence.

Candidates have a question mark. Where there are no colours, mentions stand in square brackets. The numbers are those of
the list of entities at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from kg.explain.explained import Entry, Explained, Line, Said

_STYLES = {
    "Person": "magenta",
    "Agency": "cyan",
    "Group": "yellow",
    "Country": "green",
    "Province": "green",
    "City": "green",
    "Place": "green",
}  # names and not tints: they follow the terminal's own theme, dark or light
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]")  # what would steer the terminal
_SPACE = re.compile(r"\s+")


class Drawn:
    """What `kg.render.draw` draws."""

    def __init__(self, page: Explained) -> None:
        self._page = page
        self._entries = {entry.number: entry for entry in page.entries}

    def __rich_console__(self, console: Console, _options: ConsoleOptions) -> RenderResult:
        plain = console.no_color or console.color_system is None
        yield from _heading(self._page)
        for line in self._page.lines:
            yield self._sentence(line, plain=plain)
        yield Text()
        yield _entries(self._page.entries)

    def _sentence(self, line: Line, *, plain: bool) -> RenderableType:
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", style="dim", width=3)
        grid.add_column()
        below = Grid.grid(padding=(0, 1, 0, 0))
        for said in line.said:
            below.add_row(" " if said.sure else "?", _said(said))
        grid.add_row(str(line.number), Group(self._text(line, plain=plain), *([below] if line.said else [])))
        return Padding(grid, (1, 0, 0, 0), expand=False)

    def _text(self, line: Line, *, plain: bool) -> Text:
        text = Text()
        for piece in line.pieces:
            style = _style(self._entries[piece.marks[-1][0]]) + " underline" if piece.marks else ""
            text.append("[" * len(piece.opens) if plain else "")
            text.append(_clean(piece.text), style=f"{style} dim" if piece.dropped else style)
            for number in piece.closes:
                text.append("]" if plain else "")
                text.append(str(number).translate(_RAISED), style=_style(self._entries[number]))
        text.rstrip()
        return text


def _heading(page: Explained) -> Iterator[RenderableType]:
    article = page.article
    if article.title:
        yield Text(_clean(article.title), style="bold")
    known = (article.publisher, article.published, article.url, page.run)
    yield Text(_clean(" · ".join(str(part) for part in known if part)), style="dim")
    yield Text(", ".join(f"{count} {name}" for name, count in page.counts.items()), style="dim")
    if page.withheld:
        yield Text(warning(page), style="bold red")


def warning(page: Explained) -> str:
    """The line that says that names here must not be published."""
    numbers = ", ".join(str(entry.number) for entry in page.withheld)
    return f"Holds names of victims or minors, which must not be published (entity {numbers}): do not pass it on."


def _said(said: Said) -> RenderableType:
    text = Text().append_text(_end(said.subject)).append(" → ").append(said.relation, style="bold" if said.sure else "")
    text.append(" → ").append_text(_end(said.object))
    text.append("  ").append(said.modality, style="dim" if said.modality == "asserted" else "yellow")
    made = (f"{said.confidence:.2f}", ", ".join(said.found_by))
    rest = [*(f"{name} {value}" for name, value in said.details), *made]
    text.append(_clean("".join(f" · {part}" for part in rest if part)), style="dim")
    if not said.sure:
        text.stylize("italic")
    return text


def _end(entry: Entry) -> Text:
    return Text(f"{_clean(entry.name)}{str(entry.number).translate(_RAISED)}", style=_style(entry))


def _entries(entries: Iterable[Entry]) -> RenderableType:
    grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    grid.add_column("", justify="right", style="dim")
    for column in ("entity", "type", "size"):
        grid.add_column(column, overflow="fold")
    grid.add_column("mentions", justify="right")
    grid.add_column("")
    for entry in entries:
        name, note = Text(_clean(entry.name), style=_style(entry)), Text("withheld" if entry.withheld else "", "red")
        grid.add_row(str(entry.number), name, entry.class_name, entry.size, str(entry.mentions), note)
    return grid


def _style(entry: Entry) -> str:
    return _STYLES.get(entry.type, "bold")


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", _SPACE.sub(" ", text))
