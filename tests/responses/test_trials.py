"""Rows that a form system marks as a trial, or as left before the end, are counted and told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kumin.definitions import load_questionnaire
from kumin.responses import Answers, validate_files

ASKED = """id: q
title: 調査
questions:
  - {id: q1, text: 満足, header: 問1, type: single, options: {1: はい, 2: いいえ}}
"""


def validated(folder: Path, heading: str, *cells: str, more: str = "") -> Answers:
    (folder / "q.yaml").write_text(ASKED + more, encoding="utf-8")
    rows = "".join(f"{place % 2 + 1},{cell}\n" for place, cell in enumerate(cells))
    (folder / "a.csv").write_text(f"問1,{heading}\n{rows}", encoding="utf-8")
    return validate_files([folder / "a.csv"], load_questionnaire(folder / "q.yaml"))


def told(answers: Answers) -> list[int]:
    return answers.findings.filter(pl.col("code") == "W222")["row"].to_list()


@pytest.mark.parametrize(
    ("heading", "cells", "rows"),
    [
        ("Status", ("IP Address", "Survey Preview", "IP Address", "Spam"), [3, 5]),
        ("Finished", ("True", "False", "True", "FALSE"), [3, 5]),
        ("Finished", ("1", "0", "1", "1"), [3]),
        ("Response Type", ("Completed", "Partial", "Completed", "Completed"), [3]),
        ("回答状況", ("完了", "途中", "完了", "未完了"), [3, 5]),
        ("ＳＴＡＴＵＳ", ("anonymous", " ｐｒｅｖｉｅｗ ", "anonymous", ""), [3]),
        ("完了", ("○", "×", "○", "○"), [3]),
    ],
)
def test_each_is_told_and_counted_like_any_other(
    heading: str, cells: tuple[str, ...], rows: list[int], tmp_path: Path
) -> None:
    answers = validated(tmp_path, heading, *cells)
    assert told(answers) == rows
    assert answers.n_used == len(cells)


def test_they_are_left_out_where_the_questionnaire_says_so(tmp_path: Path) -> None:
    answers = validated(
        tmp_path, "Status", "IP Address", "Survey Preview", "IP Address", more="policies: {W222: quarantine_row}\n"
    )
    assert (answers.n_used, answers.n_quarantined) == (2, 1)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Finished", ("False", "False", "False")),  # what nobody has says nothing
        ("Status", ("IP Address", "IP Address", "")),
        ("ご意見", ("テスト", "途中", "下書き")),
        ("状態", ("良好", "普通", "悪い")),
    ],
)
def test_nothing_is_said_of_other_words_and_other_columns(heading: str, cells: tuple[str, ...], tmp_path: Path) -> None:
    assert told(validated(tmp_path, heading, *cells)) == []


def test_a_column_of_a_question_is_an_answer(tmp_path: Path) -> None:
    asked = ASKED.replace("header: 問1", "header: 状態").replace("1: はい, 2: いいえ", "1: 良好, 2: 途中")
    (tmp_path / "q.yaml").write_text(asked, encoding="utf-8")
    (tmp_path / "a.csv").write_text("状態\n良好\n途中\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], load_questionnaire(tmp_path / "q.yaml"))
    assert told(answers) == []
    assert answers.coded["q1"].to_list() == [1, 2]
