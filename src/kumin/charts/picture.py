"""A chart drawn: what its specification says becomes shapes at their places.

Vega draws any specification, and takes as long to begin as a whole run takes. The charts of a report need little of it:
marks at places that are computed already. Tests draw every chart with Vega too, and compare.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kumin.charts.vega import Chart, Part

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is painted; empty: not filled, or no line around it.

    ``square`` ends of a line stop where it ends; ``opacity`` is from 0 to 1.
    """

    fill: str = ""
    stroke: str = ""
    thick: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, by its left top corner."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``closed``: back to the first, filled within."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a point."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Letters:
    """Lines of words, ``apart`` from each other: the first stands on ``y``, left of ``x``, around it or right of it."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    colour: str
    align: str = "center"
    bold: bool = False
    apart: float = 0.0


Shape = Area | Line | Circle | Letters


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on each other, the first at the bottom, in pixels from the left top corner."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def picture_of(chart: Chart) -> Picture:
    """Draw a chart of :func:`kumin.charts.looks.sized`: every scale of it is given, and no axis or legend is left."""
    spec = chart.to_dict()
    room, width, height = spec["padding"], float(spec["width"]), float(spec["height"])
    plane = _Plane(width, height, float(room["left"]), float(room["top"]))
    shapes: list[Shape] = []
    for layer in spec["layer"]:
        data = layer.get("data") or spec["data"]
        rows = [row for row in data["values"] if all(_holds(one["filter"], row) for one in layer.get("transform", ()))]
        shapes += _MARKS[layer["mark"]["type"]](plane, layer["mark"], layer.get("encoding", {}), rows)
    return Picture(width + room["left"] + room["right"], height + room["top"] + room["bottom"], tuple(shapes))


_TERM = re.compile(r"(!?)(isValid\()?datum\.(\w+)\)?")


def _holds(test: str, row: Row) -> bool:
    """Whether a row is drawn: terms joined by ``&&``, each a field, or that it is there, or not."""
    for term in test.split(" && "):
        found = _TERM.fullmatch(term)
        if found is None:
            raise ValueError(test)
        negated, asks_if_there, name = found.groups()
        value = row.get(name)
        if (value is not None if asks_if_there else bool(value)) == bool(negated):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where the marks of a chart lie."""

    width: float
    height: float
    left: float
    top: float

    def across(self, channel: Part | None, row: Row, scale: Part | None = None) -> float | None:
        """Return where a channel puts a row, from the left of the picture."""
        place = _place(channel, row, scale, (0.0, self.width))
        return None if place is None else self.left + place

    def down(self, channel: Part | None, row: Row, scale: Part | None = None) -> float | None:
        """Return the same from the top."""
        place = _place(channel, row, scale, (self.height, 0.0))
        return None if place is None else self.top + place


def _place(channel: Part | None, row: Row, scale: Part | None, whole: tuple[float, float]) -> float | None:
    """Return where a channel puts a row; the other end of a bar has the scale of its first."""
    if channel is None:
        return None
    if "value" in channel:
        return float(channel["value"])
    value = row.get(channel["field"])
    if value is None:
        return None
    given = channel.get("scale") or scale or {}
    (low, high), (start, end) = given["domain"], given.get("range", whole)
    return float(start + (value - low) / (high - low) * (end - start))


def _spans(plane: _Plane, encoding: Part, row: Row) -> tuple[float, float, float, float] | None:
    """Return the two corners of a bar or the two ends of a rule: without a direction it takes the whole of it."""
    x, y = encoding.get("x"), encoding.get("y")
    left, top = plane.across(x, row), plane.down(y, row)
    if (x is not None and left is None) or (y is not None and top is None):
        return None
    right = plane.across(encoding.get("x2"), row, x and x.get("scale")) if "x2" in encoding else left
    bottom = plane.down(encoding.get("y2"), row, y and y.get("scale")) if "y2" in encoding else top
    if left is None or right is None:
        left, right = plane.left, plane.left + plane.width
    if top is None or bottom is None:
        top, bottom = plane.top, plane.top + plane.height
    return left, top, right, bottom


def _colour(mark: Part, encoding: Part, row: Row, otherwise: str = "black") -> str:
    """Return a row's colour: of its channel, else of the mark."""
    channel = encoding.get("color")
    if channel is None:
        return str(mark.get("color", otherwise))
    return str(_chosen(channel, row))


def _chosen(channel: Part, row: Row) -> Any:
    """Return what a channel of words says of a row."""
    if "condition" in channel:
        test = channel["condition"]["test"]
        return channel["condition"]["value"] if row.get(test["field"]) in test["oneOf"] else channel["value"]
    if "value" in channel:
        return channel["value"]
    value, scale = row.get(channel["field"]), channel.get("scale")
    return scale["range"][scale["domain"].index(value)] if scale else value


