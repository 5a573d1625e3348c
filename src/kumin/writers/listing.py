"""Tables of answers as text, CSV, Markdown or a small workbook: what ``kumin tabulate`` and ``kumin crosstab`` give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from kumin.disclosure.policy import ENDS, SUPPRESSED_MARK
from kumin.disclosure.suppress import BOUNDS
from kumin.errors import UsageError
from kumin.tables.axes import UNKNOWN
from kumin.tables.figures import DATE, KINDS, NO_ANSWER, NUMBER, PERCENT, SHARE, Figure, Form, Kind, N
from kumin.tables.scale_summaries import SCORE_DECIMALS
from kumin.words.listing import (
    Listing,
    joined_heading,
    listing_notes,
    nothing_of,
    scores_of,
    summary_of,
)
from kumin.words.tables import base, figure_heading, group_names, heading, hidden, printed
from kumin.words.words import Words
from kumin.writers.atomic import all_or_nothing_file
from kumin.writers.csv import safe_text
from kumin.writers.tables_book.book import write_listing_book
from kumin.writers.terminal.crosstab import SCREEN, screen_lines
from kumin.writers.terminal.grid import Column, grid
from kumin.writers.terminal.layout import wrap
from kumin.writers.workbook.book import Book, figure_look


def write_listing(listing: Listing, format_: str, out: Path | None, width: int | None = None) -> str:
    """Write tables, and return them as text where there is no file.

    ``width``: columns of the terminal that tables as text have to fit.

    Raises
    ------
    UsageError
        The file cannot be written, or a workbook was asked for without a file or without ``kumin[report]``.
    """
    if format_ == "xlsx":
        if out is None:
            raise UsageError("xlsx_needs_out")
        if find_spec("xlsxwriter") is None:
            raise UsageError("xlsx_needs_extra")
        with all_or_nothing_file(out) as path:
            write_listing_book(listing, path, _write_data)
        return ""
    words = (
        _text(listing, width) if format_ == "table" else {"csv": listing_csv, "markdown": _markdown}[format_](listing)
    )
    if out is not None:
        with all_or_nothing_file(out) as path:
            # Excel knows UTF-8 by its BOM
            path.write_text(words, encoding="utf-8-sig" if format_ == "csv" else "utf-8", newline="")
    return words


def listing_csv(listing: Listing) -> str:
    """One row an option, or a number or date, and category: the columns of the kinds of questions there are."""
    shares = SHARE.name in listing.kinds or not listing.kinds
    numbers = [kind for kind in (NUMBER, DATE) if kind.name in listing.kinds]
    where, which = ["survey", "question", "question_text"], ["axis", "axis_label", "category", "category_label"]
    figures = {figure.column: figure for kind in ([SHARE] if shares else []) for figure in kind.csv}
    published = any("n_low" in table.columns and table["suppressed"].any() for table in listing.tables.values())
    bounds = BOUNDS if published else ()
    columns = [*where, "option", "option_label", *which, *figures, "suppressed", *bounds] if shares else []
    if numbers:
        more = {figure.column: figure for figure in _of_kinds(listing, numbers, csv=True)}
        columns += [*where, *which, "kind", "unit", *more, "suppressed"]
        figures |= more
    cells = {name: _csv_column(figures[name]) if name in figures else pl.col(name) for name in columns}
    cells |= {"survey": pl.col("title").alias("survey"), "kind": pl.when(pl.col("kind") != SHARE.name).then("kind")}
    titled = [table.with_columns(title=pl.lit(listing.titles[key])) for key, table in listing.tables.items()]
    rows = pl.concat(titled, how="diagonal").select(cells[name] for name in dict.fromkeys(columns))
    return safe_text(rows).write_csv()


def _csv_column(figure: Figure) -> pl.Expr:
    """Make a figure text: ``x`` where it is hidden."""
    own = pl.col("kind").is_in([kind.name for kind in KINDS.values() if figure in kind.tidy])
    value = pl.col(figure.name).cast(pl.String)
    shown = pl.when(f"hidden_{figure.name}").then(pl.lit(SUPPRESSED_MARK)).otherwise(value)
    return pl.when(own).then(shown).alias(figure.column)


def _of_kinds(listing: Listing, kinds: Sequence[Kind], *, csv: bool = False) -> list[Figure]:
    """Return the figures that kinds of questions have in tidy rows; published ones without those of one person."""
    published = any(table["published"].any() for table in listing.tables.values())
    figures = dict.fromkeys(figure for kind in kinds for figure in kind.tidy)
    found = [figure for figure in figures if not (published and figure in ENDS)]
    return sorted(found, key=lambda figure: figure.form is Form.SIGN) if csv else found


def _markdown(listing: Listing) -> str:
    lines = []
    for block in _blocks(listing):
        lines.append(f"{'#' * block.level} {_escaped(block.title)}\n")
        if block.head:
            lines.append("| " + " | ".join(map(_escaped, block.head)) + " |")
            rules = (" --- " if place < block.left else " ---: " for place in range(len(block.head)))
            lines.append("|" + "|".join(rules) + "|")
            lines += ["| " + " | ".join(map(_escaped, row)) + " |" for row in block.rows]
            lines.append("")
    lines += [f"{_escaped(note)}\n" for note in listing_notes(listing)]
    return "\n".join(lines)


def _escaped(words: str) -> str:
    for character in "\\|<>*_`":
        words = words.replace(character, "\\" + character)
    return words.replace("\n", " ")


def _text(listing: Listing, width: int | None) -> str:
    lines = []
    for block in _blocks(listing, numbered=True):
        lines.append(f"\n■ {block.title}" if block.level == 2 else f"\n{block.title}")
        if block.crossed:
            lines += screen_lines(block.head[1:], block.rows, block.legend, width or SCREEN)
        elif block.head:
            columns = [
                Column(head, "left" if place < block.left else "right", name=place == 1 and block.left > 1)
                for place, head in enumerate(block.head)
            ]
            lines.append(grid(columns, block.rows, width, listing.words))
    notes = listing_notes(listing)
    lines += ["\n" + (note if width is None else "\n".join(wrap(note, width))) for note in notes]
    return "\n".join(lines).lstrip("\n") + "\n"


@dataclass(frozen=True)
class _Block:
    """A heading with its table: ``left`` columns of words, ``legend``: what numbered columns are."""

    title: str
    level: int
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    left: int = 0
    crossed: bool = False
    legend: Sequence[str] = ()


def _blocks(listing: Listing, *, numbered: bool = False) -> Iterator[_Block]:
    """Yield headings with their tables in the order of the form.

    ``numbered``: the columns of a breakdown's options are headed by their codes.
    """
    for key, table in listing.tables.items():
        yield _Block(listing.titles[key], 2)
        for _, part in table.group_by("question", maintain_order=True):
            if part["axis"].null_count() < part.height:
                yield _crossed(listing, key, part, numbered=numbered)
            elif part["kind"][0] == SHARE.name:
                yield _options(listing, key, part)
            else:
                yield _figures(part, listing.words)


def _options(listing: Listing, key: str, part: pl.DataFrame) -> _Block:
    """Lay out a closed question of everyone: a row an option; of a scale its joined ends and mean score."""
    words = listing.words
    rows = [
        [_code(row), row["option_label"], *(printed(row, figure, words) for figure in SHARE.of_everyone)]
        for row in part.iter_rows(named=True)
    ]
    first = part.row(0, named=True)
    total = words.text("tables_total_asked" if listing.options.blank else "rep_total_n")
    rows.append(["", total, printed(first, N, words), "", ""])
    if (scale := listing.scales[key].get(first["question"])) is not None:
        found, nothing = summary_of(listing, key, first), nothing_of(part)
        for end, codes in scores_of(scale):
            n, percent = found.get(f"n_{end}"), found.get(f"{end}_percent")
            told = [nothing if n is None else words.count(n), nothing if percent is None else words.number(percent), ""]
            rows.append(["", joined_heading(codes, end, words), *told])
        score = found.get("score")
        rows.append(["", words.text("tables_score"), nothing if score is None else _score(score, words), "", ""])
    heads = ["%" if figure is PERCENT else figure_heading(figure, words) for figure in SHARE.of_everyone]
    head = [words.text("rep_option_code"), words.text("rep_option"), *heads]
    return _Block(heading(first, words), 3, head, rows, left=2)


def _score(score: float, words: Words) -> str:
    """Print a mean score with its unit: it stands in a column of people."""
    return words.text("tables_score_points", score=words.number(score, SCORE_DECIMALS))


def _figures(part: pl.DataFrame, words: Words) -> _Block:
    """Lay out a number or date of everyone: a column a figure."""
    row = part.row(0, named=True)
    chosen = [figure for figure in KINDS[row["kind"]].of_everyone if not (row["published"] and figure in ENDS)]
    figures = [N, NO_ANSWER, *chosen]
    head = ["n", *(figure_heading(figure, words) for figure in figures[1:])]
    return _Block(heading(row, words), 3, head, [[printed(row, figure, words) for figure in figures]])


def _code(row: Mapping[str, Any]) -> str:
    """Print an option's number; no answer has none."""
    return "" if row["option"] == UNKNOWN else str(row["option"])


