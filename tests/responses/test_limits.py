"""No file ends the process: what takes too much is refused with one line."""

from __future__ import annotations

import gzip
import os
import random
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import ROOT
from kumin.definitions import FileLayout
from kumin.definitions.files.yaml_tree import LONGEST_NUMBER, read_yaml
from kumin.errors import DefinitionError, ReadError, UsageError
from kumin.messages import text
from kumin.reading import MAX_DEFINITION, MAX_MEMORY, MAX_SECONDS, Limits, current_limits, limits
from kumin.responses import read_answers
from kumin.responses.readers import _ordinary, guard
from kumin.responses.readers._ordinary import is_ordinary
from kumin.responses.readers.reader import Source
from kumin.responses.readers.spreadsheets import _xlsx_sheet

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("番号", "問1", "問2"))
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
QUESTIONS = """\
id: q
title: 小
columns: {id: 番号}
questions:
  - {id: a, text: 一, header: 問1, type: single, options: {1: はい, 2: いいえ}}
  - {id: b, text: 二, header: 問2, type: text}
"""


def xlsx(
    path: Path, rows: str, *, head: str = HEAD, encoding: str = "utf-8", more: dict[str, str] | None = None
) -> Path:
    """A workbook of one sheet, with the rows' XML as given."""
    sheet = f'<?xml version="1.0"?><worksheet {MAIN}><sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>'
    target = f'Id="a" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"'
    book = f'Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship {book}/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="a"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship {target}/>'
        "</Relationships>",
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
        archive.writestr("xl/worksheets/sheet1.xml", sheet.encode(encoding))
    return path


def ods(path: Path, rows: str, encoding: str = "UTF-8") -> Path:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    words = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{ODS_TYPE}"/></m:manifest>',
        )
        archive.writestr("content.xml", words)
    return path


def text_cells(*words: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>' for word in words
    )


def far_cell(folder: Path) -> Path:
    return xlsx(folder / "far.xlsx", '<row><c r="XFD1048576"><v>1</v></c></row>')


def far_cell_in_small_letters(folder: Path) -> Path:
    return xlsx(folder / "small.xlsx", '<row r="2"><c r="xfd1048576"><v>1</v></c></row>')


def far_cell_in_utf_16(folder: Path) -> Path:
    return xlsx(folder / "utf16.xlsx", '<row r="2"><c r="XFD1048576"><v>1</v></c></row>', encoding="utf-16")


def one_long_text_everywhere(folder: Path) -> Path:
    rows = "".join(f'<row r="{r}">' + '<c t="s"><v>0</v></c>' * 500 + "</row>" for r in range(2, 102))
    texts = f"<sst {MAIN}><si><t>{'あ' * 100_000}</t></si></sst>"
    return xlsx(folder / "texts.xlsx", rows, more={"xl/sharedStrings.xml": texts})


def repeated_rows(folder: Path) -> Path:
    row = (
        '<table:table-row table:number-rows-repeated="1048576">'
        + text_cells(*"一二三四五六七八九十あい")
        + "</table:table-row>"
    )
    return ods(folder / "rows.ods", row)


def repeated_long_text(folder: Path) -> Path:
    cell = text_cells("あ" * 1_000_000).replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="900"'
    )
    return ods(folder / "text.ods", f'<table:table-row table:number-rows-repeated="900">{cell}</table:table-row>')


def unknown_encoding(folder: Path) -> Path:
    return ods(folder / "encoding.ods", f"<table:table-row>{text_cells('番号')}</table:table-row>", "nonsense")


def packed_zeros(folder: Path) -> Path:
    with gzip.open(folder / "zeros.csv.gz", "wb", 1) as file:
        for _ in range(450):
            file.write(bytes(1 << 20))
    return folder / "zeros.csv.gz"


