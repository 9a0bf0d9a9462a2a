"""A network of agencies → a picture, SVG or PNG by suffix; the same network gives the same bytes.

A circle is an agency in the colour of its class, the larger the more articles link it; a line is a link, the wider
the more articles state it. Lengths are in points (1/72 inch) from the first measure to the last line drawn, so that
what is measured is what is seen. The drawing itself is in `kg.analyse.sheet`.

>>> picture(agency_network(graph), Path("agencies.svg"))   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import networkx as nx

from kg.analyse.layout import Box, Point, crossed, place
from kg.analyse.sheet import Dash, Item, Sheet, lines_of, text_width
from kg.errors import UsageError

SUFFIXES = (".svg", ".png")
MOST = 45
"""Agencies that a picture shows at most: those with the most articles behind their links."""

_PAD, _HEAD, _SMALLEST = 36.0, 70.0, 720.0
_TEXT, _TITLE = 9.5, 17.0
_LABEL_WIDTH = 19
_NO_COLOUR = "#7d8b99"
_STYLES: dict[str, tuple[str, Dash, str]] = {
    "cooperates": ("#33475b", "solid", "an article says that they cooperate"),
    "part": ("#33475b", (0, (1.2, 1.4)), "one is part of the other"),
    "same": ("#b3bfca", "solid", "both act on the same people in one article"),
    "accused": ("#b3261e", (0, (5, 2.5)), "rests on an accusation that nobody has reviewed"),
}


def picture(network: nx.Graph[str], out: Path, *, title: str = "Who works with whom", most: int = MOST) -> None:
    """Draw the agencies that have links, the `most` strongest of them, to `out` (.svg or .png).

    Raises UsageError for another suffix, OSError where `out` cannot be written.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{out}: no picture has the suffix {out.suffix!r}; known: {' '.join(SUFFIXES)}")
    shown = _strongest(network, most)
    boxes = {node: _box(shown, node) for node in shown}
    centres = place(shown, boxes)
    items, notes = _legend(shown), _notes(network, shown)
    left, bottom, right, top = _frame(centres, boxes)
    width = max(right - left + 2 * _PAD, _SMALLEST)
    foot = Sheet.legend_height(items, width - 2 * _PAD) + 14 * len(notes) + 30
    sheet = Sheet(width, top - bottom + _HEAD + foot + 2 * _PAD)
    dx, dy = (width - (right - left)) / 2 - left, foot + _PAD - bottom
    _draw(sheet, shown, {node: (x + dx, y + dy) for node, (x, y) in centres.items()}, boxes)
    sheet.text((_PAD, sheet.height - _PAD), title, size=_TITLE, bold=True)
    sheet.text((_PAD, sheet.height - _PAD - 25), _source(network), size=10.5, colour="#55606b")
    y = sheet.legend(items, (_PAD, foot + 4))
    for number, note in enumerate(notes):
        sheet.text((_PAD, y - 6 - 14 * number), note, size=8.5, colour="#55606b")
    sheet.save(out, title=title)


def _strongest(network: nx.Graph[str], most: int) -> nx.Graph[str]:
    linked = [node for node in network if network.degree(node)]
    linked.sort(key=lambda node: (-network.degree(node, weight="weight"), -network.degree(node), node))
    kept = network.subgraph(linked[:most])
    return kept.subgraph(sorted(node for node in kept if kept.degree(node)))


def _radius(network: nx.Graph[str], node: str) -> float:
    return min(4.5 + 3.4 * sqrt(float(network.degree(node, weight="weight"))), 30.0)


def _label(network: nx.Graph[str], node: str) -> list[str]:
    return lines_of(str(network.nodes[node]["label"]), width=_LABEL_WIDTH, most=3)


def _box(network: nx.Graph[str], node: str) -> Box:
    """Room for the circle and the label below it."""
    label, radius = _label(network, node), _radius(network, node)
    width = max(2 * radius, *(text_width(line, _TEXT) for line in label)) + 6
    return Box(width, 2 * radius + 5 + 1.25 * _TEXT * len(label) + 3)


def _frame(centres: dict[str, Point], boxes: dict[str, Box]) -> tuple[float, float, float, float]:
    if not centres:
        return 0.0, 0.0, 0.0, 40.0
    xs = [(x - boxes[node].width / 2, x + boxes[node].width / 2) for node, (x, _) in centres.items()]
    ys = [(y - boxes[node].height / 2, y + boxes[node].height / 2) for node, (_, y) in centres.items()]
    return min(xs)[0], min(ys)[0], max(right for _, right in xs), max(top for _, top in ys)


