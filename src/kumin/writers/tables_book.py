"""集計表 as a tabulation firm delivers it: an index with links, tables of percents, of counts and of numbers, on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from kumin.disclosure.policy import ENDS, suppresses
from kumin.numbers import NONE
from kumin.tables.axes import UNKNOWN
from kumin.tables.differences import HIGH
from kumin.tables.figures import DATE, KINDS, NO_ANSWER, PERCENT, POSITIVE, SHARE, Figure, N, limits
from kumin.words.listing import (
    SCORE_DECIMALS,
    Listing,
    joined_heading,
    listing_notes,
    nothing_of,
    scores_of,
    summary_of,
)
from kumin.words.tables import Row, figure_heading, group_names, heading, hidden, is_small_group
from kumin.writers.workbook.book import A_COLOUR, B_COLOUR, QUIET, Book, Sheet, decimal_format, figure_look

MOST_COLUMNS = 12
"""Columns of figures beside each other on a page; more go into a further table below."""
WIDTHS = (17, 24, 8.5, *([8.6] * MOST_COLUMNS))
SIMPLE_WIDTHS = (8, 56, 11, 11, 11, 11)
INDEX_WIDTHS = (6, 10, 62, 11, 11, 12)
_TITLE, _GAP = 20, 15


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its format."""

    value: Any
    look: Any


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table: its names with the format of the second one, and its cells."""

    names: tuple[str, str]
    look: Any
    cells: Sequence[_Cell]


@dataclass(frozen=True, slots=True)
class _Table:
    """A question's table: ``left`` headings of the names, headings of the cells, rows."""

    title: str
    left: tuple[str, str]
    heads: Sequence[str]
    lines: Sequence[_Line]
    fixed: int = 1
    """Cells that stand in every part of a table too wide for a page: n."""


@dataclass
class _Index:
    """Where each question's tables stand: (survey, question) → the sheet and row of each."""

    places: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def note(self, key: str, question: str, sheet: Sheet) -> None:
        """Remember the row that is written next."""
        self.places.setdefault((key, question), {}).setdefault(sheet.name, sheet.row)


def write_tables_book(listing: Listing, book: Book) -> None:
    """Add the index and the tables to a book."""
    words, index = listing.words, _Index()
    contents = book.sheet(words.text("tables_index"), INDEX_WIDTHS)
    crossed = any(table["axis"].count() for table in listing.tables.values())
    if not crossed:
        _sheet(listing, book, index, "sheet_simple", _simple, SIMPLE_WIDTHS)
    else:
        if SHARE.name in listing.kinds:
            _sheet(listing, book, index, "tables_percents", _percents, WIDTHS)
            _sheet(listing, book, index, "tables_counts", _counts, WIDTHS)
        if listing.kinds - {SHARE.name}:
            _sheet(listing, book, index, "sheet_numbers", _amounts, WIDTHS)
    _write_index(listing, contents, index)


def write_listing_book(listing: Listing, path: Path, data: Any) -> None:
    """Write a workbook of tables; ``data`` adds further sheets."""
    book = Book(path)
    write_tables_book(listing, book)
    data(listing, book)
    book.close()


def status_line(listing: Listing) -> str:
    """Say whether tables may be published, or are for work inside the ward."""
    words = listing.words
    return words.text("tables_public", k=listing.k) if suppresses(listing.k) else words.text("tables_internal")


def _sheet(listing: Listing, book: Book, index: _Index, title: str, make: Any, widths: Sequence[float]) -> None:
    """Write a sheet of tables, one a question; each begins with what it is and who may see it."""
    words = listing.words
    sheet = book.sheet(words.text(title), widths)
    sheet.line(words.text(title), "title")
    sheet.line(status_line(listing), "quiet")
    for key, table in listing.tables.items():
        sheet.row += 1
        begin: int | None = sheet.row if sheet.breaks or key != next(iter(listing.tables)) else 0
        sheet.line(listing.titles[key], "heading")
        for (question,), part in table.group_by("question", maintain_order=True):
            made = make(listing, book, key, part)
            if made is not None:
                index.note(key, str(question), sheet)
                _write(sheet, made, words.text("tables_continued"), begin)
                begin = None


