"""From method names to limits: gathers the evidence, lets ``auto`` choose, calls the interval methods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kumin.arrays import Floats, Texts
from kumin.errors import StatisticsError
from kumin.estimation._reasons import unknown
from kumin.estimation.linearized.cell_sums import CellSums
from kumin.estimation.linearized.variance import Ratios
from kumin.estimation.precision import Precision
from kumin.intervals import INTERVALS, Evidence, Interval, Limits, Sample, bounded, possible


def limits_of(
    methods: list[str],
    ratios: Ratios,
    precision: Precision,
    sums: CellSums,
    *,
    level: float,
    df: float | None,
    domain_population: Floats | None = None,
) -> tuple[Floats, Floats, Texts]:
    """Compute the limits of every cell and indicator, and name the method used (what ``auto`` chose).

    Parameters
    ----------
    methods : list of str
        One an indicator, names of :data:`kumin.intervals.INTERVALS`.
    ratios, precision, sums
        The estimates, of shape (cells, indicators).
    level : float
        Confidence level, 0-1.
    df : float, optional
        Degrees of freedom in place of the design's.
    domain_population : ndarray of float, optional
        People of the population in each base, NaN where that is not known.

    Returns
    -------
    tuple of ndarray, shape (cells, indicators)
        Lower and upper limits, 0-1, and the names. NaN where no standard error can be estimated; a method that needs
        none still has limits in a simple random sample.

    Raises
    ------
    StatisticsError
        The design lacks what a method needs.
    """
    used = np.broadcast_to(np.array(methods, dtype=object), ratios.estimate.shape).copy()
    evidence = replace(evidence_of(ratios, precision, sums, level, df), domain_population=domain_population)
    for name in dict.fromkeys(methods):
        choose = INTERVALS[name].choose
        if choose is not None:
            used = np.where(used == name, choose(evidence), used)
    lower, upper = np.full(used.shape, np.nan), np.full(used.shape, np.nan)
    for name in dict.fromkeys(used.ravel().tolist()):
        where = used == name
        low, high = bounded(_limits(INTERVALS[name], replace(evidence, wanted=where)), evidence.p)
        keeps = ratios.simple and "variance" not in INTERVALS[name].needs
        where &= (ratios.n_base > 0) if keeps else ~unknown(ratios.not_estimable)
        lower, upper = np.where(where, low, lower), np.where(where, high, upper)
    return lower, upper, used


def _limits(entry: Interval, evidence: Evidence) -> Limits:
    sample = evidence.sample
    if "simple_sample" in entry.needs and not sample.simple:
        raise StatisticsError("statistics_method_needs_simple_sample", method=entry.name)
    if "population" in entry.needs and sample.population is None:
        raise StatisticsError("statistics_method_needs_population", method=entry.name)
    assert entry.limits is not None, f"{entry.name} was chosen by a choice"
    limits = entry.limits(evidence)
    # what stands for comparison with R is as R has it
    return possible(limits, evidence) if entry.in_plans else limits


def evidence_of(ratios: Ratios, precision: Precision, sums: CellSums, level: float, df: float | None) -> Evidence:
    """Gather what the intervals are made from."""
    p = ratios.estimate
    with np.errstate(invalid="ignore", divide="ignore"):
        n_r = np.where(p * (1 - p) > 0, p * (1 - p) / ratios.variance, precision.n_eff)
        most = np.where(ratios.not_sampled > 0, ratios.n_base / ratios.not_sampled, np.inf)
    return Evidence(
        p=p,
        n_eff=precision.n_eff,
        n_r=n_r,
        n_base=ratios.n_base.astype(float),
        df=ratios.df if df is None else np.full(p.shape, float(df)),
        level=level,
        n_most=most,
        n_positive=ratios.n_positive.astype(float),
        n_asked=ratios.n_asked.astype(float),
        sample=Sample(
            rows=ratios.rows,
            simple=sums.design.is_simple,
            population=_population(sums),
            calibrated=sums.design.calibration is not None,
            clustered=sums.design.psu is not None,
        ),
        groups=ratios.groups,
    )


def _population(sums: CellSums) -> float | None:
    """People in the population; of one stratum where the design takes N from a column."""
    given = sums.design.stages[0].population
    if isinstance(given, str):
        largest = sums.parts["population_max"].max()
        return None if largest is None else float(largest)  # type: ignore[arg-type]  # a column of numbers
    return float(sum(given.values())) if isinstance(given, Mapping) else given
