"""Columns of options in which a 1 says that the option is marked, and a 2 that it is not."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from kumin.definitions.missing import Missing
from kumin.responses.coding.options import absent_names, invalid_names
from kumin.responses.folding import fold_text
from kumin.responses.formats.answer_format import Places
from kumin.responses.table import AnswerTable

FULL = 0.9
"""Share of the rows with any cell that have all of them: who marks an option and leaves the others empty has not."""

_ODD = 0.05
"""Share of the cells that may hold something else than 1 and 2, and of rows that may have a number twice by mistake."""

_DISTINCT = 200
_MARKED, _NOT_MARKED = "1", "2"


def not_marked_twos(table: AnswerTable, places: Places, options: int, missing: Missing) -> int:
    """Count the twos that say that an option is not marked; 0 where they do not, or where that is not clear.

    They do where nothing but 1, 2 and codes of no answer stands in the columns, a few odd cells aside, a 2 also in the
    column of another option than the second, rows are filled from the first to the last column, and more than a few
    have one number in two columns, as no row has that lists the chosen options. Where the columns are as many as the
    options nobody lists all of them, and the last is not asked for.
    """
    names = {key: table.column(position) for key, position in places.items()}
    others = [name for key, name in names.items() if str(key) != _NOT_MARKED]
    if len(names) < 2 or not _any_two(table, others):
        return 0
    cells, filled, odd = [], 0, 0
    for name in names.values():
        if (meant := _meant(table.frame[name], missing)) is None:
            return 0
        cells.append(meant.alias(name))
        filled += len(meant) - meant.null_count()
        odd += int((~meant.is_in([_MARKED, _NOT_MARKED])).sum())
    frame = pl.DataFrame(cells).filter(pl.any_horizontal(pl.all().is_not_null()))
    twice = pl.any_horizontal(pl.sum_horizontal(pl.all() == one) > 1 for one in (_MARKED, _NOT_MARKED))
    full, repeated = frame.select(pl.all_horizontal(pl.all().is_not_null()).sum(), twice.sum().alias("twice")).row(0)
    listed = len(names) < options and repeated <= max(1, _ODD * frame.height)
    if odd > _ODD * filled or full < FULL * frame.height or listed:
        return 0
    return int(frame.select(pl.sum_horizontal((pl.all() == _NOT_MARKED).sum())).item())


def _meant(column: pl.Series, missing: Missing) -> pl.Series | None:
    """Fold cells, empty where they are a code of no answer; None where they are too different to be 1 and 2."""
    nothing = {*absent_names(missing), *invalid_names(missing)}
    distinct = column.drop_nulls().unique().cast(pl.String)
    if len(distinct) > _DISTINCT:
        return None
    folded = {text: fold_text(text).removesuffix(".0") for text in distinct}
    meaning = {text: word for text, word in folded.items() if word not in nothing}
    return column.cast(pl.String).replace_strict(meaning, default=None, return_dtype=pl.String)


def _any_two(table: AnswerTable, names: Collection[str]) -> bool:
    if table.cells.numbers(names).select(pl.any_horizontal((pl.all() == int(_NOT_MARKED)).any())).item():
        return True
    return bool(table.cells.where(names, lambda cell: cell.str.contains(r"^\s*[2２](?:\.0+)?\s*$")))
