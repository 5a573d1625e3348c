"""The workbook within a chart, which opens for who edits its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from kumin.numbers import apart
from kumin.writers.plots.plot import Plot

SHEET = "Sheet1"
LOWER, UPPER, PLUS, MINUS = 2, 3, 4, 5
"""Columns of the ends of intervals, and of how far they are from the number, which is what a chart draws."""

_NO_DAY = datetime(1980, 1, 1)
"""The same chart is the same workbook, whenever it is written."""


def amounts(plot: Plot) -> list[tuple[float, float] | None]:
    """Return how far the ends of the intervals are above and below the numbers, as printed."""
    found: list[tuple[float, float] | None] = []
    for value, ends in zip(plot.series[0].values, plot.limits, strict=True):
        if value is None or ends is None:
            found.append(None)
        else:
            found.append((float(apart(ends[1], value, 4)), float(apart(value, ends[0], 4))))
    return found


def column(place: int, rows: int) -> str:
    """Name the cells of a column below its heading."""
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
    return f"{SHEET}!${letter}$2:${letter}${rows + 1}"


def workbook_of(plot: Plot, labels: Sequence[str]) -> bytes:
    """Write a chart's rows, numbers and intervals, laid out as the library has the chart refer to them."""
    from xlsxwriter import Workbook

    packed = BytesIO()
    book = Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _NO_DAY})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 40)
    wrap = book.add_format({"text_wrap": True})
    for place, label in enumerate(labels, start=1):
        sheet.write_string(place, 0, label, wrap)
    for across, series in enumerate(plot.series, start=1):
        sheet.write_string(0, across, series.name)
        for place, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(place, across, value)
    if plot.limits:
        for across, name in zip((LOWER, UPPER, PLUS, MINUS), (*plot.limit_names, "+", "-"), strict=True):
            sheet.write_string(0, across, name)
        pairs = zip(plot.limits, amounts(plot), strict=True)
        for place, (ends, pair) in enumerate(pairs, start=1):
            if ends is not None and pair is not None:
                sheet.write_number(place, LOWER, ends[0])
                sheet.write_number(place, UPPER, ends[1])
                sheet.write_formula(place, PLUS, f"=D{place + 1}-B{place + 1}", value=pair[0])
                sheet.write_formula(place, MINUS, f"=B{place + 1}-C{place + 1}", value=pair[1])
    book.close()
    return packed.getvalue()
