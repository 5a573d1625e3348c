"""What is to be estimated: who counts, among whom, asked of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from kumin.estimation._refusals import polars_errors, require_choice, require_indicators, require_numbers
from kumin.estimation.expressions import Given, as_expression
from kumin.estimation.linearized.cell_sums import Kind

Nulls = Literal["fail", "drop", "false"]
"""What a null outcome in the base is: refused, out of the base, or not counting."""
NumberNulls = Literal["fail", "drop"]
"""What a row of the base without a number is: refused, or out of the base."""


@dataclass(frozen=True)
class Indicator:
    """One variable to estimate: y among d, asked of a.

    Parameters
    ----------
    outcome : pl.Expr
        Boolean (null counts as False), or a number where ``numeric`` (null leaves the base). What else a null may mean
        has been settled by :func:`indicators_of`.
    base, asked : pl.Expr
        Boolean expressions on the answer frame; null counts as False.
    numeric : bool
        The outcome is a number: its mean or total is wanted, not a share.
    name : str
        What an error calls it.
    below : pl.Expr, optional
        Of a ratio: the number whose total the outcome's is divided by.
    """

    outcome: pl.Expr
    base: pl.Expr
    asked: pl.Expr | None = None
    numeric: bool = False
    name: str = ""
    below: pl.Expr | None = None

    @property
    def kind(self) -> Kind:
        """What it is."""
        return "ratio" if self.below is not None else "number" if self.numeric else "share"


def indicators_of(
    outcomes: Mapping[str, pl.Expr | tuple[pl.Expr, pl.Expr]],
    base: Given,
    asked: Given,
    *,
    numeric: bool = False,
    nulls: Nulls = "false",
) -> list[Indicator]:
    """Pair each outcome with its base and the rows it was asked of.

    Parameters
    ----------
    outcomes, base, asked
        As for :func:`kumin.estimation.proportions`; a pair is a ratio.
    numeric : bool
        The outcomes are numbers.
    nulls : {"fail", "drop", "false"}
        ``drop`` takes rows without an outcome out of the base. ``fail`` is for :func:`require_no_nulls` to see to.

    Raises
    ------
    StatisticsError
        A key of ``base`` or ``asked`` is no outcome, or nulls of numbers are to count as False.
    """
    require_choice("nulls", nulls, ("fail", "drop") if numeric else ("fail", "drop", "false"))
    for argument, given in (("base", base), ("asked", asked)):
        if isinstance(given, Mapping):
            require_indicators(argument, given, outcomes)

    def pick(given: Given, key: str) -> pl.Expr | None:
        return as_expression(given.get(key) if isinstance(given, Mapping) else given)

    everyone = pl.lit(value=True)
    found = []
    for key, outcome in outcomes.items():
        domain = pick(base, key)
        inside = everyone if domain is None else domain
        top, below = outcome if isinstance(outcome, tuple) else (outcome, None)
        if nulls == "drop" and not numeric:
            inside = inside & top.is_not_null()
        found.append(Indicator(top, inside, pick(asked, key), numeric, key, below))
    return found


def indicators_by_type(
    lazy: pl.LazyFrame,
    outcomes: Mapping[str, pl.Expr | tuple[pl.Expr, pl.Expr]],
    base: Given,
    asked: Given = None,
    *,
    nulls: Nulls,
) -> list[Indicator]:
    """Pair outcomes of several kinds with their bases: a Boolean is a share, a pair a ratio, all else a number.

    Raises
    ------
    StatisticsError
        As :func:`indicators_of`; or an outcome is neither Boolean nor a number.
    """
    for argument, given in (("base", base), ("asked", asked)):
        if isinstance(given, Mapping):
            require_indicators(argument, given, outcomes)
    alone = {name: one for name, one in outcomes.items() if not isinstance(one, tuple)}
    with polars_errors():
        types = lazy.select(one.alias(name) for name, one in alone.items()).collect_schema()
    found = []
    for name, outcome in outcomes.items():
        of_name, of_asked = (given.get(name) if isinstance(given, Mapping) else given for given in (base, asked))
        numeric = types.get(name) != pl.Boolean
        found += indicators_of({name: outcome}, of_name, of_asked, numeric=numeric, nulls=nulls)
    require_numbers(lazy, [(part.name, part.outcome) for one in found if one.numeric for part in both(one)])
    return found


def both(one: Indicator) -> list[Indicator]:
    """Take the two numbers of a ratio apart, as errors name them."""
    if one.below is None:
        return [one]
    parts = ((one.outcome, "numerator"), (one.below, "denominator"))
    return [replace(one, outcome=number, below=None, name=f"{one.name} ({part})") for number, part in parts]
