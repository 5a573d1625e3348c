"""CSV, TSV and other delimited text."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.responses.matching.headings import find_headings, first_rows
from kumin.responses.readers._delimited import parse, parse_body, parse_large, swallowed_row
from kumin.responses.readers.encoding import looks_utf8, to_utf8
from kumin.responses.readers.reader import READERS, Reader, Source, answer_suffixes
from kumin.responses.table import AnswerTable, cut, make_table

_DOS_END = b"\x1a"  # old systems write it after the last line


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
    if quick and (table := _read_large(path, data.rstrip(_DOS_END), layout, questionnaire, "utf-8", "valid")):
        return table
    text, encoding, evidence = to_utf8(path, data.rstrip(_DOS_END) if quick else data, layout.encoding)
    text = text.rstrip(_DOS_END)
    if table := _read_large(path, text, layout, questionnaire, encoding, evidence):
        return table
    raw, delimiter = parse(path, text, layout.delimiter)
    if raw.width == 1 and data[:4096].count(0) > 4:
        raise ReadError("file_of_no_use", path=path, kind="binary", known=" ".join(answer_suffixes(packed=False)))
    headings = find_headings(first_rows(raw, layout), layout, questionnaire)
    _refuse_swallowed(path, raw, raw.width, delimiter, 1)
    return cut(path, raw, headings, encoding=encoding, delimiter=delimiter, evidence=evidence)


def _refuse_swallowed(path: Path, frame: pl.DataFrame, width: int, delimiter: str, first: int) -> None:
    """Refuse a file in which a quote made one cell of several rows.

    Raises
    ------
    ReadError
        With the row in which the quote opens; ``first`` is the row of the frame's first.
    """
    if (place := swallowed_row(frame, width, delimiter)) is not None:
        raise ReadError("quote_over_rows", path=path, row=place + first)


def _read_large(
    path: Path, data: bytes, layout: FileLayout, questionnaire: Questionnaire | None, encoding: str, evidence: str
) -> AnswerTable | None:
    """Read a large UTF-8 text the fast way; None where it is small, or not regular enough for this."""
    if (opened := parse_large(data, layout.delimiter)) is None:
        return None
    head, delimiter = opened
    headings = find_headings(first_rows(head, layout), layout, questionnaire)
    start = headings.first + headings.depth
    body = parse_body(data, delimiter, head, start)
    if body is None or body.width != head.width:
        return None
    _refuse_swallowed(path, body, head.width, delimiter, start + 1)
    top = head.head(start).rows()
    return make_table(path, body, headings, top, encoding=encoding, delimiter=delimiter, evidence=evidence)


READERS.add("text", Reader("text", (".csv", ".tsv", ".txt"), read_text, order=10))
