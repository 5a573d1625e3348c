"""What is refused: before the answers are read, and what Polars cannot compute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from numbers import Real

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError, choices
from kumin.estimation._reasons import COMPUTABLE


@contextmanager
def polars_errors() -> Iterator[None]:
    """Turn what Polars cannot resolve or compute into a StatisticsError; its own error stays the cause.

    The words of Polars are not repeated: they may quote answers.
    """
    try:
        yield
    except pl.exceptions.ColumnNotFoundError as error:
        asked, _, there = str(error).partition("; valid")
        found = re.search('"([^"]*)"', asked)
        if found is None:
            raise StatisticsError("statistics_not_computable", kind=type(error).__name__) from error
        raise missing_column(found[1], re.findall('"([^"]*)"', there.partition("\n")[0])) from error
    except pl.exceptions.PolarsError as error:
        raise StatisticsError("statistics_not_computable", kind=type(error).__name__) from error


def missing_column(name: str, known: Iterable[str]) -> StatisticsError:
    """Say that there is no such column, with the nearest name; the others may be anything, and are not repeated."""
    return StatisticsError("statistics_column_missing", name=name, nearest=choices(name, known)["nearest"])


def require_boolean(lazy: pl.LazyFrame, expressions: Iterable[tuple[str, pl.Expr]]) -> None:
    """Refuse a condition that is not boolean; each comes with the name of its indicator."""
    named = list(expressions)
    with polars_errors():
        types = lazy.select(expression.alias(str(k)) for k, (_, expression) in enumerate(named)).collect_schema()
    for (name, _), kind in zip(named, types.dtypes(), strict=True):
        if kind not in (pl.Boolean, pl.Null):
            raise StatisticsError("statistics_not_boolean", name=name, kind=str(kind))


def require_numbers(lazy: pl.LazyFrame, expressions: Iterable[tuple[str, pl.Expr]]) -> None:
    """Refuse text, dates and lists where a number is wanted; each expression comes with the name of its indicator."""
    named = list(expressions)
    with polars_errors():
        types = lazy.select(expression.alias(str(k)) for k, (_, expression) in enumerate(named)).collect_schema()
    for (name, _), kind in zip(named, types.dtypes(), strict=True):
        if not (kind.is_numeric() or kind in (pl.Boolean, pl.Null)):
            raise StatisticsError("statistics_not_a_number", name=name, kind=str(kind))


def require_plain(name: str) -> None:
    """Refuse a column's name that Polars reads as a pattern: it would silently take other columns."""
    if name == "*" or (name.startswith("^") and name.endswith("$")):
        raise StatisticsError("statistics_column_pattern", name=name)


def require_computable(name: str, values: Floats) -> None:
    """Refuse numbers whose squares a float cannot hold, where other numbers are explained or weighted by them."""
    largest = float(np.abs(values).max(initial=0.0))
    if largest > 0 and not COMPUTABLE[0] <= largest <= COMPUTABLE[1]:
        raise StatisticsError("statistics_number_beyond", name=name)


def require_domains(by: Sequence[str], result: Iterable[str]) -> None:
    """Refuse domain columns that are named twice or like a column of the result."""
    taken = set(result)
    for name in by:
        if name in taken:
            raise StatisticsError("statistics_column_reserved", name=name)
        taken.add(name)


def require_groups(table: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Refuse to give a table of groups without a row: no row of the answers has a value in the columns."""
    if table.is_empty() and names:
        raise StatisticsError("statistics_no_groups", names=", ".join(names))
    return table


def require_indicators(argument: str, keys: Iterable[str], indicators: Iterable[str]) -> None:
    """Refuse a key of a mapping by indicator (``base``, ``asked``, ``method``) that is no indicator."""
    known = list(indicators)
    for key in keys:
        if key not in known:
            raise StatisticsError("statistics_indicator_unknown", argument=argument, name=key, **choices(key, known))


def shown(value: object) -> object:
    """Show a number or a word of the user's own, of anything else its kind."""
    return value if isinstance(value, Real | str) and len(str(value)) < 40 else type(value).__name__


def require_choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Take one of some words; what has its own idea of being equal (a frame, an expression) is none.

    Raises
    ------
    StatisticsError
        It is no word, or another.
    """
    known = list(allowed)
    if not isinstance(value, str) or value not in known:
        given = shown(value)
        raise StatisticsError("argument_choice", name=name, value=given, **choices(given, known))
    return value
