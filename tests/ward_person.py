"""Somebody at a desk, who types commands and fills the workbooks of ``ward_files`` in, with both counted."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from kumin.messages import text
from kumin.workbooks.layout import Leaf, plan_tables, questionnaire_tables
from ward_files import AREAS, ENGLISH, STAY

Run = Callable[..., subprocess.CompletedProcess[str]]


class Person:
    """Somebody at a desk: commands and cells are counted."""

    def __init__(self, kumin: Run, lang: str) -> None:
        self.kumin, self.lang = kumin, lang
        self.commands = self.cells = 0

    def types(self, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Type a command."""
        self.commands += 1
        done = self.kumin(*words, env={"KUMIN_LANG": self.lang})
        assert done.returncode == code, done.stderr
        return done

    def fills(self, sheet: Any, row: int, column: int, value: object) -> None:
        """Type a cell."""
        self.cells += 1
        sheet.cell(row, column, value)

    def rows(self, book: Any, code: str, rows: list[dict[str, object]], leaves: tuple[Leaf, ...]) -> None:
        """Type rows into a table, by the columns' keys."""
        sheet = book[text(f"sheet_{code}", self.lang)]
        columns = {".".join(leaf.path): place for place, leaf in enumerate(leaves, 1)}
        start = next(row for row in range(4, 99) if sheet.cell(row, 1).value is None)
        for place, row in enumerate(rows):
            for key, value in row.items():
                self.fills(sheet, start + place, columns[key], value)


def answers_the_draft(person: Person, path: Path) -> None:
    """Compare the questionnaire with the form: numbers for labels, who is asked, and every decision ticked."""
    book = openpyxl.load_workbook(path)
    english = person.lang == "en"
    options = book[text("sheet_options", person.lang)]
    form = {ENGLISH[label] if english else label: code for own in (AREAS, STAY) for code, label in enumerate(own, 1)}
    for row in options.iter_rows(min_row=4):
        if isinstance(row[1].value, int) and row[1].value > 100:
            person.fills(options, row[1].row, 2, form[str(row[2].value)])
    questions = book[text("sheet_questions", person.lang)]
    leaves = [leaf.path for leaf in questionnaire_tables()["questions"].leaves]
    place = next(row[0].row for row in questions.iter_rows(min_row=4) if row[0].value == "問22")
    person.fills(questions, place, leaves.index(("ask_if",)) + 1, "問5=1")
    to_check = book[text("sheet_to_check", person.lang)]
    for row in range(4, to_check.max_row + 1):
        person.fills(to_check, row, 1, "○")
    book.save(path)


def writes_the_plan(person: Person, path: Path) -> None:
    """Copy from the ward's plan, on paper, and from last year's table."""
    book = openpyxl.load_workbook(path)
    ja = person.lang == "ja"
    tables = plan_tables()
    surveys = book[text("sheet_surveys", person.lang)]
    columns = {leaf.path: place for place, leaf in enumerate(tables["surveys"].leaves, 1)}
    period = "2024/7/8～2024/7/31" if ja else "2024/7/8 to 2024/7/31"
    for key, value in (("invited", "1,500通" if ja else 1500), ("undeliverable", 21), ("period", period)):
        person.fills(surveys, 4, columns[key,], value)
    issues: list[dict[str, object]] = [
        {"id": 1, "title": "災害に強いまち" if ja else "A safe ward"},
        {"id": 2, "title": "住みよいまち" if ja else "A good place to live"},
    ]
    person.rows(book, "issues", issues, tables["issues"].leaves)
    first = "感じる・どちらかといえば感じる" if ja else "Agree, Somewhat agree"
    indicators: list[dict[str, object]] = [
        {"id": "1-1", "text": "災害に強いと感じる区民の割合" if ja else "The ward is safe", "question": "問6",
         "positive": first, "target": "前年度以上"},
        {"id": "1-2", "text": "何も備えていない区民の割合" if ja else "Nothing in stock", "question": "問16",
         "positive": "何も備えていない" if ja else "Nothing at all", "target": "20％以下"},
        {"id": "1-3", "text": "訓練の参加者数" if ja else "Participants", "unit": "人" if ja else "people",
         "target": "3,000人以上" if ja else "{\"at_least\": 3000}", "result": 3120},
        {"id": "2-1", "text": "子育ての相談がしやすいと感じる" if ja else "Easy to ask", "question": "問22",
         "positive": "1、2", "target": "60％以上"},
        {"id": "2-2", "text": "これからも住みたい区民の割合" if ja else "Would like to stay", "question": "問19",
         "positive": "1,2", "target": "75％以上"},
    ]  # fmt: skip
    person.rows(book, "indicators", indicators, tables["indicators"].leaves)
    past: list[dict[str, object]] = [{"indicator": "1-1", "year": "R5", "percent": 52.3}]
    person.rows(book, "history", past, tables["history"].leaves)
    book.save(path)