def _style(edge: dict[str, object]) -> str:
    if edge["unreviewed"]:
        return "accused"
    direct = edge["direct"]
    assert isinstance(direct, tuple)
    if not direct:
        return "same"
    return "part" if direct == ("PART_OF",) else "cooperates"


def _line_width(weight: int) -> float:
    return min(1.3 + 1.9 * sqrt(weight - 1), 8.0)


def _draw(sheet: Sheet, network: nx.Graph[str], centres: dict[str, Point], boxes: dict[str, Box]) -> None:
    spots = _spots(network, centres, boxes)
    for left, right, edge in sorted(network.edges(data=True), key=lambda edge: (edge[2]["weight"], edge[0], edge[1])):
        colour, dash, _ = _STYLES[_style(edge)]
        ends = spots[left].circle, spots[right].circle
        sheet.line(*ends, width=_line_width(edge["weight"]), colour=colour, dash=dash)
    for node, spot in sorted(spots.items()):
        sheet.circle(spot.circle, _radius(network, node), colour=network.nodes[node]["colour"] or _NO_COLOUR)
        sheet.label((spot.label[0], spot.label[1] + spot.room.height / 2), _label(network, node), size=_TEXT)


@dataclass(frozen=True)
class _Spot:
    """Where a node's circle and its label have their centres, and the label's size."""

    circle: Point
    label: Point
    room: Box


def _spots(network: nx.Graph[str], centres: dict[str, Point], boxes: dict[str, Box]) -> dict[str, _Spot]:
    """Each label below its circle, or above it where fewer lines run through it there."""
    spots = {node: _spot(network, node, centres[node], boxes[node], side=-1) for node in sorted(centres)}
    for node in sorted(spots):
        above = {**spots, node: _spot(network, node, centres[node], boxes[node], side=1)}
        if _hidden(network, node, above) < _hidden(network, node, spots):
            spots = above
    return spots


def _hidden(network: nx.Graph[str], node: str, spots: Mapping[str, _Spot]) -> float:
    """Width of the lines that run through the node's label."""
    lines = (
        (spots[left].circle, spots[right].circle, _line_width(weight))
        for left, right, weight in network.edges(data="weight")
    )
    return crossed(spots[node].label, spots[node].room, lines)


def _spot(network: nx.Graph[str], node: str, centre: Point, box: Box, *, side: int) -> _Spot:
    """The spot whose label is below (-1) or above (1) the circle; both lie in the node's box."""
    x, y = centre
    radius, height = _radius(network, node), 1.25 * _TEXT * len(_label(network, node))
    circle = y - side * (box.height / 2 - radius)
    return _Spot((x, circle), (x, circle + side * (radius + 4 + height / 2)), Box(box.width - 6, height))


def _legend(network: nx.Graph[str]) -> list[list[Item]]:
    """Rows: classes, kinds of line, what sizes mean; only what is shown."""
    classes = {(network.nodes[node]["classLabel"], network.nodes[node]["colour"] or _NO_COLOUR) for node in network}
    styles = {_style(edge) for _, _, edge in network.edges(data=True)}
    weights = sorted({edge["weight"] for _, _, edge in network.edges(data=True)})
    rows = [[Item(label, colour=colour) for label, colour in sorted(classes)]]
    rows.append([Item(text, colour=c, dash=d, width=2.0) for name, (c, d, text) in _STYLES.items() if name in styles])
    rows.append(
        [Item(_articles(weight), colour="#55606b", dash="solid", width=_line_width(weight)) for weight in _few(weights)]
    )
    return [row for row in rows if row]


def _few(weights: Sequence[int]) -> list[int]:
    return sorted({weights[0], weights[len(weights) // 2], weights[-1]}) if weights else []


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"


def _source(network: nx.Graph[str]) -> str:
    count, first, last = (network.graph.get(name) for name in ("articles", "first", "last"))
    source = _articles(count) if count is not None else "articles"
    return f"Agencies in {source}" + (f", published {first} to {last}" if first else "")


def _notes(network: nx.Graph[str], shown: nx.Graph[str]) -> list[str]:
    alone = sum(1 for node in network if not network.degree(node))
    weaker = network.number_of_nodes() - alone - shown.number_of_nodes()
    notes = [
        f"{shown.number_of_nodes()} agencies, {shown.number_of_edges()} links. A larger circle has more articles "
        "behind its links. A line is what articles say, not an established fact."
    ]
    if not shown:
        notes = ["No two agencies are linked: no article says that two cooperate or act on the same people."]
    left_out = [(alone, "without a link"), (weaker, "with fewer articles behind their links")]
    said = [f"{count} {what}" for count, what in left_out if count]
    return [*notes, *([f"Not shown: {' and '.join(said)}."] if said else []), "Drawn by Jejaring."]
