"""The drawn surveys estimated by kumin itself: many at once, each a survey of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints
from kumin.estimation.design import Calibration, SurveyDesign
from kumin.estimation.limits import limits_of
from kumin.estimation.linearized._stages import PSU, STRATUM
from kumin.estimation.linearized.cell_sums import WEIGHT, CellSums
from kumin.estimation.linearized.strata import strata_of
from kumin.estimation.linearized.units import cells_of
from kumin.estimation.linearized.variance import ratios_of
from kumin.estimation.precision import precision_of
from kumin.estimation.validation.drawing import Draws, Plan

AT_ONCE, FITTED_AT_ONCE = 100, 12
"""Surveys estimated in one pass; more would cost memory, and with fitted weights time."""


@dataclass(frozen=True)
class Estimated:
    """What the surveys (R) say, by each method (M); NaN where they give no estimate or no interval.

    Parameters
    ----------
    estimate : ndarray of float, shape (R,)
    lower, upper : ndarray of float, shape (R, M)
    """

    estimate: Floats
    lower: Floats
    upper: Floats


def estimated(draws: Draws, plan: Plan, methods: Sequence[str], level: float) -> Estimated:
    """Estimate every survey.

    One in which a cell that weights are to be fitted to has no answer has no estimate: kumin refuses to fit them.
    """
    surveys = draws.rows.shape[0]
    estimate = np.full(surveys, np.nan)
    lower, upper = (np.full((surveys, len(methods)), np.nan) for _ in range(2))
    usable = np.flatnonzero((draws.rows > 0).all(axis=1) | (not plan.fitted))
    step = FITTED_AT_ONCE if plan.fitted else AT_ONCE
    for start in range(0, usable.size, step):
        at = usable[start : start + step]
        found = list(_estimate(draws, plan, at, methods, level))
        estimate[at] = found[0][0]
        for m, (_, low, high) in enumerate(found):
            lower[at, m], upper[at, m] = low, high
    return Estimated(estimate, lower, upper)


def design_of(plan: Plan) -> SurveyDesign:
    """Describe the design as its user would: of columns ``w``, ``cell``, ``psu``, and ``one`` for base weights."""
    cells = plan.cells
    psu = PSU if plan.per_psu is not None else None
    if cells is None or not (plan.stratified or plan.fitted):
        return SurveyDesign(psu=psu, population=plan.population)
    if plan.fitted:
        return SurveyDesign(weights="w", population=plan.population, calibration=Calibration("one", (("cell",),)))
    known = dict(zip(map(str, range(cells.people.size)), map(float, cells.people), strict=True))
    weights = "w" if plan.weighting == "population" else None
    return SurveyDesign(weights, "cell", psu, None if plan.population is None else known)


def _estimate(
    draws: Draws, plan: Plan, at: Ints, methods: Sequence[str], level: float
) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Yield estimates and limits of some surveys by each method; a survey is a domain that holds whole strata."""
    design = design_of(plan)
    parts = _parts(draws, plan, at)
    fitted = Calibration("one", margins=(("survey", "cell"),)) if plan.fitted else None
    sums = CellSums(parts, ("share",), ("survey",), replace(design, calibration=fitted))
    sizes = None if plan.population is None else dict(parts.select(STRATUM, "people").unique().iter_rows())
    strata = strata_of(parts, SurveyDesign(design.weights, STRATUM, design.psu, sizes, lonely_psu="certainty"))
    cells = cells_of(parts, (0,))
    ratios = replace(ratios_of(sums, strata, (0,), cells), rows=plan.n)
    precision = precision_of(ratios)
    people = None if plan.population is None else np.full((cells.height, 1), float(plan.population))
    for method in methods:
        low, high, _ = limits_of(
            [method], ratios, precision, sums, level=level, df=None, domain_population=people
        )  # fmt: skip
        yield ratios.estimate[:, 0], low[:, 0], high[:, 0]


def _parts(draws: Draws, plan: Plan, at: Ints) -> pl.DataFrame:
    """Lay surveys out as sums by survey, stratum and PSU, as one pass over their answers would give them."""
    units, surveys = draws.cell.size, at.size
    rows, positive = draws.rows[at].ravel().astype(float), draws.positive[at].ravel().astype(float)
    survey, cell = np.repeat(np.arange(surveys), units), np.tile(draws.cell, surveys)
    weight, people = _weights(plan, rows, cell, draws)
    stratum = pl.concat_str(pl.col("survey"), pl.lit("-"), pl.col("cell") if plan.stratified else pl.lit("0"))
    frame = pl.DataFrame(
        {"survey": survey, "cell": cell, "n": rows, "k": positive, "u": weight, "people": people,
         "unit": np.tile(np.arange(units), surveys)}
    ).filter(pl.col("n") > 0)  # fmt: skip
    n, k, u = pl.col("n"), pl.col("k"), pl.col("u")
    counts = {"rows": n, "asked_0": n, "base_0": n, "positive_0": k}
    weighted = {"w": n * u, "w2": n * u * u, "wd_0": n * u, "wy_0": k * u, "w2d_0": n * u * u, "w2y_0": k * u * u}
    fitted = {"v": n, "vd_0": n, "vy_0": k, "aux_0": pl.col("survey"), "aux_1": pl.col("cell")} if plan.fitted else {}
    return frame.select(
        pl.col("survey").alias("by_0"),
        "people",
        stratum.alias(STRATUM),
        *([pl.col("unit").alias(PSU)] if plan.per_psu is not None else []),
        *([u.alias(WEIGHT)] if design_of(plan).weights else []),
        **{name: value.cast(pl.Int64) for name, value in counts.items()},
        **weighted,
        **fitted,
    )


def _weights(plan: Plan, rows: Floats, cell: Ints, draws: Draws) -> tuple[Floats, Floats]:
    """Weight of a row of each part, and people of its stratum; 1 where the design has no column of weights."""
    ones = np.ones(rows.size)
    cells = plan.cells
    if cells is None or not (plan.stratified or plan.fitted):
        return ones, ones * (plan.population or 0)
    people = cells.people[cell].astype(float)
    everyone = people if plan.stratified else ones * cells.of_all
    if design_of(plan).weights is None:
        return ones, everyone
    if cells.answers is not None:
        return people / cells.answers[cell], everyone
    return people / np.where(rows > 0, rows, 1), everyone
