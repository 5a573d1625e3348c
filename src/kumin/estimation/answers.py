"""Shares of all options of a question at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Condition
from kumin.estimation.linearized.sums import require_columns
from kumin.estimation.proportions import proportions
from kumin.estimation.replication.domains import AnyDesign
from kumin.intervals import MethodName


@statistic(question=door.question, design=kinds.any_design)
def option_shares(
    frame: AnyFrame,
    question: str | Mapping[str, str],
    *,
    options: Sequence[object] | None = None,
    base: Condition | None = None,
    asked: Condition | None = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    method: MethodName | Mapping[str, MethodName] = "wilson",
    level: float = 0.95,
) -> pl.DataFrame:
    """Estimate the share of every option of a single or multiple answer.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    question : str or mapping
        A column of codes (single answer), a column of lists of codes (multiple answer), or option to its column of 0/1
        or booleans (multiple answer in many columns).
    options : sequence, optional
        Codes to list, in this order; default: all that occur, sorted. Not for a mapping.
    base : pl.Expr or str, optional
        Who is in the denominator; default: who answered (not null, and for a mapping no column null). Shares of a
        multiple answer may add up to more than 1.
    asked, by, totals, design, method, level
        As for :func:`kumin.estimation.proportions`.

    Returns
    -------
    pl.DataFrame
        As :func:`kumin.estimation.proportions`, with the option as text in ``indicator``.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, or there is no option.

    Examples
    --------
    >>> answers = pl.DataFrame({"paper": [1, 0, 1, 1], "web": [0, 0, 1, 1]})
    >>> option_shares(answers, {"paper": "paper", "web": "web"}).select("indicator", "proportion").rows()
    [('paper', 0.75), ('web', 0.5)]
    """
    frame = rows_of(frame)
    lazy = frame.lazy()
    if isinstance(question, Mapping):
        require_columns(lazy, list(question.values()))
        outcomes = {str(option): pl.col(name).cast(pl.Boolean) for option, name in question.items()}
        answered = pl.all_horizontal(pl.col(name).is_not_null() for name in question.values())
    else:
        require_columns(lazy, [question])
        several = isinstance(lazy.collect_schema()[question], pl.List)
        answered = pl.col(question).is_not_null()
        codes = list(options) if options is not None else _codes(lazy, question, several=several)
        column = pl.col(question)
        chosen = [column.list.contains(pl.lit(code)) if several else column.eq(pl.lit(code)) for code in codes]
        outcomes = {str(code): expression for code, expression in zip(codes, chosen, strict=True)}
    if not outcomes:
        raise StatisticsError("options_none")
    return proportions(
        lazy,
        outcomes,
        base=answered if base is None else base,
        asked=asked,
        by=by,
        totals=totals,
        design=design,
        method=method,
        level=level,
        nulls="false",  # who is in a given base and chose nothing did not choose the option
    )


def _codes(lazy: pl.LazyFrame, question: str, *, several: bool) -> list[object]:
    column = pl.col(question).explode() if several else pl.col(question)
    found: list[object] = lazy.select(column.drop_nulls().unique().sort()).collect().to_series().to_list()
    return found
