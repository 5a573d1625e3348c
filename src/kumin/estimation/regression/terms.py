"""Terms of a regression: numbers, categories and their products, and the matrix they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats
from kumin.errors import StatisticsError

INTERCEPT = "(intercept)"


@dataclass(frozen=True, slots=True)
class Category:
    """A column taken as categories; made by :func:`category`."""

    column: str
    ref: object = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """The product of several terms; made by :func:`interaction`."""

    parts: tuple[str | Category, ...]


Term = str | Category | Interaction
"""A number's column, categories, or a product of them."""


def category(column: str, ref: object = None) -> Category:
    """Take a column as categories, each but the reference with a coefficient (treatment contrasts).

    Parameters
    ----------
    column : str
        Its name.
    ref : optional
        The reference, with which all others are compared; default: the first in sorted order.

    Returns
    -------
    Category
        A term of :func:`regress`.

    Raises
    ------
    StatisticsError
        The column is not named by a text.

    Examples
    --------
    >>> category("stype", ref="E").ref
    'E'
    """
    if not isinstance(column, str):
        raise StatisticsError("argument_column", name="column", kind=type(column).__name__)
    return Category(column, ref)


def interaction(*parts: str | Category) -> Interaction:
    """Take the product of two or more terms, without the main effects: list those beside it.

    Parameters
    ----------
    *parts : str or Category
        Names of numeric columns, and :func:`category`.

    Returns
    -------
    Interaction
        A term of :func:`regress`.

    Raises
    ------
    StatisticsError
        There are not two parts, or one is no term.

    Examples
    --------
    >>> len(interaction("age", category("sex")).parts)
    2
    """
    if len(parts) < 2 or not all(isinstance(one, str | Category) for one in parts):
        raise StatisticsError("regression_interaction")
    return Interaction(parts)


def columns_of(terms: Sequence[Term]) -> list[str]:
    """Columns that the terms read, each once."""
    simple = [one for term in terms for one in (term.parts if isinstance(term, Interaction) else (term,))]
    return list(dict.fromkeys(one.column if isinstance(one, Category) else one for one in simple))


def name_of(term: Term) -> str:
    """Name a term as the coefficients do."""
    if isinstance(term, Interaction):
        return " × ".join(name_of(one) for one in term.parts)
    return term.column if isinstance(term, Category) else term


@dataclass(frozen=True)
class Block:
    """Columns of the matrix that belong to a term: (rows, k), each with the category it stands for."""

    name: str
    labels: tuple[str | None, ...]
    matrix: Floats


def block_of(term: Term, values: pl.DataFrame, used: Bools) -> Block:
    """Make a term's columns from the rows' values; categories are those of the rows used.

    Raises
    ------
    StatisticsError
        The reference is no category of the column, or a number has only one value there.
    """
    if isinstance(term, Interaction):
        parts = [block_of(one, values, used) for one in term.parts]
        matrix, labels = parts[0].matrix, [parts[0].labels[k] for k in range(len(parts[0].labels))]
        for part in parts[1:]:
            matrix = (matrix[:, :, None] * part.matrix[:, None, :]).reshape(matrix.shape[0], -1)
            labels = [_joined(one, two) for one in labels for two in part.labels]
        return Block(name_of(term), tuple(labels), matrix)
    if isinstance(term, str):
        return Block(term, (None,), np.nan_to_num(values[term].cast(pl.Float64).to_numpy())[:, None])
    column = values[term.column]
    found = column.filter(pl.Series(used)).drop_nulls().unique().sort().to_list()
    ref = found[0] if term.ref is None and found else term.ref
    if ref not in found:
        raise StatisticsError("regression_reference", name=term.column, kind=type(ref).__name__)
    others = [one for one in found if one != ref]
    matrix = np.column_stack([column.eq(one).fill_null(value=False).to_numpy() for one in others] or [np.zeros((0,))])
    return Block(
        term.column, tuple(str(one) for one in others), matrix.astype(float).reshape(column.len(), len(others))
    )


def _joined(first: str | None, second: str | None) -> str | None:
    known = [one for one in (first, second) if one is not None]
    return " × ".join(known) or None
