"""Every rule of the catalogue has a small file that breaks it, and ``check`` and ``run`` both report it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.styles import Font

import kumin as library
from answers_tools import GOOD, HEADER, SMALL
from kumin.definitions import RULES
from kumin.messages import text
from kumin.result import Result
from kumin.words import Words
from kumin.writers.terminal.check import render_check
from kumin.writers.terminal.surveys import survey_lines

PLAN = """\
id: every-2023
title: 試験の運営方針
ward: 試験区
fiscal_year: 2023
issues:
  - {id: 1, title: 試験, indicators: [{id: 1-1, text: 世帯の数, unit: 世帯, target: {at_least: 50}, result: 40}]}
surveys:
"""
SURVEY = "  {key}: {{title: 調査{key}, questionnaire: {key}/q.yaml, of: 区民, invited: 1000, population: 100000}}\n"
PERIOD = "period: {start: 2023-07-01, end: 2023-07-31}\n"
BY_OPTION = "整理番号,受付日,問1,問2,問3,問4_1,問4_2,問4_3,問5,問6,問7"
FEW_COLUMNS = HEADER.replace(",問3", "")
NO_EXCLUSIVE = SMALL.replace("{label: 特になし, exclusive: true}", "特になし")
YEARS = SMALL.replace("minimum: 0, maximum: 98", "unit: 年")
NO_RANGE = SMALL.replace(", minimum: 0, maximum: 98", "")
OTHER = SMALL.replace("3: その他}", "3: {label: その他, other: true}}")
DAYS_OPEN = SMALL.replace(", earliest: 1900-01-01, latest: 2023-12-31", "")
REQUIRED = SMALL.replace("問1, type: single,", "問1, type: single, required: true,")
NUMBERED = SMALL.replace("{1: 男性, 2: 女性, 3: その他}", "{1: '2', 2: '3'}")
RANGE_LABELS = SMALL.replace("{1: 男性, 2: 女性, 3: その他}", "{1: 1-2, 2: 3-4, 3: 5-6}")

Write = Callable[[Path], None]
Kumin = Callable[..., CompletedProcess[str]]


@dataclass(frozen=True)
class Files:
    """Answer files of one survey and their questionnaire."""

    rows: tuple[str, ...] = ()
    extra: str = ""
    source: str = SMALL
    header: str = HEADER
    write: Write | None = None
    name: str = "a.csv"

    def make(self, folder: Path) -> Path:
        """Write them beside their questionnaire; return the answers' folder."""
        folder.mkdir()
        (folder / "q.yaml").write_text(self.extra + self.source, encoding="utf-8")
        answers = folder / "answers"
        answers.mkdir()
        if self.write:
            self.write(answers)
        else:
            (answers / self.name).write_text("\n".join([self.header, *self.rows]) + "\n", encoding="utf-8")
        return answers


def row(**cells: str) -> str:
    """A good answer with some cells of its own."""
    names = ("id", "received", "sex", "child", "care", "media", "years", "born", "free")
    return ",".join(cells.get(name, good) for name, good in zip(names, GOOD.split(","), strict=True))


def of(*rows: str, **options: Any) -> Files:
    return Files(rows, **options)


def by_option(*cells: str, **options: Any) -> Files:
    """Answers with a column for each option of a multiple answer."""
    rows = [f"{n:03d},2023/7/3,1,2,,{marks},10,1980/1/2,よい{n}" for n, marks in enumerate(cells, 1)]
    return Files(tuple(rows), header=BY_OPTION, **options)


def cut_file(folder: Path) -> None:
    (folder / "a.csv").write_text(f"{HEADER}\n{row()}\n002,2023/7", encoding="utf-8")


def born(*days: str, source: str = SMALL) -> Files:
    return Files(tuple(row(id=f"{n:03d}", born=day) for n, day in enumerate(days, 1)), source=source)


def two_files(*ids: tuple[str, str, str]) -> Files:
    """The same ids in two files; each is (id, years in the first, years in the second)."""

    def write(folder: Path) -> None:
        for place, name in ((1, "a.csv"), (2, "b.csv")):
            rows = [row(id=one[0], years=one[place], free=f"{name}{one[0]}") for one in ids]
            (folder / name).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")

    return Files(write=write)


def book(change: Callable[[Any], None], **options: Any) -> Files:
    """A workbook of four answers, changed."""

    def write(folder: Path) -> None:
        made = openpyxl.Workbook()
        sheet = made.active
        sheet.append(HEADER.split(","))
        for n in range(1, 5):
            sheet.append([f"{n:03d}", "2023/7/3", 1, 2, None, 1, 10, "1980/1/2", f"よい{n}"])
        change(sheet)
        made.save(folder / "a.xlsx")

    return Files(write=write, **options)


