"""Charts: each a function from a frame to an Altair chart, for a notebook and for the reports.

Colour never says anything alone: shape, position or words say it too. Words are Japanese unless ``lang`` is "en".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.messages import language, text

if TYPE_CHECKING:
    import altair as alt

FONT = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
INK, QUIET, GRID, PALE = "#1c2b3a", "#5b6875", "#e3e7eb", "#cfd6dd"
ACHIEVED, MISSED, OTHER = "#0b5394", "#b3421b", "#5b6875"
MARK_COLOURS = {"A": ACHIEVED, "B": MISSED}
POSITIVE = ("#174a7c", "#6f9fcc", "#a9c7e4", "#d3e3f2")
NEGATIVE = ("#f3cfa6", "#dc9250", "#b3601e", "#8a430f")
UNSURE = "#d5d9de"
UNSURE_WORDS = ("わからない", "分からない", "不明", "どちらともいえない")


def _font_width(words: str, size: float = 12.0) -> float:
    """Estimate the drawn width in pixels: the reader's fonts are unknown, a full-width character is square."""
    from wcwidth import wcswidth

    return max(wcswidth(words), 0) * size * 0.52


CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "aria": False,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": PALE,
        "tickColor": PALE,
        "labelLimit": 0,
        "labelOverlap": False,
    },
    "legend": {
        "labelColor": INK, "titleColor": QUIET, "labelFontSize": 12, "symbolSize": 90, "labelLimit": 0,
    },
}  # fmt: skip
"""Looks that all charts share."""


def _configured(chart: Any, **more: Any) -> Any:
    """Set the shared looks; ``configure_…()`` would copy the chart with its data each time."""
    chart.config = CONFIG | more
    return chart


def _data(frame: pl.DataFrame) -> Any:
    return _values(frame.to_dicts())


