"""Files as form systems, spreadsheets and statistical programs write them: the right codes, and the right findings.

Each case is a kind of file that people had trouble with. The codes were worked out by hand; the findings are all of
them, so that a false one fails as a missing one does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date as day
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from odf.number import Number, NumberStyle
from odf.number import Text as NumberText
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl.styles import Font

import kumin
from kumin.responses import Answers, validate_files
from kumin.words import Words
from kumin.writers.terminal.check import render_check

YN = "{1: はい, 2: いいえ}"
SEX = "{1: 男性, 2: 女性}"
SEXO = "{1: 男性, 2: 女性, 3: {label: その他, other: true}}"
MED = "{1: 広報紙, 2: SNS, 3: 回覧板}"
MEDO = "{1: 広報紙, 2: SNS, 3: {label: その他, other: true}}"
SCORES = "{" + ", ".join(f'{n}: "{n}"' for n in range(11)) + "}"
SCORES_FROM_1 = "{" + ", ".join(f'{n + 1}: "{n}"' for n in range(11)) + "}"
LONG = "{1: とても長い選択肢の名前であってファイルでは途中で切れている, 2: 短い, 3: {label: その他, other: true}}"

File = str | bytes | Callable[[Path], Path]


def single(id_: str, header: str, options: str) -> str:
    return f'{{id: {id_}, text: {id_}, header: "{header}", type: single, options: {options}}}'


def multiple(id_: str, header: str, options: str, extra: str = "") -> str:
    return f'{{id: {id_}, text: {id_}, header: "{header}", type: multiple, options: {options}{extra}}}'


def number(id_: str, header: str, extra: str = "") -> str:
    return f'{{id: {id_}, text: {id_}, header: "{header}", type: number{extra}}}'


def date(id_: str, header: str) -> str:
    return f'{{id: {id_}, text: {id_}, header: "{header}", type: date}}'


def text(id_: str, header: str) -> str:
    return f'{{id: {id_}, text: {id_}, header: "{header}", type: text}}'


def rows(*lines: str) -> str:
    return "\n".join(lines) + "\n"


ONE = single("a", "a", YN)


def xlsx(rows: Sequence[Sequence[object]], change: Callable[[Any], object] = lambda _: None) -> Callable[[Path], Path]:
    """A workbook of one sheet, changed."""

    def write(folder: Path) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book.active)
        book.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return write


def fmt(cell: str, number_format: str) -> Callable[[Any], None]:
    """Give a cell a number format."""

    def change(sheet: Any) -> None:
        sheet[cell].number_format = number_format

    return change


def struck(*cells: str) -> Callable[[Any], None]:
    """Strike cells out."""

    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return change


def formulas(**cells: str) -> Callable[[Any], None]:
    """Write formulas, whose results are not stored."""

    def change(sheet: Any) -> None:
        for cell, formula in cells.items():
            sheet[cell] = formula

    return change


def sav(frame: pl.DataFrame, **about: Any) -> Callable[[Path], Path]:
    """An SPSS file."""

    def write(folder: Path) -> Path:
        pytest.importorskip("pyreadstat").write_sav(frame, folder / "a.sav", **about)
        return folder / "a.sav"

    return write


def parquet(columns: dict[str, list[Any]]) -> Callable[[Path], Path]:
    """A Parquet file."""

    def write(folder: Path) -> Path:
        pl.DataFrame(columns).write_parquet(folder / "a.parquet")
        return folder / "a.parquet"

    return write


FORMATS = (("#,##0,", 5000), ('0"万円"', 5000), ("#,##0", 5000), ('0"人"', 3))
"""Formats, the first two of which show another number."""


def xls_of_formats(folder: Path) -> Path:
    """An old workbook: numbers in formats beside codes, of which every other is struck out."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("回答")
    for column, heading in enumerate("na"):
        sheet.write(0, column, heading)
    for row, (code, value) in enumerate(FORMATS, 1):
        sheet.write(row, 0, value, xlwt.easyxf(num_format_str=code))
        sheet.write(row, 1, 2 - row % 2, xlwt.easyxf(f"font: struck_out {'on' if row % 2 else 'off'}"))
    book.save(str(folder / "a.xls"))
    return folder / "a.xls"


def ods_of_formats(folder: Path) -> Path:
    """The same as a workbook of LibreOffice; the style of the codes is that of the column."""
    number = {"#,##0,": ({"displayfactor": 1000}, ""), '0"万円"': ({}, "万円"), "#,##0": ({}, ""), '0"人"': ({}, "人")}
    book = OpenDocumentSpreadsheet()
    line = Style(name="line", family="table-cell")
    line.addElement(TextProperties(textlinethroughstyle="solid"))
    plain = Style(name="plain", family="table-cell", parentstylename="line")
    plain.addElement(TextProperties(textlinethroughstyle="none"))
    table = Table(name="回答")
    table.addElement(TableColumn())
    table.addElement(TableColumn(defaultcellstylename="line"))
    styles: list[Any] = [line, plain]
    heads = TableRow()
    for heading in "na":
        cell = TableCell(valuetype="string", stylename="plain")
        cell.addElement(P(text=heading))
        heads.addElement(cell)
    table.addElement(heads)
    for row, (code, value) in enumerate(FORMATS, 1):
        shown = NumberStyle(name=f"N{row}")
        shown.addElement(Number(**number[code][0]))
        if number[code][1]:
            shown.addElement(NumberText(text=number[code][1]))
        styles += [shown, Style(name=f"c{row}", family="table-cell", datastylename=f"N{row}")]
        element = TableRow()
        cells = (value, f"c{row}"), (2 - row % 2, *(() if row % 2 else ("plain",)))
        for what, *style in cells:
            cell = TableCell(valuetype="float", value=what, **({"stylename": style[0]} if style else {}))
            cell.addElement(P(text=str(what)))
            element.addElement(cell)
        table.addElement(element)
    for style in styles:
        book.automaticstyles.addElement(style)
    book.spreadsheet.addElement(table)
    book.save(str(folder / "a.ods"))
    return folder / "a.ods"


@dataclass(frozen=True)
class Case:
    """A file, its questions, what each answer is (or why it is refused), and every finding with its count."""

    questions: tuple[str, ...]
    file: File
    want: dict[str, list[Any]] | str
    codes: dict[str, int] = field(default_factory=dict)
    head: str = ""
    encoding: str = "utf-8"


JOB = single("job", "職業", "{1: 会社員, 2: 主婦, 3: {label: その他, other: true}}")
MEDIA = multiple("media", "情報源", MEDO)

