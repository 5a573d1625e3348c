"""``auto``: the method of every cell by a rule that follows the coverage study (docs/coverage.md)."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Texts
from kumin.intervals.evidence import Evidence
from kumin.intervals.finite import population_of
from kumin.intervals.registry import choice

AUTO_POPULATION = 1000
"""Up to this many people of the population in a cell the exact interval is used."""

AUTO_SHARE = 0.1
"""From this answered share of them on."""


@choice(
    "auto",
    formula=(
        f"N ≤ {AUTO_POPULATION}, n/N ≥ {AUTO_SHARE}: `finite_exact`; `wilson`; `weights`, `strata`, `psu`: `logit`; "
        "fitted weights without `psu`: `wilson`"
    ),
    at_ends="`finite_exact`, `wilson`, `beta`",
)
def auto(e: Evidence) -> Texts:
    """Choose a method for every cell.

    1. A simple random sample from a known population whose part in the cell is at most :data:`AUTO_POPULATION` and was
       sampled to at least :data:`AUTO_SHARE`: ``finite_exact``.
    2. Any other simple random sample: ``wilson``.
    3. Weights fitted to a population, without clusters: ``wilson``, whose effective size allows for the fitting.
    4. Any other design with weights, strata or clusters: ``logit`` (at 0% and 100% the limits of ``beta``).
    """
    if e.sample.calibrated and not e.sample.clustered:
        return np.full(e.p.shape, "wilson", dtype=object)
    if not e.sample.simple:
        return np.full(e.p.shape, "logit", dtype=object)
    chosen = np.full(e.p.shape, "wilson", dtype=object)
    if e.sample.population is not None:
        size = population_of(e)
        chosen[(size <= AUTO_POPULATION) & (e.n_base >= AUTO_SHARE * size) & (e.n_base > 0)] = "finite_exact"
    return chosen
