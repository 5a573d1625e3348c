"""Do the respondents look like the population? Cells, chi-square, dissimilarity, and the R-indicator."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation.door import statistic
from kumin.judgement.surveys.frames import REPRESENTATIVENESS, REPRESENTATIVENESS_TESTS

COUNT = "population"
OVER, UNDER, AS_EXPECTED = "over", "under", "as_expected"
Letters = tuple[Any, bool]
"""Letters of each cell, and whether they were counted."""
Labels = Mapping[str, Mapping[int, str]]
"""Dimension → code → words."""


def number_or_frame(name: str, value: object) -> int | pl.DataFrame:
    """Take a number of letters, or a frame of them."""
    return door.whole(1)(name, value) if door.is_number(value) else door.data_frame(name, value)


def labels_of(name: str, value: object) -> Labels:
    """Take words for codes, by dimension."""
    if not isinstance(value, Mapping) or not all(isinstance(one, Mapping) for one in value.values()):
        raise door.refuse(name, value, "labels")
    return value


@dataclass(frozen=True)
class Representativeness:
    """Respondents against the population.

    Parameters
    ----------
    cells : DataFrame
        :data:`kumin.judgement.surveys.frames.REPRESENTATIVENESS` without ``survey``.
    tests : DataFrame
        :data:`kumin.judgement.surveys.frames.REPRESENTATIVENESS_TESTS` without ``survey``.
    """

    cells: pl.DataFrame
    tests: pl.DataFrame


@statistic(
    respondents=door.data_frame,
    population=door.data_frame,
    invited=door.optional(number_or_frame),
    labels=door.optional(labels_of),
)
def representativeness(
    respondents: AnyFrame,
    population: AnyFrame,
    *,
    invited: int | AnyFrame | None = None,
    level: float = 0.95,
    labels: Labels | None = None,
) -> Representativeness:
    """Compare respondents with the population, by each dimension and by their full crossing.

    Parameters
    ----------
    respondents : DataFrame
        One row a respondent, with the dimensions.
    population : DataFrame
        One row a cell: the dimensions and ``population``.
    invited : int or DataFrame, optional
        Letters that arrived, drawn at random; needed for the response rate and the R-indicator. A frame has some of the
        dimensions and ``population``, the letters by cell; it serves the tables of its dimensions.
    level : float
        Level of the R-indicator's interval and, shared over all cells of a table (Bonferroni), of the marks.
    labels : mapping, optional
        Words for codes, by dimension.

    Returns
    -------
    Representativeness
        Cells with shares, difference in points, ratio, standardised residual and mark; tests by table.

    Raises
    ------
    StatisticsError
        The population has no dimensions or nobody in it.

    Notes
    -----
    With n_c respondents and q_c = N_c/N in cell c and n = Σ n_c (rows without a value, or with one that the population
    does not have, are left out and counted as ``n_unknown``):

    * residual (n_c − n q_c) / √(n q_c (1 − q_c)) (Haberman 1973, Biometrics 29); ``over``/``under`` where it passes the
      normal quantile at 1 − (1 − level)/(2 C).
    * chi-square Σ (n_c − n q_c)²/(n q_c), C − 1 degrees of freedom (Pearson 1900). Rough where ``smallest_expected`` is
      below 5.
    * index of dissimilarity ½ Σ |n_c/n − q_c| (Duncan & Duncan 1955, American Sociological Review 20), and what chance
      alone gives: ½ Σ √(2 q_c (1 − q_c)/(π n)), the mean absolute deviation of the normal approximation.
    * R-indicator 1 − 2 S, S² = Σ q_c (ρ_c − ρ)² the variance of the response rates ρ_c = n_c/(m q_c), ρ = n/m, of m
      invited, less its bias Σ q_c v_c (1 − q_c) (Schouten, Cobben & Bethlehem 2009, Survey Methodology 35; Shlomo,
      Skinner & Schouten 2012, Journal of Statistical Planning and Inference 142). v_c = ρ_c (1 − q_c ρ_c)/(m q_c) holds
      for a sample whose split over cells is itself random; where the letters m_c of a cell are known, q_c is m_c/m and
      v_c = ρ_c (1 − ρ_c)/m_c. 1: all answer alike. The interval inverts the noncentral chi-square
      distribution that the biased S²/b follows, b = Σ q_c v_c (1 − q_c)/(C − 1), with C − 1 degrees of freedom (Kent &
      Hainsworth 1995, Journal of Statistical Planning and Inference 46): it holds where all answer alike too. Its upper
      limit is 1 where the rates differ no more than chance alone makes them; rates that are still more alike narrow
      nothing.

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f"] * 30 + ["m"] * 20})
    >>> found = representativeness(answers, pl.DataFrame({"sex": ["f", "m"], "population": [500, 500]}))
    >>> found.cells.columns[:4], found.cells.height
    (['dimensions', 'cell', 'label', 'n'], 2)
    """
    rows, people = table_of(respondents), table_of(population)
    dimensions = [name for name in people.columns if name != COUNT]
    total = float(people[COUNT].sum())
    if not dimensions or total <= 0:
        raise StatisticsError("population_without_cells")
    cells, tests = [], []
    # the rows are counted once; every table is a sum of these counts
    keys = [pl.col(name).cast(people.schema[name]) for name in dimensions]
    counted = rows.select(keys).group_by(dimensions).agg(pl.len().cast(pl.Int64).alias("n"))
    for names in _tables(dimensions):
        table = _cells(counted, people, names)
        cells.append(_described(table, names, labels or {}, level))
        tests.append(_tested(table, names, rows.height, _letters(invited, table, names), level))
    no_survey = [name for name in REPRESENTATIVENESS.schema if name != "survey"]
    tests_schema = {name: dtype for name, dtype in REPRESENTATIVENESS_TESTS.schema.items() if name != "survey"}
    return Representativeness(pl.concat(cells).select(no_survey), pl.DataFrame(tests, schema=tests_schema))


def _tables(dimensions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each dimension alone, then pairs where there are more than two, then all."""
    for size in sorted({1, 2, len(dimensions)} & set(range(1, len(dimensions) + 1))):
        yield from combinations(dimensions, size)


