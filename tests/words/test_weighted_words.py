"""Where the published percent is weighted every report says so, and no sentence mixes it with unweighted counts."""

from __future__ import annotations

import math
import re
from pathlib import Path

import docx
import fastexcel
import pytest

import kumin
from kumin.disclosure.published import release
from kumin.messages import text
from kumin.result import Result
from kumin.words import Words
from kumin.words.report import report_view
from kumin.words.survey import survey_sentences
from kumin.writers.datapackage import datapackage
from kumin.writers.document import write_document
from kumin.writers.files import write_open_data
from kumin.writers.terminal.run import render
from kumin.writers.workbook.report import write_workbook
from page_tools import render_page
from told_tools import told_of


def weighted(folder: Path, *, official: bool = True, target: int = 60) -> Result:
    """Run the small plan weighted to a population by children."""
    (folder / "population.csv").write_text("子ども,people\n1,200\n2,800\n", encoding="utf-8")
    (folder / "population.yaml").write_text(
        "id: people\ntitle: 住民基本台帳人口\nfile: population.csv\ndimensions: {children: 子ども}\ncount: people\n"
        "as_of: 2023-04-01\nsource: 総務課\n",
        encoding="utf-8",
    )
    plan = (folder / "plan.yaml").read_text(encoding="utf-8").replace("population: 1000", "population: population.yaml")
    plan = plan.replace("at_least: 60", f"at_least: {target}", 1)
    if official:
        plan = plan.replace("fiscal_year: 2023", "fiscal_year: 2023\nofficial: poststratified")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    rows = "".join(f"{n:03d},2023/7/1,{1 + n % 2},{(1, 1, 2, 3)[n % 4]},,1,3,\n" for n in range(60))
    (folder / "answers" / "residents.csv").write_text("整理番号,受付日,問1,問2,問3,問4,問5,問6\n" + rows, "utf-8")
    return kumin.run(folder, folder / "answers")


def sentences(result: Result, lang: str = "ja") -> str:
    row = result.judgements.row(0, named=True)
    return "\n".join(told_of(result, row["indicator"], Words.of(lang)))


def meaning(result: Result, column: str, folder: Path, lang: str = "ja") -> str:
    """Return what datapackage.json says of a column of open_data.csv."""
    published = release(result)
    write_open_data(published, folder, lang)
    fields = datapackage(published, folder, lang)["resources"][0]["schema"]["fields"]
    return str(next(field["description"] for field in fields if field["name"] == column))


@pytest.fixture
def result(mini: Path) -> Result:
    return weighted(mini)


def test_the_published_percent_is_the_weighted_one(result: Result) -> None:
    row = result.judgements.row(0, named=True)
    # with children (1) all feel safe, without (2) half do: 20% of residents have children
    assert (row["n_base"], row["n_positive"], row["percent"]) == (60, 45, 60.0)


def test_the_count_beside_it_says_that_it_is_unweighted(result: Result) -> None:
    words = text("rep_count_weighted", "ja", n_base="60", n_positive="45", percent="75.0")
    assert report_view(result, Words.of("ja")).indicators[0].values["count"] == words
    assert "補正後" in words
    page = render_page(release(result), "ja")
    assert words in page
    assert text("rep_unweighted_table", "ja") in page
    assert text("rep_read_2", "ja", place=2) not in page
    assert text("rep_read_2_weighted", "ja", place=2, surveys="区民アンケート") in page


def test_methods_name_the_weighting_its_source_and_its_price(result: Result) -> None:
    page = render_page(release(result), "ja")
    (deff,) = result.frames["weights"].filter(weighting="poststratified")["deff_kish"]
    # weights 400/30 and 1600/30 of the mean: 0.4 and 1.6
    assert deff == pytest.approx((0.4**2 + 1.6**2) / 2)
    named = "事後層化による補正（子ども）をした値です。合わせた先: 住民基本台帳人口（2023年4月1日現在、総務課）。"
    assert named in page
    assert f"（デザイン効果）は {deff:.2f} 倍です" in page


def test_sentences_compare_with_the_unweighted_percent(result: Result) -> None:
    told = sentences(result)
    assert "補正しない割合は 75.0% で、判定は変わりません" in told
    assert "補正した割合は" not in told
    for line in told.splitlines():
        if line.startswith("補正前の人数") or ("無回答や「わからない」" in line or "答えなかった 40人" in line):
            assert line.startswith("補正前の人数でみると、")
    assert "By the unweighted counts: " in sentences(result, "en")


