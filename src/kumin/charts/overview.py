"""Every indicator of a plan in one chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kumin.charts.looks import (
    GRID,
    INK,
    LINE,
    MARK_COLOURS,
    OTHER,
    QUIET,
    columns_of,
    label_of,
    percent_axis,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
    words_width,
)
from kumin.charts.vega import Chart, channel, end_of, fixed, given, layer
from kumin.numbers import as_printed
from kumin.words import Words

WIDE, NARROW = 860, 336
"""Pixels from the labels to the percents; on a printed page the wide one's words are 7 pt."""
LABEL_COLUMN = 300
MARKS = 13
"""Font size of the percents."""


def indicators(judgements: pl.DataFrame, *, lang: str | None = None, narrow: bool = False, decimals: int = 1) -> Chart:
    """Draw every indicator of a plan: this year with its interval, the target, and last year.

    Parameters
    ----------
    judgements : DataFrame
        ``indicator``, ``percent``, ``lower_percent``, ``upper_percent``, ``target_percent``, ``previous_percent``,
        ``judgement`` (percent 0-100). Where there are such columns: ``label`` names the rows (long ones are wrapped and
        shortened), ``target_high_percent`` is the upper end of a target that is a range from ``target_percent``, and
        ``decimals`` those of a row.
    lang : {"ja", "en"}, optional
        Language.
    narrow : bool
        For a phone: labels above the rows.
    decimals : int
        Decimals of the printed percents, rounded half up.
    """
    known = judgements.filter(pl.col("percent").is_not_null())
    words = Words.of(lang, decimals=decimals)
    rows = [_row(row, words) for row in known.iter_rows(named=True)]
    labels = known["label" if "label" in known.columns else "indicator"].to_list()
    total = NARROW if narrow else WIDE
    lines, widest = columns_of(labels, total if narrow else LABEL_COLUMN)
    extent = 12 if narrow else widest + 12
    end = total - max((words_width(row["shown"], MARKS * 1.08) for row in rows), default=0) - 10
    above = [LINE * len(one) + 3 if narrow else 0 for one in lines]
    middles, height = stacked(
        [top + 30 if narrow else max(33, LINE * len(one) + 12) for top, one in zip(above, lines, strict=True)]
    )
    for row, one, top, middle in zip(rows, lines, above, middles, strict=True):
        row |= {"y": middle + top / 2, "label": label_of(one)}
        # the first line's middle
        row["label_y"] = middle - (top + 30) / 2 + LINE / 2 + 3 if narrow else middle - LINE * (len(one) - 1) / 2
    layers = _layers(sorted({row["judgement"] for row in rows}), height, extent, end)
    return sized(layer(*layers, data=values(rows)), total, height, bottom=22)


def _layers(marks: Sequence[str], height: float, extent: float, end: float) -> list[Any]:
    """Draw the intervals, targets, years before and percents of the rows, and their labels.

    Parameters
    ----------
    marks : sequence of str
        Those there are; A and B have their own colours and shapes.
    height : float
        Of all rows, pixels.
    extent, end : float
        Where the percents begin and end, pixels.
    """
    y = row_axis(height)
    x_scale = given(domain=[0, 100], range=[extent, end], nice=False)
    axis = percent_axis(end - extent, grid=True)

    def across(field: str) -> Any:
        return channel(f"{field}:Q", scale=x_scale, axis=axis)

    def by_mark(kinds: Mapping[str, str], other: str) -> Any:
        return given(domain=marks, range=[kinds.get(mark, other) for mark in marks])

    base = Chart()
    colour = channel("judgement:N", scale=by_mark(MARK_COLOURS, OTHER), legend=None)
    shape = channel("judgement:N", scale=by_mark({"A": "circle", "B": "diamond"}, "square"), legend=None)
    ranged = base.transform_filter("isValid(datum.target_high)")
    tick: dict[str, Any] = {"thickness": 3, "height": 20, "width": 3, "orient": "vertical", "color": INK}
    return [
        base.mark("rule", color=GRID).encode(y=y, x=fixed(extent), x2=fixed(end)),
        ranged.mark("rule", strokeWidth=20, opacity=0.13, color=INK).encode(
            y=y, x=across("target"), x2=end_of("target_high")
        ),
        base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
        .mark("rule", strokeWidth=3, strokeCap="butt")
        .encode(y=y, x=across("lower"), x2=end_of("upper"), color=colour),
        base.transform_filter("isValid(datum.target)").mark("tick", **tick).encode(y=y, x=across("target")),
        ranged.mark("tick", **tick).encode(y=y, x=across("target_high")),
        base.transform_filter("isValid(datum.previous)")
        .mark("point", shape="circle", size=58, filled=False, stroke=QUIET, strokeWidth=1.6)
        .encode(y=y, x=across("previous")),
        base.mark("point", filled=True, size=105, opacity=1).encode(
            y=y, x=across("percent"), color=colour, shape=shape
        ),
        base.mark("text", align="left", dx=8, fontSize=MARKS, fontWeight="bold").encode(
            y=y, x=fixed(end), text=channel("shown:N"), color=colour
        ),
        row_labels(base, row_axis(height, "label_y"), 0, align="left"),
    ]


def _row(row: dict[str, Any], words: Words) -> dict[str, Any]:
    decimals = words.decimals if row.get("decimals") is None else row["decimals"]
    shown = words.percent(row["percent"], decimals)
    return {
        "percent": row["percent"],
        "lower": as_printed(row["lower_percent"], decimals),
        "upper": as_printed(row["upper_percent"], decimals),
        "target": row["target_percent"],
        "target_high": row.get("target_high_percent"),
        "previous": row["previous_percent"],
        "judgement": row["judgement"] or "-",
        "shown": f"{shown}  {row['judgement']}" if row["judgement"] else shown,
    }
