"""Merged cells over answers: the value that people see over several rows is that of each of them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kumin.responses.seen import CELLS, FILLED, NOT_FILLED, Block, Seen


def fill_merged(frame: pl.DataFrame, seen: Seen, start: int) -> tuple[pl.DataFrame, Seen]:
    """Fill the rows that a merged cell covers with its value.

    Rows with nothing of their own stay empty, so that no respondent is made of them. A cell that is merged sideways
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
    own = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    cells: list[dict[str, object]] = []
    changed: dict[int, pl.Series] = {}
    for first_row, column, last_row, last_column in blocks:
        series = changed.get(column, frame.to_series(column))
        value = series[first_row - 1] if first_row <= frame.height else None
        if value is None:
            continue
        rows = own.slice(first_row - 1, last_row - first_row + 1).arg_true().cast(pl.UInt32) + first_row
        below = rows.filter((rows > first_row) & (rows > start))
        filled = first_row > start
        if filled and len(below):
            changed[column] = series.scatter(below - 1, pl.repeat(value, len(below), eager=True))
        cells += ({"row": row, "column": column, "kind": FILLED if filled else NOT_FILLED} for row in below)
        block: Block = (first_row, column, min(last_row, frame.height), min(last_column, frame.width - 1))
        cells += _cells_to_the_right(block, rows.filter(rows > start))
    found = pl.concat([seen.cells, CELLS.of(cells)])
    return frame.with_columns(changed.values()), replace(seen, cells=found)


def _cells_to_the_right(block: Block, rows: pl.Series) -> list[dict[str, object]]:
    _, first, _, last = block
    return [{"row": row, "column": column, "kind": NOT_FILLED} for column in range(first + 1, last + 1) for row in rows]
