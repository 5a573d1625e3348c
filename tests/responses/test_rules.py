"""Each rule finds what it should, nothing else, with its place; policies do what they say; rows reconcile."""

from __future__ import annotations

import itertools
from pathlib import Path

import polars as pl
import pytest

from answers_tools import GOOD, HEADER, check, coded, found, questionnaire
from kumin import DefinitionError, ReadError
from kumin.definitions import RULES
from kumin.responses import read_answers, validate_files
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.matching.columns import match_columns
from kumin.responses.validation.candidates import make_candidate
from kumin.responses.validation.failures import failures_in
from kumin.responses.validation.schema import answer_schema
from kumin.words import Words
from kumin.writers.terminal.check import render_check

CASES = {
    # rule: (a row, its finding's column, value shown)
    "E101": ("001,2023/7/3,4,2,,1,10,1980/1/2,", "C", "4"),
    "E102": ("001,2023/7/3,*,2,,1,10,1980/1/2,", "C", "*"),
    "E103": ("001,2023/7/3,1,2,1,1,10,1980/1/2,", "E", "1"),
    "E104": ('001,2023/7/3,1,2,,"1,2,3",10,1980/1/2,', "F", "1,2,3"),
    "E105": ('001,2023/7/3,1,2,,"1,3",10,1980/1/2,', "F", "1,3"),
    "E106": ("001,2023/7/3,1,2,,1,十年,1980/1/2,", "G", None),
    "E107": ("001,2023/7/3,1,2,,1,120,1980/1/2,", "G", "120"),
    "W109": ("001,2023/7/3,1,1,,1,10,1980/1/2,", "E", None),
    "W205": ("001,2024/7/3,1,2,,1,10,1980/1/2,", "B", "2024/7/3"),
    "W501": ("001,2023/7/3,1,2,,1,10,1980/1/2,よ\ufffdい", "I", None),
    "W502": ("001,2023/7/3,1,2,,1,10,1980/1/2,=HYPERLINK(A1)", "I", None),
    "W503": ("001,2023/7/3,1,2,,1,10,1980/1/2,電話は06-1234-5678へ", "I", None),
    "W504": ("001,2023/7/3,1,2,,1,10,1980/1/2,ward@example.jp まで", "I", None),
    "W505": ("001,2023/7/3,1,2,,1,10,1980/1/2,番号は1234 5678 9012です", "I", None),
}
PERIOD = "period: {start: 2023-07-01, end: 2023-07-31}\n"


@pytest.mark.parametrize("code", [code for code in CASES if code not in {"E104"}])
def test_a_rule_finds_its_cell_and_nothing_else(code: str, tmp_path: Path) -> None:
    row, column, value = CASES[code]
    answers = check(tmp_path, row, extra=PERIOD)
    assert found(answers) == [(2, column, code)]
    finding = answers.findings.row(0, named=True)
    assert finding["value"] == value
    assert finding["severity"] == RULES[code].severity
    assert finding["action"] == RULES[code].action
    assert finding["file"] == "a.csv"


def test_too_many_marks(tmp_path: Path) -> None:
    answers = check(tmp_path, CASES["E104"][0])
    # three marks, one of them exclusive, break both rules
    assert found(answers) == [(2, "F", "E104"), (2, "F", "E105")]


SPREAD = "整理番号,受付日,問1,問2,問3,問4_1,問4_2,問4_3,問5,問6,問7\n"


def test_marks_in_conflict_are_all_told_whatever_columns_they_stand_in(tmp_path: Path) -> None:
    answers = check(tmp_path, "001,2023/7/3,1,2,,1,1,1,10,1980/1/2,", header=SPREAD)
    told = answers.findings.filter(pl.col("code").is_in(["E104", "E105"])).select("code", "value").rows()
    assert told == [("E104", "1,2,3"), ("E105", "1,2,3")]
    shown = render_check(answers, questionnaire(tmp_path), Words.of("ja"))
    assert shown.count(": 1 広報紙、2 区のSNS（X, LINEなど）、3 特になし") == 2


