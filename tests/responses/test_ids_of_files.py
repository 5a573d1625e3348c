"""Ids that say nothing about who somebody is make nobody a duplicate, and are said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from answers_tools import GOOD, HEADER, check, found, questionnaire
from kumin.responses import Answers, validate_files


def row(id_: object, n: int = 0) -> str:
    """An answer that differs from those of its neighbours."""
    return f"{id_},2023/7/{n % 20 + 1},{n % 3 + 1},2,,1,{10 + n * 7 % 60},19{50 + n * 3 % 45}/1/2,よい{n}"


def said(answers: Answers) -> list[tuple[object, ...]]:
    return answers.findings.select("file", "row", "code", "count").rows()


def two_files(folder: Path, first: Sequence[str], second: Sequence[str], extra: str = "") -> Answers:
    for name, rows in (("a.csv", first), ("b.csv", second)):
        (folder / name).write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return validate_files([folder / "a.csv", folder / "b.csv"], questionnaire(folder, extra), refuse=False)


@pytest.mark.parametrize(
    ("ids", "damaged"),
    [
        (["2.02407E+11", "2.02407E+11", "202407000013"], 2),
        (["2.02407e11", "2.02407e11", "２．０２４Ｅ＋１１"], 3),
        (["1234567890123450000", "1234567890123450000", "1234567890123460000"], 3),
    ],
)
def test_ids_that_a_spreadsheet_has_cut_are_nobodys(ids: list[str], damaged: int, tmp_path: Path) -> None:
    answers = check(tmp_path, *(row(id_, n) for n, id_ in enumerate(ids)))
    assert (answers.n_used, said(answers)) == (3, [("a.csv", None, "W208", damaged)])


@pytest.mark.parametrize(
    "ids",
    [
        ["2.02407000012E+11", "2.02407000012E+11"],  # every digit is there
        ["1E05", "1E05"],  # a class and a number
        ["12345678901234567890", "12345678901234567890", "12345678901234567891"],
        ["1234567890123450", "1234567890123450"],
    ],
)
def test_whole_ids_may_repeat(ids: list[str], tmp_path: Path) -> None:
    answers = check(tmp_path, *(row(id_, n) for n, id_ in enumerate(ids)), refuse=False)
    assert [code for _, _, code in found(answers)] == ["E201"]


def test_answers_without_an_id_are_counted_and_said(tmp_path: Path) -> None:
    answers = check(tmp_path, row("", 0), row(7, 1), row(" ", 2), row("", 3), ",2023/7/3,,,,,,,")
    assert said(answers) == [("a.csv", None, "W209", 3)]
    assert (answers.n_used, answers.n_blank) == (4, 1)


def test_a_file_without_the_column_of_ids_is_read(tmp_path: Path) -> None:
    paper = [row(n, n) for n in range(1, 9)]
    definition = questionnaire(tmp_path)
    (tmp_path / "a.csv").write_text("\n".join([HEADER, *paper]), encoding="utf-8")
    web = [HEADER.partition(",")[2], *(row("", n).partition(",")[2] for n in range(20, 26))]
    (tmp_path / "b.csv").write_text("\n".join(web), encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv", tmp_path / "b.csv"], definition)
    assert (answers.n_used, said(answers)) == (14, [("b.csv", None, "W404", 1)])
    assert answers.findings["heading"].to_list() == ["整理番号"]


@pytest.mark.parametrize(
    ("paper", "web"),
    [
        (range(1, 31), range(1, 21)),  # both from 1
        (range(1001, 1031), range(1001, 1021)),
        (range(3, 90, 3), range(1, 41)),  # a part of the invited, and a form system's own numbers
    ],
)
def test_files_that_were_numbered_apart(paper: range, web: range, tmp_path: Path) -> None:
    first, second = [row(n, n) for n in paper], [row(n, 41 + n * 5) for n in web]
    answers = two_files(tmp_path, first, second)
    shared = len(set(paper) & set(web))
    assert (answers.n_used, said(answers)) == (len(paper) + len(web), [("b.csv", None, "W210", shared)])
    answers = two_files(tmp_path, first, second, "duplicates: {numbering: apart}\n")
    assert (answers.n_used, said(answers)) == (len(paper) + len(web), [])
    answers = two_files(tmp_path, first, second, "duplicates: {numbering: shared}\n")
    assert [code for *_, code, _ in said(answers)] == ["E202"] * shared


def test_people_who_answered_twice_are_dropped_as_ever(tmp_path: Path) -> None:
    paper = [row(n, n) for n in range(1, 31)]
    again = [row(n, n).replace("よい", "とてもよい") for n in range(1, 21)]
    answers = two_files(tmp_path, paper, again)
    assert (answers.n_used, {code for *_, code, _ in said(answers)}) == (30, {"E202"})


def test_a_file_given_twice_is_not_numbered_apart(tmp_path: Path) -> None:
    paper = [GOOD.replace("001", str(n)) for n in range(1, 31)]
    assert two_files(tmp_path, paper, paper).n_used == 30


def test_two_ids_in_common_are_no_pattern(tmp_path: Path) -> None:
    answers = two_files(tmp_path, [row(n, n) for n in range(1, 31)], [row(n, n * 5 + 41) for n in range(29, 60)])
    assert [code for *_, code, _ in said(answers)] == ["E202"] * 2


def test_a_third_file_may_share_ids_with_the_first(tmp_path: Path) -> None:
    files = {
        "a.csv": [row(n, n) for n in range(1, 31)],
        "b.csv": [row(n, 41 + n * 5) for n in range(1, 21)],
        "c.csv": [row(n, n).replace("よい", "よ") for n in range(1, 11)],
    }
    for name, rows in files.items():
        (tmp_path / name).write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    answers = validate_files([tmp_path / name for name in files], questionnaire(tmp_path), refuse=False)
    assert answers.n_used == 50


@pytest.mark.parametrize(
    "odd", ["²", "②", "N/A", "-", "2.02407E+11", "5再", "No.2", "2-1", "2(2)", "匿名", "#2", "2,3", "abc"]
)
def test_one_odd_id_makes_nobody_a_duplicate(odd: str, tmp_path: Path) -> None:
    answers = check(tmp_path, *(row(f'"{odd}"' if n == 6 else n, n) for n in range(1, 21)), refuse=False)
    assert (answers.n_read, answers.n_used, answers.n_blank) == (20, 20, 0)
    assert {code for _, _, code, _ in said(answers)} <= {"W208", "W209"}
    assert ("a.csv", None, "W209", 1) in said(answers) or odd != "N/A"
