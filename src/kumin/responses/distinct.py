"""Texts that repeat: what is looked for in them is looked for once in each distinct one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from kumin.on_disk import by_steps

_SAMPLE = 1000
_STEP = 1 << 20


@dataclass(frozen=True)
class Distinct:
    """Texts, each once where they repeat.

    Attributes
    ----------
    texts : Series of String
        The distinct texts; where they hardly repeat, the cells as they are, without the empty ones.
    codes : Series of unsigned integers, optional
        For each cell its place among ``texts``, null where it is empty; None where ``texts`` are the cells.
    counted : Series of UInt32, optional
        How many cells have each text, where it is known.
    """

    texts: pl.Series
    codes: pl.Series | None = None
    counted: pl.Series | None = field(default=None, compare=False)

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
        if self.counted is not None:
            return self.counted
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
    every = _counts(numbers)
    found = (every > 0).arg_true()
    if len(found) > (len(cells) - cells.null_count()) / 2:
        return distinct_of(cells.cast(pl.String))
    counts = every.gather(found)
    texts = found.cast(numbers.dtype).to_frame("n").select(pl.col("n").cat.to(cells.dtype).cast(pl.String)).to_series()
    if len(found) == len(every):
        return Distinct(texts, numbers, counts)
    places = pl.int_range(len(found), dtype=pl.UInt32, eager=True)
    place_of = pl.repeat(0, len(every), dtype=pl.UInt32, eager=True).scatter(found, places)
    return Distinct(texts, by_steps(numbers, place_of.gather), counts)


def _counts(numbers: pl.Series) -> pl.Series:
    """Count how often each number from 0 to the largest occurs (UInt32)."""
    import numpy as np

    total = np.zeros(0, np.int64)
    for start in range(0, len(numbers), _STEP):
        # faster than looking for the distinct ones: these numbers are small
        part = np.bincount(numbers.slice(start, _STEP).drop_nulls().to_numpy(), minlength=len(total))
        part[: len(total)] += total
        total = part
    return pl.Series(total, dtype=pl.UInt32)


def repeats(cells: pl.Series) -> bool:
    """Tell by the first cells whether texts repeat."""
    first = cells.head(_SAMPLE)
    return first.n_unique() <= len(first) / 2


def true_of(texts: pl.Series, holds: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """Tell of which texts an expression is true; it is not of null."""
    return pl.select(holds(pl.lit(texts)).fill_null(False)).to_series()
