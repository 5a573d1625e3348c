"""Numbers and dates in the sheets 単純集計 and クロス集計: a block a question, without a chart."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.messages import text
from kumin.numbers import is_small
from kumin.tables.amounts import NUMBER
from kumin.tables.differences import HIGH
from kumin.words.amounts import columns_of, heading
from kumin.writers.workbook.book import Sheet, number_look

CROSS_NUMBER = (("mean", "num_mean"), ("lower", "rep_lower"), ("upper", "rep_upper"), ("median", "num_median"))
CROSS_DATE = (("earliest", "num_earliest"), ("median_date", "num_median_date"), ("latest", "num_latest"))


def write_simple_numbers(sheet: Sheet, table: pl.DataFrame, lang: str, level: str) -> None:
    """Write a question's figures of everyone, one below the other: the value, and the interval of the mean.

    Parameters
    ----------
    sheet : Sheet
        単純集計, at the row to write at; its columns 2, 3 and 5-6 are used.
    table : DataFrame
        :data:`kumin.tables.amounts.NUMBER_SCHEMA` of one question with labels, everyone's row first.
    lang, level : str
        Language, confidence level in percent.
    """
    book, row, sign = sheet.book, table.row(0, named=True), text("rep_reference_mark", lang)
    sheet.tall(17, book.look("text", bold=True))
    sheet.line(heading(row, lang), "text")
    side = book.look("side", align="center", text_wrap=False)
    limits = (
        (text("rep_lower", lang, level=level), text("rep_upper", lang, level=level)) if row["kind"] == NUMBER else ()
    )
    heads = (text("rep_question_id", lang), "", text("num_item", lang), text("num_value", lang), "", *limits)
    for column, words in enumerate(heads[: 7 if limits else 4]):
        sheet.put(column, words, book.look("side", align="center") if column > 3 else side)
    if limits:
        sheet.tall(31)
    sheet.row += 1
    for name, code in columns_of(row["kind"], published=False):
        if name == "interval":
            continue
        sheet.put(0, row["header"], book.look("cell"))
        sheet.put(1, "", book.look("cell"))
        sheet.put(2, text(code, lang), book.look("cell"))
        sheet.put(3, row[name], number_look(book, row, name))
        if name == "mean":
            for column, limit in ((5, "lower"), (6, "upper")):
                sheet.put(column, "-" if row[limit] is None else row[limit], number_look(book, row, limit))
        sheet.row += 1
    for code, name in (("rep_total_n", "n_base"), ("rep_no_answer", "n_no_answer")):
        small = name == "n_base" and is_small(row["n_base"])
        sheet.put(2, text(code, lang), book.look("cell", font_color="#51606E"))
        sheet.put(3, row[name], book.number(f'#,##0"{sign}"' if small else "#,##0"))
        sheet.row += 1
    sheet.row += 1


def write_cross_numbers(sheet: Sheet, table: pl.DataFrame, lang: str, level: str) -> None:
    """Write a question by group: of numbers the mean, its interval and the median, of dates the ends and the middle.

    Parameters
    ----------
    sheet : Sheet
        クロス集計, at the row to write at.
    table : DataFrame
        :data:`kumin.tables.amounts.NUMBER_SCHEMA` of one question with labels.
    lang, level : str
        Language, confidence level in percent.
    """
    book, first, sign, top = sheet.book, table.row(0, named=True), text("rep_reference_mark", lang), sheet.row
    columns = CROSS_NUMBER if first["kind"] == NUMBER else CROSS_DATE
    sheet.line(heading(first, lang), "text")
    codes = ("rep_question_id", "rep_axis", "rep_group", "rep_base_n", *(code for _, code in columns))
    sheet.header([text(code, lang, level=level) for code in codes], lines=2)
    for row in table.iter_rows(named=True):
        small = is_small(row["n_base"]) and row["axis"] is not None
        quiet: dict[str, Any] = {"font_color": "#6B7480", "italic": True} if small else {}
        whole: dict[str, Any] = {"bold": True} if row["axis"] is None else {}
        names = (row["header"], row["axis_label"] or text("rep_everyone", lang), row["category_label"] or "")
        for column, (words, looks) in enumerate(zip(names, ({}, whole, quiet), strict=True)):
            sheet.put(column, words, book.look("cell", **looks))
        sheet.tall(max(sheet.height(words, sheet.widths[column]) for column, words in enumerate(names)))
        sheet.put(3, row["n_base"], book.number(f'#,##0"{sign}"' if small else "#,##0", **quiet, **whole))
        for column, (name, _) in enumerate(columns, 4):
            mark = row["mark"] or "" if name == "mean" else ""
            more: dict[str, Any] = {**quiet, **whole}
            if mark:
                more |= {"bold": True, "font_color": "#0B5394" if mark == HIGH else "#B3421B"}
            sheet.put(column, row[name], number_look(book, row, name, mark=mark, **more))
        sheet.row += 1
    sheet.row += 1
    sheet.keep(top)
