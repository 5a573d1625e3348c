"""The door of every public statistic: what it is given is looked at here, before anything is computed."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from numbers import Real
from typing import Any, ParamSpec, TypeGuard, TypeVar

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation._frames import frame_of
from kumin.estimation._refusals import polars_errors, require_choice, require_plain, shown
from kumin.estimation.design import ReplicateDesign, SurveyDesign
from kumin.estimation.expressions import as_expression, named
from kumin.estimation.linearized.cell_sums import Summary

P = ParamSpec("P")
R = TypeVar("R")
Check = Callable[[str, Any], Any]
"""From an argument's name and value to the value that is used."""


def statistic(**own: Check) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Check the arguments of a public statistic by their names, and let no error of Polars or numpy through.

    Parameters
    ----------
    **own : callable
        Checks of this function's own, in place of those of :data:`CHECKS` for parameters of the same name.
    """

    def with_door(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        checks = {name: check for name in signature.parameters if (check := own.get(name, CHECKS.get(name)))}

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                bound = signature.bind(*args, **kwargs)
            except TypeError as error:
                raise TypeError(f"{function.__name__}(): {error}") from None
            for name, check in checks.items():
                if name in bound.arguments:
                    bound.arguments[name] = check(name, bound.arguments[name])
            with polars_errors(), np.errstate(all="ignore"):
                _missing_groups(bound.arguments)
                try:
                    return function(*bound.args, **bound.kwargs)
                except (np.linalg.LinAlgError, ArithmeticError, NotImplementedError) as error:
                    raise StatisticsError("statistics_not_computable", kind=type(error).__name__) from error

        return checked

    return with_door


GROUPING = ("by", "between", "row", "column", "columns", "question")
"""Arguments that name columns by whose values the rows are divided."""


def _missing_groups(arguments: dict[str, Any]) -> None:
    """Let NaN in a column of groups be null: a number that is none is missing there as everywhere."""
    for argument in ("frame", "invited"):
        rows = arguments.get(argument)
        if isinstance(rows, pl.DataFrame | pl.LazyFrame):
            types = rows.collect_schema()
            names = {name for one in GROUPING for name in _names(arguments.get(one, ())) if name in types}
            if floats := sorted(name for name in names if types[name].is_float()):
                arguments[argument] = rows.with_columns(pl.col(floats).fill_nan(None))


def _names(given: object) -> Iterator[str]:
    """Yield the names in an argument: one, several, or several crossings of them."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, list | tuple):
        for one in given:
            yield from _names(one)


def refuse(name: str, value: object, wanted: str) -> StatisticsError:
    """Make the error of an argument of the wrong kind; ``wanted`` ends the code of the words for what it should be."""
    return StatisticsError(f"argument_{wanted}", name=name, kind=type(value).__name__)


def optional(check: Check) -> Check:
    """Allow None."""
    return lambda name, value: None if value is None else check(name, value)


def frame(name: str, value: object) -> pl.DataFrame | pl.LazyFrame:
    """Take a frame of Polars, pandas, narwhals, or of a library that speaks Arrow (pyarrow, DuckDB …)."""
    taken = frame_of(value)
    if taken is None:
        raise refuse(name, value, "frame")
    return taken


def frame_or_sums(name: str, value: object) -> pl.DataFrame | pl.LazyFrame | Summary:
    """Take a frame of answers, or sums of them."""
    return value if isinstance(value, Summary) else frame(name, value)


def data_frame(name: str, value: object) -> pl.DataFrame:
    """Take a frame, collected where it is lazy."""
    return frame(name, value).lazy().collect()


def column(name: str, value: object) -> str:
    """Take the name of one column."""
    if not isinstance(value, str):
        raise refuse(name, value, "column")
    require_plain(value)
    return value


