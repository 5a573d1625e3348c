"""Whatever staff have is read: encodings, delimiters, workbooks, packed files; rows are numbered as Excel does."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from answers_tools import GOOD, HEADER, check, coded, found, questionnaire
from kumin import ReadError
from kumin.responses import read_answers, validate_file
from kumin.responses.table import AnswerTable

TEXT = f"{HEADER}\r\n{GOOD}\r\n002,2023/7/4,2,2,,1,20,1990/3/4,髙橋①㈱〜ｶﾅ\r\n"


def cells(table: AnswerTable) -> list[tuple[str | None, ...]]:
    return table.frame.select(pl.exclude("row").cast(pl.String)).rows()


def write(folder: Path, data: bytes | str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("encoding", "bom", "name", "evidence"),
    [
        ("utf-8", b"", "utf-8", "valid"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig", "bom"),
        ("cp932", b"", "cp932", "valid"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le", "bom"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be", "bom"),
        ("utf-16-le", b"", "utf-16-le", "nuls"),
        ("utf-16-be", b"", "utf-16-be", "nuls"),
    ],
)
def test_encodings_are_told_from_the_bytes(encoding: str, bom: bytes, name: str, evidence: str, tmp_path: Path) -> None:
    text = TEXT.replace("〜", "～") if encoding == "cp932" else TEXT  # CP932 knows one wave dash
    table = read_answers(write(tmp_path, bom + text.encode(encoding)))
    assert (table.encoding, table.evidence) == (name, evidence)
    assert table.headers == tuple(HEADER.split(","))
    assert cells(table)[1][8] == text.strip().split(",")[-1]


def test_euc_is_told_from_cp932(tmp_path: Path) -> None:
    text = f"{HEADER}\n001,2023/7/3,1,1,2,1,10,,公園をもっとふやしてほしい\n"
    table = read_answers(write(tmp_path, text.encode("euc-jp")))
    assert table.encoding == "euc-jp"
    assert cells(table)[0][8] == "公園をもっとふやしてほしい"


# every one of them is valid in both encodings
BOTH = {
    "cp932": [
        "ﾊﾞﾝｺﾞｳ,ﾄｲ1\n1,ﾊｲ\n2,ﾊｲ\n3,ﾃﾚﾋﾞ\n",
        "ﾄｲ,ｷﾎﾞｳ\n1,ｼｮｳﾃﾝｶﾞｲ\n2,ｺｳｴﾝ\n",
    ],
    "euc-jp": [
        "性別,満足\n男性,普通\n女性,不満\n",
        "名前,道路\n山田,よい\n",
        "子育て,安心\nはい,いいえ\n",
    ],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in BOTH.items() for text in texts])
def test_half_width_kana_are_told_from_euc(encoding: str, text: str, tmp_path: Path) -> None:
    data = text.encode(encoding)
    for name in BOTH:
        data.decode(name)
    table = read_answers(write(tmp_path, data))
    assert (table.encoding, table.evidence) == (encoding, "kana" if encoding == "cp932" else "euc")
    assert [*table.headers, *cells(table)[0]] == [cell for line in text.split("\n")[:2] for cell in line.split(",")]


def test_an_encoding_can_be_given_and_is_held_to(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace("〜", "").encode("cp932"))
    assert read_answers(path, encoding="Shift_JIS").evidence == "given"
    with pytest.raises(ReadError) as caught:
        read_answers(path, encoding="utf-8")
    assert caught.value.code == "encoding_wrong"
    with pytest.raises(ReadError) as caught:
        read_answers(path, encoding="latin-9")
    assert caught.value.code == "encoding_unknown"


def test_a_cell_cut_in_the_middle_of_a_character_is_damage_not_another_encoding(tmp_path: Path) -> None:
    rows = "".join(f"{n:03d},2023/7/3,1,2,,1,10,,意見です\n" for n in range(200))
    data = f"{HEADER}\n{rows}".encode("cp932") + "999,2023/7/3,1,2,,1,10,,途中".encode("cp932")[:-1] + b"\n"
    path = write(tmp_path, data)
    answers = validate_file(path, questionnaire(tmp_path))
    assert answers.table.evidence == "damaged"
    assert found(answers) == [(202, "I", "W501")]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, bytes(range(128, 256)) * 50))
    assert caught.value.code == "encoding_undetected"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    text = TEXT.replace(",", delimiter)
    assert read_answers(write(tmp_path, text)).delimiter == delimiter


def test_a_sep_line_names_the_delimiter_and_is_no_row(tmp_path: Path) -> None:
    table = read_answers(write(tmp_path, "sep=;\r\n" + TEXT.replace(",", ";")))
    assert table.delimiter == ";"
    # Excel does not show the line: the headings are its row 1
    assert table.frame["row"].to_list() == [2, 3]


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    text = (
        f'\n表題,,,,,,,,\n\n{HEADER}\n001,2023/7/3,1,2,,1,10,,"2行の\n意見"\n\n003,2023/7/3,7,2,,1,10,,x\n,,,,,,,,\n\n'
    )
    answers = validate_file(write(tmp_path, text), questionnaire(tmp_path))
    assert answers.table.headings.first == 3
    # the empty line is a row of the file, and no record
    assert answers.table.frame["row"].to_list() == [5, 7]
    assert found(answers) == [(7, "C", "E101")]
    assert (answers.n_read, answers.n_blank, answers.n_used) == (2, 0, 2)


def test_short_rows_and_trailing_empty_columns(tmp_path: Path) -> None:
    answers = check(tmp_path, "001,2023/7/3,1,2,,,,,,,,", "002,2023/7/3,2,2", header=HEADER + ",,,")
    assert found(answers) == [(3, None, "W214")]
    assert coded(answers, "sex") == [1, 2]
    assert answers.table.headers == tuple(HEADER.split(","))


def test_quoted_empty_cells_are_empty(tmp_path: Path) -> None:
    text = HEADER + '\n"001","2023/7/3","1","2","","1","","",""\n"","","","","","","","",""\n'
    answers = validate_file(write(tmp_path, text), questionnaire(tmp_path))
    assert found(answers) == []
    assert (answers.n_read, answers.n_used) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16-le", "utf-16-be"])
def test_the_mark_old_systems_end_a_file_with_is_no_row(encoding: str, tmp_path: Path) -> None:
    text = f"{HEADER}\r\n{GOOD}\r\n\x1a"
    answers = validate_file(write(tmp_path, text.encode(encoding)), questionnaire(tmp_path))
    assert found(answers) == []
    assert answers.n_read == 1


def test_old_line_ends(tmp_path: Path) -> None:
    assert read_answers(write(tmp_path, TEXT.replace("\r\n", "\r"))).frame.height == 2


def test_two_rows_of_headings_are_known_as_such(tmp_path: Path) -> None:
    second = "番号,日付,性別,子ども,子育て,入手先,年数,生年月日,意見"
    answers = check(tmp_path, second, GOOD, "002,2023/7/3,2,2,,1,3,,", header=HEADER)
    assert answers.table.headings.depth == 2
    assert answers.table.frame["row"].to_list() == [3, 4]
    assert found(answers) == []


FIRST_RESPONDENTS = {
    "answers nothing can be made of": ("001,2023/7/3,?,?,?,1,10,,よい", HEADER, 2),
    "labels of another form": ("001,2023/7/3,男の人,いる（2人）,そう感じる,1,10,,", HEADER, 2),
    "a date and no id": (",2023/7/3,男の人,いる（2人）,そう感じる,1,10,,", HEADER, 2),
    "an id with letters": ("鶴見-1,,男の人,いる（2人）,そう感じる,1,10,,", HEADER, 2),
    "neither, but labels that come again": (",,その他回答,？,そう感じる,1,10,,", HEADER, 2),
}


@pytest.mark.parametrize("name", FIRST_RESPONDENTS)
def test_the_first_respondent_is_no_second_row_of_headings(name: str, tmp_path: Path) -> None:
    row, header, first = FIRST_RESPONDENTS[name]
    answers = check(tmp_path, f"{row},山田太郎", GOOD, ",,その他回答,2,,1,10,,", header=f"{header},氏名")
    assert answers.table.headings.depth == 1
    assert answers.table.frame["row"][0] == first
    assert answers.table.headers[-1] == "氏名"


SECOND_HEADINGS = {
    "the question's own words in one column": ",,性別,,,,,,",
    "what form systems put there": ",,Response,Response,,,,,Open-Ended Response",
    "words that come but once, and no id": "番号,,男か女か,いるか,感じるか,,,,",
}


@pytest.mark.parametrize("name", SECOND_HEADINGS)
def test_a_second_row_of_headings_is_told_by_what_it_says(name: str, tmp_path: Path) -> None:
    answers = check(tmp_path, SECOND_HEADINGS[name], GOOD, "002,2023/7/3,2,2,,1,3,,")
    assert answers.table.headings.depth == 2
    assert answers.table.frame["row"].to_list() == [3, 4]


def test_the_layout_can_be_stated(tmp_path: Path) -> None:
    junk = "問1,問2,問3,問4,問5,問6,問7,整理番号,受付日"
    extra = "file: {header_row: 2, header_rows: 1}\n"
    answers = check(tmp_path, HEADER, GOOD, header=junk, extra=extra)
    assert answers.table.frame["row"].to_list() == [3]
    assert found(answers) == []


def workbook(folder: Path, name: str = "a.xlsx") -> Path:
    book = openpyxl.Workbook()
    about = book.active
    about.title = "説明"
    about["A1"] = "この表は試験のためのものです"
    sheet = book.create_sheet("回答")
    sheet["A1"] = "令和5年度 調査"
    sheet.append([])
    sheet.append(HEADER.split(","))
    sheet.append([1, dt.datetime(2023, 7, 3, 10, 30), 1, "２", None, "1,2", 10, dt.date(1980, 1, 2), "よい"])
    sheet.append(["0002", "2023/7/4", "4", 2.0, None, 1, 20.5, "昭和55年1月2日", None])
    sheet.append([])
    path = folder / name
    book.save(path)
    return path


def test_a_workbook_is_read_from_the_sheet_with_the_answers(tmp_path: Path) -> None:
    answers = validate_file(workbook(tmp_path), questionnaire(tmp_path))
    assert (answers.table.sheet, answers.table.kind) == ("回答", "xlsx")
    assert found(answers) == [(5, "C", "E101")]
    assert answers.findings["sheet"].to_list() == ["回答"]
    assert coded(answers, "child", "years", "born") == [(2, 10.0, dt.date(1980, 1, 2)), (2, 20.5, dt.date(1980, 1, 2))]


def test_a_sheet_can_be_named_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    assert read_answers(path, sheet="回答").sheet == "回答"
    with pytest.raises(ReadError) as caught:
        read_answers(path, sheet="解答")
    assert "説明, 回答" in caught.value.message("ja")


def sheets(folder: Path, *states: str) -> Path:
    """Save a workbook of sheets with the same headings, the first with one row, the next with two, …."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for count, state in enumerate(states, 1):
        sheet = book.create_sheet(f"表{count}")
        sheet.sheet_state = state
        sheet.append(HEADER.split(","))
        for _ in range(count):
            sheet.append(GOOD.split(","))
    book.create_sheet("説明")["A1"] = "問1 の説明"
    path = folder / "a.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_only_where_no_other_has_the_headings(state: str, tmp_path: Path) -> None:
    answers = validate_file(sheets(tmp_path, state, "visible"), questionnaire(tmp_path))
    assert answers.table.sheet == "表2"
    assert answers.table.unread == ("表1",)
    alone = validate_file(sheets(tmp_path, state), questionnaire(tmp_path))
    assert (alone.table.sheet, alone.table.unread) == ("表1", ())