def struck(place: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[place].font = Font(strike=True)

    return change


def cell(place: str, value: Any, number_format: str | None = None) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[place] = value
        if number_format:
            sheet[place].number_format = number_format

    return change


def merged(cells: str) -> Callable[[Any], None]:
    return lambda sheet: sheet.merge_cells(cells)


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("説明").append(["回答の説明"])
    sheet.sheet_state = "hidden"
    sheet.parent.active = 1


def second_sheet(sheet: Any) -> None:
    other = sheet.parent.create_sheet("Web")
    for line in sheet.iter_rows(values_only=True):
        other.append(line)


def old_book(folder: Path) -> None:
    import xlwt

    made = xlwt.Workbook()
    sheet = made.add_sheet("回答")
    for place, line in enumerate((HEADER, row(), row(id="002"))):
        for column, value in enumerate(line.split(",")):
            sheet.write(place, column, value)
    made.save(str(folder / "a.xls"))


def spss(folder: Path) -> None:
    import pyreadstat

    frame = pl.DataFrame({"整理番号": ["001", "002"], "問1": [1.0, 8.0], "問2": [1.0, 2.0], "問5": [10.0, 20.0]})
    frame = frame.with_columns([pl.lit("").alias(name) for name in ("受付日", "問3", "問4", "問6", "問7")])
    pyreadstat.write_sav(frame, str(folder / "a.sav"), missing_ranges={"問1": [8]})


def spss_labels(folder: Path) -> None:
    import pyreadstat

    spss(folder)
    frame, _ = pyreadstat.read_sav(str(folder / "a.sav"), output_format="polars")
    pyreadstat.write_sav(frame, str(folder / "a.sav"), variable_value_labels={"問1": {1: "女性"}})


FILES: dict[str, Files] = {
    "E101": of(row(sex="4")),
    "E102": of(row(sex="*")),
    "E103": of(row(child="2")),
    "E104": by_option("1,1,1", source=NO_EXCLUSIVE),
    "E105": by_option("1,0,1"),
    "E106": of(row(years="十年ほど")),
    "E107": of(row(years="120")),
    "E108": of(row(), row(id="002", sex=""), source=REQUIRED),
    "W109": of(row(care="")),
    "W110": of(row(years="99"), source=NO_RANGE),
    "W111": of(row(years="9")),
    "W112": by_option("0,0,0", "1,0,0", source=NO_EXCLUSIVE),
    "W113": by_option("0,0,0", "1,0,0"),
    "W114": born("13/07/1980", "03/04/1981"),
    "W115": born("03/04/1981", "05/06/1982", source=DAYS_OPEN),
    "W116": born("10/13/79"),
    "W117": born("24/7/3", source=DAYS_OPEN),
    "W118": born("平成35年1月1日"),
    "W119": of(row(received="いつか"), row(id="002")),
    "W120": of(row(sex="N/A"), row(id="002")),
    "W121": of(row(media="広報紙 特になし"), row(id="002", media="広報紙"), source=NO_EXCLUSIVE),
    "W122": of(*(row(id=f"{n:03d}", sex="答えたくない" if n < 6 else "1") for n in range(12)), source=OTHER),
    "W123": by_option("○,×,×", "×,○,×"),
    "W124": by_option("2,,", "3,,", "1,2,"),
    "W125": Files(write=spss),
    "W126": by_option("1,2,2", "2,1,2", "2,2,1"),
    "W127": of(row(years="8万年"), row(id="002"), row(id="003"), source=YEARS),
    "W128": of(row(years="8万年"), row(id="003", years="9万年"), row(id="002"), source=YEARS),
    "E129": Files(write=spss_labels, extra="policies: {E129: keep}\n"),
    "W130": of(row() + ",", "002,2023/7/3,,2,,1,10,1980/1/2,よい,農家", header=f"{HEADER},問1 その他", source=OTHER),
    "W131": of(row(sex="1"), row(id="002", sex="2"), source=NUMBERED),
    "W132": of(row(sex="3"), row(id="002", sex="2"), source=NUMBERED),
    "W133": of(row(sex="☑男性 ☐女性"), row(id="002")),
    "W134": of(row(media='"1,99"'), row(id="002"), source=NO_EXCLUSIVE),
    "W135": of(row(sex="男性です"), row(id="002"), source=OTHER),
    "W136": by_option("-1,0,0", "0,-1,0"),
    "W137": of(row(child="", care="2"), row(id="002")),
    "W139": born("1980-01-01T15:00:00.000Z"),
    "W138": of(row(years="1955"), row(id="002"), row(id="003"), source=YEARS),
    "E201": of(row(), row(years="20")),
    "E202": two_files(("k-17", "10", "10"), ("k-23", "20", "21")),
    "W203": of(row(id=""), row(id="")),
    "W204": of(row(care="1"), extra="blocks: [{title: 評価, questions: [sex, child, care]}]\n"),
    "W205": of(row(received="2024/7/3"), extra=PERIOD),
    "E206": of(row(), row(id="002") + ",余り"),
    "W207": of(row(), "合計,,1,1,1,1,10,,"),
    "W208": of(row(id="2.02407E+11"), row(id="2.02407E+11", years="20")),
    "W209": of(row(), row(id="", years="20")),
    "W210": two_files(*((str(n), str(10 + n), str(40 + n)) for n in range(1, 13))),
    "W211": Files(write=lambda folder: (folder / "a.csv").write_bytes(
        "\r\n".join([HEADER, row(), row(id="002"), row(id="003") + "\n" + row(id="004"), ""]).encode()) and None),
    "W212": of(row(free=f'"{row(id="002")}\n{row(id="003")}\n"'), row(id="004")),
    "E213": of(row(), row(id="002", child=""), extra="needed: {child: [1, 2]}\n"),
    "W214": of(row(), ",".join(row(id="002").split(",")[:7])),
    "W215": of(row(), row(id="002", free='27"の画面')),
    "W216": of(row(free=' "よい, とても"')),
    "W217": of(row(sex="1\x0b")),
    "W218": of(row() + ",", "002,2023/7/3,,,,,,,,歩道がせまい", row(id="003") + ",よい", header=f"{HEADER},具体的に"),
    "W219": of(row(id='="001"'), row(id="002")),
    "W222": of(row() + ",Survey Preview", row(id="002") + ",", header=f"{HEADER},Status"),
    "W220": of(row(id="ab12"), row(id="AB12", years="20")),
    "E221": Files(write=cut_file, extra="policies: {E221: keep}\n"),
    "E301": book(cell("C3", "=1+1")),
    "E302": of(row(sex="#N/A"), row(id="002")),
    "E303": of(row(sex="1月2日"), row(id="002"), source=RANGE_LABELS),
    "W304": book(cell("G3", 0.1, "0%")),
    "W305": book(merged("C3:C4")),
    "W306": book(merged("C3:D3")),
    "W307": of(row(born="29222")),
    "W308": book(cell("A3", 20240700000000012345)),
    "W309": book(hide_row),
    "W310": book(hide_column),
    "W311": book(hide_sheet),
    "W312": Files(write=old_book),
    "W313": book(cell("G3", 5, '0"万円"')),
    "W314": book(struck("C3")),
    "E315": of(row(sex="\ufffd\ufffd"), row(id="002")),
    "W401": of(row() + ",済", header=f"{HEADER},処理"),
    "E402": of(row().replace(",2,", ",", 1), header=FEW_COLUMNS, extra="policies: {E402: set_missing}\n"),
    "W403": of(row() + ",済", header=f"{HEADER},"),
    "W404": of(row().removeprefix("001,"), header=HEADER.removeprefix("整理番号,")),
    "W405": book(second_sheet),
    "W501": of(row(free="よ\ufffdい")),
    "W502": of(row(free="=HYPERLINK(A1)")),
    "W503": of(row(free="電話は06-1234-5678へ")),
    "W504": of(row(free="ward@example.jp まで")),
    "W505": of(row(free="番号は1234 5678 9012です")),
}  # fmt: skip
"""A file for each rule; a new rule needs one."""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One run of a survey for each rule."""
    folder, plan, given = tmp_path_factory.mktemp("every"), PLAN, {}
    for code in RULES:
        given[code] = sorted(FILES[code].make(folder / code).iterdir())
        plan += SURVEY.format(key=code)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return library.run(folder, given)


@pytest.mark.parametrize("code", list(RULES))
def test_check_and_run_report_it(code: str, result: Result) -> None:
    words, definition = Words.of("ja"), result.plan.questionnaires[code]
    one = replace(result, answers={code: result.answers[code]})
    for report in (
        render_check(result.answers[code], definition, words),
        "\n".join(survey_lines(one, words)).replace(f"調査{code}", ""),
    ):
        assert code in report
        assert text(f"finding_{code}", "ja") in report


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_rule_is_explained(lang: str, kumin: Kumin) -> None:
    for code in RULES:
        told = kumin("explain", code, "--lang", lang).stdout
        for name in ("finding", "rule", "fix"):
            assert text(f"{name}_{code}", lang) in told
        for action in RULES[code].allowed:
            assert action in told
