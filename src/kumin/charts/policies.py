"""満足度×重要度: policies by their mean scores, with the means of all as axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from kumin.charts.looks import INK, PLAIN, QUIET, SIZE, sized, values, words_width
from kumin.charts.places import Box, best_place
from kumin.charts.profiles import WIDE
from kumin.charts.vega import Chart, channel, end_of, given, layer

HEIGHT = 420
_MARGIN = 24.0


def policies(table: pl.DataFrame, *, fields: Sequence[str], titles: tuple[str, str], width: int = WIDE) -> Chart:
    """Draw policies: satisfaction to the right, importance upwards, intervals as lines, ranks as names.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.priorities.PRIORITIES`; policies without scores are left out.
    fields : sequence of str
        Words of the four fields: top left (improve first), bottom left, bottom right, top right.
    titles : tuple of str
        Words of the level and of the upright axis.
    width : int
        Of the whole chart, pixels.
    """
    shown = table.drop_nulls(["satisfaction", "importance"])
    x_scale = _scale(shown, "satisfaction", (_MARGIN, width - _MARGIN))
    y_scale = _scale(shown, "importance", (HEIGHT - _MARGIN, _MARGIN))
    rows = [
        {
            "x": x_scale(row["satisfaction"]), "y": y_scale(row["importance"]), "rank": str(row["rank"]),
            **{f"x_{end}": _placed(x_scale, row[f"satisfaction_{end}"]) for end in ("lower", "upper")},
            **{f"y_{end}": _placed(y_scale, row[f"importance_{end}"]) for end in ("lower", "upper")},
        }
        for row in shown.iter_rows(named=True)
    ]  # fmt: skip
    middle = (x_scale(shown["satisfaction_axis"][0]), y_scale(shown["importance_axis"][0]))
    named = [*_ranks(rows, width), *_fields(fields, middle, width)]
    across = given(domain=[0, width], range=[0, width], nice=False, zero=False)
    along = given(domain=[0, HEIGHT], range=[0, HEIGHT], nice=False, zero=False)

    def x(field: str) -> Any:
        return channel(f"{field}:Q", scale=across, axis=None)

    def y(field: str) -> Any:
        return channel(f"{field}:Q", scale=along, axis=None)

    points = Chart(values(rows))
    axes = Chart(values([{"x": middle[0], "y": middle[1]}]))
    written = Chart(values(named)).encode(x=x("x"), y=y("y"), text=channel("words:N"))
    ends = Chart(values([{"x": width - 4, "y": middle[1] - 9, "words": titles[0]}]))
    top = Chart(values([{"x": middle[0] + 5, "y": 10, "words": titles[1]}]))
    layers = [
        axes.mark("rule", color=QUIET, strokeDash=[5, 3]).encode(x=x("x")),
        axes.mark("rule", color=QUIET, strokeDash=[5, 3]).encode(y=y("y")),
        points.transform_filter("isValid(datum.x_lower)").mark("rule", color="#9fb0be", strokeWidth=2).encode(
            x=x("x_lower"), x2=end_of("x_upper"), y=y("y")
        ),
        points.transform_filter("isValid(datum.y_lower)").mark("rule", color="#9fb0be", strokeWidth=2).encode(
            x=x("x"), y=y("y_lower"), y2=end_of("y_upper")
        ),
        points.mark("point", filled=True, size=60, color=PLAIN, opacity=1).encode(x=x("x"), y=y("y")),
        written.transform_filter("!datum.field").mark("text", fontSize=SIZE, fontWeight="bold", color=INK),
        written.transform_filter("datum.field").mark("text", fontSize=SIZE + 1, color=QUIET, align="left"),
        ends.mark("text", fontSize=SIZE, color=INK, align="right").encode(x=x("x"), y=y("y"), text=channel("words:N")),
        top.mark("text", fontSize=SIZE, color=INK, align="left").encode(x=x("x"), y=y("y"), text=channel("words:N")),
    ]  # fmt: skip
    return sized(layer(*layers), width, HEIGHT)


def _scale(table: pl.DataFrame, side: str, ends: tuple[float, float]) -> Any:
    """Make the function from a score to pixels that holds every interval, or point, of a side."""
    known = [
        value
        for name in (side, f"{side}_lower", f"{side}_upper", f"{side}_axis")
        for value in table[name].drop_nulls().to_list()
    ]
    low, high = min(known), max(known)
    span = (high - low) or 1.0

    def place(value: float) -> float:
        return float(ends[0] + (ends[1] - ends[0]) * (value - low) / span)

    return place


def _placed(scale: Any, value: float | None) -> float | None:
    return None if value is None else float(scale(value))


def _ranks(rows: Sequence[dict[str, Any]], width: int) -> list[dict[str, Any]]:
    """Place each rank beside its point, clear of the other points and ranks."""
    taken = [Box.around(row["x"], row["y"], 10, 10) for row in rows]
    within = Box(0, 0, width, HEIGHT)
    written: list[Box] = []
    named = []
    for row in rows:
        wide = words_width(row["rank"]) + 2
        candidates = [
            Box.around(row["x"] + dx * (wide / 2 + 7), row["y"] + dy * 12, wide, 13)
            for dx, dy in ((1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1))
        ]
        box = best_place(candidates, taken, within, written)
        written.append(box)
        named.append({"x": box.middle[0], "y": box.middle[1], "words": row["rank"], "field": False})
    return named


def _fields(fields: Sequence[str], middle: tuple[float, float], width: int) -> list[dict[str, Any]]:
    """Name the four fields in their corners."""
    right = [width - words_width(words, SIZE + 1) - 6 for words in fields]
    places = ((4.0, 26.0), (4.0, HEIGHT - 8.0), (right[2], HEIGHT - 8.0), (right[3], 26.0))
    return [{"x": x, "y": y, "words": words, "field": True} for (x, y), words in zip(places, fields, strict=True)]