def _crossed(listing: Listing, key: str, part: pl.DataFrame, *, numbered: bool) -> _Block:
    """Lay out a question by group: a row a group, its options or figures to the right."""
    first, words = part.row(0, named=True), listing.words
    kind = KINDS[first["kind"]]
    figures = [figure for figure in kind.of_groups if not (first["published"] and figure in ENDS)]
    heads, legend = [figure_heading(figure, words) for figure in figures], []
    if kind is SHARE:
        options = part.select("option", "option_label").unique(maintain_order=True).rows()
        heads = [str(code) if numbered and code != UNKNOWN else label for code, label in options]
        legend = [f"{code} {label}" for code, label in options if code != UNKNOWN] if numbered else []
    scale = listing.scales[key].get(first["question"]) if kind is SHARE else None
    ends = [] if scale is None else scores_of(scale)
    if scale is not None:
        heads += [*(joined_heading(codes, end, words) for end, codes in ends), words.text("tables_score")]
    rows = []
    for _, group in part.group_by("axis", "category", maintain_order=True):
        one = group.row(0, named=True)
        cells = [
            printed(row, figure, words) + (row["mark"] or "" if figure is figures[0] else "")
            for row in group.iter_rows(named=True)
            for figure in figures
        ]
        if scale is not None:
            found = summary_of(listing, key, one)
            nothing = nothing_of(group)
            joined = [(found.get(f"{end}_percent"), words.decimals) for end, _ in ends]
            for value, decimals in (*joined, (found.get("score"), SCORE_DECIMALS)):
                cells.append(nothing if value is None else words.number(value, decimals))
        rows.append([*group_names(one, words), base(one, words), *cells])
    head = [words.text("rep_axis"), words.text("rep_group"), "n", *heads]
    return _Block(heading(first, words), 3, head, rows, left=2, crossed=True, legend=legend)


