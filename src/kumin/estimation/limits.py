"""From method names to limits: gathers the evidence, applies the rule of ``auto``, calls the interval functions."""

from __future__ import annotations

import numpy as np

from kumin.errors import StatisticsError
from kumin.estimation.arrays import Bools, Floats, Texts
from kumin.estimation.exact import finite_exact
from kumin.estimation.intervals import METHODS, Evidence, Limits, bounded
from kumin.estimation.likelihood import likelihood, likelihood_r
from kumin.estimation.precision import Precision
from kumin.estimation.sums import Sums
from kumin.estimation.variance import Ratios

#: Every interval by name. ``beta_r`` and ``likelihood_r`` follow R where R's convention is doubtful; see
# docs/methods.md.
METHOD_NAMES = (*METHODS, "likelihood", "finite_exact", "beta_r", "likelihood_r", "auto")

#: ``auto``: up to this population, and from this sampled share on, a simple random sample gets the exact interval.
AUTO_POPULATION = 1000
AUTO_SHARE = 0.1


def limits_of(
    methods: list[str], ratios: Ratios, precision: Precision, sums: Sums, *, level: float, df: float | None
) -> tuple[Floats, Floats, Texts]:
    """Compute the limits of every cell and indicator, and name the method used (what ``auto`` chose)."""
    used = np.broadcast_to(np.array(methods, dtype=object), ratios.estimate.shape).copy()
    automatic = used == "auto"
    if automatic.any():
        used[automatic] = automatic_methods(ratios, sums)[automatic]
    evidence = evidence_of(ratios, precision, level, df)
    lower, upper = np.full(used.shape, np.nan), np.full(used.shape, np.nan)
    for method in dict.fromkeys(used.ravel().tolist()):
        low, high = bounded(_by_method(method, used == method, evidence, ratios, sums), evidence.p)
        lower, upper = np.where(used == method, low, lower), np.where(used == method, high, upper)
    return lower, upper, used


def evidence_of(ratios: Ratios, precision: Precision, level: float, df: float | None) -> Evidence:
    """Gather what the intervals are made from."""
    p = ratios.estimate
    with np.errstate(invalid="ignore", divide="ignore"):
        n_r = np.where(p * (1 - p) > 0, p * (1 - p) / ratios.variance, precision.n_eff)
    degrees = ratios.df if df is None else np.full(p.shape, float(df))
    return Evidence(p, precision.n_eff, n_r, ratios.n_base.astype(float), degrees, level)


def automatic_methods(ratios: Ratios, sums: Sums) -> Texts:
    """Choose a method for every cell by the rule of ``auto``, which follows the coverage study (docs/coverage.md).

    1. A simple random sample from a known population whose part in the cell is at most :data:`AUTO_POPULATION` and was
       sampled to at least :data:`AUTO_SHARE`: ``finite_exact``.
    2. Any other simple random sample: ``wilson``.
    3. A design with weights, strata or clusters: ``logit`` (at 0% and 100% the limits of ``beta``).
    """
    if not sums.design.is_simple:
        return np.full(ratios.estimate.shape, "logit", dtype=object)
    chosen = np.full(ratios.estimate.shape, "wilson", dtype=object)
    if sums.design.population is not None:
        size = _cell_population(ratios)
        chosen[(size <= AUTO_POPULATION) & (ratios.n_base >= AUTO_SHARE * size) & (ratios.n_base > 0)] = "finite_exact"
    return chosen


def _by_method(method: str, where: Bools, evidence: Evidence, ratios: Ratios, sums: Sums) -> Limits:
    if method == "finite_exact":
        return _finite_exact(where, ratios, sums, evidence.level)
    if method == "likelihood":
        return likelihood(evidence)
    if method in ("beta_r", "likelihood_r"):
        rows = np.full(evidence.p.shape, float(ratios.rows)) if sums.design.calibration else evidence.n_base
        if method == "likelihood_r":
            return likelihood_r(evidence, rows, ratios.groups)
        return METHODS["beta"](Evidence(evidence.p, evidence.n_eff, evidence.n_r, rows, evidence.df, evidence.level))
    return METHODS[method](evidence)


def _cell_population(ratios: Ratios) -> Floats:
    """Estimate how many of the population would be asked: N n_asked / n, which is N where everyone is.

    Those asked who gave no answer count: they are of the population, and what they think is not known. Scaling by the
    base instead would make an all but complete survey look complete.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(ratios.total_base * ratios.n_asked / ratios.n_base)


def _finite_exact(where: Bools, ratios: Ratios, sums: Sums, level: float) -> Limits:
    """Invert the hypergeometric law cell by cell.

    The population of a cell is that of :func:`_cell_population`, rounded, and never less than the cell's base.
    """
    if not sums.design.is_simple:
        raise StatisticsError("finite_exact_needs_simple_design")
    if sums.design.population is None:
        raise StatisticsError("finite_exact_needs_population")
    lower, upper = np.full(where.shape, np.nan), np.full(where.shape, np.nan)
    population = _cell_population(ratios)
    for index in np.argwhere(where & (ratios.n_base > 0)):
        at = tuple(index)
        n = int(ratios.n_base[at])
        size = max(n, round(float(population[at])))
        lower[at], upper[at] = finite_exact(int(ratios.n_positive[at]), n, size, level)
    return lower, upper
