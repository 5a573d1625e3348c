"""No row of a text file is lost between its line ends, quotes and repeated headings without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers_tools import GOOD, HEADER, check, found, questionnaire
from kumin import ReadError
from kumin.responses import validate_files
from kumin.responses.readers import _delimited

ROWS = [GOOD.replace("001", f"{n:03d}").replace("よい", f"よい{n}") for n in range(1, 8)]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("ends", ["\r", "\n", "\r\n", "mixed"])
def test_every_line_end_ends_a_row(ends: str, large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(_delimited, "LARGE", 100)
    used = ["\r", "\r\n", "\n", "\r"] * 3 if ends == "mixed" else [ends] * 12
    lines = [HEADER, *ROWS, GOOD.replace("001", "008").replace("よい", '"二\n行"')]
    path = tmp_path / "a.csv"
    path.write_bytes("".join(line + end for line, end in zip(lines, used, strict=False)).encode())
    answers = validate_files([path], questionnaire(tmp_path))
    said = [(None, None, "W211")] if ends == "mixed" else []
    assert (answers.n_read, answers.n_used, found(answers)) == (8, 8, said)
    assert answers.table.frame["c8"][-1] == "二\n行"


@pytest.mark.parametrize("large", [False, True])
def test_a_quote_that_is_closed_some_rows_below_is_refused(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(_delimited, "LARGE", 100)
    opened, closed = ROWS[1].replace("よい2", '"よい'), ROWS[4].replace("よい5", 'よい"')
    with pytest.raises(ReadError) as caught:
        check(tmp_path, ROWS[0], opened, *ROWS[2:4], closed, *ROWS[5:])
    assert caught.value.code == "quote_over_rows"
    assert "3 行目" in caught.value.message("ja")


def test_a_comment_of_several_lines_with_commas_is_no_row(tmp_path: Path) -> None:
    words = "公園,道路,川\n学校,駅\n以上,です"
    answers = check(tmp_path, ROWS[0].replace("よい1", f'"{words}"'), *ROWS[1:])
    assert (answers.n_used, found(answers)) == (7, [])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_headings_further_down_are_not_a_respondent(mark: str, tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS[:3], mark + HEADER, *ROWS[3:])
    assert found(answers) == [(5, None, "W207")]
    assert (answers.n_read, answers.n_used, answers.n_quarantined, answers.n_error_rows) == (8, 7, 1, 0)


def test_a_respondent_who_writes_the_words_of_a_heading_stays(tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS[:3], ROWS[3].replace("よい4", "問7"))
    assert (answers.n_used, found(answers)) == (4, [])


@pytest.mark.parametrize("lost", range(2, 9))
def test_headings_are_told_further_down_though_one_of_the_first_row_is_lost(lost: int, tmp_path: Path) -> None:
    names = HEADER.split(",")
    names[lost] = ""
    extra = "policies: {E402: set_missing}\n"
    answers = check(tmp_path, *ROWS[:3], HEADER, *ROWS[3:], header=",".join(names), extra=extra)
    assert (5, None, "W207") in found(answers)
    assert answers.n_used == 7
