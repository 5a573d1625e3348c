"""Rows that describe columns, words that are no answer, and signs that cannot be seen, as offices' files have them.

Like the cases of test_forms_of_systems.py: the codes were worked out by hand before kumin read the file; the findings
are all of them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from test_forms_of_systems import (
    MED,
    MEDO,
    SEX,
    SEXO,
    YN,
    Case,
    assert_is_read_so,
    date,
    multiple,
    number,
    rows,
    sav,
    single,
    text,
)  # fmt: skip
from test_tables_of_offices import ID, JOB, sheets

SIX, OTH = single("a", "性別", SEX), single("a", "性別", SEXO)
OTH2 = single("b", "担当", SEXO)
LOVE = single("b", "地域への愛着", YN)
MEDIA = multiple("m", "情報源", MEDO)
AGE = number("n", "年齢", ", unit: 歳")
FIVE = "1,1\n2,2\n1,1\n2,1\n1,2\n"

ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
 <office:body><office:spreadsheet><table:table table:name="回答">{}</table:table></office:spreadsheet></office:body>
 </office:document-content>"""
MANIFEST = """<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
 <m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>"""


def ods(*lines: tuple[str, ...]) -> Callable[[Path], Path]:
    """A workbook of LibreOffice whose cells hold some XML."""

    def write(folder: Path) -> Path:
        cell = '<table:table-cell office:value-type="string">{}</table:table-cell>'
        rows = "".join(f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines)
        with zipfile.ZipFile(folder / "a.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("META-INF/manifest.xml", MANIFEST)
            archive.writestr("content.xml", ODS.format(rows))
        return folder / "a.ods"

    return write


def lines(*texts: str) -> str:
    """The lines of a cell."""
    return "".join(f"<text:p>{one}</text:p>" for one in texts)


RUBY = "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>よみがな</text:ruby-text></text:ruby>"
NOTE = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation></text:note>'
COMMENT = "<office:annotation><text:p>確認する</text:p></office:annotation>"

KINDS = {
    "words for kinds": "数値,数値,文字列",
    "required or not": "必須,任意,任意",
    "how to answer": "（1つに○）,半角数字,いくつでも○",
    "types of a database": "int,int(3),varchar(20)",
    "types of R": "<dbl>,<dbl>,<chr>",
    "a line": "---,---,---",
    "a line of Markdown": ":--,--:,---",
}

CASES: dict[str, Case] = {
    **{
        f"a row of kinds below the headings: {name}": Case(
            (OTH, AGE, MEDIA),
            f'性別,年齢,情報源\n{row}\n1,30,"1,2"\n2,40,1\n',
            {"a": [1, 2], "n": [30, 40], "m": [2, 1], "m_3": [False, False]},
            {"W207": 1},
        )
        for name, row in KINDS.items()
    },
    "a row of kinds with an id": Case(
        (OTH, AGE),
        "id,性別,年齢\nCHAR(4),コード,NUMBER(3)\n1,1,30\n2,2,40\n",
        {"a": [1, 2], "n": [30, 40]},
        {"W207": 1},
        head=ID,
    ),
    "kinds that are options": Case(
        (single("a", "項目", "{1: 必須, 2: 任意}"), single("b", "型", "{1: 数値, 2: 文字列}")),
        "項目,型\n必須,数値\n任意,文字列\n",
        {"a": [1, 2], "b": [1, 2]},
    ),
    "a person who answered nothing but NA": Case(
        (SIX, AGE, LOVE), "性別,年齢,地域への愛着\nNA,NA,\n1,30,1\n", {"a": [1]}, {"W120": 2}
    ),
    "headings in another language below": Case(
        (SIX, LOVE), f"性別,地域への愛着\nSex,Attachment\n{FIVE}", {"a": [1, 2, 1, 2, 1]}, {"W207": 1}
    ),
    "headings in another language below, one of them over own words": Case(
        (OTH, LOVE), f"性別,地域への愛着\nSex,Attachment\n{FIVE}", {"a": [1, 2, 1, 2, 1]}, {"W207": 1}
    ),
    "the first person has words of their own": Case(
        (OTH, OTH2), f"性別,担当\n中性,未定です\n{FIVE}", {"a": [3, 1, 2, 1, 2, 1], "b": [3, 1, 2, 1, 1, 2]}
    ),
    "the first person has words of their own, and one that is cut": Case(
        (OTH, OTH2, single("c", "別", SEX)),
        rows("性別,担当,別", "中性,未定です,男", *["1,1,1"] * 5),
        {"a": [3, 1, 1, 1, 1, 1], "c": [None, 1, 1, 1, 1, 1]},
        {"E101": 1},
    ),
    "a file whose options are all called otherwise": Case(
        (SIX, LOVE), rows("性別,地域への愛着", *["M,Y", "F,N"] * 3), {"a": [None] * 6}, {"E101": 12}
    ),
    "what says that an answer does not count is no word for その他": Case(
        (OTH, MEDIA),
        rows(
            "性別,情報源",
            "無効,無効票",
            "判読不能,（読めない）",
            "両方,複数回答",
            "2つに○,全部",
            "(空白),ブランク？",
            "女性,SNS",
        ),
        {"a": [None, None, None, None, None, 2], "m": [None, None, None, None, 1, 1]},
        {"E101": 9},
    ),
    "numbers and names of several, joined by words": Case(
        (OTH, MEDIA),
        rows(
            "性別,情報源", "1と2,1や2", "1か2,1または2", "男性か女性,広報紙 or SNS", "男性または女性,1and2", "女性,SNS"
        ),
        {"a": [None, None, None, None, 2], "m": [None, None, None, None, 1]},
        {"E101": 8},
    ),
    "numbered names without anything between, letters of lists, and names with a word behind": Case(
        (MEDIA, OTH),
        rows("情報源,性別", "1.広報紙2.SNS,ア", "1かつ2,イ", '"ア,イ",男性1女性', "広報紙など,男性のみ", "ラジオ,中性"),
        {"m": [None, None, None, 1, 1], "m_3": [None, None, None, True, True], "a": [None, None, None, 3, 3]},
        {"E101": 6, "W135": 2},
    ),
    "words of その他 that cannot be read, in a column of their own": Case(
        (JOB,),
        "職業,職業 その他\n会社員,\n,農家\n,判読不能\n,（両方）\n,なし\n,無回答\n",
        {"job": [1, 3, 3, 3]},
        {"W130": 3},
    ),
    "words of その他 that cannot be read, in its column of marks": Case(
        (MEDIA,),
        "情報源_1,情報源_2,情報源_3\n1,0,0\n0,1,判読不能\n0,0,全部\n0,0,ラジオ\n",
        {"m": [1, 2, 1, 1], "m_3": [False, True, True, True]},
    ),
    "signs that cannot be seen": Case(
        (OTH, AGE, date("d", "日")),
        rows(
            "性別\u200e,年齢,\u2066日\u2069",
            "男\u200d性,3\u00ad0,2024/7/3\u200e",
            "\u202a女\u2060性\u202c,40\u200f,\u200e2024/7/4",
        ),
        {"a": [1, 2], "n": [30, 40], "d": ["2024-07-03", "2024-07-04"]},
    ),
    "other glyphs of a letter": Case(
        (single("a", "町", "{1: 葛\U000e0100城町, 2: 祇園町, 3: {label: その他, other: true}}"),),
        rows("町", "葛城町", "葛\U000e0101城町", "祇\ufe00園町"),
        {"a": [1, 1, 2]},
    ),
    "years among ages": Case(
        (AGE,),
        rows("年齢", "1955", "70", "61歳", "昭和30年", "35"),
        {"n": [1955, 70, 61, None, 35]},
        {"E106": 1, "W138": 1},
    ),
    "years among ages, which the questionnaire bounds": Case(
        (number("n", "年齢", ", maximum: 120"),), rows("年齢", "1955", "70", "61"), {"n": [None, 70, 61]}, {"E107": 1}
    ),
    "years where they are asked for, and amounts of money": Case(
        (number("n", "転入した年"), number("m", "会費", ", unit: 円"), number("k", "歩数")),
        rows("転入した年,会費,歩数", "1955,100,8000", "2010,2000,1990", "3,50,12000"),
        {"n": [1955, 2010, 3]},
    ),
    "weights with a comma before the decimals, of which one looks like thousands": Case(
        (number("w", "ウエイト"),),
        rows("ウエイト", '"1,25"', '"0,8"', '"1,005"', "1"),
        {"w": [None, None, None, 1.0]},
        {"E106": 3},
    ),
    "thousands, and one with a comma gone astray": Case(
        (number("w", "収入"),), rows("収入", '"1,250"', '"3,000"', '"1,5"'), {"w": [1250.0, 3000.0, None]}, {"E106": 1}
    ),
    "what LibreOffice keeps within a text": Case(
        (MEDIA, number("n", "n")),
        ods(
            (lines(RUBY.format("情報源")), lines("n")),
            (lines("広報紙<text:tab/>SNS"), lines("1<text:tab/>2")),
            (lines("広報紙<text:line-break/>SNS"), lines("1<text:line-break/>2")),
            (lines("広報紙", "SNS"), lines('1<text:s text:c="2"/>2')),
            (lines(RUBY.format("広報紙") + ";SNS"), lines(RUBY.format("12"))),
            (lines(f"広報紙;{NOTE}SNS"), lines(f"12{NOTE}")),
            (COMMENT + lines("広報紙;<text:span>S<text:span>N</text:span></text:span>S"), lines("12") + COMMENT),
        ),
        {"m": [2] * 6, "m_3": [False] * 6, "n": [None, None, None, 12, 12, 12]},
        {"E106": 3, "W121": 1},
    ),
    "labels of an SPSS file that are no number, though they may be an option": Case(
        (number("n", "n"), single("a", "a", "{1: はい, 2: いいえ, 8: わからない}"), single("b", "b", YN)),
        sav(
            pl.DataFrame({"n": [30.0, 997, 88, 0, 12], "a": [1.0, 8, 2, 1, 1], "b": [1.0, 8, 2, 1, 1]}),
            variable_value_labels={
                "n": {997: "拒否", 88: "Don't know", 0: "なし", 12: "12回以上"},
                "a": {8: "わからない"},
                "b": {8: "わからない"},
            },
        ),
        {"n": [30, None, None, 0, 12], "a": [1, 8, 2, 1, 1], "b": [1, None, 2, 1, 1]},
        {"W125": 2, "E101": 1},
    ),
    "a sheet with an example before that of the answers": Case(
        (SIX,),
        sheets(入力例=[["id", "性別"], ["例", 1], ["例", 2]], 入力=[["id", "性別"], [1, 2], [2, 2]]),
        {"a": [2, 2]},
        {"W405": 1},
        head=ID,
    ),
    "a row of titles and merged headings": Case(
        (single("a", "性別", SEX), multiple("m", "情報源", MED)),
        "第1部,,,\n性別,情報源,,\n,広報紙,SNS,回覧板\n1,1,0,1\n2,0,1,0\n",
        {"a": [1, 2], "m": [2, 1]},
    ),
    "codes of several kinds of decimals and widths": Case(
        (SIX, MEDIA),
        rows("性別,情報源", '1.0,"1.0,2.0"', "２,１；２", "2.00,1｜2", "1.5,1.5", "1E+00,1e0"),
        {"a": [1, 2, 2, None, None], "m": [2, 2, 2, None, None]},
        {"E101": 4},
    ),
    "a scale whose numbers run the other way in the file": Case(
        (single("s", "満足度", "{1: 満足, 2: ふつう, 3: 不満}"), text("t", "t")),
        rows("満足度,t", "3 満足,x", "2 ふつう,y", "1 不満,z"),
        {"s": [None, 2, None]},
        {"E101": 2},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_codes_and_the_findings_are_right(name: str, tmp_path: Path) -> None:
    assert_is_read_so(CASES[name], tmp_path)
