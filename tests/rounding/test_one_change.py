"""One change is printed alike by run, compare and trend: the difference of the printed values, with their decimals."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import pytest

from conftest import MINI_HEADER, MINI_PLAN, MINI_QUESTIONNAIRE
from kumin.messages import text

Run = Callable[..., CompletedProcess[str]]

# 35 of 41 and 29 of 61 people: the exact differences are -37.82, printed -38, -37.8 and -37.82, and none of them is
# the difference of the printed percents
ANSWERS = {2022: (41, 35), 2023: (61, 29)}
PERCENTS = {0: ("85", "48", "-37"), 1: ("85.4", "47.5", "-37.9"), 2: ("85.37", "47.54", "-37.83")}


@pytest.fixture(scope="module", params=sorted(PERCENTS))
def years(request: pytest.FixtureRequest, kumin: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """Two years' folders, each with its plan and its results, and the decimals of their plans."""
    decimals: int = request.param
    place = tmp_path_factory.mktemp("years")
    for year, (n, positive) in ANSWERS.items():
        folder = place / f"plan{year}"
        (folder / "answers").mkdir(parents=True)
        plan = re.sub(r" +history:.*\n", "", MINI_PLAN).replace("2023", f"{year}\ndecimals: {decimals}")
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        (folder / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
        rows = [f"{one:03d},{year}/7/1,2,{1 if one < positive else 3},,1,5,\n" for one in range(n)]
        (folder / "answers" / "residents.csv").write_text(MINI_HEADER + "".join(rows), encoding="utf-8")
        out = place / "results" / str(year)
        done = kumin("run", folder, "--answers", folder / "answers", "--out", out, "--lang", "en")
        assert done.returncode == 0, done.stderr
        (place / f"{year}.txt").write_text(done.stdout, encoding="utf-8")
    return decimals, place


def line(words: str) -> str:
    return next(line for line in words.splitlines() if line.startswith("1-1"))


def test_run_compare_and_trend_print_one_change(kumin: Run, years: tuple[int, Path]) -> None:
    decimals, place = years
    before, now, change = PERCENTS[decimals]
    run = line((place / "2023.txt").read_text(encoding="utf-8"))
    compared = line(kumin("compare", place / "results" / "2022", place / "results" / "2023", "--lang", "en").stdout)
    trend = line(kumin("trend", place / "results" / "2022", place / "results" / "2023", "--lang", "en").stdout)
    assert re.search(rf"\s{re.escape(before)}\s+{re.escape(change)}\s", run)
    assert re.search(rf"^1-1\s+{before} \w\s+{now} \w\s+{re.escape(change)}\s", compared)
    assert re.search(rf"^1-1\s+{before} \w\s+{now} \w\s+{re.escape(change)}\s", trend)


def test_intervals_of_changes_have_the_decimals_of_the_plan(kumin: Run, years: tuple[int, Path]) -> None:
    decimals, place = years
    number = r"[-+]?\d+" + (rf"\.\d{{{decimals}}}" if decimals else "")
    for command in ("compare", "trend"):
        words = line(kumin(command, place / "results" / "2022", place / "results" / "2023", "--lang", "en").stdout)
        assert re.search(rf"\s{number}[～–]{number}\s", words), words


def test_a_value_published_with_more_decimals_is_told_with_them_and_so_is_the_change(
    kumin: Run, tmp_path: Path
) -> None:
    """30 of 60 people are 50% in a plan without decimals that has published 47.5%: no 48%, and neither +2 nor +3."""
    (tmp_path / "answers").mkdir()
    plan = re.sub(r"history:.*\n", "history: {2022: 47.5}\n", MINI_PLAN).replace("2023", "2023\ndecimals: 0", 1)
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    rows = [f"{one:03d},2023/7/1,2,{1 if one < 30 else 3},,1,5,\n" for one in range(60)]
    (tmp_path / "answers" / "residents.csv").write_text(MINI_HEADER + "".join(rows), encoding="utf-8")
    out = tmp_path / "out"
    done = kumin("run", tmp_path, "--answers", tmp_path / "answers", "--out", out, "--detail", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^1-1\s+60\s+50\s.*\s47\.5\s+\+2\.5\s", done.stdout, re.M)
    assert "+2.5 points from last year" in done.stdout
    assert "2022 47.5%" in done.stdout
    page = (out / "report.html").read_text(encoding="utf-8")
    assert re.search(r"47\.5%.{0,40}\+2\.5 points", page, re.S)
    book = openpyxl.load_workbook(out / "report.xlsx")[text("sheet_form", "en")]
    shown = next(row for row in book.iter_rows() if row[0].value == "1-1")
    assert [(shown[place].value, shown[place].number_format[-3:]) for place in (4, 10, 11)] == [
        (50, "0"), (47.5, "0.0"), (2.5, "0.0"),
    ]  # fmt: skip