def test_sentences_on_the_survey_say_what_they_are_of(mini: Path) -> None:
    told = list(survey_sentences(weighted(mini), "residents", Words.of("ja")))
    (margin,) = [line for line in told if "標本誤差は、割合が50%のとき" in line]
    assert margin.startswith("補正前の人数でみると、")


def test_a_judgement_that_the_weights_decide_is_told(mini: Path) -> None:
    result = weighted(mini, target=70)
    assert result.judgements["judgement"][0] == "B"
    assert "補正しない割合は 75.0% で、判定は A でした" in sentences(result)


def test_an_unweighted_plan_says_what_it_said(mini: Path, tmp_path: Path) -> None:
    result = weighted(mini, official=False)
    told = sentences(result)
    assert "補正した割合は 60.0% で、判定は変わりません" in told
    assert "補正前" not in told
    assert "補正前" not in "".join(survey_sentences(result, "residents", Words.of("ja")))
    assert "補正前" not in render_page(release(result), "ja")
    assert text("note_percent", "ja") in render(result, Words.of("ja"))
    assert meaning(result, "percent", tmp_path) == text("column_open_data_percent", "ja")


def test_every_other_report_says_it(result: Result, tmp_path: Path) -> None:
    write_workbook(result, tmp_path / "report.xlsx", "ja")
    book = fastexcel.read_excel(tmp_path / "report.xlsx")
    for sheet, code in (("form", "form"), ("simple", "simple"), ("cross", "simple")):
        frame = book.load_sheet(text(f"sheet_{sheet}", "ja"), header_row=None, dtypes="string").to_polars()
        assert text(f"rep_unweighted_{code}", "ja", surveys="区民アンケート") in frame.to_series(0).to_list()
    write_document(release(result), tmp_path / "report.docx", "ja")
    document = docx.Document(str(tmp_path / "report.docx"))
    whole = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "ウエイト補正後" in whole
    assert text("note_weighted", "ja", surveys="区民アンケート") in render(result, Words.of("ja"))
    assert "補正前" in meaning(result, "percent", tmp_path)


def test_the_table_of_options_names_the_indicators_base(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    narrowed = plan.replace("positive: [1, 2]", "positive: [1]\n        base: {excluding: [3]}", 1)
    (mini / "plan.yaml").write_text(narrowed, encoding="utf-8")
    result = kumin.run(mini, mini / "answers")
    base = "この設問に答えた人（無回答を除く）から「思わない」を除いた人"
    assert text("rep_base_other", "ja", n_table="60", n_base="40", base=base) in render_page(release(result), "ja")


def test_the_table_of_options_is_silent_where_the_base_is_its_own(mini: Path) -> None:
    page = render_page(release(kumin.run(mini, mini / "answers")), "ja")
    assert not re.search("指標の割合は[0-9,]+人に対する", page)


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(9.485, 2, "+9.49"), (0.25, 1, "+0.3"), (-0.25, 1, "-0.3"), (-0.04, 1, "0.0"), (math.pi, 0, "+3")],
)
def test_numbers_are_printed_half_up(value: float, decimals: int, words: str) -> None:
    assert Words.of("ja").number(value, decimals, signed=True) == words


def test_sentences_have_the_plans_decimals(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    (mini / "plan.yaml").write_text(plan.replace("fiscal_year: 2023", "fiscal_year: 2023\ndecimals: 2"), "utf-8")
    result = kumin.run(mini, mini / "answers")
    row = result.judgements.row(0, named=True)
    change = report_view(result, Words.of("ja")).indicators[0].values["change"]
    assert row["change_points"] == pytest.approx(16.67)
    assert change == "+16.67"
    assert f"前年度から {change}ポイント" in sentences(result)


def test_open_data_describes_intervals_by_the_runs_level(mini: Path, tmp_path: Path) -> None:
    result = kumin.run(mini, mini / "answers", level=0.9)
    assert meaning(result, "lower_percent", tmp_path) == "90%区間の下限（%）"
    assert "90% interval" in meaning(result, "upper_percent", tmp_path, "en")


@pytest.mark.parametrize(("k", "told"), [(20, True), (40, False)])
def test_what_weights_cost_is_not_said_where_a_group_is_small(result: Result, k: int, told: bool) -> None:
    """1.36 is (200² / x + 800² / (60 - x)) · 60 / 1000² of 30 with children alone, whom nothing else counts."""
    page = render_page(release(result, k), "ja")
    (row,) = result.frames["weights"].filter(weighting="poststratified").to_dicts()
    assert ("（デザイン効果）は 1.36 倍です" in page) == told
    assert (f"精度では{row['n_eff']:.0f}人分" in page) == told
    assert ("人数の少ない区分があるため示しません" in page) != told
