"""Every row that is read is counted once for every question, and what a zero or a code of no answer means is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers_tools import GOOD, HEADER, check, coded, found, questionnaire
from kumin.conditions import asked
from kumin.responses import validate_files
from kumin.responses.validation.frames import ADDED_UP, BASES
from kumin.tables.options import TableOptions
from kumin.tables.shares import tabulate_answers

Kumin = Callable[..., "CompletedProcess[str]"]

MARKS = """\
id: marks
title: 複数回答
columns: {id: 番号}
missing: {no_answer: ["", 99], invalid: ["*"]}
questions:
  - {id: own, text: 車, header: 問1, type: single, options: {1: ある, 2: ない}}
  - {id: how, text: 手段, header: 問2, type: multiple, options: {1: 電車, 2: バス, 3: 徒歩}RULE}
  - {id: age, text: 年齢, header: 問3, type: numberBOUNDS}
"""
OF_MARKS = "番号,問1,問2_1,問2_2,問2_3,問3"


def of_marks(folder: Path, *rows: str, rule: str = "", bounds: str = "", extra: str = "") -> object:
    source = MARKS.replace("RULE", rule).replace("BOUNDS", bounds)
    definition = questionnaire(folder, extra, source)
    (folder / "a.csv").write_text("\n".join([OF_MARKS, *rows]) + "\n", encoding="utf-8")
    return validate_files([folder / "a.csv"], definition, refuse=False)


def base(answers: object, question: str) -> dict[str, object]:
    row = answers.bases.row(by_predicate=pl.col("question") == question, named=True)
    return {name: value for name, value in row.items() if value and name != "question"}


CELLS = st.sampled_from(["", "1", "2", "3", "9", "99", "*", "1,2", "x", "1980/1/2", "0"])
ROW = st.tuples(st.integers(1, 6), *[CELLS] * 7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=12), policy=st.sampled_from(["set_missing", "quarantine_row"]))
def test_every_row_is_counted_once_for_every_question(
    rows: list[tuple[object, ...]], policy: str, tmp_path: Path
) -> None:
    lines = [",".join(f'"{cell}"' for cell in (row[0], "2023/7/3", *row[1:])) for row in rows]
    answers = check(tmp_path, *lines, extra=f"policies: {{E101: {policy}}}\n", refuse=False)
    definition = questionnaire(tmp_path)
    assert answers.bases.schema == BASES.schema
    assert answers.bases["question"].to_list() == ["sex", "child", "care", "media", "years", "born", "free"]
    added = answers.bases.select(pl.sum_horizontal(ADDED_UP)).to_series()
    assert added.to_list() == answers.bases["read"].to_list() == [answers.n_read] * 7
    assert set(answers.bases["left_out"]) == {answers.n_quarantined}
    assert set(answers.bases["blank"]) == {answers.n_blank}
    for row in answers.bases.iter_rows(named=True):
        if row["question"] != "free":
            assert row["answered"] == answers.coded[row["question"]].count()
        was_asked = answers.coded.select(asked(definition.by_id[row["question"]], definition).sum()).item()
        told = row["answered"] + row["none_chosen"] + row["no_answer"] + row["invalid"]
        assert told == (answers.n_used if row["question"] != "care" else was_asked)
        faults = answers.findings.filter((pl.col("question") == row["question"]) & (pl.col("action") == "set_missing"))
        assert (row["invalid"] > 0) <= (faults.height > 0)


def test_each_kind_of_row_is_told_apart(tmp_path: Path) -> None:
    answers = check(
        tmp_path,
        GOOD,
        GOOD.replace("001", "002").replace(",1,1,2,", ",1,2,,"),  # not asked
        GOOD.replace("001", "003").replace(",1,1,2,", ",1,2,2,"),  # answered though not asked
        GOOD.replace("001", "004").replace(",1,1,2,", ",1,1,,"),
        GOOD.replace("001", "005").replace(",1,1,2,", ",1,1,9,").replace("よい", " "),
        GOOD.replace("001", "006").replace(",1,1,2,", ",1,1,7,").replace("よい", "無回答"),
        "007,2023/7/3,,,,,,,",
        GOOD,
    )
    assert base(answers, "care") == {
        "read": 8, "left_out": 1, "blank": 1, "answered": 1, "not_asked": 2, "invalid": 1, "no_answer": 2
    }  # fmt: skip
    assert base(answers, "free") == {"read": 8, "left_out": 1, "blank": 1, "answered": 4, "no_answer": 2}


FILTERS = """\
id: filters
title: 対象者だけの設問
columns: {id: 番号}
missing: {no_answer: ["", 9], invalid: ["*"]}
questions:
  - {id: child, text: 子, header: 問1, type: single, options: {1: いる, 2: いない}}
  - {id: use, text: 利用, header: 問2, type: multiple, max: 1, ask_if: {child: [1]}, options: {1: 園, 2: 学童, 3: 他}}
  - {id: like, text: 満足, header: 問3, type: single, ask_if: {use: [1]}, options: {1: はい, 2: いいえ}}
  - {id: days, text: 日数, header: 問4, type: number, ask_if: {use: [1]}, minimum: 0, maximum: 7}
  - {id: why, text: 理由, header: 問5, type: text, ask_if: {child: [1]}}
