"""Comparisons of years as text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from kumin.numbers import NONE
from kumin.words import Words
from kumin.words.indicators.change import interval_decimals
from kumin.words.indicators.comparability import compared_words, side_by_side
from kumin.writers.terminal.grid import Column, grid

Row = Mapping[str, Any]

_COMPARED: tuple[dict[str, Any], ...] = (
    {}, {"align": "right"}, {"align": "right"}, {"align": "right"}, {"align": "right", "drop": 3},
    {"align": "right", "drop": 5}, {"align": "right", "drop": 4}, {"drop": 1}, {"drop": 2}, {"name": True},
)  # fmt: skip
"""Of the columns of a comparison: where they stand, and which are left out first on a narrow terminal."""


def comparison_table(
    frame: pl.DataFrame, words: Words, differing: pl.DataFrame | None = None, width: int | None = None
) -> str:
    """Word a comparison of two years.

    Parameters
    ----------
    frame : DataFrame
        :data:`kumin.years.compare.COMPARISON`.
    words : Words
        The words of the output.
    differing : DataFrame, optional
        What differs between the years, of :func:`kumin.years.compare.differing`; old and new follow the table.
    width : int, optional
        Columns of the terminal.
    """
    before, after = frame["year_before"][0], frame["year"][0]
    heads = [words.text("heading_indicator"), _year(before, words), _year(after, words)]
    heads += [words.text("heading_change"), words.text("years_interval", level=words.level)]
    heads += [words.text(f"years_{name}") for name in ("p", "p_holm", "said", "comparable")]
    heads.append(words.text("heading_indicator_text"))
    rows = [_comparison_row(row, words) for row in frame.iter_rows(named=True)]
    table = grid([Column(head, **look) for head, look in zip(heads, _COMPARED, strict=True)], rows, width, words)
    lines = [] if differing is None else list(_differing(differing, frame, words))
    return "\n".join([table, "", *lines, words.text("years_note"), ""])


def _differing(differing: pl.DataFrame, frame: pl.DataFrame, words: Words) -> Iterator[str]:
    """Yield what differs between the years, old and new side by side."""
    units = dict(frame.select("indicator", "unit").iter_rows())
    shown = differing.filter(pl.col("indicator").is_in(list(units)))
    if shown.is_empty():
        return
    yield words.text("aspect_lines")
    for row in shown.iter_rows(named=True):
        for told in side_by_side([row], words, unit=units[row["indicator"]]):
            yield words.text("aspect_line", indicator=row["indicator"], words=told)
    yield ""


def trend_table(frame: pl.DataFrame, words: Words, width: int | None = None) -> str:
    """Word a trend, one column a year.

    Parameters
    ----------
    frame : DataFrame
        :data:`kumin.years.compare.TREND`.
    words : Words
        The words of the output.
    width : int, optional
        Columns of the terminal; the earliest years are left out first where they do not fit.
    """
    years = frame["fiscal_year"].unique().sort().to_list()
    heads = [words.text("heading_indicator"), *(_year(year, words) for year in years), words.text("years_slope")]
    heads += [words.text("years_interval", level=words.level), words.text("heading_indicator_text")]
    rows = [
        _trend_row(indicator, {row["fiscal_year"]: row for row in group.iter_rows(named=True)}, years, words)
        for (indicator,), group in frame.group_by("indicator", maintain_order=True)
    ]
    last = len(years) - 1
    looks: list[Column] = [Column(heads[0])]
    looks += [Column(head, "right", drop=last - place) for place, head in enumerate(heads[1 : last + 2])]
    looks += [Column(heads[-3], "right", drop=last + 1), Column(heads[-2], "right", drop=last + 2)]
    table = grid([*looks, Column(heads[-1], name=True)], rows, width, words)
    return "\n".join([table, "", *_measured_otherwise(frame, words), words.text("years_trend_note"), ""])


def _measured_otherwise(frame: pl.DataFrame, words: Words) -> Iterator[str]:
    """Say which years were measured otherwise than the last, and of which that is not known."""
    otherwise = frame.filter(pl.col("comparable").eq(other=False))
    if otherwise.height:
        yield words.text("years_trend_other")
    for row in otherwise.iter_rows(named=True):
        aspects = words.joined((words.text(f"aspect_{one}") for one in row["differs_in"].split(";")), "label_joiner")
        year = words.named_year(row["fiscal_year"])
        yield words.text("years_trend_line", indicator=row["indicator"], year=year, aspects=aspects)
    if any(_sign(row) == UNKNOWN for row in frame.iter_rows(named=True)):
        yield words.text("years_trend_unknown")


OTHERWISE, UNKNOWN = "*", "?"


def _sign(row: Row) -> str:
    """Return the sign of a year measured otherwise than the last, or of which that is not known."""
    if row["value"] is None:
        return ""
    # a number from no survey is of no question
    if row["comparable"] is None:
        return UNKNOWN if row["unit"] is None or row["n_base"] is not None else ""
    return "" if row["comparable"] else OTHERWISE


def _year(year: int, words: Words) -> str:
    return words.text("years_percent", era=words.era_year(year), year=year)


def _value(value: float | None, row: Row, words: Words, *, signed: bool = False) -> str:
    """Print a value, or a change of it, with its decimals and the unit of its indicator, which a percent has not."""
    unit = row["unit"]
    if value is None or unit is None:
        return words.number(value, row["decimals"], signed=signed)
    return words.amount(value, unit, row["decimals"], signed=signed)


def _interval(change: float | None, lower: float | None, upper: float | None, row: Row, words: Words) -> str:
    """Print the interval of a change: -3.9～+8.9."""
    if lower is None or upper is None:
        return NONE
    ends = interval_decimals(change, lower, upper, row["decimals"] or 0)
    shown = (
        _value(end, {**row, "decimals": more}, words, signed=True)
        for end, more in zip((lower, upper), ends, strict=True)
    )
    return "～".join(shown)


def _comparison_row(row: Row, words: Words) -> list[str]:
    own = words if row["decimals"] is None else words.to(row["decimals"])
    before, both = own.as_published(row["value_before"], row["decimals_before"])
    finer = {"unit": row["unit"], "decimals": both.decimals}
    return [
        row["indicator"],
        f"{_value(row['value_before'], {**row, 'decimals': before.decimals}, words)} {row['judgement_before'] or NONE}",
        f"{_value(row['value'], row, words)} {row['judgement'] or NONE}",
        _value(row["change"], finer, words, signed=True),
        _interval(row["change"], row["change_lower"], row["change_upper"], finer, words),
        words.p_value(row["p_value"]),
        words.p_value(row["p_holm"]),
        words.text(f"change_{row['statement']}") if row["statement"] else NONE,
        compared_words(row["comparable"], row["differs_in"], words) if row["statement"] or row["differs_in"] else NONE,
        row["title"] or "",
    ]


def _trend_row(indicator: object, known: Mapping[int, Row], years: list[int], words: Words) -> list[str]:
    last = known[max(known)]
    marked = (
        f"{_value(row['value'], row, words)}{_sign(row)} {row['judgement'] or NONE}" if row else NONE
        for row in map(known.get, years)
    )
    return [
        str(indicator),
        *marked,
        _value(last["slope_per_year"], last, words, signed=True),
        _interval(last["slope_per_year"], last["slope_lower"], last["slope_upper"], last, words),
        last["title"] or "",
    ]
