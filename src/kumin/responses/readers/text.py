"""CSV, TSV and other delimited text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.responses.delimiters import account_for_delimiters, cell_counts
from kumin.responses.lines import Lines, count_ends, reconcile, within_cells
from kumin.responses.matching.headings import Headings, find_headings, first_rows
from kumin.responses.quotes import (
    has_formula_signs,
    has_spaces_before_quotes,
    without_formula_signs,
    without_spaces_at_quotes,
)
from kumin.responses.readers import _delimited
from kumin.responses.readers._content import refuse_no_text
from kumin.responses.readers._delimited import (
    choose_delimiter,
    empty_as_null,
    parse,
    swallowed_rows,
    swallows_rows,
)
from kumin.responses.readers._large import parse_body, parse_large
from kumin.responses.readers.encoding import looks_utf8, to_utf8
from kumin.responses.readers.reader import READERS, Reader, Source
from kumin.responses.signs import CountedText, below_stated, count, count_signs
from kumin.responses.split import Split
from kumin.responses.table import ROW, AnswerTable, cut, make_table
from kumin.responses.threads import on_another_thread

_MOST = 0.5
"""Share of the rows that may have more cells than there are headings; those are found one by one."""

_HEAD = 1 << 16

DOS_END = b"\x1a"
"""What old systems write after the last line."""


def read_text(source: Source) -> AnswerTable:
    """Read delimited text of any encoding that kumin knows.

    Raises
    ------
    ReadError
        It is of another encoding, or not delimited text.
    """
    path, data, layout, questionnaire = source.path, source.data, source.layout, source.questionnaire
    # Polars refuses a file that begins as UTF-8 and does not go on so; then it is decoded with care
    quick = layout.encoding is None and looks_utf8(data)
    if quick and (table := _read_large(path, data.rstrip(DOS_END), layout, questionnaire, "utf-8", "valid")):
        return table
    text, encoding, evidence = to_utf8(path, data.rstrip(DOS_END) if quick else data, layout.encoding)
    text = text.rstrip(DOS_END)
    if table := _read_large(path, text, layout, questionnaire, encoding, evidence):
        return table
    delimiter = choose_delimiter(text, layout.delimiter)
    text, spaced = without_spaces_at_quotes(text, delimiter)
    text, formed = without_formula_signs(text, delimiter)
    signs = count_signs(text)
    raw = parse(path, text, delimiter, signs)
    refuse_no_text(path, text, raw.width)
    headings = find_headings(first_rows(raw, layout), layout, questionnaire)
    _refuse_headings(path, raw.head(headings.first + headings.depth), delimiter)
    own = CountedText(text, signs, count(below_stated(text), delimiter)[1])
    # as many rows as lines: no cell can hold the end of one
    parts = [Split(raw)]
    within = within_cells(parts[0]) if signs.lines > raw.height + own.stated else {}
    doubtful = _refuse_swallowed(path, raw, within, width_of(headings, raw.width), delimiter, 1)
    table = cut(path, raw, headings, encoding=encoding, delimiter=delimiter, evidence=evidence)
    table = _accounted(table, own, parts, sum(within.values()), doubtful)
    if not table.lines or not (spaced or formed):
        return table
    return replace(table, lines=replace(table.lines, spaced=spaced, formed=formed))


def _accounted(
    table: AnswerTable, text: CountedText, parts: Sequence[Split], within: int, doubtful: tuple[int, ...]
) -> AnswerTable:
    """Account for every line of the file.

    Raises
    ------
    ReadError
        The lines counted in the bytes are not those that were read.
    """
    rows = sum(part.frame.height for part in parts)
    reconcile(table.path, text.last, text.signs.lines, rows, within, text.stated)
    otherwise = 0 if text.signs.alike else count_ends(text.text).otherwise
    delimiters = account_for_delimiters(table.path, text, table.delimiter, parts, width_of(table.headings, 0))
    _refuse_short_headings(table, text)
    above, depth = table.headings.first + text.stated, table.headings.depth
    lines = Lines(text.signs.lines, above, depth, within, otherwise, doubtful, delimiters, open=bool(text.signs.last))
    return replace(table, lines=lines)


def _refuse_short_headings(table: AnswerTable, text: CountedText) -> None:
    """Refuse a file whose rows have a cell more than there are headings: R leaves out that of the row names.

    A column without a heading has a delimiter for it; where that is missing too, nobody knows which heading it was.

    Raises
    ------
    ReadError
        More than half of the rows hold something right of the last cell of the headings.
    """
    headings = table.headings
    records = islice(cell_counts(text.rows, table.delimiter), headings.first, headings.first + headings.depth)
    cells = max(records, default=0)
    names = [name for name in table.frame.columns if name != ROW]
    if not 0 < cells < len(names):
        return
    beyond = pl.any_horizontal(pl.col(names[cells:]).is_not_null())
    if table.frame.select(beyond.mean()).item() > _MOST:
        row = headings.first + headings.depth + text.stated
        raise ReadError("headings_too_few", path=table.path, row=row, headings=cells, cells=cells + 1)


def width_of(headings: Headings, widest: int) -> int:
    """Count the columns up to the last with a heading; a row that swallowed another may be wider."""
    return max((place + 1 for place, own in enumerate(headings.own) if any(own)), default=widest)


def _refuse_headings(path: Path, above: pl.DataFrame, delimiter: str) -> None:
    """Refuse a file in which a quote made answers a part of the headings: nobody's words are shown as a heading."""
    if (place := swallows_rows(above, delimiter)) is not None:
        raise ReadError("quote_over_rows", path=path, row=place + 1)


