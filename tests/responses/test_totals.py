"""Totals, means and notes are no respondents, by their words or by arithmetic; no respondent is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers_tools import coded, found
from kumin import load_questionnaire
from kumin.responses import Answers, validate_files
from kumin.responses.validation.totals import is_total

SOURCE = """\
id: t
title: 試験
IDmissing: {no_answer: ["", 無回答], invalid: ["*"]}
questions:
  - {id: q1, text: 問1, header: 問1, type: single, options: {1: はい, 2: いいえ, 3: 全体}}
  - {id: n, text: 人数, header: 問2, type: number}
  - {id: how, text: 手段, header: 問3, type: multiple, options: {1: 電車, 2: バス}}
  - {id: free, text: 意見, header: 問4, type: text}
"""
COLUMNS = "問1,問2,問3_1,問3_2,問4"
PEOPLE = [f"{n % 2 + 1},{n % 4},{n % 2},{(n + 1) % 2},意見{n}" for n in range(10)]  # sums 15, 13, 5, 5


def read(folder: Path, *below: str, ids: bool = False, before: int = 10) -> Answers:
    source = SOURCE.replace("ID", "columns: {id: 番号}\n" if ids else "")
    (folder / "q.yaml").write_text(source, encoding="utf-8")
    people = [f"{n},{line}" for n, line in enumerate(PEOPLE, 1)] if ids else list(PEOPLE)
    lines = [("番号," if ids else "") + COLUMNS, *people[:before], *below]
    (folder / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    return validate_files([folder / "a.csv"], load_questionnaire(folder / "q.yaml"), refuse=False)


@pytest.mark.parametrize(
    "word", ["合計", "集 計", "総数", "全体（人）", "構成比（％）", "平均値", "最大", "Total", "件数：", "【計】"]
)
@pytest.mark.parametrize("ids", [False, True])
def test_a_row_that_names_a_total(word: str, ids: bool, tmp_path: Path) -> None:
    if word.startswith("全体") and not ids:
        word = "回答者数"  # 全体 is an option of that column
    line = f"{word},13,1,5,5," if ids else f"{word},13,5,5,"
    answers = read(tmp_path, line, ids=ids)
    assert found(answers) == [(12, None, "W207")]
    assert (answers.n_used, answers.n_quarantined) == (10, 1)


def test_a_subtotal_among_the_answers_by_its_id(tmp_path: Path) -> None:
    lines = [f"{n},{PEOPLE[n % 10]}" for n in range(11, 80)]
    answers = read(tmp_path, "小計,15,13,5,5,", *lines, ids=True)
    assert (found(answers), answers.n_used) == ([(12, None, "W207")], 79)


@pytest.mark.parametrize(
    ("below", "ids"),
    [
        (["15,13,5,5,"], False),
        ([",15,13,5,5,"], True),
        ([",,13,,,"], True),
        (["15,13,5,5,", "1.5,1.3,0.5,0.5,"], False),
        (["1.50,1.3,.5,0.5,"], False),
        (["10,10,10,10,"], False),
    ],
)
def test_a_row_that_is_the_sum_the_mean_or_the_count_of_the_columns(
    below: list[str], ids: bool, tmp_path: Path
) -> None:
    answers = read(tmp_path, *below, ids=ids)
    assert found(answers) == [(12 + n, None, "W207") for n in range(len(below))]
    assert answers.n_used == 10


@pytest.mark.parametrize(
    ("below", "ids"),
    [
        (["1,13,1,0,"], False),  # one number that happens to be a sum
        (["11,15,13,5,5,"], True),  # it has an id
        (["3,2,0,1,"], False),
        (["全体,2,0,1,"], False),  # an option
        (["1,2,0,1,全体"], False),  # own words
        (["1,2,0,1,※ 全体によい"], False),
        ([",,,,※ 全体によい"], False),
    ],
)
def test_a_respondent_is_no_total(below: list[str], ids: bool, tmp_path: Path) -> None:
    answers = read(tmp_path, *below, ids=ids)
    assert "W207" not in {code for _, _, code in found(answers)}
    assert answers.n_used == 11


@pytest.mark.parametrize(("before", "sums", "total"), [(4, "6,6,2,2,", False), (5, "7,6,2,3,", True)])
def test_too_few_rows_prove_nothing(before: int, sums: str, total: bool, tmp_path: Path) -> None:
    answers = read(tmp_path, sums, before=before)
    assert ("W207" in {code for _, _, code in found(answers)}) is total


@pytest.mark.parametrize("note", ["※ 速報値です,,,,", "(注) 単位は人,,,,", "出典：市民課,,,,", "令和五年の値,,,,"])
def test_a_note_below_the_table(note: str, tmp_path: Path) -> None:
    answers = read(tmp_path, "合計,13,5,5,", note)
    assert [(row, code) for row, _, code in found(answers)] == [(12, "W207"), (13, "W207")]
    assert coded(answers, "q1")[-1] == 2


def test_what_is_a_total_and_what_is_not() -> None:
    assert all(map(is_total, ["合計", "総計", "小計（北区）", "平均点", "max", "S.D.", "有効回答数", "構成比率"]))
    assert not any(map(is_total, ["計画", "会計", "数学", "全体的によい", "maxim", "", "12", "平均的", "合計3"]))
