"""What the table of a question holds: groups of people or options, each with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from kumin.disclosure.policy import ENDS
from kumin.numbers import NONE
from kumin.tables.axes import UNKNOWN
from kumin.tables.differences import HIGH
from kumin.tables.figures import DATE, KINDS, NO_ANSWER, PERCENT, POSITIVE, SHARE, Figure, N, limits
from kumin.tables.scale_summaries import SCORE_DECIMALS
from kumin.words.listing import Listing, joined_heading, nothing_of, scores_of, summary_of
from kumin.words.tables import Row, figure_heading, group_names, heading, hidden, is_small_group
from kumin.writers.tables_book.pages import Cell, Line, Table
from kumin.writers.workbook.book import A_COLOUR, B_COLOUR, QUIET, Book, decimal_format, figure_look


def percents(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> Table | None:
    """Lay out a question's percents by group, with joined ends and mean score of a scale."""
    return _shares(listing, book, key, part, PERCENT)


def counts(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> Table | None:
    """Lay out a question's counts by group."""
    return _shares(listing, book, key, part, POSITIVE)


def _shares(listing: Listing, book: Book, key: str, part: pl.DataFrame, figure: Figure) -> Table | None:
    first = part.row(0, named=True)
    if first["kind"] != SHARE.name:
        return None
    words, in_percent = listing.words, figure is PERCENT
    heads = part["option_label"].gather(part["option"].arg_unique()).to_list()
    scale = listing.scales[key].get(first["question"])
    if scale is not None:
        heads += [joined_heading(codes, code, words) for code, codes in scores_of(scale)]
        heads += [words.text("tables_score")] if in_percent else []
    lines = []
    for _, group in part.group_by("axis", "category", maintain_order=True):
        one = group.row(0, named=True)
        looks = _looks(one)
        cells = [cell_of(book, one, N, listing, looks)]
        cells += [cell_of(book, row, figure, listing, looks) for row in group.iter_rows(named=True)]
        if scale is not None:
            found, nothing = summary_of(listing, key, one), nothing_of(group)
            names = [f"{code}_percent" if in_percent else f"n_{code}" for code, _ in scores_of(scale)]
            code = decimal_format(words.decimals) if in_percent else "#,##0"
            cells += [_plain(book, found.get(name), code, looks, nothing) for name in names]
            cells += (
                [_plain(book, found.get("score"), decimal_format(SCORE_DECIMALS), looks, nothing)] if in_percent else []
            )
        lines.append(_line(book, one, cells, listing, looks))
    left = (words.text("rep_axis"), words.text("rep_group"))
    return Table(heading(first, words), left, [words.text("rep_base_n"), *heads], lines)


def amounts(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> Table | None:
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
        cells = [cell_of(book, one, each, listing, looks) for each in (N, *figures)]
        lines.append(_line(book, one, cells, listing, looks))
    left = (words.text("rep_axis"), words.text("rep_group"))
    heads = [words.text("rep_base_n"), *(figure_heading(figure, words) for figure in figures)]
    return Table(heading(first, words), left, heads, lines)


def simple(listing: Listing, book: Book, key: str, part: pl.DataFrame) -> Table:
    """Lay out a question of everyone: a row an option, or a row a figure."""
    first, words = part.row(0, named=True), listing.words
    kind, lines = KINDS[first["kind"]], []
    side = book.look("cell", valign="vcenter")
    if kind is SHARE:
        figures = limits(SHARE.of_everyone)
        for row in part.iter_rows(named=True):
            code = "" if row["option"] == UNKNOWN else str(row["option"])
            cells = [cell_of(book, row, figure, listing, {}) for figure in figures]
            lines.append(Line((code, row["option_label"]), side, cells))
        heads = [figure_heading(figure, words) for figure in figures]
        blank = [Cell("", side)] * (len(figures) - 1)
        total = words.text("tables_total_asked" if listing.options.blank else "rep_total_n")
        lines.append(Line(("", total), side, [cell_of(book, first, N, listing, {}), *blank]))
        scale = listing.scales[key].get(first["question"])
        found, nothing = {} if scale is None else summary_of(listing, key, first), nothing_of(part)
        for end, codes in scores_of(scale) if scale is not None else ():
            pair = [_plain(book, found.get(f"n_{end}"), "#,##0", {}, nothing),
                    _plain(book, found.get(f"{end}_percent"), decimal_format(words.decimals), {}, nothing)]  # fmt: skip
            lines.append(Line(("", joined_heading(codes, end, words)), side, [*pair, *blank[1:]]))
        if scale is not None:
            # in a column of people a mean score bears its unit
            code = words.text("tables_score_points", score=f'"{decimal_format(SCORE_DECIMALS)}"')
            score = _plain(book, found.get("score"), f'"{code}"', {}, nothing)
            lines.append(Line(("", words.text("tables_score")), side, [score, *blank]))
        left = (words.text("rep_option_code"), words.text("rep_option"))
        return Table(heading(first, words), left, heads, lines, fixed=len(figures))
    figures = tuple(one for one in limits(kind.of_everyone) if not (first["published"] and one in ENDS))
    lines += [
        Line(("", figure_heading(figure, words)), side, [cell_of(book, first, figure, listing, {})])
        for figure in (N, NO_ANSWER, *figures)
    ]
    return Table(heading(first, words), ("", words.text("num_item")), [words.text("num_value")], lines)


def _looks(one: Row) -> dict[str, Any]:
    """Return how a group's row looks: everyone in bold, few people in italics."""
    if one["axis"] is None:
        return {"bold": True}
    return {"font_color": QUIET, "italic": True} if is_small_group(one) else {}


def _line(book: Book, one: Row, cells: Sequence[Cell], listing: Listing, looks: dict[str, Any]) -> Line:
    return Line(group_names(one, listing.words), book.look("cell", valign="vcenter", **looks), cells)


def cell_of(book: Book, row: Row, figure: Figure, listing: Listing, looks: dict[str, Any]) -> Cell:
    """Make the cell of a figure: its bounds where it is hidden, a dash where there is none, ▲▽ behind a percent."""
    words = listing.words
    if row[f"hidden_{figure.name}"]:
        return Cell(hidden(row, figure, words), _text_look(book, looks))
    value = row[figure.name]
    if value is None:
        return Cell(NONE, _text_look(book, looks))
    mark = ""
    if figure is N and is_small_group(row):
        mark = words.text("rep_reference_mark")
    elif figure is PERCENT or figure.name == "mean":
        mark = row["mark"] or ""
    if mark in {"▲", "▽"}:
        looks = looks | {"bold": True, "font_color": A_COLOUR if mark == HIGH else B_COLOUR}
    return Cell(value, figure_look(book, row, figure, mark=mark, **looks))


def _plain(book: Book, value: Any, code: str, looks: dict[str, Any], nothing: str) -> Cell:
    if value is None:
        return Cell(nothing, _text_look(book, looks))
    return Cell(value, book.number(code, **looks))


def _text_look(book: Book, looks: dict[str, Any]) -> Any:
    """Return the format of words among numbers."""
    return book.look("cell", align="right", valign="vcenter", text_wrap=False, **looks)
