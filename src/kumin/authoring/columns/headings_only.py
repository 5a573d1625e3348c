"""A file with a row of headings and no answers yet, as a form exports it before it is sent out → a questionnaire."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import polars as pl

from kumin.authoring.draft import draft_of
from kumin.authoring.guess import Draft, Guess, Remark
from kumin.definitions import FileLayout
from kumin.definitions.questionnaire import TIMESTAMPS
from kumin.errors import ReadError
from kumin.responses.folding import fold_text
from kumin.responses.matching.headings import headings_of
from kumin.responses.readers._content import load, refuse_no_text
from kumin.responses.readers.encoding import to_utf8
from kumin.responses.readers.sheets import sheets_of
from kumin.responses.table import ROW, AnswerTable

_SIGNS = (",", "\t", ";")


def draft_of_headings(path: Path, layout: FileLayout) -> tuple[Draft, AnswerTable]:
    """Draft the questionnaire of a file without answers: every question is free text, and asks for its kind.

    Raises
    ------
    ReadError
        The file cannot be read, or has no headings.
    """
    names = _headings(path, layout)
    if not names:
        raise ReadError("file_without_rows", path=path)
    columns = {AnswerTable.column(place): pl.Series([], dtype=pl.String) for place in range(len(names))}
    frame = pl.DataFrame({ROW: pl.Series([], dtype=pl.UInt32), **columns})
    table = AnswerTable(path, tuple(names), frame, "utf-8", ",", "", 0, headings=headings_of(names))
    draft = draft_of(table)
    time = next((name for name in draft.system if fold_text(name) in map(fold_text, TIMESTAMPS)), None)
    if draft.received is None and time is not None:
        draft = replace(draft, received=time, system=tuple(name for name in draft.system if name != time))
    return replace(draft, questions=tuple(map(_asking, draft.questions))), table


def _asking(guess: Guess) -> Guess:
    return replace(guess, remarks=(*guess.remarks, Remark("draft_kind_asked", asks=True)))


def _headings(path: Path, layout: FileLayout) -> list[str]:
    """Return the first row that holds anything."""
    content = load(path)
    if content.kind == "text":
        data, _, _ = to_utf8(path, content.data, layout.encoding)
        words = data.decode("utf-8")
        sign = layout.delimiter or max(_SIGNS, key=words.count)
        refuse_no_text(path, data, 1)
        try:
            rows = list(csv.reader(io.StringIO(words), delimiter=sign))
        except csv.Error as error:  # a cell of a hundred thousand signs
            raise ReadError("file_broken", path=path, kind="CSV") from error
    else:
        rows = [[cell or "" for cell in row] for sheet in sheets_of(path) for row in sheet.frame.iter_rows()]
    filled = ([cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row))
    return [name for name in next(filled, []) if name]
