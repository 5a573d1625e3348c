"""The answers to one question: a 帯グラフ of a single answer, bars of a multiple one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.charts.looks import (
    INK,
    LINE,
    SIZE,
    WIDTH,
    columns_of,
    configured,
    label_of,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
    words_width,
)
from kumin.words import Words

if TYPE_CHECKING:
    import altair as alt

POSITIVE = ("#174a7c", "#6f9fcc", "#a9c7e4", "#d3e3f2")
NEGATIVE = ("#f3cfa6", "#dc9250", "#b3601e", "#8a430f")
UNSURE = ("#d5d9de", "#9aa4af")
UNSURE_WORDS = ("わからない", "分からない", "不明", "どちらともいえない")


def band_colours(options: Sequence[tuple[int, str]], positive: Sequence[int] = ()) -> list[str]:
    """Colours of a band chart's options: blues for what counts, oranges for what does not, grey for わからない.

    Up to four options of a kind go from one end of their shades to the other, as a scale of answers does. More are
    shades apart from their neighbours: such options are seldom a scale.
    """
    unsure = [code for code, label in options if any(word in label for word in UNSURE_WORDS)]
    good = [code for code, _ in options if code in positive]
    bad = [code for code, _ in options if code not in positive and code not in unsure]
    start = 1 if len(bad) == 1 else 0
    shades = dict(zip(good, _shades(POSITIVE, len(good)), strict=True))
    shades |= dict(zip(bad, _shades(NEGATIVE[start : 3 if len(bad) < 4 else 4], len(bad)), strict=True))
    codes = [code for code, _ in options]
    colours = [shades.get(code, "") for code in codes]
    for place, colour in enumerate(colours):
        if not colour:
            beside = [
                other for other in (*colours[max(place - 1, 0) : place], *colours[place + 1 : place + 2]) if other
            ]
            colours[place] = max(UNSURE, key=lambda grey: min([contrast(grey, other) for other in beside], default=0))
    return colours


def _shades(palette: Sequence[str], count: int) -> list[str]:
    """Choose shades, each apart from the one before: of many, light and dark take turns."""
    if count <= len(palette):
        return list(palette[:count])
    stops = [_parts(colour) for colour in (palette[0], palette[-1])]
    even = [
        "#" + "".join(f"{round(a + (b - a) * place / (count - 1)):02x}" for a, b in zip(*stops, strict=True))
        for place in range(count)
    ]
    # 0, half, 1, half + 1, …
    half = (count + 1) // 2
    return [even[place // 2 + (half if place % 2 else 0)] for place in range(count)]


def _parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG."""
    shares = [part / 255 for part in _parts(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _is_light(colour: str) -> bool:
    """Whether black words are read better than white ones on a colour; one of the two always has 4.5 : 1."""
    return contrast(colour, "#000000") > contrast(colour, "#ffffff")


def band(
    table: pl.DataFrame,
    *,
    positive: Sequence[int] = (),
    legend: bool = True,
    width: int = WIDTH,
    decimals: int = 1,
) -> alt.LayerChart:
    """Draw a single answer as a 帯グラフ: one bar of 100%, its parts numbered by option.

    Parameters
    ----------
    table : DataFrame
        One row an option: ``option``, ``option_label``, ``n_positive``, ``percent``; see
        :func:`kumin.tables.shares.with_labels`. With ``category_label``, one bar a category, named where there are
        two or more.
    positive : sequence of int
        Options that count for the indicator.
    legend : bool
        Name the options below the bar.
    width : int
        Of the whole chart, pixels.
    decimals : int
        Decimals of the printed percents, rounded half up.
    """
    import altair as alt

    options = list(table.select("option", "option_label").unique(maintain_order=True).iter_rows())
    names = [f"{code} {label}" for code, label in options]
    colours = band_colours(options, positive)
    row_of = pl.col("category_label").fill_null("") if "category_label" in table.columns else pl.lit("")
    parts = table.with_columns(row_of.alias("row")).partition_by("row", maintain_order=True, as_dict=True)
    labels = [str(row) for (row,) in parts] if len(parts) > 1 else [""] * len(parts)
    lines, widest = columns_of(labels, width * 0.4, lines=3)
    extent = widest + 8 if widest else 0
    middles, height = stacked([max(34, LINE * len(one) + 8) for one in lines])
    rows: list[dict[str, Any]] = []
    named = []
    for part, one, middle in zip(parts.values(), lines, middles, strict=True):
        named.append({"label": label_of(one), "y": middle, "label_y": middle - LINE * (len(one) - 1) / 2})
        place = {"y": middle, "top": middle - 16, "bottom": middle + 16}
        rows += [row | place for row in _parts_of_bar(part, width - extent, Words.of(decimals=decimals))]
    scale = alt.Scale(domain=[0, 100], range=[extent, width], nice=False)
    base = alt.Chart()
    key = alt.Legend(title=None, orient="bottom", columns=2) if legend else None
    bars = base.mark_rect(stroke="white", strokeWidth=1).encode(
        y=row_axis(height, "top"), y2=alt.Y2("bottom:Q"),
        x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end:Q"),
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=key, sort=names),
    )  # fmt: skip
    light = [name for name, colour in zip(names, colours, strict=True) if _is_light(colour)]
    written = base.mark_text(fontSize=SIZE, fontWeight="bold").encode(
        y=row_axis(height), x=alt.X("middle:Q", scale=scale, axis=None), text=alt.Text("shown:N"),
        color=alt.condition(alt.FieldOneOfPredicate("name", light), alt.value("black"), alt.value("white")),
    )  # fmt: skip
    layers = [bars, written]
    if extent:
        layers.append(row_labels(alt.Chart(values(named)), row_axis(height, "label_y"), extent - 8))
    chart = alt.layer(*layers, data=values(rows), width=width, height=height)
    made: alt.LayerChart = configured(chart) if legend else sized(chart, width, height)
    return made


def _parts_of_bar(table: pl.DataFrame, width: float, words: Words) -> list[dict[str, Any]]:
    """Lay the options of one bar end to end; a part says what there is room for."""
    counts = table["n_positive"].to_list()
    total = sum(counts)
    rows, done = [], 0
    for row, n in zip(table.iter_rows(named=True), counts, strict=True):
        start, end = (100 * done / total, 100 * (done + n) / total) if total else (0.0, 0.0)
        done += n
        room = (end - start) / 100 * width - 3
        full = f"{row['option']}: {words.number(row['percent'])}"
        wordings = (full, f"{row['option']}")
        # bold digits are a little wider
        shown = next((one for one in wordings if words_width(one, SIZE * 1.1) <= room), "")
        rows.append(
            {
                "name": f"{row['option']} {row['option_label']}",
                "start": start, "end": end, "middle": (start + end) / 2, "shown": shown,
            }
        )  # fmt: skip
    return rows


def options_bar(table: pl.DataFrame, *, width: int = WIDTH, decimals: int = 1) -> alt.LayerChart:
    """Draw a multiple answer: one bar an option, with intervals.

    Parameters
    ----------
    table : DataFrame
        As for :func:`band`, with ``lower`` and ``upper`` (proportions; null where there is no sampling error).
    width : int
        Of the whole chart, pixels; the labels take at most half of it and are wrapped.
    decimals : int
        Decimals of the printed percents, rounded half up.
    """
    import altair as alt

    words = Words.of(decimals=decimals)
    lines, widest = columns_of(table["option_label"].to_list(), width * 0.46, lines=3)
    extent = widest + 10
    middles, height = stacked([max(24, LINE * len(one) + 6) for one in lines])
    rows = []
    for row, one, middle in zip(table.iter_rows(named=True), lines, middles, strict=True):
        known = row["lower"] is not None and row["upper"] is not None
        rows.append(
            {
                "label": label_of(one),
                "y": middle, "label_y": middle - LINE * (len(one) - 1) / 2,
                "zero": 0, "percent": row["percent"],
                "lower": row["lower"] * 100 if known else None, "upper": row["upper"] * 100 if known else None,
                "end": max(row["upper"] * 100 if known else 0, row["percent"]),
                "shown": words.percent(row["percent"]),
            }
        )  # fmt: skip
    room = max((words_width(row["shown"]) for row in rows), default=0) + 10
    y = row_axis(height)
    scale = alt.Scale(domain=[0, 100], range=[extent, width - room], nice=False)
    base = alt.Chart()

    def across(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    bars = base.mark_rule(color=POSITIVE[1], strokeWidth=15).encode(y=y, x=across("zero"), x2=alt.X2("percent:Q"))
    limits = (
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(color=INK)
        .encode(y=y, x=across("lower"), x2=alt.X2("upper:Q"))
    )
    written = base.mark_text(align="left", dx=7, fontSize=SIZE, color=INK).encode(
        y=y, x=across("end"), text=alt.Text("shown:N")
    )
    labels = row_labels(base, row_axis(height, "label_y"), extent - 10)
    chart: alt.LayerChart = sized(alt.layer(bars, limits, written, labels, data=values(rows)), width, height)
    return chart
