"""Places for the boxes of a picture: near what they are linked to, and no box on another.

Steps: each connected part is laid out by springs, turned so that it lies along the page, and its boxes are pushed apart
until none overlaps, several times from fixed seeds; the layout whose lines run through the fewest boxes and cross each
other least is taken; the parts are set in rows, the largest first. Units are points (1/72 inch), y grows upwards.

>>> place(network, {"a": Box(60, 30), "b": Box(60, 30)})   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import atan2, cos, hypot, sin, sqrt

import networkx as nx

SEED = 20250801
_LINK = 125.0
"""Length of a link, in points, that springs aim at."""
_GAP = 12.0
_PART_GAP = 44.0
_ROUNDS = 2000
_ASPECT = 1.5
_TRIES = 12

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """Room that a node and its label take, centred on the node's place: width and height in points."""

    width: float
    height: float


def place(network: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Centres of the boxes of all nodes; none overlaps another unless there are too many to be pushed apart."""
    parts = sorted((sorted(part) for part in nx.connected_components(network)), key=lambda part: (-len(part), part))
    return _rows([_clearest(network.subgraph(part), part, boxes) for part in parts], boxes)


def _clearest(network: nx.Graph[str], nodes: list[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    tries = _TRIES if len(nodes) > 3 else 1
    laid = [_apart(_springs(network, nodes, seed=SEED + number), boxes) for number in range(tries)]
    return min(laid, key=lambda places: _tangle(network, places, boxes))


def _tangle(network: nx.Graph[str], places: Mapping[str, Point], boxes: Mapping[str, Box]) -> float:
    """How hard it is to read: lines through the boxes of others count twice, lines that cross once."""
    lines = [(left, right, places[left], places[right]) for left, right in sorted(network.edges)]
    through = sum(
        _runs_through(places[node], boxes[node], start, end)
        for left, right, start, end in lines
        for node in places
        if node not in (left, right)
    )
    crossings = sum(
        _cross(one[2:], other[2:]) for one, other in combinations(lines, 2) if not {*one[:2]} & {*other[:2]}
    )
    return 2 * through + crossings


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return _side(*one, other[0]) != _side(*one, other[1]) and _side(*other, one[0]) != _side(*other, one[1])


def _side(start: Point, end: Point, point: Point) -> bool:
    return (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (point[0] - start[0])


def _springs(network: nx.Graph[str], nodes: list[str], *, seed: int) -> dict[str, Point]:
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(
        (left, right, {"pull": 1 + sqrt(weight)}) for left, right, weight in sorted(network.edges(data="weight"))
    )
    size = len(nodes)
    found = nx.spring_layout(ordered, weight="pull", k=1.4 / sqrt(size), iterations=300, seed=seed, method="force")
    places = _level({node: (float(x), float(y)) for node, (x, y) in found.items()})
    lengths = [hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in ordered.edges]
    wanted = _LINK if size > 2 else _LINK * 0.8
    scale = wanted * len(lengths) / sum(lengths) if lengths and sum(lengths) else wanted
    return {node: (x * scale, y * scale) for node, (x, y) in places.items()}


def _level(places: Mapping[str, Point]) -> dict[str, Point]:
    """The places turned about their middle so that they are widest from left to right, as a page is."""
    x0 = sum(x for x, _ in places.values()) / len(places)
    y0 = sum(y for _, y in places.values()) / len(places)
    xx = sum((x - x0) ** 2 for x, _ in places.values())
    yy = sum((y - y0) ** 2 for _, y in places.values())
    xy = sum((x - x0) * (y - y0) for x, y in places.values())
    angle = -atan2(2 * xy, xx - yy) / 2
    return {
        node: (
            (x - x0) * cos(angle) - (y - y0) * sin(angle),
            (x - x0) * sin(angle) + (y - y0) * cos(angle),
        )
        for node, (x, y) in places.items()
    }


def _apart(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Push overlapping boxes apart along the shorter way, both by half."""
    centres = {node: list(point) for node, point in places.items()}
    nodes = sorted(centres)
    for _ in range(_ROUNDS):
        moved = False
        for place_, left in enumerate(nodes):
            for right in nodes[place_ + 1 :]:
                moved |= _push(centres[left], centres[right], boxes[left], boxes[right])
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in centres.items()}


def _push(left: list[float], right: list[float], one: Box, other: Box) -> bool:
    over = (
        (one.width + other.width) / 2 + _GAP - abs(left[0] - right[0]),
        (one.height + other.height) / 2 + _GAP - abs(left[1] - right[1]),
    )
    if min(over) <= 1e-6:
        return False
    axis = 0 if over[0] < over[1] else 1
    step = (over[axis] / 2 + 1e-3) * (1 if left[axis] <= right[axis] else -1)
    left[axis] -= step
    right[axis] += step
    return True


def _rows(parts: list[dict[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The parts side by side, a new row where one is full or the next part is much lower; rows go downwards."""
    frames = [_frame(part, boxes) for part in parts]
    area = sum((right - left + _PART_GAP) * (top - bottom + _PART_GAP) for left, bottom, right, top in frames)
    widest = max((right - left for left, _, right, _ in frames), default=0.0)
    full = max(widest, sqrt(area * _ASPECT))
    places: dict[str, Point] = {}
    x = y = height = 0.0
    for part, (left, bottom, right, top) in zip(parts, frames, strict=True):
        if x and (x + right - left > full or top - bottom < height / 2):
            x, y, height = 0.0, y - height - _PART_GAP, 0.0
        places |= {node: (px - left + x, py - top + y) for node, (px, py) in part.items()}
        x, height = x + right - left + _PART_GAP, max(height, top - bottom)
    return places


def _frame(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of all boxes."""
    return (
        min(x - boxes[node].width / 2 for node, (x, _) in places.items()),
        min(y - boxes[node].height / 2 for node, (_, y) in places.items()),
        max(x + boxes[node].width / 2 for node, (x, _) in places.items()),
        max(y + boxes[node].height / 2 for node, (_, y) in places.items()),
    )


def crossed(centre: Point, box: Box, lines: Iterable[tuple[Point, Point, float]]) -> float:
    """Sum of the widths of the lines (start, end, width) that run through the box at that centre."""
    return sum(width for start, end, width in lines if _runs_through(centre, box, start, end))


def _runs_through(centre: Point, box: Box, start: Point, end: Point) -> bool:
    """Clip the line by the four sides of the box (Liang and Barsky 1984); whether something is left."""
    first, last = 0.0, 1.0
    for axis, half in ((0, box.width / 2), (1, box.height / 2)):
        step, low, high = end[axis] - start[axis], centre[axis] - half - start[axis], centre[axis] + half - start[axis]
        if abs(step) < 1e-9:
            if low > 0 or high < 0:
                return False
            continue
        near, far = sorted((low / step, high / step))
        first, last = max(first, near), min(last, far)
    return first < last
