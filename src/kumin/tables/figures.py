"""The figures of a table: which there are of shares, of numbers and of dates, where they stand and how they are shown.

Terminal, CSV, Markdown and workbook all read their columns, headings and formats from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

from kumin.numbers import MOST_DECIMALS, rounded


class Form(Enum):
    """How a figure is printed."""

    COUNT = "count"
    PERCENT = "percent"
    SHARE = "share"
    """A proportion, printed as percent."""
    AMOUNT = "amount"
    DAY = "day"
    SIGN = "sign"
    RANGE = "range"
    """Two limits, of which each is a figure of its own."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a table.

    Parameters
    ----------
    name : str
        Column of the frame; of a range ``lower`` to ``upper``.
    heading : str
        Message code of its heading.
    form : Form
        How it is printed.
    finer : int
        Decimals it is printed with beyond those of the answers, or of the plan's percents.
    csv : str
        Column of a CSV, where that has another name.
    """

    name: str
    heading: str
    form: Form
    finer: int = 0
    csv: str = ""

    @property
    def column(self) -> str:
        """Its column in a CSV."""
        return self.csv or self.name


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question with its figures.

    Parameters
    ----------
    name : str
        ``share``, ``number``, ``date``.
    of_everyone : tuple of Figure
        In the question's own table, after n.
    of_groups : tuple of Figure
        In a cross-tabulation, after n.
    tidy : tuple of Figure
        In a sheet with one row an option or question and category.
    """

    name: str
    of_everyone: tuple[Figure, ...]
    of_groups: tuple[Figure, ...]
    tidy: tuple[Figure, ...]

    @property
    def csv(self) -> tuple[Figure, ...]:
        """Columns of a CSV: as a tidy sheet, signs last."""
        return tuple(sorted(self.tidy, key=lambda figure: figure.form is Form.SIGN))


def limits(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Put the two limits in the place of a range, as a sheet has them."""
    ends = {RANGE: (LOWER, UPPER), MEAN_RANGE: (MEAN_LOWER, MEAN_UPPER)}
    return tuple(part for figure in figures for part in ends.get(figure, (figure,)))


N = Figure("n_base", "rep_base_n", Form.COUNT)
NO_ANSWER = Figure("n_no_answer", "num_no_answer", Form.COUNT)

POSITIVE = Figure("n_positive", "rep_n", Form.COUNT)
PERCENT = Figure("percent", "rep_percent_unit", Form.PERCENT)
LOWER = Figure("lower", "rep_lower", Form.SHARE, csv="lower_percent")
UPPER = Figure("upper", "rep_upper", Form.SHARE, csv="upper_percent")
RANGE = Figure("interval", "rep_interval", Form.RANGE)

MEAN = Figure("mean", "num_mean", Form.AMOUNT, finer=1)
MEAN_LOWER = Figure("lower", "rep_lower", Form.AMOUNT, finer=1, csv="mean_lower")
MEAN_UPPER = Figure("upper", "rep_upper", Form.AMOUNT, finer=1, csv="mean_upper")
MEAN_RANGE = Figure("interval", "rep_interval", Form.RANGE, finer=1)
MARK = Figure("mark", "num_mark", Form.SIGN)
SD = Figure("sd", "num_sd", Form.AMOUNT, finer=1)
MEDIAN = Figure("median", "num_median", Form.AMOUNT)
QUANTILES = (
    Figure("minimum", "num_minimum", Form.AMOUNT),
    Figure("q25", "num_q25", Form.AMOUNT),
    MEDIAN,
    Figure("q75", "num_q75", Form.AMOUNT),
    Figure("maximum", "num_maximum", Form.AMOUNT),
)
DAYS = (
    Figure("earliest", "num_earliest", Form.DAY),
    Figure("median_date", "num_median_date", Form.DAY),
    Figure("latest", "num_latest", Form.DAY),
)

SHARE = Kind("share", (POSITIVE, PERCENT, RANGE), (PERCENT,), (N, POSITIVE, PERCENT, LOWER, UPPER))
NUMBER = Kind(
    "number",
    (MEAN, MEAN_RANGE, SD, *QUANTILES),
    (MEAN, MEAN_RANGE, MEDIAN),
    (N, NO_ANSWER, MEAN, MEAN_LOWER, MEAN_UPPER, MARK, SD, *QUANTILES),
)
DATE = Kind("date", DAYS, DAYS, (N, NO_ANSWER, *DAYS))
KINDS = {kind.name: kind for kind in (SHARE, NUMBER, DATE)}


def as_told(table: pl.DataFrame) -> pl.DataFrame:
    """Round the figures of a table, shares in percent, as readers are told them.

    Digits that a cell holds behind those it shows would tell of weighted answers whom a hidden count is of.

    Parameters
    ----------
    table : DataFrame
        With ``kind``, ``decimals`` and the figures of all kinds.
    """
    figures = [(kind, figure) for kind in KINDS.values() for figure in kind.tidy]
    found: dict[str, list[pl.Expr]] = {}
    for kind, figure in figures:
        if figure.form in {Form.SHARE, Form.AMOUNT}:
            value = pl.col(figure.name) * (100 if figure.form is Form.SHARE else 1)
            found.setdefault(figure.name, []).extend(
                pl.when(pl.col("kind") == kind.name, pl.col("decimals") == places).then(
                    rounded(value, places + figure.finer)
                )
                for places in range(MOST_DECIMALS + 1)
            )
    return table.with_columns(pl.coalesce(parts).alias(name) for name, parts in found.items())


def limits_as_told(table: pl.DataFrame, decimals: int) -> pl.DataFrame:
    """Round the limits of shares, which stay proportions, to the decimals of their percents.

    Limits of a sample that was drawn by strata, or weighted, are more than a count and its n tell: with all their
    digits, in the place where a chart draws them, they would tell how the count is shared out.
    """
    return table.with_columns(
        (rounded(100 * pl.col(name), decimals) / 100).alias(name) for name in (LOWER.name, UPPER.name)
    )
