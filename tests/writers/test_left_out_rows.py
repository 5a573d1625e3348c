"""The files of a run: rows left out are listed without anybody's words, and codes are written as codes."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import MINI_QUESTIONNAIRE
from kumin.messages import text
from kumin.words import Words
from kumin.words.findings import quarantined_rows
from kumin.writers.csv import write_csv
from kumin.writers.files import write_result

WORDS = ("隣の佐藤さんがうるさい", "田中花子", "むかしから", "1月に越した")
ROWS = (
    "001,2023/7/1,1,1,1,1,5,\n"
    "002,2023/7/2,7,隣の佐藤さんがうるさい,1,SNS;田中花子,むかしから,自由な文\n"
    "003,2023/7/2,7,そう思う,1,SNS;特になし,10年,\n"
    '004,2023/7/2,7,?,１,"1,2",1月に越した,\n'
)


@pytest.fixture
def wordy(mini: Path) -> kumin.Result:
    """Make a run of which three rows are left out for an answer that is no option."""
    source = "policies: {E101: quarantine_row}\n" + MINI_QUESTIONNAIRE
    source = source.replace("3: 思わない}}\n  - id: childcare", "3: {label: その他, other: true}}}\n  - id: childcare")
    source = source.replace("2: SNS,", "2: {label: SNS, other: true},")
    (mini / "residents.yaml").write_text(source, encoding="utf-8")
    (mini / "answers" / "residents.csv").write_text(
        "整理番号,受付日,問1,問2,問3,問4,問5,問6\n" + ROWS, encoding="utf-8"
    )
    return kumin.run(mini, mini / "answers")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_rows_left_out_hold_no_words(wordy: kumin.Result, lang: str, tmp_path: Path) -> None:
    write_result(wordy, tmp_path / "out", lang, reports=False)
    for path in (tmp_path / "out").iterdir():
        printed = path.read_text(encoding="utf-8-sig")
        assert not [word for word in (*WORDS, "自由な文") if word in printed], path.name
    rows = pl.read_csv(tmp_path / "out" / "quarantined.csv", infer_schema=False)
    hidden = text("value_hidden", lang)
    assert rows["row"].to_list() == ["3", "4", "5"]
    assert rows["問1"].to_list() == ["7", "7", "7"]
    assert rows["問2"].to_list() == [hidden, "そう思う", "?"]
    assert rows["問3"].to_list() == ["1", "1", "１"]
    assert rows["問4"].to_list() == [hidden, "SNS;特になし", "1,2"]
    assert rows["問5"].to_list() == [hidden, "10年", hidden]
    assert "問6" not in rows.columns
    assert rows["reasons"].to_list() == [
        text("rep_list_joiner", lang).join(text(f"finding_{code}", lang) for code in codes.split(";"))
        for codes in rows["codes"]
    ]


def test_all_words_are_there_when_asked_for(wordy: kumin.Result) -> None:
    rows = quarantined_rows(wordy.answers, wordy.plan.questionnaires, Words.of("ja"), personal=True)
    assert rows["問2"].to_list() == ["隣の佐藤さんがうるさい", "そう思う", "?"]
    assert rows["問6"][0] == "自由な文"


def test_a_number_is_no_formula(tmp_path: Path) -> None:
    numbers, formulas = ["-1", "+2", "-0.5", "3"], ["=1+1", "-1+2", "+A1", "-1-"]
    write_csv(pl.DataFrame({"cell": numbers + formulas}), tmp_path / "a.csv")
    read = pl.read_csv(tmp_path / "a.csv", infer_schema=False)["cell"].to_list()
    assert read == numbers + ["'" + formula for formula in formulas]
    write_csv(pl.DataFrame({"option": ["1", "-1"]}), tmp_path / "b.csv")
    assert pl.read_csv(tmp_path / "b.csv")["option"].to_list() == [1, -1]
