"""The answers to one question: a 帯グラフ of a single answer, bars of a multiple one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import polars as pl

from kumin.charts.looks import (
    INK,
    LINE,
    QUIET,
    SIZE,
    WIDTH,
    columns_of,
    configured,
    label_of,
    pieces,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
    words_width,
    wrapped,
)
from kumin.charts.vega import Chart, channel, end_of, given, layer
from kumin.words import Words

POSITIVE = ("#0f5a50", "#4fa597", "#97cdc3", "#cfe8e3")
NEGATIVE = ("#e9d3e6", "#c48fbd", "#94508d", "#692f63")
NEUTRAL = ("#35536b", "#7391a8", "#aebfcd", "#dce5ec")
UNSURE = ("#d5d9de", "#9aa4af")
UNSURE_WORDS = ("わからない", "分からない", "不明", "どちらともいえない")


def band_colours(options: Sequence[tuple[int, str]], positive: Sequence[int] = ()) -> list[str]:
    """Colours of a band chart's options: greens for what counts, purples for what does not, grey for わからない.

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


def plain_colours(count: int) -> list[str]:
    """Colours of options of which none counts more than another, as those of an attribute: from dark to light."""
    return _shades(NEUTRAL, count)


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


@cache  # of a few colours
def _luminance(colour: str) -> float:
    """Relative luminance of WCAG."""
    shares = [part / 255 for part in _parts(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_light(colour: str) -> bool:
    """Whether black words are read better than white ones on a colour; one of the two always has 4.5 : 1."""
    return contrast(colour, "#000000") > contrast(colour, "#ffffff")


def band(
    table: pl.DataFrame,
    *,
    positive: Sequence[int] = (),
    legend: bool = True,
    width: int = WIDTH,
    decimals: int = 1,
) -> Chart:
    """Draw a single answer as a 帯グラフ: one bar of 100%, its parts named inside, or beside it where they are narrow.

    Parameters
    ----------
    table : DataFrame
        One row an option: ``option``, ``option_label``, ``n_positive``, ``percent``; see
        :func:`kumin.words.tables.with_labels`. With ``category_label``, one bar a category, named where there are
        two or more.
    positive : sequence of int
        Options that count for the indicator.
    legend : bool
        Name the options below the bars; of one bar alone they are named at its parts, and there is none.
    width : int
        Of the whole chart, pixels.
    decimals : int
        Decimals of the printed percents, rounded half up.
    """
    options = list(table.select("option", "option_label").unique(maintain_order=True).iter_rows())
    names = [f"{code} {label}" for code, label in options]
    colours = dict(zip(names, band_colours(options, positive), strict=True))
    row_of = pl.col("category_label").fill_null("") if "category_label" in table.columns else pl.lit("")
    parts = table.with_columns(row_of.alias("row")).partition_by("row", maintain_order=True, as_dict=True)
    words = Words.of(decimals=decimals)
    if len(parts) == 1:
        return _one_bar(_parts_of_bar(next(iter(parts.values())), words), colours, width)
    lines, widest = columns_of([str(row) for (row,) in parts], width * 0.4, lines=3)
    extent = widest + 8 if widest else 0
    middles, height = stacked([max(34, LINE * len(one) + 8) for one in lines])
    rows: list[dict[str, Any]] = []
    named = []
    for part, one, middle in zip(parts.values(), lines, middles, strict=True):
        named.append({"label": label_of(one), "y": middle, "label_y": middle - LINE * (len(one) - 1) / 2})
        place = {"y": middle, "top": middle - 16, "bottom": middle + 16}
        for row in _parts_of_bar(part, words):
            room = (row["end"] - row["start"]) / 100 * (width - extent) - 3
            shown = row["percent"] if words_width(row["percent"], BOLD) <= room else ""
            rows.append(row | place | {"shown": shown})
    layers = _bar_layers(rows, colours, (extent, width), height, legend=legend)
    layers.append(row_labels(Chart(values(named)), row_axis(height, "label_y"), extent - 8))
    chart = layer(*layers, data=values(rows), width=width, height=height)
    return configured(chart) if legend else sized(chart, width, height)


BOLD = SIZE * 1.1
"""Font size that bold words are as wide as."""


def _bar_layers(
    rows: Sequence[dict[str, Any]], colours: dict[str, str], across: tuple[float, float], height: float, *, legend: bool
) -> list[Any]:
    """Draw the parts of bars and what is written on them."""
    scale = given(domain=[0, 100], range=list(across), nice=False)
    base = Chart()
    for row in rows:
        row["colour"] = colours[row["name"]]
        row["ink"] = "black" if is_light(row["colour"]) else "white"
    # without a legend charts of all questions differ in nothing but their rows, and are compiled once
    colour = channel("colour:N", scale=None)
    if legend:
        names = list(colours)
        key = given(title=None, orient="bottom", columns=2)
        named = given(domain=names, range=list(colours.values()))
        colour = channel("name:N", scale=named, legend=key, sort=names)
    bars = base.mark("rect", stroke="white", strokeWidth=1).encode(
        y=row_axis(height, "top"), y2=end_of("bottom"),
        x=channel("start:Q", scale=scale, axis=None), x2=end_of("end"), color=colour,
    )  # fmt: skip
    written = base.mark("text", fontSize=SIZE, fontWeight="bold", lineHeight=LINE).encode(
        y=row_axis(height, "label_y" if rows and "label_y" in rows[0] else "y"),
        x=channel("middle:Q", scale=scale, axis=None), text=channel("shown:N"),
        color=channel("ink:N", scale=None),
    )  # fmt: skip
    return [bars, written]


def _one_bar(parts: list[dict[str, Any]], colours: dict[str, str], width: float) -> Chart:
    """Draw one bar whose parts are named inside, and the narrow ones above or below it with a line to each.

    A part of the left half is named below, from its line to the right, the rightmost nearest to the bar; one of the
    right half above, from its line to the left, the leftmost nearest: so no line crosses a name.
    """
    thick = 0.0
    outside: list[list[dict[str, Any]]] = [[], []]
    for row in parts:
        room = (row["end"] - row["start"]) / 100 * width - 6
        lines = [*wrapped(row["label"], max(room, SIZE), lines=4), row["percent"]]
        unbroken = [*(piece.rstrip() for piece in pieces(row["label"])), *lines]
        fits = len(lines) <= 4 and "…" not in lines[-2][-1:] and all(words_width(one, BOLD) <= room for one in unbroken)
        row |= {"lines": lines if fits else [], "shown": label_of(lines) if fits else ""}
        thick = max(thick, LINE * len(lines) + 10 if fits else 34)
        if not fits and row["end"] > row["start"]:
            outside[row["middle"] >= 50].append(row)
    top = LINE * len(outside[1]) + (6 if outside[1] else 0)
    height = top + thick + LINE * len(outside[0]) + (6 if outside[0] else 0)
    for row in parts:
        middle = top + thick / 2
        row |= {"y": middle, "top": top, "bottom": top + thick}
        row["label_y"] = middle - LINE * (len(row["lines"]) - 1) / 2
    named = []
    # a name keeps clear of the line of the part outside it, whose name stands farther from the bar
    for place, row in enumerate(reversed(outside[0])):
        before = outside[0][-2 - place]["middle"] / 100 * width + 4 if place + 1 < len(outside[0]) else 0.0
        named.append(_name(row, top + thick + LINE * place + LINE / 2 + 4, top + thick, (before, width), width))
    for place, row in enumerate(outside[1]):
        after = outside[1][place + 1]["middle"] / 100 * width - 4 if place + 1 < len(outside[1]) else width
        named.append(_name(row, top - LINE * place - LINE / 2 - 4, top, (0.0, after), width))
    layers = _bar_layers(parts, colours, (0, width), height, legend=False)
    if named:
        one, scale = Chart(values(named)), given(domain=[0, 100], range=[0, width], nice=False)
        lines_to = one.mark("rule", color=QUIET).encode(
            x=channel("x:Q", scale=scale, axis=None), y=row_axis(height, "edge"), y2=end_of("y")
        )
        names = one.mark("text", align="left", fontSize=SIZE, color=INK, baseline="middle").encode(
            x=channel("from:Q", scale=scale, axis=None), y=row_axis(height), text=channel("label:N")
        )
        layers += [lines_to, names]
    return sized(layer(*layers, data=values(parts)), width, height)


def _name(row: dict[str, Any], y: float, edge: float, within: tuple[float, float], width: float) -> dict[str, Any]:
    """Place the name of a narrow part on one line beside its own, shortened where there is no room."""
    percent = f" {row['percent']}"
    low, high = within
    room = high - low - words_width(percent)
    # a name that is cut is told from others by its number
    whole = row["label"] if words_width(row["label"]) <= room else row["name"]
    label = wrapped(whole, room, lines=1)[0] + percent
    x, wide = row["middle"] / 100 * width, words_width(label)
    start = x + 4 if row["middle"] < 50 else x - 4 - wide
    start = min(max(start, low), max(high - wide, low))
    return {"x": row["middle"], "from": start / width * 100, "y": y, "edge": edge, "label": label}


def _parts_of_bar(table: pl.DataFrame, words: Words) -> list[dict[str, Any]]:
    """Lay the options of one bar end to end."""
    counts = table["n_positive"].to_list()
    total = sum(counts)
    rows, done = [], 0
    for row, n in zip(table.iter_rows(named=True), counts, strict=True):
        start, end = (100 * done / total, 100 * (done + n) / total) if total else (0.0, 0.0)
        done += n
        rows.append(
            {
                "name": f"{row['option']} {row['option_label']}", "label": str(row["option_label"]),
                "start": start, "end": end, "middle": (start + end) / 2, "percent": words.percent(row["percent"]),
            }
        )  # fmt: skip
    return rows


MANY = 20
"""Bars that stand closer together when there are more: forty fit on a page below their heading."""


def options_bar(table: pl.DataFrame, *, hidden: str = "", width: int = WIDTH, decimals: int = 1) -> Chart:
    """Draw a multiple answer: one bar an option, with intervals.

    Parameters
    ----------
    table : DataFrame
        As for :func:`band`, with ``lower`` and ``upper`` (proportions; null where there is no sampling error). A
        ``percent`` that is null is hidden.
    hidden : str
        Words in the place of a bar that is hidden.
    width : int
        Of the whole chart, pixels; the labels take at most half of it and are wrapped.
    decimals : int
        Decimals of the printed percents, rounded half up.
    """
    words = Words.of(decimals=decimals)
    lines, widest = columns_of(table["option_label"].to_list(), width * 0.46, lines=3)
    extent = widest + 10
    tall = 24 if len(lines) <= MANY else 18
    middles, height = stacked([max(tall, LINE * len(one) + tall - 18) for one in lines])
    rows: list[dict[str, Any]] = []
    for row, one, middle in zip(table.iter_rows(named=True), lines, middles, strict=True):
        percent = row["percent"]
        known = percent is not None and row["lower"] is not None and row["upper"] is not None
        rows.append(
            {
                "label": label_of(one),
                "y": middle, "label_y": middle - LINE * (len(one) - 1) / 2,
                "zero": 0, "percent": percent or 0,
                "lower": row["lower"] * 100 if known else None, "upper": row["upper"] * 100 if known else None,
                "end": max(row["upper"] * 100 if known else 0, percent or 0),
                "shown": hidden if percent is None else words.percent(percent),
            }
        )  # fmt: skip
    room = max((words_width(row["shown"]) for row in rows), default=0) + 10
    y = row_axis(height)
    scale = given(domain=[0, 100], range=[extent, width - room], nice=False)
    base = Chart()

    def across(field: str) -> Any:
        return channel(f"{field}:Q", scale=scale, axis=None)

    bars = base.mark("rule", color="#b9c4cf", strokeWidth=15).encode(y=y, x=across("zero"), x2=end_of("percent"))
    limits = (
        base.transform_filter("isValid(datum.lower)")
        .mark("rule", color=INK)
        .encode(y=y, x=across("lower"), x2=end_of("upper"))
    )
    written = base.mark("text", align="left", dx=7, fontSize=SIZE, color=INK).encode(
        y=y, x=across("end"), text=channel("shown:N")
    )
    labels = row_labels(base, row_axis(height, "label_y"), extent - 10)
    return sized(layer(bars, limits, written, labels, data=values(rows)), width, height)
