"""Free text: what is damaged, would run, or is personal; whether it was to be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers_tools import SMALL, coded, questionnaire
from kumin.responses import Answers, validate_files

FOUND = {
    "TEL0669159986": "W503",
    "tel:06-6915-9986": "W503",
    "FAX 0669159986": "W503",
    "+819012345678": "W503",
    "+81-90-1234-5678": "W503",
    "+81 (0)6 6915 9986": "W503",
    "電話は０６ー６９１５ー９９８６": "W503",
    "?????????": "W501",
    "?????3???2011?": "W501",
    "〓〓": "W501",
    "山〓さん": "W501",
    "=^o^=": "W502",
    "=1+1": "W502",
    "+SUM(A1:A9)": "W502",
    "-2+SUM(A1)": "W502",
    '@HYPERLINK("x")': "W502",
    "+A1": "W502",
    "@A1*2": "W502",
    "＋Ａ１＋Ｂ２": "W502",
    "+cmd|' /C calc'!A0": "W502",
    "\t-cmd|'/C calc'!A0": "W502",
}
NOTHING = (
    "-oth-", "+1000円でもよい(笑)", "- なし", "-5", "-5-3", "@taro", "-good idea (really)", "・・・A・・・",
    "なぜ?????",    "A0669159986B", "郵便538-8510", "+1", "-特になし", "ＡＢＣ？？？", "2024/7/3", "-no comment",
)  # fmt: skip


def of_texts(folder: Path, *texts: str, source: str = SMALL) -> Answers:
    quoted = ('"' + text.replace('"', '""') + '"' for text in texts)
    rows = [f"{n},2023/7/3,1,2,,1,10,1980/1/2,{text}" for n, text in enumerate(quoted, 1)]
    path = folder / "a.csv"
    path.write_text("\n".join(["整理番号,受付日,問1,問2,問3,問4,問5,問6,問7", *rows]) + "\n", encoding="utf-8")
    return validate_files([path], questionnaire(folder, source=source), refuse=False)


def test_what_is_found_in_words_and_what_is_not(tmp_path: Path) -> None:
    answers = of_texts(tmp_path, *FOUND, *NOTHING)
    texts = (*FOUND, *NOTHING)
    codes = {texts[row - 2]: code for row, code in answers.findings.select("row", "code").iter_rows()}
    assert codes == FOUND


REQUIRED = SMALL.replace("header: 問7, type: text", "header: 問7, type: text, required: true")
ASKED = SMALL.replace("header: 問7, type: text", "header: 問7, type: text, ask_if: {child: [1]}")


def test_a_required_text_that_is_missing(tmp_path: Path) -> None:
    answers = of_texts(tmp_path, "書いた", " 　", "無回答", "", source=REQUIRED)
    assert answers.findings.select("row", "column", "code", "value").rows() == [
        (row, "I", "E108", None) for row in (3, 4, 5)
    ]
    assert "free" not in answers.coded.columns


@pytest.mark.parametrize("written", ["1", "秘密"])
def test_a_text_that_was_not_asked_for(written: str, tmp_path: Path) -> None:
    answers = of_texts(tmp_path, written, "", source=ASKED)
    assert answers.findings.select("row", "column", "question", "code", "value").rows() == [
        (2, "I", "free", "E103", None)
    ]
    assert coded(answers, "sex") == [1, 1]


def test_a_text_that_was_asked_for_and_not_written(tmp_path: Path) -> None:
    source = ASKED.replace("{child: [1]}}", "{child: [2]}}")
    answers = of_texts(tmp_path, "書いた", "", source=source)
    assert answers.findings.select("row", "code").rows() == [(3, "W109")]
