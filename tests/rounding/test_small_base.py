"""A base of 29 people is for reference only, one of 30 is not: in every output that says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import docx
import openpyxl
import polars as pl
import pytest

from conftest import ROOT
from kumin import charts
from kumin.estimation.precision import MUNICIPAL_RULES, flag_reliability
from kumin.messages import catalogue, text
from kumin.numbers import SMALL_BASE, is_small

Run = Callable[..., CompletedProcess[str]]
SMALL, LARGE = SMALL_BASE - 1, SMALL_BASE

PLAN = """\
id: small
title: 試験の運営方針
ward: 試験区
fiscal_year: 2023
surveys:
  residents: {title: 区民アンケート, questionnaire: residents.yaml}
issues:
  - id: 1
    title: 安全なまち
    indicators:
      - {id: 1-1, text: 東, survey: residents, question: safe, positive: [1], among: {area: [1]}, target: {at_least: 6}}
      - {id: 1-2, text: 西, survey: residents, question: safe, positive: [1], among: {area: [2]}, target: {at_least: 6}}
      - {id: 1-3, text: 全員, survey: residents, question: safe, positive: [1], target: {at_least: 60}}
"""
FORM = """\
id: small-residents
title: 区民アンケート
missing: {no_answer: [""]}
questions:
  - {id: area, text: 地域, header: 問1, type: single, attribute: true, options: {1: 東, 2: 西, 3: 南}}
  - {id: side, text: 川の, header: 問8, type: single, attribute: true, options: {1: 東側, 2: 西側}}
  - {id: safe, text: 安全か, header: 問2, type: single, options: {1: そう思う, 2: 思わない}}
  - {id: few, text: 東の人に, header: 問3, type: single, ask_if: {area: [1]}, options: {1: はい, 2: いいえ}}
  - {id: many, text: 西の人に, header: 問4, type: single, ask_if: {area: [2]}, options: {1: はい, 2: いいえ}}
  - {id: years, text: 居住年数, header: 問5, type: number}
  - {id: few_years, text: 東の年数, header: 問6, type: number, ask_if: {area: [1]}}
  - {id: many_years, text: 西の年数, header: 問7, type: number, ask_if: {area: [2]}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey of three areas, of 29, 30 and 40 people, who differ more than by chance."""
    place = tmp_path_factory.mktemp("small")
    (place / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (place / "residents.yaml").write_text(FORM, encoding="utf-8")
    (place / "answers").mkdir()
    rows = ["問1,問8,問2,問3,問4,問5,問6,問7"]
    for area, people, safe, years in ((1, SMALL, 23, 60), (2, LARGE, 24, 90), (3, 40, 8, 10)):
        for one in range(people):
            lived, option = years + one % 3, 1 if one < safe else 2
            own = {1: (option, "", lived, ""), 2: ("", option, "", lived)}.get(area, ("", "", "", ""))
            rows.append(f"{area},{min(area, 2)},{option},{own[0]},{own[1]},{lived},{own[2]},{own[3]}")
    (place / "answers" / "residents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def done(kumin: Run, folder: Path) -> CompletedProcess[str]:
    run = kumin("run", folder, "--answers", folder / "answers", "--out", folder / "out", "--lang", "ja")
    assert run.returncode == 0, run.stderr
    return run


def test_the_edge_itself() -> None:
    assert [is_small(n) for n in (None, 0, 1, 29, 30, 31)] == [False, False, True, True, False, False]


def test_judgements_and_the_terminal_flag_it(done: CompletedProcess[str], folder: Path) -> None:
    flags = pl.read_csv(folder / "out" / "judgements.csv").select("indicator", "n_base", "flags").rows()
    assert [(n, "small_base" in (words or "")) for _, n, words in flags] == [
        (SMALL, True), (LARGE, False), (2 * LARGE + 39, False)
    ]  # fmt: skip
    sign = text("flag_small_base", "ja")
    assert [line for line in done.stdout.splitlines() if sign in line] == [
        text("flag_line", "ja", indicator="1-1", words=sign)
    ]


def test_the_page_marks_indicators_and_groups(done: CompletedProcess[str], folder: Path) -> None:
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    articles = dict(re.findall(r'<h4 id="i-(1-\d)">(.*?)</article>', page, re.S))
    assert [key for key, words in articles.items() if text("flag_small_base", "ja") in words] == ["1-1"]
    groups = re.search(r'<h3 id="g-1-3">.*?(<table class="domains">.*?</table>)', page, re.S)
    assert groups is not None
    bases = re.findall(r'<td class="num">(\d+※?)</td><td class="num">', groups[1])
    assert bases[:3] == [f"{SMALL}※", str(LARGE), "40"]


def test_the_document_marks_indicators(done: CompletedProcess[str], folder: Path) -> None:
    rows = [
        row.cells[0].text for table in docx.Document(str(folder / "out" / "report.docx")).tables for row in table.rows
    ]
    marked = [words[:3] for words in rows if words.startswith("1-") and text("flag_small_base", "ja") in words]
    assert marked == ["1-1"]


def test_the_workbook_marks_indicators_questions_and_groups(done: CompletedProcess[str], folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "out" / "report.xlsx")

    def bases(name: str, column: int) -> list[tuple[str, int, bool]]:
        rows = book[text(name, "ja")].iter_rows()
        cells = [(str(row[0].value or row[2].value), row[column]) for row in rows if len(row) > column]
        return [(words, cell.value, "※" in cell.number_format) for words, cell in cells if cell.value in (SMALL, LARGE)]

    assert bases("sheet_form", 2) == [("1-1", SMALL, True), ("1-2", LARGE, False)]
    totals = [row for row in bases("sheet_simple", 3) if row[0] == text("rep_total_n", "ja")]
    assert [row[1:] for row in totals] == [(SMALL, True), (LARGE, False)] * 2
    # everyone who was asked is no group
    crossed = [row for row in bases("sheet_cross", 3) if row[0] in ("問2", "問5")]
    assert {(n, small) for words, n, small in crossed} == {(SMALL, True), (LARGE, False)}
    assert {words for words, _, _ in crossed} == {"問2", "問5"}
    assert all(small is (n == SMALL) for _, n, small in crossed)


@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_crosstabs_mark_groups(kumin: Run, folder: Path, format_: str) -> None:
    words = kumin(
        "crosstab",
        folder,
        "--answers",
        folder / "answers",
        "--by",
        "area",
        "--question",
        "safe,years",
        "--format",
        format_,
        "--lang",
        "ja",
    )
    assert words.returncode == 0, words.stderr
    bases = re.findall(rf"(?<![\d.,])({SMALL}|{LARGE})(※?)(?=\s)", words.stdout)
    assert {n for n, _ in bases} == {str(SMALL), str(LARGE)}
    assert all((sign == "※") is (n == str(SMALL)) for n, sign in bases)


def test_a_chart_draws_small_groups_hollow() -> None:
    table = pl.DataFrame(
        {
            "axis_label": ["地域"] * 3, "category_label": ["東", "西", "南"], "n_base": [SMALL, LARGE, 40],
            "percent": [50.0, 50.0, 50.0], "lower": [0.4] * 3, "upper": [0.6] * 3,
        }
    )  # fmt: skip
    data: Any = charts.domains(table).to_dict()
    rows = [row for row in data["data"]["values"] if not row["heading"]]
    assert [row["small"] for row in rows] == [True, False, False]


@pytest.mark.parametrize("question", ["問2", "問5"])
def test_only_groups_of_thirty_bear_marks(done: CompletedProcess[str], folder: Path, question: str) -> None:
    book = openpyxl.load_workbook(folder / "out" / "report.xlsx")
    rows = [row for row in book[text("sheet_cross", "ja")].iter_rows() if row[0].value == question]
    marks = {row[2].value: "".join(mark for mark in "▲▽" if mark in row[4].number_format) for row in rows}
    assert {name: marks[name] for name in "東西南"} == {"東": "", "西": "▲", "南": "▽"}


def test_a_mean_whose_rest_is_small_bears_no_mark(done: CompletedProcess[str], folder: Path) -> None:
    """Of the two sides of the river one has 29 people: so has the rest of the other."""
    book = openpyxl.load_workbook(folder / "out" / "report.xlsx")
    rows = [row for row in book[text("sheet_cross", "ja")].iter_rows() if row[0].value == "問5"]
    sides = {row[2].value: row[4].number_format for row in rows if row[2].value in ("東側", "西側")}
    assert len(sides) == 2
    assert not [code for code in sides.values() if "▲" in code or "▽" in code]


def test_the_reliability_rule_has_the_same_edge() -> None:
    frame = pl.DataFrame({"n_base": [SMALL, LARGE]})
    assert flag_reliability(frame, MUNICIPAL_RULES)["reliability"].to_list() == ["few_answers", ""]


def test_sentences_and_pages_name_the_same_number() -> None:
    sentences = [words for pair in catalogue().values() for words in pair]
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))]
    found = [
        int(number)
        for words in (*sentences, *pages)
        for line in words.splitlines()
        if "参考値" in line or "for reference" in line
        for number in re.findall(r"(\d+)\s*(?:人)?未満の?|(?:fewer than|below|under) (\d+)", line)
        for number in number
        if number
    ]
    assert len(found) >= 8
    assert set(found) == {SMALL_BASE}
