"""The cells of a table, parted into small whole numbers and all others.

Nearly every cell of a file of answers is a code. A small whole number is no word, no day, no line break and no heading:
whatever is looked for among the words of a file is looked for among the others alone, and each distinct text once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import polars as pl

from kumin.on_disk import by_steps, is_long, kept, selected
from kumin.responses.distinct import Distinct, distinct_of, repeats, true_of

K = TypeVar("K")

_FIRST = 1000  # cells

SMALL = (pl.Int8(), pl.Int16())
"""As what columns are stored that hold small whole numbers alone."""


@dataclass(frozen=True)
class Others:
    """The cells of a column that hold something else than a whole number of Int16.

    Attributes
    ----------
    column : Series of String or Categorical
        All cells of the column.
    rows : Series of UInt32
        The zero-based rows of the others, ascending.
    numbers : Series of Int64, optional
        What :attr:`whole` is, where it is known.
    """

    column: pl.Series
    rows: pl.Series
    numbers: pl.Series | None = None

    @cached_property
    def whole(self) -> pl.Series:
        """All cells of a column of text as whole numbers (Int64), null where they are empty or none."""
        if self.numbers is not None:
            return self.numbers
        return by_steps(self.column, lambda some: some.cast(pl.Int64, strict=False))

    @cached_property
    def texts(self) -> pl.Series:
        """What they hold."""
        if len(self.rows) == len(self.column) - self.column.null_count():
            return (self.column.drop_nulls() if self.column.null_count() else self.column).cast(pl.String)
        # of cells that lie in pieces many are gathered faster when they are put together first
        return (self.column.rechunk() if self.mostly else self.column).gather(self.rows).cast(pl.String)

    @cached_property
    def distinct(self) -> Distinct:
        """Their distinct texts."""
        if len(self.rows) == len(self.column):
            return distinct_of(self.column)
        if isinstance(self.column.dtype, pl.Categorical):
            return distinct_of(self.column.gather(self.rows))
        return distinct_of(self.texts)

    @property
    def mostly(self) -> bool:
        """Whether most rows of the column have such a cell."""
        return len(self.rows) * 2 > len(self.column)

    @property
    def words(self) -> Others:
        """Those that are no whole numbers at all; ids often are."""
        return self._words or self

    @cached_property
    def _words(self) -> Others | None:
        """The same; None, and no circle of references that would keep the column, where all of them are words."""
        if isinstance(self.column.dtype, pl.Categorical) or not self.mostly or repeats(self.column):
            cells = self.distinct.texts
            numbers = by_steps(cells, lambda some: some.cast(pl.Int64, strict=False))
        else:
            cells, numbers = self.column, self.whole
        if numbers.null_count() == cells.null_count():
            return Others(self.column, self.rows.clear())
        words = self.where(lambda cell: cell.cast(pl.Int64, strict=False).is_null())
        return None if len(words) == len(self.rows) else Others(self.column, words)

    def where(self, holds: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
        """Return the rows, ascending, of the texts for which an expression is true."""
        return where({0: self}, holds).get(0, self.rows.clear())

    def among(self, true: pl.Series) -> pl.Series:
        """Return the rows, ascending, of those of the distinct texts that are marked."""
        return self.rows if true.all() else self.rows.filter(self.distinct.spread(true))


def where(columns: Mapping[K, Others], holds: Callable[[pl.Expr], pl.Expr]) -> dict[K, pl.Series]:
    """Return for each column that has such texts the rows, ascending, for which an expression is true."""
    filled = {key: one for key, one in columns.items() if len(one.rows)}
    if not filled:
        return {}
    # one look at the distinct texts of all columns
    true = true_of(pl.concat([one.distinct.texts.alias("") for one in filled.values()]), holds)
    found, start = {}, 0
    if true.any():
        for key, one in filled.items():
            own = true.slice(start, len(one.distinct.texts))
            start += len(own)
            if own.any():
                found[key] = one.among(own)
    return found


_NONE = Others(pl.Series(dtype=pl.String), pl.Series(dtype=pl.UInt32))
"""Of a column that has no others."""


@dataclass(frozen=True)
class Split:
    """The cells of a frame as read, parted when they are first asked for.

    Attributes
    ----------
    frame : DataFrame
        Columns of text, of small whole numbers alone (:data:`SMALL`), or of texts that repeat (Categorical).
    """

    frame: pl.DataFrame
    _numbers: dict[str, pl.Series] = field(default_factory=dict, repr=False)
    _others: dict[str, Others] = field(default_factory=dict, repr=False)

    def numbers(self, names: Collection[str]) -> pl.DataFrame:
        """Return columns as small whole numbers (:data:`SMALL`): null where a cell is empty or one of the others."""
        self._part(names)
        return pl.DataFrame([self._numbers[name] for name in names])

    def others(self, name: str) -> Others:
        """Return the cells of a column that are no small whole numbers."""
        self._part([name])
        return self._others[name]

    def all_others(self, names: Iterable[str]) -> dict[str, Others]:
        """Return the others of several columns, all found in one pass."""
        names = list(names)
        self._part(names)
        return {name: self._others[name] for name in names}

    def where(self, names: Iterable[str], holds: Callable[[pl.Expr], pl.Expr]) -> dict[str, pl.Series]:
        """Return for each of some columns that has such texts the rows for which an expression is true."""
        return where(self.all_others(names), holds)

    def distinct(self, name: str) -> Distinct:
        """Return the distinct texts of a column of text, small whole numbers too."""
        others, column = self.others(name), self.frame[name]
        if len(others.rows) == len(column):
            return others.distinct
        if isinstance(column.dtype, pl.Categorical):
            return distinct_of(column)
        column = column.cast(pl.String)
        if len(others.rows) < len(column) - column.null_count():
            return distinct_of(column)
        if (codes := others.distinct.codes) is None:
            return distinct_of(column)
        empty = pl.Series([None], dtype=codes.dtype).new_from_index(0, len(column))
        return Distinct(others.distinct.texts, empty.scatter(others.rows, codes))

    def of(self, frame: pl.DataFrame) -> Split:
        """Return what is known of the same columns of a frame that has lost only empty rows at its end."""
        if frame.height == self.frame.height:
            # what is found out of one of them later is known of both
            return Split(frame, self._numbers, self._others)
        names = [name for name in self._numbers if name in frame.columns]
        numbers = {name: self._numbers[name].head(frame.height) for name in names}
        return Split(frame, numbers, {name: self._others[name] for name in names})

    def _part(self, names: Collection[str]) -> None:
        unknown = [name for name in names if name not in self._numbers]
        if not unknown:
            return
        none = pl.Series(dtype=pl.UInt32)
        schema = self.frame.schema
        for name in unknown:
            if schema[name] in SMALL:
                self._keep(name, self.frame[name], _NONE)
        new = [name for name in unknown if schema[name] not in SMALL]
        if not new:
            return
        numbers = selected(self.frame, self._as_numbers(new))
        whole = {name: numbers[name] for name in new if numbers.schema[name] == pl.Int64}
        numbers = numbers.with_columns(pl.col(pl.Int64).cast(pl.Int16, strict=False))
        lost = [name for name in new if numbers[name].null_count() > self.frame[name].null_count()]
        rows = dict(zip(lost, self._rows_of_others(numbers.select(lost)), strict=True))
        for name in new:
            place = rows[name] if name in lost else none
            self._keep(name, numbers[name], Others(self.frame[name], place, whole.get(name)))

    def _keep(self, name: str, numbers: pl.Series, others: Others) -> None:
        # another thread takes a column for parted whose numbers are there
        self._others[name] = others
        self._numbers[name] = numbers

    def _rows_of_others(self, numbers: pl.DataFrame) -> list[pl.Series]:
        """Return the rows of each column that are filled and hold no small whole number."""
        names = numbers.columns
        if is_long(numbers.height):
            filled = (self.frame[name].is_not_null() & numbers[name].is_null() for name in names)
            return kept(one.arg_true().cast(pl.UInt32) for one in filled)
        rows = self.frame.select(
            (pl.col(name).is_not_null() & pl.lit(numbers[name]).is_null()).arg_true().implode() for name in names
        )
        return [rows[name].item().cast(pl.UInt32) for name in names]

    def _as_numbers(self, names: Collection[str]) -> list[pl.Expr]:
        """Cast columns to small whole numbers; of texts that repeat each is cast once.

        Columns of text in memory that begin with other numbers, as ids, are cast to larger ones, which are used again.
        """
        schema = self.frame.schema
        large = [] if is_long(self.frame.height) else self._larger(names)
        numbered = {name: dtype for name in names if isinstance(dtype := schema[name], pl.Categorical)}
        known: dict[pl.Categorical, pl.Series] = {}
        for dtype in dict.fromkeys(numbered.values()):
            alike = [name for name, own in numbered.items() if own == dtype]
            last = self.frame.select(pl.max_horizontal(pl.col(alike).to_physical().max())).item()
            every = pl.int_range(0 if last is None else last + 1, dtype=pl.UInt32)
            every = every.cast(_physical(dtype))
            known[dtype] = pl.select(every.cat.to(dtype).cast(pl.String).cast(pl.Int16, strict=False)).to_series()
        return [
            _values_of(pl.col(name).to_physical(), known[numbered[name]], _physical(numbered[name])).alias(name)
            if name in numbered
            else pl.col(name).cast(pl.Int64 if name in large else pl.Int16, strict=False)
            for name in names
        ]

    def _larger(self, names: Collection[str]) -> list[str]:
        first = self.frame.select(pl.col(names)).head(_FIRST).select(pl.col(pl.String))
        return [
            name
            for name, cells in zip(first.columns, first, strict=True)
            if cells.cast(pl.Int64, strict=False).cast(pl.Int16, strict=False).null_count() * 2 > len(cells)
            and cells.cast(pl.Int64, strict=False).null_count() * 2 < len(cells)
        ]


def _physical(dtype: pl.Categorical) -> pl.DataType:
    return pl.Series(dtype=dtype).to_physical().dtype


def _values_of(numbers: pl.Expr, known: pl.Series, dtype: pl.DataType) -> pl.Expr:
    """Give the number of each text the small whole number that the text is, null where it is none."""
    own = known.count()
    # comparing is faster than looking up, where the first texts are the numbers themselves, as readers see to
    if dtype == pl.UInt16() and known.head(own).equals(pl.int_range(own, dtype=pl.Int16, eager=True)):
        return pl.when(numbers < own).then(numbers.reinterpret(signed=True))
    return pl.lit(known).gather(numbers)
