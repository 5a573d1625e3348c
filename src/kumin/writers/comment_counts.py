"""Counts of comments and ticked excerpts, as a workbook, CSV, Markdown or a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.comments.count import WITHOUT_THEME
from kumin.moment import moment
from kumin.numbers import NONE
from kumin.words.words import Words
from kumin.writers.csv import write_csv
from kumin.writers.document.parts import blank_document, lie_down
from kumin.writers.packages import save
from kumin.writers.survey_report.blocks import Row, Table
from kumin.writers.survey_report.document import add_table
from kumin.writers.workbook.book import Book

if TYPE_CHECKING:
    from collections.abc import Callable

_ACROSS = 12
"""Categories beside each other on a page that lies down."""

Block = tuple[str, list[str], list[list[str]]]
"""A heading, the heads of columns, and rows."""
Excerpts = Sequence[tuple[tuple[int, ...], str]]


def _name(theme: int, title: str | None, words: Words) -> str:
    return words.text("comment_no_theme") if theme == WITHOUT_THEME else f"{theme} {title}"


def blocks(counts: pl.DataFrame, words: Words) -> Iterator[Block]:
    """Yield a table a question and attribute: themes in rows (of attributes those in use), categories in columns."""
    everyone = counts.filter(pl.col("axis").is_null(), pl.col("n") > 0)
    used = set(everyone.select("question", "theme").iter_rows())
    for (question, axis), part in counts.group_by("question", "axis", maintain_order=True):
        categories = part["category"].unique(maintain_order=True).to_list()
        heads = [str(one) if one else words.text("comment_blank") for one in categories] if axis else []
        base = part.unique(["category"], maintain_order=True, keep="first")["n_comments"].to_list()
        rows = [[words.text("comment_all"), *(_shown(n, words) for n in base)]]
        for (theme, title), own in part.group_by("theme", "theme_title", maintain_order=True):
            if axis and (str(question), theme) not in used:
                continue
            rows.append([_name(int(str(theme)), title and str(title), words), *(_shown(n, words) for n in own["n"])])
        name = f"{question}　{axis}" if axis else str(question)
        yield name, [words.text("comment_theme"), *(heads or [words.text("comment_count")])], rows


def _shown(n: int | None, words: Words) -> str:
    return words.text("rep_hidden") if n is None else words.count(n)


def _excerpt_rows(excerpts: Excerpts, themes: Mapping[int, str], words: Words) -> list[list[str]]:
    named = [
        (words.joined(themes[code] for code in codes) or words.text("comment_no_theme"), text)
        for codes, text in excerpts
    ]
    return [list(one) for one in sorted(named, key=lambda one: one[0])] or [[NONE, words.text("comment_no_excerpt")]]


def _xlsx(counts: pl.DataFrame, excerpts: list[list[str]], notes: Sequence[str], path: Path, words: Words) -> None:
    book = Book(path)
    found = list(blocks(counts, words))
    widest = max((len(heads) for _, heads, _ in found), default=2)
    page = book.sheet(words.text("comment_counts"), [30, *[12] * (widest - 1)])
    page.line(words.text("comment_counts"), "title")
    for note in notes:
        page.line(note, "quiet_wrap", span=widest > 1)
    for place, (name, heads, rows) in enumerate(found):
        first = page.row
        page.row += 1
        page.line(name, "heading")
        page.header(heads)
        for row in rows:
            for column, value in enumerate(row):
                page.put(column, value, book.look("cell") if column == 0 else book.look("cell_mid"))
            page.tall(page.height(row[0], 30))
            page.row += 1
        if place:
            page.keep(first)
    page = book.sheet(words.text("comment_excerpts"), (30, 90))
    page.line(words.text("comment_excerpts"), "title")
    page.header([words.text("comment_theme"), words.text("comment_excerpt")])
    for row in excerpts:
        for column, value in enumerate(row):
            page.put(column, value, book.look("cell"))
        page.tall(page.height(row[1], 90))
        page.row += 1
    book.close()


def _markdown(counts: pl.DataFrame, excerpts: list[list[str]], notes: Sequence[str], path: Path, words: Words) -> None:
    lines = [f"## {words.text('comment_counts')}", "", *(f"{note}\n" for note in notes)]

    def cells(row: Sequence[str]) -> str:
        escaped = (
            one.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>") for one in row
        )
        return f"| {' | '.join(escaped)} |"

    tables = [*blocks(counts, words)]
    heads = [words.text("comment_theme"), words.text("comment_excerpt")]
    for name, head, rows in [*tables, (words.text("comment_excerpts"), heads, excerpts)]:
        lines += [f"### {name}", "", cells(head), "|" + "---|" * len(head), *map(cells, rows), ""]
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _document(counts: pl.DataFrame, excerpts: list[list[str]], notes: Sequence[str], path: Path, words: Words) -> None:
    document = blank_document(words.text("comment_counts"), "", "", words.lang, moment().isoformat())
    width = lie_down(document)
    document.add_heading(words.text("comment_counts"), 1)
    for note in notes:
        document.add_paragraph(note)
    for name, heads, rows in blocks(counts, words):
        places = range(1, len(heads))
        for part in (places[start : start + _ACROSS] for start in range(0, len(places), _ACROSS)):
            chosen = [0, *part]
            body = tuple(Row(tuple(row[place] for place in chosen), strong=row is rows[0]) for row in rows)
            add_table(document, Table(name, tuple(heads[place] for place in chosen), body), width)
    document.add_heading(words.text("comment_excerpts"), 2)
    for theme, said in excerpts:
        document.add_paragraph(f"{said}（{theme}）" if words.lang == "ja" else f"{said} ({theme})", style="List Bullet")
    save(document, path)


def write_counts(
    counts: pl.DataFrame, excerpts: Excerpts, themes: Mapping[int, str], notes: Sequence[str], path: Path, words: Words
) -> None:
    """Write counts and excerpts in the format that the file's ending says; CSV has the counts alone."""
    rows = _excerpt_rows(excerpts, themes, words)
    if path.suffix.lower() == ".csv":
        write_csv(counts, path)
        return
    forms: dict[str, Callable[..., None]] = {".xlsx": _xlsx, ".md": _markdown, ".docx": _document}
    forms[path.suffix.lower()](counts, rows, notes, path, words)


SUFFIXES = (".xlsx", ".csv", ".md", ".docx")
