"""クロス集計: every question by every axis: percents and counts; means; the first, middle and last day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from kumin.tables.differences import HIGH
from kumin.tables.figures import KINDS, PERCENT, POSITIVE, SHARE, Figure, Kind, N, limits
from kumin.words.tables import Row, figure_heading, group_names, heading, is_small_group, sign_notes
from kumin.words.words import Words
from kumin.writers.workbook.blocks import weighted_line
from kumin.writers.workbook.book import A_COLOUR, B_COLOUR, Book, Sheet, figure_look
from kumin.writers.workbook.registry import Report, sheet

SMALLEST = 75
"""Percent of its size that a cross-tabulation is printed in at least: its letters are of 10 points."""


@sheet("cross", order=30, of_answers=True)
def write_cross(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words = report.words
    # two options and their counts take as many columns as a number
    most = max(2, *(_most_options(table) for table in report.labelled.values()))
    widths = (9, 20, 24, 9, *([10.5] * (2 * most + 1)))
    # many options go over several pages, each with the groups at its left, rather than be too small to read
    page = book.sheet(title, widths, smallest=SMALLEST)
    page.sheet.repeat_columns(0, 3)
    page.sheet.print_across()
    page.line(title, "title")
    page.line(words.text("rep_cross_sides"), "quiet")
    blocks = {key: list(_blocks(report, key)) for key in report.labelled}
    every = [part for parts in blocks.values() for part in parts]
    for note in sign_notes(pl.concat(every, how="diagonal"), words) if every else ():
        page.line(note, "quiet")
    weighted_line(page, report)
    page.sheet.freeze_panes(page.row, 4)
    for key, parts in blocks.items():
        page.row += 1
        page.line(report.title(key), "heading")
        for part in parts:
            _block(page, words, part)
        if not _attributes(report, key):
            page.line(words.text("rep_cross_none"), "text")


def _attributes(report: Report, key: str) -> set[str]:
    return {one.id for one in report.view.result.plan.questionnaires[key].questions if one.attribute}


def _blocks(report: Report, key: str) -> Iterator[pl.DataFrame]:
    """Yield the rows of each question that is crossed; attributes among themselves are left to the command."""
    attributes = _attributes(report, key)
    for (question,), part in report.labelled[key].group_by("question", maintain_order=True):
        among = part["kind"][0] == SHARE.name and question in attributes
        if part["axis"].null_count() < part.height and not among:
            yield part


def _most_options(table: pl.DataFrame) -> int:
    counts = table.group_by("question").agg(pl.col("option").n_unique())["option"]
    return max(counts.to_list(), default=0)


def _block(page: Sheet, words: Words, part: pl.DataFrame) -> None:
    """Write a question by group: a row a group."""
    top, first = page.row, part.row(0, named=True)
    kind = KINDS[first["kind"]]
    page.line(heading(first, words), "text")
    codes = ("rep_question_id", "rep_axis", "rep_group")
    heads = [*(words.text(code) for code in codes), figure_heading(N, words), *_headings(part, kind, words)]
    page.header(heads, lines=2)
    groups: dict[tuple[Any, Any], list[Row]] = {}
    for row in part.iter_rows(named=True):
        groups.setdefault((row["axis"], row["category"]), []).append(row)
    for group in groups.values():
        _group(page, words, kind, group)
    page.row += 1
    page.keep(top)


def _headings(part: pl.DataFrame, kind: Kind, words: Words) -> Iterator[str]:
    if kind is not SHARE:
        yield from (figure_heading(figure, words) for figure in limits(kind.of_groups))
        return
    labels = part["option_label"].gather(part["option"].arg_unique()).to_list()
    yield from labels
    yield ""
    yield from (words.text("rep_count_heading", label=label) for label in labels)


def _group(page: Sheet, words: Words, kind: Kind, group: Sequence[Row]) -> None:
    """Write the row of a group; small ones in italics and without marks."""
    book, one = page.book, group[0]
    small, sign = is_small_group(one), words.text("rep_reference_mark")
    quiet: dict[str, Any] = {"font_color": "#6B7480", "italic": True} if small else {}
    whole: dict[str, Any] = {"bold": True} if one["axis"] is None else {}
    looks: dict[tuple[str, str], Any] = {}  # the options of a question are printed alike
    names = (one["header"], *group_names(one, words))
    for column, (name, more) in enumerate(zip(names, ({}, whole, quiet), strict=True)):
        page.put(column, name, book.look("cell", **more))
    page.tall(max(page.height(name, page.widths[column]) for column, name in enumerate(names)))
    page.put(3, one["n_base"], book.number(f'#,##0"{sign}"' if small else "#,##0", **quiet, **whole))
    for column, row, figure in _cells(group, kind):
        mark = row["mark"] or "" if figure is kind.of_groups[0] and not small else ""
        if (look := looks.get((figure.name, mark))) is None:
            marked = {"bold": True, "font_color": A_COLOUR if mark == HIGH else B_COLOUR} if mark else {}
            look = looks[figure.name, mark] = figure_look(book, row, figure, mark=mark, **{**quiet, **whole, **marked})
        page.put(column, row[figure.name], look)
    page.row += 1


def _cells(group: Sequence[Row], kind: Kind) -> Iterator[tuple[int, Row, Figure]]:
    """Yield the columns of a group's figures: of options the percents, a column apart the counts."""
    for place, row in enumerate(group):
        if kind is SHARE:
            yield 4 + place, row, PERCENT
            yield 5 + len(group) + place, row, POSITIVE
        else:
            yield from ((column, row, figure) for column, figure in enumerate(limits(kind.of_groups), 4))
