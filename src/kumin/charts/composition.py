"""Who answered, against who lives here."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.charts.looks import (
    INK,
    LINE,
    PALE,
    PLAIN,
    WIDTH,
    columns_of,
    label_of,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
)
from kumin.charts.vega import Chart, channel, end_of, given, layer


def pyramid(cells: pl.DataFrame, *, lang: str | None = None, width: int = WIDTH) -> Chart:
    """Draw who answered against who lives here: two sides, one row an age group.

    Parameters
    ----------
    cells : DataFrame
        ``side`` and ``row`` (words), ``sample_share`` (null: hidden), ``population_share``; proportions of everyone.
        With one ``side`` only, bars to one side.
    lang : {"ja", "en"}, optional
        Language.
    width : int
        Of the whole chart, pixels; labels take at most a third of it and are wrapped.
    """
    sides = cells["side"].unique(maintain_order=True).to_list()
    names = cells["row"].unique(maintain_order=True).to_list()
    # ages rise, as in every pyramid; of one dimension alone the order is the table's
    rows = names[::-1] if len(sides) > 1 else names
    most = max(*cells["sample_share"].drop_nulls(), *cells["population_share"]) * 100
    lines, widest = columns_of(rows, width / 3, lines=3)
    extent = widest + 10
    middles, height = stacked([max(27, LINE * len(one) + 8) for one in lines])
    at = dict(zip(rows, middles, strict=True))
    spacing = 24  # the two zeros stand beside each other
    half = (width - extent - spacing * (len(sides) - 1)) / max(len(sides), 1)
    layers: list[Any] = []
    start = extent
    for place, side in enumerate(sides):
        part = [
            {
                "y": at[row["row"]],
                # nothing is drawn of a group that is hidden
                "sample": (row["sample_share"] or 0.0) * 100,
                "population": row["population_share"] * 100,
                "zero": 0,
            }
            for row in cells.filter(pl.col("side") == side).iter_rows(named=True)
        ]
        # ages of two sides grow away from each other; half of the last number stands beyond the end of its axis
        ends = [start + half, start + 16] if place == 0 and len(sides) > 1 else [start, start + half - 16]
        scale = given(domain=[0, most], range=ends, nice=True)
        axis = given(
            title=side or None, orient="bottom", labelExpr="datum.value + '%'",
            tickCount=min(max(int((half - 16) / 45), 2), 5), titleColor=INK, grid=True, labelFlush=False,
        )  # fmt: skip
        base = Chart(values(part))
        bars = [
            base.mark("rule", strokeWidth=thick, color=colour).encode(
                y=row_axis(height), x=channel(f"{field}:Q", scale=scale, axis=axis), x2=end_of("zero")
            )
            for field, thick, colour in (("population", 20, PALE), ("sample", 8, PLAIN))
        ]
        layers.append(layer(*bars))
        start += half + spacing
    named = [
        {"label": label_of(one), "label_y": at[row] - LINE * (len(one) - 1) / 2}
        for row, one in zip(rows, lines, strict=True)
    ]
    layers.append(row_labels(Chart(values(named)), row_axis(height, "label_y"), extent - 10))
    whole = layer(*layers, resolve={"scale": {"x": "independent"}})
    return sized(whole, width, height, bottom=42 if any(sides) else 22)
