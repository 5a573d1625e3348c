"""Numbers and dates in the commands and in report.xlsx: the same as the frames, in both languages."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import fastexcel
import polars as pl
import pytest

from kumin.messages import text
from kumin.numbers import printed
from kumin.pipeline import run
from kumin.result import Result
from kumin.tables.amounts import survey_numbers
from kumin.writers.workbook.report import write_workbook
from number_tools import folder

Run = Callable[..., CompletedProcess[str]]
AMOUNTS = ("mean", "sd", "minimum", "q25", "median", "q75", "maximum")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("numbers"))


@pytest.fixture(scope="module")
def result(place: Path) -> Result:
    return run(place, place / "answers", level=0.9)


@pytest.fixture(scope="module", params=["ja", "en"])
def workbook(
    request: pytest.FixtureRequest, result: Result, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("workbook") / "report.xlsx"
    write_workbook(result, path, request.param)
    return path, request.param


def cells(path: Path, name: str) -> list[tuple[Any, ...]]:
    sheet = fastexcel.read_excel(path).load_sheet(name, header_row=None, dtypes="string")
    return list(sheet.to_polars().iter_rows())


def same(found: str | None, value: Any) -> bool:
    if value is None or found is None:
        return found is None and value is None
    return found[:10] == str(value) if "-" in str(value)[1:] else abs(float(found) - float(value)) < 1e-9


def shown(row: dict[str, Any], name: str) -> Any:
    """A figure as readers are told it: means, deviations and limits with a decimal more than the answers."""
    if row[name] is None or name not in ("mean", "sd", "lower", "upper"):
        return row[name]
    return float(printed(row[name], row["decimals"] + 1))


def block(rows: list[tuple[Any, ...]], heading: str) -> list[tuple[Any, ...]]:
    start = next(number for number, row in enumerate(rows) if (row[0] or "").startswith(heading))
    end = next((n for n, row in enumerate(rows[start + 1 :], start + 1) if not any(row)), len(rows))
    return rows[start + 1 : end]


def test_tabulations_of_the_workbook_are_the_frame(workbook: tuple[Path, str], result: Result) -> None:
    path, lang = workbook
    rows = cells(path, text("sheet_simple", lang))
    table = survey_numbers(result, "residents", (), level=0.9)
    for heading, row in zip(
        ("問3　居住年数", "問5　転入日", "問6　子どもの人数"), table.iter_rows(named=True), strict=True
    ):
        names = AMOUNTS if row["kind"] == "number" else ("earliest", "median_date", "latest")
        found = {line[2]: line for line in block(rows, heading)}
        for name in names:
            assert same(found[text(f"num_{name}", lang)][3], shown(row, name)), (name, found)
        if row["kind"] == "number":
            mean = found[text("num_mean", lang)]
            assert same(mean[5], shown(row, "lower"))
            assert same(mean[6], shown(row, "upper"))
            assert text("rep_lower", lang, level="90") in {line[5] for line in found.values()}
        assert same(found[text("rep_total_n", lang)][3], row["n_base"])
        assert same(found[text("rep_no_answer", lang)][3], row["n_no_answer"])


def test_cross_tabulations_of_the_workbook_are_the_frame(workbook: tuple[Path, str], result: Result) -> None:
    path, lang = workbook
    rows = cells(path, text("sheet_cross", lang))
    table = survey_numbers(result, "residents", level=0.9)
    for heading, question in (("問3　居住年数", "years"), ("問5　転入日", "moved"), ("問6　子どもの人数", "kids")):
        part = table.filter(question=question)
        found = block(rows, heading)[1:]
        assert len(found) == part.height
        names = ("earliest", "median_date", "latest") if question == "moved" else ("mean", "lower", "upper", "median")
        for line, row in zip(found, part.iter_rows(named=True), strict=True):
            figures = ("n_base", *names)
            assert all(same(cell, shown(row, name)) for cell, name in zip(line[3:], figures, strict=False)), line
    assert part.height == 7


def test_days_and_marks_of_the_workbook_are_formats_and_charts_are_of_closed_questions(
    workbook: tuple[Path, str], result: Result
) -> None:
    path, lang = workbook
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").decode()
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name)
    assert "yyyy-mm-dd" in styles
    assert "#,##0.0&quot;▲&quot;" in styles
    assert "問4" in drawings
    assert not any(words in drawings for words in ("居住年数", "転入日", "子どもの人数"))
    whole = "\n".join(str(cell) for row in cells(path, text("sheet_cross", lang)) for cell in row if cell)
    assert text("num_method_mark", lang) in whole
    assert "自由記述" not in whole


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_tabulate_shows_numbers_in_the_order_of_the_form(kumin: Run, place: Path, result: Result, lang: str) -> None:
    done = kumin("tabulate", place, "--answers", place / "answers", "--lang", lang)
    assert done.returncode == 0, done.stderr
    headings = [line[:2] for line in done.stdout.splitlines() if line.startswith("問")]
    assert headings == ["問1", "問2", "問3", "問4", "問5", "問6"]
    row = survey_numbers(result, "residents", (), ["years"]).row(0, named=True)
    lines = done.stdout.splitlines()
    head = next(number for number, line in enumerate(lines) if text("num_sd", lang) in line)
    found = lines[head + 2].split()
    between = text("rep_to", lang, lower=f"{row['lower']:.1f}", upper=f"{row['upper']:.1f}")
    expected = [row["n_base"], row["n_no_answer"], f"{row['mean']:.1f}", between, f"{row['sd']:.1f}"]
    expected += [f"{row[name]:.0f}" for name in ("minimum", "q25", "median", "q75", "maximum")]
    assert found == [str(value) for value in expected]
    assert text("num_method", lang, level="95") in done.stdout


def test_crosstab_of_numbers_marks_means_and_small_groups(kumin: Run, place: Path) -> None:
    done = kumin("crosstab", place, "--answers", place / "answers", "--by", "sex", "--question", "moved,years")
    assert done.returncode == 0, done.stderr
    women = next(line for line in done.stdout.splitlines() if "女性" in line)
    assert women.split()[2].endswith("▲")
    assert any(line.split()[:2] == ["その他", "3※"] for line in done.stdout.splitlines())
    assert text("num_method_mark", "ja") in done.stdout
    assert "安全か" not in done.stdout


def test_csv_has_columns_of_its_kinds(kumin: Run, place: Path, tmp_path: Path) -> None:
    def table(name: str, *options: str) -> pl.DataFrame:
        done = kumin(
            "crosstab", place, "--answers", place / "answers", "--by", "sex", "--out", tmp_path / name, *options
        )
        assert done.returncode == 0, done.stderr
        return pl.read_csv(tmp_path / name, infer_schema=False)

    closed, numbers, dates = table("c.csv", "--question", "safe"), table("n.csv", "--question", "years"), table(
        "d.csv", "--question", "moved", "--min-cell", "0"
    )  # fmt: skip
    assert "mean" not in closed.columns
    assert "option" not in numbers.columns
    assert "maximum" not in numbers.columns
    assert {"earliest", "median_date", "latest"} <= set(dates.columns)
    assert "mean" not in dates.columns
    both = table("b.csv", "--question", "safe,years,moved")
    assert set(both.columns) == {*closed.columns, *numbers.columns, "median_date"}
    assert both.columns[: closed.width] == closed.columns
    assert both.filter(question="safe").select(closed.columns).equals(closed)
    assert both.filter(question="years").select(numbers.columns).equals(numbers)
    hidden = numbers.filter(category="3")
    assert hidden.select("n_base", "mean", "sd", "median", "suppressed").row(0) == ("x", "x", "x", "x", "true")
    # rows of one kind have nothing in the columns of another
    assert both.filter(question="moved")["mean"].null_count() == both.filter(question="moved").height
    plain = table("p.csv", "--question", "years", "--min-cell", "0")
    assert plain["maximum"].null_count() == 0
    assert not (plain["mean"] == "x").any()


def test_csv_and_sheet_agree(kumin: Run, place: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.md"):
        done = kumin("crosstab", place, "--answers", place / "answers", "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert text("num_method_suppress", "ja", halves=10, fourths=20) in done.stderr
    table = pl.read_csv(tmp_path / "a.csv", infer_schema=False).drop_nulls("kind")
    book = fastexcel.read_excel(tmp_path / "a.xlsx")
    assert book.sheet_names == ["目次", "％表", "Ｎ表", "数値・日付", "データ", "データ（数値・日付）"]
    sheet = book.load_sheet("データ（数値・日付）", dtypes="string").to_polars()
    assert sheet.height == table.height
    assert "最大" not in sheet.columns
    for heading, name in (
        ("n", "n_base"),
        ("平均", "mean"),
        ("中央値", "median"),
        ("差", "mark"),
        ("中央の日", "median_date"),
    ):
        for found, value in zip(sheet[heading], table[name], strict=True):
            if value in {None, "x", "▲", "▽"} or name == "median_date":
                assert (found or "")[:10] == (value or "")
            else:
                assert printed(float(found), len(value.partition(".")[2])) == value
    markdown = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "| 属性 | 区分 | n | 平均 | 95%区間 | 中央値 |" in markdown
    only = kumin("tabulate", place, "--answers", place / "answers", "--question", "kids", "--out", tmp_path / "k.xlsx")
    assert only.returncode == 0, only.stderr
    assert fastexcel.read_excel(tmp_path / "k.xlsx").sheet_names == ["目次", "単純集計", "データ（数値・日付）"]


def test_numbers_are_no_axes_and_text_is_no_table(kumin: Run, place: Path) -> None:
    base = ("crosstab", place, "--answers", place / "answers")
    for options, wrong in ((("--by", "years"), "years"), (("--by", "sex", "--question", "free"), "free")):
        done = kumin(*base, *options)
        assert done.returncode == 2
        assert f"「{wrong}」" in done.stderr
