"""What was decided for a column of days."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.definitions.missing import Missing
from kumin.responses.coding.date_order import Bounds
from kumin.responses.coding.dates import names_its_day, read_dates
from kumin.responses.coding.options import absent_names, invalid_names
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.decisions.decision import Decision


def of_days(
    question: str, position: int, missing: Missing, bounds: Bounds, matched: MatchedTable
) -> Iterator[Decision]:
    """Tell how the days of a column were read that do not say it themselves."""
    others = matched.table.others(position).where(lambda cell: ~names_its_day(cell))
    if others.is_empty() and not matched.table.cells.numbers([matched.table.column(position)]).to_series().count():
        return
    cells = matched.table.text(position)
    cells = cells.filter(~pl.select(names_its_day(pl.lit(cells))).to_series())
    reading = read_dates(
        cells, absent_names(missing), invalid_names(missing), from_1904=matched.table.seen.from_1904, bounds=bounds
    )
    for rule, count, value in reading.decided:
        yield Decision(rule, position, count, question, value)
