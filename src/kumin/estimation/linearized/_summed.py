"""What statistics of shares, means, totals and ratios start from: sums, of answers or made before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import polars as pl

from kumin.arrays import Floats
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame
from kumin.estimation.expressions import Given, Variables, conditions, named
from kumin.estimation.indicators import Indicator, Nulls, indicators_of
from kumin.estimation.linearized.cell_sums import CellSums, Kind, Summary, taken
from kumin.estimation.linearized.covariance import covariance_of
from kumin.estimation.linearized.strata import Strata
from kumin.estimation.linearized.sums import above_means, require_no_nulls, sum_answers
from kumin.estimation.linearized.variance import Ratios
from kumin.estimation.replication.domains import (
    AnyDesign,
    covariance_by_replicates,
    take_design,
    with_replicates,
)
from kumin.estimation.replication.replicates import Replicates

Wanted = Variables | Mapping[str, tuple[pl.Expr | str, pl.Expr | str]] | None
"""Variables, or pairs of them by name; of sums names alone, or None for all."""


@dataclass(frozen=True)
class Summed:
    """Sums by domain, and how precise what is made of them is.

    Parameters
    ----------
    names : list of str
        The variables, in their order.
    sums : CellSums
    frame, indicators, replicates
        Of answers whose variances are those of replicates; else nothing.
    """

    names: list[str]
    sums: CellSums
    frame: pl.DataFrame | pl.LazyFrame | None = None
    indicators: Sequence[Indicator] = ()
    replicates: Replicates | None = None

    def precise(self, ratios: Ratios, cells: pl.DataFrame, *, total: bool = False) -> Ratios:
        """Give the estimates of a grouping the variances of the replicates, where there are any."""
        if self.replicates is None or self.frame is None:
            return ratios
        return with_replicates(
            ratios, self.replicates, self.frame, self.indicators, self.sums.by, cells, total=total
        )  # fmt: skip

    def chosen(self, place: int) -> Summed:
        """Keep one variable."""
        indicators = [self.indicators[place]] if self.indicators else ()
        return replace(self, names=[self.names[place]], sums=self.sums.chosen([place]), indicators=indicators)

    def covariance(
        self, sums: CellSums, strata: Strata, keys: tuple[int, ...], cells: pl.DataFrame, ratios: Ratios
    ) -> tuple[Floats, Floats]:
        """Give the covariance of the one variable's estimates in all cells, and the df of every pair, shape (G, G)."""
        if self.replicates is None or self.frame is None:
            return covariance_of(sums, strata, keys, cells, ratios)
        return covariance_by_replicates(self.replicates, self.frame, self.indicators[0], self.sums.by, cells)


def summed(
    frame: AnyFrame | Summary,
    argument: str,
    variables: Wanted,
    by: Sequence[str],
    kinds: Sequence[Kind],
    *,
    base: Given,
    design: AnyDesign | None,
    nulls: Nulls,
    asked: Given = None,
    positive: object = None,
    by_weight: bool = False,
    about_means: bool = True,
) -> Summed:
    """Sum answers, or take what is asked for from sums.

    Parameters
    ----------
    frame : pl.DataFrame, pl.LazyFrame or Summary
    argument : str
        What the statistic calls ``variables``.
    variables, base, asked, by, design, nulls, positive
        As for :func:`kumin.proportions`.
    kinds : sequence of Kind
        What the statistic takes, its own kind first.
    by_weight : bool
        It needs every weight apart.
    about_means : bool
        It is of means or ratios, so that what numbers are above their mean serves.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.linearized.sums.sum_groupings` and
        :func:`kumin.estimation.linearized.cell_sums.taken`.
    """
    if isinstance(frame, Summary):
        settled = {"base": base, "asked": asked, "design": design, "nulls": nulls != "fail", "positive": positive}
        return Summed(*taken(frame, variables, by, kinds, by_weight=by_weight, **settled))
    if variables is None or (kinds[0] == "ratio" and not isinstance(variables, Mapping)):
        raise door.refuse(argument, variables, "pairs" if kinds[0] == "ratio" else "expressions")
    rows, plan, replicates = take_design(frame, design)
    outcomes = _outcomes(rows, argument, variables, kinds[0], positive)
    indicators = indicators_of(outcomes, base, asked, numeric=kinds[0] != "share", nulls=nulls)
    require_no_nulls(rows, indicators, plan, nulls)
    sums = sum_answers(rows, indicators, by, plan, by_weight=by_weight)
    if about_means:
        indicators, sums = above_means(rows, indicators, by, plan, sums)
    return Summed(list(outcomes), sums, rows, indicators, replicates)


def _outcomes(
    rows: pl.DataFrame | pl.LazyFrame, argument: str, variables: Wanted, kind: Kind, positive: object
) -> Mapping[str, pl.Expr | tuple[pl.Expr, pl.Expr]]:
    """Make expressions of what is to be estimated."""
    if kind == "ratio":
        return cast("Mapping[str, tuple[pl.Expr, pl.Expr]]", variables)  # the door made names expressions
    given = cast("Variables", variables)
    return conditions(rows, given, positive) if kind == "share" else named(argument, given)
