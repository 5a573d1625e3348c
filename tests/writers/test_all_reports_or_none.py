"""The files of a run: all reports or none, in either language, and the tables as open data and commands."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import fastexcel
import polars as pl
import pytest

from conftest import ROOT
from kumin.disclosure.published import Published
from kumin.errors import UsageError
from kumin.messages import text
from kumin.pipeline import judge_published, run
from kumin.result import Result
from kumin.writers import files as bundle
from kumin.writers.files import write_result
from kumin.writers.open_data import OPEN_DATA, open_data
from page_tools import render_page

PLAN, ANSWERS = ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05"
REPORTS = {"report.html", "report.xlsx", "report.docx", "open_data.csv", "datapackage.json"}


def test_run_writes_every_report(kumin: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    done = kumin("run", PLAN, "--answers", ANSWERS, "--out", tmp_path / "out", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} >= REPORTS | {"judgements.csv", "result.json"}
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "4 achieved (A), 7 not achieved (B)" in page


def test_a_report_that_fails_leaves_nothing(
    sample_result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UsageError("answers_none")

    monkeypatch.setattr("kumin.writers.workbook.report.write_workbook", fail)
    with pytest.raises(UsageError):
        write_result(sample_result, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_rest_is_written(
    sample_result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "REPORT_MODULES", ("no_such_module",))
    written = {path.name for path in write_result(sample_result, tmp_path / "out")}
    assert not written & {"report.html", "report.xlsx", "report.docx"}
    assert {"judgements.csv", "open_data.csv", "datapackage.json"} <= written
    assert "kumin[report]" in text("rep_extra_missing", "ja")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_names_both_calendars_and_nothing_outside(sample_published: Published, lang: str) -> None:
    page = render_page(sample_published, lang)
    assert ("令和5年度（2023年度）" if lang == "ja" else "2023 (Reiwa 5)") in page
    links = re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)""", page)
    assert all(link.startswith("#") for link in links)
    assert not re.findall(r"url\((?!#)|@import", page)
    assert set(re.findall(r"https?://[^\"'\s<]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_page_holds_every_number_of_the_table(sample_result: Result, sample_page: str) -> None:
    page = sample_page
    for row in sample_result.judgements.iter_rows(named=True):
        block = page[page.index(f'id="i-{row["indicator"]}"') :]
        block = block[: block.index("</article>")]
        assert f"<b>{row['percent']:.1f}%</b>" in block
        assert f"{row['n_base']:,}人のうち{row['n_positive']:,}人" in block
        assert f"{row['lower_percent']:.1f}～{row['upper_percent']:.1f}%" in block
        assert f"<b>{row['judgement']}</b>" in block


def test_the_page_tells_no_free_text_and_no_id(sample_page: str) -> None:
    answers = (ANSWERS / "residents.csv").read_bytes().decode("cp932")
    comments = {row[-1] for row in csv.reader(io.StringIO(answers)) if len(row[-1]) > 8} - {"問１６"}
    assert len(comments) > 5
    assert not [comment for comment in comments if comment in sample_page]
    assert "C001" not in sample_page


def test_open_data_is_tidy_and_described(sample_result: Result, sample_published: Published, tmp_path: Path) -> None:
    write_result(sample_result, tmp_path / "out", reports=False)
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    frame = pl.read_csv(tmp_path / "out" / "open_data.csv")
    fields = described["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == frame.columns == OPEN_DATA.schema.names()
    assert described["kumin"]["suppression"]["k"] == 5
    assert described["kumin"]["surveys"]["residents"]["population_synthetic"] is True
    assert frame.height == open_data(sample_published).height
    keys = frame.select("survey", "question", "option", "axis", "category")
    assert keys.is_unique().all()


def test_tabulate_shows_the_published_table(kumin: Callable[..., CompletedProcess[str]]) -> None:
    done = kumin("tabulate", PLAN, "--answers", ANSWERS, "--survey", "residents", "--question", "media")
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if "区広報紙" in line)
    assert line.split() == ["1", "区広報紙", "399", "56.9", "53.2～60.5"]
    assert "701" in done.stdout


def test_crosstab_to_files(kumin: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    by = ("crosstab", PLAN, "--answers", ANSWERS, "--by", "sex,sex*age", "--question", "watching,safety")
    for name in ("a.csv", "a.md", "a.xlsx"):
        done = kumin(*by, "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
    table = pl.read_csv(tmp_path / "a.csv", infer_schema=False)
    assert set(table["axis"].unique()) == {None, "sex", "sex*age"}
    shown = table.filter(pl.col("n_positive") != "x")["n_positive"].cast(pl.Int64)
    assert not shown.is_between(1, 4).any()
    assert (table["n_positive"] == "x").any()
    markdown = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "| 属性 | 区分 | n |" in markdown
    sheet = fastexcel.read_excel(tmp_path / "a.xlsx").load_sheet("データ", dtypes="string").to_polars()
    assert sheet.height == table.height
    # what the table of values hides is told in words there: hidden, or bounds where there are some
    both = pl.DataFrame({"words": sheet["人数"], "n": table["n_positive"], "low": table["n_low"]})
    assert both.filter(pl.col("n") != "x", pl.col("n") != pl.col("words")).is_empty()
    hidden = both.filter(pl.col("n") == "x")
    assert (
        hidden.filter(pl.col("words").str.contains(r"以上|以下|～")).height
        == hidden.filter(pl.col("low").str.contains("[0-9]")).height
    )


def test_a_terminal_is_not_suppressed_unless_asked(kumin: Callable[..., CompletedProcess[str]]) -> None:
    given = ("crosstab", PLAN, "--answers", ANSWERS, "--by", "sex", "--question", "watching", "--survey", "residents")
    plain, hidden = kumin(*given), kumin(*given, "--min-cell", "5")
    other = [next(x for x in done.stdout.splitlines() if "その他・回答しない" in x).split() for done in (plain, hidden)]
    assert other[0][1].startswith("4")
    assert other[1][1:] == ["x"] * 9  # n, five options, TOP2, BOTTOM2, mean score


def test_wrong_axes_questions_and_surveys_are_told(kumin: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    base = ("crosstab", PLAN, "--answers", ANSWERS)
    for arguments, wanted in (
        (("--by", "sexx"), "sexx"),
        (("--by", "sex", "--question", "watchin"), "watching"),
        (("--survey", "resident"), "residents"),
        (("--format", "xlsx"), "--out"),
    ):
        done = kumin(*base, *arguments)
        assert done.returncode == 2
        assert wanted in done.stderr
        assert "Traceback" not in done.stderr


def test_a_result_shows_its_table_in_a_notebook(sample_result: Result) -> None:
    shown = sample_result._repr_html_()
    assert shown.count("<tr>") == 1 + sample_result.judgements.height
    assert "37.8%" in shown
    assert "達成（A）4件" in shown


OTHER_KINDS = """\
scales: {四段階: {metric: ratio, bands: [{mark: S, at_least: 110}, {mark: A, at_least: 100}, {mark: B}]}}
issues:
  - id: "0"
    title: ほかの指標
    indicators:
      - id: n-1
        text: 世帯数
        unit: 世帯
        target: {at_least: 10000, by: 2024}
        history: {2022: 9000}
        result: {value: 10488}
      - id: n-3
        text: 組合せ
        survey: residents
        combine: any
        parts: [{question: safe, positive: [1]}, {question: media, positive: [1]}]
        target: {between: [20, 90]}
        history: {2021: 20, 2022: 30}
      - id: n-4
        text: 段階
        survey: residents
        question: safe
        positive: [1, 2]
        target: {at_least: 60, scale: 四段階}
      - {id: n-5, text: 複数, survey: residents, question: media, positive: [1], target: {at_most: 60}}
"""


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_numbers_scales_ranges_and_combined_questions_are_reported(mini: Path, lang: str) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8").replace("issues:\n", OTHER_KINDS)
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    result = run(mini, mini / "answers")
    write_result(result, mini / "out", lang)
    page = (mini / "out" / "report.html").read_text(encoding="utf-8")
    assert "10,488世帯" in page
    assert "+1,488世帯" in page
    assert "ポイント" not in page[page.index('id="i-n-1"') : page.index('id="i-n-3"')]
    assert {"ja": "20～90%", "en": "20 to 90%"}[lang] in page
    four = page[page.index('id="i-n-4"') : page.index('id="i-n-5"')]
    assert "<b>S</b>" in four
    # on a scale of more marks A is not 達成
    assert text("rep_achieved", lang) not in page[page.index('class="tally"') : page.index("</ul>")]
    form = (
        fastexcel.read_excel(mini / "out" / "report.xlsx").load_sheet(0, header_row=None, dtypes="string").to_polars()
    )
    number = form.filter(pl.nth(0) == "n-1").row(0)
    assert (float(number[4]), float(number[7]), float(number[10]), float(number[11])) == (10488, 10000, 9000, 1488)


def test_a_plans_own_results_are_reported_without_answers(tmp_path: Path) -> None:
    written = {path.name for path in write_result(judge_published(PLAN), tmp_path / "out")}
    assert {"report.html", "report.xlsx", "report.docx"} <= written
    assert "open_data.csv" not in written
    assert "A</b> 達成" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
