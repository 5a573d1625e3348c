"""Many 帯グラフ below each other: the answers of groups, of years or of questions, each with its n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kumin.charts.answers import is_light
from kumin.charts.looks import (
    GRID,
    INK,
    LINE,
    SIZE,
    columns_of,
    label_of,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
    words_width,
    wrapped,
    wrapped_apart,
)
from kumin.charts.vega import Chart, channel, end_of, given, layer

WIDE = 600
"""Width of a chart of a survey's report, pixels: that of the page of paper at 12 pixels for the words."""

HIDDEN = GRID
"""Colour of answers that are hidden."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its share in percent, the words on it, and its colour.

    ``place`` is that of its option in the legend, of several that are ``hidden`` that of the first; None: it is all of
    its bar and has no option.
    """

    percent: float
    words: str
    colour: str
    place: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes
    ----------
    label : str
        Words before it; of a bar without ``n`` a heading.
    n : str
        What stands after it: its n as printed.
    parts : tuple of Part
        From the left; none: nothing is shown of it.
    """

    label: str
    n: str = ""
    parts: tuple[Part, ...] = ()


def profile(
    bars: Sequence[Bar], legend: Sequence[tuple[str, str]] = (), *, hidden: str = "", width: int = WIDE
) -> Chart:
    """Draw bars of 100%.

    Parameters
    ----------
    bars : sequence of Bar
        From the top.
    legend : sequence of tuple of str
        Words and colour of the parts, above the bars.
    hidden : str
        Words in the place of a bar of which nothing is shown.
    width : int
        Of the whole chart, pixels.
    """
    key, top = _legend(legend, width)
    lines, widest = columns_of([bar.label if bar.n else "" for bar in bars], width * 0.34, lines=2)
    lines = [one if bar.n else wrapped(bar.label, width, lines=1) for bar, one in zip(bars, lines, strict=True)]
    left = widest + 8
    right = max(width - max((words_width(bar.n) for bar in bars), default=0) - 14, left + 40)
    middles, height = stacked([top, *(max(24, LINE * len(one) + 4) for one in lines)])
    rows = [*key]
    for bar, one, middle in zip(bars, lines, middles[1:], strict=True):
        kind = "label" if bar.n else "heading"
        rows.append({kind: label_of(one), "x": left - 8, "y": middle - LINE * (len(one) - 1) / 2})
        rows.append({"note": bar.n, "x": width, "y": middle})
        rows += _parts(bar, middle, (left, right))
        if bar.n and not bar.parts:
            rows.append({"inside": hidden, "ink": INK, "x": left + words_width(hidden) / 2 + 4, "y": middle})
    base = Chart()
    across = given(domain=[0, width], range=[0, width], nice=False, zero=False)
    x, y = channel("x:Q", scale=across, axis=None), row_axis(height)
    colour = channel("colour:N", scale=None)
    layers: list[Any] = [
        base.transform_filter("isValid(datum.colour)")
        .mark("rect", stroke="white", strokeWidth=1)
        .encode(
            x=channel("start:Q", scale=across, axis=None), x2=end_of("end"), y=row_axis(height, "top"),
            y2=end_of("bottom"), color=colour,
        ),
        base.transform_filter("isValid(datum.inside)")
        .mark("text", fontSize=SIZE)
        .encode(x=x, y=y, text=channel("inside:N"), color=channel("ink:N", scale=None)),
        base.transform_filter("isValid(datum.key)")
        .mark("text", fontSize=SIZE, align="left", color=INK)
        .encode(x=x, y=y, text=channel("key:N")),
        base.transform_filter("isValid(datum.note)")
        .mark("text", fontSize=SIZE, align="right", color=INK)
        .encode(x=x, y=y, text=channel("note:N")),
        # where labels end is said by the rows: charts that differ in nothing else are compiled once
        row_labels(base.transform_filter("isValid(datum.label)"), y, 0).encode(x=channel("x:Q", scale=None)),
        row_labels(base.transform_filter("isValid(datum.heading)"), y, 0, align="left", fontWeight="bold").encode(
            text=channel("heading:N")
        ),
    ]  # fmt: skip
    return sized(layer(*layers, data=values(rows)), width, height)


def _parts(bar: Bar, middle: float, between: tuple[float, float]) -> list[dict[str, Any]]:
    """Lay the parts of a bar end to end, with the words that there is room for."""
    left, right = between
    rows: list[dict[str, Any]] = []
    done = 0.0
    for part in bar.parts:
        start, end = (left + (right - left) * min(share, 100) / 100 for share in (done, done + part.percent))
        done += part.percent
        if end <= start:
            continue
        rows.append(
            {"start": start, "end": end, "top": middle - 10, "bottom": middle + 10, "colour": part.colour, "y": middle}
        )
        if words_width(part.words) <= end - start - 3:
            ink = "black" if is_light(part.colour) else "white"
            rows.append({"inside": part.words, "ink": ink, "x": (start + end) / 2, "y": middle})
    return rows


def _legend(legend: Sequence[tuple[str, str]], width: float) -> tuple[list[dict[str, Any]], float]:
    """Place the words and colours of the parts in lines from the left; and say how high they are."""
    rows: list[dict[str, Any]] = []
    x, y = 0.0, LINE / 2
    named = wrapped_apart([words for words, _ in legend], width - 40, lines=1)
    for lines, (_, colour) in zip(named, legend, strict=True):
        wide = 15 + max(map(words_width, lines)) + 14
        if x and x + wide > width:
            x, y = 0.0, y + LINE + 4
        square = {"start": x, "end": x + 11, "top": y - 5.5, "bottom": y + 5.5, "colour": colour}
        rows.append({**square, "y": y})
        rows += [{"key": line, "x": x + 15, "y": y + LINE * place} for place, line in enumerate(lines)]
        x, y = x + wide, y + LINE * (len(lines) - 1)
    return rows, y + LINE / 2 + 6 if legend else 0.0