def test_another_sheet_with_the_same_headings_is_named_as_not_read(tmp_path: Path) -> None:
    path = sheets(tmp_path, "visible", "visible", "hidden")
    answers = validate_file(path, questionnaire(tmp_path))
    assert answers.table.sheet == "表1"
    assert answers.findings.select("sheet", "row", "column", "code", "action").rows() == [
        ("表2", None, None, "W405", "keep"),
        ("表3", None, None, "W405", "keep"),
    ]
    # whoever names a sheet knows of the others
    named = validate_file(path, questionnaire(tmp_path), sheet="表2")
    assert "W405" not in named.findings["code"].to_list()
    with pytest.raises(ReadError) as caught:
        validate_file(path, questionnaire(tmp_path, "policies: {W405: refuse}\n"))
    assert caught.value.code == "policy_refuses"


def test_an_empty_form_of_a_table_is_no_sheet_to_speak_of(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheets(tmp_path, "visible"))
    book.create_sheet("ひな形").append(HEADER.split(","))
    book.save(tmp_path / "a.xlsx")
    assert found(validate_file(tmp_path / "a.xlsx", questionnaire(tmp_path))) == []


def far_workbook(folder: Path, kind: str) -> Path:
    """Save a table that begins in C3, below and beside cells that are formatted or absent."""
    import xlwt
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    lines = [HEADER.split(","), ["001", "2023/7/3", "8", "2", "", "1", "10", "", ""]]
    path = folder / f"a.{kind}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
        for row in range(1, 9):
            book.active.cell(row, 1).fill = fill
        for row, line in enumerate(lines, 3):
            for column, value in enumerate(line, 3):
                book.active.cell(row, column, value or None)
        book.save(path)
    elif kind == "xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("回答")
        for row, line in enumerate(lines, 2):
            for column, value in enumerate(line, 2):
                sheet.write(row, column, value)
        old.save(str(path))
    else:
        new = OpenDocumentSpreadsheet()
        table = Table(name="回答")
        table.addElement(TableRow(numberrowsrepeated=2))
        for line in lines:
            element = TableRow()
            element.addElement(TableCell(numbercolumnsrepeated=2))
            for value in line:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
                element.addElement(cell)
            table.addElement(element)
        new.spreadsheet.addElement(table)
        new.save(str(path))
    return path


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_keep_their_letters_and_rows_in_every_kind_of_workbook(kind: str, tmp_path: Path) -> None:
    answers = validate_file(far_workbook(tmp_path, kind), questionnaire(tmp_path))
    assert [one for one in found(answers) if one[2] != "W312"] == [(4, "E", "E101")]
    assert answers.table.headings.first == 2


