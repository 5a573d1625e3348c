"""What is said of a key in a workbook: how to write it, made from the models' own descriptions, and how wide it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from inspect import getdoc
from typing import Any, Literal, get_origin

from pydantic import BaseModel

from kumin.definitions.targets.kind import kinds
from kumin.messages import catalogue, text
from kumin.messages.keys import HOW
from kumin.workbooks.layout import Leaf, Table, closed_list
from kumin.writers.workbook.book import Book

_LINES = {"text", "recognition", "strategies", "self_evaluation", "future_policy", "note", "source"}
_MIDDLE = {"title", "of", "label", "positive", "target", "among", "ask_if", "budget_million_yen", "history", "period"}


def how_to(leaf: Leaf, lang: str) -> str:
    """Say how a cell is written; empty where its heading says all."""
    if lang == "ja":
        model = leaf.model.__name__ if leaf.model else ""
        return HOW.get(f"{model}_{leaf.key}") or HOW.get(leaf.key, "")
    return described(leaf.model).get(leaf.key, "") if leaf.model else ""


@cache
def described(model: type[BaseModel]) -> Mapping[str, str]:
    """Return what a model's own documentation says of its keys, those of the models it is made from too."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, BaseModel) or one is BaseModel or "__doc__" not in vars(one):
            continue
        section = (getdoc(one) or "").partition("Attributes\n----------\n")[2]
        for names, words in re.findall(r"^(\w[\w, ]*) : .*\n((?:    .*\n?)+)", section, re.MULTILINE):
            for name in names.split(", "):
                found[name.rstrip("_")] = " ".join(words.split()).replace("``", "")
    return found


def width_of(leaf: Leaf, lang: str) -> float:
    """Return how wide a column is, in letters."""
    if leaf.key in _LINES:
        return 44
    if leaf.key in _MIDDLE:
        return 24
    from wcwidth import wcswidth

    short = leaf.type_ in (bool, int, float) or get_origin(leaf.type_) is Literal
    least: int = max(wcswidth(line) for line in leaf.heading(lang).split("\n"))
    return max(9 if short else 13, min(least + 3, 18))


def write_help(book: Book, tables: Mapping[str, Table], lang: str) -> None:
    """Write the page that says how everything is written."""
    sheet = book.sheet(text("sheet_help", lang), [14, 24, 22, 70])
    sheet.line(text("guide_title", lang), "title")
    for line in text("guide_lines", lang).splitlines():
        sheet.line(line, "wrap", span=True)
    if "indicators" in tables:
        sheet.row += 1
        sheet.line(text("guide_targets", lang), "heading")
        for kind in kinds():
            # a kind that has no words of its own is written as in YAML
            known = f"example_target_{kind.name}"
            sheet.put(1, text(known, lang) if known in catalogue() else kind.example, book.look("cell"))
            sheet.sheet.merge_range(sheet.row, 2, sheet.row, 3, "", book.look("cell"))
            words = text(kind.words, lang)
            sheet.put(2, words, book.look("cell"))
            sheet.tall(sheet.height(words, 90))
            sheet.row += 1
    sheet.row += 1
    sheet.header([text(code, lang) for code in ("head_sheet", "head_column", "head_choices", "head_how")])
    for table in tables.values():
        for leaf in table.leaves:
            _line(sheet, book, table, leaf, lang)
    sheet.sheet.protect()


def _line(sheet: Any, book: Book, table: Table, leaf: Leaf, lang: str) -> None:
    choices = text("list_joiner", lang).join(closed_list(leaf, lang))
    words = [table.name(lang), leaf.heading(lang) + ("*" if leaf.needed else ""), choices, how_to(leaf, lang)]
    for column, one in enumerate(words):
        sheet.put(column, one, book.look("cell"))
    sheet.tall(max(sheet.height(one, sheet.widths[column]) for column, one in enumerate(words)))
    sheet.row += 1
