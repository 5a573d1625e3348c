"""docs/coming-from-r.md: kumin's code runs and gives R's numbers, and is not longer than the others'."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from conftest import ROOT

DATA = ROOT / "tests" / "data" / "reference"
PAGE = (ROOT / "docs" / "coming-from-r.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## (\d+)\. .*$", PAGE, flags=re.M)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
NUMBERS: dict[str, Any] = json.loads((DATA / "ten_tasks.json").read_text(encoding="utf-8"))
PARTS = zip(SECTIONS[1::2], SECTIONS[2::2], strict=True)
TASKS = {int(number): dict(BLOCK.findall(words.split("\n## ")[0])) for number, words in PARTS}
EXACT, ITERATIVE = 1e-8, 1e-4


MEASURES: dict[str, Callable[[str], int]] = {
    "words": lambda code: len(re.findall(r"\w+", code)),
    "words and signs": lambda code: len(re.findall(r'"[^"]*"|[\w.]*\w|[^\w\s]', code)),
    "characters": lambda code: len(re.sub(r"\s", "", code)),
}
"""How long code is: names, numbers and texts; these and signs, a dotted name or a text as one; all but spaces."""


def longer(number: int, measure: str) -> int:
    """Return by how much a task is longer with kumin than with the shortest of the others; below 0: shorter."""
    lengths = {kind: MEASURES[measure](code) for kind, code in TASKS[number].items()}
    return lengths.pop("python") - min(lengths.values())


@cache
def setup() -> dict[str, Any]:
    """Run what the page says that everybody begins with."""
    namespace: dict[str, Any] = {}
    exec(dict(BLOCK.findall(SECTIONS[0]))["python"].replace("tests/data/reference", str(DATA)), namespace)
    return namespace


@cache
def results(number: int) -> list[Any]:
    """Run the code of a task; return what each of its lines gives."""
    return [eval(line, setup()) for line in TASKS[number]["python"].splitlines()]


def close(found: pl.Series, expected: list[float] | float, tolerance: float = EXACT) -> None:
    wanted = expected if isinstance(expected, list) else [expected]
    assert found.to_list() == pytest.approx(wanted, rel=tolerance)


def test_there_are_ten_tasks_each_with_code_in_r_and_kumin() -> None:
    assert list(TASKS) == list(range(1, 11))
    assert all({"r", "python"} <= set(task) for task in TASKS.values())


@pytest.mark.parametrize("measure", ["words", "words and signs"])
@pytest.mark.parametrize("number", TASKS)
def test_no_task_takes_more_words_than_the_shortest_of_the_others(number: int, measure: str) -> None:
    assert longer(number, measure) <= 0


def test_the_design_takes_no_more_words_than_that_of_the_others() -> None:
    begins = dict(BLOCK.findall(SECTIONS[0]))
    design = begins.pop("python").splitlines()[-1]
    for measure in ("words", "words and signs"):
        assert MEASURES[measure](design) <= min(map(MEASURES[measure], begins.values()))


def test_the_page_says_which_tasks_take_more_characters() -> None:
    more = {number: by for number in TASKS if (by := longer(number, "characters")) > 0}
    found = re.search(r"win tasks ([\d, and]+), by at most (\d+) characters", PAGE)
    assert found
    assert (list(map(int, re.findall(r"\d+", found[1]))), int(found[2])) == (list(more), max(more.values()))


def test_the_code_of_r_is_what_made_the_numbers() -> None:
    script = (DATA / "make_ten_tasks.R").read_text(encoding="utf-8")
    for code in [BLOCK.findall(SECTIONS[0])[0][1], *(task["r"] for task in TASKS.values())]:
        for line in code.splitlines():
            assert line in script


def test_r_gives_the_numbers_where_it_is_at_hand(tmp_path: Path) -> None:
    has = "quit(status = !all(c('survey', 'jsonlite') %in% rownames(installed.packages())))"
    if shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", has], check=False).returncode:
        pytest.skip("R with survey and jsonlite is not installed")
    for name in ("apistrat.csv", "scd.csv", "make_ten_tasks.R"):
        shutil.copy(DATA / name, tmp_path / name)
    subprocess.run(["Rscript", "make_ten_tasks.R"], cwd=tmp_path, check=True, capture_output=True)
    made = json.loads((tmp_path / "ten_tasks.json").read_text(encoding="utf-8"))
    assert made["task9"]["estimate"] == pytest.approx(NUMBERS["task9"]["estimate"])
    assert made["task2"]["all"]["se"] == pytest.approx(NUMBERS["task2"]["all"]["se"])


def test_svy_runs_its_code_where_it_is_at_hand() -> None:
    svy = pytest.importorskip("svy", reason="svy is of the extra benchmark")
    given = setup()["apistrat"].with_columns(pl.col("awards", "sch.wide", "comp.imp", "both").cast(pl.Int64))
    namespace = {"svy": svy, **{name: setup()[name] for name in ("pl", "scd", "types", "poor")}, "apistrat": given}
    exec(dict(BLOCK.findall(SECTIONS[0]))["py"], namespace)
    for number, task in TASKS.items():
        assert ("py" in task) is (number != 7)
        exec(task.get("py", ""), namespace)
        assert "d" in namespace


def test_r_has_what_the_table_names_where_it_is_at_hand() -> None:
    """A name that only a later version has is said to be of that version."""
    if shutil.which("Rscript") is None:
        pytest.skip("R is not at hand")
    cells = " ".join(row[1] for row in ROWS)
    named = {one for one in re.findall(r"`([\w.]+)", cells) if one.startswith(("svy", "as.", "rake", "post"))}
    assert {"svyby", "svyttest", "svychisq"} <= named
    code = f"library(survey); cat(setdiff(c({', '.join(map(repr, sorted(named)))}), ls('package:survey')))"
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R's survey is not installed")
    assert done.stdout.split() == []


LINES = [line for line in PAGE.split("## What each can do")[1].splitlines() if line.startswith("| ")]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES[1:]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_of_what_kumin_can_do_runs(row: list[str]) -> None:
    _, _, _, can, code = row
    assert (can == "–") is (code == "")
    if code:
        given = eval(code.strip("`"), {**{name: getattr(kumin, name) for name in kumin.__all__}, **setup()})
        tables = [given] if isinstance(given, pl.DataFrame) else list(vars(given).values())
        assert tables
        assert all(table.height for table in tables if isinstance(table, pl.DataFrame))


def test_a_share_by_group() -> None:
    (found,) = results(1)
    close(found["proportion"], NUMBERS["task1"]["estimate"])
    close(found["se"], NUMBERS["task1"]["se"])


def test_four_shares_by_two_groups_with_totals() -> None:
    (found,) = results(2)
    inner, everyone = pl.col("stype").is_not_null(), pl.col("poor").is_null()
    parts = {
        "cells": found.filter(inner, ~everyone).sort("poor", "stype", maintain_order=True),
        "stype": found.filter(inner, everyone).sort("stype", maintain_order=True),
        "poor": found.filter(~inner, ~everyone).sort("poor", maintain_order=True),
        "all": found.filter(~inner, everyone),
    }
    order = ["awards", "sch.wide", "comp.imp", "both"]
    for name, part in parts.items():
        ordered = pl.concat([part.filter(indicator=one) for one in order])
        close(ordered["proportion"], NUMBERS["task2"][name]["estimate"])
        close(ordered["se"], NUMBERS["task2"][name]["se"])


def test_mean_and_median_by_group() -> None:
    (found,) = results(3)
    close(found["mean"], NUMBERS["task3"]["mean"]["estimate"])
    close(found["se"], NUMBERS["task3"]["mean"]["se"])
    close(found["p50"], NUMBERS["task3"]["median"])


def test_a_ratio() -> None:
    (found,) = results(4)
    close(found["ratio"], NUMBERS["task4"]["estimate"])
    close(found["se"], NUMBERS["task4"]["se"])


def test_rake_then_a_share() -> None:
    """R's rake stops after a change of less than 1: the numbers agree as far as it goes."""
    (found,) = results(5)
    close(found["proportion"], NUMBERS["task5"]["estimate"], ITERATIVE)
    close(found["se"], NUMBERS["task5"]["se"], 1e-3)