ERRORS = ["#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!"]


def test_cells_with_an_error_are_read_as_they_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["注記"])
    sheet = book.create_sheet("回答")
    sheet.append([])
    sheet.append([None, *HEADER.split(",")])
    for number, error in enumerate(ERRORS, 1):
        sheet.append([None, f"{number:03d}", "2023/7/3", error, 2, None, 1, 10, None, None])
        sheet.cell(sheet.max_row, 4).data_type = "e"
    book.save(tmp_path / "a.xlsx")
    answers = validate_file(tmp_path / "a.xlsx", questionnaire(tmp_path))
    assert found(answers) == [(row, "D", "E302") for row in range(3, 10)]
    assert answers.table.text(3).to_list() == ERRORS


def test_an_ods_tells_its_errors_too(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="回答")
    for line in (HEADER, "001,2023/7/3,#N/A,2,,1,#DIV/0!,,"):
        element = TableRow()
        for value in line.split(","):
            cell = TableCell(valuetype="string", stringvalue="" if value.startswith("#") else value)
            cell.addElement(P(text=value))
            element.addElement(cell)
        table.addElement(element)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    # as LibreOffice writes them
    stream = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "a.ods") as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "content.xml":
                text = text.replace(
                    b'office:string-value=""', b'office:string-value="" xmlns:calcext="x" calcext:value-type="error"'
                )
            new.writestr(name, text)
    answers = validate_file(write(tmp_path, stream.getvalue(), "b.ods"), questionnaire(tmp_path))
    assert found(answers) == [(2, "C", "E302"), (2, "G", "E302")]
    assert answers.table.text(6).to_list() == ["#DIV/0!"]


