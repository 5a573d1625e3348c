"""The export styles of form systems and data-entry firms; each fixture follows the layout its maker publishes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import kumin
from answers_tools import coded, found
from kumin.definitions import Questionnaire
from kumin.responses import validate_file, validate_files

QUESTIONS = """\
questions:
  - {id: sex, text: あなたの性別, header: 問1, type: single, options: {1: 男性, 2: 女性}}
  - id: media
    text: 情報の入手先
    header: 問2
    type: multiple
    options: {1: 広報紙, 2: "区のSNS（X, LINEなど）", 3: 町会の回覧板, 4: {label: その他, other: true}}
  - {id: free, text: ご意見, header: 問3, type: text}
"""
# what every style must come to
ANSWERS = [(1, True, True, False, False), (2, False, False, True, False), (None, None, None, None, None)]
COLUMNS = ("sex", "media_1", "media_2", "media_3", "media_4")


def definition(folder: Path, head: str = "") -> Questionnaire:
    path = folder / "q.yaml"
    path.write_text(f"id: q\ntitle: 調査\n{head}{QUESTIONS}", encoding="utf-8")
    return kumin.load_questionnaire(path)


FIRM = 'columns: {id: 整理番号}\nmissing: {no_answer: ["", 9, 99, -1], invalid: ["*", -9999]}\n'
FORM = "columns: {received: 受付日}\n"

STYLES = {
    "data-entry firm, joined": (
        FIRM,
        '整理番号,問1,問2,問3\n0001,1,"1,2",よい\n0002,2,3,\n0003,9,99,意見\n',
        "cp932",
    ),
    "data-entry firm, 0/1 columns": (
        FIRM,
        "整理番号,問1,問2_1,問2_2,問2_3,問2_4,問3\n0001,1,1,1,0,0,よい\n0002,2,0,0,1,0,\n0003,9,9,9,9,9,意見\n",
        "cp932",
    ),
    "data-entry firm, code or blank": (
        FIRM,
        "整理番号,問1,問2-1,問2-2,問2-3,問2-4,問3\n0001,1,1,2,,,よい\n0002,2,,,3,,\n0003,,,,,,意見\n",
        "cp932",
    ),
    "mark-sheet reader": (
        FIRM,
        '整理番号,問1,問2,問3\n1,1.0,"1,2",\n2,2.0,3,\n3,-1,-1,意見\n',
        "utf-8-sig",
    ),
    "Google Forms, CSV": (
        FORM,
        "タイムスタンプ,あなたの性別,情報の入手先,ご意見\n"
        '2023/07/27 3:15:06 午後 GMT+9,男性,"広報紙;区のSNS（X, LINEなど）",よい\n'
        "2023/07/27 3:16:06 午後 GMT+9,女性,町会の回覧板,\n"
        "2023/07/28 9:15:06 午前 GMT+9,,,意見\n",
        "utf-8",
    ),
    "Google Forms, linked sheet": (
        FORM,
        "タイムスタンプ,あなたの性別,情報の入手先,ご意見\n"
        '2023/07/27 15:15:06,男性,"広報紙, 区のSNS（X, LINEなど）",よい\n'
        "2023/07/27 15:16:06,女性,町会の回覧板,\n"
        "2023/07/28 9:15:06,,,意見\n",
        "utf-8",
    ),
    "LimeSurvey, codes": (
        "columns: {received: 受付日}\n",
        '"id","submitdate","sex","media[SQ001]","media[SQ002]","media[SQ003]","media[SQ004]","free"\n'
        '"1","2023-07-27 15:15:06","A1","Y","Y","","","よい"\n'
        '"2","2023-07-27 15:16:06","A2","","","Y","",""\n'
        '"3","2023-07-28 09:15:06","","","","","","意見"\n',
        "utf-8",
    ),
    "LimeSurvey, full headings": (
        "columns: {received: 受付日}\n",
        '"回答ID","submitdate","あなたの性別","情報の入手先 [広報紙]","情報の入手先 [区のSNS（X, LINEなど）]",'
        '"情報の入手先 [町会の回覧板]","情報の入手先 [その他]","ご意見"\n'
        '"1","2023-07-27 15:15:06","男性","はい","はい","いいえ","いいえ","よい"\n'
        '"2","2023-07-27 15:16:06","女性","いいえ","いいえ","はい","いいえ",""\n'
        '"3","2023-07-28 09:15:06","","","","","","意見"\n',
        "utf-8",
    ),
    "SurveyMonkey, two rows of headings": (
        "",
        "Respondent ID,End Date,あなたの性別,情報の入手先,,,,ご意見\n"
        ',,Response,広報紙,"区のSNS（X, LINEなど）",町会の回覧板,その他,Open-Ended Response\n'
        '101,07/27/2023 03:15:06 PM,男性,広報紙,"区のSNS（X, LINEなど）",,,よい\n'
        "102,07/27/2023 03:16:06 PM,女性,,,町会の回覧板,,\n"
        "103,07/28/2023 09:15:06 AM,,,,,,意見\n",
        "utf-8-sig",
    ),
    "municipal form system": (
        FORM,
        "受付番号\t申込日時\t問1 あなたの性別\t問2 情報の入手先\t問3 ご意見\n"
        "A-1\t令和5年7月27日 15時15分\t1:男性\t広報紙、区のSNS（X, LINEなど）\tよい\n"
        "A-2\t令和5年7月27日 15時16分\t2:女性\t町会の回覧板\t\n"
        "A-3\t令和5年7月28日 9時15分\t\t\t意見\n",
        "utf-16",
    ),
}
ALIASES = {"municipal form system": {"問1": "問1 あなたの性別", "問2": "問2 情報の入手先", "問3": "問3 ご意見"}}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_comes_to_the_same_answers(style: str, tmp_path: Path) -> None:
    head, text, encoding = STYLES[style]
    questions = definition(tmp_path, head)
    if style in ALIASES:
        source = (tmp_path / "q.yaml").read_text(encoding="utf-8")
        for header, stated in ALIASES[style].items():
            source = source.replace(f"header: {header},", f"header: {stated},").replace(
                f"header: {header}\n", f"header: {stated}\n"
            )
        (tmp_path / "q.yaml").write_text(source, encoding="utf-8")
        questions = kumin.load_questionnaire(tmp_path / "q.yaml")
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    answers = validate_file(path, questions)
    assert coded(answers, *COLUMNS) == ANSWERS
    assert {code for _, _, code in found(answers)} <= {"W401"}
    if head == FORM:
        assert [str(day) for day in coded(answers, "received")] == ["2023-07-27", "2023-07-27", "2023-07-28"]


def test_microsoft_forms_with_its_trailing_separator(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "開始時刻", "完了時刻", "メール", "名前", "あなたの性別", "情報の入手先", "ご意見"])
    sheet.append(
        [1, "2023/7/27 15:10", "2023/7/27 15:15", "anonymous", None, "男性", "広報紙;区のSNS（X, LINEなど）;", "よい"]
    )
    sheet.append([2, "2023/7/27 15:10", "2023/7/27 15:15", "anonymous", None, "女性", "町会の回覧板;", None])
    sheet.append([3, "2023/7/28 15:10", "2023/7/28 15:15", "anonymous", None, None, None, "意見"])
    book.save(tmp_path / "a.xlsx")
    answers = validate_file(tmp_path / "a.xlsx", definition(tmp_path, FORM))
    assert coded(answers, *COLUMNS) == ANSWERS
    assert [str(day) for day in coded(answers, "received")] == ["2023-07-27", "2023-07-27", "2023-07-28"]


def test_words_written_for_other_are_that_option_and_are_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'あなたの性別,情報の入手先,ご意見\n男性,"広報紙, 孫から聞く",\n女性,"77, 広報紙",\n', encoding="utf-8"
    )
    answers = validate_file(path, definition(tmp_path))
    assert coded(answers, "media_1", "media_4") == [(True, True), (None, None)]
    assert found(answers) == [(3, "B", "E101")]


@pytest.mark.parametrize(("keep", "lost"), [("first", "web.csv"), ("last", "paper.csv"), ("none", "both")])
def test_paper_and_web_are_combined_and_one_id_counts_once(keep: str, lost: str, tmp_path: Path) -> None:
    paper, web = tmp_path / "paper.csv", tmp_path / "web.csv"
    paper.write_text("整理番号,問1,問2,問3\n0001,1,1,\n0002,2,3,\n", encoding="cp932")
    # Excel took the zeros away
    web.write_text(
        "タイムスタンプ,整理番号,あなたの性別,情報の入手先,ご意見\n2023/7/3,2,男性,広報紙,\n2023/7/3,3,女性,,x\n",
        encoding="utf-8",
    )
    head = f"columns: {{id: 整理番号, received: 受付日}}\nduplicates: {{between_files: {keep}}}\n"
    answers = validate_files([paper, web], definition(tmp_path, head))
    twice = answers.findings.filter(answers.findings["code"] == "E202")
    assert set(twice["file"]) == ({"paper.csv", "web.csv"} if lost == "both" else {lost})
    assert answers.n_read == 4 == answers.n_used + answers.n_quarantined
    assert set(answers.coded["source"]) == {"paper.csv", "web.csv"}
    assert answers.quarantined["file"].to_list() == sorted(twice["file"])
    people = {"first": [1, 2, 2], "last": [1, 1, 2], "none": [1, 2]}[keep]
    assert coded(answers, "sex") == people


def test_two_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "web.csv").write_text("問1,問2,問3\n7,1,\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a" / "web.csv", tmp_path / "b" / "web.csv"], definition(tmp_path))
    assert answers.coded["source"].to_list() == ["web.csv", "web.csv (2)"]
    assert answers.findings["file"].to_list() == ["web.csv", "web.csv (2)"]
