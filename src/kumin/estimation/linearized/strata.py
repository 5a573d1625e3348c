"""Facts of each stratum: its units, its population and its finite population correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints, Texts
from kumin.errors import StatisticsError
from kumin.estimation.design import SurveyDesign
from kumin.estimation.linearized._stages import PSU, STRATUM, Within, corrections, scales, within_of
from kumin.numbers import shortest


@dataclass(frozen=True)
class Strata:
    """One entry a stratum, sorted by name.

    Parameters
    ----------
    names : pl.Series of String, shape (H,)
    units : ndarray of float, shape (H,)
        Sampled units of the first stage, m_h.
    fpc : ndarray of float, shape (H,)
        1 - m_h / N_h; 1 where the population is not given.
    scale : ndarray of float, shape (H,)
        fpc · m_h / (m_h - 1): what a sum of squared deviations is multiplied by. 0 for a stratum that is all sampled.
    weight : ndarray of float, shape (H,)
        What one row weighs where the design has no weight column; else 1.
    mean_part : ndarray of float, shape (H,)
        1 / m_h: what (Σz)² is multiplied by and taken off Σz². 0 for a stratum whose single unit varies around the mean
        of all units, which is 0 for linearised variables.
    within : Within, optional
        The stages after the first, where they enter the variance.
    """

    names: pl.Series
    units: Floats
    fpc: Floats
    scale: Floats
    weight: Floats
    mean_part: Floats
    within: Within | None = None

    def weight_of(self, stratum: Ints, leaf: Ints) -> Floats:
        """Tell what a row of parts weighs, from their strata and units of the last stage, each of shape (parts,)."""
        return self.weight[stratum] if self.within is None else self.within.weight[leaf]

    def unseen(self, stratum: Ints, leaf: Ints) -> Floats:
        """Tell what part of the population around parts no stage sampled; 0 where all of it was asked."""
        if self.within is None:
            return self.fpc[stratum]
        rest: Floats = 1 - self.within.sampled[leaf]
        return np.where(rest < 1e-9, 0.0, rest)


def strata_of(parts: pl.DataFrame, design: SurveyDesign) -> Strata:
    """Work out units, population and correction of every stratum.

    Raises
    ------
    StatisticsError
        A stratum has no population, more units than its population, or a single unit under ``lonely_psu="fail"``.
    """
    units = pl.struct(PSU).n_unique() if design.psu else pl.col("rows").sum()
    population = [pl.col("population").min(), pl.col("population_max").max()]
    given = design.stages[0].population
    table = (
        parts.group_by(STRATUM)
        .agg(
            units.cast(pl.Float64).alias("units"),
            pl.col("w").sum(),
            *(population if isinstance(given, str) else []),
        )
        .sort(STRATUM)
    )
    names = table[STRATUM]
    m = table["units"].to_numpy()
    size = _population(table, design, m)
    over = np.flatnonzero(m > size * (1 + 1e-9))
    if over.size:
        first = int(over[0])
        sampled, given = int(m[first]), shortest(float(size[first]))
        if design.stages[0].strata is None:
            raise StatisticsError("design_sample_above_population", units=sampled, population=given)
        raise StatisticsError("design_population_too_small", stratum=names[first], units=sampled, population=given)
    fpc = corrections(m, size)
    weight = np.where(np.isinf(size) | (design.weights is not None), 1.0, size / np.where(m > 0, m, 1))
    lonely = (m < 2) & (fpc > 0)
    choice = _choices(names, design)
    refused = lonely & (choice == "fail")
    if refused.any() and not (design.stages[0].strata is None and design.psu is None):
        if design.stages[0].strata is None:
            raise StatisticsError("design_one_psu", name=str(design.stages[0].psu))
        raise StatisticsError("design_lonely_psu", strata=", ".join(names.filter(pl.Series(refused)).to_list()))
    scale, mean_part = scales(m, fpc, lonely, choice)
    index = pl.DataFrame({STRATUM: names}).with_row_index("at")
    at = parts.select(STRATUM).join(index, on=STRATUM, how="left", maintain_order="left")["at"].to_numpy()
    within = within_of(parts, design, (1 - fpc)[at], weight[at], choice[at]) if design.several else None
    return Strata(names, m, fpc, scale, weight, mean_part, within)


def _choices(names: pl.Series, design: SurveyDesign) -> Texts:
    """Tell of every stratum what to do with a lonely PSU."""
    given = design.lonely_psu
    by_stratum = {str(key): value for key, value in given.items()} if isinstance(given, Mapping) else {}
    default = "fail" if isinstance(given, Mapping) else given
    return np.array([by_stratum.get(name, default) for name in names], dtype=object)


def _population(table: pl.DataFrame, design: SurveyDesign, units: Floats) -> Floats:
    """N_h of every stratum; infinite where it is not given."""
    given = design.stages[0].population
    if given is None:
        return np.full(units.shape, np.inf)
    if isinstance(given, Mapping):
        sizes = {str(key): float(value) for key, value in given.items()}
        for name in table[STRATUM]:
            if name not in sizes:
                raise StatisticsError("design_population_missing", stratum=name)
        return np.array([sizes[name] for name in table[STRATUM]], dtype=float)
    if isinstance(given, str):
        uneven = table.filter(pl.col("population") != pl.col("population_max"))[STRATUM]
        if len(uneven):
            raise StatisticsError("design_population_uneven", name=given, stratum=uneven[0])
        return table["population"].to_numpy()
    share = units if design.psu or design.weights is None else table["w"].to_numpy()
    total = share.sum()
    return float(given) * (share / total) if total > 0 else np.full(units.shape, float(given))
