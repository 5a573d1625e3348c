"""The record of a run in its reports: what files it read and how it was called, in words."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import pytest

import kumin
from kumin.disclosure.published import release
from kumin.messages import text
from kumin.words import Words
from kumin.writers.workbook.report import write_workbook
from page_tools import render_page

OPTIONS = {
    "ja": "年度 2023、信頼水準 95%、文字コード 自動判別、前年度: 見つかりません",
    "en": "fiscal year 2023; confidence level 95%; encoding detected in each file; last year: not found",
}


def test_options_are_worded() -> None:
    options = {"fiscal_year": 2024, "level": 0.9, "encoding": "cp932", "previous": "/home/somebody/out/r05/result.json"}
    worded = Words.of("ja").options(options)
    assert worded == ["年度 2024", "信頼水準 90%", "文字コード cp932", "前年度: r05/result.json を使いました"]
    assert Words.of("en").options({"level": 0.975, "new": 1}) == ["confidence level 97.5%", "new=1"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_workbook_and_page_tell_the_record_in_words(mini: Path, lang: str, tmp_path: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    write_workbook(result, tmp_path / "report.xlsx", lang)
    reader = fastexcel.read_excel(tmp_path / "report.xlsx")
    sheet = reader.load_sheet(text("sheet_methods", lang), header_row=None, dtypes="string").to_polars()
    roles = {row[0]: row[1] for row in sheet.iter_rows()}
    assert roles["plan.yaml"] == text("rep_role_definition", lang)
    assert roles["residents.csv"] == text("rep_role_answers", lang)
    assert f"{text('rep_options', lang)}: {OPTIONS[lang]}" in roles
    page = render_page(release(result), lang)
    assert OPTIONS[lang].replace("'", "&#39;") in page
    assert "encoding=None" not in page
    assert f"<td>{text('rep_role_answers', lang)}</td>" in page
