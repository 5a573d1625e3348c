"""What people see in a workbook that its values alone do not say: formats, merged cells, hidden rows, formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from kumin.frames import Column, Frame

CELLS = Frame(
    "seen cells",
    "One cell of a sheet whose stored value is not all there is to it.",
    (
        Column("row", pl.UInt32, meaning="Row as a spreadsheet shows it."),
        Column("column", pl.UInt32, meaning="Zero-based column."),
        Column("kind", pl.String, meaning="What is more: FORMULA, ERROR, PERCENT, STRUCK and the others below."),
        Column(
            "text",
            pl.String,
            meaning="Of an error or a text what is shown (#N/A); of a percentage how often it is times 100.",
        ),
    ),
)
"""Cells that are more than their stored value."""

FORMULA = "formula"
"""A formula whose result is not stored."""

ERROR = "error"
"""A formula's error: #N/A, #DIV/0!, …"""

PERCENT = "percent"
"""A number shown as a percentage."""

OTHERWISE = "otherwise"
"""A number whose format shows another one, a word or nothing."""

STRUCK = "struck"
"""A cell whose content is struck out."""

DAY = "day"
"""A number shown as a day by a format that the reader does not know."""

TEXT = "text"
"""A text that the reader of the values does not read as it is shown."""

LONGEST_NUMBER = 1e15
"""From here on a number has more digits than a spreadsheet keeps."""

DIGITS = "digits"
"""A number of more than 15 digits, of which a spreadsheet keeps 15."""

FILLED = "filled"
"""A cell that a merged cell above it covers: it has got that one's value."""

NOT_FILLED = "not filled"
"""A cell that a merged cell beside it, or of the headings, covers: it stays empty."""


Block = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells; rows from 1, columns from 0."""

Ranges = tuple[tuple[float | str, float | str], ...]
"""Lowest and highest value of each range; of texts both are the text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a sheet.

    Attributes
    ----------
    cells : DataFrame
        :data:`CELLS`.
    hidden_rows : Series of UInt32
        Rows, as a spreadsheet shows them, that are hidden or filtered out.
    hidden_columns : frozenset of int
        Zero-based columns that are hidden.
    total_rows : tuple of int
        Total rows of Excel tables.
    merged : tuple of Block
        Merged cells.
    from_1904 : bool
        Whether days are counted from 1904.
    hidden_sheet : bool
        Whether the sheet itself is hidden.
    complete : bool
        False for a format that does not tell of a formula whether its result was calculated, nor of total rows.
    declared_missing : mapping of zero-based column to ranges
        Of an SPSS file: the values that it declares as missing.
    value_labels : mapping of zero-based column to {value: label}
        Of an SPSS file: what it calls the values of a column.
    """

    cells: pl.DataFrame = field(default_factory=CELLS.empty)
    hidden_rows: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.UInt32))
    hidden_columns: frozenset[int] = frozenset()
    total_rows: tuple[int, ...] = ()
    merged: tuple[Block, ...] = ()
    from_1904: bool = False
    hidden_sheet: bool = False
    complete: bool = True
    declared_missing: Mapping[int, Ranges] = field(default_factory=dict)
    value_labels: Mapping[int, Mapping[float | str, str]] = field(default_factory=dict)

    def of_kind(self, *kinds: str) -> pl.DataFrame:
        """Return the cells of some kinds."""
        return self.cells.filter(pl.col("kind").is_in(kinds))
