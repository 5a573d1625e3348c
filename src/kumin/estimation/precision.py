"""How precise an estimate is: design effect, effective size, coefficient of variation, reliability rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation._reasons import unknown
from kumin.estimation.door import statistic
from kumin.estimation.linearized.variance import Ratios
from kumin.numbers import SMALL_BASE


@dataclass(frozen=True)
class Precision:
    """Design effects and effective sizes, each of shape (cells, indicators)."""

    deff: Floats
    deff_without_replacement: Floats
    n_eff: Floats
    cv: Floats


def precision_of(ratios: Ratios) -> Precision:
    """Work out design effects and effective sizes of proportions.

    ``deff`` is the variance over that of a simple random sample of n_base drawn with replacement, p(1-p)/(n-1) (R's
    ``deff="replace"``); ``deff_without_replacement`` over that times (N - n)/N, N = Σwd (R's ``deff=TRUE``). ``n_eff``
    is the size of the simple random sample that would be as precise: n_eff = p(1-p)/v · n/(n-1), n the rows of the
    whole sample, so that a simple random sample has n_eff = n_base in every domain. At 0% and 100% the variance shows
    nothing: deff is then Kish's n Σ(1-f)w² / (Σw)² and n_eff = n_base / deff. ``cv`` is se / p. For ``n_eff`` the v of
    weights fitted to a population is that of fitting them anew without each row, which few answers need
    (docs/coverage.md).
    """
    p, v, n = ratios.estimate, ratios.variance, ratios.n_base.astype(float)
    spread = p * (1 - p)
    inside = spread > 0
    whole = ratios.rows / (ratios.rows - 1) if ratios.rows > 1 else 1.0
    refitted = v if ratios.refitted is None else ratios.refitted
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = np.where(inside, v / (spread / (n - 1)), ratios.kish)
        n_eff = np.where(inside, spread / refitted * whole, n / ratios.kish)
        rest = 1 - n / ratios.total_base
        without = np.where(rest > 0, deff / rest, np.nan)
        cv = np.where(p > 0, np.sqrt(v) / p, np.nan)
    # one row of a simple random sample still is one row; where a design leaves no variance nothing is known
    nothing = unknown(ratios.not_estimable)
    cv = np.where(nothing, np.nan, cv)
    nothing &= (ratios.n_base == 0) | (not ratios.simple)
    for values in (deff, without, n_eff):
        values[nothing] = np.nan
    return Precision(deff, without, n_eff, cv)


@dataclass(frozen=True)
class ReliabilityRule:
    """A condition that makes an estimate less than reliable.

    Parameters
    ----------
    code : str
        The flag it sets.
    column : str
        Column of the estimates it looks at, or ``"width"`` for upper - lower.
    below, above : float, optional
        The flag is set where the value is below the one or above the other.

    Examples
    --------
    >>> estimates = pl.DataFrame({"n_base": [12, 80], "lower": [0.1, 0.4], "upper": [0.6, 0.6]})
    >>> flag_reliability(estimates, [ReliabilityRule("wide", "width", above=0.3)])["reliability"].to_list()
    ['wide', '']
    """

    code: str
    column: str
    below: float | None = None
    above: float | None = None

    def expression(self) -> pl.Expr:
        """Express the condition; a null value sets no flag.

        Examples
        --------
        >>> rule = ReliabilityRule("few_answers", "n_base", below=30)
        >>> pl.DataFrame({"n_base": [12, 80, None]}).select(few=rule.expression())["few"].to_list()
        [True, False, False]
        """
        value = pl.col("upper") - pl.col("lower") if self.column == "width" else pl.col(self.column)
        low = value < self.below if self.below is not None else pl.lit(value=False)
        high = value > self.above if self.above is not None else pl.lit(value=False)
        return (low | high).fill_null(value=False)


#: Fewer answers than a small base has: shown for reference only, as Japanese municipal reports do.
MUNICIPAL_RULES = (ReliabilityRule("few_answers", "n_base", below=SMALL_BASE),)
#: After the National Center for Health Statistics (Parker et al. 2017, Vital Health Stat 2(175)), simplified.
NCHS_RULES = (
    ReliabilityRule("few_answers", "n_base", below=30),
    ReliabilityRule("few_effective", "n_eff", below=30),
    ReliabilityRule("wide_interval", "width", above=0.30),
    ReliabilityRule("few_degrees", "df", below=8),
)


@statistic(rules=door.several(ReliabilityRule, "rules"))
def flag_reliability(estimates: AnyFrame, rules: Sequence[ReliabilityRule] = MUNICIPAL_RULES) -> pl.DataFrame:
    """Add the column ``reliability`` (String): the codes of the rules that hold, joined by ``;``, empty if none.

    Parameters
    ----------
    estimates : pl.DataFrame
        As :func:`proportions` returns it.
    rules : sequence of ReliabilityRule
        Default :data:`MUNICIPAL_RULES`; :data:`NCHS_RULES` is stricter.

    Returns
    -------
    pl.DataFrame
        The estimates with ``reliability``.

    Raises
    ------
    StatisticsError
        A rule looks at a column that the estimates do not have, or is no rule.

    Examples
    --------
    >>> flag_reliability(pl.DataFrame({"n_base": [12, 80]}))["reliability"].to_list()
    ['few_answers', '']
    """
    codes = [pl.when(rule.expression()).then(pl.lit(rule.code)) for rule in rules]
    joined = pl.concat_str(codes, separator=";", ignore_nulls=True) if codes else pl.lit("")
    return table_of(estimates).with_columns(joined.fill_null("").alias("reliability"))