def columns(name: str, value: object) -> list[str]:
    """Take names of columns; one alone may be given as it is."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, Sequence) or not all(isinstance(one, str) for one in given):
        raise refuse(name, value, "columns")
    return [column(name, one) for one in given]


def expressions_or_names(name: str, value: object) -> dict[str, pl.Expr] | list[str] | None:
    """Take expressions of answers, or of sums the names of what was summed."""
    if value is None:
        return None
    found = named(name, value)
    return found if isinstance(value, Mapping) else list(found)


def condition(name: str, value: object) -> Any:
    """Take an expression or a column, or one by indicator."""
    if isinstance(value, Mapping):
        return named(name, value) if value else {}
    return expression(name, value)


def expression(name: str, value: object) -> pl.Expr:
    """Take one expression, or a column by its name."""
    taken = as_expression(value)
    if taken is None:
        raise refuse(name, value, "condition")
    return taken


def list_of_expressions(name: str, value: object) -> list[pl.Expr]:
    """Take expressions, or columns by their names."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise refuse(name, value, "condition")
    return [expression(name, one) for one in value]


def flag(name: str, value: object) -> bool:
    """Take True or False."""
    if not isinstance(value, bool | np.bool_):
        raise refuse(name, value, "flag")
    return bool(value)


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a real number that a float can hold, not NaN and no truth value."""
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_):
        return False
    try:
        return not math.isnan(value)
    except OverflowError:
        return False


def number(name: str, value: object) -> Any:
    """Take a real number."""
    if not is_number(value):
        raise refuse(name, value, "number")
    return value


def level(name: str, value: object) -> float:
    """Take a confidence level."""
    if not (is_number(value) and 0 < value < 1):
        raise StatisticsError("statistics_level", value=shown(value))
    return float(value)


def positive(name: str, value: object) -> Any:
    """Take a number above 0, which may be infinite."""
    if not number(name, value) > 0:
        raise StatisticsError("planning_positive", name=name, value=shown(value))
    return value


def whole(least: int) -> Check:
    """Take a whole number from ``least`` on."""

    def check(name: str, value: object) -> int:
        if not is_number(value) or not math.isfinite(value) or int(value) != value or value < least:
            raise StatisticsError("argument_whole", name=name, least=least, value=shown(value))
        return int(value)

    return check


def numbers(name: str, value: object) -> list[Any]:
    """Take numbers; one alone may be given as it is."""
    given = [value] if is_number(value) else value
    if not isinstance(given, Sequence | np.ndarray | pl.Series) or isinstance(given, str):
        raise refuse(name, value, "numbers")
    return [number(name, one) for one in given]


def whole_numbers(name: str, value: object) -> list[int]:
    """Take whole numbers; one alone may be given as it is."""
    return [whole(1)(name, one) for one in numbers(name, value)]


def one_of(*allowed: str) -> Check:
    """Take one of some words."""

    def check(name: str, value: object) -> str:
        return require_choice(name, value, allowed)

    return check


def instance(kind: type | tuple[type, ...], wanted: str) -> Check:
    """Take an object of a type of kumin's."""

    def check(name: str, value: object) -> Any:
        if not isinstance(value, kind):
            raise refuse(name, value, wanted)
        return value

    return check


def plan(name: str, value: object) -> SurveyDesign:
    """Take a design; where one of replicates does not serve, say what does."""
    if isinstance(value, ReplicateDesign):
        raise StatisticsError("replicates_not_here", name=name)
    if not isinstance(value, SurveyDesign):
        raise refuse(name, value, "design")
    return value


def method(name: str, value: object) -> Any:
    """Take the name of a method, or one by indicator; which there are is looked at where it is used."""
    if isinstance(value, Mapping):
        return {str(key): column(name, one) for key, one in value.items()}
    return column(name, value)


def population(name: str, value: object) -> Any:
    """Take counts: a frame, or category to number."""
    if isinstance(value, Mapping):
        return {key: number(name, one) for key, one in value.items()}
    return data_frame(name, value)


