"""An indicator over the fiscal years."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import polars as pl

from kumin.charts.looks import INK, PLAIN, QUIET, axis_ends, configured, values, words_width
from kumin.charts.places import Box, along, best_place
from kumin.charts.vega import Chart, channel, end_of, fixed, given, layer
from kumin.numbers import ERAS, shortest, unit_after
from kumin.words import Words

HEIGHT = 170


@dataclass(frozen=True)
class _Plot:
    """The plane of a chart: years across, values up, and their places in pixels."""

    first: int
    last: int
    low: float
    high: float
    step: float
    width: float

    def x(self, year: float) -> float:
        return (year - self.first + 0.4) / (self.last - self.first + 0.8) * self.width

    def y(self, value: float) -> float:
        return (self.high - value) / (self.high - self.low) * HEIGHT

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + place * self.step, 6) for place in range(count + 1)]


def trend(
    years: pl.DataFrame,
    *,
    target: float | None = None,
    target_high: float | None = None,
    words: str | None = None,
    by: int | None = None,
    unit: str | None = None,
    decimals: int = 1,
    lang: str | None = None,
    width: int = 300,
) -> Chart:
    """Draw an indicator over the fiscal years, up to the year its target is dated.

    Parameters
    ----------
    years : DataFrame
        ``year`` (int), ``percent``, and ``lower_percent``, ``upper_percent``, null where not known; perhaps
        ``decimals``, where a year's value was published with others.
    target : float, optional
        Percent, or with ``unit`` a number.
    target_high : float, optional
        Upper end of a target that is a range from ``target``.
    words : str, optional
        What is written at the target: 目標 60%以上. Default: its number.
    by : int, optional
        The target's fiscal year.
    unit : str, optional
        Of an indicator that is no percent: its values are in ``percent`` too.
    decimals : int
        Decimals of the printed values, rounded half up.
    lang : {"ja", "en"}, optional
        Language.
    width : int
        Of the whole chart, pixels.
    """
    spoken = Words.of(lang, decimals=decimals)
    rows = list(years.sort("year").select("year", "percent", "lower_percent", "upper_percent").iter_rows(named=True))
    places = dict(years.select("year", "decimals").iter_rows()) if "decimals" in years.columns else {}
    ends = [end for end in (target, target_high) if end is not None]
    seen = [value for row in rows for name, value in row.items() if name != "year" and value is not None] + ends
    low, high, step = axis_ends(seen, percents=unit is None)
    sign = "%" if unit is None else ""
    extent = max(words_width(f"{shortest(tick, grouped=True)}{sign}") for tick in (low, high, low + step)) + 10
    known = [row["year"] for row in rows]
    plot = _Plot(min(known), max(*known, by or 0), low, high, step, width - extent - 4)
    if words is None:
        words = _target_words(spoken, ends, unit or sign)
    written = _written(plot, rows, places, ends, words, spoken, percents=unit is None)
    axes = _axes(plot, spoken, sign, extent)
    layers = [*_target_layers(ends, axes), *_line_layers(axes), *_word_layers(written, axes)]
    if unit is not None:
        layers.append(_unit_layer(spoken, unit, extent))
    return configured(layer(*layers, data=values(rows), width=plot.width, height=HEIGHT))


def _target_words(words: Words, ends: Sequence[float], unit: str) -> str:
    """Word a target by its number, or the two ends of a range: 目標 60%."""
    if not ends:
        return ""
    shown = [shortest(end, grouped=True) for end in ends]
    joined = shown[0] if len(shown) == 1 else words.range(shown[0], shown[1])
    return words.text("chart_target", target=f"{joined}{unit_after(unit)}")


class _Axes(NamedTuple):
    """The channels of the years and of the values, and the scale and axis of the values.

    Every layer has the same axis: where one has another, Vega-Lite drops both for its own.
    """

    x: Any
    y: Any
    scale: Any
    axis: Any


def _axes(plot: _Plot, words: Words, sign: str, extent: float) -> _Axes:
    scale = given(domain=[plot.low, plot.high], nice=False, zero=False)
    axis = given(
        title=None, values=plot.ticks, labelExpr=f"format(datum.value, ',.6~f') + '{sign}'", grid=True,
        minExtent=extent, maxExtent=extent, labelOverlap=False,
    )  # fmt: skip
    x = channel(
        "year:Q",
        scale=given(domain=[plot.first - 0.4, plot.last + 0.4], nice=False),
        axis=given(title=None, values=_named_years(plot, words), labelExpr=_year_expression(words), grid=False),
    )
    return _Axes(x, channel("percent:Q", scale=scale, axis=axis), scale, axis)


def _target_layers(ends: Sequence[float], axes: _Axes) -> Iterator[Any]:
    """Draw the ends of the target as lines, and a range as an area between them."""
    if len(ends) > 1:
        between = Chart(values([{"percent": ends[0], "high": ends[1]}]))
        yield between.mark("rect", color=INK, opacity=0.09).encode(y=axes.y, y2=end_of("high"))
    if ends:
        goal = Chart(values([{"percent": end} for end in ends]))
        yield goal.mark("rule", color=INK, strokeDash=[5, 3]).encode(y=axes.y)


def _line_layers(axes: _Axes) -> Iterator[Any]:
    """Draw the years as points on a line, with their intervals."""
    base = Chart()
    yield base.mark("line", color=PLAIN, strokeWidth=2).encode(x=axes.x, y=axes.y)
    yield (
        base.transform_filter("isValid(datum.lower_percent) && isValid(datum.upper_percent)")
        .mark("rule", color=PLAIN, strokeWidth=3)
        .encode(x=axes.x, y=channel("lower_percent:Q", scale=axes.scale, axis=axes.axis), y2=end_of("upper_percent"))
    )
    yield base.mark("point", filled=True, size=70, color=PLAIN, opacity=1).encode(x=axes.x, y=axes.y)


def _word_layers(written: Sequence[tuple[list[dict[str, Any]], bool]], axes: _Axes) -> Iterator[Any]:
    """Write the words of the target, and the values of the years in bold."""
    for rows, bold in written:
        if rows:
            yield (
                Chart(values(rows))
                .mark("text", fontSize=12, fontWeight="bold" if bold else "normal", color=INK)
                .encode(x=axes.x, y=axes.y, text=channel("words:N"))
            )


def _unit_layer(words: Words, unit: str, extent: float) -> Any:
    """Write the unit above the upright axis."""
    return (
        Chart(values([{"words": words.text("chart_unit", unit=unit)}]))
        .mark("text", align="left", fontSize=12, color=QUIET)
        .encode(x=fixed(4 - extent), y=fixed(-15), text=channel("words:N"))
    )


def _written(
    plot: _Plot,
    rows: Sequence[dict[str, Any]],
    places: Mapping[int, int | None],
    ends: Sequence[float],
    target: str,
    words: Words,
    *,
    percents: bool,
) -> list[tuple[list[dict[str, Any]], bool]]:
    """Place the words: of the target, then of the years, the latest first; a year for which there is no room has none.

    Returns
    -------
    list of (rows, whether bold)
        ``words`` and where their middle is: ``year``, ``percent``.
    """
    # above an axis of percents nothing is written
    within = Box(0, -14 if percents else 0, plot.width, HEIGHT)
    known = [row for row in rows if row["percent"] is not None]
    at = [(plot.x(row["year"]), plot.y(row["percent"])) for row in known]
    taken = [Box.around(*place, 10, 10) for place in at]
    for row, (x, _) in zip(known, at, strict=True):
        if row["lower_percent"] is not None and row["upper_percent"] is not None:
            taken.append(Box(x - 3, plot.y(row["upper_percent"]), x + 3, plot.y(row["lower_percent"])))
    for start, end in pairwise(at):
        taken += along(start, end)
    lines = [Box(0, plot.y(end) - 1.5, plot.width, plot.y(end) + 1.5) for end in ends]
    of_target: list[Box] = []
    if ends and target:
        wide = words_width(target)
        heights = [plot.y(end) + off for end in reversed(ends) for off in (-9, 10)]
        middles = (plot.width - wide / 2 - 2, wide / 2 + 2, plot.width / 2)
        spots = [Box.around(x, y, wide, 14) for x in middles for y in heights]
        of_target = [best_place(spots, [*taken, *lines], within)]
    taken += lines
    labels: list[tuple[str, Box]] = []
    for row, (x, y) in reversed(list(zip(known, at, strict=True))):
        shown = words.number(row["percent"], places.get(row["year"]), grouped=True)
        wide = words_width(shown, 13)
        top = y if row["upper_percent"] is None else min(plot.y(row["upper_percent"]), y - 5)
        bottom = y if row["lower_percent"] is None else max(plot.y(row["lower_percent"]), y + 5)
        beside = wide / 2 + 8
        around = [(x, top - 13), (x, bottom + 13), (x + beside, y), (x - beside, y)]
        around += [(x + side, y + up) for side in (beside, -beside) for up in (-10, 10)]
        others = [box for _, box in labels] + of_target
        chosen = best_place([Box.around(*spot, wide, 14) for spot in around], taken, within, others)
        if not labels or not any(chosen.shared(other) > 0 for other in others):
            labels.append((shown, chosen))
    return [
        ([_placed(plot, target, box) for box in of_target], False),
        ([_placed(plot, shown, box) for shown, box in labels], True),
    ]


def _placed(plot: _Plot, words: str, box: Box) -> dict[str, Any]:
    """Put words at the middle of a box, in the units of the axes."""
    x, y = box.middle
    return {
        "words": words,
        "year": x / plot.width * (plot.last - plot.first + 0.8) + plot.first - 0.4,
        "percent": plot.high - y / HEIGHT * (plot.high - plot.low),
    }


def _named_years(plot: _Plot, words: Words) -> list[int]:
    """Choose the years that are named: all where there is room, else every second, third, … back from the last."""
    room = plot.x(plot.first + 1) - plot.x(plot.first)
    wide = words_width("2023" if words.lang == "en" else "R10") + 10
    return list(range(plot.last, plot.first - 1, -max(math.ceil(wide / room), 1)))[::-1]


def _year_expression(words: Words) -> str:
    """Vega expression that words a year: the letter of its era in Japanese (R5), 2023 in English."""
    if words.lang == "en":
        return "format(datum.value, 'd')"
    named = [f"'{era.code[0].upper()}' + (datum.value - {era.before})" for era in ERAS]
    tests = [f"datum.value > {era.before} ? {name} : " for era, name in zip(ERAS[:-1], named, strict=False)]
    return "".join(tests) + named[-1]
