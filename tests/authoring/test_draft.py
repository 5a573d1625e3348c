"""Drafts of questionnaires: what is guessed from a file can always be loaded, and reads the file it was made from."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

import kumin as library
from kumin.definitions import MultipleQuestion, Questionnaire, SingleQuestion
from kumin.responses import Answers, validate_files

Rows = Sequence[Sequence[object]]
Run = Callable[..., object]


def draft(
    kumin: Run, folder: Path, rows: Rows, *options: str, name: str = "a.csv"
) -> tuple[str, Questionnaire, Answers]:
    """Draft a questionnaire from rows, load it and read the rows with it."""
    path = write(folder, rows, name)
    done = kumin("new", path, "--out", folder / "draft.yaml", *options)
    assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
    definition = library.load_questionnaire(folder / "draft.yaml")
    words = (folder / "draft.yaml").read_text(encoding="utf-8")
    return words, definition, validate_files([path], definition, refuse=False)


def write(folder: Path, rows: Rows, name: str = "a.csv") -> Path:
    path = folder / name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(path)
    else:
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return path


def test_codes_and_words_of_no_answer_are_no_options(tmp_path: Path, kumin: Run) -> None:
    rows = [
        [n, "無回答" if n == 3 else "男性" if n % 2 else "女性", "99" if n == 5 else "1,3" if n % 2 else "2,3",
         "99" if n == 4 else "広報紙;回覧" if n % 2 else "回覧", "-1" if n == 6 else "はい" if n % 2 else "いいえ"]
        for n in range(1, 31)
    ]  # fmt: skip
    _, definition, answers = draft(kumin, tmp_path, [["整理番号", "性別", "問2", "問3", "問4"], *rows])
    labels = [[o.label for o in q.options.values()] for q in definition.closed()]
    assert labels == [["男性", "女性"], ["選択肢1", "選択肢2", "選択肢3"], ["回覧", "広報紙"], ["はい", "いいえ"]]
    assert {"99", "-1", "無回答"} <= set(definition.missing.no_answer)
    assert answers.findings.is_empty()
    assert answers.coded["c1"].null_count() == 1


@pytest.mark.parametrize(
    "headings", [("1", "2", "3"), ("yes", "null", "2024"), ("2_a", "3-b", "_x"), ("Q1", "Q1_2", "q1a")]
)
def test_any_heading_makes_an_id_that_loads(headings: tuple[str, ...], tmp_path: Path, kumin: Run) -> None:
    rows = [[f"A{n}", n % 3 + 1, n % 2 + 1, n % 4 + 1] for n in range(12)]
    _, definition, answers = draft(kumin, tmp_path, [["番号", *headings], *rows])
    assert len(definition.questions) == 3
    assert answers.findings.is_empty()


THREE = [
    ["ID", "問1", "問3", None, "問4", None, None, "問5"],
    [None, "性別", "満足度", None, "情報源", None, None, "定住"],
    [None, None, "公園", "道路", "広報", "Web", "なし", None],
]


@pytest.mark.parametrize("named", [True, False])
def test_rows_of_headings_are_found(named: bool, tmp_path: Path, kumin: Run) -> None:
    rows = [
        [n, n % 2 + 1, n % 4 + 1, n % 3 + 1, 1 if n % 2 else None, 2 if n % 3 else None, None, 1] for n in range(1, 9)
    ]
    last = THREE[2] if named else [*THREE[2][:4], None, None, None, None]
    words, definition, answers = draft(kumin, tmp_path, [*THREE[:2], last, *rows], name="a.xlsx")
    assert "header_rows: 3" in words
    media = definition.by_id["q4"]
    assert isinstance(media, MultipleQuestion)
    assert len(media.options) == 3
    assert isinstance(definition.by_id["q3"], SingleQuestion)
    assert "問3_満足度_道路" in [question.header for question in definition.questions]
    assert answers.findings.is_empty()
    assert answers.coded.select("q4_1", "q4_2", "q4_3").sum().row(0) == (4, 6, 0)


def test_numbers_below_a_merged_heading_are_its_options(tmp_path: Path, kumin: Run) -> None:
    top = [["ID", "問1", "問4", "", "", "問5"], ["", "", "1", "2", "3", ""]]
    rows = [[n, 1, n % 2, 0, 1, 2] for n in range(1, 9)]
    words, _, answers = draft(kumin, tmp_path, [*top, *rows])
    assert "header_rows: 2" in words
    assert answers.findings.is_empty()
    assert answers.coded["q4_1"].sum() == 4


def test_rows_of_headings_can_be_stated(tmp_path: Path, kumin: Run) -> None:
    rows = [
        ["表題", "", ""],
        ["1", "2", "3"],
        ["番号", "性別", "年"],
        ["001", "1", "2"],
        ["002", "2", "1"],
        ["003", "2", "1"],
    ]
    words, _, answers = draft(kumin, tmp_path, rows, "--header-row", "3", "--header-rows", "1")
    assert "header_row: 3" in words
    assert (answers.n_read, answers.findings.height) == (3, 0)


def test_answers_in_the_place_of_headings_are_refused(tmp_path: Path, kumin: Run) -> None:
    rows = [[1, "2024/7/3", 1, 1, 30, "山田太郎 090-1111-2222"], [2, "2024/7/3", 2, 1, 30, "鈴木花子"]]
    labels = [
        ["男性", "はい", "山田"],
        *[["女性" if n % 2 else "男性", "はい" if n % 3 else "いいえ", "x"] for n in range(9)],
    ]
    for table in (rows, labels):
        done = kumin("new", write(tmp_path, table), "--out", tmp_path / "draft.yaml")
        assert done.returncode == 2  # type: ignore[attr-defined]
        assert "見出しの行がない" in done.stderr  # type: ignore[attr-defined]
        assert "山田" not in done.stderr  # type: ignore[attr-defined]
        assert not (tmp_path / "draft.yaml").exists()


def test_a_separator_in_brackets_is_part_of_a_label(tmp_path: Path, kumin: Run) -> None:
    cells = ["広報紙, SNS（X, LINEなど）", "広報紙", "SNS（X, LINEなど）, 回覧板(紙, 板)", "回覧板(紙, 板)"] * 5
    _, definition, answers = draft(kumin, tmp_path, [["番号", "入手先"], *enumerate(cells)])
    (media,) = definition.closed()
    assert [option.label for option in media.options.values()] == ["SNS（X, LINEなど）", "回覧板(紙, 板)", "広報紙"]
    assert answers.findings.is_empty()
    assert answers.coded["c1_1"].sum() == 10


def test_the_column_of_other_words_is_the_other_option(tmp_path: Path, kumin: Run) -> None:
    head = ["id", "media[SQ001]", "media[SQ002]", "media[other]"]
    rows = [[n, "Y" if n % 2 else "", "", f"友人{n}" if n % 3 else ""] for n in range(1, 9)]
    words, definition, answers = draft(kumin, tmp_path, [head, *rows])
    options = definition.by_id["media"].options  # type: ignore[union-attr]
    assert [(code, option.label, option.other) for code, option in options.items()] == [
        (1, "SQ001", False), (2, "SQ002", False), (3, "その他", True)
    ]  # fmt: skip
    # six of eight wrote words: that is said
    assert answers.findings.select("code", "question", "count").rows() == [("W122", "media", 6)]
    assert answers.coded["media_3"].sum() == 6
    assert "友人" not in words


def test_columns_of_names_and_repeated_headings_stay_out(tmp_path: Path, kumin: Run) -> None:
    head = ["番号", "氏名", "Email Address", "性別", "メモ", "メモ", "山田 090-1111-2222"]
    rows = [[n, "佐藤" if n % 2 else "鈴木", "a@b.jp", n % 2 + 1, 1, 2, 1] for n in range(1, 19)]
    words, definition, answers = draft(kumin, tmp_path, [head, *rows])
    assert [question.header for question in definition.questions] == ["性別"]
    assert definition.columns.ignore == ("氏名", "Email Address")
    assert "E, F, G 列は書きません" in words
    assert not any(word in words for word in ("佐藤", "a@b.jp", "山田"))
    assert set(answers.findings["code"]) == {"W401"}