def margins(name: str, value: object) -> Any:
    """Take the margins of a population: column to counts, or frames."""
    if isinstance(value, Mapping):
        return {column(name, key): population(name, one) for key, one in value.items()}
    if frame_of(value) is not None or not isinstance(value, Sequence) or isinstance(value, str):
        raise refuse(name, value, "margins")
    return [data_frame(name, one) for one in value]


def sizes_of_domains(name: str, value: object) -> Any:
    """Take the population of domains: a number, one by indicator, or a frame."""
    if is_number(value):
        return value
    return population(name, value)


def pair(name: str, value: object) -> tuple[float, float]:
    """Take two numbers."""
    found = numbers(name, value)
    if len(found) != 2 or not found[0] <= found[1]:
        raise refuse(name, value, "pair")
    return found[0], found[1]


def counts(name: str, value: object) -> dict[str, float]:
    """Take a mapping of columns to numbers."""
    if not isinstance(value, Mapping):
        raise refuse(name, value, "counts")
    return {column(name, key): number(name, one) for key, one in value.items()}


def question(name: str, value: object) -> Any:
    """Take a column, or option to its column."""
    if isinstance(value, Mapping):
        return {str(key): column(name, one) for key, one in value.items()}
    return column(name, value)


def several(kind: type, wanted: str) -> Check:
    """Take objects of a type of kumin's; one alone may be given as it is."""

    def check(name: str, value: object) -> list[Any]:
        given = [value] if isinstance(value, kind) else value
        if not isinstance(given, Sequence) or not all(isinstance(one, kind) for one in given):
            raise refuse(name, value, wanted)
        return list(given)

    return check


def values(name: str, value: object) -> list[object]:
    """Take a list of any values."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise refuse(name, value, "values")
    return list(value)


def scalar(name: str, value: object) -> object:
    """Take one value, such as a column may hold."""
    if isinstance(value, Iterable | pl.Expr | pl.LazyFrame) and not isinstance(value, str | bytes):
        raise refuse(name, value, "scalar")
    return value


def function(name: str, value: object) -> Any:
    """Take a function."""
    if not callable(value):
        raise refuse(name, value, "function")
    return value


def weights_given(name: str, value: object) -> Any:
    """Take weights themselves: a series, array or list of numbers."""
    if isinstance(value, pl.Series) and value.dtype.is_numeric():
        value = value.cast(pl.Float64)
    given = value.to_numpy() if isinstance(value, pl.Series) else value
    if not isinstance(given, Sequence | np.ndarray) or isinstance(given, str):
        raise refuse(name, value, "numbers")
    try:
        return np.asarray(given, dtype=float).reshape(-1)
    except (TypeError, ValueError):
        raise refuse(name, value, "numbers") from None


CHECKS: dict[str, Check] = {
    "frame": frame,
    "invited": frame,
    "previous": data_frame,
    "current": data_frame,
    "comparisons": data_frame,
    "estimates": data_frame,
    "outcomes": named,
    "variables": named,
    "base": optional(condition),
    "asked": optional(condition),
    "responded": expression,
    "by": columns,
    "on": columns,
    "within": columns,
    "columns": columns,
    "against": scalar,
    "between": column,
    "time": column,
    "row": column,
    "column": column,
    "name": column,
    "totals": flag,
    "details": flag,
    "independent": flag,
    "design": optional(plan),
    "level": level,
    "df": optional(positive),
    "domain_population": optional(sizes_of_domains),
    "probabilities": numbers,
    "method": method,
    "adjust": one_of("none", "holm", "benjamini_hochberg"),
    "missing": one_of("fail", "share"),
    "population": population,
    "margins": margins,
    "max_iterations": whole(1),
    "tolerance": positive,
    "seed": whole(0),
    "options": optional(values),
    "sizes": whole_numbers,
    "proportions": numbers,
    **dict.fromkeys(("margin", "points", "p", "response_rate", "power", "fay"), number),
    **dict.fromkeys(("n_before", "deff"), positive),
    "n_after": optional(positive),
}
"""What each parameter takes, by its name: every public statistic that has it is checked by it."""