def _write(sheet: Sheet, table: _Table, continued: str, begin: int | None) -> None:
    """Write a table, in parts where it is wider or longer than a page; each part has its headings.

    ``begin``: the row from which on what stands above it must be on its page.
    """
    fixed, free = table.fixed, range(table.fixed, len(table.heads))
    most = max(len(sheet.widths) - 2 - fixed, 1)
    groups = [free[start : start + most] for start in range(0, len(free), most)] or [free]
    first = True
    for columns in groups:
        chosen = [*range(fixed), *columns]
        heads = [*table.left, *(table.heads[place] for place in chosen)]
        head = max(sheet.height(words, sheet.widths[place]) for place, words in enumerate(heads))
        heights = [sheet.height(one.names[1], sheet.widths[1]) for one in table.lines]
        room = sheet.page - head - _TITLE - 3 * _GAP
        above = 0.0 if begin is None else sum(sheet.heights.get(row, _GAP) for row in range(begin, sheet.row))
        for start, end in _pages(heights, room, room - above):
            top = sheet.row if begin is None else begin
            begin = None
            sheet.put(0, table.title + ("" if first else continued), sheet.book.look("text", bold=True))
            sheet.tall(_TITLE)
            sheet.row += 1
            sheet.header(heads)
            body = sheet.row
            for line, height in zip(table.lines[start:end], heights[start:end], strict=True):
                _write_line(sheet, line, chosen, height)
            _write_names(sheet, table.lines[start:end], body)
            sheet.row += 1
            sheet.keep(top)
            first = False


def _pages(heights: Sequence[float], room: float, first: float) -> Iterator[tuple[int, int]]:
    """Share rows out to pages, of which the first one has less room."""
    start, used, left = 0, 0.0, first
    for place, height in enumerate(heights):
        if place > start and used + height > left:
            yield start, place
            start, used, left = place, 0.0, room
        used += height
    yield start, len(heights)


def _write_names(sheet: Sheet, lines: Sequence[_Line], body: int) -> None:
    """Write the name of each axis once, over the rows of its groups; they are made taller where it needs more room."""
    look = sheet.book.look("side", valign="vcenter")
    place = 0
    for name, group in groupby(lines, key=lambda line: line.names[0]):
        first, last = body + place, body + place + len(list(group)) - 1
        place += last - first + 1
        rows = range(first, last + 1)
        missing = sheet.height(name, sheet.widths[0]) - sum(sheet.heights[row] for row in rows)
        if missing > 0:
            sheet.tall(sheet.heights[last] + missing, row=last)
        if last > first:
            sheet.sheet.merge_range(first, 0, last, 0, "", look)
        sheet.put(0, name, look, first)


def _write_line(sheet: Sheet, line: _Line, chosen: Sequence[int], height: float) -> None:
    sheet.tall(height)
    sheet.put(1, line.names[1], line.look)
    for column, place in enumerate(chosen, 2):
        sheet.put(column, line.cells[place].value, line.cells[place].look)
    sheet.row += 1