CASES: dict[str, Case] = {
    "SurveyMonkey leaves the answer empty beside Other (please specify)": Case(
        (JOB, MEDIA),
        "職業,,情報源,,\nResponse,Other (please specify),広報紙,SNS,Other (please specify)\n"
        "会社員,,広報紙,,\n,農家,,,ラジオ\n主婦,,,SNS,\n,なし,広報紙,,\n",
        {"job": [1, 3, 2, None], "media_1": [True, False, False, True], "media_3": [False, True, False, False]},
        {"W130": 1},
    ),
    "LimeSurvey has the words of other in a column of codes": Case(
        (JOB, MEDIA),
        "職業,職業[other],情報源[SQ001],情報源[SQ002],情報源[other]\nA1,,Y,,\n-oth-,農家,,,ラジオ\n",
        {"job": [1, 3], "media_1": [True, False], "media_3": [False, True]},
    ),
    "the words of other in a column named by the question's number": Case(
        (JOB.replace('"職業", type', '"問1 職業", type'),),
        "問1 職業,問1 その他（具体的にご記入ください）,問12 その他\n会社員,,1\n,農家,2\n,3,1\n,主婦,\n主婦,漁師,2\n",
        {"job": [1, 3, 3, 2]},
        {"W130": 2, "W401": 1},
    ),
    "another question that begins with その他 holds no words of the first": Case(
        (JOB,),
        "職業,職業その他の施策への意見\n会社員,\n,農家\n主婦,\n",
        {"job": [1, 2]},
        {"W218": 1, "W401": 1},
    ),
    "Qualtrics names the column of the words by the number of the choice": Case(
        (JOB.replace('"職業", type', '"Q1", type'),),
        "Q1,Q1_3_TEXT\n会社員,\n,農家\n",
        {"job": [1, 3]},
        {"W130": 1},
    ),
    "words of other in a column of their own that the questionnaire has as free text": Case(
        (JOB, text("words", "職業 その他")),
        "職業,職業 その他\n会社員,\n,農家\n",
        {"job": [1, 3]},
        {"W130": 1},
    ),
    "words of other that the questionnaire ignores": Case(
        (JOB,),
        "職業,職業 その他\n会社員,\n,農家\n",
        {"job": [1]},
        head="columns: {ignore: [職業 その他]}\n",
    ),
    "words of other beside marks joined in one cell": Case(
        (MEDIA,),
        "情報源,情報源_その他（自由記述）\n広報紙;SNS,\n,ラジオ\nSNS,テレビ\n",
        {"media": [2, 1, 1], "media_3": [False, True, False]},
        {"W130": 1},
    ),
    "google checkbox other with comma": Case(
        (multiple("m", "情報源", '{1: 広報紙, 2: "区のSNS（X, LINEなど）", 3: {label: その他, other: true}}'),),
        '情報源\n"広報紙, 区のSNS（X, LINEなど）, 友人, 家族から"\n広報紙\n',
        {"m": [3, 1], "m_3": [True, False]},
        {},
    ),
    "google grid": Case(
        (
            single("p", "満足度 [公園]", "{1: 満足, 2: 不満}"),
            single("r", "満足度 [道路]", "{1: 満足, 2: 不満}"),
        ),
        "満足度 [公園],満足度 [道路]\n満足,不満\n,満足\n",
        {"p": [1, None], "r": [2, 1]},
        {},
    ),
    "google score col": Case(
        (single("a", "性別", SEX),),
        "タイムスタンプ,スコア,性別\n2024/07/27 15:15:06,0 / 10,男性\n2024/07/28 15:15:06,0 / 10,女性\n",
        {"a": [1, 2], "received": ["2024-07-27", "2024-07-28"]},
        {"W401": 1},
        head="columns: {received: 受付日}\n",
    ),
    "google required star": Case((single("a", "性別", SEX),), "性別 *\n男性\n女性\n", {"a": [1, 2]}, {}),
    "required words": Case((single("a", "性別", SEX),), "性別（必須）\n男性\n女性\n", "headings_missing", {}),
    "us timestamps": Case(
        (single("a", "性別", SEX),),
        "タイムスタンプ,性別\n7/27/2024 15:15:06,男性\n7/28/2024 15:15:06,女性\n",
        {"a": [1, 2], "received": ["2024-07-27", "2024-07-28"]},
        {},
        head="columns: {received: 受付日}\n",
    ),
    "msforms trailing ; and other": Case(
        (multiple("m", "情報源", MEDO),),
        xlsx([["情報源"], ["広報紙;友人から聞いた;"], ["SNS;"], [None], ["広報紙;SNS;"]]),
        {"m": [2, 1, 2], "m_3": [True, False, False]},
        {},
    ),
    "nps 0..10": Case((single("a", "推奨度", SCORES),), "推奨度\n10\n0\n7\n", {"a": [10, 0, 7]}, {}),
    "nbsp label": Case((single("a", "性別", SEXO),), "性別\n男性\u00a0\n\u00a0女性\n", {"a": [1, 2]}, {}),
    "lime N/A": Case(
        (
            single("a", "a", YN),
            single("b", "b", YN),
        ),
        "a,b\nA1,N/A\nA2,A1\n",
        {"a": [1, 2], "b": [None, 1]},
        {"W120": 1},
    ),
    "lime multi Yes No N/A": Case(
        (multiple("m", "m", MED),),
        "m[SQ001],m[SQ002],m[SQ003]\nYes,No,No\nN/A,N/A,N/A\nNo,No,Yes\n",
        {"m": [1, 1], "m_1": [True, False], "m_3": [False, True]},
        {"W120": 3},
    ),
    "lime number decimals": Case((number("n", "n"),), "n\n45.0000000000\n3.5000000000\n", {"n": [45.0, 3.5]}, {}),
    "lime datetime": Case(
        (date("d", "d"),), "d\n1980-01-01 00:00:00\n2001-12-31 00:00:00\n", {"d": ["1980-01-01", "2001-12-31"]}, {}
    ),
    "kobo slash TRUE": Case(
        (multiple("m", "media", MED),),
        "media/1,media/2,media/3\nTRUE,FALSE,FALSE\nFALSE,TRUE,TRUE\n,,\n",
        {"m": [1, 2], "m_1": [True, False], "m_3": [False, True]},
        {},
    ),
    "kobo joined codes space": Case(
        (multiple("m", "media", MED),), "media\n1 3\n2\n1 2 3\n", {"m": [2, 1, 3], "m_3": [True, False, True]}, {}
    ),
    "kobo single two codes": Case((single("a", "a", MED),), "a\n1 3\n2\n", {"a": [None, 2]}, {"E102": 1}),
    "kobo group prefix": Case((single("a", "sex", SEX),), "g1/sex\n1\n2\n", "headings_missing", {}),
    "surveymonkey codes in label columns": Case(
        (multiple("m", "情報源", MED),),
        "情報源,,\n広報紙,SNS,回覧板\n1,,3\n,2,\n1,2,3\n",
        {"m": [2, 1, 3], "m_3": [True, False, True]},
        {},
    ),
    "surveymonkey date": Case(
        (single("a", "性別", SEX),),
        "End Date,性別\n07/27/2023 03:15:06 PM,男性\n07/28/2023 09:00:00 AM,女性\n",
        {"a": [1, 2], "received": ["2023-07-27", "2023-07-28"]},
        {},
        head="columns: {received: 受付日}\n",
    ),
    "qualtrics three rows": Case(
        (
            multiple("m", "Q2", MED),
            single("a", "Q1", YN),
        ),
        rows(
            "Q1,Q2",
            "性別は？,情報源は？ - Selected Choice",
            '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"',
            'はい,"広報紙,SNS"',
            "いいえ,回覧板",
        ),
        {"a": [1, 2], "m": [2, 1]},
        {},
    ),
    "qualtrics -99": Case((single("a", "Q1", YN),), "Q1\n1\n-99\n2\n", {"a": [1, None, 2]}, {"E101": 1}),
    "qualtrics split labels": Case(
        (multiple("m", "Q2", MED),), "Q2_1,Q2_2,Q2_3\n広報紙,,回覧板\n,SNS,\n", {"m": [2, 1], "m_1": [True, False]}, {}
    ),
    "questant": Case(
        (
            single("a", "Q1", YN),
            multiple("m", "Q2", MED),
        ),
        "回答者ID,Q1,Q2[1],Q2[2],Q2[3]\n1,1,1,0,0\n2,2,0,1,1\n",
        {"a": [1, 2], "m": [1, 2]},
        {"W401": 1},
        encoding="cp932",
    ),
    "kintone checkbox": Case(
        (
            single("a", "性別", SEX),
            multiple("m", "情報源", MED),
        ),
        rows(
            '"レコード番号","性別","情報源[広報紙]","情報源[SNS]","情報源[回覧板]"',
            '"1","男性","1","","1"',
            '"2","女性","","1",""',
        ),
        {"a": [1, 2], "m": [2, 1]},
        {},
        head="columns: {id: レコード番号}\n",
        encoding="cp932",
    ),
    "logo newline joined": Case(
        (multiple("m", "情報源", MED),), '情報源\n"広報紙\n回覧板"\nSNS\n', {"m": [2, 1]}, {"W212": 1}
    ),
    "spss csv spaces blank": Case(
        (
            single("a", "a", YN),
            number("n", "n"),
        ),
        "a,n\n1, \n ,5\n2,6\n",
        {"a": [1, None, 2], "n": [None, 5.0, 6.0]},
        {},
    ),
    "pandas bool cols": Case(
        (multiple("m", "m", MED),), "m_1,m_2,m_3\nTrue,False,False\nFalse,True,True\n", {"m": [1, 2]}, {}
    ),
    "pandas index nameless": Case((single("a", "a", YN),), ",a\n0,1\n1,2\n", {"a": [1, 2]}, {"W403": 1}),
    "pandas Unnamed": Case((single("a", "a", YN),), "Unnamed: 0,a\n0,1\n1,2\n", {"a": [1, 2]}, {"W401": 1}),
    "pandas None NaT": Case(
        (
            single("a", "a", SEXO),
            date("d", "d"),
            number("n", "n"),
        ),
        "a,d,n\nNone,NaT,None\n男性,2024-01-01,5\n",
        {"a": [None, 1], "d": [None, "2024-01-01"], "n": [None, 5.0]},
        {"E101": 1, "E106": 2},
    ),
    "R write.table shift": Case(
        (
            single("a", "a", YN),
            single("b", "b", YN),
        ),
        '"a","b"\n"1",1,2\n"2",2,1\n"3",1,1\n',
        "headings_too_few",
        {},
    ),
    "R 1e+05": Case((number("n", "n"),), "n\n1e+05\n20000\n", {"n": [None, 20000.0]}, {"E106": 1}),
    'excel ="1"': Case(
        (
            single("a", "a", YN),
            number("n", "n"),
        ),
        'a,n\n"=""1""","=""25"""\n"=""2""","=""30"""\n',
        {"a": [1, 2], "n": [25.0, 30.0]},
        {"W219": 4},
    ),
    "bool cells": Case(
        (multiple("m", "m", MED),),
        xlsx([["m_1", "m_2", "m_3"], [True, False, False], [False, True, True]]),
        {"m": [1, 2]},
        {},
    ),
    "fullwidth comma joined": Case(
        (multiple("m", "m", MED),), "m\n1，3\n２\n", {"m": [2, 1], "m_3": [True, False]}, {}
    ),
    "NFD": Case(
        (single("a", "ご職業", "{1: がくせい, 2: パート}"),),
        unicodedata.normalize("NFD", "ご職業\nがくせい\nパート\n"),
        {"a": [1, 2]},
        {},
    ),
    "halfwidth kana": Case(
        (single("a", "ｱﾝｹｰﾄ", "{1: パート, 2: ガイド}"),), "アンケート\nﾊﾟｰﾄ\nｶﾞｲﾄﾞ\n", {"a": [1, 2]}, {}
    ),
    "code with label forms": Case(
        (single("a", "a", SEX),),
        "a\n1.\n1)\n⑴\n①\n1．男性\n1:男性\n１ 男性\n2、女性\n",
        {"a": [None, 1, 1, 1, 1, 1, 1, 2]},
        {"E101": 1},
    ),
    "contradict code label": Case((single("a", "a", SEXO),), "a\n1.女性\n2 女性\n", {"a": [None, 2]}, {"E101": 1}),
    "two labels": Case(
        (single("a", "a", SEXO),), "a\n男性/女性\n男性(女性)\n男性\n", {"a": [None, None, 1]}, {"E101": 1, "E102": 1}
    ),
    "multi odd": Case(
        (multiple("m", "m", MED),), "m\n1.3\n1-3\n13\n1；3\n0\n1\n", {"m": [None, None, None, 2, None, 1]}, {"E101": 4}
    ),
    "superscripts number": Case(
        (number("n", "n"),), "n\n5²\n25\n①5\n½\n3¼\n", {"n": [None, 25.0, None, None, None]}, {"E106": 4}
    ),
    "superscript single": Case((single("a", "a", "{1: x, 2: y, 12: z}"),), "a\n1²\n2\n", {"a": [None, 2]}, {"E101": 1}),
    "numbers": Case(
        (number("n", "n"),),
        rows(
            "n",
            '"1,234"',
            "１２３４",
            "12 歳",
            "約30",
            "30代",
            "3年6か月",
            "1/2",
            "▲5",
            "(5)",
            '"1.234,56"',
            "1 234",
            "1 2",
            "10:30",
            "0x1F",
            "1_000",
            "inf",
            "+5",
            ".5",
            "5.",
            "１．５",
            "1O",
            "半年",
            "-3",
        ),
        {
            "n": [
                1234.0,
                1234.0,
                12.0,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                5.0,
                0.5,
                5.0,
                1.5,
                None,
                None,
                -3.0,
            ]
        },
        {"E106": 15, "W127": 7},
    ),
    "dates": Case(
        (date("d", "d"),),
        rows(
            "d",
            "2024-02-30",
            "2024/7",
            "20240703",
            "R6.7.3",
            "令和6年7月",
            "7月3日",
            "2024年7月3日(水)",
            "2024-07-03T10:00:00Z",
            "3 Jul 2024",
            '"Jul 3, 2024"',
            '"July 3rd, 2024"',
            "03-Jul-24",
            "2024. 7. 3.",
            "２０２４／７／３",
        ),
        {
            "d": [
                None,
                None,
                "2024-07-03",
                "2024-07-03",
                None,
                None,
                "2024-07-03",
                "2024-07-03",
                "2024-07-03",
                "2024-07-03",
                "2024-07-03",
                "2024-07-03",
                "2024-07-03",
                "2024-07-03",
            ]
        },
        {"E106": 4, "W116": 1},
    ),
    "header newline": Case((single("a", "問1 性別", SEX),), '"問1\n性別",x\n1,\n2,\n', {"a": [1, 2]}, {"W401": 1}),
    "numeric labels": Case(
        (single("a", "子の数", "{1: 0人, 2: 1人, 3: 2人以上}"),), "子の数\n0人\n1人\n2人以上\n", {"a": [1, 2, 3]}, {}
    ),
    "label equals other code": Case(
        (single("a", "人数", '{1: "2", 2: "3", 3: "4"}'),), "人数\n2\n3\n2\n", {"a": [2, 3, 2]}, {"W131": 3}
    ),
    "leading zeros": Case((single("a", "a", YN),), "a\n01\n02\n001\n", {"a": [1, 2, 1]}, {}),
    "x000D": Case(
        (single("a", "a", SEXO),), xlsx([["a"], ["男性_x000D_"], ["女性\r\n"], ["女性"]]), {"a": [1, 2, 2]}, {}
    ),
    "other with remark": Case(
        (
            single("a", "a", SEXO),
            multiple("m", "m", MEDO),
        ),
        "a,m\nその他（回答しない）,広報紙、その他（ラジオ）\n男性,その他：テレビ\n",
        {"a": [3, 1], "m": [2, 1], "m_3": [True, True]},
        {},
    ),
    "ctrl-z": Case((single("a", "a", YN),), "a\r\n1\r\n2\r\n\x1a", {"a": [1, 2]}, {}),
    "id row above": Case(
        (single("a", "性別", SEX),), "q_1,q_2\n性別,区\n男性,北\n女性,南\n", {"a": [1, 2]}, {"W401": 1}
    ),
    "elapsed time": Case(
        (number("n", "n"),), xlsx([["n"], [1.25], [3]], fmt("A2", "[h]:mm")), {"n": [None, 3.0]}, {"E106": 1}
    ),
    "total row at end by 計": Case(
        (
            ONE,
            number("n", "n"),
        ),
        rows("id,a,n", "1,1,5", "2,2,6", "3,1,7", "計,,18"),
        {"a": [1, 2, 1], "n": [5.0, 6.0, 7.0]},
        {"W207": 1},
        head="columns: {id: id}\n",
    ),
    "note under table": Case(
        (
            ONE,
            number("n", "n"),
        ),
        rows("a,n", "1,5", "2,6", "※ 無効票を除く,"),
        {"a": [1, 2], "n": [5.0, 6.0]},
        {"W207": 1},
    ),
    "person whose id is 計": Case(
        (ONE,), rows("id,a", "計良,1", "合田,2", "平均台,1"), {"a": [1, 2, 1]}, {}, head="columns: {id: id}\n"
    ),
    "answers equal to sums by chance": Case(
        (
            number("n", "n"),
            number("m", "m"),
        ),
        rows("n,m", "1,2", "3,4", "4,6", "5,1"),
        {"n": [1.0, 3.0, 4.0, 5.0], "m": [2.0, 4.0, 6.0, 1.0]},
        {},
    ),
    "two rows then sum-like last": Case(
        (number("n", "n"),), rows("x,n", "a,1", "b,1", "c,2"), {"n": [1.0, 1.0, 2.0]}, {"W401": 1}
    ),
    "uuid": Case(
        (ONE,), rows("id,a", "uuid:1e10-4a,1", "uuid:1e10-4b,2"), {"a": [1, 2]}, {}, head="columns: {id: id}\n"
    ),
    "id E notation looking but real": Case(
        (ONE,), rows("id,a", "1E5,1", "2E5,2", "3E5,1"), {"a": [1, 2, 1]}, {}, head="columns: {id: id}\n"
    ),
    "id 2-1, 2-2": Case((ONE,), rows("id,a", "2-1,1", "2-2,2"), {"a": [1, 2]}, {}, head="columns: {id: id}\n"),
    "cr only": Case((ONE,), b"a,b\r1,x\r2,y\r", {"a": [1, 2]}, {"W401": 1}),
    "mixed ends": Case((ONE,), b"a,b\r\n1,x\n2,y\r1,z\r\n", {"a": [1, 2, 1]}, {"W211": 2, "W401": 1}),
    "LS PS separators": Case(
        (
            ONE,
            text("t", "t"),
        ),
        "a,t\n1,x\u2028y\n2,z\u2029w\n",
        {"a": [1, 2]},
        {},
    ),
    "VT FF in text": Case(
        (
            ONE,
            text("t", "t"),
        ),
        "a,t\n1,x\x0by\n2,z\x0cw\n",
        {"a": [1, 2]},
        {},
    ),
    "utf8 bom mid": Case((ONE,), "\ufeffa,b\n1,x\n\ufeff2,y\n", {"a": [1, 2]}, {"W401": 1}),
    "cp932 wave": Case(
        (single("a", "年齢", "{1: 20～29歳, 2: 30～39歳}"),),
        "年齢\n20～29歳\n30～39歳\n",
        {"a": [1, 2]},
        {},
        encoding="cp932",
    ),
    "euc": Case(
        (single("a", "性別", SEX),),
        "性別,区名\n男性,北区\n女性,南区\n男性,西区\n",
        {"a": [1, 2, 1]},
        {"W401": 1},
        encoding="euc_jp",
    ),
    "utf16 no bom": Case(
        (single("a", "性別", SEX),), "性別,x\n男性,1\n女性,2\n".encode("utf-16-le"), {"a": [1, 2]}, {"W401": 1}
    ),
    "sep line": Case((ONE,), "sep=;\na;b\n1;x\n2;y\n", {"a": [1, 2]}, {"W401": 1}),
    "pipes": Case(
        (
            ONE,
            single("b", "b", YN),
        ),
        "a|b\n1|2\n2|1\n",
        {"a": [1, 2], "b": [2, 1]},
        {},
    ),
    "tab with commas in text": Case(
        (
            ONE,
            text("t", "t"),
        ),
        "a\tt\n1\tx, y, z\n2\tp, q, r\n",
        {"a": [1, 2]},
        {},
    ),
    "semicolon in text, comma delim": Case(
        (
            ONE,
            text("t", "t"),
        ),
        "a,t\n1,x; y; z\n2,p; q; r\n",
        {"a": [1, 2]},
        {},
    ),
    "all quoted multi newline": Case(
        (
            ONE,
            text("t", "t"),
        ),
        '"a","t"\n"1","x\ny\nz"\n"2","p"\n',
        {"a": [1, 2]},
        {},
    ),
    "trailing delimiter header less": Case((ONE,), "a,b\n1,x,\n2,y,\n", {"a": [1, 2]}, {"W401": 1}),
    "trailing delimiter both": Case((ONE,), "a,b,\n1,x,\n2,y,\n", {"a": [1, 2]}, {"W401": 1}),
    "blank line between": Case((ONE,), "a,b\n1,x\n\n2,y\n\n\n", {"a": [1, 2]}, {"W401": 1}),
    "rows of commas at end": Case((ONE,), "a,b\n1,x\n2,y\n,\n,\n,\n", {"a": [1, 2]}, {"W401": 1}),
    "space around commas": Case(
        (
            ONE,
            single("b", "b", SEXO),
        ),
        "a , b\n1 , 男性\n2 , 女性 \n",
        {"a": [1, 2], "b": [1, 2]},
        {},
    ),
    "multi all exclusive": Case(
        (multiple("m", "m", "{1: x, 2: y, 3: {label: 特になし, exclusive: true}}"),),
        'm\n1\n3\n"1,3"\n特になし\n',
        {"m": [1, 1, None, 1]},
        {"E105": 1},
    ),
    "multi max": Case((multiple("m", "m", MED, ", max: 2"),), 'm\n"1,2,3"\n"1,2"\n', {"m": [None, 2]}, {"E104": 1}),
    "multi repeats": Case((multiple("m", "m", MED),), 'm\n"1,1"\n"2,2,3"\n', {"m": [1, 2]}, {}),
    "option columns letters Y/N": Case((multiple("m", "m", MED),), "m_1,m_2,m_3\nY,N,N\nN,N,Y\n", {"m": [1, 1]}, {}),
    "option columns ○ ×": Case((multiple("m", "m", MED),), "m_1,m_2,m_3\n○,×,×\n×,○,○\n", {"m": [1, 2]}, {"W123": 3}),
    "option columns label text": Case(
        (multiple("m", "情報源", MED),),
        "情報源 広報紙,情報源 SNS,情報源 回覧板\n広報紙,,\n,SNS,回覧板\n",
        {"m": [1, 2]},
        {},
    ),
    "option columns 1/2": Case((multiple("m", "m", MED),), "m_1,m_2,m_3\n1,2,2\n2,1,1\n", {"m": [1, 2]}, {"W126": 3}),
    "option columns 0 code 9": Case(
        (multiple("m", "m", MED),),
        "m_1,m_2,m_3\n1,0,0\n9,9,9\n0,0,1\n",
        {"m": [1, 1]},
        {},
        head='missing: {no_answer: ["", 9]}\n',
    ),
    "option cols Yes blank, single": Case(
        (multiple("m", "m", MED),), "m_1,m_2,m_3\nはい,,\n,はい,はい\n", {"m": [1, 2]}, {}
    ),
    "binary string 101": Case((multiple("m", "m", MED),), "m\n101\n010\n111\n", {"m": [None, None, None]}, {"E101": 3}),
    "joined brackets list json": Case(
        (multiple("m", "情報源", MED),), '情報源\n"[""広報紙"", ""SNS""]"\n"[""回覧板""]"\n', {"m": [2, 1]}, {}
    ),
    "joined braces pg array": Case(
        (multiple("m", "情報源", MED),), '情報源\n"{広報紙,SNS}"\n{回覧板}\n', {"m": [2, 1]}, {}
    ),
    "joined with と": Case(
        (multiple("m", "情報源", MED),), "情報源\n広報紙とSNS\n回覧板\n", {"m": [None, 1]}, {"E101": 1}
    ),
    "joined checkmarks": Case(
        (multiple("m", "情報源", MED),),
        "情報源\n☑広報紙 ☐SNS ☑回覧板\n☐広報紙 ☑SNS ☐回覧板\n",
        {"m": [2, 1]},
        {"W133": 2},
    ),
    "joined numbered labels comma": Case(
        (multiple("m", "情報源", MED),), '情報源\n"1.広報紙,3.回覧板"\n2.SNS\n', {"m": [2, 1]}, {}
    ),
    "joined codes with 0-padding": Case((multiple("m", "m", MED),), 'm\n"01,03"\n02\n', {"m": [2, 1]}, {}),
    "joined decimals": Case((multiple("m", "m", MED),), 'm\n"1.0,3.0"\n2.0\n', {"m": [2, 1]}, {}),
    "xlsx time cell as number": Case(
        (number("n", "n"),), xlsx([["n"], [time(0, 30)], [5]]), {"n": [None, 5.0]}, {"E106": 1}
    ),
    "xlsx timedelta": Case(
        (number("n", "n"),), xlsx([["n"], [timedelta(hours=30)], [5]]), {"n": [None, 5.0]}, {"E106": 1}
    ),
    "xlsx date text mix": Case(
        (date("d", "d"),),
        xlsx([["d"], [day(2024, 7, 3)], ["2024/7/4"], [45478], ["R6.7.6"]]),
        {"d": ["2024-07-03", "2024-07-04", "2024-07-05", "2024-07-06"]},
        {"W307": 1},
    ),
    "xlsx float noise": Case(
        (
            ONE,
            number("n", "n"),
        ),
        xlsx([["a", "n"], [1.0000000000000002, 0.1 + 0.2], [2, 3]]),
        {"a": [1, 2], "n": [0.3, 3.0]},
        {},
    ),
    "xlsx codes stored as text with green triangle": Case((ONE,), xlsx([["a"], ["1"], ["２"]]), {"a": [1, 2]}, {}),
    "xlsx suffix format": Case(
        (number("n", "n", ", unit: 人"),), xlsx([["n"], [3], [4]], fmt("A2", '0"人"')), {"n": [3.0, 4.0]}, {}
    ),
    "xlsx formula no cache": Case(
        (ONE,), xlsx([["a"], [1], [None]], formulas(A3="=A2")), {"a": [1, None]}, {"E301": 1}
    ),
    "xlsx headings merged 2 rows": Case(
        (
            single("a", "性別", SEX),
            multiple("m", "情報源", MED),
        ),
        xlsx(
            [["性別", "情報源", None, None], [None, "広報紙", "SNS", "回覧板"], [1, 1, 0, 1], [2, 0, 1, 0]],
            lambda s: (s.merge_cells("A1:A2"), s.merge_cells("B1:D1")),
        ),
        {"a": [1, 2], "m": [2, 1]},
        {},
    ),
    "xlsx title rows above": Case(
        (ONE,), xlsx([["令和6年度 区民アンケート"], [None], ["a", "b"], [1, "x"], [2, "y"]]), {"a": [1, 2]}, {"W401": 1}
    ),
    "helper formulas below answers": Case(
        (ONE,),
        xlsx([["a", "h"], [1], [2]], formulas(**{f"B{n}": f"=A{n}*2" for n in range(2, 30)})),
        {"a": [1, 2]},
        {"W401": 1},
    ),
    "all formulas": Case(
        (ONE,),
        xlsx(
            [["a", "h"], [None, 1], [None, 2], [None, 2], [None, 1]],
            formulas(**{f"A{n}": f"=B{n}" for n in range(2, 6)}),
        ),
        {"a": [None, None, None, None]},
        {"E301": 4, "W401": 1},
    ),
    "only formulas": Case(
        (ONE,),
        xlsx([["a"]], formulas(**{f"A{n}": f"=Z{n}" for n in range(2, 6)})),
        {"a": [None, None, None, None]},
        {"E301": 4},
    ),
    "nps labels": Case((single("a", "a", SCORES_FROM_1),), "a\n0\n10\n7\n3\n", {"a": [1, 11, 8, 4]}, {"W132": 3}),
    "nps codes": Case((single("a", "a", SCORES_FROM_1),), "a\n1\n11\n7\n3\n", {"a": [1, 11, 7, 3]}, {"W131": 3}),
    "m2 label": Case(
        (single("a", "面積(㎡)", "{1: 50m²未満, 2: 50㎡以上}"),),
        "面積(m2)\n50㎡未満\n50m2以上\n50m²未満\n",
        {"a": [1, 2, 1]},
        {},
    ),
    "CO2 label": Case((single("a", "a", "{1: CO₂, 2: H2O}"),), "a\nCO2\nH₂O\n", {"a": [1, 2]}, {}),
    "date raised": Case((date("d", "d"),), "d\n2024/7/3²\n2024/7/4\n", {"d": [None, "2024-07-04"]}, {"E106": 1}),
    "html2": Case(
        (
            single("a", "a", "{1: A&B, 2: C, 3: {label: その他, other: true}}"),
            text("t", "t"),
        ),
        "a,t\nA&amp;B,x\n" + "C,y\n" * 6,
        {"a": [1, 2, 2, 2, 2, 2, 2]},
        {},
    ),
    "checkmarks with other": Case(
        (multiple("m", "情報源", MEDO),),
        "情報源,x\n☑広報紙 ☐SNS ☑その他,1\n☐広報紙 ☑SNS ☐その他,2\n",
        {"m": [2, 1]},
        {"W133": 2, "W401": 1},
    ),
    "checkmarks lines with other": Case(
        (multiple("m", "情報源", MEDO),),
        '情報源,x\n"☑広報紙\n☐SNS",1\n"☐広報紙\n☑SNS",2\n',
        {"m": [1, 1], "m_1": [True, False]},
        {"W133": 2, "W401": 1},
    ),
    "bullets": Case(
        (multiple("m", "情報源", MEDO),),
        '情報源,x\n"・広報紙\n・SNS",1\n"・SNS",2\n',
        {"m": [2, 1], "m_3": [False, False]},
        {"W401": 1},
    ),
    "json list other": Case(
        (multiple("m", "情報源", MEDO),),
        '情報源\n"[""広報紙"", ""SNS""]"\n"[""SNS""]"\n',
        {"m": [2, 1], "m_3": [False, False]},
        {},
    ),
    "python list other": Case(
        (multiple("m", "情報源", MEDO),),
        "情報源\n\"['広報紙', 'SNS']\"\n['SNS']\n",
        {"m": [2, 1], "m_3": [False, False]},
        {},
    ),
    "quoted inside cells other": Case(
        (
            multiple("m", "情報源", MEDO),
            single("a", "a", SEXO),
        ),
        "情報源,a\n'広報紙','男性'\n「SNS」,「女性」\n",
        {"m": [1, 1], "m_3": [False, False], "a": [1, 2]},
        {},
    ),
    "label with trailing punctuation other": Case(
        (single("a", "a", SEXO),), "a\n男性。\n女性！\n男性です\n", {"a": [1, 2, 3]}, {"W135": 1}
    ),
    "label in english other": Case(
        (single("a", "a", SEXO),),
        "a\nMale\nfemale\n男性\n男性\n男性\n男性\n男性\n男性\n男性\n",
        {"a": [3, 3, 1, 1, 1, 1, 1, 1, 1]},
        {"W135": 2},
    ),
    "label with code suffix other": Case(
        (single("a", "a", SEXO),), "a\n男性(1)\n女性 2\n男性\n", {"a": [None, None, 1]}, {"E101": 2}
    ),
    "label cut off at 255/20 chars other": Case(
        (single("a", "a", LONG),),
        "a\nとても長い選択肢の名前であってファイ\n短い\n" + "短い\n" * 8,
        {"a": [None, 2, 2, 2, 2, 2, 2, 2, 2, 2]},
        {"E101": 1},
    ),
    "label with ellipsis other": Case(
        (single("a", "a", LONG),),
        "a\nとても長い選択肢の名前であって…\n短い\n" + "短い\n" * 8,
        {"a": [None, 2, 2, 2, 2, 2, 2, 2, 2, 2]},
        {"E101": 1},
    ),
    "old label text other": Case(
        (single("a", "a", "{1: 20～29歳, 2: 30～39歳, 3: {label: その他, other: true}}"),),
        "a\n20代\n30代\n20歳から29歳\n20-29\n20〜20\n",
        {"a": [None, None, None, None, None]},
        {"E101": 5},
    ),
    "20-20 number": Case(
        (
            number("n", "n", ", unit: 歳"),
            single("a", "a", "{1: 20～29歳, 2: 30～39歳}"),
            date("d", "d"),
        ),
        "n,a,d\n20〜20,20〜20,20〜20\n20,20～29歳,2024/1/1\n",
        {"n": [None, 20.0], "a": [None, 1], "d": [None, "2024-01-01"]},
        {"E101": 1, "E106": 2},
    ),
    "sav labels only other codes": Case(
        (single("a", "a", SEX),),
        sav(pl.DataFrame({"a": [1.0, 2.0, 9.0]}), variable_value_labels={"a": {1: "男性", 2: "女性", 9: "無回答"}}),
        {"a": [1, 2]},
        {"W125": 1},
    ),
    "sav mrsets 0/1 labels": Case(
        (multiple("m", "m", MED),),
        sav(
            pl.DataFrame({"m_1": [1.0, 0.0], "m_2": [0.0, 1.0], "m_3": [0.0, 1.0]}),
            variable_value_labels={f"m_{i}": {0: "いいえ", 1: "はい"} for i in (1, 2, 3)},
        ),
        {"m": [1, 2]},
        {},
    ),
    "sav no-answer label 無回答 in labels": Case(
        (number("n", "n"),),
        sav(pl.DataFrame({"n": [30.0, 99.0, 25.0]}), variable_value_labels={"n": {99: "無回答"}}),
        {"n": [30.0, 25.0]},
        {"W125": 1},
    ),
    **{
        f"the number format {code} shows another number": Case(
            (number("n", "n"),), xlsx([["n"], [5000], [3]], fmt("A2", code)), {"n": [5000, 3]}, {"W313": 1}
        )
        for code in ("#,##0,", '0"万円"', '[=1]"男";[=2]"女"', ";;;", "0\\千", '[>=1000]0.0,"千";0')
    },
    **{
        f"the number format {code} shows the number": Case(
            (number("n", "n"),), xlsx([["n"], [5000], [3]], fmt("A2", code)), {"n": [5000, 3]}
        )
        for code in ("#,##0", '0"人"', '0;-0;"-"', "¥#,##0", '_ * #,##0_ ;_ * "-"_ ;_ @_ ', "[Red]0", "# ?/?", "G/標準")
    },
    "the beginning of an option's name is no text of other": Case(
        (single("a", "a", SEXO),),
        rows("a", "男", "女性", "第3の性", "男性"),
        {"a": [None, 2, 3, 1]},
        {"E101": 1},
    ),
    "years and months under a unit": Case(
        (number("n", "居住年数", ", unit: 年"),),
        rows("居住年数", "10年", "6か月", "1年半", "20", "30年以上", "生まれてから"),
        {"n": [10, None, None, 20, None, None]},
        {"E106": 4, "W127": 1},
    ),
    "days of eras, short and whole": Case(
        (date("d", "d"),),
        rows("d", "S55.1.2", "H1.1.8", "昭和64年1月7日", "R1.5.1", "令和元年5月1日"),
        {"d": ["1980-01-02", "1989-01-08", "1989-01-07", "2019-05-01", "2019-05-01"]},
    ),
    "headings that differ in the place of a number": Case(
        (single("a", "問1-1", YN), single("b", "問11", YN), single("c", "問1", YN)),
        rows("問11,問１,問1－1", "1,2,2", "2,1,1"),
        {"a": [2, 1], "b": [1, 2], "c": [2, 1]},
    ),
    "columns in another order, with brackets of another width": Case(
        (single("a", "満足度（公園）", YN), single("b", "満足度（道路）", YN)),
        rows("満足度(道路),満足度(公園)", "1,2", "2,1"),
        {"a": [2, 1], "b": [1, 2]},
    ),
    "ISO-2022-JP of mail programs": Case(
        (single("a", "性別", SEX),),
        rows("性別,区", "男性,北", "女性,南"),
        {"a": [1, 2]},
        {"W401": 1},
        encoding="iso-2022-jp",
    ),
    "cells that are struck out": Case(
        (ONE,), xlsx([["a"], [1], ["はい"], [2]], struck("A2", "A3")), {"a": [1, 1, 2]}, {"W314": 2}
    ),
    "cells that keep their zeros in Excel, raw": Case(
        (ONE, number("n", "n")), 'a,n\n="01",="25"\n="02",="30"\n', {"a": [1, 2], "n": [25, 30]}, {"W219": 4}
    ),
    "cells that keep their zeros in Excel, quoted": Case(
        (ONE, number("n", "n")),
        'a,n\n"=""01""","=""25"""\n"=""02""","=""30"""\n',
        {"a": [1, 2], "n": [25, 30]},
        {"W219": 4},
    ),
    "cells that keep their zeros in Excel, with CRLF": Case(
        (ONE, number("n", "n")), 'a,n\r\n="01",="25"\r\n="02",="30"', {"a": [1, 2], "n": [25, 30]}, {"W219": 4}
    ),
    "a file of one column whose marks are joined by ;": Case(
        (multiple("m", "m", MED),),
        rows("m", "広報紙;SNS;", ";回覧板", "広報紙;;SNS;", "SNS"),
        {"m": [2, 1, 2, 1], "m_3": [False, True, False, False]},
    ),
    "a file of one column whose marks are joined by |": Case(
        (multiple("m", "m", MED),), rows("m", "広報紙|SNS", "回覧板", "広報紙 | 回覧板"), {"m": [2, 1, 2]}, {"W121": 2}
    ),
    "a title above columns parted by ;": Case(
        (ONE, single("b", "b", YN)),
        rows("区民アンケート", "a;b", "1;2", "2;1", "1;1", "※ 速報"),
        {"a": [1, 2, 1]},
        {"W207": 1},
    ),
    "names of options joined by what is no separator are no words of other": Case(
        (multiple("m", "m", MEDO), single("a", "a", SEXO)),
        rows(
            "m,a",
            "広報紙<br>SNS,男性<br />女性",
            "広報紙*SNS,男性と女性",
            "広報紙::SNS,男性 and 女性",
            "広報紙と SNS,",
            "SNSと友人,女性",
        ),
        {"m": [None, None, None, None, 1], "m_3": [None, None, None, None, True], "a": [None, None, None, None, 2]},
        {"E101": 7},
    ),
    "what programs write in place of an answer is no words of other": Case(
        (multiple("m", "m", MEDO), single("a", "a", SEXO)),
        'm,a\n"[object Object],[object Object]",undefined\n"[{""value"":""1""}]",System.String[]\n広報紙,男性\n',
        {"m": [None, None, 1], "m_3": [None, None, False], "a": [None, None, 1]},
        {"E101": 4},
    ),
    "ids in exponential form with a decimal comma": Case(
        (ONE,),
        rows("id;a", "2,02E+11;1", "2,02E+11;2", "2,03E+11;2"),
        {"a": [1, 2, 2]},
        {"W208": 3},
        "columns: {id: id}\n",
    ),
    "a word for nobody in place of ids": Case(
        (ONE,),
        rows("id,a", "匿名,1", "匿名,2", "anonymous,1", "Anonymous,2"),
        {"a": [1, 2, 1, 2]},
        {"W209": 4},
        "columns: {id: id}\n",
    ),
    "days of eight digits as floats": Case(
        (date("d", "d"),), rows("d", "20240703.0", "20240704"), {"d": ["2024-07-03", "2024-07-04"]}
    ),
    "真 and 偽": Case((multiple("m", "m", MED),), rows("m_1,m_2,m_3", "真,偽,偽", "偽,真,真"), {"m": [1, 2]}),
    "a code of no answer beside marks": Case(
        (multiple("m", "m", MED),),
        rows("m", '"1,99"', "2", "99", '"広報紙、無回答、回覧板"', '"1,9"'),
        {"m": [1, 1, 2, None], "m_3": [False, False, True, None]},
        {"W134": 2, "E101": 1},
        head='missing: {no_answer: ["", 99, 無回答]}\n',
    ),
    "a code of no answer beside marks in other columns": Case(
        (multiple("m", "m", MED),),
        rows("m_1,m_2,m_3", "1,99,", "1,0,０", "無回答,1,1", "1,N/A,", "99.0,0,1", "99,0,0"),
        {"m": [1, 1, 2, 1, 1, 0], "m_3": [False, False, True, False, True, False]},
        {"W134": 3, "W112": 1, "W120": 1},
        head='missing: {no_answer: ["", 0, 99, 無回答]}\n',
    ),
    "a code of no answer beside marks where -1 is a mark": Case(
        (multiple("m", "m", MED),),
        rows("m_1,m_2,m_3", "-1,0,0", "0,-1,-1", "0,0,0"),
        {"m": [1, 2, 0]},
        {"W136": 3, "W112": 1},
        head='missing: {no_answer: ["", -1]}\n',
    ),
    "a code of no answer in a slot beside options in others": Case(
        (multiple("m", "m", "{1: 広報紙, 2: SNS, 3: 回覧板, 9: その他}"),),
        rows("m_1,m_2", "3,99", "2,1", "3,9", "3,0"),
        {"m": [1, 2, 2, 1], "m_9": [False, False, True, False]},
        {"W134": 1, "W124": 8},
        head='missing: {no_answer: ["", 9, 99]}\n',
    ),
    "words that are nearly the name of an option": Case(
        (
            single("a", "a", "{1: 会社員, 2: 自営業, 3: 20代の学生, 4: {label: その他, other: true}}"),
            multiple("m", "m", "{1: 広報紙, 2: SNS, 3: 回覧板, 4: {label: その他, other: true}}"),
        ),
        rows(
            "a,m",
            "自営行,広報誌;SNS",
            "農家,テレビ",
            "会社員です,回覧版",
            "会社員,広報紙",
            "30代の学生,友人",
            "自業営,その他",
        ),
        {"a": [4, 4, 4, 1, 4, 4], "m_4": [True, True, True, False, True, True]},
        {"W122": 10, "W135": 5},
    ),
    "-1 for yes, as databases have it": Case(
        (multiple("m", "m", MED),),
        rows("m_1,m_2,m_3", "-1,0,0", "0,-1,-1", "0,0,0"),
        {"m": [1, 2, 0], "m_2": [False, True, False]},
        {"W136": 3, "W112": 1},
        head='missing: {no_answer: ["", -1]}\n',
    ),
    "-1 for no answer beside marks": Case(
        (multiple("m", "m", MED),),
        rows("m_1,m_2,m_3", "-1,-1,-1", "0,1,1", "0,0,1"),
        {"m": [2, 1]},
        head='missing: {no_answer: ["", -1]}\n',
    ),
    "○ beside ● in columns that are filled": Case(
        (multiple("m", "m", MED),), rows("m_1,m_2,m_3", "●,○,○", "○,●,●"), {"m": [1, 2]}, {"W133": 3}
    ),
    "○ and ● as people mark, the rest empty": Case(
        (multiple("m", "m", MED),), rows("m_1,m_2,m_3", "●,,", ",○,", ",,✓"), {"m": [1, 1, 1]}
    ),
    "words of no answer are no words of other": Case(
        (single("a", "a", SEXO), MEDIA),
        rows("a,情報源", "（無回答）,SNS;未回答", "不明。,広報紙", "回答なし,", "女性,No answer"),
        {"a": [None, None, None, 2], "media": [None, 1, None, None]},
        {"E101": 5},
    ),
    "headings that are repeated in another case or width": Case(
        (single("a", "問1", "{1: male, 2: female}"), single("b", "Sex", YN)),
        rows("問1,Sex", "1,1", "問１,SEX", "2,2"),
        {"a": [1, 2]},
        {"W207": 1},
    ),
    "two rows of headings that are repeated": Case(
        (multiple("m", "情報源", MED),),
        rows("情報源,,", "広報紙,SNS,回覧板", "1,0,0", "情報源,,", "広報紙,SNS,回覧板", "0,1,1"),
        {"m": [1, 2]},
        {"W207": 2},
    ),
    "headings of REDCap": Case(
        (multiple("m", "情報源", MED),),
        rows(
            "情報源 (choice=広報紙),情報源 (choice=SNS),情報源 (choice=回覧板)",
            "Checked,Unchecked,Unchecked",
            "Unchecked,Checked,Checked",
        ),
        {"m": [1, 2]},
    ),
    "numbers of options with a zero before them": Case(
        (multiple("m", "情報源", MED),), rows("情報源_01,情報源_02,情報源_03", "1,0,0", "0,1,1"), {"m": [1, 2]}
    ),
    "a table of counts below the answers": Case(
        (ONE,),
        xlsx([["id", "a"], [1, 1], [2, 2], [None, None], ["集計", None], ["はい", 1], ["いいえ", 1], ["合計", 2]]),
        {"a": [1, 2]},
        {"W207": 4},
        head="columns: {id: id}\n",
    ),
    "ids that are words, some of them names of options": Case(
        (single("a", "区", "{1: 北区, 2: 南区}"),),
        rows("班,区", "北区,1", "南区,2", "西区,1"),
        {"a": [1, 2, 1]},
        head="columns: {id: 班}\n",
    ),
    "numbers that an xls shows otherwise, and cells that it strikes out": Case(
        (number("n", "n"), single("a", "a", YN)),
        xls_of_formats,
        {"n": [5000, 5000, 5000, 3], "a": [1, 2, 1, 2]},
        {"W312": 1, "W313": 2, "W314": 2},
    ),
    "numbers that an ods shows otherwise, and cells that it strikes out": Case(
        (number("n", "n"), single("a", "a", YN)),
        ods_of_formats,
        {"n": [5000, 5000, 5000, 3], "a": [1, 2, 1, 2]},
        {"W313": 2, "W314": 2},
    ),
    "lists of nothing": Case(
        (multiple("m", "情報源", MEDO), single("b", "b", YN)),
        rows("情報源,b", '"[""広報紙"", ""SNS""]",1', "[],2", '"[""SNS""]",1'),
        {"m": [2, None, 1], "m_3": [False, None, False]},
        {"W120": 1},
    ),
    "a row below the headings that says how many may be chosen": Case(
        (single("s", "性別", SEX), single("b", "b", YN)),
        rows("id,性別,b", "FA,SA,SA", "1,1,1", "2,2,2"),
        {"s": [1, 2], "b": [1, 2]},
        head="columns: {id: id}\n",
    ),
    "a heading that is repeated over each column of its options": Case(
        (single("s", "性別", SEX), multiple("m", "情報源", MED)),
        rows("性別,情報源,情報源,情報源", ",広報紙,SNS,回覧板", "男性,広報紙,,", "女性,,SNS,回覧板"),
        {"s": [1, 2], "m": [1, 2], "m_2": [False, True]},
    ),
    "a heading that is repeated above answers": Case((ONE,), rows("a,a", "1,2", "2,1"), "heading_twice"),
    "names in the other kana, and a long vowel in place of a dash": Case(
        (single("a", "a", "{1: ごみ, 2: みどり, 3: {label: その他, other: true}}"),),
        rows("a", "ゴミ", "ごみ", "ー", "騒音"),
        {"a": [3, 1, None, 3]},
        {"W135": 1, "E101": 1},
    ),
    "Parquet of texts that are not said to be texts, of times and of structures": Case(
        (single("a", "a", SEX), number("n", "n"), single("b", "b", YN)),
        parquet(
            {
                "a": ["男性".encode(), "女性".encode()],
                "n": [timedelta(minutes=30), timedelta(minutes=5)],
                "b": [{"x": 1}, {"x": 2}],
            }
        ),
        {"a": [1, 2], "n": [None, None], "b": [None, None]},
        {"E101": 2, "E106": 2},
    ),
}