def test_a_sheet_that_begins_in_another_column_keeps_its_letters(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for column, value in enumerate(HEADER.split(","), 3):
        sheet.cell(4, column, value)
    for column, value in enumerate("001,2023/7/3,9,2,,1,10,,".replace("9", "8", 1).split(","), 3):
        sheet.cell(5, column, value or None)
    book.save(tmp_path / "a.xlsx")
    answers = validate_file(tmp_path / "a.xlsx", questionnaire(tmp_path))
    assert found(answers) == [(5, "E", "E101")]


def test_merged_headings_give_their_name_to_the_columns_below(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["整理番号", "受付日", "問1", "問2", "問3", "問4", None, None, "問5", "問6", "問7"])
    sheet.append([None, None, None, None, None, "広報紙", "区のSNS（X, LINEなど）", "特になし", None, None, None])
    sheet.merge_cells("F1:H1")
    sheet.append(["001", "2023/7/3", 1, 2, None, 1, 1, 0, 10, None, None])
    sheet.append(["002", "2023/7/3", 1, 2, None, 0, 0, 1, 10, None, None])
    book.save(tmp_path / "a.xlsx")
    answers = validate_file(tmp_path / "a.xlsx", questionnaire(tmp_path))
    assert found(answers) == []
    assert coded(answers, "row", "media", "media_1", "media_2", "media_3") == [
        (3, 2, True, True, False),
        (4, 1, False, False, True),
    ]


def test_nameless_columns_below_one_merged_heading_are_its_options(tmp_path: Path) -> None:
    header = "整理番号,受付日,問1,問2,問3,問4,,,問5,問6,問7"
    answers = check(tmp_path, "001,2023/7/3,1,2,,○,,○,10,,", header=header, extra="policies: {E105: keep}\n")
    assert found(answers) == [(2, "F", "E105")]
    assert coded(answers, "media_1", "media_2", "media_3") == [(True, False, True)]


def test_an_xls_and_an_ods(tmp_path: Path) -> None:
    import xlwt
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    old = xlwt.Workbook()
    sheet = old.add_sheet("回答")
    new = OpenDocumentSpreadsheet()
    table = Table(name="回答")
    for row, line in enumerate((HEADER, "001,2023/7/3,5,2,,1,10,1980/1/2,よい")):
        element = TableRow()
        for column, value in enumerate(line.split(",")):
            sheet.write(row, column, value)
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            element.addElement(cell)
        table.addElement(element)
    new.spreadsheet.addElement(table)
    old.save(str(tmp_path / "a.xls"))
    new.save(str(tmp_path / "a.ods"))
    for kind in ("xls", "ods"):
        answers = validate_file(tmp_path / f"a.{kind}", questionnaire(tmp_path))
        assert answers.table.kind == kind
        # of an old workbook nobody can say what is seen in it
        assert found(answers) == [*([(None, None, "W312")] if kind == "xls" else []), (2, "C", "E101")]


def test_spss_with_its_labels_as_headings_too(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pl.DataFrame({"id": ["001", "002"], "sex": [1.0, 7.0], "media": ["1,2", "3"], "extra": [1.0, None]})
    labels = ["整理番号", "性別", "情報の入手先", "その他"]
    pyreadstat.write_sav(frame, tmp_path / "a.sav", column_labels=labels)
    extra = "policies: {E402: set_missing}\n"
    answers = validate_file(tmp_path / "a.sav", questionnaire(tmp_path, extra))
    cells_found = [place for place in found(answers) if place[2] == "E101"]
    assert cells_found == [(2, "B", "E101")]
    assert coded(answers, "sex", "media_2") == [(1, True), (None, False)]


def test_parquet_of_any_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "整理番号": ["001", "002"], "受付日": [dt.date(2023, 7, 3), None], "問1": [1, 5], "問2": [2.0, None],
            "問3": [None, None], "問4": [[1, 2], [3]], "問5": [10.5, float("nan")],
            "問6": [dt.datetime(1980, 1, 2), None], "問7": ["よい", None],
        }
    )  # fmt: skip
    frame.write_parquet(tmp_path / "a.parquet")
    answers = validate_file(tmp_path / "a.parquet", questionnaire(tmp_path))
    assert found(answers) == [(3, "C", "E101")]
    assert coded(answers, "child", "media_2", "years", "born")[0] == (2, True, 10.5, dt.date(1980, 1, 2))


