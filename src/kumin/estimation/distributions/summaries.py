"""Mean, spread and quantiles of numbers in one table."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._refusals import require_domains
from kumin.estimation.distributions.quantile_rules import RULES, QuantileRule
from kumin.estimation.distributions.quantiles import quantiles
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.means import means
from kumin.estimation.replication.domains import AnyDesign
from kumin.numbers import shortest

LIMITS = {"quantile": "", "lower": "_lower", "upper": "_upper"}
"""Column of :func:`quantiles` → end of its name here."""


@statistic(design=kinds.any_design, rule=door.one_of(*RULES))
def summaries(
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
    """Estimate means and quantiles, by default medians, of the same answers side by side.

    Parameters
    ----------
    frame, variables, base, by, totals, design, level, df, nulls
        As for :func:`kumin.estimation.means`.
    probabilities, rule
        As for :func:`kumin.estimation.quantiles`.

    Returns
    -------
    pl.DataFrame
        The columns of :func:`kumin.estimation.means`, and after them of each probability the quantile and its limits
        (Float64), named by percent: ``p50``, ``p50_lower``, ``p50_upper``.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.means` and :func:`kumin.estimation.quantiles`, or two
        probabilities are the same in percent as it is printed.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 9]})
    >>> summaries(visits, "visits").select("n_base", "mean", "p50").row(0)
    (5, 3.0, 2.0)
    """
    wanted = door.numbers("probabilities", probabilities)
    if not all(0 < probability < 1 for probability in wanted):
        raise StatisticsError("statistics_probability")
    columns = [{key: f"p{shortest(100 * probability)}{end}" for key, end in LIMITS.items()} for probability in wanted]
    names = [name for one in columns for name in one.values()]
    if len(set(names)) < len(names):
        raise StatisticsError("summaries_twice")
    require_domains(by, names)
    table: pl.DataFrame = means(
        frame, variables, base=base, by=by, totals=totals, design=design, level=level, df=df, nulls=nulls
    )
    found: pl.DataFrame = quantiles(
        frame,
        variables,
        wanted,
        base=base,
        by=by,
        totals=totals,
        design=design,
        level=level,
        df=df,
        nulls=nulls,
        rule=rule,
    )
    # both list the same indicators and cells in the same order
    for probability, ends in zip(wanted, columns, strict=True):
        table = table.hstack(found.filter(pl.col("probability") == probability).select(list(ends)).rename(ends))
    return table