"""
OF_FILTERS = (
    "1,1,1,1,5,近い",
    "2,1,1,,9,",
    "3,1,1,3,x,",
    "4,1,2,,,近い",
    "5,1,2,1,5,",
    "6,1,,2,3,",  # whether they use it is not known
    "7,1,*,,,",
    '8,1,"1,2",1,5,近い',  # two marks where one is allowed: not known
    "9,2,,,,",
    "10,2,1,1,5,近い",  # all three answered though not asked
    "11,,1,2,4,近い",  # nobody knows of any of them
    "12,9,,,,",
    "13,1,3,*,,",
    "14,,,,,近い",
)


def test_check_counts_whom_the_tables_count(tmp_path: Path) -> None:
    """What became of each row, by hand; who was asked and who answered are those of the tables."""
    definition = questionnaire(tmp_path, "", FILTERS)
    heads = "番号,問1,問2,問3,問4,問5"
    (tmp_path / "a.csv").write_text("\n".join([heads, *OF_FILTERS[:7]]) + "\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("\n".join([heads, *OF_FILTERS[7:]]) + "\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv", tmp_path / "b.csv"], definition, refuse=False)
    read = {"read": 14, "blank": 1}
    assert base(answers, "child") == read | {"answered": 11, "no_answer": 2}
    assert base(answers, "use") == read | {
        "answered": 6, "no_answer": 1, "invalid": 2, "not_asked": 2, "filter_unknown": 2
    }  # fmt: skip
    narrow = {"not_asked": 5, "filter_unknown": 5}
    assert base(answers, "like") == read | narrow | {"answered": 1, "no_answer": 1, "invalid": 1}
    assert base(answers, "days") == read | narrow | {"answered": 1, "no_answer": 1, "invalid": 1}
    assert base(answers, "why") == read | {"answered": 3, "no_answer": 6, "not_asked": 2, "filter_unknown": 2}
    said = answers.findings.filter(pl.col("code") == "W137").select("file", "question", "count", "action")
    assert said.rows() == [
        ("a.csv", "like", 1, "set_missing"), ("a.csv", "days", 1, "set_missing"),
        ("b.csv", "use", 1, "set_missing"), ("b.csv", "like", 2, "set_missing"), ("b.csv", "days", 2, "set_missing"),
        ("b.csv", "why", 2, "set_missing"),
    ]  # fmt: skip
    faults = answers.findings.filter(pl.col("code") == "E103").select("row", "question").rows()
    assert faults == [(6, "like"), (6, "days"), (4, "use"), (4, "like"), (4, "days"), (4, "why"), (7, "like")]
    for table in (
        tabulate_answers(answers.coded, definition),
        tabulate_answers(answers.coded, definition, options=TableOptions(blank=True)),
    ):
        for question, n_asked in table.select("question", "n_asked").unique().iter_rows():
            counted = base(answers, question)
            assert n_asked == sum(int(str(counted.get(name, 0))) for name in ("answered", "no_answer", "invalid"))
    counted = tabulate_answers(answers.coded, definition).select("question", "n_base").unique()
    assert dict(counted.iter_rows()) == {"child": 11, "use": 6, "like": 1}


def test_rows_of_a_file_without_the_column_are_not_unanswered(tmp_path: Path) -> None:
    definition = questionnaire(tmp_path, "policies: {E402: set_missing}\n")
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("整理番号,受付日,問1\n2,2023/7/3,1\n3,2023/7/3,\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv", tmp_path / "b.csv"], definition)
    assert base(answers, "child") == {"read": 3, "blank": 1, "answered": 1, "no_column": 1}


ZEROS = ("1,1,1,0,0,30", "2,1,0,0,0,30", "3,,0,0,0,", "4,1,,,,30", "5,1,FALSE,いいえ,未選択,30", "6,1,0,,,30")


@pytest.mark.parametrize(
    ("rule", "counted", "code"),
    [("", True, "W112"), (", none_marked: answer", True, None), (", none_marked: no_answer", False, None)],
)
def test_zeros_are_an_answer_unless_it_is_stated_otherwise(
    rule: str, counted: bool, code: str | None, tmp_path: Path
) -> None:
    answers = of_marks(tmp_path, *ZEROS, rule=rule)
    none = 0 if counted else None
    assert coded(answers, "how") == [1, none, none, None, none, none]
    assert coded(answers, "how_2") == [
        False,
        *[False if counted else None] * 2,
        None,
        *[False if counted else None] * 2,
    ]
    assert base(answers, "how") == {
        "read": 6, "answered": 1, "none_chosen": 4, "no_answer": 1, "none_marked": "answer" if counted else "no_answer"
    }  # fmt: skip
    # a form that states something, be it zeros, is not blank
    assert answers.n_blank == 0
    said = answers.findings.select("row", "column", "question", "code", "count").rows()
    assert said == ([(None, "C", "how", code, 4)] if code else [])


def test_zeros_are_no_answer_where_an_option_says_that_it_is_none(tmp_path: Path) -> None:
    source = MARKS.replace("3: 徒歩", "3: {label: 特になし, exclusive: true}")
    definition = questionnaire(tmp_path, "", source.replace("RULE", "").replace("BOUNDS", ""))
    (tmp_path / "a.csv").write_text("\n".join([OF_MARKS, *ZEROS]), encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], definition)
    assert coded(answers, "how") == [1, None, None, None, None, None]
    assert answers.findings.select("code", "count", "action").rows() == [("W113", 4, "set_missing")]


def test_zeros_of_those_who_were_not_asked_are_neither_an_answer_nor_an_error(tmp_path: Path) -> None:
    rows = ("1,1,0,1,0,30", "2,1,0,0,0,30", "3,2,0,0,0,30", "4,2,0,1,0,30")
    answers = of_marks(tmp_path, *rows, rule=", ask_if: {own: [1]}")
    assert coded(answers, "how") == [1, 0, None, None]
    assert base(answers, "how") == {
        "read": 4, "answered": 1, "none_chosen": 1, "not_asked": 2, "none_marked": "answer"
    }  # fmt: skip
    assert [code for _, _, code in found(answers)] == ["W112", "E103"]


@pytest.mark.parametrize(("rule", "missing"), [("answer", []), ("no_answer", [3, 4])])
def test_a_required_answer_of_zeros(rule: str, missing: list[int], tmp_path: Path) -> None:
    rows = ("1,1,0,1,0,30", "2,1,0,0,0,30", "3,1,,,,30")
    answers = of_marks(tmp_path, *rows, rule=f", required: true, none_marked: {rule}")
    assert [row for row, _, code in found(answers) if code == "E108"] == (missing or [4])


@pytest.mark.parametrize(
    ("bounds", "said", "value"),
    [
        ("", [("W110", "99", 2, "set_missing")], None),
        (", minimum: 0", [("W111", "99", 2, "keep")], 99.0),
        (", minimum: 0, maximum: 98", [], None),
        (", no_answer: [999]", [], 99.0),
        (", no_answer: [99], minimum: 0", [], None),
        (", no_answer: []", [], 99.0),
    ],
)
def test_a_code_of_no_answer_that_may_be_a_number_is_said(
    bounds: str, said: list[object], value: float | None, tmp_path: Path
) -> None:
    answers = of_marks(tmp_path, "1,1,1,0,0,99", "2,1,0,1,0,99", "3,99,1,0,0,40", bounds=bounds)
    assert coded(answers, "age") == [value, value, 40.0]
    assert answers.findings.select("code", "value", "count", "action").rows() == said


def test_a_question_may_have_its_own_codes_of_no_answer(tmp_path: Path) -> None:
    source = MARKS.replace("RULE", "").replace("BOUNDS", "").replace("2: ない}}", "2: ない}, no_answer: [7]}")
    (tmp_path / "a.csv").write_text(f"{OF_MARKS}\n1,7,1,0,0,40\n2,99,1,0,0,40\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, "", source), refuse=False)
    assert coded(answers, "own") == [None, None]
    assert found(answers) == [(3, "B", "E101")]


def test_check_shows_and_writes_the_bases(tmp_path: Path, kumin: Kumin) -> None:
    (tmp_path / "q.yaml").write_text(MARKS.replace("RULE", "").replace("BOUNDS", ""), encoding="utf-8")
    (tmp_path / "a.csv").write_text("\n".join([OF_MARKS, *ZEROS, "7,1,0,0,0,99"]), encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv", "--out", tmp_path / "out")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["設問", "読込", "回答", "選択なし", "無回答", "選択なしの扱い"] in lines
    assert ["問2", "7", "1", "5", "1", "回答"] in lines
    assert "W112 どの選択肢にも印がない行（すべて 0）を、回答に数えた（注意）: 5 件" in done.stdout
    listed = pl.read_csv(tmp_path / "out" / "bases.csv")
    assert listed.columns[:4] == ["設問", "読込", "除外", "白紙"]
    assert listed.row(1)[:7] == ("問2", 7, 0, 0, 1, 5, 1)
    findings = (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")
    assert "どの選択肢にも印がない行（すべて 0）" in findings


def test_the_report_and_the_run_have_them_too(tmp_path: Path, kumin: Kumin) -> None:
    (tmp_path / "q.yaml").write_text(MARKS.replace("RULE", "").replace("BOUNDS", ""), encoding="utf-8")
    (tmp_path / "a.csv").write_text("\n".join([OF_MARKS, *ZEROS]), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "id: p\ntitle: 方針\nward: 区\nfiscal_year: 2024\n"
        "surveys: {s: {title: 調査, questionnaire: q.yaml, of: 区民, invited: 10, population: 1000}}\n"
        "issues: [{id: 1, title: 題, indicators: [{id: 1-1, text: 車, survey: s, question: own, positive: [1], "
        "target: {at_least: 50}}]}]\n",
        encoding="utf-8",
    )
    done = kumin("run", tmp_path / "plan.yaml", "--answers", f"s={tmp_path / 'a.csv'}", "--out", tmp_path / "out")
    assert "W112 どの選択肢にも印がない行（すべて 0）を、回答に数えた: 4 件" in done.stdout
    assert "a.csv のファイルの行 7 = 見出し 1 + 読込 6" in done.stdout
    sheet = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["設問ごとの内訳"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert ("問2", 6, 0, 0, 1, 4, 1, 0, 0, 0, 0, "回答") in rows


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [("歩道がせまい", ("", ""), [(None, "J", "W218")]), ("10:01", ("10:02", "10:03"), []), (" ", ("", ""), [])],
)
def test_a_blank_form_with_words_in_a_column_of_no_question_is_said(
    own: str, others: tuple[str, str], said: list[object], tmp_path: Path
) -> None:
    rows = (f"{GOOD},{others[0]}", f"002,2023/7/3,,,,,,,,{own}", f"{GOOD.replace('001', '003')},{others[1]}")
    answers = check(tmp_path, *rows, header=f"{HEADER},列")
    assert answers.n_blank == 1
    assert [one for one in found(answers) if one[2] != "W401"] == said