def _refuse_swallowed(
    path: Path, frame: pl.DataFrame, names: Collection[str], width: int, delimiter: str, first: int
) -> tuple[int, ...]:
    """Refuse a file in which a quote made one cell of several rows; return the rows in which that may be so.

    Raises
    ------
    ReadError
        With the row in which the quote opens; ``first`` is the row of the frame's first.
    """
    doubtful = []
    for place, sure in swallowed_rows(frame, names, width, delimiter):
        if sure:
            raise ReadError("quote_over_rows", path=path, row=place + first)
        doubtful.append(place + first)
    return tuple(sorted(doubtful))


def _read_large(
    path: Path, data: bytes, layout: FileLayout, questionnaire: Questionnaire | None, encoding: str, evidence: str
) -> AnswerTable | None:
    """Read a large UTF-8 text the fast way; None where it is small, or not regular enough for this."""
    if len(data) < _delimited.LARGE:
        return None
    if (opened := parse_large(data, layout.delimiter)) is None:
        return None
    head, delimiter = opened
    if has_formula_signs(data[:_HEAD], delimiter):
        return None
    # the bytes are counted while Polars parses them
    counts = on_another_thread(partial(count, data, delimiter))
    headings = find_headings(first_rows(head, layout), layout, questionnaire)
    start = headings.first + headings.depth
    body = parse_body(data, delimiter, head, start)
    signs, counted = counts.result()
    # old line ends Polars does not know
    if body is None or body.width != head.width or signs.lone_returns:
        return None
    if (signs.spaced and has_spaces_before_quotes(data, delimiter)) or (
        signs.formed and has_formula_signs(data, delimiter)
    ):
        return None
    how = {"encoding": encoding, "delimiter": delimiter, "evidence": evidence}
    return table_of_large(path, CountedText(data, signs, counted), head, empty_as_null(body, signs), headings, how)


def table_of_large(
    path: Path,
    text: CountedText,
    head: pl.DataFrame,
    body: pl.DataFrame,
    headings: Headings,
    how: Mapping[str, str],
) -> AnswerTable:
    """Make a table of a large text's rows above the answers and of the answers, and account for every line.

    Parameters
    ----------
    path : Path
        The file's.
    text : CountedText
        What it holds.
    head : DataFrame
        The first records, as text.
    body : DataFrame
        The records below the headings.
    headings : Headings
        Where they stand.
    how : mapping
        ``encoding``, ``delimiter`` and ``evidence``.
    """
    above, delimiter = head.head(headings.first + headings.depth), how["delimiter"]
    _refuse_headings(path, above, delimiter)
    rows = above.height + body.height
    cells, within = Split(body), 0
    doubtful: tuple[int, ...] = ()
    # as many rows as lines: no cell can hold the end of one
    parts = [Split(above), cells]
    for part, first in zip(parts, (1, above.height + 1), strict=True) if text.signs.lines > rows else ():
        found = within_cells(part)
        within += sum(found.values())
        doubtful += _refuse_swallowed(path, part.frame, found, head.width, delimiter, first)
    table = make_table(
        path, cells, headings, above.rows(), encoding=how["encoding"], delimiter=delimiter, evidence=how["evidence"]
    )
    return _accounted(table, text, parts, within, doubtful)


READERS.add("text", Reader("text", (".csv", ".tsv", ".txt"), read_text, order=10))
