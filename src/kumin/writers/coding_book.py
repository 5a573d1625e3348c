"""意見.xlsx: the workbook in which staff give each comment its themes."""

from __future__ import annotations

from pathlib import Path

from kumin.comments.collect import Comments
from kumin.comments.masks import KINDS
from kumin.comments.nouns import frequent_nouns, tokenizer_available
from kumin.comments.themes import Themes, suggested
from kumin.words.words import Words
from kumin.writers.workbook.book import Book, Sheet

MOST_NAMED = 3
"""Themes and nouns that are suggested of a comment."""
SPARE = 20
"""Rows for themes that staff add."""
TALLEST = 180.0
SMALLEST = 70
"""Percent of its size that it is printed in at least: columns go over several pages, each with the comments."""


def write_coding_book(comments: Comments, themes: Themes, k: int, path: Path, words: Words) -> None:
    """Write comments, masked, with columns to tick; themes; frequent words; how to fill it in."""
    texts = [text for _, text, _ in comments.rows]
    nouns, of_each = frequent_nouns(texts)
    book = Book(path)
    _comments(book, comments, themes, of_each, words)
    _themes(book, themes, words)
    if tokenizer_available():
        _nouns(book, nouns, themes, words)
    _help(book, comments, k, words)
    book.close()


def mask_signs(words: Words) -> dict[str, str]:
    """Return what stands for each kind of personal data: 〔電話〕."""
    return {kind: words.text("comment_mask", kind=words.text(f"mask_{kind}")) for kind in KINDS}


def _comments(book: Book, comments: Comments, themes: Themes, nouns: list[list[str]], words: Words) -> None:
    before = [words.text(f"comment_{code}") for code in ("number", "question", "text", "length")]
    after = [words.text(f"comment_{code}") for code in ("suggested", "nouns")]
    ticks = [f"{one.code} {one.title}" for one in themes.themes]
    last = [words.text(f"comment_{code}") for code in ("more", "excerpt", "edited")]
    widths = [6, 10, 60, 6, *[10] * len(comments.attributes), 18, 18, *[6] * len(ticks), 10, 6, 40]
    page = book.sheet(words.text("sheet_comments"), widths, smallest=SMALLEST)
    page.sheet.repeat_columns(0, 2)
    page.sheet.print_across()
    page.line(words.text("comment_title"), "title")
    page.line(words.text("comment_internal"), "quiet")
    head = page.row
    page.header([*before, *comments.attributes, *after, *ticks, *last], lines=5)
    cell, mid = book.look("cell"), book.look("cell_mid")
    first_tick = len(before) + len(comments.attributes) + len(after)
    for number, ((question, text, values), found) in enumerate(zip(comments.rows, nouns, strict=True), 1):
        named = [f"{one.code} {one.title}" for one in suggested(text, themes)[:MOST_NAMED]]
        given = [number, question, text, len(text), *values, "\n".join(named), "\n".join(found[:MOST_NAMED])]
        for column, value in enumerate(given):
            page.put(column, value, cell)
        for column in range(first_tick, len(widths)):
            page.put(column, "", cell if column == len(widths) - 1 else mid)
        lines = max(len(named), len(found[:MOST_NAMED]))
        tall = max(15.5 * lines + 2, *(page.height(str(value), widths[at]) for at, value in enumerate(given)))
        page.tall(min(tall, TALLEST))
        page.row += 1
    rule = {"validate": "list", "source": ["○"], "error_title": words.text("comment_title")[:32],
            "error_message": words.text("comment_tick_only")}  # fmt: skip
    if comments.rows:
        for first, end in ((first_tick, first_tick + len(ticks) - 1), (len(widths) - 2, len(widths) - 2)):
            page.sheet.data_validation(head + 1, first, page.row - 1, end, rule)
    page.sheet.freeze_panes(head + 1, 3)
    page.sheet.repeat_rows(head)
    page.sheet.autofilter(head, 0, max(page.row - 1, head), len(widths) - 1)


def _themes(book: Book, themes: Themes, words: Words) -> None:
    page = book.sheet(words.text("sheet_comment_themes"), (8, 26, 50, 70))
    page.line(words.text("comment_themes_about"), "quiet")
    page.header([words.text(f"comment_{code}") for code in ("code", "theme", "definition", "keywords")])
    for one in themes.themes:
        _row(page, [one.code, one.title, one.definition, words.joined(one.keywords)])
    for _ in range(SPARE):
        _row(page, ["", "", "", ""])
    page.sheet.freeze_panes(2, 0)


def _nouns(book: Book, nouns: dict[str, int], themes: Themes, words: Words) -> None:
    page = book.sheet(words.text("sheet_comment_nouns"), (30, 10, 60))
    page.line(words.text("comment_nouns_about"), "quiet")
    page.header([words.text(f"comment_{code}") for code in ("noun", "noun_count", "suggested")])
    for noun, count in nouns.items():
        _row(page, [noun, count, words.joined(f"{one.code} {one.title}" for one in suggested(noun, themes))])
    page.sheet.freeze_panes(2, 0)


def _help(book: Book, comments: Comments, k: int, words: Words) -> None:
    page = book.sheet(words.text("sheet_comment_help"), (34, 14, 60))
    page.line(words.text("sheet_comment_help"), "title")
    for number in range(1, 8):
        page.line(words.text(f"comment_help_{number}"), "wrap", span=True)
    page.row += 1
    page.line(words.text("comment_of_book"), "heading")
    for code, value in (("comment_exported", len(comments.rows)), ("comment_k", k)):
        _row(page, [words.text(code), value])
    for kind in KINDS:
        _row(page, [words.text("comment_masked_of", kind=words.text(f"mask_{kind}")), comments.masks[kind]])
    page.row += 1
    page.line(words.text("comment_categories"), "heading")
    for attribute, categories in zip(comments.attributes, comments.categories, strict=True):
        for number, category in enumerate(categories, 1):
            _row(page, [attribute, number, category])


def _row(page: Sheet, values: list[object]) -> None:
    for column, value in enumerate(values):
        page.put(column, value, page.book.look("cell"))
    page.tall(max(page.height(str(value), page.widths[n]) for n, value in enumerate(values)))
    page.row += 1
