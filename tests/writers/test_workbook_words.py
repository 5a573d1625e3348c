"""report.xlsx: targets in words, numbers and days as such, no empty tables and charts, whole blocks printed."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import fastexcel
import pytest

import kumin
from conftest import MINI_PLAN, MINI_QUESTIONNAIRE
from kumin.messages import text
from kumin.result import Result
from kumin.writers.workbook.book import PAGE_POINTS, Book
from kumin.writers.workbook.report import write_workbook

INDICATORS = """\
      - {id: 2-1, text: 範囲, survey: residents, question: safe, positive: [1], target: {between: [40, 60]}}
      - {id: 2-2, text: 半ば開いた範囲, survey: residents, question: safe, positive: [1],
         target: {at_least: 40, less_than: 62.5}}
      - {id: 2-3, text: 件数, unit: 件, target: {lower: {ratio: 0.9}}, history: {2022: 190}, result: 165}
      - {id: 2-4, text: 世帯数, unit: 世帯, target: {at_least: 10000}, history: {2020: 9800}, result: 10488}
      - {id: 2-5, text: 以前の年度, survey: residents, question: safe, positive: [1], target: {at_most: 40},
         history: {2021: 30}}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the workbook of the small plan, changed."""

    def made(*changes: tuple[str, str], answers: str = "", lang: str = "ja") -> Path:
        plan, questionnaire = MINI_PLAN + INDICATORS, MINI_QUESTIONNAIRE
        for old, new in changes:
            assert old in plan + questionnaire
            plan, questionnaire = plan.replace(old, new), questionnaire.replace(old, new)
        (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "residents.yaml").write_text(questionnaire, encoding="utf-8")
        rows = answers or "".join(f"{n:03d},2023/7/1,{1 + n % 2},{1 + n % 3},,1,3,\n" for n in range(60))
        (tmp_path / "residents.csv").write_text("整理番号,受付日,問1,問2,問3,問4,問5,問6\n" + rows, encoding="utf-8")
        result: Result = kumin.run(tmp_path, {"residents": tmp_path / "residents.csv"})
        write_workbook(result, tmp_path / "report.xlsx", lang)
        return tmp_path / "report.xlsx"

    return made


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def sheet_xml(path: Path, place: int) -> str:
    return part(path, f"xl/worksheets/sheet{place}.xml")


def shown(path: Path, place: int, cell: str) -> tuple[str, str]:
    """Return a cell's number and the format it is shown with."""
    found = re.search(rf'<c r="{cell}" s="(\d+)"[^>]*><v>([^<]*)</v>', sheet_xml(path, place))
    assert found
    styles = part(path, "xl/styles.xml")
    xfs = re.findall(r"<xf [^>]*numFmtId=\"(\d+)\"", styles.partition("<cellXfs")[2])
    formats = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    return found[2], formats.get(xfs[int(found[1])], "").replace("&quot;", '"')


def rows(path: Path, code: str, lang: str = "ja") -> list[tuple[str | None, ...]]:
    sheet = fastexcel.read_excel(path).load_sheet(text(f"sheet_{code}", lang), header_row=None, dtypes="string")
    offset = next(int(n) for n in re.findall(r'<row r="(\d+)"', sheet_xml(path, 1))) if code == "form" else 1
    return [()] * (offset - 1) + list(sheet.to_polars().iter_rows())


def place_of(path: Path, indicator: str) -> int:
    return next(number for number, row in enumerate(rows(path, "form"), start=1) if row and row[0] == indicator)


def test_targets_are_numbers_shown_with_their_words(write: Write) -> None:
    path = write()
    expected = {
        "1-1": ("60", '0"%以上"'),
        "2-1": ("40", '0"～60%"'),
        "2-2": ("40", '0"%以上62.5%未満"'),
        "2-3": ("171", '#,##0"件以下"'),
        "2-4": ("10000", '#,##0"世帯以上"'),
        "2-5": ("40", '0"%以下"'),
    }
    found = {indicator: shown(path, 1, f"H{place_of(path, indicator)}") for indicator in expected}
    assert found == expected


def test_the_value_of_an_older_year_names_it(write: Write) -> None:
    path = write()
    assert shown(path, 1, f"K{place_of(path, '1-1')}")[1] == "0.0"
    assert shown(path, 1, f"K{place_of(path, '2-5')}") == ("30", '0.0"（令和3年度）"')
    assert shown(path, 1, f"K{place_of(path, '2-4')}") == ("9800", '#,##0"世帯（令和2年度）"')


def test_a_range_reaches_to_its_upper_end_in_the_chart(write: Write) -> None:
    chart = part(write(), "xl/charts/chart1.xml")
    plus = re.search(r"<c:plus>.*?</c:plus>", chart, flags=re.DOTALL)
    assert plus
    assert [float(value) for value in re.findall(r"<c:v>([^<]*)</c:v>", plus[0])] == [0, 0, 20, 22.5, 0]


def test_how_the_survey_was_conducted_is_numbers_and_days(write: Write) -> None:
    path = write(("invited: 100", "invited: 1000, period: {start: 2023-07-01, end: 2023-07-31}"))
    conduct = rows(path, "conduct")
    places = {row[0]: number for number, row in enumerate(conduct, start=1)}

    def cell(code: str) -> tuple[str, str]:
        return shown(path, 5, f"B{places[text(code, 'ja')]}")

    assert cell("rep_population") == ("1000", '#,##0"人"')
    assert cell("rep_used") == ("60", '#,##0"人"')
    assert cell("rep_rate") == ("0.06", "0.0%")
    days = [cell(f"rep_period_{end}") for end in ("start", "end")]
    first = (dt.date(2023, 7, 1) - dt.date(1899, 12, 30)).days
    assert [int(value) for value, _ in days] == [first, first + 30]
    assert all("年" in code for _, code in days)


