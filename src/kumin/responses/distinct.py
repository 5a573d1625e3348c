"""Texts that repeat: what is looked for in them is looked for once in each distinct one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from kumin.on_disk import by_steps

_SAMPLE = 1000


@dataclass(frozen=True)
class Distinct:
    """Texts, each once where they repeat.

    Attributes
    ----------
    texts : Series of String
        The distinct texts; where they hardly repeat, the cells as they are, without the empty ones.
    codes : Series of unsigned integers, optional
        For each cell its place among ``texts``, null where it is empty; None where ``texts`` are the cells.
    """

    texts: pl.Series
    codes: pl.Series | None = None

    def spread(self, values: pl.Series) -> pl.Series:
        """Give every cell what was found of its text.

        Examples
        --------
        >>> Distinct(pl.Series(["a", "b"]), pl.Series([1, 0, 1])).spread(pl.Series([10, 20])).to_list()
        [20, 10, 20]
        """
        return values if self.codes is None else by_steps(self.codes, values.gather).alias(values.name)

    @cached_property
    def counts(self) -> pl.Series:
        """How many cells have each text (UInt32)."""
        if self.codes is None:
            return pl.repeat(1, len(self.texts), dtype=pl.UInt32, eager=True)
        found = self.codes.drop_nulls().alias("code").value_counts(name="n")
        zero = pl.repeat(0, len(self.texts), dtype=pl.UInt32, eager=True)
        return zero.scatter(found["code"], found["n"])


def distinct_of(cells: pl.Series) -> Distinct:
    """Find the distinct texts of a column.

    Parameters
    ----------
    cells : Series of String or Categorical
        Empty cells are null.
    """
    if isinstance(cells.dtype, pl.Categorical):
        return _of_numbered(cells)
    texts = cells.drop_nulls() if cells.null_count() else cells
    if repeats(texts) and len(distinct := texts.unique()) <= len(texts) / 2:
        return Distinct(distinct, by_steps(cells, lambda some: some.cast(pl.Enum(distinct)).to_physical()))
    if len(texts) == len(cells):
        return Distinct(texts)
    filled = cells.is_not_null()
    return Distinct(texts, (filled.cum_sum() - 1).set(~filled, None))


def _of_numbered(cells: pl.Series) -> Distinct:
    """Find the distinct texts of a column that has a number for each."""
    numbers = cells.to_physical()
    found = numbers.drop_nulls().unique().sort()
    if len(found) > (len(cells) - cells.null_count()) / 2:
        return distinct_of(cells.cast(pl.String))
    if found.is_empty():
        return Distinct(pl.Series(dtype=pl.String), numbers)
    texts = found.to_frame("n").select(pl.col("n").cat.to(cells.dtype).cast(pl.String)).to_series()
    last = int(str(found.max()))
    if len(found) == last + 1:
        return Distinct(texts, numbers)
    places = pl.int_range(len(found), dtype=pl.UInt32, eager=True)
    place_of = pl.repeat(0, last + 1, dtype=pl.UInt32, eager=True).scatter(found, places)
    return Distinct(texts, by_steps(numbers, place_of.gather))


def repeats(cells: pl.Series) -> bool:
    """Tell by the first cells whether texts repeat."""
    first = cells.head(_SAMPLE)
    return first.n_unique() <= len(first) / 2


def true_of(texts: pl.Series, holds: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """Tell of which texts an expression is true; it is not of null."""
    return pl.select(holds(pl.lit(texts)).fill_null(False)).to_series()