def _cells(counted: pl.DataFrame, population: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Count respondents and population by cell, in the order of the codes."""
    people = population.group_by(names).agg(pl.col(COUNT).sum()).filter(pl.col(COUNT) > 0)
    counts = counted.group_by(names).agg(pl.col("n").sum())
    return people.join(counts, on=list(names), how="left").with_columns(pl.col("n").fill_null(0)).sort(names)


def _shares(table: pl.DataFrame) -> tuple[Any, Any, float]:
    counts, people = table["n"].to_numpy().astype(float), table[COUNT].to_numpy().astype(float)
    return counts, people / people.sum(), float(counts.sum())


def _described(table: pl.DataFrame, names: tuple[str, ...], labels: Labels, level: float) -> pl.DataFrame:
    from scipy.special import ndtri

    counts, q, n = _shares(table)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / n
        residual = np.where(q < 1, (counts - n * q) / np.sqrt(n * q * (1 - q)), 0.0)
    limit = float(ndtri(1 - (1 - level) / (2 * len(q))))
    mark = np.where(residual > limit, OVER, np.where(residual < -limit, UNDER, AS_EXPECTED))
    words = [
        pl.col(name).cast(pl.String).replace({str(code): label for code, label in labels.get(name, {}).items()})
        for name in names
    ]
    return table.select(
        dimensions=pl.lit(";".join(names)),
        cell=pl.concat_str([pl.col(name).cast(pl.String) for name in names], separator=";"),
        label=pl.concat_str(words, separator=";"),
        n="n",
        population=COUNT,
    ).with_columns(
        pl.Series("sample_share", share).fill_nan(None),
        pl.Series("population_share", q),
        pl.Series("difference_points", 100 * (share - q)).fill_nan(None),
        pl.Series("ratio", share / q).fill_nan(None),
        pl.Series("residual", residual).fill_nan(None),
        pl.Series("mark", mark if n else [None] * len(q), dtype=pl.String),
    )


def _letters(invited: int | AnyFrame | None, table: pl.DataFrame, names: tuple[str, ...]) -> Letters | None:
    """Letters of every cell of a table, and whether they were counted; shared out where only their number is known."""
    if invited is None:
        return None
    if isinstance(invited, int):
        _, q, _ = _shares(table)
        return invited * q, False
    counted = table_of(invited)
    if not set(names) <= set(counted.columns):
        return None
    sent = counted.group_by(names).agg(pl.col(COUNT).sum().alias("letters"))
    sent = sent.with_columns(pl.col(name).cast(table.schema[name]) for name in names)
    found = table.join(sent, on=list(names), how="left", maintain_order="left")["letters"].fill_null(0)
    return found.to_numpy().astype(float), True


def _tested(
    table: pl.DataFrame, names: tuple[str, ...], rows: int, letters: Letters | None, level: float
) -> dict[str, object]:
    from scipy.special import chdtrc

    counts, q, n = _shares(table)
    out: dict[str, object] = {
        "dimensions": ";".join(names), "n": int(n), "n_unknown": rows - int(n), "cells": len(q), "df": len(q) - 1,
    }  # fmt: skip
    if not n:
        return out
    chi_square = float(((counts - n * q) ** 2 / (n * q)).sum())
    out |= {"chi_square": chi_square, "smallest_expected": float((n * q).min())}
    out["p_value"] = float(chdtrc(len(q) - 1, chi_square)) if len(q) > 1 else 1.0
    out["dissimilarity"] = float(np.abs(counts / n - q).sum() / 2)
    out["dissimilarity_expected"] = float(np.sqrt(2 * q * (1 - q) / (math.pi * n)).sum() / 2)
    return out | _r_indicator(counts, *letters, level) if letters else out


def _r_indicator(counts: Any, letters: Any, counted: bool, level: float) -> dict[str, float]:
    there = letters > 0
    counts, letters = counts[there], letters[there]
    q = letters / letters.sum()
    rate, mean = counts / letters, float(counts.sum() / letters.sum())
    variance_of_rate = rate * np.maximum(1 - (rate if counted else q * rate), 0) / letters
    biased = float((q * (rate - mean) ** 2).sum())
    bias = float((q * variance_of_rate * (1 - q)).sum())
    indicator = max(0.0, 1 - 2 * math.sqrt(max(biased - bias, 0.0)))
    out = {"response_rate": mean, "r_indicator": indicator}
    if len(q) < 2 or bias <= 0:  # one cell, or in each of them all or nobody answered: nothing varies
        return out | {"r_lower": indicator, "r_upper": indicator}
    unit = bias / (len(q) - 1)
    value, df = biased / unit, len(q) - 1
    least, _ = noncentrality_limits(value, df, level)
    _, most = noncentrality_limits(max(value, float(df)), df, level)
    ends = {"r_lower": most, "r_upper": least}
    return out | {end: max(0.0, 1 - 2 * math.sqrt(unit * size)) for end, size in ends.items()}


def noncentrality_limits(value: float, df: int, level: float) -> tuple[float, float]:
    """Limits of the noncentrality of a chi-square distribution from one value of it; never below 0.

    The limits are those under which a value as large, or as small, has the chance (1 - level)/2.

    Examples
    --------
    >>> [round(limit, 2) for limit in noncentrality_limits(20.0, 5, 0.95)]
    [3.35, 36.56]
    """
    from scipy.special import chdtr, chndtr

    def limit(chance: float) -> float:
        if chdtr(df, value) <= chance:
            return 0.0
        low, high = 0.0, 1.0
        while chndtr(value, df, high) > chance:
            low, high = high, 2 * high
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if chndtr(value, df, middle) > chance else (low, middle)
        return high

    return limit((1 + level) / 2), limit((1 - level) / 2)
