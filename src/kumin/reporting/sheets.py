"""Writing sheets: formats, columns and rows of a workbook, with no text that can run as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

FONT = "游ゴシック"
HEAD, PALE, LINE, QUIET, A_COLOUR, B_COLOUR = "#17375E", "#EEF2F6", "#B8C2CC", "#51606E", "#0B5394", "#B3421B"

LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "title": {"bold": True, "font_size": 16, "font_color": HEAD},
    "heading": {"bold": True, "font_size": 12, "font_color": HEAD},
    "quiet": {"font_color": QUIET, "font_size": 9},
    "quiet_wrap": {"font_color": QUIET, "font_size": 9, "text_wrap": True},
    "head": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "border": 1, "border_color": LINE, "text_wrap": True,
        "align": "center", "valign": "vcenter",
    },
    "side": {"bold": True, "bg_color": PALE, "border": 1, "border_color": LINE, "text_wrap": True, "font_color": HEAD},
    "cell": {"border": 1, "border_color": LINE, "text_wrap": True},
    "cell_mid": {"border": 1, "border_color": LINE, "align": "center", "valign": "vcenter"},
    "mark_A": {
        "border": 1, "border_color": LINE, "align": "center", "bold": True, "font_color": "#FFFFFF",
        "bg_color": A_COLOUR, "valign": "vcenter",
    },
    "mark_B": {
        "border": 1, "border_color": LINE, "align": "center", "valign": "vcenter", "bold": True, "font_color": B_COLOUR,
    },
}  # fmt: skip


LINE_HEIGHTS = {"title": 28, "heading": 22}
"""Rows whose words are larger than a table's."""


class Book:
    """A workbook with its formats, each made once."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book: Any = xlsxwriter.Workbook(str(path), options)
        self._formats: dict[tuple[Any, ...], Any] = {}

    def look(self, name: str, **more: Any) -> Any:
        """Return the format of a look, with more properties."""
        key = (name, *sorted(more.items()))
        if key not in self._formats:
            given = {"font_name": FONT, "font_size": 10, "valign": "top", **LOOKS[name], **more}
            self._formats[key] = self.book.add_format(given)
        return self._formats[key]

    def number(self, code: str, **more: Any) -> Any:
        """Return the format of a number in a table."""
        return self.look("cell", num_format=code, align="right", valign="vcenter", text_wrap=False, **more)

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """Add a sheet, set for A4."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.look("text"))
        return Sheet(self, sheet, name, list(widths))

    def close(self) -> None:
        """Write the file."""
        self.book.close()


class Sheet:
    """A sheet that is written from the top down."""

    def __init__(self, book: Book, sheet: Any, name: str, widths: list[float]) -> None:
        self.book, self.sheet, self.name, self.widths, self.row = book, sheet, name, widths, 0
        self.breaks: list[int] = []

    def put(self, column: int, value: Any, look: Any, row: int | None = None) -> None:
        """Write one cell: numbers as numbers, days as days, all else as text."""
        place = self.row if row is None else row
        if value is None or value == "":
            self.sheet.write_blank(place, column, None, look)
        elif isinstance(value, date):
            self.sheet.write_datetime(place, column, value, look)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            self.sheet.write_string(place, column, str(value), look)
        else:
            self.sheet.write_number(place, column, value, look)

    def line(self, words: str, look: str = "text", *, span: bool = False) -> None:
        """Write words in the first column and go to the next row."""
        format_ = self.book.look(look)
        if span:
            self.sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", format_)
            self.sheet.set_row(self.row, self.height(words, sum(self.widths)))
        elif look in LINE_HEIGHTS:
            self.sheet.set_row(self.row, LINE_HEIGHTS[look])
        self.put(0, words, format_)
        self.row += 1

    def header(self, words: Sequence[str], look: str = "head", *, lines: int = 0) -> None:
        """Write a row of headings."""
        for column, heading in enumerate(words):
            self.put(column, heading, self.book.look(look))
        needed = max((self.height(w, self.widths[c]) for c, w in enumerate(words) if c < len(self.widths)), default=15)
        self.sheet.set_row(self.row, max(needed, 15 * lines))
        self.row += 1

    def labelled(self, label: str, words: str) -> None:
        """Write a form row: a label, and words over the other columns."""
        last = len(self.widths) - 1
        self.put(0, label, self.book.look("side"))
        self.sheet.merge_range(self.row, 1, self.row, last, "", self.book.look("cell"))
        self.put(1, words, self.book.look("cell"))
        rest = self.height(words, sum(self.widths[1:]))
        self.sheet.set_row(self.row, max(rest, self.height(label, self.widths[0])))
        self.row += 1

    def height(self, words: str, width: float) -> float:
        """Estimate a row's height: a full-width character takes two of a column's units."""
        from wcwidth import wcswidth

        per_line = max(width - 1.5, 4)
        lines = sum(max(1, -(-max(wcswidth(line), len(line)) // int(per_line))) for line in words.split("\n"))
        return min(15.5 * lines + 2, 400)
