"""How the questions of an axis, and the codes of its groups, stand in the columns ``axis`` and ``category``.

Crossed ones are joined by ``*``: axis ``sex*age``, category ``2*-1``. Of everyone both are null.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

Axis = tuple[str, ...]
"""The questions a table is broken down by; several are crossed."""

_SIGN = "*"


def crossed(parts: Iterable[str]) -> str:
    """Join the questions of an axis, or the codes of a group."""
    return _SIGN.join(parts)


def parts_of(joined: str) -> Axis:
    """Take an axis, or a category, apart."""
    return tuple(joined.split(_SIGN))


def members_of(axis: str, category: str) -> tuple[tuple[str, str], ...]:
    """Return each question of an axis with the code that a group has of it."""
    return tuple(zip(parts_of(axis), parts_of(category), strict=True))


def has_part(column: str, part: str) -> pl.Expr:
    """Tell whether a part is one of those joined in a column; false of everyone."""
    return pl.col(column).str.split(_SIGN).list.contains(part).fill_null(value=False)


def axis_of(axis: Axis) -> pl.Expr:
    """Return an axis as its column has it."""
    return pl.lit(crossed(axis) or None, pl.String)


def category_of(axis: Axis) -> pl.Expr:
    """Return the group of each row of coded answers by an axis."""
    if not axis:
        return pl.lit(None, pl.String)
    # an option of a multiple answer is chosen or not: 1 or 0
    return pl.concat_str([pl.col(name).cast(pl.Int16).cast(pl.String) for name in axis], separator=_SIGN)
