"""One fact is the same in every output of a run: limits, mean scores, weights, what is hidden, and what explains it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import yaml

import kumin
from kumin.definitions import HouseStyle
from kumin.disclosure.published import release
from kumin.numbers import percent_of, printed
from kumin.past.store import read_result
from kumin.result import Result, frame_rows
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.listing import list_tables
from kumin.words.survey import survey_sentences
from kumin.words.words import Words, words_of
from kumin.writers.datapackage import OPEN_GROUPS, TABLES
from kumin.writers.files import result_dict
from kumin.writers.listing import write_listing
from kumin.writers.open_data import open_data, open_groups
from kumin.writers.page.groups import _overall
from kumin.writers.survey_report.blocks import Bullets, Figure, Paragraph, Table
from kumin.writers.survey_report.book import Book, survey_book
from kumin.writers.terminal.run import render
from kumin.writers.workbook.report import write_workbook
from kumin.years.compare import compare_years, trend_of

DEGREES = {1: "そう思う", 2: "ややそう思う", 3: "あまり思わない", 4: "思わない", 5: "わからない"}
SEX = {1: "男", 2: "女"}
SHARE = {"question": "a", "positive": [1, 2], "target": {"at_least": 50}}
"""An indicator of the survey that :func:`plan_of` makes."""


def plan_of(
    folder: Path, indicators: list[dict[str, Any]], survey: dict[str, Any] | None = None, *, n: int = 120,
    a: str = "", **plan: Any,
) -> Path:  # fmt: skip
    """Write a plan whose survey asks a scale, a number and the sex, with a weight; ``a``: all answers to the scale."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = [
        {"id": "sex", "text": "性別", "header": "sex", "type": "single", "attribute": True, "options": SEX},
        {"id": "a", "text": "満足か", "header": "a", "type": "single", "options": DEGREES},
        {"id": "spent", "text": "支出", "header": "spent", "type": "number", "unit": "円"},
        {"id": "w", "text": "ウエイト", "header": "w", "type": "number"},
    ]
    given = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023, **plan,
        "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml", **(survey or {})}},
        "issues": [{"id": 1, "title": "課題", "indicators": [
            {"id": f"1-{place}", "text": f"指標{place}", **({} if "result" in one else {"survey": "s"}), **one}
            for place, one in enumerate(indicators, 1)
        ]}],
    }  # fmt: skip
    for name, content in (("q", {"id": "q", "title": "調査", "questions": questions}), ("plan", given)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    rows = [f"{1 + k % 2},{a or 1 + k % 5},{1000 + 37 * k},{1 + k % 5}\n" for k in range(n)]
    (folder / "s.csv").write_text("sex,a,spent,w\n" + "".join(rows), encoding="utf-8")
    return folder


def ran(folder: Path, *args: Any, **more: Any) -> Result:
    plan_of(folder, *args, **more)
    return kumin.run(folder, {"s": folder / "s.csv"})


def said(result: Result, code: str, indicator: str = "1-1") -> str:
    lines = criticism_lines(result, indicator, words_of(result, "ja"))
    return "".join(next(line.said for line in lines if line.code == code))


def book_of(result: Result) -> Book:
    return survey_book(release(result), {}, HouseStyle(), "ja")


def reading(book: Book) -> str:
    return "".join(next(block.lines for block in book.blocks if isinstance(block, Bullets) and "nは" in block.lines[0]))


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_limits_of_open_data_are_those_that_reports_print(tmp_path: Path, decimals: int) -> None:
    mean = {"question": "spent", "target": {"at_least": 3000}}
    result = ran(tmp_path, [SHARE, mean], n=117, decimals=decimals, disclosure={"k": 0})
    published = release(result)
    table = open_data(published, "ja").filter(pl.col("question") == "a", pl.col("axis").is_null())
    for row in table.iter_rows(named=True):
        for name in ("lower_percent", "upper_percent"):
            assert len(repr(row[name]).partition(".")[2].rstrip("0")) <= decimals
    groups = open_groups(published, "ja").drop_nulls("lower")
    assert groups.height
    for row in groups.iter_rows(named=True):
        assert row["lower"] == float(printed(row["lower"], decimals))
    listing = list_tables(tmp_path, {"s": tmp_path / "s.csv"}, axes=None, lang="ja")
    csv = pl.read_csv(write_listing(listing, "csv", None).encode()).filter(pl.col("question") == "a")
    assert csv["lower_percent"].to_list()[:5] == table["lower_percent"].to_list()


def test_a_mean_score_stands_with_its_unit_among_people_and_percents(tmp_path: Path) -> None:
    result = ran(tmp_path, [SHARE])
    single = list_tables(tmp_path, {"s": tmp_path / "s.csv"}, axes="", lang="ja")
    assert "0.00点" in write_listing(single, "table", None)
    write_listing(single, "xlsx", tmp_path / "t.xlsx")
    cells = [row for sheet in openpyxl.load_workbook(tmp_path / "t.xlsx") for row in sheet.iter_rows()]
    assert {row[2].number_format for row in cells if row[1].value == "平均点"} == {'""0.00"点"'}
    rows = [row.cells for block in book_of(result).blocks if isinstance(block, Table) for row in block.rows]
    assert [cells[2] for cells in rows if cells[0] == "平均点"] == ["0.00点"]


def test_joined_ends_of_hidden_counts_are_hidden_in_a_workbook_too(tmp_path: Path) -> None:
    plan_of(tmp_path, [SHARE], n=24)
    listing = list_tables(tmp_path, {"s": tmp_path / "s.csv"}, axes=None, lang="ja", k=5)
    write_listing(listing, "xlsx", tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["％表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "平均点" in row)
    group = next(row for row in rows[rows.index(head) :] if row[0] == "性別")
    assert "x" in group[3:8]
    assert group[head.index("平均点")] == "x"


def test_the_report_of_a_survey_says_that_it_is_not_weighted_where_indicators_are(tmp_path: Path) -> None:
    design = {"design": {"weight": "w"}}
    weighted, plain = (
        ran(tmp_path / official, [SHARE], design, official=official) for official in ("design", "unweighted")
    )
    assert "この報告書の人数と割合は補正前のものです。" in reading(book_of(weighted))
    assert "補正前のもの" not in reading(book_of(plain))
    for result in (weighted, plain):
        words = "".join(survey_sentences(result, "s", words_of(result, "ja")))
        assert "運営方針の指標は、" in words
        assert "公表する割合は" not in words


def test_weights_of_a_design_are_not_said_to_be_of_the_population(tmp_path: Path) -> None:
    result = ran(tmp_path, [SHARE], {"design": {"weight": "w"}}, official="design")
    assert said(result, "weighting").startswith("この割合は抽出の設計のウエイトで補正したものです。")
    assert "母集団の構成" not in render(result, words_of(result, "ja"), lambda text, _: text)
    beside = ran(tmp_path / "beside", [SHARE], {"design": {"weight": "w"}})
    assert said(beside, "weighting").startswith("抽出の設計のウエイトで補正した割合は")


def test_groups_of_a_weighted_mean_are_said_to_be_unweighted(tmp_path: Path) -> None:
    mean = {"question": "spent", "target": {"at_least": 3000}}
    result = ran(tmp_path, [mean], {"design": {"weight": "w"}}, official="design")
    from kumin.words.weighting import weighted_surveys
    from kumin.writers.datapackage import _field

    assert weighted_surveys(result) == ["s"]
    (value,) = (column for column in OPEN_GROUPS.columns if column.name == "value")
    assert TABLES["open_data_groups.csv"][0] == "open_data"
    assert "補正前" in _field("open_data", value, Words("ja"), weighted=True)["description"]


def test_nothing_is_explained_that_a_report_does_not_show(tmp_path: Path) -> None:
    shown = book_of(ran(tmp_path / "shown", [SHARE], disclosure={"k": 0}))
    assert "平均点は" in reading(shown)
    assert "非表示" not in reading(shown)
    assert "複数回答" not in reading(shown)
    assert "一部の人だけ" not in reading(shown)
    assert any("平均点の点数" in block.text for block in shown.blocks if isinstance(block, Paragraph))
    assert not any("年度ごと" in block.caption for block in shown.blocks if isinstance(block, Figure))
    few = book_of(ran(tmp_path / "few", [SHARE], n=12))
    assert "「非表示」とするか、範囲で" in reading(few)
    assert not any("平均点の点数" in block.text for block in few.blocks if isinstance(block, Paragraph))


def test_the_rest_between_two_sides_is_worked_out_from_its_people(tmp_path: Path) -> None:
    result = ran(tmp_path, [SHARE], n=114, disclosure={"k": 0})
    (bar,) = book_of(result).summaries[0].bars
    # 114 answers: 46 on each of two sides, 22 of わからない
    assert [part.words for part in bar.parts] == [printed(percent_of(k, 114), 1) for k in (46, 22, 46)]


def test_a_percent_of_no_spread_has_no_interval_and_is_not_said_to_be_of_everyone(tmp_path: Path) -> None:
    survey = {"interval": "wald", "sampling": "census", "invited": 240}
    result = ran(tmp_path, [SHARE], survey, a="1")
    row = result.judgements.row(0, named=True)
    assert (row["percent"], row["lower_percent"], row["upper_percent"]) == (100.0, None, None)
    assert "全員が答えた" not in said(result, "size")
    assert "答えなかった 120人" in said(result, "nonresponse")


def test_who_did_not_answer_a_census_is_counted_from_its_population(tmp_path: Path) -> None:
    result = ran(tmp_path, [SHARE], {"sampling": "census", "invited": 120, "population": 130})
    assert "答えなかった 10人（母集団 130 － 有効 120）" in said(result, "nonresponse")
    assert "全員が答えた" not in said(result, "size")
    whole = ran(tmp_path / "whole", [SHARE], {"sampling": "census", "invited": 120, "population": 120})
    assert "いません（0人）" in said(whole, "nonresponse")


def test_the_error_at_one_half_is_of_shares_of_people_alone(tmp_path: Path) -> None:
    mean = {
        "combine": "mean", "target": {"at_least": 50},
        "parts": [{"question": "a", "positive": [1]}, {"question": "a", "positive": [2]}],
    }  # fmt: skip
    result = ran(tmp_path, [SHARE, mean])
    half = {
        row["indicator"]: row["margin_at_half_points"]
        for row in frame_rows(result, "margins", survey="s")
        if row["dimension"] is None
    }
    assert half["1-1"] is not None
    assert half["1-2"] is None


def test_a_target_that_is_a_surveys_result_is_said_to_have_its_error(tmp_path: Path) -> None:
    target = {"external": {2023: {"count": 250, "n": 500}, "source": "全国調査"}}
    result = ran(tmp_path, [{**SHARE, "target": target}])
    assert "比べる相手の標本誤差も入れると、目標との差は" in said(result, "size")


def test_a_target_in_a_workbook_has_its_sign_and_its_step(tmp_path: Path) -> None:
    step = {"at_least": 60, "by": 2027, "milestones": {2023: 40}, "reference": "milestone"}
    number = {"unit": "points", "result": -3, "target": {"at_least": -5}}
    result = ran(tmp_path, [{**SHARE, "target": step}, number])
    write_workbook(result, tmp_path / "r.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    rows = {row[0].value: row for row in reversed(list(sheet.iter_rows()))}
    assert rows["1-2"][7].number_format.partition(";")[2] == '"≥ "-#,##0" points"'
    assert "This year's step" in rows["1-1"][7].number_format


def test_the_screen_groups_thousands_of_an_interval_as_of_its_value(tmp_path: Path) -> None:
    result = ran(tmp_path, [{"question": "spent", "target": {"at_least": 3000}}])
    screen = render(result, words_of(result, "ja"), lambda text, _: text)
    line = next(line for line in screen.split("\n") if "1-1" in line)
    row = frame_rows(result, "numbers", indicator="1-1")[0]
    ends = (printed(row[name], row["decimals"], grouped=True) for name in ("lower", "upper"))
    assert "–".join(ends) + "円" in line


def test_everyone_beside_unweighted_groups_is_unweighted(tmp_path: Path) -> None:
    from types import SimpleNamespace

    result = ran(tmp_path, [SHARE], {"design": {"weight": "w"}}, official="design")
    row = result.judgements.row(0, named=True)
    page, one = SimpleNamespace(result=result, words=words_of(result, "ja")), SimpleNamespace(id="1-1", row=row)
    expected = float(percent_of(row["n_positive"], row["n_base"]))
    assert row["percent"] != expected
    assert _overall(page, one) == expected  # type: ignore[arg-type]  # what it needs of them


def test_years_of_weighted_values_are_compared_by_the_errors_of_those_values(tmp_path: Path) -> None:
    """Compare, trend and the run itself say the same of a change, and no change lies outside its interval."""
    mean = {"question": "spent", "target": {"at_least": 3000}}
    years, last = [], None
    for year, n in ((2021, 90), (2022, 150), (2023, 120)):
        folder = plan_of(
            tmp_path / str(year), [SHARE, mean], {"design": {"weight": "w"}}, n=n, official="design", fiscal_year=year
        )
        words = (folder / "s.csv").read_text(encoding="utf-8").splitlines()
        # the weights of one year stand in another order
        rows = [row.rpartition(",")[0] + f",{1 + (k * year // 7) % 9}" for k, row in enumerate(words[1:])]
        (folder / "s.csv").write_text("\n".join([words[0], *rows]) + "\n", encoding="utf-8")
        last = kumin.run(folder, {"s": folder / "s.csv"}, previous=last)
        (folder / "result.json").write_text(json.dumps(result_dict(last), default=str), encoding="utf-8")
        years.append(read_result(folder))
    assert last is not None
    compared = {row["indicator"]: row for row in compare_years(*years[1:]).iter_rows(named=True)}
    slopes = {row["indicator"]: row for row in trend_of(years).iter_rows(named=True)}
    for change in frame_rows(last, "changes", indicator="1-1") + frame_rows(last, "changes", indicator="1-2"):
        row, slope = compared[change["indicator"]], slopes[change["indicator"]]
        assert row["change_lower"] == pytest.approx(change["change_lower"])
        assert row["change_upper"] == pytest.approx(change["change_upper"])
        assert row["p_value"] == pytest.approx(change["p_value"])
        middle = (row["change_lower"] + row["change_upper"]) / 2
        assert abs(row["change"] - middle) < 0.05 * (row["change_upper"] - row["change_lower"])
        assert slope["slope_lower"] < slope["slope_per_year"] < slope["slope_upper"]
        middle = (slope["slope_lower"] + slope["slope_upper"]) / 2
        assert abs(slope["slope_per_year"] - middle) < 0.05 * (slope["slope_upper"] - slope["slope_lower"])
