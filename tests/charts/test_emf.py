"""Pictures for Word: a whole EMF file that says the words and draws the shapes of the picture, at their places."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest

from kumin.charts.emf import UNITS, to_emf
from kumin.charts.picture import Area, Circle, Ink, Letters, Line, Picture, picture_of
from sample_charts import CHARTS


def records(emf: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(emf):
        kind, size = struct.unpack_from("<II", emf, place)
        assert size % 4 == 0
        yield kind, emf[place : place + size]
        place += size
    assert place == len(emf)


def words(emf: bytes) -> list[tuple[str, float, float]]:
    """The words of a file with the places that they stand at, in pixels."""
    found = []
    for kind, record in records(emf):
        if kind == 84:
            x, y, count, offset = struct.unpack_from("<iiII", record, 36)
            found.append((record[offset : offset + 2 * count].decode("utf-16-le"), x / UNITS, y / UNITS))
    return found


def painted(emf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """The colour of each shape, and the pixels that it covers."""
    brushes, now, found = {}, "", []
    for kind, record in records(emf):
        if kind == 39:
            number, _, colour = struct.unpack_from("<III", record, 8)
            brushes[number] = "#" + "".join(f"{colour >> by & 255:02x}" for by in (0, 8, 16))
        elif kind == 37:
            now = brushes.get(struct.unpack_from("<I", record, 8)[0], now)
        elif kind in (3, 42):
            found.append((now, tuple(place / UNITS for place in struct.unpack_from("<4i", record, 8))))
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_for_word_says_what_the_picture_says(name: str) -> None:
    picture = picture_of(CHARTS[name])
    emf = to_emf(picture)
    kinds = [kind for kind, _ in records(emf)]
    size, count, handles = (*struct.unpack_from("<II", emf, 48), *struct.unpack_from("<H", emf, 56))
    assert (kinds[0], kinds[-1], emf[40:44]) == (1, 14, b" EMF")
    assert (size, count) == (len(emf), len(kinds))
    assert handles == 1 + kinds.count(39) + kinds.count(82)
    said = [
        (line, one.x, one.y + place * one.apart)
        for one in picture.shapes
        if isinstance(one, Letters)
        for place, line in enumerate(one.lines)
    ]
    assert [word for word, *_ in words(emf)] == [word for word, *_ in said]
    for (_, *one), (_, *other) in zip(words(emf), said, strict=True):
        assert one == pytest.approx(other, abs=1 / UNITS)
    drawn = [one for one in picture.shapes if not isinstance(one, Letters)]
    # of nothing, as the bar of a hidden group, nothing is drawn
    there = [one for one in drawn if not isinstance(one, Line) or len(set(one.points)) > 1]
    assert len(painted(emf)) >= len(there) > 0


def test_shapes_are_filled_as_they_look_on_white() -> None:
    shapes = (
        Area(10, 20, 30, 40, Ink("#0f5a50", "white")),
        Line(((0, 5), (10, 5)), Ink("", "#000000", 2, opacity=0.5)),
        Line(((50, 0), (50, 10)), Ink("", "#5b6875", 1, (4, 3))),
        Circle(70, 70, 5, Ink("#41566b")),
        Line(((80, 90), (90, 80), (100, 90)), Ink("#b3421b"), closed=True),
    )
    assert painted(to_emf(Picture(200, 100, shapes))) == [
        ("#ffffff", (9.5, 19.5, 40.5, 60.5)), ("#0f5a50", (10.5, 20.5, 39.5, 59.5)),
        ("#808080", (0, 4, 10, 6)),
        ("#5b6875", (49.5, 0, 50.5, 4)), ("#5b6875", (49.5, 7, 50.5, 10)),
        ("#41566b", (65, 65, 75, 75)),
        ("#b3421b", (80, 80, 100, 90)),
    ]  # fmt: skip
