"""Shares summed by several crossings of columns in one pass, for tables of many attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.estimation.design import SurveyDesign
from kumin.estimation.expressions import Given
from kumin.estimation.indicators import Nulls, indicators_of
from kumin.estimation.linearized.cell_sums import CellSums, Kind
from kumin.estimation.linearized.sums import require_no_nulls, sum_groupings


@dataclass(frozen=True)
class Crossings:
    """Sums that a statistic takes in place of answers (:class:`kumin.estimation.linearized.cell_sums.Summary`).

    Attributes
    ----------
    names : tuple of str
        The shares, in their order.
    tables : mapping of tuple of str to CellSums
        By the columns of each crossing.
    design : SurveyDesign
        The design they were made with.
    """

    names: tuple[str, ...]
    tables: Mapping[tuple[str, ...], CellSums]
    design: SurveyDesign

    @property
    def variables(self) -> Mapping[str, Kind]:
        """What was summed, by name."""
        return dict.fromkeys(self.names, "share")

    def cells(self, by: Sequence[str], names: Sequence[str] = ()) -> CellSums:
        """Give the sums of all shares by the columns of a crossing."""
        return self.tables[tuple(by)]


def cross(
    frame: pl.DataFrame | pl.LazyFrame,
    outcomes: Mapping[str, pl.Expr],
    crossings: Sequence[Sequence[str]],
    *,
    base: Given = None,
    asked: Given = None,
    design: SurveyDesign | None = None,
    nulls: Nulls = "fail",
    by_weight: bool = False,
) -> Crossings:
    """Sum shares by several crossings of columns, all in one pass.

    Parameters
    ----------
    frame, outcomes, base, asked, design, nulls
        As for :func:`kumin.proportions`; ``outcomes`` are conditions.
    crossings : sequence of sequence of str
        Columns of each; empty: everyone.
    by_weight : bool
        Keep rows of different weights apart, which R's likelihood interval needs.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.linearized.sums.sum_groupings`.
    """
    plan = design or SurveyDesign()
    indicators = indicators_of(outcomes, base, asked, nulls=nulls)
    require_no_nulls(frame, indicators, plan, nulls)
    chosen = list(dict.fromkeys(tuple(one) for one in crossings))
    sums = sum_groupings(frame, indicators, chosen, plan, by_weight=by_weight)
    return Crossings(tuple(outcomes), dict(zip(chosen, sums, strict=True)), plan)
