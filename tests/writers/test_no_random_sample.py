"""A survey that is no probability sample has no interval, no mark and no method of one in anything that is written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

import kumin
from kumin.charts import options_bar
from kumin.charts.svg import to_svg
from kumin.disclosure.published import release
from kumin.messages import text
from kumin.result import Result
from kumin.tables.amounts import survey_numbers
from kumin.tables.axes import default_axes
from kumin.tables.shares import survey_shares, survey_table
from kumin.words import Words
from kumin.words.listing import list_tables
from kumin.words.report import report_view
from kumin.words.tables import with_labels
from kumin.writers.datapackage import datapackage
from kumin.writers.listing import write_listing
from kumin.writers.open_data import open_data
from kumin.writers.page.pictures import PageCharts
from kumin.writers.terminal.run import render
from kumin.writers.workbook.report import write_workbook
from page_tools import render_page

ERROR = ("se", "lower", "upper", "method", "deff", "n_eff", "df")


def sampled(folder: Path, sampling: str) -> Result:
    """Run the small plan with its respondents come by in another way, two of its questions being attributes."""
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan.replace("invited: 100", f"invited: 100, sampling: {sampling}"), "utf-8")
    questions = (folder / "residents.yaml").read_text(encoding="utf-8")
    attribute = questions.replace("header: 問1, type: single", "header: 問1, type: single, attribute: true")
    (folder / "residents.yaml").write_text(attribute, "utf-8")
    # most who have children feel safe, so that a random sample would be marked
    rows = "".join(f"{n:03d},2023/7/1,{1 + n % 2},{1 + 2 * ((n + (n % 7 == 0)) % 2)},,1,{n % 40},\n" for n in range(80))
    (folder / "answers" / "residents.csv").write_text("整理番号,受付日,問1,問2,問3,問4,問5,問6\n" + rows, "utf-8")
    return kumin.run(folder, folder / "answers")


@pytest.fixture(params=["volunteers", "participants", "panel"])
def result(mini: Path, request: pytest.FixtureRequest) -> Result:
    return sampled(mini, request.param)


def simple_rows(result: Result, path: Path) -> list[tuple[object, ...]]:
    write_workbook(result, path, "ja")
    sheet = fastexcel.read_excel(path).load_sheet(text("sheet_simple", "ja"), header_row=None, dtypes="string")
    return [row for row in sheet.to_polars().iter_rows() if row[0] == "問2" and row[1] == "1"]


def test_tables_have_no_sampling_error(result: Result) -> None:
    axes = default_axes(result.plan.questionnaires["residents"])
    frames = (survey_table(result, "residents"), *survey_shares(result, "residents", axes, axes), result.estimates)
    for frame in frames:
        assert frame["n_base"].sum() > 0
        assert frame.select(pl.col(*ERROR).count()).row(0) == (0,) * len(ERROR)


def test_reports_print_none(result: Result, tmp_path: Path) -> None:
    charts = PageCharts(report_view(result, Words.of("ja")), release(result))
    band = charts.answers(charts.view.indicators[0])
    assert band is not None
    assert {row["interval"] for row in band["rows"]} == {"-"}
    domains = charts.domains(charts.view.indicators[0])
    assert domains is not None
    assert {row["interval"] for group in domains["groups"] for row in group["rows"]} <= {"-", "非表示"}
    page = render_page(release(result), "ja")
    assert text("rep_interval_method", "ja") not in page
    assert "Wilson" not in page
    assert text("rep_read_3", "ja", level="95", place=2, decimals=1) not in page
    assert text("rep_method_no_error", "ja", surveys="区民アンケート") in page
    data = open_data(release(result))
    assert data.select(pl.col("lower_percent", "upper_percent").count()).row(0) == (0, 0)
    assert datapackage(release(result), tmp_path)["kumin"]["surveys"]["residents"]["interval"] is None
    (row,) = simple_rows(result, tmp_path / "report.xlsx")
    assert row[5:7] == ("-", "-")
    assert text("note_interval", "ja") not in render(result, Words.of("ja"))


def test_cross_tabulations_have_no_marks(result: Result, tmp_path: Path) -> None:
    write_workbook(result, tmp_path / "report.xlsx", "ja")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        assert "▲" not in archive.read("xl/styles.xml").decode()
        assert "▲" not in archive.read("xl/sharedStrings.xml").decode()


def test_numbers_have_none(result: Result, mini: Path) -> None:
    table = survey_numbers(result, "residents")
    assert table["mean"].count() > 1
    assert table.select(pl.col("se", "lower", "upper", "deff", "df", "t", "mark").count()).row(0) == (0,) * 7
    for k in (0, 5):
        listing = list_tables(mini, mini / "answers", questions="years", axes=None, k=k, lang="ja")
        words = write_listing(listing, "table", None)
        assert "▲" not in words
        assert text("num_method_plain", "ja") in words
        rows = pl.read_csv(write_listing(listing, "csv", None).encode(), infer_schema=False)
        # not hidden, but not there
        assert rows.select(pl.col("mean_lower", "mean_upper").count()).row(0) == (0, 0)
        assert rows["mean"].count() > 1


def test_commands_print_none(result: Result, mini: Path) -> None:
    words = write_listing(list_tables(mini, mini / "answers", questions="safe", lang="ja"), "csv", None)
    rows = pl.read_csv(words.encode())
    assert rows.height == 3
    assert rows.select(pl.col("lower_percent", "upper_percent").count()).row(0) == (0, 0)


@pytest.mark.parametrize("sampling", ["random", "census"])
def test_a_random_sample_and_a_census_keep_theirs(mini: Path, tmp_path: Path, sampling: str) -> None:
    result = sampled(mini, sampling)
    table = survey_table(result, "residents")
    assert table.select(pl.col("se", "lower", "upper", "method").null_count()).row(0) < (table.height,) * 4
    assert "Wilson の区間" in render_page(release(result), "ja")
    (row,) = simple_rows(result, tmp_path / "report.xlsx")
    assert float(str(row[5])) < float(str(row[6]))
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        assert "▲" in archive.read("xl/styles.xml").decode()


def test_bars_without_intervals_keep_their_numbers(result: Result) -> None:
    table = with_labels(survey_table(result, "residents", ()), result.plan.questionnaires["residents"], Words("ja"))
    assert "100.0%" in to_svg(options_bar(table.filter(question="media")))
