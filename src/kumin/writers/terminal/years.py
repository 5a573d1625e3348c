"""Comparisons of years as text for a terminal or a pipe."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.messages import text
from kumin.numbers import level_percent, p_value, printed
from kumin.words.lexicon import era_year


def comparison_table(frame: pl.DataFrame, lang: str | None = None, *, level: float = 0.95) -> str:
    """Word a comparison of two years.

    Parameters
    ----------
    frame : DataFrame
        :data:`kumin.years.compare.COMPARISON_SCHEMA`.
    level : float
        Confidence level of its intervals.
    """
    from tabulate import tabulate

    before, after = frame["year_before"][0], frame["year"][0]
    heads = [text("heading_indicator", lang), _year(before, lang), _year(after, lang)]
    heads += [text("heading_change", lang), text("years_interval", lang, level=level_percent(level))]
    heads += [text(name, lang) for name in ("years_p", "years_p_holm", "years_said", "years_comparable")]
    heads.append(text("heading_indicator_text", lang))
    rows = [_comparison_row(row, lang) for row in frame.iter_rows(named=True)]
    align = ("left", "right", "right", "right", "right", "right", "right", "left", "left", "left")
    table = tabulate(rows, heads, tablefmt="simple", colalign=align, disable_numparse=True)
    return f"{table}\n\n{text('years_note', lang)}\n"


def _year(year: int, lang: str | None) -> str:
    return text("years_percent", lang, era=era_year(year, lang), year=year)


def _interval(lower: float, upper: float, decimals: int) -> str:
    """Print the interval of a change: -3.9～+8.9."""
    return f"{printed(lower, decimals, signed=True)}～{printed(upper, decimals, signed=True)}"


def _marked(percent: float | None, mark: str | None) -> str:
    return f"{printed(percent, 1)} {mark or '-'}"


def _comparison_row(row: dict[str, Any], lang: str | None) -> list[str]:
    interval = "-"
    if row["lower_points"] is not None:
        interval = _interval(row["lower_points"], row["upper_points"], 1)
    compared = {True: "years_same", False: "years_differs", None: "years_not_known"}[row["comparable"]]
    aspects = [text(f"aspect_{aspect}", lang) for aspect in row["differs_in"].split(";") if aspect]
    return [
        row["indicator"],
        _marked(row["percent_before"], row["judgement_before"]),
        _marked(row["percent"], row["judgement"]),
        printed(row["change_points"], 1, signed=True),
        interval,
        p_value(row["p_value"]),
        p_value(row["p_holm"]),
        text(f"change_{row['statement']}", lang) if row["statement"] else "-",
        text(compared, lang) + (f" ({', '.join(aspects)})" if aspects else ""),
        row["title"] or "",
    ]


def trend_table(frame: pl.DataFrame, lang: str | None = None, *, level: float = 0.95) -> str:
    """Word a trend, one column a year.

    Parameters
    ----------
    frame : DataFrame
        :data:`kumin.years.compare.TREND_SCHEMA`.
    level : float
        Confidence level of its intervals.
    """
    from tabulate import tabulate

    years = frame["fiscal_year"].unique().sort().to_list()
    heads = [text("heading_indicator", lang), *(_year(year, lang) for year in years)]
    heads += [
        text("years_slope", lang),
        text("years_interval", lang, level=level_percent(level)),
        text("heading_indicator_text", lang),
    ]
    rows = []
    for (indicator,), group in frame.group_by("indicator", maintain_order=True):
        known = {row["fiscal_year"]: row for row in group.iter_rows(named=True)}
        last = known[max(known)]
        cells = [_marked(known[y]["percent"], known[y]["judgement"]) if y in known else "-" for y in years]
        interval = "-"
        if last["slope_lower"] is not None:
            interval = _interval(last["slope_lower"], last["slope_upper"], 1)
        slope = printed(last["slope_per_year"], 1, signed=True)
        rows.append([indicator, *cells, slope, interval, last["title"] or ""])
    align = ("left", *("right" for _ in years), "right", "right", "left")
    table = tabulate(rows, heads, tablefmt="simple", colalign=align, disable_numparse=True)
    return f"{table}\n\n{text('years_trend_note', lang)}\n"