def _values(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    make: Any = alt.Data
    return make(values=rows)


def _percent_axis(**given: Any) -> Any:
    import altair as alt

    shared = {
        "values": [0, 20, 40, 60, 80, 100],
        "labelExpr": "datum.value + '%'",
        "title": None,
        "labelOverlap": False,
    }
    return alt.Axis(**{**shared, **given})


def indicators(judgements: pl.DataFrame, *, lang: str | None = None, narrow: bool = False) -> alt.LayerChart:
    """Draw every indicator of a plan: this year with its interval, the target, and last year.

    Parameters
    ----------
    judgements : DataFrame
        ``indicator``, ``percent``, ``lower_percent``, ``upper_percent``, ``target_percent``, ``previous_percent``,
        ``judgement`` (percent 0-100); ``label`` names the rows where there is one.
    lang : {"ja", "en"}, optional
        Language.
    narrow : bool
        For a phone: labels above the rows.
    """
    import altair as alt

    label = pl.col("label") if "label" in judgements.columns else pl.col("indicator")
    frame = judgements.filter(pl.col("percent").is_not_null()).select(
        label.alias("label"), "percent", "lower_percent", "upper_percent", "target_percent", "previous_percent",
        pl.col("judgement").fill_null("-"),
        shown=pl.col("percent").map_elements(lambda value: f"{value:.1f}%", pl.String)
        + pl.concat_str(pl.lit("  "), "judgement", ignore_nulls=True),
    )  # fmt: skip
    labels = frame["label"].to_list()
    width, step = (235, 46) if narrow else (590, 33)
    extent = 0 if narrow else max((_font_width(words) for words in labels), default=0) + 12
    axis = alt.Axis(
        title=None, labels=not narrow, ticks=False, domain=False, minExtent=extent, maxExtent=extent, grid=True
    )
    y = alt.Y("label:N", sort=labels, axis=axis)
    x_scale = alt.Scale(domain=[0, 100], nice=False)
    base = alt.Chart()
    marks = sorted(frame["judgement"].unique())
    colour = alt.Color(
        "judgement:N",
        scale=alt.Scale(domain=marks, range=[MARK_COLOURS.get(mark, OTHER) for mark in marks]),
        legend=None,
    )
    shapes = {"A": "circle", "B": "diamond"}
    shape = alt.Shape(
        "judgement:N",
        scale=alt.Scale(domain=marks, range=[shapes.get(mark, "square") for mark in marks]),
        legend=None,
    )
    layers = [
        base.mark_rule(strokeWidth=7, opacity=0.28, strokeCap="butt").encode(
            y=y,
            x=alt.X("lower_percent:Q", scale=x_scale, axis=_percent_axis()),
            x2=alt.X2("upper_percent:Q"),
            color=colour,
        ),
        base.mark_tick(thickness=3, size=20, color=INK).encode(y=y, x=alt.X("target_percent:Q")),
        base.mark_point(shape="circle", size=58, filled=False, stroke=QUIET, strokeWidth=1.6).encode(
            y=y, x=alt.X("previous_percent:Q")
        ),
        base.mark_point(filled=True, size=105, opacity=1).encode(y=y, x=alt.X("percent:Q"), color=colour, shape=shape),
        base.mark_text(align="left", dx=8, fontSize=13, fontWeight="bold").encode(
            y=y, x=alt.value(width), text=alt.Text("shown:N"), color=colour
        ),
    ]
    if narrow:
        layers.append(
            base.mark_text(align="left", baseline="bottom", dy=-9, fontSize=13, color=INK).encode(
                y=y, x=alt.value(0), text=alt.Text("label:N")
            )
        )
    chart: alt.LayerChart = _configured(
        alt.layer(*layers, data=_data(frame), width=width, height=alt.Step(step)),
        padding={"left": 4, "top": 4, "bottom": 4, "right": 24},
    )
    return chart


def band_colours(options: Sequence[tuple[int, str]], positive: Sequence[int] = ()) -> list[str]:
    """Colours of a band chart's options: blues for what counts, oranges for what does not, grey for わからない."""
    unsure = [code for code, label in options if any(word in label for word in UNSURE_WORDS)]
    good = [code for code, _ in options if code in positive]
    bad = [code for code, _ in options if code not in positive and code not in unsure]
    shades = {}
    for codes, palette in ((good, POSITIVE), (bad, NEGATIVE[:3] if len(bad) < 4 else NEGATIVE)):
        start = 1 if palette[0] == NEGATIVE[0] and len(codes) == 1 else 0
        for place, code in enumerate(codes):
            shades[code] = palette[min(start + place, len(palette) - 1)]
    return [shades.get(code, UNSURE) for code, _ in options]


def band(table: pl.DataFrame, *, positive: Sequence[int] = (), legend: bool = True, width: int = 440) -> alt.LayerChart:
    """Draw a single answer as a 帯グラフ: one bar of 100%, its parts numbered by option.

    Parameters
    ----------
    table : DataFrame
        One row an option: ``option``, ``option_label``, ``n_positive``, ``percent``; see
        :func:`kumin.reporting.tables.with_labels`. With ``category_label``, one bar a category.
    positive : sequence of int
        Options that count for the indicator.
    legend : bool
        Name the options below the bar.
    """
    import altair as alt

    options = list(table.select("option", "option_label").unique(maintain_order=True).iter_rows())
    names = [f"{code} {label}" for code, label in options]
    colours = band_colours(options, positive)
    category = "category_label" if "category_label" in table.columns else None
    frame = table.select(
        pl.lit("").alias("row") if category is None else pl.col(category).fill_null("").alias("row"),
        name=pl.concat_str("option", pl.lit(" "), "option_label"),
        order=pl.int_range(pl.len()),
        n="n_positive",
        share=pl.col("percent"),
        shown=pl.when(pl.col("percent") >= 10)
        .then(pl.concat_str("option", pl.lit(": "), pl.col("percent").round(1).cast(pl.String)))
        .when(pl.col("percent") >= 4)
        .then(pl.col("option").cast(pl.String))
        .otherwise(pl.lit("")),
    ).with_columns(end=pl.col("n").cum_sum().over("row") / pl.col("n").sum().over("row") * 100)
    frame = frame.with_columns(
        start=pl.col("end") - pl.col("n") / pl.col("n").sum().over("row") * 100,
        middle=pl.col("end") - pl.col("n") / pl.col("n").sum().over("row") * 50,
    )
    rows = frame["row"].unique(maintain_order=True).to_list()
    extent = max((_font_width(row) for row in rows), default=0) + (8 if category else 0)
    axis = alt.Axis(
        title=None, ticks=False, domain=False, minExtent=extent, maxExtent=extent, labels=category is not None
    )
    y = alt.Y("row:N", sort=rows, axis=axis)
    scale = alt.Scale(domain=[0, 100], nice=False)
    base = alt.Chart()
    key = alt.Legend(title=None, orient="bottom", columns=2) if legend else None
    bars = base.mark_bar(stroke="white", strokeWidth=1).encode(
        y=y, x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end:Q"),
        color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=key, sort=names),
    )  # fmt: skip
    light = [name for name, colour in zip(names, colours, strict=True) if _is_light(colour)]
    words = base.mark_text(fontSize=12, fontWeight="bold").encode(
        y=y, x=alt.X("middle:Q"), text=alt.Text("shown:N"),
        color=alt.condition(alt.FieldOneOfPredicate("name", light), alt.value(INK), alt.value("white")),
    )  # fmt: skip
    chart: alt.LayerChart = _configured(
        alt.layer(bars, words, data=_data(frame), width=width - extent, height=alt.Step(34))
    )
    return chart


