"""What sums must have in common to be added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign


def named_strata(design: SurveyDesign) -> SurveyDesign:
    """Name the strata of a population by texts, as parts and files name them."""

    def named(size: Any) -> Any:
        if isinstance(size, Mapping):
            return {str(key): float(value) for key, value in size.items()}
        return tuple(map(named, size)) if isinstance(size, tuple) else size

    lonely = design.lonely_psu
    by_name: Any = {str(key): value for key, value in lonely.items()} if isinstance(lonely, Mapping) else lonely
    return replace(design, population=named(design.population), lonely_psu=by_name)


def merged_designs(first: SurveyDesign, second: SurveyDesign) -> SurveyDesign:
    """Unite two designs that are the same but for the strata of which they tell population or lonely units.

    Raises
    ------
    StatisticsError
        They differ in anything else.
    """
    united: dict[str, Any] = {}
    for field in fields(SurveyDesign):
        one, other = getattr(first, field.name), getattr(second, field.name)
        united[field.name] = _united(field.name, one, other)
    return replace(first, **united)


def _united(name: str, one: object, other: object) -> object:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if all(one[key] == other[key] for key in one.keys() & other.keys()):
            return {**one, **other}
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(_united(name, *pair) for pair in zip(one, other, strict=True))
    elif one == other:
        return one
    raise StatisticsError("sums_of_other_design", name=name)


def concatenated(first: pl.DataFrame, second: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Put the rows of two frames of sums below each other; ``names`` are those of the columns ``by_0`` ….

    Raises
    ------
    StatisticsError
        A column has different types, beyond whole numbers of different width, or one frame lacks it.
    """
    if set(first.columns) != set(second.columns):
        raise StatisticsError("sums_apart_by_weight")
    for column, kind in first.schema.items():
        other = second.schema[column]
        if not (kind == other or pl.Null in (kind, other) or (kind.is_integer() and other.is_integer())):
            place = column.removeprefix("by_")
            name = names[int(place)] if place != column else column
            raise StatisticsError("sums_of_other_types", name=name, first=str(kind), second=str(other))
    return pl.concat([first, second.select(first.columns)], how="vertical_relaxed")
