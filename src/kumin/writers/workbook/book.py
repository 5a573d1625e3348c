"""Writing sheets: formats, columns and rows of a workbook, with no text that can run as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from kumin.moment import moment
from kumin.tables.figures import SHARE, Figure, Form
from kumin.words.tables import Row, places_of

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


A4 = 9
"""Excel's number of the paper."""
PAGE_POINTS = (785.0, 515.0)
"""Width and height of a landscape page of A4 within its margins."""

DEFAULT_HEIGHT = 15
LINE_HEIGHTS = {"title": 28, "heading": 22}
"""Rows whose words are larger than a table's."""


class Book:
    """A workbook with its formats, each made once."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        options: dict[str, Any] = {
            "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            # the parts of the file, some fifty: to make and remove a file for each takes as long as to write them
            "in_memory": True,
        }  # fmt: skip
        self.book: Any = xlsxwriter.Workbook(str(path), options)
        self.book.set_properties({"created": moment().replace(tzinfo=None)})
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._numbers: dict[tuple[Any, ...], Any] = {}

    def look(self, name: str, **more: Any) -> Any:
        """Return the format of a look, with more properties."""
        key = (name, *sorted(more.items()))
        if key not in self._formats:
            given = {"font_name": FONT, "font_size": 10, "valign": "top", **LOOKS[name], **more}
            self._formats[key] = self.book.add_format(given)
        return self._formats[key]

    def number(self, code: str, **more: Any) -> Any:
        """Return the format of a number in a table."""
        key = (code, *more.items())  # asked for a cell at a time, of which a book has tens of thousands
        if key not in self._numbers:
            look = self.look("cell", num_format=code, align="right", valign="vcenter", text_wrap=False, **more)
            self._numbers[key] = look
        return self._numbers[key]

    def sheet(self, name: str, widths: Sequence[float], *, smallest: int = 0) -> Sheet:
        """Add a sheet that prints one page wide on A4 landscape.

        Where that would be smaller than ``smallest`` percent of its size, it goes over several pages to the right.
        """
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.set_landscape()
        # a column's width is in characters of 7 pixels, and 5 more at its sides
        scale = min(100 * PAGE_POINTS[0] / (0.75 * sum(7 * width + 5 for width in widths)), 100)
        if scale < smallest:
            scale = smallest
            sheet.set_print_scale(smallest)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.look("text"))
        return Sheet(self, sheet, name, list(widths), 100 * PAGE_POINTS[1] / scale)

    def close(self) -> None:
        """Write the file; a disk without room is the system's own error, as for every other file."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.book.close()
        except FileCreateError as error:
            raise error.__context__ or error from None


class Sheet:
    """A sheet that is written from the top down; ``page``: how many points of rows a printed page takes."""

    def __init__(self, book: Book, sheet: Any, name: str, widths: list[float], page: float) -> None:
        self.book, self.sheet, self.name, self.widths, self.row, self.page = book, sheet, name, widths, 0, page
        self.heights: dict[int, float] = {}
        self.breaks: list[int] = []

    def tall(self, height: float, look: Any = None, row: int | None = None) -> None:
        """Set the height of a row, by default the one that is written next."""
        place = self.row if row is None else row
        self.heights[place] = height
        self.sheet.set_row(place, height, look)

    def keep(self, first: int, *, repeated: float = 0) -> None:
        """Keep the rows from ``first`` to here on one printed page; ``repeated``: height of the rows on every page."""
        page = self.breaks[-1] if self.breaks else 0
        used = sum(self.heights.get(row, DEFAULT_HEIGHT) for row in range(page, self.row))
        if first > page and used + (repeated if page else 0) > self.page:
            self.break_before(first)

    def reach(self, top: int, pixels: float) -> None:
        """Go down to where something ends that begins at row ``top``."""
        left = 0.75 * pixels - sum(self.heights.get(row, DEFAULT_HEIGHT) for row in range(top, self.row))
        self.row += max(ceil(left / DEFAULT_HEIGHT), 0)

    def break_before(self, row: int) -> None:
        """Begin a printed page."""
        self.breaks.append(row)
        self.sheet.set_h_pagebreaks(self.breaks)

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
            self.tall(self.height(words, sum(self.widths)))
        elif look in LINE_HEIGHTS:
            self.tall(LINE_HEIGHTS[look])
        self.put(0, words, format_)
        self.row += 1

    def header(self, words: Sequence[str], look: str = "head", *, lines: int = 0) -> None:
        """Write a row of headings."""
        for column, heading in enumerate(words):
            self.put(column, heading, self.book.look(look))
        needed = max((self.height(w, self.widths[c]) for c, w in enumerate(words) if c < len(self.widths)), default=15)
        self.tall(max(needed, 15 * lines))
        self.row += 1

    def labelled(self, label: str, words: str) -> None:
        """Write a form row: a label, and words over the other columns."""
        last = len(self.widths) - 1
        self.put(0, label, self.book.look("side"))
        self.sheet.merge_range(self.row, 1, self.row, last, "", self.book.look("cell"))
        self.put(1, words, self.book.look("cell"))
        rest = self.height(words, sum(self.widths[1:]))
        self.tall(max(rest, self.height(label, self.widths[0])))
        self.row += 1

    def height(self, words: str, width: float) -> float:
        """Estimate a row's height: a full-width character takes two of a column's units."""
        return _height(words, width)


@lru_cache(maxsize=2**12)  # the names of groups stand below every question
def _height(words: str, width: float) -> float:
    from wcwidth import wcswidth

    per_line = max(width - 1.5, 4)
    lines = sum(max(1, -(-max(wcswidth(line), len(line)) // int(per_line))) for line in words.split("\n"))
    return min(15.5 * lines + 2, 400)


@cache
def decimal_format(places: int, *, grouped: bool = False) -> str:
    """Excel's format of a number with some decimals."""
    return ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")


def figure_look(book: Book, row: Row, figure: Figure, *, mark: str = "", **more: Any) -> Any:
    """Return the format of a figure in a row of a table, with a mark behind it.

    Amounts and days that are too long for their column are shrunk.
    """
    if figure.form is Form.DAY:
        code = "yyyy-mm-dd"
    elif figure.form is Form.COUNT:
        code = "#,##0"
    else:
        code = decimal_format(places_of(row, figure), grouped=figure.form not in {Form.PERCENT, Form.SHARE})
    shrunk = {} if row["kind"] == SHARE.name else {"shrink": True}
    return book.number(f'{code}"{mark}"' if mark else code, **shrunk, **more)
