"""Quantiles in many domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats
from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import reasons, unknown
from kumin.estimation._refusals import require_domains, require_numbers
from kumin.estimation.distributions.quantile_rules import NOISE, OF_SUMS, RULES, QuantileRule, Rule
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables, named
from kumin.estimation.indicators import NumberNulls, indicators_of
from kumin.estimation.linearized._atoms import Atoms, collect_atoms
from kumin.estimation.linearized.cell_sums import CellSums
from kumin.estimation.linearized.sums import require_no_nulls
from kumin.estimation.linearized.units import cells_of
from kumin.estimation.means import RESULT
from kumin.estimation.proportions import groupings, ordered, require_level, tidy
from kumin.estimation.replication.domains import AnyDesign, cell_codes, ratio_variance, take_design
from kumin.estimation.replication.replicates import Replicates
from kumin.intervals import t_value


@statistic(design=kinds.any_design, rule=door.one_of(*RULES))
def quantiles(
    frame: AnyFrame,
    variables: Variables,
    probabilities: float | Sequence[float] = (0.5,),
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    level: float = 0.95,
    df: float | None = None,
    nulls: NumberNulls = "fail",
    rule: QuantileRule = "math",
) -> pl.DataFrame:
    """Estimate quantiles, by default the median.

    Parameters
    ----------
    frame, variables, base, by, totals, design, level, df, nulls
        As for :func:`means`.
    probabilities : float or sequence of float
        Each between 0 and 1.
    rule : {"math", "school", "shahvaish", "hf1" … "hf9"}
        What a quantile between two answers is, as R's ``qrule``: ``math`` (``hf1``) the smallest value whose weighted
        share of values at or below it reaches the probability, ``school`` (``hf2``) the mean of it and the next where
        that is reached exactly, the others of Hyndman & Fan (1996, The American Statistician 50) and
        Shah & Vaish (2006, ASA Proceedings of the Survey Research Methods Section).

    Returns
    -------
    pl.DataFrame
        ``indicator``, the ``by`` columns, ``probability``, ``n_base`` (Int64), ``quantile``, ``lower``, ``upper``,
        ``level``, ``df``, ``not_estimable``. A limit is null where the interval of the share below it passes 0 or 1.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, or a probability is not between 0 and 1.

    Notes
    -----
    The limits are the quantiles, by the same rule, at the Wald limits of the share of values at or below the quantile
    (Woodruff 1952, JASA 47), its variance linearised or that of the replicates.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 4]})
    >>> quantiles(visits, {"visits": pl.col("visits")}).select("probability", "quantile").row(0)
    (0.5, 2.0)
    """
    require_level(level)
    variables = named("variables", variables)
    wanted = [probabilities] if isinstance(probabilities, float | int) else list(probabilities)
    if not wanted or not all(0 < probability < 1 for probability in wanted):
        raise StatisticsError("statistics_probability")
    require_domains(by, (*RESULT, "probability", "quantile"))
    frame, plan, replicates = take_design(frame, design)
    indicators = indicators_of(variables, base, None, numeric=True, nulls=nulls)
    require_numbers(frame.lazy(), [(one.name, one.outcome) for one in indicators])
    require_no_nulls(frame, indicators, plan, nulls)
    tables = []
    for order, indicator in enumerate(indicators):
        name = list(variables)[order]
        value = indicator.outcome.cast(pl.Float64)
        usable = indicator.base.fill_null(value=False) & value.is_finite().fill_null(value=False)
        keys = {f"by_{k}": pl.col(column) for k, column in enumerate(by)}
        keys["value"] = pl.when(usable).then(value)
        if replicates is not None or rule not in OF_SUMS:
            keys["row"] = pl.int_range(pl.len())
        answers = _Answers(collect_atoms(frame, keys, plan), replicates, RULES[rule], level, df)
        for grouping in groupings(len(by), totals=totals):
            cells = cells_of(answers.atoms.frame, grouping)
            for probability in wanted:
                columns = _quantile_columns(answers, cells, probability)
                table = tidy([name], columns, cells, CellSums(answers.atoms.frame, ("number",), tuple(by), plan))
                tables.append(table.with_columns(order=pl.lit(order, dtype=pl.Int64)))
    return ordered(pl.concat(tables), by)


@dataclass(frozen=True)
class _Answers:
    """The answers to one indicator, and how its quantiles are made from them."""

    atoms: Atoms
    replicates: Replicates | None
    rule: Rule
    level: float
    df: float | None

    def precision(self, inside: Bools, below: Bools, p: float) -> tuple[float, float, str | None]:
        """Give the variance of the share p of values below, its degrees of freedom, and why there is neither."""
        if self.replicates is None:
            influence = np.where(inside, (below - p) / self.atoms.weight[inside].sum(), 0.0)[:, None]
            variance = float(self.atoms.covariance(influence)[0, 0])
            return variance, self.atoms.degrees(inside), self.atoms.not_estimable(inside)
        rows = np.zeros((self.atoms.weight.size, 2))
        rows[self.atoms["row"].to_numpy()] = np.column_stack([below, inside])
        present = rows[:, 1:] > 0
        variance = float(ratio_variance(self.replicates, rows[:, :1], rows[:, 1:])[0])
        df, nothing = self.replicates.degrees(present), self.replicates.nothing_varies(present)
        why = reasons(present.sum(axis=0).astype(float), df, nothing, np.zeros(1, dtype=bool))
        return variance, float(df[0]), why.item()


def _quantile_columns(answers: _Answers, cells: pl.DataFrame, probability: float) -> dict[str, np.ndarray]:
    atoms = answers.atoms
    code, value = cell_codes(atoms.frame, cells), atoms["value"].to_numpy()
    inside = [(code == g) & np.isfinite(value) & (atoms.weight > 0) for g in range(cells.height)]
    found = [_quantile(answers, value, here, probability) for here in inside]
    table = np.array([row[:5] for row in found]).reshape(-1, 5)
    why = np.array([row[5] for row in found], dtype=object).reshape(-1, 1)
    return {
        "probability": np.full((cells.height, 1), probability),
        "n_base": table[:, :1].astype(np.int64),
        "quantile": table[:, 1:2],
        "lower": np.where(unknown(why), np.nan, table[:, 2:3]),
        "upper": np.where(unknown(why), np.nan, table[:, 3:4]),
        "level": np.full((cells.height, 1), answers.level),
        "df": table[:, 4:5],
        "not_estimable": why,
    }


def _quantile(
    answers: _Answers, value: Floats, inside: Bools, probability: float
) -> tuple[float, float, float, float, float, str | None]:
    """Count, quantile, limits, degrees of freedom and reason in one cell."""
    if not inside.any():
        return 0.0, np.nan, np.nan, np.nan, np.nan, "empty_base"
    atoms = answers.atoms
    order = np.argsort(value[inside], kind="stable")
    values, weights = value[inside][order], atoms.weight[inside][order]

    def at(p: float) -> float:
        return answers.rule(values, weights, p) if -NOISE <= p <= 1 + NOISE else np.nan

    estimate = at(probability)
    below = inside & (value <= estimate)
    p = float(atoms.weight[below].sum() / atoms.weight[inside].sum())
    variance, degrees, why = answers.precision(inside, below, p)
    degrees = degrees if answers.df is None else answers.df
    se = float(np.sqrt(max(variance, 0.0)))
    half = 0.0 if se == 0 else float(t_value(answers.level, np.array(degrees))) * se
    return float(atoms.rows[inside].sum()), estimate, at(p - half), at(p + half), degrees, why
