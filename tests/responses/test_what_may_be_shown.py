"""Which cells are repeated to people: none that holds a resident's words."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from answers_tools import GOOD, HEADER, SMALL, check, questionnaire
from kumin.responses.display import is_house_number, is_personal, known_words, nameable, without_words

SHOWN = (
    "", "?", "１，２", "1,77", "*", "3　", "-1", "=1+1", "A12", "○", "レ", "無回答", "1,2,3,4,5,6,7,8,9,10,11,12",
    "男性", "1.男性", "広報紙;特になし", "広報紙\n区のSNS（X, LINEなど）", "10年", "2024/7/3 10:11", "令和元年7月3日",
    "2024-7-3", "1-2", "7-3-2024",
)  # fmt: skip
HIDDEN = (
    "山田太郎", "佐藤", "林", "ﾔﾏﾀﾞ", "隣の佐藤さんがうるさい", "広報紙;田中花子", "男性山", "いるか", "十年", "Tanaka",
    "Ito Ken", "06-1234-5678", "０６−１２３４−５６７８", "123456789",
    "1-2-3", "３−１２−４０５", "12-3 405", "2の3の4", "a@b.jp",
)  # fmt: skip


@pytest.mark.parametrize(("cells", "shown"), [(SHOWN, True), (HIDDEN, False)])
def test_numbers_signs_and_the_questionnaires_words_are_nobodys_words(
    cells: tuple[str, ...], shown: bool, tmp_path: Path
) -> None:
    known = known_words(questionnaire(tmp_path))
    told = without_words(pl.Series(cells), known)
    assert {cell for cell, alone in zip(cells, told, strict=True) if alone is not shown} == set()
    assert without_words(pl.Series([None], dtype=pl.String), known).to_list() == [True]


def test_labels_of_one_letter_do_not_spell_a_name(tmp_path: Path) -> None:
    known = known_words(questionnaire(tmp_path, source=SMALL.replace("{1: いる, 2: いない}", "{1: 林, 2: 大}")))
    assert (
        without_words(pl.Series(["林", "1.林", "林;大", "大林", "男性林"]), known).to_list() == [True] * 3 + [False] * 2
    )


def test_findings_repeat_no_words(tmp_path: Path) -> None:
    cells = ("山田太郎", "林", "?", "１", "7", "まあ思う")
    rows = [f"{n:03d},2023/7/3,{cell},2,,1,10,1980/1/2," for n, cell in enumerate(cells)]
    values = check(tmp_path, *rows).findings["value"].to_list()
    assert values == [None, None, "?", "7", "まあ思う"]
    assert check(tmp_path, *rows, show_values=True).findings["value"].to_list() == ["山田太郎", "林", *values[2:]]


@pytest.mark.parametrize(
    ("header", "heading"),
    [
        (f"{HEADER},メモ", "メモ"),
        (f"{HEADER},1-2-3", None),  # a house
        # of a file in which most headings are missing, the first row may be a respondent's
        ("整理番号,受付日,問1,田中花子,山,川,海,空,雲,メモ", None),
    ],
)
def test_the_heading_of_another_column_is_repeated_where_it_is_no_answer(
    header: str, heading: str | None, tmp_path: Path
) -> None:
    for show, told in ((False, heading), (True, header.rpartition(",")[2])):
        findings = check(tmp_path, f"{GOOD},a", header=header, refuse=False, show_values=show).findings
        assert findings.filter(code="W401", column="J")["heading"].to_list() == [told]


@pytest.mark.parametrize(
    "name",
    ["06-6123-4567", "０６－６１２３－４５６７", "問い合わせ taro@example.jp", "090 1234 5678 の方"],
)
def test_a_telephone_number_in_the_name_of_a_sheet_or_heading_is_not_repeated(name: str) -> None:
    assert is_personal(name)
    assert nameable(name) == "…"


def test_the_number_of_a_house_as_a_heading_of_no_question_is_not_repeated() -> None:
    assert is_house_number("１−２−３")
    assert not is_house_number("問1-2-3")
    assert not is_house_number("2024-07-01")
    assert nameable("問1-2") == "問1-2"
