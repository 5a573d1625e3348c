"""Columns as offices write them: a draft finds the options that were on the form, and each answer as it was given."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import cycle as around
from itertools import islice
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from kumin.authoring.proof import draft_files
from kumin.definitions import FileLayout, MultipleQuestion, SingleQuestion, load_questionnaire
from kumin.responses import validate_files

SOURCES = ("広報紙・回覧板", "SNS（X、LINE/Instagram）", "テレビ/ラジオ", "友人、知人")
MARKED = ((0, 2), (1,), (0, 1, 2, 3), (3,), (1, 3), (2, 3), (0,), (2,))


def answers(folder: Path, heading: Sequence[str], rows: Sequence[Sequence[str]], place: int = 0) -> list[object]:
    """Draft from rows, repeated to fifty, and read them by the draft: labels of one question, for each of the rows."""
    path = folder / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file)
        write.writerow(["整理番号", *heading, "区"])
        write.writerows([1001 + n, *row, "北南"[n % 2]] for n, row in enumerate(islice(around(rows), 50)))
    drafted = folder / "draft.yaml"
    drafted.write_text(draft_files([path], FileLayout(), "ja").words, encoding="utf-8")
    asked = load_questionnaire(drafted)
    question = asked.questions[place]
    found = validate_files([path], asked, refuse=False).coded.head(len(rows))
    if isinstance(question, MultipleQuestion):
        marks = [
            [(found[question.column(code)][n], one.label) for code, one in question.options.items()]
            for n in range(len(rows))
        ]
        return [{label for marked, label in own if marked} for own in marks]
    if isinstance(question, SingleQuestion):
        return [None if code is None else question.options[code].label for code in found[question.id]]
    return [question.type]


@pytest.mark.parametrize("separator", [";", "・", "、", ", ", "/", "\n", " | "])
def test_options_that_hold_other_separators_are_not_joined_to_combinations(separator: str, tmp_path: Path) -> None:
    rows = [[separator.join(SOURCES[place] for place in places)] for places in MARKED]
    want = [{SOURCES[place] for place in places} for places in MARKED]
    assert answers(tmp_path, ["問11 情報源（複数選択）"], rows) == want


@pytest.mark.parametrize("separator", ["、", "・", ",", "/", "|", " "])
def test_two_codes_that_only_stand_together_are_two_options(separator: str, tmp_path: Path) -> None:
    marks = (("1", "3"), ("2",), ("1", "2", "3"), ("3",), ("1",), ("4", "5"), ("2",))
    found = answers(tmp_path, ["問10"], [[separator.join(codes)] for codes in marks])
    assert found == [{f"選択肢{code}" for code in codes} for codes in marks]


@pytest.mark.parametrize("stroke", ["-", "－", "―", "／", "***"])
@pytest.mark.parametrize("options", [("満足", "不満"), ("1", "2")])
def test_what_is_crossed_out_is_no_option(stroke: str, options: tuple[str, str], tmp_path: Path) -> None:
    found = answers(tmp_path, ["問3-1"], [[options[0]], [stroke], [options[1]], [stroke], [""]])
    names = [label if label in ("満足", "不満") else f"選択肢{label}" for label in options]
    assert found == [names[0], None, names[1], None, None]


def test_a_stroke_among_signs_is_an_option(tmp_path: Path) -> None:
    assert answers(tmp_path, ["変化"], [["+"], ["-"], ["±"]]) == ["+", "-", "±"]


def test_numbers_before_and_behind_the_words_of_an_option_make_no_options(tmp_path: Path) -> None:
    rows = [
        ["1.とても"],
        ["2.まあ"],
        ["3.あまり"],
        ["４：全く"],
        ["１：とても"],
        ["とても(1)"],
        ["3 あまり"],
        ["④全く"],
    ]
    want = ["とても", "まあ", "あまり", "全く", "とても", "とても", "あまり", "全く"]
    assert answers(tmp_path, ["問1"], rows) == want


def test_ages_by_tens_in_two_spellings_are_one_option(tmp_path: Path) -> None:
    rows = [["20代"], ["30代"], ["40代"], ["20歳代"], ["20代"], ["30代"]]
    assert answers(tmp_path, ["年代"], rows) == ["20代", "30代", "40代", "20代", "20代", "30代"]


def test_options_behind_the_number_of_their_question_and_a_space_with_several_circles(tmp_path: Path) -> None:
    rows = [["○", "", ""], ["〇", "◯", ""], ["", "", "○"], ["", "", ""]]
    want = [{"広報"}, {"広報", "SNS"}, {"特になし"}, set()]
    assert answers(tmp_path, ["問9 広報", "問9 SNS", "問9 特になし"], rows) == want


def test_circles_in_one_column_are_one_option(tmp_path: Path) -> None:
    assert answers(tmp_path, ["希望"], [["○"], ["〇"], ["◯"], ["×"]]) == ["○", "○", "○", "×"]


def test_numbers_with_a_comma_before_the_decimals_are_no_marks(tmp_path: Path) -> None:
    assert "0,8" in answers(tmp_path, ["ウエイト"], [["1,25"], ["0,8"], ["1,005"], ["0,95"]])


def test_what_an_spss_file_declares_as_missing_is_not_said_to_be_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    frame = pl.DataFrame({"inc": [100.0, 250.0, 9998.0, 9999.0, 50.0] * 8, "w": [1.25, 0.8, 1.0, 1.0, 0.9] * 8})
    pyreadstat.write_sav(frame, path, missing_ranges={"inc": [{"lo": 9997, "hi": 9999}]})
    found = draft_files([path], FileLayout(), "ja")
    assert "合う 24 件、合わない 0 件" in found.words
    assert "9999" not in found.words


def test_two_questions_below_one_number_are_no_grid(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{n},{n % 2 + 1},{n % 6 + 1}\n" for n in range(60))
    path.write_text(f"整理番号,問1 性別,問1 年代\n{rows}", encoding="utf-8")
    (tmp_path / "draft.yaml").write_text(draft_files([path], FileLayout(), "ja").words, encoding="utf-8")
    questions = load_questionnaire(tmp_path / "draft.yaml").questions
    assert [len(one.options) for one in questions if isinstance(one, SingleQuestion)] == [2, 6]