def _percents(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> _Table | None:
    """Lay out a question's percents by group, with joined ends and mean score of a scale."""
    return _shares(listing, book, key, part, PERCENT)


def _counts(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> _Table | None:
    """Lay out a question's counts by group."""
    return _shares(listing, book, key, part, POSITIVE)


def _shares(listing: Listing, book: Book, key: str, part: pl.DataFrame, figure: Figure) -> _Table | None:
    first = part.row(0, named=True)
    if first["kind"] != SHARE.name:
        return None
    words, percents = listing.words, figure is PERCENT
    heads = part["option_label"].gather(part["option"].arg_unique()).to_list()
    scale = listing.scales[key].get(first["question"])
    if scale is not None:
        heads += [joined_heading(codes, code, words) for code, codes in scores_of(scale)]
        heads += [words.text("tables_score")] if percents else []
    lines = []
    for _, group in part.group_by("axis", "category", maintain_order=True):
        one = group.row(0, named=True)
        looks = _looks(one)
        cells = [_cell(book, one, N, listing, looks)]
        cells += [_cell(book, row, figure, listing, looks) for row in group.iter_rows(named=True)]
        if scale is not None:
            found, nothing = summary_of(listing, key, one), nothing_of(group)
            names = [f"{code}_percent" if percents else f"n_{code}" for code, _ in scores_of(scale)]
            code = decimal_format(words.decimals) if percents else "#,##0"
            cells += [_plain(book, found.get(name), code, looks, nothing) for name in names]
            cells += (
                [_plain(book, found.get("score"), decimal_format(SCORE_DECIMALS), looks, nothing)] if percents else []
            )
        lines.append(_line(book, one, cells, listing, looks))
    left = (words.text("rep_axis"), words.text("rep_group"))
    return _Table(heading(first, words), left, [words.text("rep_base_n"), *heads], lines)


def _amounts(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> _Table | None:
    """Lay out a number or date by group: its figures beside each other."""
    first, words = part.row(0, named=True), listing.words
    if first["kind"] == SHARE.name:
        return None
    kind = KINDS[first["kind"]]
    figures = [NO_ANSWER, *limits(kind.of_everyone if kind is not DATE else kind.of_groups)]
    figures = [figure for figure in figures if not (first["published"] and figure in ENDS)]
    lines = []
    for _, group in part.group_by("axis", "category", maintain_order=True):
        one = group.row(0, named=True)
        looks = _looks(one)
        cells = [_cell(book, one, each, listing, looks) for each in (N, *figures)]
        lines.append(_line(book, one, cells, listing, looks))
    left = (words.text("rep_axis"), words.text("rep_group"))
    heads = [words.text("rep_base_n"), *(figure_heading(figure, words) for figure in figures)]
    return _Table(heading(first, words), left, heads, lines)


def _simple(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> _Table:
    """Lay out a question of everyone: a row an option, or a row a figure."""
    first, words = part.row(0, named=True), listing.words
    kind, lines = KINDS[first["kind"]], []
    side = book.look("cell", valign="vcenter")
    if kind is SHARE:
        figures = limits(SHARE.of_everyone)
        for row in part.iter_rows(named=True):
            code = "" if row["option"] == UNKNOWN else str(row["option"])
            cells = [_cell(book, row, figure, listing, {}) for figure in figures]
            lines.append(_Line((code, row["option_label"]), side, cells))
        heads = [figure_heading(figure, words) for figure in figures]
        blank = [_Cell("", side)] * (len(figures) - 1)
        total = words.text("tables_total_asked" if listing.options.blank else "rep_total_n")
        lines.append(_Line(("", total), side, [_cell(book, first, N, listing, {}), *blank]))
        scale = listing.scales[key].get(first["question"])
        found, nothing = {} if scale is None else summary_of(listing, key, first), nothing_of(part)
        for end, codes in scores_of(scale) if scale is not None else ():
            pair = [_plain(book, found.get(f"n_{end}"), "#,##0", {}, nothing),
                    _plain(book, found.get(f"{end}_percent"), decimal_format(words.decimals), {}, nothing)]  # fmt: skip
            lines.append(_Line(("", joined_heading(codes, end, words)), side, [*pair, *blank[1:]]))
        if scale is not None:
            # in a column of people a mean score bears its unit
            code = words.text("tables_score_points", score=f'"{decimal_format(SCORE_DECIMALS)}"')
            score = _plain(book, found.get("score"), f'"{code}"', {}, nothing)
            lines.append(_Line(("", words.text("tables_score")), side, [score, *blank]))
        left = (words.text("rep_option_code"), words.text("rep_option"))
        return _Table(heading(first, words), left, heads, lines, fixed=len(figures))
    figures = tuple(one for one in limits(kind.of_everyone) if not (first["published"] and one in ENDS))
    lines += [
        _Line(("", figure_heading(figure, words)), side, [_cell(book, first, figure, listing, {})])
        for figure in (N, NO_ANSWER, *figures)
    ]
    return _Table(heading(first, words), ("", words.text("num_item")), [words.text("num_value")], lines)


def _looks(one: Row) -> dict[str, Any]:
    """Return how a group's row looks: everyone in bold, few people in italics."""
    if one["axis"] is None:
        return {"bold": True}
    return {"font_color": QUIET, "italic": True} if is_small_group(one) else {}


def _line(book: Book, one: Row, cells: Sequence[_Cell], listing: Listing, looks: dict[str, Any]) -> _Line:
    return _Line(group_names(one, listing.words), book.look("cell", valign="vcenter", **looks), cells)


def _cell(book: Book, row: Row, figure: Figure, listing: Listing, looks: dict[str, Any]) -> _Cell:
    """Make the cell of a figure: its bounds where it is hidden, a dash where there is none, ▲▽ behind a percent."""
    words = listing.words
    if row[f"hidden_{figure.name}"]:
        return _Cell(hidden(row, figure, words), _text_look(book, looks))
    value = figure.value(row)
    if value is None:
        return _Cell(NONE, _text_look(book, looks))
    mark = ""
    if figure is N and is_small_group(row):
        mark = words.text("rep_reference_mark")
    elif figure is PERCENT or figure.name == "mean":
        mark = row["mark"] or ""
    if mark in {"▲", "▽"}:
        looks = looks | {"bold": True, "font_color": A_COLOUR if mark == HIGH else B_COLOUR}
    return _Cell(value, figure_look(book, row, figure, mark=mark, **looks))


def _plain(book: Book, value: Any, code: str, looks: dict[str, Any], nothing: str) -> _Cell:
    if value is None:
        return _Cell(nothing, _text_look(book, looks))
    return _Cell(value, book.number(code, **looks))


def _text_look(book: Book, looks: dict[str, Any]) -> Any:
    """Return the format of words among numbers."""
    return book.look("cell", align="right", valign="vcenter", text_wrap=False, **looks)


def _write_index(listing: Listing, sheet: Sheet, index: _Index) -> None:
    """List the questions with links to their tables, and say how the tables were made."""
    words, book = listing.words, sheet.book
    sheet.line(words.text("tables_index_title"), "title")
    sheet.line(status_line(listing), "heading")
    for note in listing_notes(listing):
        sheet.line(note, "quiet_wrap", span=True)
    link = book.look("cell", font_color=A_COLOUR, underline=1, valign="vcenter")
    for key, table in listing.tables.items():
        sheet.row += 1
        sheet.line(listing.titles[key], "heading")
        names = list(dict.fromkeys(name for (own, _), found in index.places.items() if own == key for name in found))
        heads = ("tables_number", "rep_question_id", "rep_question_words", "rep_base_n")
        sheet.header([*(words.text(code) for code in heads), *names])
        everyone = table.filter(pl.col("axis").is_null()).unique("question", maintain_order=True)
        for number, row in enumerate(everyone.iter_rows(named=True), 1):
            cells = ((1, "header"), (2, "question_text"))
            sheet.tall(max(sheet.height(str(row[name]), INDEX_WIDTHS[n]) for n, name in cells))
            sheet.put(0, number, book.number("0"))
            sheet.put(1, row["header"], book.look("cell", valign="vcenter"))
            sheet.put(2, row["question_text"], book.look("cell", valign="vcenter"))
            n = _cell(book, row, N, listing, {})
            sheet.put(3, n.value, n.look)
            places = index.places.get((key, row["question"]), {})
            for column, name in enumerate(names, 4):
                if name in places:
                    place = f"internal:'{name}'!A{places[name] + 1}"
                    sheet.sheet.write_url(sheet.row, column, place, link, name)
                else:
                    sheet.put(column, "", book.look("cell"))
            sheet.row += 1