def test_a_small_population_has_no_empty_table_of_errors(write: Write) -> None:
    answers = "".join(f"{n:03d},2023/7/1,1,1,,1,3,\n" for n in range(36))
    told = [row[0] for row in rows(write(("population: 1000", "population: 36"), answers=answers), "errors")]
    assert text("rep_errors_few", "ja", n=50) in told
    assert "n" not in told


def test_a_question_that_nobody_answered_has_no_chart(write: Write) -> None:
    answered = write(answers="".join(f"{n:03d},2023/7/1,1,1,1,1,3,\n" for n in range(40)))
    with zipfile.ZipFile(answered) as archive:
        before = sum("charts/chart" in name for name in archive.namelist())
    without = write(answers="".join(f"{n:03d},2023/7/1,1,1,,1,3,\n" for n in range(40)))
    with zipfile.ZipFile(without) as archive:
        assert sum("charts/chart" in name for name in archive.namelist()) == before - 1


def test_long_names_in_cross_tabulations_are_wrapped_in_high_rows(write: Write) -> None:
    name, group = "あなたの主なご職業や日ごろの活動の状況について", "週に30時間以上勤務している会社員・公務員・団体職員"
    path = write(
        (
            "text: 子どもがいるか, header: 問1, type: single",
            f"text: {name}, header: 問1, type: single, attribute: true",
        ),
        ("1: いる, 2: いない", f"1: {group}, 2: いない"),
    )
    xml = sheet_xml(path, 3)
    place = next(number for number, row in enumerate(rows(path, "cross"), start=1) if row[2] == group)
    heights = dict(re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"', xml))
    assert float(heights[str(place)]) >= 45
    styles = part(path, "xl/styles.xml").partition("<cellXfs")[2]
    xfs = re.findall(r"<xf .*?(?:/>|</xf>)", styles)
    for column in "BC":
        style = re.search(rf'<c r="{column}{place}" s="(\d+)"', xml)
        assert style
        assert 'wrapText="1"' in xfs[int(style[1])]


def test_questions_and_their_charts_are_printed_whole(sample_result: Result, tmp_path: Path) -> None:
    write_workbook(sample_result, tmp_path / "report.xlsx", "ja")
    xml = sheet_xml(tmp_path / "report.xlsx", 2)
    assert 'paperSize="9"' in xml
    assert 'fitToHeight="0"' in xml
    breaks = [0, *(int(place) for place in re.findall(r'<brk id="(\d+)"', xml.partition("<rowBreaks")[2]))]
    heights = {int(row): float(height) for row, height in re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"', xml)}
    drawing = part(tmp_path / "report.xlsx", "xl/drawings/drawing2.xml")
    ends = [int(row) for row in re.findall(r"<xdr:to>.*?<xdr:row>(\d+)</xdr:row>", drawing)]
    starts = [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing)]
    assert len(breaks) > 3
    # no page begins within a chart, and each begins with a question
    assert not any(start < place <= end for place in breaks for start, end in zip(starts, ends, strict=True))
    width, height = PAGE_POINTS
    scale = width / (0.75 * sum(7 * column + 5 for column in (10, 8, 40, 9, 9, 9, 9, 3, 60)))
    for begin, end in zip(breaks, [*breaks[1:], max(ends) + 1], strict=True):
        assert sum(heights.get(row + 1, 15) for row in range(begin, end)) * scale <= height


def test_the_form_is_printed_large_enough_and_wide_tables_over_several_pages(write: Write) -> None:
    options = ", ".join(f"{code}: 選択肢{code}" for code in range(1, 21))
    path = write(
        ("header: 問1, type: single", "header: 問1, type: single, attribute: true"),
        (
            "options: {1: そう思う, 2: まあ思う, 3: 思わない}}\n  - id: childcare",
            f"options: {{{options}}}}}\n  - id: childcare",
        ),
    )
    form, cross = sheet_xml(path, 1), sheet_xml(path, 3)
    assert 'paperSize="9"' in form
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', form)]
    spans = [int(b) - int(a) + 1 for a, b in re.findall(r'<col min="(\d+)" max="(\d+)"', form)]
    points = 0.75 * 7 * sum(width * span for width, span in zip(widths, spans, strict=True))
    # letters of 10 points, on A4 as every other sheet
    assert 10 * PAGE_POINTS[0] / points >= 6.5
    assert 'scale="75"' in cross
    assert "fitToHeight" not in cross
    assert "クロス集計!$A:$D" in part(path, "xl/workbook.xml")


def test_a_page_is_broken_before_what_does_not_fit(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.xlsx")
    sheet = book.sheet("表", (10, 10))
    for _ in range(3):
        first = sheet.row
        for _ in range(20):
            sheet.put(0, 1, book.look("cell"))
            sheet.row += 1
        sheet.keep(first)
    book.close()
    # 20 rows of 15 points; 515 points a page
    assert sheet.breaks == [20, 40]


def test_english_has_one_sign_for_reference_values(write: Write) -> None:
    answers = "".join(f"{n:03d},2023/7/1,1,{1 + n % 3},,1,3,\n" for n in range(20))
    path = write(answers=answers, lang="en")
    assert "※" not in part(path, "xl/styles.xml")
    assert "#,##0&quot;*&quot;" in part(path, "xl/styles.xml")