def _rects(plane: _Plane, mark: Part, encoding: Part, rows: Sequence[Row]) -> list[Shape]:
    found: list[Shape] = []
    for row in rows:
        ends = _spans(plane, encoding, row)
        if ends is not None:
            (left, right), (top, bottom) = sorted((ends[0], ends[2])), sorted((ends[1], ends[3]))
            ink = Ink(
                _colour(mark, encoding, row), mark.get("stroke", ""), mark.get("strokeWidth", 1),
                opacity=mark.get("opacity", 1),
            )  # fmt: skip
            found.append(Area(left, top, right - left, bottom - top, ink))
    return found


def _rules(plane: _Plane, mark: Part, encoding: Part, rows: Sequence[Row]) -> list[Shape]:
    found: list[Shape] = []
    for row in rows:
        ends = _spans(plane, encoding, row)
        if ends is not None:
            found.append(Line((ends[:2], ends[2:]), _line_ink(mark, _colour(mark, encoding, row))))
    return found


def _line_ink(mark: Part, colour: str) -> Ink:
    dash = tuple(mark.get("strokeDash", ()))
    return Ink("", colour, mark.get("strokeWidth", 1), dash, mark.get("opacity", 1))


def _lines(plane: _Plane, mark: Part, encoding: Part, rows: Sequence[Row]) -> list[Shape]:
    """Draw one line through all rows that have a place, by what lies across."""
    places = ((plane.across(encoding["x"], row), plane.down(encoding["y"], row)) for row in rows)
    points = tuple(sorted((x, y) for x, y in places if x is not None and y is not None))
    return [Line(points, _line_ink(mark, mark["color"]))] if len(points) > 1 else []


def _points(plane: _Plane, mark: Part, encoding: Part, rows: Sequence[Row]) -> list[Shape]:
    found: list[Shape] = []
    for row in rows:
        x, y = plane.across(encoding["x"], row), plane.down(encoding["y"], row)
        if x is None or y is None:
            continue
        colour = _colour(mark, encoding, row)
        filled = colour if mark["filled"] else mark.get("fill", "")
        ink = Ink(
            filled, "" if mark["filled"] else mark.get("stroke", colour), mark.get("strokeWidth", 1),
            opacity=mark["opacity"],
        )  # fmt: skip
        kind = _chosen(encoding["shape"], row) if "shape" in encoding else mark.get("shape", "circle")
        half = math.sqrt(mark["size"]) / 2
        if kind == "circle":
            found.append(Circle(x, y, half, ink))
        elif kind == "square":
            found.append(Area(x - half, y - half, 2 * half, 2 * half, ink))
        else:  # a diamond
            found.append(Line(((x - half, y), (x, y - half), (x + half, y), (x, y + half)), ink, closed=True))
    return found


def _ticks(plane: _Plane, mark: Part, encoding: Part, rows: Sequence[Row]) -> list[Shape]:
    found: list[Shape] = []
    for row in rows:
        x, y = plane.across(encoding["x"], row), plane.down(encoding["y"], row)
        if x is not None and y is not None:
            ink = Ink(mark["color"], opacity=mark["opacity"])
            wide, high = mark["width"], mark["height"]
            found.append(Area(x - wide / 2, y - high / 2, wide, high, ink))
    return found


_BASELINES = {"middle": 0.3, "top": 0.79}
"""What is added to a place for the line on which letters stand, in their size, in whole pixels."""


def _texts(plane: _Plane, mark: Part, encoding: Part, rows: Sequence[Row]) -> list[Shape]:
    found: list[Shape] = []
    size, align = float(mark["fontSize"]), mark.get("align", "center")
    down = math.floor(_BASELINES[mark.get("baseline", "middle")] * size + 0.5)
    for row in rows:
        x, y, said = plane.across(encoding["x"], row), plane.down(encoding["y"], row), _chosen(encoding["text"], row)
        lines = (said,) if isinstance(said, str) else tuple(said or ())
        if x is None or y is None or not any(lines):
            continue
        found.append(
            Letters(
                x + mark.get("dx", 0),
                y + down,
                lines,
                size,
                _colour(mark, encoding, row),
                align,
                mark.get("fontWeight") == "bold",
                mark.get("lineHeight", size),
            )
        )
    return found


_MARKS: dict[str, Callable[[_Plane, Part, Part, Sequence[Row]], list[Shape]]] = {
    "rect": _rects, "rule": _rules, "line": _lines, "point": _points, "tick": _ticks, "text": _texts,
}  # fmt: skip
