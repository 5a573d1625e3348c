"""An indicator within groups of the respondents."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.charts.looks import (
    INK,
    LINE,
    PLAIN,
    QUIET,
    SIZE,
    WIDTH,
    axis_ends,
    label_of,
    number_axis,
    percent_axis,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
    words_width,
    wrapped,
)
from kumin.charts.vega import Chart, Part, channel, end_of, fixed, given, layer
from kumin.numbers import is_small
from kumin.words import Words

ROW = 27
"""Least height of a row, pixels: that of a row of the table beside it."""


def domains(
    table: pl.DataFrame,
    *,
    overall: float | None = None,
    target: float | None = None,
    target_high: float | None = None,
    percents: bool = True,
    width: int = WIDTH,
    lang: str = "ja",
) -> Chart:
    """Draw an indicator within categories of the respondents: dots with intervals, small bases hollow, bounds as bars.

    Parameters
    ----------
    table : DataFrame
        ``axis_label``, ``category_label``, ``n_base``, ``percent``, ``lower``, ``upper`` (proportions). A row is what
        it is by its place: two axes may have categories of the same words. With ``percent_low`` and ``percent_high``,
        where a percent is null, a bar between them, and without
        them 非表示; with ``base_low`` and ``base_high`` bounds of n.
    overall, target : float, optional
        Percents to draw as lines: everyone's and the target's.
    target_high : float, optional
        Upper end of a target that is a range, drawn as ``target`` is.
    percents : bool
        Whether the values are percents, on an axis of 0-100 with intervals as proportions; else they are numbers of
        some unit, and so are their intervals.
    width : int
        Of the whole chart, pixels; the labels take at most half of it and are wrapped.
    lang : {"ja", "en"}
        Language of the words of bounds.
    """
    rows, labels = _rows(table, width * 0.44, Words.of(lang), 100 if percents else 1)
    extent = max((words_width(line) for lines in labels for line in lines), default=0) + 8
    middles, height = stacked([max(ROW, LINE * len(lines) + 8) for lines in labels])
    for row, lines, middle in zip(rows, labels, middles, strict=True):
        row |= {"label": label_of(lines), "y": middle, "label_y": middle - LINE * (len(lines) - 1) / 2}
    y = row_axis(height)
    lines_at = [one for one in (overall, target, target_high) if one is not None]
    scale, axis = _across(rows, lines_at, (extent, width - 16), percents=percents)
    base = Chart()
    x = channel("percent:Q", scale=scale, axis=axis)
    layers: list[Any] = [
        base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
        .mark("rule", strokeWidth=3, color=PLAIN)
        .encode(y=y, x=channel("lower:Q", scale=scale, axis=axis), x2=end_of("upper")),
        # bounds are no interval of an estimate, and look otherwise
        base.transform_filter("isValid(datum.low)")
        .mark("rule", strokeWidth=9, color=PLAIN, strokeCap="butt")
        .encode(y=y, x=channel("low:Q", scale=scale, axis=axis), x2=end_of("high")),
    ]
    for value, dash in ((overall, [2, 2]), (target, [6, 3]), (target_high, [6, 3])):
        if value is not None:
            line = Chart(values([{"value": value}]))
            layers.append(
                line.mark("rule", color=INK, strokeDash=dash, opacity=0.75).encode(
                    x=channel("value:Q", scale=scale, axis=axis)
                )
            )
    layers += [
        base.transform_filter("!datum.small && isValid(datum.percent)")
        .mark("point", filled=True, size=62, color=PLAIN, opacity=1)
        .encode(y=y, x=x),
        base.transform_filter("datum.small && isValid(datum.percent)")
        .mark("point", filled=False, size=55, stroke=PLAIN, strokeWidth=1.6, fill="white")
        .encode(y=y, x=x),
    ]
    layers.append(
        base.transform_filter("datum.hidden")
        .mark("text", align="left", fontSize=SIZE, color=QUIET)
        .encode(y=y, x=fixed(extent + 4), text=fixed(Words.of(lang).text("rep_hidden")))
    )
    label_y = row_axis(height, "label_y")
    for test, weight in (("datum.heading", "bold"), ("!datum.heading", "normal")):
        layers.append(row_labels(base.transform_filter(test), label_y, extent - 8, fontWeight=weight))
    return sized(layer(*layers, data=values(rows)), width, height, bottom=22)


def _across(
    rows: list[dict[str, Any]], lines: list[float], ends: tuple[float, float], *, percents: bool
) -> tuple[Part, Part]:
    """Choose the scale and the axis of the values; half of its last number stands beyond its end."""
    if percents:
        return given(domain=[0, 100], range=list(ends), nice=False), percent_axis(ends[1] - ends[0], grid=True)
    seen = [row[name] for row in rows for name in ("percent", "lower", "upper") if row[name] is not None] + lines
    low, high, step = axis_ends(seen, percents=False)
    scale = given(domain=[low, high], range=list(ends), nice=False, zero=False)
    return scale, number_axis(low, high, step, ends[1] - ends[0], grid=True)


def _rows(table: pl.DataFrame, column: float, words: Words, times: int) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """List the rows, a heading before each axis, and the lines of their labels."""
    rows: list[dict[str, Any]] = []
    labels: list[list[str]] = []
    for (axis,), part in table.group_by("axis_label", maintain_order=True):
        labels.append(wrapped(f"【{axis}】", column, lines=3))
        blank = dict.fromkeys(("percent", "lower", "upper", "low", "high"))
        rows.append({"heading": True, "small": False, "hidden": False, **blank})
        for row in part.iter_rows(named=True):
            n = row["n_base"]
            if n is None and row.get("base_low") is not None:
                n = words.bounds(row["base_low"], row["base_high"], row["base_high"] + 1)
            labels.append(_with_base(f"{row['category_label']}", "" if n is None else f"n={n}", column))
            hidden = row["percent"] is None
            rows.append(
                {
                    "heading": False,
                    "hidden": hidden and row.get("percent_low") is None,
                    "percent": row["percent"],
                    "lower": None if hidden or row["lower"] is None else row["lower"] * times,
                    "upper": None if hidden or row["upper"] is None else row["upper"] * times,
                    "low": row.get("percent_low"),
                    "high": row.get("percent_high"),
                    "small": is_small(row["n_base"]),
                }
            )
    return rows, labels


def _with_base(category: str, base: str, column: float) -> list[str]:
    """Wrap a category, its n on the last line where there is room, else on one of its own."""
    lines = wrapped(category, column, lines=3)
    if not base:
        return lines
    joined = f"{lines[-1]}  {base}"
    return [*lines[:-1], joined] if words_width(joined) <= column else [*lines, base]
