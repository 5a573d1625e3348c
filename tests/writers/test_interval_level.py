"""Every interval of every report is of the level that its heading names."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl
import pytest

from kumin.disclosure.published import release
from kumin.estimation import proportions
from kumin.messages import text
from kumin.pipeline import run
from kumin.result import Result
from kumin.tables.axes import design_of
from kumin.words import words_of
from kumin.words.report import report_view
from kumin.writers.open_data import open_data
from kumin.writers.page.page import draft_page
from kumin.writers.page.pictures import PageCharts
from kumin.writers.workbook.report import write_workbook


@pytest.fixture
def result(mini: Path) -> Result:
    return run(mini, mini / "answers", level=0.8)


def limits(result: Result) -> tuple[float, float]:
    """Interval of the first option of 問2, in percent, by the estimation alone."""
    assert result.level == 0.8
    coded, design = result.answers["residents"].coded, design_of(result, "residents")
    row = proportions(
        coded, {"safe": pl.col("safe") == 1}, base=pl.col("safe").is_not_null(), design=design, level=0.8
    ).row(0, named=True)
    return row["lower"] * 100, row["upper"] * 100


def test_page(result: Result) -> None:
    charts = PageCharts(report_view(result, words_of(result, "ja")), release(result))
    band = charts.answers(charts.view.indicators[0])
    assert band is not None
    lower, upper = limits(result)
    assert band["rows"][0]["interval"] == text("rep_to", "ja", lower=f"{lower:.1f}", upper=f"{upper:.1f}")


@pytest.mark.parametrize(("lang", "words"), [("ja", "80%区間"), ("en", "80% interval")])
def test_the_chart_of_all_indicators_is_called_by_it(result: Result, lang: str, words: str) -> None:
    drawings = draft_page(release(result), lang).drawings
    assert [words in drawing.title for drawing in drawings if "all-" in drawing.id] == [True, True]


def test_open_data(result: Result) -> None:
    row = open_data(release(result)).filter(pl.col("axis").is_null(), question="safe", option=1)
    # with the decimals of the plan, as every report prints them
    assert row.select("lower_percent", "upper_percent").row(0) == tuple(float(f"{one:.1f}") for one in limits(result))


def test_workbook(result: Result, tmp_path: Path) -> None:
    write_workbook(result, tmp_path / "report.xlsx", "ja")
    sheet = fastexcel.read_excel(tmp_path / "report.xlsx").load_sheet(
        text("sheet_simple", "ja"), header_row=None, dtypes="string"
    )
    rows = list(sheet.to_polars().iter_rows())
    heading = next(row for row in rows if row[5] is not None)
    assert heading[5] == text("rep_lower", "ja", level=80)
    found = next(row for row in rows if row[0] == "問2" and row[1] == "1")
    assert (float(found[5]), float(found[6])) == tuple(float(f"{one:.1f}") for one in limits(result))
