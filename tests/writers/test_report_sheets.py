"""A sheet of report.xlsx is one module: registered, it is in the workbook and in the documentation's table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import fastexcel
import pytest

from conftest import ROOT
from kumin.messages import text
from kumin.result import Result
from kumin.writers.workbook import sheets
from kumin.writers.workbook.registry import SHEETS, report_sheets, sheet, sheet_table
from kumin.writers.workbook.report import write_workbook

MADE_UP = """\
from kumin.writers.workbook.registry import sheet


@sheet("made_up", order=45, title=("備考", "Notes"), about=("担当者の備考", "What the staff noted"))
def write_made_up(book, report, title):
    page = book.sheet(title, (60,))
    page.line(report.view.title, "title")
"""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A module outside kumin that registers a sheet."""
    (tmp_path / "made_up_sheet.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import_module("made_up_sheet")
    yield
    SHEETS.remove("made_up")
    del sys.modules["made_up_sheet"]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.usefixtures("made_up")
def test_a_new_sheet_is_in_the_workbook_and_in_the_documentations_table(
    sample_result: Result, tmp_path: Path, lang: str
) -> None:
    write_workbook(sample_result, tmp_path / "report.xlsx", lang)
    book = fastexcel.read_excel(tmp_path / "report.xlsx")
    title = {"ja": "備考", "en": "Notes"}[lang]
    names = book.sheet_names
    assert names[names.index(title) - 1 : names.index(title) + 2] == [
        text("sheet_multiple", lang),
        title,
        text("sheet_conduct", lang),
    ]
    first = book.load_sheet(title, header_row=None).to_polars().row(0)
    assert text("rep_title", lang, title=sample_result.plan.plan.title) in first
    about = {"ja": "担当者の備考", "en": "What the staff noted"}[lang]
    assert f"| {title} | {about} |" in sheet_table(lang).splitlines()


def test_the_documentation_lists_the_sheets_as_they_are() -> None:
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    for lang in ("ja", "en"):
        assert sheet_table(lang) in page


def test_every_module_of_sheets_registers_one_and_no_two_have_a_place() -> None:
    registered = report_sheets()
    modules = {module.name for module in iter_modules(sheets.__path__)}
    assert {one.write.__module__.rpartition(".")[2] for one in registered} == modules
    assert len({one.order for one in registered}) == len(registered)


def test_a_name_is_taken_once() -> None:
    report_sheets()
    with pytest.raises(ValueError, match="'form' is there already"):
        sheet("form", order=1)(lambda *_: None)


def test_without_answers_the_sheets_of_answers_are_left_out(tmp_path: Path) -> None:
    from kumin.pipeline import judge_published

    write_workbook(judge_published(ROOT / "schemas" / "tsurumi" / "r05"), tmp_path / "report.xlsx", "en")
    names = fastexcel.read_excel(tmp_path / "report.xlsx").sheet_names
    assert names == [one.title[1] for one in report_sheets() if not one.of_answers]