_SURVEY = (("rep_survey", 20), ("rep_question_id", 8), ("rep_question_words", 34))
_GROUP = (("rep_axis", 18), ("rep_group", 20))
_OPTION = (("rep_option_code", 7), ("rep_option", 26))
_NUMBER = (("num_kind", 8), ("num_unit_heading", 8))
_SHARE_WIDTHS = (8, 8, 9, 9, 9)
_NUMBER_WIDTH = 12
"""Columns of words with their widths, and the widths of figures."""


def _write_data(listing: Listing, book: Book) -> None:
    """Add a tidy sheet of closed questions and one of numbers and dates, as far as there are any."""
    numbers = [kind for kind in (NUMBER, DATE) if kind.name in listing.kinds]
    if SHARE.name in listing.kinds or not numbers:
        _write_sheet(listing, book, [SHARE], (*_SURVEY, *_OPTION, *_GROUP), _SHARE_WIDTHS)
    if numbers:
        _write_sheet(listing, book, numbers, (*_SURVEY, *_NUMBER, *_GROUP))


def _write_sheet(
    listing: Listing, book: Book, kinds: Sequence[Kind], columns: Sequence[tuple[str, int]], widths: Sequence[int] = ()
) -> None:
    """Write the rows of some kinds of questions: codes and words, then their figures as numbers and days."""
    words, closed = listing.words, kinds[0] is SHARE
    figures = _of_kinds(listing, kinds)
    widths = widths or [_NUMBER_WIDTH] * len(figures)
    sheet = book.sheet(
        words.text("tables_data" if closed else "tables_data_numbers"), [*(width for _, width in columns), *widths]
    )
    sheet.header(
        [*(words.text(code) for code, _ in columns), *(figure_heading(figure, words) for figure in figures)], lines=2
    )
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.repeat_rows(0)
    for key, table in listing.tables.items():
        for row in table.filter(pl.col("kind").is_in([kind.name for kind in kinds])).iter_rows(named=True):
            of = (
                (row["option"], row["option_label"]) if closed else (words.text(f"num_kind_{row['kind']}"), row["unit"])
            )
            labels = (listing.titles[key], row["header"], row["question_text"], *of, row["axis_label"])
            for column, value in enumerate((*labels, row["category_label"])):
                look = book.number("0") if isinstance(value, int) else book.look("cell", text_wrap=False)
                sheet.put(column, value, look)
            for column, figure in enumerate(figures, len(columns)):
                value = hidden(row, figure, listing.words) if row[f"hidden_{figure.name}"] else row[figure.name]
                sheet.put(column, value, figure_look(book, row, figure))
            sheet.row += 1
    sheet.sheet.autofilter(0, 0, max(sheet.row - 1, 1), len(columns) + len(figures) - 1)