def many_delimiters(folder: Path) -> Path:
    with gzip.open(folder / "wide.csv.gz", "wb", 1) as file:
        file.write(b"a,b\n" * 2_000_000 + b"," * 16_000 + b"\n")
    return folder / "wide.csv.gz"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def endless(folder: Path) -> Path:
    (folder / "zero.csv").symlink_to("/dev/zero")
    return folder / "zero.csv"


def long_name(folder: Path) -> Path:
    return folder / ("長" * 100 + ".xlsx")


HOSTILE: dict[Callable[[Path], Path], str] = {
    far_cell: "遠くのセル",
    far_cell_in_small_letters: "",
    far_cell_in_utf_16: "",
    one_long_text_everywhere: "メモリー",
    repeated_rows: "メモリー",
    repeated_long_text: "遠くのセル",
    unknown_encoding: "ODS のファイルが壊れています",
    packed_zeros: "ファイルが大きすぎます",
    many_delimiters: "16,001 列",
    pipe: "ふつうのファイルではありません",
    endless: "ふつうのファイルではありません",
    long_name: "",
}


def in_shell(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell in which a failure of the guard cannot hurt the machine."""
    environment = {**os.environ, "KUMIN_LANG": "ja", "PYTHONUTF8": "1"}
    return subprocess.run(
        ["bash", "-c", 'ulimit -v 5000000 -t 120; "$@"', "bash", sys.executable, "-m", "kumin", *map(str, arguments)],
        cwd=folder, capture_output=True, encoding="utf-8", env=environment, timeout=240, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="the shell that limits the process is a POSIX one")
@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_is_refused_with_one_line(make: Callable[[Path], Path], tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    done = in_shell(tmp_path, "check", "q.yaml", make(tmp_path))
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("エラー: ")
    assert HOSTILE[make] in line


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(guard, "read_in_child", refuse)


def ordinary_rows(count: int) -> str:
    return "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{1 + n % 2}</v></c></row>' for n in range(2, count + 2)
    )


@pytest.mark.usefixtures("no_child")
def test_an_ordinary_workbook_starts_no_process(tmp_path: Path) -> None:
    assert read_answers(xlsx(tmp_path / "a.xlsx", ordinary_rows(700))).frame.height == 700
    row = f"<table:table-row>{text_cells('1', '2', '3')}</table:table-row>"
    assert read_answers(ods(tmp_path / "a.ods", row * 700)).frame.height > 690


@pytest.mark.parametrize(
    "cell",
    ['<c r="a2">', '<c r ="A2">', '<c r= "A2">', '<c r="AAAA2">', '<c r="A12345678">', '<c r="&#65;2">', '<c r="A2 ">'],
)
def test_a_workbook_that_says_places_in_another_way_is_read_apart(cell: str, tmp_path: Path) -> None:
    plain = xlsx(tmp_path / "a.xlsx", '<row r="2"><c r="A2"><v>1</v></c></row>')
    odd = xlsx(tmp_path / "b.xlsx", f'<row r="2">{cell}<v>1</v></c></row>')
    assert read_here(plain)
    assert not read_here(odd)


def read_here(path: Path) -> bool:
    """Whether a workbook is read in this process."""
    children: list[Source] = []

    def note(source: Source, _: Limits, __: object) -> None:
        children.append(source)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "read_in_child", note)
        guard.read_guarded(Source(path, path.read_bytes(), "xlsx", FileLayout()), guard.read_table)
    return not children


def ordinary(path: Path, kind: str = "xlsx", **allowed: float) -> bool:
    return is_ordinary(Source(path, path.read_bytes(), kind, FileLayout()), Limits(**allowed))


def test_what_else_is_read_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ordinary_rows(50)
    assert ordinary(xlsx(tmp_path / "a.xlsx", rows))
    assert not read_here(xlsx(tmp_path / "b.xlsx", rows, encoding="utf-16"))
    assert not ordinary(xlsx(tmp_path / "c.xlsx", rows, more={"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}))
    assert not read_here(one_long_text_everywhere(tmp_path))
    assert not ordinary(xlsx(tmp_path / "d.xlsx", "<row/>" * 1_000_000))  # packed small
    assert not ordinary(xlsx(tmp_path / "e.xlsx", rows), memory=0.00001)
    monkeypatch.setattr(_ordinary, "ORDINARY_SHEETS", 1 << 20)
    noise = "".join(f'<row r="{n}"><c r="A{n}"><v>{random.Random(n).random()}</v></c></row>' for n in range(2, 30_000))
    assert not ordinary(xlsx(tmp_path / "f.xlsx", noise))  # large
    monkeypatch.setattr(_ordinary, "ORDINARY_SIZE", 1000)
    assert ordinary(xlsx(tmp_path / "g.xlsx", rows))
    assert not ordinary(xlsx(tmp_path / "h.xlsx", rows, more={"xl/styles.xml": "<a/>" * 300}))
    assert not ordinary(tmp_path / "a.xlsx", "xls")
    assert ordinary(tmp_path / "a.xlsx", "text")


def test_a_sheet_that_may_take_much_memory_is_read_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def formulas(reference: str) -> Path:
        cells = f'<c r="A2"><f t="array" ref="{reference}">1</f></c><c r="B2"><v>1</v></c>'
        return xlsx(tmp_path / "a.xlsx", f'<row r="2">{cells}</row>')

    def merged(reference: str) -> Path:
        rows = ordinary_rows(30) + f'</sheetData><mergeCells><mergeCell ref="{reference}"/></mergeCells><sheetData>'
        return xlsx(tmp_path / "b.xlsx", rows)

    monkeypatch.setattr(_xlsx_sheet, "_MOST_KEPT", 20)
    assert read_here(formulas("A2:B3"))
    assert not read_here(formulas("A2:B12"))
    assert read_here(merged("A2:B12"))
    assert not read_here(merged("A2:B30"))
    assert not read_here(xlsx(tmp_path / "c.xlsx", ordinary_rows(21).replace("<v>", "<f>1</f><v>")))
    plain = xlsx(tmp_path / "d.xlsx", ordinary_rows(30))
    assert read_here(plain)
    monkeypatch.setattr(_xlsx_sheet, "_LONGEST_ROW", 1000)
    assert not read_here(plain)


def test_a_large_sheet_whose_cells_do_not_say_where_they_are_is_read_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places, rows = (r' r="[AB]\d+"', r'(?<=row) r="\d+"'), ordinary_rows(30)
    head = HEAD.replace("<c ", '<c r="A1" ', 1).replace("<c t", '<c r="B1" t', 1).replace("<c t", '<c r="C1" t', 1)
    without = [xlsx(tmp_path / f"{n}.xlsx", re.sub(what, "", rows), head=head) for n, what in enumerate(places)]
    placed = xlsx(tmp_path / "placed.xlsx", rows, head=head)
    assert all(map(read_here, without))
    monkeypatch.setattr(_xlsx_sheet, "_MOST_UNPLACED", 1000)
    assert read_here(placed)
    assert not any(map(read_here, without))


def test_a_large_rectangle_is_read_apart_and_more_memory_allows_it(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ordinary_rows(3) + '<row r="220000"><c r="AD220000"><v>7</v></c></row>')
    assert not read_here(path)
    table = read_answers(path)
    assert table.frame["c29"].drop_nulls().to_list() == ["7"]
    with limits(memory=0.05), pytest.raises(ReadError) as caught:
        read_answers(path)
    assert caught.value.code == "sheet_too_large"


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", '<row r="2"><c r="a2"><v>1</v></c></row>')
    with limits(seconds=0.01), pytest.raises(ReadError) as caught:
        read_answers(path)
    assert caught.value.code == "reading_takes_time"
    assert "0.01 秒" in caught.value.message("ja")


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_spss_file_is_a_message(seed: int, tmp_path: Path) -> None:
    pytest.importorskip("pyreadstat")
    data = bytearray(b"$FL2@(#) SPSS DATA FILE" + bytes(37) + (2).to_bytes(4, "little") + bytes(200))
    change = random.Random(seed)
    for _ in range(60):
        data[change.randrange(60, len(data))] = change.randrange(256)
    path = tmp_path / "a.sav"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_answers(path)
    assert caught.value.code in {
        "file_broken",
        "table_too_large",
        "reading_takes_memory",
        "file_without_rows",
        "file_empty",
    }


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a: " + "1" * 5000, "definition_number_too_long"),
        ("a: -0x" + "f" * LONGEST_NUMBER, "definition_number_too_long"),
        ("a: " + "1" * LONGEST_NUMBER, ""),
        ("a: '" + "1" * 5000 + "'", ""),
        ("1" * 400 + ": a", "definition_number_too_long"),
        ("[" * 5000, "definition_too_deep"),
        ("a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
            f"{n}: &{n} [{', '.join(['*' + m] * 10)}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True)
        ), "definition_too_large"),
        ("a: " + "x" * MAX_DEFINITION, "definition_file_too_large"),
    ],
)  # fmt: skip
def test_a_definition_that_is_too_much_is_a_message(words: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(words, encoding="utf-8")
    if not code:
        read_yaml(path)
        return
    with pytest.raises(DefinitionError) as caught:
        read_yaml(path)
    assert caught.value.code == code
    assert len(caught.value.message("ja")) < 400


def test_a_definition_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- a\n" * 20_000, encoding="utf-8")
    with limits(seconds=0.05), pytest.raises(DefinitionError) as caught:
        read_yaml(tmp_path / "a.yaml")
    assert caught.value.code == "reading_takes_time"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are of POSIX systems")
def test_special_files_are_not_opened_wherever_a_file_is_named(tmp_path: Path, mini: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket"))
    for name in ("pipe", "socket"):
        for read in (read_answers, kumin.load_plan, kumin.load_questionnaire):
            with pytest.raises(kumin.KuminError) as caught:
                read(tmp_path / name)
            assert caught.value.code == "not_a_file"
    text = (mini / "plan.yaml").read_text(encoding="utf-8")
    (mini / "plan.yaml").write_text(text.replace("population: 1000", "population: pipe.csv"), encoding="utf-8")
    os.mkfifo(mini / "pipe.csv")
    with pytest.raises(DefinitionError) as caught:
        kumin.load_plan(mini)
    assert caught.value.code == "not_a_file"


@pytest.mark.parametrize("where", ["check", "answers", "plan", "out", "new", "previous", "result"])
def test_a_name_too_long_for_the_system_is_a_message(
    where: str, mini: Path, kumin: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    long, answers = mini / ("n" * 300), mini / "answers"
    calls = {
        "check": ["check", mini / "residents.yaml", long],
        "answers": ["run", mini, "--answers", long],
        "plan": ["run", long, "--answers", answers],
        "out": ["run", mini, "--answers", answers, "--out", long],
        "new": ["new", answers / "residents.csv", "--out", long],
        "previous": ["run", mini, "--answers", answers, "--previous", long],
        "result": ["compare", long, long],
    }
    done = kumin(*calls[where])
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_limits_hold_within_their_block_and_must_be_above_0() -> None:
    assert current_limits() == Limits(MAX_MEMORY, MAX_SECONDS)
    with limits(memory=4), kumin.limits(seconds=5) as now:
        assert now == current_limits() == Limits(4, 5)
    assert current_limits() == Limits(MAX_MEMORY, MAX_SECONDS)
    for wrong in ({"memory": 0}, {"seconds": -1.0}, {"memory": float("nan")}):
        with pytest.raises(UsageError), limits(**wrong):
            pass


def test_the_commands_that_read_answers_take_the_limits(
    mini: Path, kumin: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    answers = mini / "answers"
    for call in (
        ["check", mini / "residents.yaml", answers / "residents.csv"],
        ["run", mini, "--answers", answers],
        ["tabulate", mini, "--answers", answers],
        ["crosstab", mini, "--answers", answers],
        ["new", answers / "residents.csv", "--out", mini / "new.yaml"],
        ["demo"],
    ):
        done = kumin(*call, "--max-memory", "0.000001")
        assert done.returncode == 2
        assert "--max-memory で増やせます" in done.stderr
        assert current_limits() == Limits()
    late = kumin("check", mini / "residents.yaml", answers / "residents.csv", "--max-seconds", "0.00001")
    assert late.returncode == 2
    assert "--max-seconds で増やせます" in late.stderr


def test_the_pages_say_the_limits() -> None:
    formats = (ROOT / "docs" / "file-formats.md").read_text(encoding="utf-8")
    for words in (
        f"メモリー {MAX_MEMORY} GB と {MAX_SECONDS:g} 秒",
        f"{MAX_MEMORY} GB of memory and {MAX_SECONDS:g} seconds",
    ):
        assert words in formats
    assert formats.count("--max-memory") == formats.count("--max-seconds") == formats.count("kumin.limits(") == 2
    assert formats.count(f"{MAX_DEFINITION // 1024**2} MB") >= 2
    questions = (ROOT / "docs" / "faq-ja.md").read_text(encoding="utf-8")
    words = text("reading_takes_memory", "ja", memory="", seconds="").partition(" GB")[2].partition("。")[0]
    assert f"GB{words}" in questions
    assert "--max-memory" in questions


def xls(path: Path, *far: tuple[int, int], rows: int = 3) -> Path:
    """A workbook of the old format with cells far from the others."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for column, name in enumerate(("番号", "問1", "問2")):
        sheet.write(0, column, name)
    for row in range(1, rows + 1):
        sheet.write(row, 0, str(row))
        sheet.write(row, 1, 1 + row % 2)
    for row, column in far:
        sheet.write(row, column, 7)
    book.save(str(path))
    return path


def test_a_far_cell_of_an_xls_takes_no_more_memory_than_is_allowed(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", (65535, 255))
    assert path.stat().st_size < 10_000
    assert read_answers(xls(tmp_path / "b.xls")).frame.height == 3
    with limits(memory=0.2), pytest.raises(ReadError) as caught:
        read_answers(path)
    assert caught.value.code == "reading_takes_memory"
    assert "--max-memory" in caught.value.message("ja")


def test_an_xls_whose_sectors_go_in_a_circle_is_a_message(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls")
    data = bytearray(path.read_bytes())
    # the table of sectors says of each what the next one is: itself
    table = 512 * (1 + int.from_bytes(data[76:80], "little"))
    for sector in range(20):
        data[table + 4 * sector : table + 4 * sector + 4] = sector.to_bytes(4, "little")
    path.write_bytes(data)
    with limits(seconds=20), pytest.raises(ReadError) as caught:
        read_answers(path)
    assert "\n" not in caught.value.message("ja")


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_xls_is_read_or_is_a_message(seed: int, tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", rows=40)
    data, rng = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(1 + 15 * seed):
        data[rng.randrange(512, len(data))] = rng.randrange(256)
    path.write_bytes(data)
    error = None
    try:
        read_answers(path)
    except ReadError as caught:
        error = caught
    assert error is None or "\n" not in error.message("ja")


def test_a_table_of_too_many_cells_is_refused_before_it_is_read_with_the_memory_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"番号": [str(n) for n in range(200_000)], "問1": 1, "問2": "よい"}).write_parquet(path)
    with limits(memory=0.001), pytest.raises(ReadError) as caught:
        read_answers(path)
    words = caught.value.message("ja")
    assert caught.value.code == "table_too_large"
    assert "200,000 行 × 3 列" in words
    needed = re.search(r"--max-memory ([\d.]+)", words)
    assert needed
    with limits(memory=float(needed[1])):
        assert read_answers(path).frame.height == 200_000