def _is_light(colour: str) -> bool:
    """Whether dark words are read better than white ones on a colour (WCAG relative luminance above 0.18)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.18


def options_bar(table: pl.DataFrame, *, width: int = 440) -> alt.LayerChart:
    """Draw a multiple answer: one bar an option, with intervals.

    ``table``: as for :func:`band`, with ``lower`` and ``upper`` (proportions).
    """
    import altair as alt

    frame = table.select(
        "option_label", "percent", lower=pl.col("lower") * 100, upper=pl.col("upper") * 100,
        shown=pl.col("percent").cast(pl.String) + "%",
        end=pl.coalesce(pl.col("upper") * 100, "percent"),
    )  # fmt: skip
    labels = frame["option_label"].to_list()
    extent = max((_font_width(words) for words in labels), default=0) + 10
    y = alt.Y("option_label:N", sort=labels, axis=alt.Axis(title=None, ticks=False, minExtent=extent, maxExtent=extent))
    base = alt.Chart()
    bars = base.mark_bar(color=POSITIVE[1], height=15).encode(
        y=y, x=alt.X("percent:Q", axis=None, scale=alt.Scale(domain=[0, 100]))
    )
    lines = base.mark_rule(color=INK).encode(y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q"))
    words = base.mark_text(align="left", dx=7, fontSize=12, color=INK).encode(
        y=y, x=alt.X("end:Q"), text=alt.Text("shown:N")
    )
    chart: alt.LayerChart = _configured(
        alt.layer(bars, lines, words, data=_data(frame), width=max(width - extent, 160), height=alt.Step(24))
    )
    return chart


def trend(
    years: pl.DataFrame,
    *,
    target: float | None = None,
    by: int | None = None,
    lang: str | None = None,
    width: int = 300,
) -> alt.LayerChart:
    """Draw an indicator over the fiscal years, up to the year its target is dated.

    Parameters
    ----------
    years : DataFrame
        ``year`` (int), ``percent``, and ``lower_percent``, ``upper_percent``, null where not known.
    target : float, optional
        Percent.
    by : int, optional
        The target's fiscal year.
    """
    import altair as alt

    known = [int(year) for year in years["year"]]
    first, last = min(known), max(*known, by or 0)
    frame = years.sort("year").with_columns(
        shown=pl.col("percent").map_elements(lambda value: f"{value:.1f}", pl.String)
    )
    seen = [value for value in (*frame["percent"], *frame["lower_percent"], target) if value is not None]
    low = max(0, int(min(seen)) // 20 * 20 - 20 if min(seen) < 70 else 50)
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first - 0.4, last + 0.4], nice=False),
        axis=alt.Axis(title=None, values=list(range(first, last + 1)), labelExpr=_year_expression(lang), grid=False),
    )
    axis = _percent_axis(
        values=list(range(int(low), 101, 10 if low >= 50 else 20)), minExtent=34, maxExtent=34, grid=True
    )
    scale = alt.Scale(domain=[low, 100], nice=False)
    y = alt.Y("percent:Q", scale=scale, axis=axis)
    layers: list[Any] = []
    if target is not None:
        # the words keep clear of the latest value, which stands at the same end
        above = (frame["percent"][-1] or 0) < target
        words = text("chart_target", lang, target=f"{target:g}")
        goal = alt.Chart(_values([{"year": last + 0.35, "percent": target, "words": words}]))
        layers += [
            goal.mark_rule(color=INK, strokeDash=[5, 3]).encode(y=y),
            goal.mark_text(align="right", dy=-7 if above else 11, fontSize=12, color=INK).encode(
                x=x, y=y, text=alt.Text("words:N")
            ),
        ]
    # every layer has the same axis: where one has another, Vega-Lite drops both for its own
    lower = alt.Y("lower_percent:Q", scale=scale, axis=axis)
    base = alt.Chart()
    layers += [
        base.mark_line(color=ACHIEVED, strokeWidth=2).encode(x=x, y=y),
        base.mark_rule(color=ACHIEVED, strokeWidth=5, opacity=0.3).encode(x=x, y=lower, y2=alt.Y2("upper_percent:Q")),
        base.mark_point(filled=True, size=70, color=ACHIEVED, opacity=1).encode(x=x, y=y),
    ]
    for reached, dy in ((True, -13), (False, 17)):
        beside = base.transform_filter(
            f"(datum.percent >= {101 if target is None else target}) == {str(reached).lower()}"
        )
        layers.append(
            beside.mark_text(dy=dy, fontSize=12, fontWeight="bold", color=INK).encode(
                x=x, y=y, text=alt.Text("shown:N")
            )
        )
    chart: alt.LayerChart = _configured(alt.layer(*layers, data=_data(frame), width=width - 40, height=150))
    return chart


def _year_expression(lang: str | None) -> str:
    """Vega expression that words a year: R5 in Japanese, 2023 in English."""
    if language(lang) == "en":
        return "format(datum.value, 'd')"
    return "datum.value >= 2019 ? 'R' + (datum.value - 2018) : 'H' + (datum.value - 1988)"


def domains(
    table: pl.DataFrame, *, overall: float | None = None, target: float | None = None, width: int = 440
) -> alt.LayerChart:
    """Draw an indicator within categories of the respondents: dots with intervals, small bases hollow.

    Parameters
    ----------
    table : DataFrame
        ``axis_label``, ``category_label``, ``n_base``, ``percent``, ``lower``, ``upper`` (proportions).
    overall, target : float, optional
        Percents to draw as lines: everyone's and the target's.
    """
    import altair as alt

    rows, labels = [], []
    for (axis,), part in table.group_by("axis_label", maintain_order=True):
        labels.append(f"【{axis}】")
        rows.append({"label": labels[-1], "percent": None, "lower": None, "upper": None, "small": False})
        for row in part.iter_rows(named=True):
            labels.append(f"{row['category_label']}  n={row['n_base']}")
            hidden = row["percent"] is None
            rows.append(
                {
                    "label": labels[-1],
                    "percent": row["percent"],
                    "lower": None if hidden or row["lower"] is None else row["lower"] * 100,
                    "upper": None if hidden or row["upper"] is None else row["upper"] * 100,
                    "small": row["n_base"] < 30,
                }
            )
    extent = max((_font_width(words) for words in labels), default=0) + 8
    bold: Any = {"condition": {"test": "indexof(datum.label, '【') == 0", "value": "bold"}, "value": "normal"}
    y = alt.Y(
        "label:N",
        sort=labels,
        axis=alt.Axis(
            title=None, ticks=False, domain=False, grid=False, minExtent=extent, maxExtent=extent, labelFontWeight=bold
        ),
    )
    base = alt.Chart()
    x = alt.X("percent:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=_percent_axis(grid=True))
    layers: list[Any] = [
        base.mark_rule(strokeWidth=5, color=ACHIEVED, opacity=0.28).encode(
            y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q")
        )
    ]
    for value, dash in ((overall, [2, 2]), (target, [6, 3])):
        if value is not None:
            line = alt.Chart(_values([{"value": value}]))
            layers.append(line.mark_rule(color=INK, strokeDash=dash, opacity=0.75).encode(x=alt.X("value:Q")))
    layers += [
        base.transform_filter("!datum.small && isValid(datum.percent)")
        .mark_point(filled=True, size=62, color=ACHIEVED, opacity=1)
        .encode(y=y, x=x),
        base.transform_filter("datum.small && isValid(datum.percent)")
        .mark_point(filled=False, size=55, stroke=ACHIEVED, strokeWidth=1.6, fill="white")
        .encode(y=y, x=x),
    ]
    chart: alt.LayerChart = _configured(
        alt.layer(*layers, data=_values(rows), width=max(width - extent, 150), height=alt.Step(19))
    )
    return chart


def pyramid(cells: pl.DataFrame, *, lang: str | None = None, width: int = 450) -> alt.HConcatChart:
    """Draw who answered against who lives here: two sides, one row an age group.

    Parameters
    ----------
    cells : DataFrame
        ``side`` and ``row`` (words), ``sample_share`` and ``population_share`` (proportions of everyone).
    """
    import altair as alt

    sides = cells["side"].unique(maintain_order=True).to_list()
    rows = cells["row"].unique(maintain_order=True).to_list()[::-1]
    most = max(*cells["sample_share"], *cells["population_share"]) * 100
    extent = max((_font_width(row) for row in rows), default=0) + 10
    half = (width - extent) / max(len(sides), 1) - 14
    charts = []
    for place, side in enumerate(sides):
        frame = cells.filter(pl.col("side") == side).select(
            "row", sample=pl.col("sample_share") * 100, population=pl.col("population_share") * 100
        )
        mirrored = place == 0 and len(sides) > 1
        x = alt.X(
            "population:Q",
            scale=alt.Scale(domain=[0, most], reverse=mirrored, nice=True),
            axis=alt.Axis(title=side, labelExpr="datum.value + '%'", tickCount=4, titleColor=INK),
        )
        axis = (
            alt.Axis(title=None, ticks=False, domain=False, minExtent=extent, maxExtent=extent) if place == 0 else None
        )
        y = alt.Y("row:N", sort=rows, axis=axis)
        base = alt.Chart()
        bars = base.mark_bar(color=PALE, height=20).encode(y=y, x=x)
        points = base.mark_bar(color=ACHIEVED, height=8).encode(y=y, x=alt.X("sample:Q"))
        charts.append(alt.layer(bars, points, data=_data(frame), width=half, height=alt.Step(27)))
    chart: alt.HConcatChart = _configured(alt.hconcat(*charts, spacing=10))
    return chart
