"""Numbers and dates as ``kumin tabulate`` and ``kumin crosstab`` give them: text, CSV columns, a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.amounts import ENDS
from kumin.disclosure.suppress import SUPPRESSED_MARK
from kumin.messages import text
from kumin.numbers import MOST_DECIMALS, is_small, level_percent, rounded
from kumin.tables.amounts import DATE, NUMBER
from kumin.words.amounts import DATE_COLUMNS, NUMBER_COLUMNS, columns_of, interval, is_hidden, printed
from kumin.writers.workbook.book import Book, number_look

if TYPE_CHECKING:
    from kumin.words.listing import Listing


def number_block(listing: Listing, part: pl.DataFrame) -> tuple[int, list[str], list[list[str]]]:
    """Lay out one question: how many columns are words, the headings, the rows."""
    if part["axis"].null_count() == part.height:
        return 0, *_simple(listing, part.row(0, named=True))
    return 2, *_cross(listing, part)


def _simple(listing: Listing, row: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    columns = columns_of(row["kind"], published=row["published"])
    level = level_percent(listing.level)
    head = ["n", text("num_no_answer", listing.lang), *(text(code, listing.lang, level=level) for _, code in columns)]
    values = [interval(row, listing.lang) if name == "interval" else printed(row, name) for name, _ in columns]
    return head, [[printed(row, "n_base"), printed(row, "n_no_answer"), *values]]


def _cross(listing: Listing, part: pl.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Lay groups out down: of numbers the mean with its interval and the median, of dates the ends and the middle."""
    lang, first = listing.lang, part.row(0, named=True)
    columns = columns_of(first["kind"], published=first["published"])
    if first["kind"] == NUMBER:
        columns = [pair for pair in columns if pair[0] in {"mean", "interval", "median"}]
    level = level_percent(listing.level)
    named = [text(code, lang, level=level) for _, code in columns]
    rows = []
    for row in part.iter_rows(named=True):
        small = is_small(row["n_base"]) and row["axis"] is not None
        base = printed(row, "n_base") + (text("rep_reference_mark", lang) if small else "")
        cells = [interval(row, lang) if name == "interval" else printed(row, name) for name, _ in columns]
        if first["kind"] == NUMBER and row["mark"]:
            cells[0] += row["mark"]
        rows.append([row["axis_label"] or text("rep_everyone", lang), row["category_label"] or "", base, *cells])
    return [text("rep_axis", lang), text("rep_group", lang), "n", *named], rows


def number_notes(listing: Listing) -> list[str]:
    """Say how numbers were tabulated, and what the marks mean where there may be any."""
    tables = [table.filter(kind=NUMBER) for table in listing.numbers.values()]
    if not any(table.height for table in tables):
        return []
    if not any(table["lower"].count() for table in tables):
        return [text("num_method_plain", listing.lang)]
    notes = [text("num_method", listing.lang, level=level_percent(listing.level))]
    if any(table["axis"].null_count() < table.height for table in tables):
        notes.append(text("num_method_mark", listing.lang))
    return notes


