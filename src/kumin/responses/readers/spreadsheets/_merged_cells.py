"""Merged cells over answers: the value that people see over several rows is that of each of them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kumin.responses.seen import CELLS, FILLED, NOT_FILLED, Seen


def fill_merged(frame: pl.DataFrame, seen: Seen, start: int) -> tuple[pl.DataFrame, Seen]:
    """Fill the rows that a merged cell covers with its value.

    Rows with nothing of their own, or the headings once more, are left as they are, so that no respondent is made of
    them. A cell that is merged sideways
    answers the first of its columns: what it says of the others nobody can tell, nor what a heading says that is
    merged with answers below it. Those cells stay empty, and are named.

    Parameters
    ----------
    frame : DataFrame
        A sheet from row 1, as text.
    seen : Seen
        What is seen of it.
    start : int
        Rows above the answers.

    Returns
    -------
    frame : DataFrame
    seen : Seen
        With the cells that were filled, and those that were not.
    """
    blocks = [block for block in seen.merged if block[2] > start and block[1] < frame.width]
    if not blocks:
        return frame, seen
    covered = sorted({row - 1 for first, _, last, _ in blocks for row in range(first, min(last, frame.height) + 1)})
    written = pl.col(pl.String).str.strip_chars() != ""  # white space is nothing of their own
    has_own = pl.any_horizontal(written.fill_null(False)) & ~_headings_again(frame, start)
    own = dict(zip(covered, frame[covered].select(has_own).to_series().to_list(), strict=True))
    cells: list[dict[str, object]] = []
    values: dict[int, dict[int, str]] = {}
    for first_row, column, last_row, last_column in blocks:
        value = frame.item(first_row - 1, column) if first_row <= frame.height else None
        if value is None:
            continue
        rows = [row for row in range(max(first_row, start + 1), min(last_row, frame.height) + 1) if own[row - 1]]
        below = [row for row in rows if row > first_row]
        kind = FILLED if first_row > start else NOT_FILLED
        if kind == FILLED:
            values.setdefault(column, {}).update(dict.fromkeys(below, value))
        cells += ({"row": row, "column": column, "kind": kind} for row in below)
        others = range(column + 1, min(last_column, frame.width - 1) + 1)
        cells += ({"row": row, "column": other, "kind": NOT_FILLED} for other in others for row in rows)
    changed = [
        frame.to_series(column).scatter([row - 1 for row in filled], list(filled.values()))
        for column, filled in values.items()
        if filled
    ]
    found = pl.concat([seen.cells, CELLS.of(cells)])
    return frame.with_columns(changed), replace(seen, cells=found)


def _headings_again(frame: pl.DataFrame, start: int) -> pl.Expr:
    """Whether most cells of a row are those of the last row of headings."""
    names = frame.row(start - 1, named=True) if 0 < start <= frame.height else {}
    named = {column: name for column, name in names.items() if name}
    if len(named) < 2:
        return pl.lit(False)
    same = pl.sum_horizontal((pl.col(column) == name).fill_null(False) for column, name in named.items())
    return same > len(named) / 2