def packed(kind: str, data: bytes, name: str = "a.csv") -> bytes:
    if kind == "gzip":
        return gzip.compress(data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/._a.csv", b"x")
        archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_packed_files_are_opened(kind: str, tmp_path: Path) -> None:
    table = read_answers(write(tmp_path, packed(kind, TEXT.encode()), "a.bin"))
    assert table.headers == tuple(HEADER.split(","))
    assert table.size == (tmp_path / "a.bin").stat().st_size


def test_a_workbook_in_a_zip_is_told_apart_from_a_workbook(tmp_path: Path) -> None:
    inner = workbook(tmp_path).read_bytes()
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, packed("zip", inner, "a.xlsx"), "a.zip"))
    assert caught.value.code == "file_packed_twice"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_large_file_reads_as_a_small_one(encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kumin.responses.readers import _delimited as delimited

    rows = [f'{n:05d},2023/7/3,{n % 3 + 1},2,,"1,2",{n % 90},,{"意見" if n % 9 == 0 else ""}' for n in range(3000)]
    rows[2500] = "02500,2023/7/3,x,12,7,1,05,,"
    rows[2600] = '02600,2023/7/3,"1","","","",,,'
    path = write(tmp_path, "\n".join([HEADER, *rows]).encode(encoding))
    definition = questionnaire(tmp_path)
    small = validate_file(path, definition)
    monkeypatch.setattr(delimited, "LARGE", 1000)
    large = validate_file(path, definition)
    assert (large.table.encoding, large.table.evidence) == (small.table.encoding, small.table.evidence)
    assert {pl.Int16, pl.Categorical} <= {dtype.base_type() for dtype in large.table.frame.dtypes}
    assert large.coded.equals(small.coded)
    assert large.findings.equals(small.findings)
    assert sorted(code for _, _, code in found(small)) == ["E101", "E101", "E101", "W111"]
    assert large.table.sha256 == small.table.sha256
