"""The cells of a table, parted into small whole numbers and all others.

Nearly every cell of a file of answers is a code. A small whole number is no word, no day, no line break and no heading:
whatever is looked for among the words of a file is looked for among the others alone, and each distinct text once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

_SAMPLE = 1000


@dataclass(frozen=True)
class Others:
    """The cells of a column that hold something else than a whole number of Int16.

    Attributes
    ----------
    rows : Series of UInt32
        Their zero-based rows, ascending.
    texts : Series of String
        What they hold.
    """

    rows: pl.Series
    texts: pl.Series

    @cached_property
    def words(self) -> Others:
        """Those that are no whole numbers at all; ids often are."""
        number = self.texts.cast(pl.Int64, strict=False)
        if not number.null_count():
            return Others(self.rows.clear(), self.texts.clear())
        return Others(self.rows.filter(number.is_null()), self.texts.filter(number.is_null()))

    @cached_property
    def distinct(self) -> pl.Series:
        """The distinct texts, where texts are repeated; else all of them."""
        first = self.texts.head(_SAMPLE)
        return self.texts.unique() if first.n_unique() <= len(first) / 2 else self.texts

    def where(self, holds: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
        """Return the rows, ascending, of the texts for which an expression is true."""
        if self.rows.is_empty():
            return self.rows
        true = pl.select(holds(pl.lit(self.distinct)).fill_null(False)).to_series()
        if self.distinct is self.texts or not true.any():
            return self.rows.filter(true) if self.distinct is self.texts else self.rows.clear()
        return self.rows.filter(self.texts.is_in(self.distinct.filter(true).implode()))

    def count(self, holds: Callable[[pl.Expr], pl.Expr]) -> int:
        """Count the cells for which an expression is true."""
        return len(self.where(holds))


@dataclass(frozen=True)
class Split:
    """The cells of a frame as read, parted when they are first asked for.

    Attributes
    ----------
    frame : DataFrame
        Columns of text, or of small whole numbers alone (Int16).
    """

    frame: pl.DataFrame
    _numbers: dict[str, pl.Series] = field(default_factory=dict, repr=False)
    _others: dict[str, Others] = field(default_factory=dict, repr=False)

    def numbers(self, names: Collection[str]) -> pl.DataFrame:
        """Return columns as Int16: null where a cell is empty or one of the others."""
        self._part(names)
        return pl.DataFrame([self._numbers[name] for name in names])

    def others(self, name: str) -> Others:
        """Return the cells of a column that are no small whole numbers."""
        self._part([name])
        return self._others[name]

    def of(self, frame: pl.DataFrame) -> Split:
        """Return what is known of the same columns of a frame that has lost only empty rows at its end."""
        if frame.height == self.frame.height:
            # what is found out of one of them later is known of both
            return Split(frame, self._numbers, self._others)
        names = [name for name in self._numbers if name in frame.columns]
        numbers = {name: self._numbers[name].head(frame.height) for name in names}
        return Split(frame, numbers, {name: self._others[name] for name in names})

    def _part(self, names: Collection[str]) -> None:
        none = Others(pl.Series(dtype=pl.UInt32), pl.Series(dtype=pl.String))
        for name in names:
            if name not in self._numbers and self.frame.schema[name] == pl.Int16:
                self._numbers[name], self._others[name] = self.frame[name], none
        new = [name for name in names if name not in self._numbers]
        if not new:
            return
        numbers = self.frame.select(pl.col(new).cast(pl.Int16, strict=False))
        both = self.frame.select(new)
        lost = [name for name in new if numbers[name].null_count() > both[name].null_count()]
        rows = both.select(
            (pl.col(name).is_not_null() & pl.lit(numbers[name]).is_null()).arg_true().implode() for name in lost
        )
        for name in new:
            place = rows[name].item().cast(pl.UInt32) if name in lost else none.rows
            texts = both[name].gather(place).cast(pl.String)
            self._numbers[name], self._others[name] = numbers[name], Others(place, texts)
