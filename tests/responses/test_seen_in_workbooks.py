"""What is seen in a workbook is what is counted: formats, formulas, merged cells, hidden rows, totals, days."""

from __future__ import annotations

import datetime
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from answers_tools import HEADER, SMALL, coded, found, questionnaire
from kumin.errors import ReadError
from kumin.responses import Answers, validate_files
from kumin.responses.display import letter, position
from kumin.responses.readers.spreadsheets import _spreadsheet, _xlsx_sheet
from kumin.responses.readers.spreadsheets._number_formats import times_100
from kumin.responses.readers.spreadsheets._xlsx_box import Box

ROWS = 6


def rows(count: int = ROWS) -> list[list[Any]]:
    """Answers without a fault: id, day, sex, child, care, media, years, born, words."""
    day, born = datetime.datetime(2023, 7, 3), datetime.datetime(1980, 1, 2)
    return [[f"{n:03d}", day, 1 + n % 2, 2, None, 1, 10, born, f"よい{n}"] for n in range(1, count + 1)]


def book(folder: Path, change: Callable[[Any], object] = lambda sheet: None, count: int = ROWS) -> Path:
    """A workbook of openpyxl, changed; row 1 has the headings."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "回答"
    for row in (HEADER.split(","), *rows(count)):
        sheet.append(row)
    change(sheet)
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def edited(path: Path, *changes: tuple[str, str], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with its XML changed by regular expressions, each of which must find something."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                words = text.decode()
                for pattern, by in changes:
                    words, times = re.subn(pattern, by, words, flags=re.DOTALL)
                    assert times, pattern
                text = words.encode()
            new.writestr(name, text)
    path.write_bytes(stream.getvalue())
    return path


def read(folder: Path, path: Path, extra: str = "", **options: Any) -> Answers:
    return validate_files([path], questionnaire(folder, extra), refuse=False, **options)


def setting(*cells: tuple[str, Any]) -> Callable[[Any], object]:
    """Put values into cells."""

    def change(sheet: Any) -> None:
        for place, value in cells:
            sheet[place] = value

    return change


# formulas without a stored result


def test_a_formula_without_a_result_is_no_empty_cell(tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path, setting(("C3", "=1+1"), ("G4", "=5+5"), ("I5", '="よ"&"い"'))))
    assert found(answers) == [(3, "C", "E301"), (4, "G", "E301"), (5, "I", "E301")]
    assert coded(answers, "sex")[1] is None
    assert coded(answers, "years")[2] is None


def test_a_form_of_formulas_without_results_is_not_blank(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for cell in sheet[3]:
            cell.value = None
        sheet["A3"], sheet["C3"] = "002", "=1+1"

    answers = read(tmp_path, book(tmp_path, change))
    assert (answers.n_read, answers.n_blank, answers.n_used) == (ROWS, 0, ROWS)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C3"><f>1+1</f></c>',
        '<c r="C3"><f>1+1</f><v/></c>',
        '<c r="C3"><f>1+1</f><v></v></c>',
        '<c r="C3" s="0"><f t="shared" ref="C3:C4" si="0">B3+1</f><v></v></c>',
        '<c r="C3"><f t="shared" si="0"/></c>',
        "<c r='C3'><f ca='1'>1+1</f></c>",
        '<c r="C3">\n  <f>1+1</f>\n  <v> </v>\n</c>',
        '<c s="0" r="C3"><f>IF(A1&lt;2,1,2)</f></c>',
        '<c r="C3" t="str"><f>1+1</f></c>',
    ],
)
def test_every_spelling_of_a_formula_without_a_result_is_found(cell: str, tmp_path: Path) -> None:
    path = edited(book(tmp_path), ('<c r="C3"[^>]*>.*?</c>', cell))
    assert (3, "C", "E301") in found(read(tmp_path, path))


def test_of_an_array_formula_all_cells_are_without_a_result(tmp_path: Path) -> None:
    cell = '<c r="C3"><f t="array" ref="C3:C5">B3:B5</f><v></v></c>'
    path = edited(book(tmp_path), ('<c r="C3"[^>]*>.*?</c>', cell), ('<c r="C([45])"[^>]*>.*?</c>', r'<c r="C\1"/>'))
    assert found(read(tmp_path, path)) == [(row, "C", "E301") for row in (3, 4, 5)]


def test_a_stored_result_counts_and_a_stored_empty_text_is_empty(tmp_path: Path) -> None:
    path = edited(
        book(tmp_path),
        ('<c r="C3"[^>]*>.*?</c>', '<c r="C3"><f>1+0</f><v>1</v></c>'),
        ('<c r="C4"[^>]*>.*?</c>', '<c r="C4" t="str"><f>""</f><v></v></c>'),
        ('<c r="C5"[^>]*>.*?</c>', '<c r="C5" t="str"><f>"女性"</f><v>女性</v></c>'),
    )
    answers = read(tmp_path, path)
    assert found(answers) == []
    assert coded(answers, "sex")[1:4] == [1, None, 2]


def test_a_zero_that_a_program_stored_for_a_formula_is_no_result(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"default_date_format": "yyyy/m/d"}) as made:
        sheet = made.add_worksheet("回答")
        for row, line in enumerate((HEADER.split(","), *rows())):
            sheet.write_row(row, 0, line)
        sheet.write_formula("G3", "=5+5")
        sheet.write_formula("G4", "=5+5", None, 10)
    answers = read(tmp_path, tmp_path / "a.xlsx")
    assert found(answers) == [(3, "G", "E301")]
    assert coded(answers, "years")[:3] == [10, None, 10]


def test_a_required_answer_is_not_called_missing_where_its_formula_has_no_result(tmp_path: Path) -> None:
    path = book(tmp_path, setting(("C3", "=1+1")))
    text = SMALL.replace("header: 問1, type", "header: 問1, required: true, type")
    answers = validate_files([path], questionnaire(tmp_path, source=text), refuse=False)
    assert found(answers) == [(3, "C", "E301")]


# percentages


@pytest.mark.parametrize(
    ("code", "shown"),
    [("0%", 10), ("0.00%", 10), ("[Red]0.0%;-0%", 10), ("0.0_%", 0.1), ('0.0"%"', 0.1), ("0.0\\%", 0.1), ("0%%", 1000),
     ("General", 0.1), ('"約"0%', 10), ("[>1]0%;0%", 10)],
)  # fmt: skip
def test_a_percentage_is_read_as_it_is_shown(code: str, shown: float, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["G3"], sheet["G3"].number_format = 0.1, code

    source = (
        "id: q\ntitle: t\ncolumns: {id: 整理番号, received: 受付日}\n"
        "questions:\n  - {id: years, text: 年, header: 問5, type: number}\n"
    )
    path = book(tmp_path, change)
    answers = validate_files([path], questionnaire(tmp_path, source=source), refuse=False)
    assert coded(answers, "years")[1] == pytest.approx(shown)
    assert ((3, "G", "W304") in found(answers)) == ("%" in code and shown >= 10)


def test_percentages_have_no_digits_of_their_own(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for row, value in enumerate((0.07, 0.105, 0, 0.29, "10%"), 2):
            sheet.cell(row, 7, value).number_format = "0%"

    answers = read(tmp_path, book(tmp_path, change))
    assert answers.table.text(6).to_list()[:5] == ["7%", "10.5%", "0%", "29%", "10%"]
    assert coded(answers, "years")[:5] == [7, 10.5, 0, 29, 10]
    assert [one for one in found(answers) if one[2] == "W304"] == [(row, "G", "W304") for row in (2, 3, 4, 5)]


def test_the_format_of_all_cells_may_be_a_percentage(tmp_path: Path) -> None:
    path = edited(book(tmp_path), (r"<cellXfs(.*?)numFmtId=\"0\"", r'<cellXfs\1numFmtId="10"'), part="xl/styles.xml")
    answers = read(tmp_path, edited(path, (r'<c r="G3"([^>]*)><v>10</v>', r'<c r="G3"\1><v>0.2</v>')))
    assert coded(answers, "years")[1] == 20
    assert (3, "G", "W304") in found(answers)


def test_a_policy_can_drop_what_was_read_as_shown(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["G3"], sheet["G3"].number_format = 0.1, "0%"

    answers = read(tmp_path, book(tmp_path, change), "policies: {W304: set_missing}\n")
    assert coded(answers, "years")[1] is None


def test_parts_of_a_format_that_are_words_are_no_percent_sign() -> None:
    assert times_100('0"100%"') == (0, 0)
    assert times_100("0%;[Red]-0") == (1, 0)
    assert times_100("") == (0, 0)


# errors, in any file


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_an_error_is_neither_empty_nor_words(error: str, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for column in "CFGHI":
            sheet[f"{column}3"] = error
            sheet[f"{column}3"].data_type = "e"

    answers = read(tmp_path, book(tmp_path, change))
    assert found(answers) == [(3, column, "E302") for column in "CFGHI"]
    assert answers.n_blank == 0


def test_an_error_in_a_csv_is_one_too_and_no_other_answer(tmp_path: Path) -> None:
    source = (
        "id: q\ntitle: t\ncolumns: {id: 番号}\nquestions:\n"
        "  - {id: a, text: 一, header: 問1, type: single, options: {1: はい, 2: {label: その他, other: true}}}\n"
        "  - {id: b, text: 二, header: 問2, type: multiple, options: {1: はい, 2: {label: その他, other: true}}}\n"
    )
    path = tmp_path / "a.csv"
    path.write_text("番号,問1,問2\n1,#N/A,#REF!\n2,はい,ほかのこと\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=source), refuse=False)
    assert found(answers) == [(2, "B", "E302"), (2, "C", "E302")]
    assert coded(answers, "a", "b_2") == [(None, None), (1, True)]


def test_an_error_that_the_questionnaire_calls_no_answer_is_none(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["C3"] = "#N/A"
        sheet["C3"].data_type = "e"

    path = book(tmp_path, change)
    text = SMALL.replace("無回答]", '無回答, "#N/A"]')
    answers = validate_files([path], questionnaire(tmp_path, source=text), refuse=False)
    assert found(answers) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "formula"])
def test_ids_that_are_errors_make_nobody_a_duplicate(kind: str, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for row in (3, 4):
            sheet.cell(row, 1).value = "=A1&B1" if kind == "formula" else "#N/A"
            sheet.cell(row, 1).data_type = "f" if kind == "formula" else "e"

    path = book(tmp_path, change)
    if kind == "csv":
        path = tmp_path / "a.csv"
        path.write_text(f"{HEADER}\n001,,1,2,,1,10,,\n#N/A,,1,2,,1,11,,\n#N/A,,2,2,,1,12,,\n", encoding="utf-8")
    answers = read(tmp_path, path)
    code = "E301" if kind == "formula" else "E302"
    assert found(answers) == [(3, "A", code), (4, "A", code)]
    assert answers.n_used == answers.n_read


# days where options should stand

RANGES = (
    "id: q\ntitle: t\ncolumns: {id: 番号}\nquestions:\n"
    "  - {id: a, text: 回数, header: 問1, type: single,"
    " options: {1: 1-2, 2: 3-5, 3: 10-12, 4: {label: その他, other: true}}}\n"
)


@pytest.mark.parametrize(
    "cell",
    ["1月2日", "3月5日", "10月12日", "1/2", "2024/1/2", "2024-03-05", "2024年10月12日", "Jan-02", "2-Jan", "12-Oct",
     "05-Mar-24", "45293", "１月２日"],
)  # fmt: skip
def test_a_day_is_no_option_and_no_words(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"番号,問1\n1,{cell}\n2,1-2\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=RANGES), refuse=False)
    assert found(answers) == [(2, "B", "E303")]
    assert coded(answers, "a") == [None, 1]


def test_a_day_cell_of_a_workbook_is_no_option(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (["番号", "問1"], [1, datetime.datetime(2024, 1, 2)], [2, "3-5"]):
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    answers = validate_files([tmp_path / "a.xlsx"], questionnaire(tmp_path, source=RANGES), refuse=False)
    assert found(answers) == [(2, "B", "E303")]


def test_a_day_that_the_questionnaire_calls_an_option_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("番号,問1\n1,1月2日\n", encoding="utf-8")
    source = RANGES.replace("1: 1-2", "1: {label: 1-2, aliases: [1月2日]}")
    answers = validate_files([path], questionnaire(tmp_path, source=source), refuse=False)
    assert (found(answers), coded(answers, "a")) == ([], [1])


def test_two_marks_with_a_stroke_are_no_day_where_no_option_is_a_range(tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path, setting(("C3", "1/2"))))
    assert found(answers) == [(3, "C", "E102")]


# merged cells


def test_a_cell_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for row in range(2, 5):
            sheet.cell(row, 3, 1)
        sheet.merge_cells("C2:C4")
        sheet.cell(5, 3, 2)
        sheet.merge_cells("C5:C7")

    answers = read(tmp_path, book(tmp_path, change))
    assert coded(answers, "sex") == [1, 1, 1, 2, 2, 2]
    assert found(answers) == [(row, "C", "W305") for row in (3, 4, 6, 7)]
    dropped = read(tmp_path, tmp_path / "a.xlsx", "policies: {W305: set_missing}\n")
    assert coded(dropped, "sex") == [1, None, None, 2, None, None]


def test_no_respondent_is_made_of_rows_that_only_a_merged_cell_covers(tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path, lambda sheet: sheet.merge_cells("C7:C20")))
    assert (answers.n_read, found(answers)) == (ROWS, [])


def test_a_cell_merged_sideways_or_with_its_heading_is_said_and_not_guessed(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("C3:D3")
        sheet.merge_cells("G1:G2")

    answers = read(tmp_path, book(tmp_path, change))
    assert found(answers) == [(2, "G", "W306"), (3, "D", "W306")]
    assert coded(answers, "child")[1] is None


def test_a_block_of_merged_cells_fills_its_first_column(tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path, lambda sheet: sheet.merge_cells("C3:D4")))
    assert found(answers) == [(3, "D", "W306"), (4, "C", "W305"), (4, "D", "W306")]


# hidden rows, columns, sheets


def test_hidden_rows_count_and_are_said(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:I7"
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[5].hidden = True
        sheet.row_dimensions[90].hidden = True

    path = edited(book(tmp_path, change), ('<row r="6"', '<row r="6" ht="0" customHeight="1"'))
    answers = read(tmp_path, path)
    assert found(answers) == [(row, None, "W309") for row in (3, 5, 6)]
    assert answers.n_used == ROWS
    left_out = read(tmp_path, tmp_path / "a.xlsx", "policies: {W309: quarantine_row}\n")
    assert left_out.n_used == ROWS - 3


def test_rows_of_a_closed_outline_are_hidden(tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path, lambda sheet: sheet.row_dimensions.group(3, 4, hidden=True)))
    assert found(answers) == [(3, None, "W309"), (4, None, "W309")]


def test_hidden_columns_are_said(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["G"].width = 0
        sheet.column_dimensions["M"].hidden = True

    path = edited(book(tmp_path, change), ("<cols>", '<cols><col min="7" max="7" width="0" customWidth="1"/>'))
    answers = read(tmp_path, path)
    assert found(answers) == [(None, "C", "W310"), (None, "G", "W310")]
    assert coded(answers, "sex") == [2, 1, 2, 1, 2, 1]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_that_is_read_is_said(state: str, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.parent.create_sheet("説明")["A1"] = "読んでください"
        sheet.sheet_state = state

    assert found(read(tmp_path, book(tmp_path, change))) == [(None, None, "W311")]


# totals of tables


def test_the_total_row_of_a_table_is_no_respondent(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.append([None, None, 3, 2, None, 1, 10, None, None])
        table = Table(displayName="回答", ref="A1:I8", totalsRowCount=1)
        sheet.add_table(table)

    answers = read(tmp_path, book(tmp_path, change))
    assert found(answers) == [(8, None, "W207")]
    assert answers.n_used == ROWS


@pytest.mark.parametrize("word", ["集計", "合計", "総数", "全体", "構成比", "最大"])
def test_a_total_in_the_place_of_an_id_is_no_respondent(word: str, tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path, lambda sheet: sheet.append([word, None, 1, 1, None, 1, 60])))
    assert found(answers) == [(8, None, "W207")]


# days and long numbers


def test_day_numbers_are_read_as_days_and_said(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["H3"], sheet["H3"].number_format = 29222, "General"

    answers = read(tmp_path, book(tmp_path, change))
    assert coded(answers, "born")[1] == datetime.date(1980, 1, 2)
    assert found(answers) == [(3, "H", "W307")]


@pytest.mark.parametrize("days", [43648, 43648.75])
def test_days_of_a_workbook_of_1904_are_counted_from_1904(days: float, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        for row in range(2, 8):
            sheet.cell(row, 2).value = datetime.datetime(2023, 7, 3, 18)
        sheet["B3"], sheet["B3"].number_format = days, "General"
        sheet["H3"], sheet["H3"].number_format = 27760, "General"

    answers = read(tmp_path, book(tmp_path, change))
    assert coded(answers, "received") == [datetime.date(2023, 7, 3)] * ROWS
    assert coded(answers, "born")[1] == datetime.date(1980, 1, 2)
    assert found(answers) == [(3, "B", "W307"), (3, "H", "W307")]


@pytest.mark.parametrize("number", [14, 22, 27, 28, 30, 31, 36, 50, 57, 58])
def test_days_in_formats_known_by_their_number_are_days(number: int, tmp_path: Path) -> None:
    path = book(tmp_path, setting(("H3", 29222)))
    path = edited(
        path,
        (r"</cellXfs>", f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0"/></cellXfs>'),
        part="xl/styles.xml",
    )
    with zipfile.ZipFile(path) as archive:
        last = (
            len(re.findall("<xf ", archive.read("xl/styles.xml").decode().split("<cellXfs")[1].split("</cellXfs")[0]))
            - 1
        )
    answers = read(tmp_path, edited(path, (r'<c r="H3"[^>]*>', f'<c r="H3" s="{last}">')))
    assert coded(answers, "born")[1] == datetime.date(1980, 1, 2)
    assert answers.table.text(7)[1] == "1980-01-02 00:00:00"
    assert found(answers) == []


@pytest.mark.parametrize("writing", ["1234567890123456789", "1.23456789012346E+18", "1.23456789012345e+18"])
def test_ids_that_lost_digits_make_nobody_a_duplicate(writing: str, tmp_path: Path) -> None:
    path = edited(book(tmp_path), (r'<c r="A([2-5])"[^>]*>.*?</c>', rf'<c r="A\1"><v>{writing}</v></c>'))
    answers = read(tmp_path, path)
    assert answers.n_used == ROWS
    assert found(answers) == [(row, "A", "W308") for row in (2, 3, 4, 5)]


def test_long_ids_that_are_text_have_all_their_digits(tmp_path: Path) -> None:
    cells = [(f"A{row}", f"12345678901234567{row:02d}") for row in range(2, 8)]
    assert found(read(tmp_path, book(tmp_path, setting(*cells)))) == []


# how sheets are written


def faulty(sheet: Any) -> None:
    sheet["C3"] = "=1+1"
    sheet["G4"], sheet["G4"].number_format = 0.1, "0%"
    sheet["C5"] = "#N/A"
    sheet["C5"].data_type = "e"
    sheet.row_dimensions[6].hidden = True
    sheet.merge_cells("D6:D7")
    sheet.column_dimensions["F"].hidden = True


FAULTS = [
    (None, "F", "W310"),
    (3, "C", "E301"),
    (4, "G", "W304"),
    (5, "C", "E302"),
    (6, None, "W309"),
    (7, "D", "W305"),
]


def without_references(row: re.Match[str]) -> str:
    """A row whose cells stand one after the other, the empty ones too, and do not say where they are."""
    cells = dict(re.findall(r'(<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>))', row[0]))
    by_letter = {name: cell for cell, name in cells.items()}
    every = [re.sub(r' r="[A-Z]+\d+"', "", by_letter.get(name, "<c/>"), count=1) for name in "ABCDEFGHI"]
    return row[1] + "".join(every) + "</row>"


@pytest.mark.parametrize("how", ["as it is", "prefix", "quotes", "strict", "comments", "small pieces", "order"])
def test_the_same_is_seen_however_the_xml_is_written(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path, faulty)
    if how == "prefix":
        path = edited(path, (r"<(/?)(?=[a-zA-Z])", r"<\1x:"), (r'xmlns="', 'xmlns:x="'))
    elif how == "quotes":
        path = edited(path, (r"(<(?:c|row|col|mergeCell) [^>]*>)", lambda m: m[1].replace('"', "'")))  # type: ignore[arg-type]
    elif how == "strict":
        strict = (
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for part in ("xl/worksheets/sheet1.xml", "xl/styles.xml"):
            path = edited(path, strict, part=part)
        relations = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        path = edited(path, strict, relations, part="xl/workbook.xml")
    elif how == "comments":
        path = edited(path, ("<sheetData>", '<sheetData><!-- <c r="C4" t="e"><v>#N/A</v></c> -->'))
    elif how == "small pieces":
        monkeypatch.setattr(_xlsx_sheet, "_STEP", 100)
    elif how == "order":
        path = edited(path, (r'<c r="([A-Z]+\d+)"( [^>]*?)(/?)>', r'<c\2 r="\1"\3>'))
    answers = read(tmp_path, path)
    assert found(answers) == FAULTS
    assert coded(answers, "sex") == [2, None, 2, None, 2, 1]


def test_cells_that_do_not_say_where_they_are_follow_each_other(tmp_path: Path) -> None:
    path = edited(book(tmp_path, faulty), (r"(<row [^>]*>).*?</row>", without_references))  # type: ignore[arg-type]
    with zipfile.ZipFile(path) as archive:
        assert b'<c r="' not in archive.read("xl/worksheets/sheet1.xml")
    assert found(read(tmp_path, path)) == FAULTS


def test_rows_that_do_not_say_which_they_are_follow_each_other(tmp_path: Path) -> None:
    path = edited(book(tmp_path, faulty), (r'<row r="\d+"', "<row"))
    assert found(read(tmp_path, path)) == FAULTS


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    data[info.header_offset + 120] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ReadError) as refused:
        read(tmp_path, path)
    assert refused.value.code == "file_broken"


def test_what_is_seen_of_an_ods_is_said_too(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, TableCell, TableColumn, TableRow
    from odf.table import Table as OdsTable
    from odf.text import P

    ods = OpenDocumentSpreadsheet()
    table = OdsTable(name="回答")
    table.addElement(TableColumn(numbercolumnsrepeated=3))
    table.addElement(TableColumn(visibility="collapse"))
    table.addElement(TableColumn(numbercolumnsrepeated=5))
    lines = (
        HEADER,
        "001,2023/7/3,1,2,,1,P,,",
        "002,2023/7/3,M,2,,1,10,,",
        "003,2023/7/3,=,2,,1,10,,",
        "004,2023/7/3,F,2,,1,5,,",
    )
    for number, line in enumerate(lines):
        element = TableRow(**({"visibility": "filter"} if number == 2 else {}))
        for value in line.split(","):
            if value == "=":
                cell: Any = CoveredTableCell()
            elif value == "P":
                cell = TableCell(valuetype="percentage", value="0.1")
                cell.addElement(P(text="10%"))
            elif value == "F":
                cell = TableCell(formula="of:=1+1")
            else:
                cell = TableCell(valuetype="string", **({"numberrowsspanned": 2} if value == "M" else {}))
                cell.addElement(P(text="1" if value == "M" else value))
            element.addElement(cell)
        table.addElement(element)
    ods.spreadsheet.addElement(table)
    ods.save(str(tmp_path / "a.ods"))
    answers = read(tmp_path, tmp_path / "a.ods")
    assert found(answers) == [
        (None, "D", "W310"), (2, "G", "W304"), (3, None, "W309"), (4, "C", "W305"), (5, "C", "E301"),
    ]  # fmt: skip
    assert coded(answers, "years")[0] == 10
    assert coded(answers, "sex") == [1, 1, 1, None]


def test_an_old_workbook_is_looked_through_as_a_new_one(tmp_path: Path) -> None:
    import datetime

    import xlwt

    old = xlwt.Workbook()
    old.dates_1904 = True
    sheet = old.add_sheet("回答")
    lines = (HEADER, "001,D,M,2,,1,P,,", "002,D,=,2,,1,11,,", "003,D,=,2,,1,5,,", "9,,1,2,,1,N,,")
    formats = {"D": xlwt.easyxf(num_format_str="YYYY/M/D"), "P": xlwt.easyxf(num_format_str="0.0%")}
    for row, line in enumerate(lines):
        for column, value in enumerate(line.split(",")):
            if value == "D":
                sheet.write(row, column, datetime.date(2023, 7, 3), formats["D"])
            elif value == "P":
                sheet.write(row, column, 0.105, formats["P"])
            elif value == "M":
                sheet.write_merge(row, row + 2, column, column, "1")
            elif value == "N":
                sheet.write(row, column, 1234567890123456789)
            elif value != "=" and value:
                sheet.write(row, column, value)
    sheet.row(2).hidden = True
    sheet.col(3).hidden = True
    old.save(str(tmp_path / "a.xls"))
    answers = read(tmp_path, tmp_path / "a.xls")
    assert found(answers) == [
        (None, None, "W312"), (None, "D", "W310"), (2, "G", "W304"), (3, None, "W309"), (3, "C", "W305"),
        (4, "C", "W305"), (5, "G", "E107"), (5, "G", "W308"),
    ]  # fmt: skip
    assert coded(answers, "sex", "years") == [(1, 10.5), (1, 11), (1, 5), (1, None)]
    assert answers.coded["received"].to_list()[:3] == [datetime.date(2023, 7, 3)] * 3


def test_errors_of_an_old_workbook_are_no_empty_cells(tmp_path: Path) -> None:
    """The library that writes old workbooks writes no error: a record of its own is changed into one."""
    import struct

    import xlwt

    old = xlwt.Workbook()
    sheet = old.add_sheet("回答")
    for row, line in enumerate((HEADER, "001,2023/7/3,B,2,,1,10,,")):
        for column, value in enumerate(line.split(",")):
            sheet.write(row, column, True if value == "B" else value)
    path = tmp_path / "a.xls"
    old.save(str(path))
    data = path.read_bytes()
    place = data.index(struct.pack("<HHHH", 0x205, 8, 1, 2))
    path.write_bytes(data[: place + 10] + bytes([0x2A, 1]) + data[place + 12 :])
    answers = read(tmp_path, path)
    assert [one for one in found(answers) if one[0]] == [(2, "C", "E302")]


@pytest.mark.parametrize("value", ["1234567890123456789", "1.23456789012346E+018"])
def test_long_numbers_and_repeated_cells_of_ods(value: str, tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    ods, table = OpenDocumentSpreadsheet(), Table(name="回答")

    def add(cells: list[tuple[str, int]], times: int, **about: str) -> None:
        row = TableRow(numberrowsrepeated=times, **about)
        for text, repeated in cells:
            number = {"valuetype": "float", "value": text} if text == value else {"valuetype": "string"}
            cell = TableCell(numbercolumnsrepeated=repeated, **(number if text else {}))
            if text:
                cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)

    add([(name, 1) for name in HEADER.split(",")] + [("", 16_375)], 1)
    add([(value, 1), ("2023/7/3", 1), ("1", 1), ("2", 1), ("", 1), ("1", 1), ("10", 1), ("", 16_377)], 1)
    add([("", 2), ("1", 2), ("", 16_380)], 3, visibility="filter")
    add([("", 16_384)], 1_048_571)
    ods.spreadsheet.addElement(table)
    ods.save(str(tmp_path / "a.ods"))
    answers = read(tmp_path, tmp_path / "a.ods")
    codes = [(row, column, code) for row, column, code in found(answers) if row and code not in {"W109", "W203"}]
    assert codes == [(2, "A", "W308"), (3, None, "W309"), (4, None, "W309"), (5, None, "W309")]
    assert answers.n_used == 4


@pytest.mark.parametrize("place", ["XFD7000", "ZZ1048576", "AAA900000"])
def test_a_sheet_that_would_not_fit_is_refused_before_it_is_read(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edited(
        book(tmp_path),
        (
            "</sheetData>",
            f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row></sheetData>',
        ),
    )
    with pytest.raises(ReadError) as refused:
        read(tmp_path, path)
    assert refused.value.code == "sheet_too_large"


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ1048576", "XFD90000"])
def test_a_far_cell_in_a_row_that_does_not_say_so_is_refused(place: str, tmp_path: Path) -> None:
    row = f"<row><c/><c r='{place}'><v>1</v></c></row></sheetData>"
    with pytest.raises(ReadError) as refused:
        read(tmp_path, edited(book(tmp_path), ("</sheetData>", row)))
    assert refused.value.code == "sheet_too_large"


def test_a_few_columns_may_have_all_rows(tmp_path: Path) -> None:
    path = edited(
        book(tmp_path), ("</sheetData>", '<row r="1048576"><c r="A1048576" t="str"><v>9999</v></c></row></sheetData>')
    )
    with zipfile.ZipFile(path) as archive:
        seen = _xlsx_sheet.look_through(_spreadsheet.Book(archive), "xl/worksheets/sheet1.xml", 100_000_000)
    assert seen.cells.is_empty()


def test_letters_and_positions_are_each_other() -> None:
    assert [position(letter(n)) for n in (0, 25, 26, 701, 702, 16_383)] == [0, 25, 26, 701, 702, 16_383]


def test_nothing_is_seen_in_a_sheet_without_faults(tmp_path: Path) -> None:
    answers = read(tmp_path, book(tmp_path))
    assert found(answers) == []
    assert answers.table.seen.cells.is_empty()
    assert isinstance(answers.table.seen.hidden_rows, pl.Series)


def test_a_merged_cell_over_repeated_headings_makes_nobody_of_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (HEADER, "001,2023/7/3,1,2,,1,10,,", HEADER, "002,2023/7/3,,2,,1,10,,"):
        book.active.append([value or None for value in line.split(",")])
    book.active.merge_cells("C2:C4")
    book.save(tmp_path / "a.xlsx")
    answers = read(tmp_path, tmp_path / "a.xlsx")
    assert found(answers) == [(3, None, "W207"), (4, "C", "W305")]
    assert answers.n_used == 2


@pytest.mark.parametrize("stated", ["A1", "A1:C9", "A1:XFD1048576", "not a place", ""])
def test_what_a_sheet_says_of_its_size_is_not_believed(stated: str, tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    dimension = f'<dimension ref="{stated}"/>' if stated else ""
    changes = ("<sheetData>", f"{dimension}<sheetData>")
    with pytest.raises(ReadError) as refused:
        read(tmp_path, edited(book(tmp_path), changes, ("</sheetData>", far)))
    assert refused.value.code == "sheet_too_large"


def test_the_cells_beyond_a_box_are_told_by_their_places_alone() -> None:
    draw = random.Random(1)
    sizes = [(rows, columns) for rows in (1, 99, 100, 999, 20_001, 1_048_576) for columns in (1, 26, 27, 40, 702, 703)]
    for rows, columns in sizes:
        box = Box.around(rows, columns)
        assert box.rows >= rows
        assert box.columns >= columns
        assert box.rows <= max(99, rows * 1.11)
        edge = [(box.rows, box.columns), (box.rows + 1, 1), (1, min(box.columns + 1, 16_384))]
        for row, column in [*edge, *((draw.randint(1, 1_048_576), draw.randint(1, 16_384)) for _ in range(40))]:
            beyond = re.match(box.beyond, f'{letter(column - 1)}{row}"') is not None
            assert beyond == (row > box.rows or column > box.columns)


@pytest.mark.parametrize("shown", ["#N/A", "Err:502", "Ｅrr:５２２"])
def test_an_error_of_any_program_is_no_word_of_the_other_option(shown: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n001,2023/7/3,{shown},2,,1,10,1980/1/2,よい\n", encoding="utf-8")
    source = SMALL.replace("3: その他}", "3: {label: その他, other: true}}")
    answers = validate_files([path], questionnaire(tmp_path, source=source), refuse=False)
    assert [code for *_, code in found(answers)] == ["E302"]


def test_an_ods_with_a_password_is_refused_as_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as made:
        made.writestr("content.xml", b"\x93\x82\x01")
        made.writestr("META-INF/manifest.xml", "<m:file-entry><m:encryption-data/></m:file-entry>")
    with pytest.raises(ReadError) as refused:
        read(tmp_path, tmp_path / "a.ods")
    assert refused.value.code == "file_encrypted"
