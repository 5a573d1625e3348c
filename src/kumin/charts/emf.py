"""EMF: a picture for Word as it is drawn, sharp at every size, without pixels.

[MS-EMF], https://learn.microsoft.com/openspecs/windows_protocols/ms-emf. Its pens differ between programs, so a line
is a filled shape here, as thick as it is. It knows no transparency: a shape has the colour that it has on white.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Sequence

from kumin.charts.picture import Area, Circle, Ink, Letters, Line, Picture, Shape

FACE = "Yu Gothic"
"""Font of the words: that of the documents, by the name that every language of Windows knows."""
UNITS = 20
"""Units of a pixel."""

_DEVICE, _MILLIMETRES = (1920, 960), (508, 254)
"""A screen of 96 pixels an inch."""
_HEADER, _POLYGON, _WINDOW_EXTENT, _WINDOW_ORIGIN, _VIEW_EXTENT, _VIEW_ORIGIN, _END = 1, 3, 9, 10, 11, 12, 14
_MAP_MODE, _GROUND_MODE, _TEXT_ALIGN, _TEXT_COLOUR, _SELECT, _BRUSH, _ELLIPSE = 17, 18, 22, 24, 37, 39, 42
_FONT, _TEXT = 82, 84
_ANISOTROPIC, _TRANSPARENT, _NO_PEN, _BASELINE = 8, 1, 0x80000008, 24
_ALIGNS = {"left": 0, "right": 2, "center": 6}
_NAMES = {"white": "#ffffff", "black": "#000000"}
_WEIGHTS = {False: 400, True: 700}
_JAPANESE = 128

Point = tuple[float, float]


def to_emf(picture: Picture) -> bytes:
    """Write a picture as the bytes of an EMF file."""
    records = _Records()
    width, height = math.ceil(picture.width), math.ceil(picture.height)
    records.add(_MAP_MODE, "<I", _ANISOTROPIC)
    records.add(_WINDOW_ORIGIN, "<ii", 0, 0)
    records.add(_WINDOW_EXTENT, "<ii", width * UNITS, height * UNITS)
    records.add(_VIEW_ORIGIN, "<ii", 0, 0)
    records.add(_VIEW_EXTENT, "<ii", width, height)
    records.add(_GROUND_MODE, "<I", _TRANSPARENT)
    records.add(_SELECT, "<I", _NO_PEN)
    for shape in picture.shapes:
        _draw(records, shape)
    records.add(_END, "<III", 0, 16, 20)
    return _header(width, height, records) + b"".join(records.made)


class _Records:
    """The records of a file, and its brushes and fonts, each made once."""

    def __init__(self) -> None:
        self.made: list[bytes] = []
        self.objects: dict[tuple[object, ...], int] = {}
        self._now: dict[str, object] = {}

    def add(self, kind: int, layout: str = "", *values: float, more: bytes = b"") -> None:
        """Add a record, as long as a multiple of four."""
        body = struct.pack(layout, *values) + more
        body += bytes(-len(body) % 4)
        self.made.append(struct.pack("<II", kind, len(body) + 8) + body)

    def fill_with(self, colour: str) -> None:
        """Fill what comes with a colour."""
        key = ("brush", colour)
        if key not in self.objects:
            self.objects[key] = len(self.objects) + 1
            self.add(_BRUSH, "<IIII", self.objects[key], 0, _colour(colour), 0)
        self._select("brush", key)

    def write_with(self, letters: Letters) -> None:
        """Write what comes as some letters are written."""
        key = ("font", letters.size, letters.bold)
        if key not in self.objects:
            self.objects[key] = len(self.objects) + 1
            self.add(_FONT, "<I", self.objects[key], more=_font(letters))
        self._select("font", key)
        self._set("align", _TEXT_ALIGN, _BASELINE | _ALIGNS[letters.align])
        self._set("colour", _TEXT_COLOUR, _colour(letters.colour))

    def _select(self, what: str, key: tuple[object, ...]) -> None:
        self._set(what, _SELECT, self.objects[key])

    def _set(self, what: str, kind: int, value: int) -> None:
        if self._now.get(what) != value:
            self._now[what] = value
            self.add(kind, "<I", value)


def _header(width: int, height: int, records: _Records) -> bytes:
    frame = [length * 2540 // 96 for length in (width, height)]
    size = 108
    return struct.pack(
        "<II4i4iIIIIHHIII2i2iIII2i", _HEADER, size, 0, 0, width - 1, height - 1, 0, 0, *frame, 0x464D4520, 0x10000,
        size + sum(map(len, records.made)), len(records.made) + 1, len(records.objects) + 1, 0, 0, 0, 0,
        *_DEVICE, *_MILLIMETRES, 0, 0, 0, *(length * 1000 for length in _MILLIMETRES),
    )  # fmt: skip


def _draw(records: _Records, shape: Shape) -> None:
    if isinstance(shape, Letters):
        records.write_with(shape)
        for place, line in enumerate(shape.lines):
            _text(records, shape.x, shape.y + place * shape.apart, line)
    elif isinstance(shape, Area):
        _painted(records, shape.ink, lambda by: _polygon(records, _corners(shape, by)))
    elif isinstance(shape, Circle):
        _painted(records, shape.ink, lambda by: _circle(records, shape, by))
    elif shape.closed:
        records.fill_with(_on_white(shape.ink.fill, shape.ink.opacity))
        _polygon(records, shape.points)
    else:
        records.fill_with(_on_white(shape.ink.stroke, shape.ink.opacity))
        for part in _strokes(shape):
            _polygon(records, part)


def _painted(records: _Records, ink: Ink, draw: Callable[[float], None]) -> None:
    """Paint a shape: with the colour of its line and half as thick larger, then smaller with its own."""
    half = ink.thick / 2 if ink.stroke else 0.0
    if ink.stroke:
        records.fill_with(_on_white(ink.stroke, ink.opacity))
        draw(half)
    records.fill_with(_on_white(ink.fill or "white", ink.opacity))
    draw(-half)


def _corners(area: Area, by: float) -> Sequence[Point]:
    """Return the corners of a rectangle that is larger by some pixels on each side."""
    left, top, right, bottom = area.x - by, area.y - by, area.x + area.width + by, area.y + area.height + by
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _strokes(line: Line) -> Iterator[Sequence[Point]]:
    """Yield the parts of a line as the shapes that they cover."""
    for (x, y), (end_x, end_y) in zip(line.points, line.points[1:], strict=False):
        length = math.hypot(end_x - x, end_y - y)
        if not length:
            continue
        across, down = (end_x - x) / length, (end_y - y) / length
        aside, along = -down * line.ink.thick / 2, across * line.ink.thick / 2
        for start, end in _dashes(line.ink.dash, length):
            a, b = (x + across * start, y + down * start), (x + across * end, y + down * end)
            yield (
                (a[0] - aside, a[1] - along), (b[0] - aside, b[1] - along), (b[0] + aside, b[1] + along),
                (a[0] + aside, a[1] + along),
            )  # fmt: skip


def _dashes(dash: Sequence[float], length: float) -> Iterator[tuple[float, float]]:
    """Yield where a line of some length is drawn."""
    if not dash:
        yield 0.0, length
        return
    at, place = 0.0, 0
    while at < length:
        if place % 2 == 0:
            yield at, min(at + dash[place % len(dash)], length)
        at, place = at + dash[place % len(dash)], place + 1


def _polygon(records: _Records, points: Sequence[Point]) -> None:
    places = [place for point in points for place in map(_units, point)]
    xs, ys = places[::2], places[1::2]
    bounds = (min(xs), min(ys), max(xs), max(ys))
    records.add(_POLYGON, f"<4iI{len(places)}i", *bounds, len(points), *places)


def _circle(records: _Records, circle: Circle, by: float) -> None:
    radius = circle.radius + by
    ends = (circle.x - radius, circle.y - radius, circle.x + radius, circle.y + radius)
    records.add(_ELLIPSE, "<4i", *map(_units, ends))


def _text(records: _Records, x: float, y: float, words: str) -> None:
    written, scale = words.encode("utf-16-le"), 2540 / 96 / UNITS
    # the letters follow each other as the font has them: no distances are given
    records.add(
        _TEXT, "<4iIffiiIII4iI", 0, 0, -1, -1, 1, scale, scale, _units(x), _units(y), len(written) // 2, 76, 0,
        0, 0, -1, -1, 0, more=written,
    )  # fmt: skip


def _font(letters: Letters) -> bytes:
    name = FACE.encode("utf-16-le").ljust(64, b"\0")
    height = -_units(letters.size)
    return (
        struct.pack("<5i8B", height, 0, 0, 0, _WEIGHTS[letters.bold], 0, 0, 0, _JAPANESE, 0, 0, 0, 0)
        + name
        + bytes(228)
    )


def _units(pixels: float) -> int:
    return math.floor(pixels * UNITS + 0.5)


def _parts(colour: str) -> list[int]:
    plain = _NAMES.get(colour, colour)
    return [int(plain[place : place + 2], 16) for place in (1, 3, 5)]


def _on_white(colour: str, opacity: float) -> str:
    """Return the colour that a clear one has on white."""
    mixed = (math.floor(255 + (part - 255) * opacity + 0.5) for part in _parts(colour))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _colour(colour: str) -> int:
    red, green, blue = _parts(colour)
    return red | green << 8 | blue << 16