def test_rao_scott() -> None:
    (found,) = results(6)
    for name in ("f", "df1", "df2", "p_value"):
        close(found.test[name], NUMBERS["task6"][name])


def test_differences_of_all_groups() -> None:
    (found,) = results(7)
    expected = NUMBERS["task7"]
    assert [abs(one) for one in found["difference"]] == pytest.approx([abs(one) for one in expected["estimate"]])
    close(found["se"], expected["se"])


def test_replicate_columns() -> None:
    (found,) = results(8)
    close(found["total"], NUMBERS["task8"]["estimate"])
    close(found["se"], NUMBERS["task8"]["se"])


def test_logistic_regression() -> None:
    (found,) = results(9)
    close(found.coefficients["estimate"], NUMBERS["task9"]["estimate"], ITERATIVE)
    close(found.coefficients["se"], NUMBERS["task9"]["se"], ITERATIVE)


def test_a_multiple_answer_with_small_groups_marked() -> None:
    (given,) = results(10)
    groups = given.sort("poor", "stype", maintain_order=True)
    found = pl.concat([groups.filter(indicator=one) for one in ("awards", "sch.wide", "comp.imp")])
    close(found["proportion"], NUMBERS["task10"]["estimate"])
    few = NUMBERS["task10"]["few"] * 3
    assert 0 < sum(few) < len(few)
    assert [mark == "few_answers" for mark in found["reliability"]] == few
