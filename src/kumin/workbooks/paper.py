"""How a sheet of a definition looks: what it is for, a green example, headings that stay, cells to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kumin.messages import text
from kumin.workbooks.help import how_to, width_of
from kumin.workbooks.layout import Leaf, Table, closed_list
from kumin.writers.workbook.book import HEAD, Book, Sheet

MUST, MAY, GREEN, FILL = HEAD, "#51606E", "#DDF0DC", "#FFFFFF"
SPARE = 200
"""Rows below the last one that have drop-down lists."""
TITLE, EXAMPLE, HEADINGS = 0, 1, 2
"""Rows of a table, from 0: what the sheet is for, an example, the headings."""

Path = tuple[str, ...]

_ALLOWED = {
    "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True,
    "autofilter": True, "format_cells": True,
}  # fmt: skip


class Paper:
    """A sheet that is written from the top down.

    Parameters
    ----------
    book : Book
    table : Table
    lang : {"ja", "en"}
    """

    def __init__(self, book: Book, table: Table, lang: str) -> None:
        self.book, self.given, self.lang = book, table, lang

    @staticmethod
    def range(table: Table, path: Path, lang: str) -> str:
        """Return the cells of a column as the source of a drop-down list."""
        from xlsxwriter.utility import xl_col_to_name

        column = xl_col_to_name([leaf.path for leaf in table.leaves].index(path))
        return f"='{table.name(lang)}'!${column}${HEADINGS + 2}:${column}${HEADINGS + 2 + 2 * SPARE}"

    def table(
        self,
        rows: Sequence[Mapping[Path, Any]],
        *,
        lists: Mapping[Path, str] | None = None,
        memos: Sequence[str] = (),
    ) -> None:
        """Write a table, one row a row, with a column of remarks where there are any."""
        columns = self.given.leaves
        memo = [text("head_memo", self.lang)] if any(memos) else []
        sheet = self._sheet([*(width_of(leaf, self.lang) for leaf in columns), *(48 for _ in memo)])
        sheet.put(0, text(f"about_{self.given.code}", self.lang), self._locked("quiet"))
        sheet.tall(18)
        sheet.row = EXAMPLE
        example = dict(_example(self.given, self.lang))
        for column, leaf in enumerate(columns):
            words = example.get(leaf.key, "")
            sheet.put(column, words, self._locked("cell", bg_color=GREEN, italic=True, font_color="#3D5A3C"))
        tall = (sheet.height(str(example.get(leaf.key, "")), sheet.widths[n]) for n, leaf in enumerate(columns))
        sheet.tall(max(tall))
        sheet.row = HEADINGS
        headings = [leaf.heading(self.lang) + ("*" if leaf.needed else "") for leaf in columns]
        for column, words in enumerate([*headings, *memo]):
            needed = column < len(columns) and columns[column].needed
            sheet.put(column, words, self._locked("head", bg_color=MUST if needed else MAY))
        sheet.tall(max(sheet.height(words, sheet.widths[n]) for n, words in enumerate([*headings, *memo])))
        sheet.row = HEADINGS + 1
        for place, row in enumerate(rows):
            cells = [row.get(leaf.path) for leaf in columns] + ([memos[place]] if memo else [])
            self._row(sheet, cells, columns)
        self._finish(sheet, columns, lists or {})

    def _sheet(self, widths: Sequence[float]) -> Sheet:
        sheet = self.book.sheet(self.given.name(self.lang), widths, smallest=60)
        open_ = self.book.look("cell", locked=False, num_format="@")
        for column, width in enumerate(widths):
            leaf = self.given.leaves[column] if not self.given.items and column < len(self.given.leaves) else None
            format_ = self._of_table(leaf) if leaf else open_
            sheet.sheet.set_column(column, column, width, format_)
        sheet.sheet.protect("", _ALLOWED)
        return sheet

    def _row(self, sheet: Sheet, cells: Sequence[Any], leaves: Sequence[Leaf | None]) -> None:
        for column, value in enumerate(cells):
            leaf = leaves[column] if column < len(leaves) else None
            sheet.put(column, value, self._of_table(leaf, value))
        words = ((str(value), sheet.widths[n]) for n, value in enumerate(cells) if value not in (None, ""))
        sheet.tall(max((sheet.height(one, width) for one, width in words), default=17.5))
        sheet.row += 1

    def _finish(self, sheet: Sheet, leaves: Sequence[Leaf], lists: Mapping[Path, str]) -> None:
        last = sheet.row + SPARE
        for column, leaf in enumerate(leaves):
            choices = lists.get(leaf.path) or closed_list(leaf, self.lang)
            rule: dict[str, Any] = {
                "input_title": leaf.heading(self.lang)[:32], "input_message": how_to(leaf, self.lang)[:255],
            }  # fmt: skip
            if choices:
                rule |= {"validate": "list", "source": choices, "show_error": leaf.path not in lists}
                rule |= {"error_title": leaf.heading(self.lang)[:32], "error_message": text("choose_listed", self.lang)}
            elif rule["input_message"]:
                rule["validate"] = "any"
            else:
                continue
            sheet.sheet.data_validation(HEADINGS + 1, column, last, column, rule)
        sheet.sheet.freeze_panes(HEADINGS + 1, 2 if len(leaves) > 4 else 1)
        sheet.sheet.repeat_rows(HEADINGS)

    def items(self, cells: Mapping[Path, Any]) -> None:
        """Write items: what it is, what it is for this definition, how to write it."""
        leaves = self.given.leaves
        sheet = self._sheet([26, 64, 52])
        sheet.put(0, text(f"about_{self.given.code}", self.lang), self._locked("quiet"))
        sheet.tall(18)
        sheet.row = 1
        heads = [text(code, self.lang) for code in ("head_item", "head_content", "head_how")]
        for column, words in enumerate(heads):
            sheet.put(column, words, self._locked("head"))
        sheet.tall(20)
        sheet.row = 2
        for leaf in leaves:
            value, how = cells.get(leaf.path), how_to(leaf, self.lang)
            must = "*" if leaf.needed else ""
            sheet.put(0, leaf.heading(self.lang) + must, self._locked("side"))
            sheet.put(1, value, self._open(leaf, value))
            sheet.put(2, how, self._locked("quiet_wrap"))
            sheet.tall(max(sheet.height(str(value or ""), 64), sheet.height(how, 52 * 1.1), 17.5))
            if choices := closed_list(leaf, self.lang):
                rule = {"validate": "list", "source": choices, "error_message": text("choose_listed", self.lang)}
                sheet.sheet.data_validation(sheet.row, 1, sheet.row, 1, rule)
            sheet.row += 1
        sheet.sheet.freeze_panes(2, 1)
        sheet.sheet.repeat_rows(1)

    def plain(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write a table that a downloaded one may replace: headings in the first row, nothing protected."""
        sheet = self.book.sheet(name, [18] * len(headings))
        sheet.header(headings)
        for row in rows:
            for column, value in enumerate(row):
                sheet.put(
                    column, value, self.book.number("#,##0") if isinstance(value, int) else self.book.look("cell")
                )
            sheet.row += 1
        sheet.sheet.freeze_panes(1, 0)
        sheet.sheet.repeat_rows(0)

    @staticmethod
    def listing(book: Book, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a list to look things up in, which is not read."""
        sheet = book.sheet(name, [16, 14, 90])
        sheet.sheet.protect("", _ALLOWED)
        sheet.row = HEADINGS
        sheet.header(headings)
        for row in rows:
            for column, value in enumerate(row):
                sheet.put(column, value, book.look("cell"))
            sheet.row += 1
        sheet.sheet.freeze_panes(HEADINGS + 1, 0)

    @staticmethod
    def ticked(book: Book, name: str, headings: Sequence[str], rows: Sequence[tuple[str, str]], about: str) -> None:
        """Write a list of what a person has to decide, with a cell beside each to tick it off."""
        sheet = book.sheet(name, [9, 26, 100])
        sheet.sheet.protect("", _ALLOWED)
        sheet.put(0, about, book.look("quiet", locked=True))
        sheet.row = HEADINGS
        sheet.header(headings)
        open_ = book.look("cell", locked=False)
        for row in rows:
            sheet.put(0, None, open_)
            for column, value in enumerate(row, 1):
                sheet.put(column, value, book.look("cell", locked=True))
            sheet.tall(max(sheet.height(value, sheet.widths[column]) for column, value in enumerate(row, 1)))
            sheet.row += 1
        ticks = {"validate": "list", "source": ["○"]}
        sheet.sheet.data_validation(HEADINGS + 1, 0, sheet.row, 0, ticks)
        sheet.sheet.freeze_panes(HEADINGS + 1, 0)

    def _locked(self, look: str, **more: Any) -> Any:
        return self.book.look(look, locked=True, **more)

    def _open(self, leaf: Leaf | None, value: Any = None, **more: Any) -> Any:
        """Return the look of a cell to fill in; words are kept as words: 1-2 is no day."""
        if isinstance(value, date):
            return self.book.look("cell", locked=False, num_format="yyyy/m/d")
        return self.book.look("cell", locked=False, num_format="General" if _is_number(leaf) else "@", **more)

    def _of_table(self, leaf: Leaf | None, value: Any = None) -> Any:
        """Return the look of a cell of a table: numbers stand apart from the words beside them."""
        return self._open(leaf, value, **({"align": "center"} if _is_number(leaf) else {}))


def _is_number(leaf: Leaf | None) -> bool:
    return leaf is not None and leaf.type_ in (int, float, int | None, float | None)


def _example(table: Table, lang: str) -> Mapping[str, str]:
    """Return the example of a table: key of the column → words."""
    pairs = (line.partition("=") for line in text(f"example_{table.code}", lang).split("|"))
    return {key: words.replace("¶", "\n") for key, _, words in pairs}
