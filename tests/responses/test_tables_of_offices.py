"""Files as offices, form systems and spreadsheets make them: the right codes, and the right findings.

Like the cases of test_forms_of_systems.py: the codes were worked out by hand before kumin read the file; the findings
are all of them.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from test_forms_of_systems import (
    MED,
    MEDO,
    ONE,
    SEX,
    SEXO,
    YN,
    Case,
    assert_is_read_so,
    date,
    multiple,
    number,
    parquet,
    read,
    rows,
    single,
    text,
    xlsx,
)  # fmt: skip

ID = "columns: {id: id}\n"
JOB = single("job", "職業", "{1: 会社員, 2: 主婦, 3: {label: その他, other: true}}")
MEDIA = multiple("media", "情報源", MEDO)
SIX = single("a", "性別", SEX)
OTH = single("a", "性別", SEXO)


def sheets(hidden: Sequence[str] = (), **of: list[list[object]]) -> Callable[[Path], Path]:
    """A workbook of several sheets, some of them hidden from those who do not program."""

    def write(folder: Path) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, lines in of.items():
            sheet = book.create_sheet(name)
            for line in lines:
                sheet.append(line)
            if name in hidden:
                sheet.sheet_state = "veryHidden"
        book.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return write


def zipped(parts: Mapping[str, bytes]) -> Callable[[Path], Path]:
    """An archive."""

    def write(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "a.zip", "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return folder / "a.zip"

    return write


def of_frame(frame: pl.DataFrame) -> Callable[[Path], Path]:
    """A Parquet file with types of its own."""

    def write(folder: Path) -> Path:
        frame.write_parquet(folder / "a.parquet")
        return folder / "a.parquet"

    return write


TOKYO = pl.Series("d", [datetime(2024, 7, 3, 0, 0), datetime(2024, 7, 4, 8, 0)]).dt.replace_time_zone("Asia/Tokyo")


def workbook_named_csv(folder: Path) -> Path:
    """A workbook under the name of a text file."""
    return xlsx([["性別"], ["男性"], ["女性"]])(folder).rename(folder / "a.csv")


def ruby(folder: Path) -> Path:
    """A workbook as a Japanese Excel saves it: texts apart from the cells, with the readings of what was typed."""
    out = folder / "b.xlsx"
    with xlsxwriter.Workbook(folder / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for place, line in enumerate([["性別", "t"], ["男性", "x"], ["女性", "y"]]):
            sheet.write_row(place, 0, line)
    with zipfile.ZipFile(folder / "a.xlsx") as source, zipfile.ZipFile(out, "w") as target:
        parts = {name: source.read(name).decode() for name in source.namelist()}
        texts = parts["xl/sharedStrings.xml"]
        for plain_text, with_reading in RUBY.items():
            assert plain_text in texts
            texts = texts.replace(plain_text, with_reading)
        for name, data in (parts | {"xl/sharedStrings.xml": texts}).items():
            target.writestr(name, data)
    return out


RUBY = {
    "<si><t>男性</t></si>": '<si><t>男性</t><rPh sb="0" eb="2"><t>ダンセイ</t></rPh><phoneticPr fontId="1"/></si>',
    "<si><t>女性</t></si>": '<si><r><t>女</t></r><rPh sb="0" eb="1"><t>オンナ</t></rPh><r><t>性</t></r></si>',
    "<si><t>性別</t></si>": '<si><r><t>性</t></r><r><t>別</t></r><rPh sb="0" eb="2"><t>セイベツ</t></rPh></si>',
}


def comments(sheet: Any) -> None:
    sheet["A2"].comment = Comment("ここは 2 では？", "担当")


def rich(sheet: Any) -> None:
    sheet["A2"] = CellRichText("男", TextBlock(InlineFont(b=True), "性"))


def total_of_formulas(sheet: Any) -> None:
    sheet["A7"], sheet["C7"] = "合計", "=SUM(C2:C6)"


def as_a_day(sheet: Any) -> None:
    sheet["A2"].number_format = "yyyy/m/d"


def chart_first(folder: Path) -> Path:
    """A workbook whose first sheet is a chart."""
    book = openpyxl.Workbook()
    for line in (["性別"], ["男性"], ["女性"]):
        book.active.append(line)
    book.create_chartsheet("グラフ", 0)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


CASES: dict[str, Case] = {
    "google checkbox grid": Case(
        (
            multiple("m", "利用 [平日]", "{1: 午前, 2: 午後, 3: 夜}"),
            multiple("w", "利用 [休日]", "{1: 午前, 2: 午後, 3: 夜}"),
        ),
        '利用 [平日],利用 [休日]\n"午前, 夜",午後\n,"午前, 午後, 夜"\n',
        {"m": [2, None], "m_3": [True, None], "w": [1, 3]},
        {},
    ),
    "google english timestamp pm gmt": Case(
        (SIX,),
        "Timestamp,Username,性別\n2024/07/27 11:15:06 PM GMT+9,a,男性\n2024/07/28 1:00:00 AM GMT+9,b,女性\n",
        {"a": [1, 2], "received": ["2024-07-27", "2024-07-28"]},
        {"W401": 1},
        head="columns: {received: Timestamp}\n",
    ),
    "msforms quiz columns": Case(
        (SIX,),
        "ID,性別,ポイント - 性別,フィードバック - 性別\n1,男性,0,\n2,女性,0,\n",
        {"a": [1, 2]},
        {"W401": 2},
        head="columns: {id: ID}\n",
    ),
    "msforms whole": Case(
        (SIX, multiple("m", "情報源", MED)),
        xlsx(
            [
                ["ID", "開始時刻", "完了時刻", "メール", "名前", "性別\xa0", "情報源"],
                [
                    1,
                    datetime(2024, 7, 3, 9, 0),
                    datetime(2024, 7, 3, 9, 5),
                    "anonymous",
                    None,
                    "男性",
                    "広報紙;回覧板;",
                ],
                [2, datetime(2024, 7, 4, 9, 0), datetime(2024, 7, 4, 9, 5), "anonymous", None, "女性", None],
            ]
        ),
        {"a": [1, 2], "m": [2, None], "received": ["2024-07-03", "2024-07-04"]},
        {"W401": 3},
        head="columns: {id: ID, received: 完了時刻}\n",
    ),
    "option with its separator": Case(
        (multiple("m", "交通", '{1: "バス;電車", 2: 徒歩, 3: 電車}'),),
        "交通\nバス;電車;徒歩;\n電車;徒歩;\n",
        {"m": [2, 2], "m_1": [True, False], "m_3": [False, True]},
        {},
    ),
    "logo colon headings": Case(
        (multiple("m", "情報源", MED),),
        "受付番号,情報源:広報紙,情報源:SNS,情報源:回覧板\n1,1,,1\n2,,1,\n",
        {"m": [2, 1]},
        {},
        head="columns: {id: 受付番号}\n",
    ),
    "graffer iso": Case(
        (SIX,),
        "送信日時,性別\n2024-07-27T15:15:06+09:00,男性\n2024-07-28T08:00:00.123+09:00,女性\n",
        {"a": [1, 2], "received": ["2024-07-27", "2024-07-28"]},
        {},
        head="columns: {received: 送信日時}\n",
    ),
    "kintone subtable repeated": Case(
        (SIX,),
        '"レコードの開始行","レコード番号","性別","家族"\n"*","1","男性","妻"\n"","1","男性","子"\n"*","2","女性","夫"\n',
        {"a": [1, 2]},
        {"W401": 2, "E201": 1},
        head="columns: {id: レコード番号}\n",
        encoding="cp932",
    ),
    "kintone subtable blank": Case(
        (SIX,),
        '"レコードの開始行","レコード番号","性別","家族"\n"*","1","男性","妻"\n"","","","子"\n"*","2","女性","夫"\n',
        {"a": [1, 2]},
        {"W401": 2, "W207": 1},
        head="columns: {id: レコード番号}\n",
        encoding="cp932",
    ),
    "surveymonkey xlsx": Case(
        (SIX, multiple("m", "情報源", MED)),
        xlsx(
            [
                ["Respondent ID", "Collector ID", "Start Date", "性別", "情報源", None, None],
                [None, None, None, "Response", "広報紙", "SNS", "回覧板"],
                [118123456789, 45, datetime(2024, 7, 3, 9, 0), "男性", "広報紙", None, "回覧板"],
                [118123456790, 45, datetime(2024, 7, 4, 9, 0), "女性", None, "SNS", None],
            ]
        ),
        {"a": [1, 2], "m": [2, 1], "received": ["2024-07-03", "2024-07-04"]},
        {"W401": 1},
        head="columns: {id: Respondent ID, received: Start Date}\n",
    ),
    "qualtrics case ids": Case(
        (single("a", "Q1", YN), multiple("m", "Q2", MED)),
        rows(
            "ResponseId,Q1,Q2_1,Q2_2,Q2_3",
            "Response ID,性別は？,情報源 - 広報紙,情報源 - SNS,情報源 - 回覧板",
            '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}","{""ImportId"":""QID2_2""}","{""ImportId"":""QID2_3""}"',
            "R_3kXabc,1,1,,1",
            "R_3kxabc,2,,1,",
        ),
        {"a": [1, 2], "m": [2, 1]},
        {"W220": 1},
        head="columns: {id: ResponseId}\n",
    ),
    "redcap raw": Case(
        (single("a", "sex", SEX), multiple("m", "media", MED)),
        "record_id,sex,media___1,media___2,media___3,survey_complete\n1,1,1,0,1,2\n2,2,0,0,0,2\n",
        {"a": [1, 2], "m": [2, 0]},
        {"W112": 1, "W401": 1},
        head="columns: {id: record_id}\n",
    ),
    "redcap labels": Case(
        (single("a", "性別", SEX), multiple("m", "情報源", MED)),
        '"Record ID","性別","情報源 (choice=広報紙)","情報源 (choice=SNS)","情報源 (choice=回覧板)","Complete?"\n'
        "1,男性,Checked,Unchecked,Checked,Complete\n2,女性,Unchecked,Checked,Unchecked,Complete\n",
        {"a": [1, 2], "m": [2, 1]},
        {"W401": 1},
        head="columns: {id: Record ID}\n",
    ),
    "lime code and text": Case(
        (single("a", "Q1", SEX).replace("text: a", "text: 性別"),),
        '"Response ID","Q1. 性別"\n1,A1\n2,A2\n',
        {"a": [1, 2]},
        {},
        head="columns: {id: Response ID}\n",
    ),
    "lime dual scale": Case(
        (single("a", "Q5[SQ001][1]", YN), single("b", "Q5[SQ001][2]", YN)),
        "Q5[SQ001][1],Q5[SQ001][2]\nA1,A2\nA2,A1\n",
        {"a": [1, 2], "b": [2, 1]},
        {},
    ),
    "firm with layout sheet": Case(
        (single("a", "Q1", YN), number("n", "Q2")),
        sheets(
            レイアウト=[["変数名", "形式", "設問"], ["Q1", "SA", "はい／いいえ"], ["Q2", "N", "年齢"]],
            データ=[["NO", "Q1", "Q2"], [1, 1, 30], [2, 2, 40]],
            集計=[["Q1", "件数"], ["はい", 1], ["いいえ", 1]],
        ),
        {"a": [1, 2], "n": [30.0, 40.0]},
        {},
        head="columns: {id: NO}\n",
    ),
    "firm with code and label sheets": Case(
        (SIX,),
        sheets(コード=[["NO", "性別"], [1, 1], [2, 2]], ラベル=[["NO", "性別"], [1, "男性"], [2, "女性"]]),
        {"a": [1, 2]},
        {"W405": 1},
        head="columns: {id: NO}\n",
    ),
    "firm second row of texts": Case(
        (single("a", "Q1", SEX).replace("text: a", "text: あなたの性別"), multiple("m", "Q2", MED)),
        "NO,Q1,Q2_1,Q2_2,Q2_3\nサンプル番号,あなたの性別,情報源_広報紙,情報源_SNS,情報源_回覧板\n1,1,1,0,1\n2,2,0,1,0\n",
        {"a": [1, 2], "m": [2, 1]},
        {},
        head="columns: {id: NO}\n",
    ),
    "days with spaces": Case(
        (date("d", "d"),),
        rows("d", "2024年 7月 3日", "令和 6年 7月 4日", "2024 年 7 月 5 日", "令6.7.6"),
        {"d": ["2024-07-03", "2024-07-04", "2024-07-05", "2024-07-06"]},
        {},
    ),
    "total of formulas": Case(
        (SIX, number("n", "n")),
        xlsx([["id", "性別", "n"], [1, 1, 3], [2, 2, 4], [3, 1, 5], [4, 1, 6], [5, 2, 7]], total_of_formulas),
        {"a": [1, 2, 1, 1, 2], "n": [3.0, 4.0, 5.0, 6.0, 7.0]},
        {"W207": 1, "E301": 1},
        head=ID,
    ),
    "comments of cells": Case((SIX,), xlsx([["性別"], [1], [2]], comments), {"a": [1, 2]}, {}),
    "numbers with wide spaces": Case(
        (number("n", "n"), ONE),
        rows("n,a", "　25　,　1", " 30 ,2 ", "\t7,1"),
        {"n": [25.0, 30.0, 7.0], "a": [1, 2, 1]},
        {},
    ),
    "kanji numerals": Case(
        (ONE, number("n", "n")),
        rows("a,n", "一,三十", "二,30"),
        {"a": [None, None], "n": [None, 30.0]},
        {"E101": 2, "E106": 1},
    ),
    "roman numerals": Case(
        (single("a", "a", "{1: Ⅰ, 2: Ⅱ, 3: Ⅲ}"),), rows("a", "Ⅰ", "II", "ⅱ", "Ⅲ", "III"), {"a": [1, 2, 2, 3, 3]}, {}
    ),
    "roman numerals for codes": Case((ONE,), rows("a", "Ⅰ", "Ⅱ", "1", "2"), {"a": [None, None, 1, 2]}, {"E101": 2}),
    "ditto": Case(
        (ONE, number("n", "n"), date("d", "d")),
        rows("id,a,n,d", "1,1,30,2024/1/1", "2,〃,〃,〃", "3,同上,同上,同上", "4,2,40,2024/1/2"),
        {"a": [1, None, None, 2], "n": [30.0, None, None, 40.0], "d": ["2024-01-01", None, None, "2024-01-02"]},
        {"E101": 2, "E106": 4},
        head=ID,
    ),
    "ditto with other": Case(
        (OTH, MEDIA),
        rows("id,性別,情報源", "1,1,1", "2,〃,〃", "3,同上,同上", "4,2,2", "5,上に同じ,々"),
        {"a": [1, None, None, 2, None], "media": [1, None, None, 1, None]},
        {"E101": 6},
        head=ID,
    ),
    "ditto in ids": Case(
        (SIX, number("n", "n")),
        rows("id,性別,n", "1,1,30", "同上,2,31", "〃,2,35", "同上,1,40", "〃,1,44", "3,2,20"),
        {"a": [1, 2, 2, 1, 1, 2]},
        {"W209": 4},
        head=ID,
    ),
    "wide yes in option columns": Case(
        (multiple("m", "m", MED),), "m_1,m_2,m_3\nＹＥＳ,ＮＯ,ＮＯ\nＮＯ,ＹＥＳ,Ｙｅｓ\n", {"m": [1, 2]}, {}
    ),
    "joined by many signs": Case(
        (multiple("m", "m", MED),),
        rows("m", '"1、3"', '"１，３"', '"1;3"', '"1\n3"', '"1 ,3"', '"1 、 3"', '"1，"'),
        {"m": [2, 2, 2, 2, 2, 2, 1], "m_3": [True] * 6 + [False]},
        {"W212": 1},
    ),
    "option columns out of order": Case(
        (multiple("m", "情報源", MED),),
        "情報源_3,情報源_1,情報源_2\n1,0,0\n0,1,1\n",
        {"m": [1, 2], "m_3": [True, False], "m_1": [False, True]},
        {},
    ),
    "booleans for yes and no": Case(
        (ONE,), xlsx([["a"], [True], [False], ["はい"]]), {"a": [None, None, 1]}, {"E101": 2}
    ),
    "a number shown as a day": Case(
        (number("n", "n"),), xlsx([["n"], [datetime(1900, 1, 25)], [30]], as_a_day), {"n": [None, 30.0]}, {"E106": 1}
    ),
    "second row of units": Case(
        (SIX, number("n", "年齢")),
        "id,性別,年齢\n,（1つ）,（歳）\n1,1,30\n2,2,40\n",
        {"a": [1, 2], "n": [30.0, 40.0]},
        {},
        head=ID,
    ),
    "row of column numbers": Case(
        (SIX, number("n", "年齢")),
        "id,性別,年齢\n(1),(2),(3)\n1,1,30\n2,2,40\n",
        {"a": [1, 2], "n": [30.0, 40.0]},
        {"W207": 1},
        head=ID,
    ),
    "answers the other way round": Case(
        (SIX, number("n", "年齢")), "id,1,2,3\n性別,1,2,1\n年齢,30,40,50\n", "headings_missing", {}, head=ID
    ),
    "an example row": Case(
        (SIX, number("n", "年齢")),
        "id,性別,年齢\n記入例,1,30\n1,1,31\n2,2,40\n",
        {"a": [1, 2], "n": [31.0, 40.0]},
        {"W207": 1},
        head=ID,
    ),
    "a test row": Case(
        (SIX, number("n", "年齢")),
        "id,性別,年齢\nテスト,1,30\n1,1,31\n2,2,40\n",
        {"a": [1, 2], "n": [31.0, 40.0]},
        {"W207": 1},
        head=ID,
    ),
    "boxes as marks": Case((multiple("m", "m", MED),), "m_1,m_2,m_3\n☑,☐,☐\n☐,☑,☑\n", {"m": [1, 2]}, {}),
    "machine dependent signs": Case(
        (single("a", "職業", "{1: ㈱の社員, 2: 髙齢者施設, 3: 〜その他}"),),
        "職業\n㈱の社員\n髙齢者施設\n(株)の社員\n",
        {"a": [1, 2, 1]},
        {},
        encoding="cp932",
    ),
    "a zip of a Mac": Case(
        (SIX,),
        zipped(
            {
                "アンケート/": b"",
                "アンケート/回答.csv": "性別\n男性\n女性\n".encode(),
                "__MACOSX/アンケート/._回答.csv": b"\0\5\x16\7mac",
                "アンケート/.DS_Store": b"x",
            }
        ),
        {"a": [1, 2]},
        {},
    ),
    "a workbook named csv": Case((SIX,), workbook_named_csv, {"a": [1, 2]}, {}),
    "rich text": Case((SIX,), xlsx([["性別"], ["男性"], ["女性"]], rich), {"a": [1, 2]}, {}),
    "ruby of a Japanese Excel": Case((OTH,), ruby, {"a": [1, 2]}, {"W401": 1}),
    "answers that begin at B4": Case(
        (SIX, number("n", "n")),
        xlsx([[], [None, "令和6年度調査"], [], [None, "id", "性別", "n"], [None, 1, 1, 3], [None, 2, 2, 4]]),
        {"a": [1, 2], "n": [3.0, 4.0]},
        {},
        head=ID,
    ),
    "parquet of lists": Case(
        (multiple("m", "情報源", MED),),
        parquet({"情報源": [["広報紙", "回覧板"], ["SNS"], [], None]}),
        {"m": [2, 1]},
        {},
    ),
    "parquet of booleans": Case(
        (multiple("m", "m", MED), ONE),
        parquet({"m_1": [True, False, None], "m_2": [False, True, None], "m_3": [False, True, None], "a": [1, 2, 1]}),
        {"m": [1, 2, None]},
        {},
    ),
    "zero padded codes": Case(
        (ONE, single("b", "b", "{1: x, 10: y}")),
        rows("a,b", "01,01", "02,10", "1,1"),
        {"a": [1, 2, 1], "b": [1, 10, 1]},
        {},
    ),
    "other written with the option's name": Case(
        (JOB.replace("label: その他", "label: その他（具体的に）"), MEDIA),
        rows("職業,情報源", "その他,広報紙", "その他（農業）,その他（ラジオ）", "その他：漁業,その他", "会社員,SNS"),
        {"job": [3, 3, 3, 1], "media_3": [False, True, True, False]},
        {},
    ),
    "other with commas and names": Case(
        (MEDIA,),
        '情報源\n"広報紙, その他（SNS, ブログ）"\n広報紙\n"SNS, その他（広報紙の切り抜き）"\nSNS\nSNS\n',
        {
            "media": [None, 1, 2, 1, 1],
            "media_1": [None, True, False, False, False],
            "media_2": [None, False, True, True, True],
        },
        {"E101": 1},
    ),
    "two codes in words": Case(
        (ONE,), rows("a", "1or2", "1か2", "1または2", "2"), {"a": [None, None, None, 2]}, {"E101": 3}
    ),
    "numbers in words": Case(
        (number("n", "n", ", unit: 歳"),),
        rows("n", "満30歳", "三十歳", "30才くらい", "35"),
        {"n": [None, None, None, 35.0]},
        {"E106": 3},
    ),
    "zero width signs": Case(
        (SIX, number("n", "n")),
        rows("\u200b性別,n", "男\u200b性,\u200b30", "\u200b2\u200b,\ufeff4"),
        {"a": [1, 2], "n": [30.0, 4.0]},
        {},
    ),
    "hidden old sheet": Case(
        (SIX,),
        sheets(("回答",), 回答=[["性別"], [2], [2], [2]], 回答2=[["性別"], [1], [2]]),
        {"a": [1, 2]},
        {"W405": 1},
    ),
    "a chart sheet first": Case((SIX,), chart_first, {"a": [1, 2]}, {}),
    "subtotals of Excel": Case(
        (SIX, text("t", "意見")),
        xlsx(
            [
                ["id", "区", "性別", "意見"],
                [1, "北区", 1, "x"],
                [2, "北区", 2, "y"],
                [None, "北区 集計", 2, None],
                [3, "南区", 1, "z"],
                [None, "南区 集計", 1, None],
                [None, "総計", 3, None],
            ]
        ),
        {"a": [1, 2, 1]},
        {"W207": 3, "W401": 1},
        head=ID,
    ),
    "subtotals counted": Case(
        (SIX, text("t", "意見")),
        xlsx(
            [
                ["id", "区", "性別", "意見"],
                [1, "北区", 1, "x"],
                [2, "北区", 2, "y"],
                [None, "北区 データの個数", 2, None],
                [3, "南区", 1, "z"],
                [None, "南区 個数", 1, None],
                [None, "全体の個数", 3, None],
            ]
        ),
        {"a": [1, 2, 1]},
        {"W207": 3, "W401": 1},
        head=ID,
    ),
    "a pivot table below": Case(
        (SIX,),
        xlsx(
            [
                ["id", "性別", "n"],
                [1, 1, 5],
                [2, 2, 6],
                [3, 1, 7],
                [],
                ["行ラベル", "個数 / 性別"],
                ["男性", 2],
                ["女性", 1],
                ["総計", 3],
            ]
        ),
        {"a": [1, 2, 1]},
        {"W207": 4, "W401": 1},
        head=ID,
    ),
    "single quotes": Case(
        (SIX, number("n", "年齢")),
        "'性別','年齢'\n'男性','30'\n'女性','40'\n",
        {"a": [1, 2], "n": [None, None]},
        {"E106": 2},
    ),
    "backslash quotes of mysql": Case(
        (ONE, text("t", "t")), '"a","t"\n"1","彼は\\"はい\\"と言った"\n"2","x"\n', {"a": [1, 2]}, {"W215": 1}
    ),
    "mysql NULL": Case(
        (OTH, MEDIA, number("n", "n")),
        rows("性別,情報源,n", "\\N,\\N,\\N", "1,1,30", "2,2,40"),
        {"a": [1, 2], "n": [30.0, 40.0]},
        {"W120": 3},
    ),
    "dots of SAS": Case(
        (OTH, MEDIA, number("n", "n")),
        rows("性別,情報源,n", "1,.,.", "2,1,30", ".,2,40"),
        {"a": [1, 2, None], "media": [None, 1, 1], "n": [None, 30.0, 40.0]},
        {"E101": 2, "E106": 1},
    ),
    "strokes for nothing with other": Case(
        (OTH, MEDIA),
        rows("性別,情報源", "1,-", "2,ー", "／,1", "×,2", "―,―", "…,*"),
        {"a": [1, 2, None, None, None, None]},
        {"E101": 7, "E102": 1},
    ),
    "words for no answer with other": Case(
        (OTH, MEDIA),
        rows("性別,情報源", "1,無回答", "2,不明", "無記入,1", "無回答,2", "未回答,1", "記入なし,1"),
        {"a": [1, 2, None, None, None, None], "media": [None, None, 1, 1, 1, 1]},
        {"E101": 4},
    ),
    "question marks with other": Case(
        (OTH,), rows("性別", "1", "2", "?", "？？", "1"), {"a": [1, 2, None, None, 1]}, {"E101": 2}
    ),
    "cells that say the same twice": Case(
        (SIX,), rows("性別", "男性 男性", '"1,1"', "1 男性", "女性"), {"a": [None, None, 1, 2]}, {"E101": 1, "E102": 1}
    ),
    "html in headings": Case((SIX,), "<b>性別</b>\n男性\n", "headings_missing", {}),
    "json named csv": Case((SIX,), '[{"性別": "男性"}, {"性別": "女性"}]', "file_of_no_use", {}),
    "two people in one row": Case(
        (single("a", "夫の性別", SEX), single("b", "妻の性別", SEX)),
        "性別（夫）,性別（妻）\n1,2\n",
        "headings_missing",
        {},
    ),
    "scores in words": Case(
        (single("a", "満足度", "{5: とても満足, 4: 満足, 3: ふつう, 2: 不満, 1: とても不満}"),),
        rows("満足度", "5 - とても満足", "4：満足", "満足（4）", "とても 満足", "1"),
        {"a": [5, 4, None, 5, 1]},
        {"E101": 1},
    ),
    "codes with a star for doubt": Case(
        (ONE, number("n", "n")), rows("a,n", "1*,1", "2?,2", "*1,3", "2,4"), {"a": [None, None, None, 2]}, {"E101": 3}
    ),
    "postal strings": Case(
        (number("n", "n"), ONE),
        rows("n,a", "３０,１", "3 0,2", "30.,1", "'40,2"),
        {"n": [30.0, None, 30.0, None], "a": [1, 2, 1, 2]},
        {"E106": 2},
    ),
    "corrected with an arrow": Case(
        (ONE, OTH.replace("id: a, text: a", "id: b, text: b")),
        rows("a,性別", "1→2,1→2", "1⇒2,男性→女性", "2,1"),
        {"a": [None, None, 2], "b": [None, None, 1]},
        {"E101": 4},
    ),
    "middle dots": Case((multiple("m", "m", MED),), rows("m", "1・2・3", "1・3", "2"), {"m": [3, 2, 1]}, {}),
    "bools in number and single": Case(
        (number("n", "n"), ONE),
        xlsx([["n", "a"], [True, True], [30, 1]]),
        {"n": [None, 30.0], "a": [None, 1]},
        {"E101": 1, "E106": 1},
    ),
    "parquet bool for single": Case(
        (number("n", "n"), ONE),
        of_frame(pl.DataFrame({"n": [True, False], "a": [True, False]})),
        {"n": [None, None], "a": [None, None]},
        {"E101": 2, "E106": 2},
    ),
    "parquet nan": Case(
        (number("n", "n"), ONE),
        of_frame(pl.DataFrame({"n": [float("nan"), 30.0], "a": [float("nan"), 1.0]})),
        {"n": [30.0], "a": [1]},
        {},
    ),
    "parquet zones": Case(
        (date("d", "d"), ONE),
        of_frame(pl.DataFrame({"d": TOKYO, "a": [1, 2]})),
        {"d": ["2024-07-03", "2024-07-04"]},
        {},
    ),
    "parquet enum decimal": Case(
        (SIX, number("n", "n")),
        of_frame(
            pl.DataFrame(
                {
                    "性別": pl.Series(["男性", "女性"], dtype=pl.Categorical),
                    "n": pl.Series(["1.50", "2.00"]).cast(pl.Decimal(10, 2)),
                }
            )
        ),
        {"a": [1, 2], "n": [1.5, 2.0]},
        {},
    ),
    "smart quotes": Case(
        (OTH, number("n", "n")),
        rows("性別,n", "“男性”,30", "‘女性’,’40", "1,5"),
        {"a": [1, 2, 1], "n": [30.0, None, 5.0]},
        {"E106": 1},
    ),
    "zero dates": Case(
        (date("d", "d"),),
        rows("d", "0000-00-00", "0000-00-00 00:00:00", "9999-12-31", "2024/07/03 24:00", "2024-07-04"),
        {"d": [None, None, "9999-12-31", "2024-07-03", "2024-07-04"]},
        {"E106": 2},
    ),
    "eras in odd width": Case(
        (date("d", "d"),),
        rows("d", "R06.07.03", "Ｒ６．７．４", "令和６年０７月０５日", "H31/4/30"),
        {"d": ["2024-07-03", "2024-07-04", "2024-07-05", "2019-04-30"]},
        {},
    ),
    "option columns by many signs": Case(
        (multiple("m", "情報源", MED), multiple("w", "場所", "{1: 園, 2: 駅}"), multiple("v", "時", "{1: 朝, 2: 夜}")),
        "情報源／広報紙,情報源／SNS,情報源／回覧板,場所【園】,場所【駅】,時＞朝,時＞夜\n1,,1,1,,,1\n,1,,,1,1,\n",
        {"m": [2, 1], "w": [1, 1], "v": [1, 1], "v_2": [True, False]},
        {},
    ),
    "option columns with numbers in names": Case(
        (multiple("m", "対象", "{1: 18歳未満, 2: 18歳以上, 3: 65歳以上}"),),
        "対象 18歳未満,対象 18歳以上,対象 65歳以上\n1,0,0\n0,1,1\n",
        {"m": [1, 2], "m_1": [True, False]},
        {},
    ),
    "option columns with names in names": Case(
        (multiple("m", "施設", "{1: 公園, 2: 公園の遊具, 3: 図書館}"),),
        "施設 公園の遊具,施設 公園,施設 図書館\n1,0,0\n0,1,1\n",
        {"m": [1, 2], "m_2": [True, False]},
        {},
    ),
    "a column of the sum of marks": Case(
        (multiple("m", "情報源", MED),),
        "情報源_1,情報源_2,情報源_3,情報源_計\n1,0,1,2\n0,1,0,1\n",
        {"m": [2, 1]},
        {"W401": 1},
    ),
    "a column for no answer": Case(
        (multiple("m", "情報源", MED), ONE),
        "情報源_1,情報源_2,情報源_3,情報源_無回答,a\n1,0,1,0,1\n0,0,0,1,2\n0,1,0,0,1\n",
        {"m": [2, None, 1], "a": [1, 2, 1]},
        {},
    ),
    "a column for the code of no answer": Case(
        (multiple("m", "情報源", MED), ONE),
        "情報源_1,情報源_2,情報源_3,情報源_99,a\n1,0,1,0,1\n0,0,0,1,2\n0,1,0,0,1\n",
        {"m": [2, None, 1], "a": [1, 2, 1]},
        {},
        head='missing: {no_answer: ["", 99]}\n',
    ),
    "a column for no answer, names below": Case(
        (multiple("m", "情報源", MED), ONE),
        xlsx(
            [
                ["情報源", None, None, None, "a"],
                ["広報紙", "SNS", "回覧板", "無回答", None],
                [1, 0, 1, 0, 1],
                [0, 0, 0, 1, 2],
                [0, 1, 0, 0, 1],
            ]
        ),
        {"m": [2, None, 1], "a": [1, 2, 1]},
        {},
    ),
    "a column for invalid": Case(
        (multiple("m", "情報源", MED), ONE),
        "情報源_1,情報源_2,情報源_3,情報源_無効,a\n1,0,1,0,1\n0,0,0,1,2\n0,1,0,0,1\n",
        {"m": [2, None, 1], "a": [1, 2, 1]},
        {"E102": 1},
    ),
    "percent in wide": Case(
        (number("n", "n", ", unit: '%'"),), rows("n", "５０％", "50 %", "7"), {"n": [50.0, 50.0, 7.0]}, {}
    ),
    "float ids": Case((SIX,), rows("id,性別", "1.0,1", "2.0,2", "1,1"), {"a": [1, 2]}, {"E201": 1}, head=ID),
    "an option called 不明": Case(
        (single("a", "性別", "{1: 男性, 2: 女性, 3: 不明}"),), rows("性別", "男性", "不明", "3"), {"a": [1, 3, 3]}, {}
    ),
    "single answers as option columns": Case((SIX,), "性別_男性,性別_女性\n1,0\n0,1\n", "headings_missing", {}),
    "answers of a grid as one row a statement": Case(
        (single("p", "公園", YN), single("r", "道路", YN)),
        "id,項目,評価\n1,公園,1\n1,道路,2\n",
        "headings_missing",
        {},
        head=ID,
    ),
    "the same question in two columns": Case((SIX,), "性別,性別（再）\n1,2\n2,2\n", {"a": [1, 2]}, {"W401": 1}),
    "leading plus and brackets": Case(
        (ONE, number("n", "n")),
        rows("a,n", "+1,+30", "[2],[40]", "(1),(50)"),
        {"a": [1, None, 1], "n": [30.0, None, None]},
        {"E101": 1, "E106": 2},
    ),
    "codes with units": Case(
        (single("a", "回数", "{1: 1回, 2: 2回, 3: 3回以上}"),),
        rows("回数", "1回", "２回", "3回以上", "3回", "1"),
        {"a": [1, 2, 3, None, 1]},
        {"E101": 1},
    ),
    "tabs in cells": Case((SIX, text("t", "t")), '性別,t\n"\t男性",x\n女性\t,y\n', {"a": [1, 2]}, {}),
    "a column of E101 dashes": Case(
        (SIX, MEDIA), rows("性別,情報源", "1,①、③", "2,１・２", "1,②"), {"a": [1, 2, 1], "media": [2, 2, 1]}, {}
    ),
    "marks beside the column for no answer": Case(
        (multiple("m", "情報源", MED), ONE),
        "情報源_1,情報源_2,情報源_3,情報源_無回答,a\n1,0,1,○,1\n,,,○,2\n0,1,0,,1\n0,0,0,,1\n",
        {"m": [2, None, 1, 0], "a": [1, 2, 1, 1]},
        {"W134": 1, "W112": 1},
    ),
    "the column of an option that the questionnaire does not know": Case(
        (multiple("m", "情報源", MED), ONE),
        "情報源_1,情報源_2,情報源_3,情報源_4,a\n1,0,1,0,1\n0,0,0,1,2\n",
        {"m": [2, 0], "a": [1, 2]},
        {"W112": 1, "W401": 1},
        head='missing: {no_answer: ["", 4]}\n',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_codes_and_the_findings_are_right(name: str, tmp_path: Path) -> None:
    assert_is_read_so(CASES[name], tmp_path)


def test_a_sheet_of_charts_is_no_word_on_the_terminal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read(CASES["a chart sheet first"], tmp_path)
    assert not caplog.records
