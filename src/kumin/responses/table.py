"""An answer file as a table of text, with the row numbers that a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.on_disk import by_steps, kept, kept_frame
from kumin.responses.distinct import Distinct
from kumin.responses.lines import Lines
from kumin.responses.matching.headings import Headings, headings_of
from kumin.responses.seen import Seen
from kumin.responses.split import SMALL, Others, Split

ROW = "row"
"""Column of file row numbers: as a spreadsheet shows them, the first row of the file is 1 (in SPSS the first case)."""

_SHORT = 100_000
"""Rows of a table that readers of large files do not see."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer file as text.

    Attributes
    ----------
    path : Path
        The file.
    headers : tuple of str
        Headings as in the file, in order; those of several rows are joined.
    frame : polars.DataFrame
        One row a record: ``row`` (UInt32, file row number) and one String column per heading, named ``c0``, ``c1``, …
        by position, because headings may repeat. An empty cell is null. In large text files a column that holds only
        small whole numbers is Int8 or Int16, and one of texts that repeat Categorical; see :meth:`text`.
    encoding : str
        Of a text file: ``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16-le``, …; else the kind.
    delimiter : str
        Of a text file, else empty.
    sha256 : str
        Digest of the file's bytes.
    size : int
        Bytes.
    kind : str
        The name of the reader: ``text``, ``xlsx``, ``xls``, ``ods``, ``parquet`` or ``sav``.
    evidence : str
        How the encoding was recognised; see :func:`kumin.responses.readers.encoding.to_utf8`.
    sheet : str
        The sheet read of a workbook.
    unread : tuple of str
        The other sheets that have the same headings and answers.
    seen : Seen
        What is seen of a workbook's sheet that its values do not say.
    headings : Headings
        The headings, row by row.
    top : tuple of rows
        The rows above the answers, unchanged.
    lines : Lines, optional
        The lines of a text file, counted in its bytes.
    names_apart : bool
        Whether the names of the columns stand in no row: an SPSS file numbers its cases from 1.
    split : Split
        What is known of the cells of a frame; see :attr:`cells`.
    """

    path: Path
    headers: tuple[str, ...]
    frame: pl.DataFrame
    encoding: str
    delimiter: str
    sha256: str
    size: int
    kind: str = "text"
    evidence: str = ""
    sheet: str = ""
    unread: tuple[str, ...] = ()
    seen: Seen = field(default_factory=Seen)
    headings: Headings = field(default_factory=lambda: headings_of(()))
    top: tuple[tuple[str | None, ...], ...] = ()
    lines: Lines | None = None
    names_apart: bool = False
    split: Split = field(default_factory=lambda: Split(pl.DataFrame()), repr=False, compare=False)

    @property
    def cells(self) -> Split:
        """The cells, parted into small whole numbers and others; what was found out once is kept."""
        if self.split.frame is not self.frame:
            object.__setattr__(self, "split", Split(self.frame))
        return self.split

    def others(self, position: int) -> Others:
        """Return the cells of a column that are no small whole numbers."""
        return self.cells.others(self.column(position))

    def distinct(self, position: int) -> Distinct:
        """Return the distinct texts of a column."""
        return self.cells.distinct(self.column(position))

    def text(self, position: int, rows: pl.Series | None = None) -> pl.Series:
        """Cells of a column as text, all or those of some zero-based rows."""
        cells = self.frame[self.column(position)]
        if cells.dtype == pl.String:
            return cells if rows is None else cells.gather(rows)
        return by_steps(cells if rows is None else cells.gather(rows), lambda some: some.cast(pl.String))

    def plain(self, position: int) -> pl.Series:
        """Cells of a column as text, or as the small whole numbers they are."""
        cells = self.frame[self.column(position)]
        return self.text(position) if isinstance(cells.dtype, pl.Categorical) else cells

    def repeated(self, position: int) -> pl.Series:
        """Cells of a column as text, or as Categorical where the table holds them so."""
        cells = self.frame[self.column(position)]
        return cells if isinstance(cells.dtype, pl.Categorical) else self.text(position)

    @staticmethod
    def column(position: int) -> str:
        """Name of the frame's column at a zero-based position."""
        return f"c{position}"


