"""report.xlsx read back: its numbers are the frames', its texts are texts, and LibreOffice opens it."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import subprocess
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import fastexcel
import openpyxl
import polars as pl
import pytest

from conftest import MINI_PLAN, MINI_QUESTIONNAIRE, ROOT
from kumin.disclosure.published import Published
from kumin.messages import text
from kumin.numbers import exact, half_up
from kumin.pipeline import judge_published, run
from kumin.result import Result
from kumin.tables.axes import UNKNOWN
from kumin.tables.shares import survey_table
from kumin.words import Words
from kumin.words.respondents import who_views
from kumin.writers.workbook.bars import name_bars
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.report import write_workbook

SHEETS = ("form", "simple", "cross", "multiple", "conduct", "bases", "findings", "errors", "methods")


@pytest.fixture(scope="module")
def workbook(sample_result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "report.xlsx"
    write_workbook(sample_result, path, "ja")
    return path


def cells(path: Path, code: str, lang: str = "ja") -> list[tuple[Any, ...]]:
    """All rows of a sheet, values as they are."""
    sheet = fastexcel.read_excel(path).load_sheet(text(f"sheet_{code}", lang), header_row=None, dtypes="string")
    return list(sheet.to_polars().iter_rows())


def typed_columns(path: Path, code: str, first: int, rows: int) -> pl.DataFrame:
    reader = fastexcel.read_excel(path)
    return reader.load_sheet(text(f"sheet_{code}", "ja"), header_row=None, skip_rows=first, n_rows=rows).to_polars()


def same(found: str | None, value: float | None) -> bool:
    return (found is None) == (value is None) and (value is None or abs(float(found or 0) - value) < 1e-9)


def test_it_has_the_sheets(workbook: Path) -> None:
    assert fastexcel.read_excel(workbook).sheet_names == [text(f"sheet_{code}", "ja") for code in SHEETS]


def test_the_form_is_the_judgements(workbook: Path, sample_result: Result) -> None:
    rows = {row[0]: row for row in cells(workbook, "form") if row[8] in {"A", "B"}}
    names = ("n_base", "n_positive", "percent", "lower_percent", "upper_percent", "target_percent")
    for row in sample_result.judgements.iter_rows(named=True):
        found = rows[row["indicator"]]
        assert all(same(cell, row[name]) for cell, name in zip(found[2:8], names, strict=True))
        assert found[8] == row["judgement"]
        others = (
            "previous_percent",
            "change_points",
            "probability_met",
            "weighted_percent",
            "nonrespondent_tipping_percent",
        )
        assert all(same(cell, row[name]) for cell, name in zip(found[10:15], others, strict=True))
    assert len(rows) == sample_result.judgements.height
    whole = "\n".join(str(cell) for row in cells(workbook, "form") for cell in row if cell)
    for issue in sample_result.plan.plan.issues:
        for words in (issue.title, *issue.recognition, *issue.strategies, *issue.self_evaluation, *issue.future_policy):
            assert words in whole


def test_numbers_are_numbers(workbook: Path) -> None:
    header = next(place for place, row in enumerate(cells(workbook, "form")) if row[0] == "指標")
    frame = typed_columns(workbook, "form", header + 1, 11)
    numeric = frame.select(pl.nth(2, 3, 4, 5, 6, 7, 10, 11, 12))
    assert all(dtype.is_numeric() for dtype in numeric.dtypes)


def test_tabulations_are_the_frames(workbook: Path, sample_result: Result) -> None:
    expected = []
    for key, questionnaire in sample_result.plan.questionnaires.items():
        for row in survey_table(sample_result, key, ()).iter_rows(named=True):
            question = questionnaire.by_id[row["question"]]
            limits = [float(half_up(exact(100 * row[name]), 1)) for name in ("lower", "upper")]
            numbers = [row["n_positive"], row["percent"], *limits]
            expected.append((question.column_header, row["option"], question.options[row["option"]].label, numbers))  # type: ignore[union-attr]
    found = [row for row in cells(workbook, "simple") if row[1] is not None and row[1].isdigit()]
    assert len(found) == len(expected)
    for row, (header, option, label, numbers) in zip(found, expected, strict=True):
        assert (row[0], int(row[1]), row[2]) == (header, option, label)
        assert all(same(cell, value) for cell, value in zip(row[3:7], numbers, strict=True))


def test_cross_tabulations_are_the_frames(workbook: Path, sample_result: Result) -> None:
    found = [
        row for row in cells(workbook, "cross") if row[0] and row[0].startswith("問") and row[3] not in {None, "n"}
    ]
    place = 0
    for key, questionnaire in sample_result.plan.questionnaires.items():
        table = survey_table(sample_result, key)
        attributes = {question.id for question in questionnaire.questions if question.attribute}
        for (question, _, _), part in table.filter(~pl.col("question").is_in(attributes)).group_by(
            "question", "axis", "category", maintain_order=True
        ):
            row, count = found[place], part.height
            assert row[0] == questionnaire.by_id[str(question)].column_header
            assert int(float(row[3])) == part["n_base"][0]
            assert all(same(cell, value) for cell, value in zip(row[4 : 4 + count], part["percent"], strict=True))
            counts = row[5 + count : 5 + 2 * count]
            assert [int(float(cell)) for cell in counts] == part["n_positive"].to_list()
            place += 1
    assert place == len(found)
    assert {text("no_answer", "ja")} & {row[2] for row in found}
    assert UNKNOWN == -1


def test_respondents_differ_from_residents_by_what_the_printed_shares_differ(
    workbook: Path, sample_result: Result
) -> None:
    printed = [
        tuple(Fraction(row[name].rstrip("%")) for name in ("sample", "population", "difference"))
        for view in who_views(sample_result, Words.of("ja"))
        for row in view.rows
    ]
    assert printed
    assert all(share - residents == difference for share, residents, difference in printed)
    rows = openpyxl.load_workbook(workbook)[text("sheet_conduct", "ja")].iter_rows()
    shown = [row for row in rows if row[5].number_format.startswith("+") and row[5].value is not None]
    assert shown
    for row in shown:
        share, residents = (half_up(100 * exact(float(row[place].value)), 1) for place in (4, 3))
        assert share - residents == exact(float(row[5].value)), row[0].value


def test_every_sheet_prints_on_a4_landscape_in_letters_that_can_be_read(workbook: Path) -> None:
    opened = openpyxl.load_workbook(workbook)
    for sheet in opened.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape"), sheet.title
        if not sheet.sheet_properties.pageSetUpPr.fitToPage:
            assert sheet.page_setup.scale >= 70
            assert sheet.print_title_cols
    form = opened[text("sheet_form", "ja")]
    verdicts = [cell for cell in form["J"] if cell.value and "達成" in str(cell.value)]
    assert verdicts
    assert all(cell.alignment.wrap_text for cell in verdicts)


def test_a_number_with_its_unit_has_room_in_its_column(tmp_path: Path) -> None:
    plan = (
        "id: p\ntitle: 方針\nward: 区\nfiscal_year: 2023\nissues:\n  - id: 1\n    title: 課題\n    indicators:\n"
        "      - {id: 1-1, text: 商店で使う金額, unit: 円, result: 114700.5, decimals: 1, target: {at_least: 100000},\n"
        "         history: {2022: 113749.1}}\n"
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    write_workbook(judge_published(tmp_path), tmp_path / "a.xlsx", "ja")
    form = openpyxl.load_workbook(tmp_path / "a.xlsx")[text("sheet_form", "ja")]
    # a full-width letter takes two of a column's units, bold ones and the cell's edges two more
    for column, printed in (("E", "114,700.5円"), ("H", "100,000円以上"), ("K", "113,749.1円"), ("L", "+951.4円")):
        wide = sum(1 if one.isascii() else 2 for one in printed)
        assert form.column_dimensions[column].width >= wide + 1, column


def test_marks_and_small_bases_are_formats_not_text(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert "▲" in styles
    assert "▽" in styles
    assert "※" in styles


def test_findings_are_all_there(workbook: Path, sample_result: Result) -> None:
    rows = cells(workbook, "findings")
    start = next(place for place, row in enumerate(rows) if row[1] == text("rep_file", "ja"))
    listed = [row for row in rows[start + 1 :] if row[5]]
    assert [row[5] for row in listed] == sample_result.findings["code"].to_list()
    assert [None if row[2] is None else int(float(row[2])) for row in listed] == sample_result.findings["row"].to_list()


def test_sampling_errors_are_the_statisticians_table(workbook: Path, sample_result: Result) -> None:
    from kumin.estimation import sampling_error_table

    population = sample_result.plan.populations["residents"]
    assert population is not None
    table = sampling_error_table(population=population.total)
    rows = cells(workbook, "errors")
    first = next(place for place, row in enumerate(rows) if row[0] == "n")
    for row, ((n,), part) in zip(rows[first + 1 :], table.group_by("n", maintain_order=True), strict=False):
        assert int(float(row[0])) == n
        assert all(same(cell, value) for cell, value in zip(row[1:], part["error_points"], strict=False))


def test_charts_are_excels_own(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name)
    assert len(charts) >= 20
    assert drawings.count("descr=") == len(charts)


def test_every_bar_of_a_chart_has_its_name_and_long_names_leave_room_for_the_bars(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    for chart in charts:
        assert '<c:tickLblSkip val="1"/>' in chart
        layout = {name: float(value) for name, value in re.findall(r'<c:([xywh]) val="([\d.]+)"/>', chart)}
        assert 0 < layout["x"] <= 0.45, layout
        assert layout["w"] >= 0.48, layout
        assert layout["y"] + layout["h"] <= 1, layout


def test_a_bar_is_as_high_as_the_lines_of_its_name() -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(io.BytesIO())
    heights = []
    for name in ("あり", "長い選択肢" * 4, "とても長い選択肢" * 12):
        chart = book.add_chart({"type": "bar"})
        heights.append(name_bars(chart, [name, "なし"], width=430, a_bar=30, above=7, below=5))
        assert (chart.width, chart.height) == (430, heights[-1])
    # a line of 8 points is some 14 pixels high, and the longest name is of more than six lines beside the bars
    assert heights[0] == 72
    assert 72 < heights[1] < 100
    assert heights[2] > 12 + 2 * 6 * 14


def formula_plan(folder: Path) -> Result:
    """A plan whose words and values all begin like formulas."""
    plan = MINI_PLAN.replace("title: 安全なまち", 'title: "=1+1"').replace(
        "text: 安全だと感じている", 'text: "@SUM(A1)"'
    )
    questionnaire = MINI_QUESTIONNAIRE.replace("1: そう思う, 2: まあ思う", '1: "=cmd|calc", 2: "+1-1"', 1)
    questionnaire = questionnaire.replace("text: 安全か", 'text: "-2+3"')
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "residents.yaml").write_text(questionnaire, encoding="utf-8")
    header = "整理番号,受付日,問1,問2,問3,問4,問5,問6\n"
    rows = "".join(f"{n},2023/7/3,{1 + n % 2},{1 + n % 3},,1,3,\n" for n in range(40)) + "99,2023/7/3,=1+1,1,,1,3,\n"
    (folder / "residents.csv").write_text(header + rows, encoding="utf-8")
    return run(folder, {"residents": folder / "residents.csv"})


def test_a_disk_without_room_is_the_systems_error_as_for_every_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    book = Book(tmp_path / "a.xlsx")
    book.sheet("a", [10])
    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    with pytest.raises(OSError, match="No space") as raised:
        book.close()
    assert raised.value.errno == errno.ENOSPC


def test_text_like_a_formula_is_text(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_workbook(formula_plan(tmp_path), path, "ja")
    with zipfile.ZipFile(path) as archive:
        sheets = "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))
        words = archive.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheets
    for value in ("=cmd|calc", "+1-1", "@SUM(A1)", "=1+1"):
        assert value in words


def test_english_has_english_sheets(sample_result: Result, tmp_path: Path) -> None:
    write_workbook(sample_result, tmp_path / "report.xlsx", "en")
    names = fastexcel.read_excel(tmp_path / "report.xlsx").sheet_names
    assert names == [text(f"sheet_{code}", "en") for code in SHEETS]


def test_published_results_alone_make_a_workbook(tmp_path: Path) -> None:
    result = judge_published(ROOT / "schemas" / "tsurumi" / "r05")
    write_workbook(result, tmp_path / "report.xlsx", "ja")
    rows = [row for row in cells(tmp_path / "report.xlsx", "form") if row[8] in {"A", "B"}]
    assert [row[8] for row in rows].count("A") == 4


def soffice() -> str:
    found = shutil.which("soffice")
    if found:
        return found
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail("LibreOffice is missing on CI; scripts/install-test-tools installs it")
    pytest.skip("LibreOffice is not installed: run scripts/install-test-tools as root")


def test_libreoffice_opens_the_files(
    workbook: Path, sample_result: Result, sample_published: Published, tmp_path: Path
) -> None:
    from kumin.writers.document import write_document

    office = soffice()
    write_document(sample_published, tmp_path / "report.docx", "ja")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    shutil.copy(workbook, tmp_path / "book.xlsx")
    for file, target in (
        ("book.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"),
        ("report.docx", "txt:Text (encoded):UTF8"),
    ):
        done = subprocess.run(
            [office, profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path), str(tmp_path / file)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    simple = next(tmp_path.glob("book-*.csv")).read_text(encoding="utf-8")
    assert "区広報紙" in simple
    assert "56.9" in simple
    document = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    for issue in sample_result.plan.plan.issues:
        assert issue.title in document