def number_csv(title: str, table: pl.DataFrame) -> pl.DataFrame:
    """Lay out numbers and dates as rows of the CSV: the columns of the kinds there are, hidden numbers as ``x``.

    Amounts are rounded to two decimals more than the answers have; published tables have no columns for what one person
    answered.
    """
    kinds = set(table["kind"])
    published = bool(table["published"].any())
    wanted = (NUMBER_COLUMNS if NUMBER in kinds else {}) | (DATE_COLUMNS if DATE in kinds else {})
    wanted = {name: source for name, source in wanted.items() if not (published and source in ENDS)}
    # hidden, not merely absent: somebody may have answered
    somebody = pl.col("published") & (pl.col("n_base").is_null() | (pl.col("n_base") > 0))

    def shown(source: str) -> pl.Expr:
        value = pl.col(source)
        if source in NUMBER_COLUMNS.values():
            value = pl.coalesce(
                pl.when(pl.col("decimals") == places).then(rounded(value, places + 2))
                for places in range(MOST_DECIMALS + 1)
            )
        own = pl.col("kind") == (DATE if source in DATE_COLUMNS.values() else NUMBER)
        hidden = own & pl.col(source).is_null() & somebody
        if source in {"lower", "upper"}:
            hidden &= pl.col("mean").is_null()
        return pl.when(hidden).then(pl.lit(SUPPRESSED_MARK)).otherwise(value.cast(pl.String))

    def counted(source: str) -> pl.Expr:
        value = pl.col(source)
        hidden = value.is_null() & pl.col("published")
        return pl.when(hidden).then(pl.lit(SUPPRESSED_MARK)).otherwise(value.cast(pl.String))

    return table.select(
        pl.lit(title).alias("survey"), "question", "question_text", "axis", "axis_label", "category", "category_label",
        "kind", "unit", counted("n_base").alias("n_base"), counted("n_no_answer").alias("n_no_answer"),
        *(shown(source).alias(name) for name, source in wanted.items()),
        *(["mark"] if NUMBER in kinds else []),
        "suppressed",
    )  # fmt: skip


SHEET_WORDS = (
    ("rep_survey", 20), ("rep_question_id", 8), ("rep_question_words", 34), ("num_kind", 8), ("num_unit_heading", 8),
    ("rep_axis", 18), ("rep_group", 20),
)  # fmt: skip
SHEET_NUMBERS = (
    ("n_base", "rep_base_n"), ("n_no_answer", "num_no_answer"), ("mean", "num_mean"), ("lower", "rep_lower"),
    ("upper", "rep_upper"), ("mark", "num_mark"), ("sd", "num_sd"), ("minimum", "num_minimum"), ("q25", "num_q25"),
    ("median", "num_median"), ("q75", "num_q75"), ("maximum", "num_maximum"), ("earliest", "num_earliest"),
    ("median_date", "num_median_date"), ("latest", "num_latest"),
)  # fmt: skip


def write_number_sheet(listing: Listing, book: Book) -> None:
    """Write one tidy sheet of numbers and dates, numbers as numbers and days as days."""
    lang = listing.lang
    tables = [table for table in listing.numbers.values() if table.height]
    columns = _sheet_columns(tables)
    widths = [width for _, width in SHEET_WORDS] + [12.0] * len(columns)
    sheet = book.sheet(text("sheet_numbers", lang), widths)
    level = level_percent(listing.level)
    codes = [*(code for code, _ in SHEET_WORDS), *(code for _, code in columns)]
    sheet.header([text(code, lang, level=level) for code in codes], lines=2)
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.repeat_rows(0)
    for key, table in listing.numbers.items():
        for row in table.iter_rows(named=True):
            kind = text(f"num_kind_{row['kind']}", lang)
            words = (listing.titles[key], row["header"], row["question_text"], kind, row["unit"])
            for column, value in enumerate((*words, row["axis_label"], row["category_label"])):
                sheet.put(column, value, book.look("cell", text_wrap=False))
            for column, (name, _) in enumerate(columns, len(words) + 2):
                foreign = {*NUMBER_COLUMNS.values(), "mark"} if row["kind"] == DATE else {*DATE_COLUMNS, "mark"}
                hidden = name not in foreign and is_hidden(row, name)
                sheet.put(column, SUPPRESSED_MARK if hidden else row[name], number_look(book, row, name))
            sheet.row += 1
    sheet.sheet.autofilter(0, 0, max(sheet.row - 1, 1), len(codes) - 1)


def _sheet_columns(tables: Sequence[pl.DataFrame]) -> list[tuple[str, str]]:
    """Columns that any of the tables has, in order."""
    kinds = {kind for table in tables for kind in table["kind"]}
    published = any(table["published"].any() for table in tables)
    out = set(ENDS) if published else set()
    out |= set() if DATE in kinds else set(DATE_COLUMNS)
    out |= set() if NUMBER in kinds else {*NUMBER_COLUMNS.values(), "mark"}
    return [pair for pair in SHEET_NUMBERS if pair[0] not in out]
