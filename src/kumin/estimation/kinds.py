"""Checks of the arguments that only some statistics take: pairs, terms, replicate weights as a design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation.design import SurveyDesign
from kumin.estimation.expressions import as_expression
from kumin.estimation.regression.terms import Category, Interaction
from kumin.estimation.replication.replicates import ReplicateColumns, Replicates


def pairs(name: str, value: object) -> dict[str, tuple[pl.Expr, pl.Expr]]:
    """Take a mapping of names to two expressions each, or names of columns."""
    if not isinstance(value, Mapping):
        raise door.refuse(name, value, "pairs")
    found = {}
    for key, pair in value.items():
        several = isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2
        first, second = (as_expression(one) for one in pair) if several else (None, None)
        if not isinstance(key, str) or first is None or second is None:
            raise StatisticsError("argument_two_columns", name=f"{name}[{key!r}]")
        found[key] = (first, second)
    if not found:
        raise StatisticsError("argument_empty", name=name)
    return found


def pairs_or_names(name: str, value: object) -> dict[str, tuple[pl.Expr, pl.Expr]] | list[str] | None:
    """Take pairs of expressions of answers, or of sums the names of what was summed."""
    if value is None or (isinstance(value, Sequence) and all(isinstance(one, str) for one in value)):
        return None if value is None else door.columns(name, value)
    return pairs(name, value)


def terms(name: str, value: object) -> list[Any]:
    """Take the terms of a regression; one alone may be given as it is."""
    kinds = str | Category | Interaction
    given = [value] if isinstance(value, kinds) else value
    if not isinstance(given, Sequence) or not given or not all(isinstance(one, kinds) for one in given):
        raise door.refuse(name, value, "terms")
    return list(given)


def tables(name: str, value: object) -> list[pl.DataFrame]:
    """Take frames, two or more of which is looked at where they are used."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise door.refuse(name, value, "frames")
    return [door.data_frame(name, one) for one in value]


def any_design(name: str, value: object) -> Any:
    """Take a design, replicate weights, or None."""
    return door.optional(door.instance((SurveyDesign, Replicates, ReplicateColumns), "any_design"))(name, value)
