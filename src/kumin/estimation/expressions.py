"""Names of columns in place of expressions, and values that count in place of conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation._refusals import polars_errors, require_plain

Variables = str | Sequence[str] | Mapping[str, str | pl.Expr]
"""A column, several, or name to column or expression."""
Condition = pl.Expr | str
"""A boolean expression, or the column that holds it."""
Given = Condition | Mapping[str, Condition] | None
"""A condition, or one by indicator."""


def as_expression(value: object) -> pl.Expr | None:
    """Take an expression, or a column by its name; None for anything else."""
    if isinstance(value, str):
        require_plain(value)
        return pl.col(value)
    return value if isinstance(value, pl.Expr) else None


def named(argument: str, value: object) -> dict[str, pl.Expr]:
    """Take columns by name, or a mapping of names to columns or expressions; ``argument`` is what an error calls it.

    Examples
    --------
    >>> list(named("variables", ["a", "b"]))
    ['a', 'b']
    """
    given = [value] if isinstance(value, str) else value
    found: dict[str, pl.Expr] = {}
    if isinstance(given, Mapping):
        pairs = list(given.items())
    elif isinstance(given, Sequence):
        pairs = [(one, one) for one in given]
    else:
        pairs = [(None, None)]
    for key, one in pairs:
        expression = as_expression(one)
        if expression is None or not isinstance(key, str):
            raise StatisticsError("argument_expressions", name=argument, kind=type(value).__name__)
        found[key] = expression
    if not found:
        raise StatisticsError("argument_empty", name=argument)
    return found


def condition_of(base: Condition | None) -> pl.Expr:
    """Make a condition that is never null: everyone, where none is given."""
    expression = as_expression(base)
    return pl.lit(value=True) if expression is None else expression.fill_null(value=False)


def conditions(frame: pl.DataFrame | pl.LazyFrame, outcomes: Variables, positive: object = None) -> dict[str, pl.Expr]:
    """Make conditions of outcomes: who has one of the values that count, 1, or True; null stays null.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
    outcomes : str, sequence or mapping
        Columns or expressions: Boolean, numbers that are all 0 and 1, or anything with ``positive``.
    positive : optional
        The value that counts, or a list of those that do.

    Raises
    ------
    StatisticsError
        Nobody has any of the values, or without them an outcome is neither Boolean nor 0 and 1.
    """
    expressions, lazy = named("outcomes", outcomes), frame.lazy()
    with polars_errors():
        types = lazy.select(one.alias(str(k)) for k, one in enumerate(expressions.values())).collect_schema()
    kinds = dict(zip(expressions, types.dtypes(), strict=True))
    # infinite and not a number are null, as they are for means
    finite = {name: pl.when(one.is_finite()).then(one) for name, one in expressions.items() if kinds[name].is_float()}
    if positive is not None:
        return _that_are(lazy, expressions | finite, positive)
    known = {name: (expressions | finite)[name].cast(pl.Float64) for name, kind in kinds.items() if kind.is_numeric()}
    wrong = [name for name, kind in kinds.items() if name not in known and kind not in (pl.Boolean, pl.Null)]
    if known:
        odd = [(~one.is_in([0.0, 1.0])).any().alias(str(k)) for k, one in enumerate(known.values())]
        with polars_errors():
            found = lazy.select(odd).collect().row(0)
        wrong += [name for name, is_odd in zip(known, found, strict=True) if is_odd]
    if wrong:
        raise StatisticsError("outcome_positive", name=wrong[0], kind=str(kinds[wrong[0]]))
    return {name: known[name] == 1.0 if name in known else one for name, one in expressions.items()}


def _that_are(lazy: pl.LazyFrame, outcomes: Mapping[str, pl.Expr], positive: object) -> dict[str, pl.Expr]:
    values = (
        list(positive) if isinstance(positive, list | tuple | set | frozenset | pl.Series | np.ndarray) else [positive]
    )
    found: dict[str, pl.Expr] = {}
    try:
        literals = [pl.lit(value) for value in values if value is not None]
        for name, one in outcomes.items():
            found[name] = reduce(or_, [one.eq(value) for value in literals], pl.lit(value=False))
        seen = lazy.select(one.any().alias(str(k)) for k, one in enumerate(found.values())).collect().row(0)
    except (pl.exceptions.InvalidOperationError, pl.exceptions.SchemaError, pl.exceptions.ComputeError, TypeError):
        seen = (False,) * len(outcomes)  # words looked for among numbers
    for name, anyone in zip(outcomes, seen, strict=True):
        if not anyone:
            raise StatisticsError("outcome_positive_unknown", name=name)
    return found