def read(case: Case, folder: Path) -> Answers:
    """Read a case's file by its questions."""
    source = f"id: q\ntitle: 調査\n{case.head}questions:\n" + "".join(f"  - {one}\n" for one in case.questions)
    (folder / "q.yaml").write_text(source, encoding="utf-8")
    if isinstance(case.file, str | bytes):
        path = folder / "a.csv"
        path.write_bytes(case.file.encode(case.encoding) if isinstance(case.file, str) else case.file)
    else:
        path = case.file(folder)
    return validate_files([path], kumin.load_questionnaire(folder / "q.yaml"), refuse=False)


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, day) else value


def assert_is_read_so(case: Case, folder: Path) -> None:
    """The codes, and all findings with their counts, or the refusal, are those of a case."""
    if isinstance(case.want, str):
        with pytest.raises(kumin.ReadError) as caught:
            read(case, folder)
        assert caught.value.code == case.want
        return
    answers = read(case, folder)
    assert {column: [plain(value) for value in answers.coded[column]] for column in case.want} == case.want
    found = answers.findings.filter(pl.col("code") != "W203").group_by("code").agg(pl.col("count").fill_null(1).sum())
    assert dict(found.iter_rows()) == case.codes


@pytest.mark.parametrize("name", CASES)
def test_the_codes_and_the_findings_are_right(name: str, tmp_path: Path) -> None:
    assert_is_read_so(CASES[name], tmp_path)


def test_a_finding_about_a_whole_file_leaves_no_line_without_a_place(tmp_path: Path) -> None:
    answers = read(CASES["cells that keep their zeros in Excel, raw"], tmp_path)
    questionnaire = kumin.load_questionnaire(tmp_path / "q.yaml")
    said = render_check(answers, questionnaire, Words.of("ja"))
    assert "W219" in said
    assert not [line for line in said.splitlines() if line and not line.strip()]