def test_a_clean_row_has_no_finding(tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD)
    assert found(answers) == []
    assert answers.n_used == 1


def test_a_required_answer_that_is_missing(tmp_path: Path) -> None:
    source = """\
id: small
title: t
questions:
  - {id: a, text: 設問A, type: single, required: true, options: {1: x, 2: y}}
  - {id: b, text: 設問B, type: single, options: {1: x, 2: y}}
"""
    path = tmp_path / "a.csv"
    path.write_text("設問A,設問B\n1,1\n,2\n,\n1,\n7,1\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=source))
    # the blank row lacks no answer of its own, and a wrong answer is wrong, not missing
    assert found(answers) == [(3, "A", "E108"), (6, "A", "E101")]
    assert (answers.n_blank, answers.n_used) == (1, 4)


@pytest.mark.parametrize(
    ("keep", "rows", "used"), [("first", [3, 4], [2]), ("last", [2, 3], [4]), ("none", [2, 3, 4], [])]
)
def test_duplicate_ids_keep_what_the_questionnaire_says(
    keep: str, rows: list[int], used: list[int], tmp_path: Path
) -> None:
    # width and leading zeros make no other number
    answers = check(
        tmp_path,
        "007,2023/7/3,1,2,,1,10,,a",
        "7,2023/7/4,2,2,,1,10,,b",
        "００７,2023/7/5,3,2,,1,10,,c",
        extra=f"duplicates: {{same_file: {keep}}}\n",
    )
    assert found(answers) == [(row, "A", "E201") for row in rows]
    assert answers.findings["value"].is_null().all()
    assert coded(answers, "row") == used
    assert answers.quarantined["row"].to_list() == rows
    assert answers.quarantined["codes"].unique().to_list() == ["E201"]


def test_an_empty_form_is_not_the_first_of_a_pair(tmp_path: Path) -> None:
    answers = check(tmp_path, "001,,,,,,,,", "001,2023/7/3,1,2,,1,10,,x")
    assert found(answers) == []
    assert (answers.n_blank, answers.n_used) == (1, 1)


NO_FORMS = {
    "a total": "合計,1件",
    "a total of the answers": "合計,,8,2,60,1,,,",
    "a total below the days": ",合計,8,2,60,1,,,",
    "a note": "※速報値 担当 090-1111-2222",
    "the rest of a text": "090-1234-5678 田中",
    "a telephone number": "0612345678",
    "something in a column of no question": ",,,,,,,,,済",
}


@pytest.mark.parametrize("name", NO_FORMS)
def test_a_row_that_is_no_form_is_left_out_and_told(name: str, tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD, "", "  ,　", NO_FORMS[name], header=f"{HEADER},処理")
    rows = [place for place in found(answers) if place[2] not in {"W401", "W214"}]
    assert rows == [(5, None, "W207")]
    assert (answers.n_read, answers.n_used, answers.n_quarantined, answers.n_blank) == (2, 1, 1, 0)
    assert answers.quarantined.rows() == [("a.csv", 5, "W207")]
    assert answers.n_error_rows == 0


@pytest.mark.parametrize(
    "row", ["002,,,,,,,,", ",2023/7/4,,,,,,,", "1000,,,,,,,,", "999,2023/7/4,無回答,,,,,,", "002,2023/7/4,,,,,,,,済"]
)
def test_a_form_with_an_id_or_a_day_and_no_answer_is_blank(row: str, tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("001", "120"), row, header=f"{HEADER},処理")
    noted = [(None, "J", "W218")] if row.endswith("済") else []
    assert [place for place in found(answers) if place[2] not in {"W401", "W214"}] == noted
    assert (answers.n_read, answers.n_used, answers.n_quarantined, answers.n_blank) == (2, 1, 0, 1)


def test_ids_of_blank_forms_look_like_the_others(tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("001", "鶴-0a1"), "鶴-77,,,,,,,,", "鶴見区,,,,,,,,", "77,,,,,,,,")
    assert found(answers) == [(4, None, "W207")]
    assert answers.n_blank == 2


@pytest.mark.parametrize(("policy", "counts"), [("keep", (1, 0, 1)), ("refuse", (1, 1, 0))])
def test_a_row_of_no_form_is_counted_whatever_the_policy(
    policy: str, counts: tuple[int, int, int], tmp_path: Path
) -> None:
    answers = check(tmp_path, GOOD, "※注記", extra=f"policies: {{W207: {policy}}}\n", refuse=False)
    assert (answers.n_used, answers.n_quarantined, answers.n_blank) == counts
    assert answers.n_read == sum(counts)
    assert answers.findings["action"].to_list() == [policy]


def test_without_ids_and_days_a_row_with_no_answer_is_a_blank_form(tmp_path: Path) -> None:
    source = "id: s\ntitle: t\nquestions:\n  - {id: a, text: A, type: text}\n  - {id: b, text: B, type: text}\n"
    path = tmp_path / "a.csv"
    path.write_text("A,B,C\nx,y,\n,,\n,,済\nx,z,\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=source))
    assert found(answers) == [(None, "C", "W218"), (None, "C", "W401")]
    assert (answers.n_read, answers.n_blank, answers.n_used) == (4, 2, 2)


def test_rows_of_white_space_alone_are_headings_only(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        check(tmp_path, "  ,　", ",,,　")
    assert caught.value.code == "file_without_rows"


def test_a_whole_row_repeated(tmp_path: Path) -> None:
    source = "id: s\ntitle: t\nquestions:\n  - {id: a, text: A, type: text}\n  - {id: b, text: B, type: text}\n"
    path = tmp_path / "a.csv"
    path.write_text("A,B\nx,y\nx,z\nx,y\n,\n,\nx,y\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=source))
    assert found(answers) == [(4, None, "W203"), (7, None, "W203")]


def test_straight_lining_over_a_block(tmp_path: Path) -> None:
    source = """\
id: s
title: t
blocks: [{title: 評価, questions: [a, b, c]}]
questions:
  - {id: a, text: A, type: single, options: {1: x, 2: y}}
  - {id: b, text: B, type: single, options: {1: x, 2: y}}
  - {id: c, text: C, type: single, options: {1: x, 2: y}}
"""
    path = tmp_path / "a.csv"
    path.write_text("A,B,C\n1,1,1\n1,1,2\n2,2,2\n2,2,\n9,9,9\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=source))
    lines = answers.findings.filter(pl.col("code") == "W204")
    assert lines["row"].to_list() == [2, 4, 6]
    assert lines["heading"].unique().to_list() == ["評価"]


def test_a_row_longer_than_the_headings_is_left_out(tmp_path: Path) -> None:
    answers = check(
        tmp_path, GOOD, "002,2023/7/3,1,2,,1,10,1980/1/2,よい,余り,もう1つ", "003,2023/7/3,1,2,,1,10,1980/1/2,よい"
    )
    assert found(answers) == [(3, None, "E206")]
    assert coded(answers, "row") == [2, 4]


def test_columns_the_questionnaire_does_not_know(tmp_path: Path) -> None:
    header = "整理番号,問1,問2,問3,問4,問5,問6,問7,メモ,,ロット"
    answers = check(tmp_path, "001,1,2,,1,10,1980/1/2,,x,y,z", header=header)
    assert found(answers) == [(None, None, "W404"), (None, "I", "W401"), (None, "J", "W403"), (None, "K", "W401")]


def test_a_missing_column_refuses_and_offers_the_nearest(tmp_path: Path) -> None:
    header = "整理番号,受付日,問1,問2．子どもについて,問3,問4,問5,問6,問7"
    with pytest.raises(ReadError) as caught:
        check(tmp_path, GOOD, header=header)
    message = caught.value.message("ja")
    assert "「問2」" in message
    assert "問2≒D列「問2．子どもについて」" in message
    assert "\n" not in message


def test_a_missing_column_may_be_let_pass(tmp_path: Path) -> None:
    header = "整理番号,受付日,問1,問3,問4,問5,問6,問7"
    answers = check(tmp_path, "001,2023/7/3,1,,1,10,1980/1/2,", header=header, extra="policies: {E402: set_missing}\n")
    assert found(answers) == [(None, None, "E402")]
    assert answers.findings["question"].to_list() == ["child"]
    assert coded(answers, "child") == [None]


def test_a_number_of_no_answer_inside_the_range_is_a_number(tmp_path: Path) -> None:
    answers = check(tmp_path, "001,2023/7/3,9,2,,99,9,1980/1/2,", "002,2023/7/3,-1,2,,-1,99,1980/1/2,")
    assert found(answers) == [(None, "G", "W111")]
    assert coded(answers, "sex", "media", "years") == [(None, None, 9.0), (None, None, None)]


def policy_cases() -> list[tuple[str, str]]:
    cells = [code for code in CASES if code not in {"E104"}]
    return [(code, action) for code in cells for action in RULES[code].allowed]


@pytest.mark.parametrize(("code", "action"), policy_cases())
def test_a_policy_does_what_it_says_and_rows_reconcile(code: str, action: str, tmp_path: Path) -> None:
    row, column, _ = CASES[code]
    extra = f"{PERIOD}policies: {{{code}: {action}}}\n"
    rows = (row, GOOD.replace("001", "002"))
    if action == "refuse":
        with pytest.raises(ReadError) as caught:
            check(tmp_path, *rows, extra=extra)
        assert caught.value.code == "policy_refuses"
        assert code in caught.value.message("ja")
        assert check(tmp_path, *rows, extra=extra, refuse=False).n_used == 2
        return
    answers = check(tmp_path, *rows, extra=extra)
    assert found(answers) == [(2, column, code)]
    assert answers.findings["action"].to_list() == [action]
    assert answers.n_read == 2 == answers.n_used + answers.n_quarantined + answers.n_blank
    assert answers.n_quarantined == (action == "quarantine_row")
    assert answers.quarantined["codes"].to_list() == ([code] if action == "quarantine_row" else [])
    question = answers.findings["question"][0]
    if question and action == "set_missing":
        assert coded(answers, question)[0] is None
    elif question and action == "keep" and code != "W109":
        assert coded(answers, question)[0] is not None


@pytest.mark.parametrize(
    ("policy", "error"),
    [
        ("{E999: keep}", "policy_unknown"),
        ("{E101: keep}", "policy_not_allowed"),
        ("{E201: set_missing}", "policy_not_allowed"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(policy: str, error: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        questionnaire(tmp_path, f"policies: {policy}\n")
    assert caught.value.code == error


def test_too_many_rows_with_errors_refuse_the_run(tmp_path: Path) -> None:
    bad = [f"{n:03d},2023/7/3,7,2,,1,10,1980/1/2," for n in range(12)]
    good = [f"{n:03d},2023/7/3,1,2,,1,10,1980/1/2," for n in range(12, 30)]
    assert check(tmp_path, *bad, *good).n_error_rows == 12
    with pytest.raises(ReadError) as caught:
        check(tmp_path, *bad, *good, extra="refuse_above: 0.39\n")
    assert caught.value.code == "too_many_errors"
    assert "40.0%" in caught.value.message("ja")
    assert "E101 (12)" in caught.value.message("ja")


@pytest.mark.parametrize(("rows", "refused"), [(9, False), (10, True)])
def test_fewer_than_ten_rows_with_errors_never_refuse(rows: int, refused: bool, tmp_path: Path) -> None:
    bad = [f"{n:03d},2023/7/3,7,2,,1,10,1980/1/2," for n in range(rows)]
    answers = check(tmp_path, *bad, extra="refuse_above: 0.1\n", refuse=False)
    assert answers.n_error_rows == rows
    error = answers.refusal(questionnaire(tmp_path, "refuse_above: 0.1\n"))
    assert (error is not None) == refused


def test_a_share_of_errors_at_the_limit_does_not_refuse(tmp_path: Path) -> None:
    rows = [f"{n:03d},2023/7/3,{7 if n < 10 else 1},2,,1,10,1980/1/2," for n in range(20)]
    assert check(tmp_path, *rows, extra="refuse_above: 0.5\n").n_error_rows == 10


@pytest.mark.parametrize("day", ["いつか", "2023/7/40", "0001-01-01x"])
def test_a_day_that_cannot_be_read_is_not_outside_the_period(day: str, tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("2023/7/3", day), extra=PERIOD)
    assert found(answers) == [(2, "B", "W119")]
    assert coded(answers, "received") == [None]


@pytest.mark.parametrize(
    ("day", "outside"), [("2023/6/30", True), ("2023/7/1", False), ("2023/7/31", False), ("2023/8/1", True)]
)
def test_the_first_and_the_last_day_belong_to_the_period(day: str, outside: bool, tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("2023/7/3", day), extra=PERIOD)
    assert found(answers) == ([(2, "B", "W205")] if outside else [])


def test_what_is_personal_is_not_in_findings_unless_asked_for(tmp_path: Path) -> None:
    rows = (
        "SECRET-1,2023/7/3,電話0612345678,2,,1,10,1980/1/2,私の電話は06-1234-5678です",
        "SECRET-1,2023/7/3,とても長い自由な文章がここに書かれてしまったのです,2,,1,10,1980/1/2,",
    )
    hidden = check(tmp_path, *rows)
    assert len(found(hidden)) == 4
    assert hidden.findings["value"].is_null().all()
    shown = check(tmp_path, *rows, show_values=True)
    assert set(shown.findings["value"]) >= {"SECRET-1", "電話0612345678", "私の電話は06-1234-5678です"}


@pytest.mark.parametrize(
    "words",
    ["公園が良い", "1-2-3に丸をつけた", "2023年7月3日", "- 特にありません", "+αがほしい", "03号車", "毎日2000歩"],
)
def test_plain_words_are_no_personal_data_and_no_formula(words: str, tmp_path: Path) -> None:
    assert found(check(tmp_path, f"001,2023/7/3,1,2,,1,10,1980/1/2,{words}")) == []


def test_looking_only_at_doubtful_rows_finds_what_pandera_finds_in_all(tmp_path: Path) -> None:
    values = ["1", "2", "7", "*", "", "1,3", "x"]
    rows = [
        f'{n % 40 + 1:03d},2023/7/3,{a if "," not in a else 8},{b if "," not in b else 1},{n % 5},"{c}",{n},1980/1/2,'
        for n, (a, b, c) in enumerate(itertools.product(values, repeat=3))
    ]
    answers = check(tmp_path, *rows, extra=PERIOD, refuse=False)
    definition = questionnaire(tmp_path, PERIOD)
    table = read_answers(tmp_path / "a.csv", questionnaire=definition)
    matched = MatchedTable(table, match_columns(table, definition), definition)
    candidate = make_candidate(matched).with_columns(_repeated=pl.lit(False))
    whole = failures_in(answer_schema(definition), candidate)
    expected = sorted(whole.select(pl.col("index") + 2, pl.col("check")).rows())
    assert len(expected) > 300
    kept = answers.findings.filter(~pl.col("code").is_in(["W203", "W111"])).drop_nulls("row")
    assert sorted(kept.select(pl.col("row").cast(pl.Int64), "code").rows()) == expected
