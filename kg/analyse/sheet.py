"""A sheet of paper for pictures of networks: lines, circles, labels and a legend, in points from the lower left.

Drawn by matplotlib without pyplot, so nothing of a caller's figures is touched. Bytes depend on what is drawn only:
no date, no random ids, and the font that matplotlib brings.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.textpath import text_to_path

Point = tuple[float, float]
Dash = Literal["solid"] | tuple[float, tuple[float, ...]]
_FONT = "DejaVu Sans"
_INK = "#1c242c"
_ROW, _GAP, _SYMBOL = 19.0, 20.0, 26.0
_LEGEND_TEXT = 9.5


@dataclass(frozen=True)
class Item:
    """One entry of a legend: a circle, or a line where a dash is given."""

    text: str
    colour: str
    dash: Dash | None = None
    width: float = 2.0


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Width of one line of text, in points."""
    font = FontProperties(family=_FONT, size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def lines_of(text: str, *, width: int, most: int) -> list[str]:
    """The text in at most `most` lines of about `width` characters; what does not fit becomes "…"."""
    lines = textwrap.wrap(text, width, break_long_words=len(text.split()) == 1) or [text]
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1].rstrip(" ,.-") + " …"]


class Sheet:
    """Width and height in points; draw on it, then `save`."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._axes.axis("off")

    def line(
        self, start: Point, end: Point, *, width: float, colour: str, dash: Dash = "solid", layer: int = 1
    ) -> None:
        """A straight line, below everything else unless another layer is given."""
        xs, ys = zip(start, end, strict=True)
        self._axes.add_line(
            Line2D(xs, ys, linewidth=width, color=colour, linestyle=dash, solid_capstyle="round", zorder=layer)
        )

    def circle(self, centre: Point, radius: float, *, colour: str) -> None:
        """A filled circle with a white rim."""
        self._axes.add_patch(Circle(centre, radius, facecolor=colour, edgecolor="white", linewidth=1.6, zorder=3))

    def label(self, top: Point, lines: Sequence[str], *, size: float) -> None:
        """Centred lines below a point, on a white box that lets lines behind them shine through."""
        x, y = top
        width, height = max(text_width(line, size) for line in lines), 1.25 * size * len(lines)
        self._axes.add_patch(
            FancyBboxPatch(
                (x - width / 2 - 1.5, y - height - 0.5),
                width + 3,
                height + 1,
                boxstyle="round,pad=0,rounding_size=3",
                facecolor="white",
                edgecolor="none",
                alpha=0.82,
                zorder=2,
            )
        )
        for number, line in enumerate(lines):
            self.text((x, y - 1.25 * size * number), line, size=size, align="center")

    def text(
        self, top: Point, text: str, *, size: float, colour: str = _INK, bold: bool = False, align: str = "left"
    ) -> None:
        """One line of text whose top is at the point."""
        self._axes.text(
            *top,
            text,
            parse_math=False,
            fontsize=size,
            color=colour,
            family=_FONT,
            fontweight="bold" if bold else "normal",
            horizontalalignment=align,
            verticalalignment="top",
            zorder=4,
        )

    @staticmethod
    def legend_height(rows: Sequence[Sequence[Item]], width: float) -> float:
        """Height in points that `legend` takes where it has that width."""
        return _ROW * sum(len(_wrapped(row, width)) for row in rows)

    def legend(self, rows: Sequence[Sequence[Item]], top: Point) -> float:
        """Rows of entries from the point downwards, as wide as the sheet; where they end."""
        x0, y = top
        for row in rows:
            for line in _wrapped(row, self.width - 2 * x0):
                x = x0
                for item in line:
                    self._symbol(item, (x, y - 7))
                    self.text((x + _SYMBOL, y - 1.5), item.text, size=_LEGEND_TEXT)
                    x += _item_width(item)
                y -= _ROW
        return y

    def _symbol(self, item: Item, at: Point) -> None:
        x, y = at
        if item.dash is None:
            self.circle((x + 8, y), 6.5, colour=item.colour)
        else:
            self.line((x, y), (x + 19, y), width=item.width, colour=item.colour, dash=item.dash, layer=3)

    def save(self, out: Path, *, title: str) -> None:
        """Write the sheet in the format of the suffix, `.svg` or `.png` (144 dots an inch)."""
        svg = out.suffix.lower() == ".svg"
        metadata = {"Title": title, "Creator": "Jejaring", "Date": None} if svg else {"Title": title, "Software": None}
        with rc_context({"svg.hashsalt": "jejaring", "svg.fonttype": "path"}):
            self._figure.savefig(out, dpi=72 if svg else 144, metadata=metadata)


def _item_width(item: Item) -> float:
    return _SYMBOL + text_width(item.text, _LEGEND_TEXT) + _GAP


def _wrapped(row: Sequence[Item], width: float) -> list[list[Item]]:
    lines: list[list[Item]] = [[]]
    used = 0.0
    for item in row:
        if lines[-1] and used + _item_width(item) > width:
            lines.append([])
            used = 0.0
        lines[-1].append(item)
        used += _item_width(item)
    return lines