def kept_table(table: AnswerTable, above: int) -> AnswerTable:
    """Keep the cells of a table in a file, where it has many rows together with those of the tables above it."""
    frame = kept_frame(table.frame, above)
    return table if frame is table.frame else replace(table, frame=frame, split=Split(frame))


def compact(table: AnswerTable) -> AnswerTable:
    """Store the columns of small whole numbers, written plainly, as numbers: of many files each counts in memory.

    A cell of text takes sixteen bytes, a code one or two. Readers do the same with what is large by itself.
    """
    frame = table.frame
    if frame.height > _SHORT:
        return table
    for dtype in SMALL:
        texts = [column.name for column in frame.select(pl.col(pl.String)) if column.null_count() < len(column)]
        same = pl.col(texts).cast(dtype, strict=False).cast(pl.String).eq_missing(pl.col(texts)).all()
        fit = [column.name for column in frame.select(same) if column.all()]
        frame = frame.with_columns(pl.col(fit).cast(dtype))
    return replace(table, frame=frame, split=Split(frame))


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Return some rows of a table with texts that repeat as text."""
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def cut(
    path: Path, raw: pl.DataFrame, headings: Headings, *, encoding: str, delimiter: str = "", evidence: str = "",
    rows: int = 0,
) -> AnswerTable:  # fmt: skip
    """Cut a sheet into headings and answers; the first ``rows`` are kept, though the last of them seem to be empty."""
    start = headings.first + headings.depth
    top = raw.head(start).rows()
    if rows > raw.height:
        raw = pl.concat([raw, raw.clear(rows - raw.height)])
    split = Split(raw.slice(start))
    return make_table(
        path, split, headings, top, encoding=encoding, delimiter=delimiter, evidence=evidence, least=rows - start
    )


def make_table(
    path: Path, split: Split, headings: Headings, top: Sequence[tuple[str | None, ...]], *, encoding: str,
    delimiter: str, evidence: str, names_apart: bool = False, least: int = 0,
) -> AnswerTable:  # fmt: skip
    """Cut empty columns at the right and empty rows at the end, but for the first ``least``."""
    frame = split.frame
    used = _used_columns(frame, headings)
    frame = _without_empty_end(frame.select(frame.columns[:used]), least)
    if frame.is_empty():
        raise ReadError("file_without_rows", path=path)
    headings = replace(headings, parts=headings.parts[:used], own=headings.own[:used])
    first = 1 if names_apart else len(top) + 1
    rows = pl.int_range(first, first + frame.height, dtype=pl.UInt32, eager=True).alias(ROW)
    frame = pl.DataFrame([*kept([rows]), *frame.iter_columns()])
    return AnswerTable(
        path=path, headers=headings.names, frame=frame, encoding=encoding,
        delimiter=delimiter, sha256="", size=0, evidence=evidence, headings=headings,
        top=tuple(row[:used] for row in top), names_apart=names_apart, split=split.of(frame),
    )  # fmt: skip


def _used_columns(frame: pl.DataFrame, headings: Headings) -> int:
    """Count the columns up to the last with a heading of its own or a value."""
    for position in range(frame.width - 1, -1, -1):
        named = position < len(headings.own) and any(headings.own[position])
        if named or frame.to_series(position).null_count() < frame.height:
            return position + 1
    return 0


def _without_empty_end(frame: pl.DataFrame, least: int) -> pl.DataFrame:
    """Drop the rows after the last one with a value, but for the first ``least``."""
    filled = pl.any_horizontal(pl.all().is_not_null())
    if frame.is_empty() or frame.tail(1).select(filled).item():
        return frame
    last = frame.select(pl.arg_where(filled).max()).item()
    return frame.head(max(least, 0 if last is None else last + 1))


def source_names(tables: Sequence[AnswerTable]) -> list[str]:
    """Name each file for the ``source`` column: its name, numbered where several have the same."""
    names = [table.path.name for table in tables]
    return [
        f"{name} ({names[:place].count(name) + 1})" if name in names[:place] else name
        for place, name in enumerate(names)
    ]
