"""A ward's year from four files as they arrive to the next year's folder, with what a person types counted.

The files are larger and dirtier than the sample (``ward_files.py``): codes in CP932 from a typist, labels in UTF-8 with
a mark from a form, a population with a total and thousands separators, values of the year before. The numbers are
compared with counts of the people the files were written from.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from kumin.authoring.year_folder import year_folder, year_to_do
from kumin.messages import text
from kumin.workbooks.layout import Leaf, plan_tables, questionnaire_tables
from ward_files import AREAS, ENGLISH, STAY, WardFiles, make_files

Run = Callable[..., subprocess.CompletedProcess[str]]
MOST_COMMANDS, MOST_CELLS = 6, 60


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


def expected(files: WardFiles) -> dict[str, tuple[float, str]]:
    """Count what the table must say."""
    percents = {
        "1-1": files.percent("6", (1, 2)), "1-2": files.percent("16", (6,)),
        "2-1": files.percent("22", (1, 2), among="5"), "2-2": files.percent("19", (1, 2)),
    }  # fmt: skip
    reached = {
        "1-1": percents["1-1"] >= 52.3, "1-2": percents["1-2"] <= 20, "2-1": percents["2-1"] >= 60,
        "2-2": percents["2-2"] >= 75,
    }  # fmt: skip
    return {key: (value, "A" if reached[key] else "B") for key, value in percents.items()} | {"1-3": (3120.0, "A")}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_the_files_that_arrived_to_next_year(
    kumin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    # the reports have tests of their own; in one language they are written here too
    monkeypatch.setattr("kumin.writers.files.reports_available", lambda: lang == "ja")
    files = make_files(tmp_path / "files", lang)
    person = Person(kumin, lang)
    paper, web, population = (path.relative_to(tmp_path) for path in (files.paper, files.web, files.population))
    begun = person.types(
        "start", "--ward", "大正区" if lang == "ja" else "Taisho", "--year", "R6", "--answers", paper, "--answers", web,
        "--population", population,
    )  # fmt: skip
    folder = Path("令和6年度" if lang == "ja" else "2024")
    assert (text("file_to_do", lang) + ".txt") in begun.stdout
    answers_the_draft(person, folder / f"{text('file_questionnaire', lang)}.xlsx")
    writes_the_plan(person, folder / f"{text('file_plan', lang)}.xlsx")
    checked = person.types("check", folder)
    assert "E101" in checked.stdout
    assert "E201" in checked.stdout
    left = [one.kind for one in year_to_do(year_folder(folder), lang)]
    assert left == ["result"], [one.line(lang) for one in year_to_do(year_folder(folder), lang)]
    out = Path(text("file_results", lang)) / "2024"
    done = person.types("run", folder, "--out", out)
    assert text("todo_next", lang, count=1)[:4] not in done.stderr
    result = json.loads((out / "result.json").read_text("utf-8"))
    found = {row["indicator"]: (row["value"], row["judgement"]) for row in result["judgements"]}
    assert found == expected(files)
    n_base = dict(
        pl.DataFrame(result["judgements"], infer_schema_length=None).select("indicator", "n_base").iter_rows()
    )
    assert n_base["1-1"] == files.answered("6")
    assert n_base["2-1"] == files.answered("22", among="5")
    assert (out / "report.docx").is_file() == (lang == "ja")
    person.types("new", "--from", folder)
    following = Path("令和7年度" if lang == "ja" else "2025")
    next_year = year_folder(following)
    assert next_year.loaded is not None
    history = {one.id: dict(one.published) for _, one in next_year.loaded.plan.indicators()}
    assert {key: years[2024].percent for key, years in history.items()} == {
        key: value for key, (value, _) in expected(files).items()
    }
    assert {"invited", "period", "values", "answers", "result"} <= {one.kind for one in year_to_do(next_year, lang)}
    assert person.commands <= MOST_COMMANDS
    assert person.cells <= MOST_CELLS, person.cells
