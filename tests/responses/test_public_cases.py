"""Files that people really had trouble with (tests/data/cases): the numbers are right, or kumin says what it did.

``expect.yaml`` of each case is described in tests/data/cases/README.md. A case that fails is marked in ``FAILING`` with
what is wrong; one that is mended fails here until its mark is removed.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from ruamel.yaml import YAML

from conftest import ROOT

CASES = ROOT / "tests" / "data" / "cases"
PLAN = """id: case-2024
title: 試験
ward: 試験区
fiscal_year: 2024
surveys:
  s: {title: 調査, questionnaire: q.yaml, of: 区民, invited: 10000, population: 100000}
issues:
  - id: 1
    title: 試験
    indicators:
      - {id: 1-1, text: 試験, unit: 世帯, target: {at_least: 50}, result: 40}
"""
STATISTICS = {"n": "n_base", "mean": "mean", "median": "median", "earliest": "earliest", "latest": "latest"}
FAILING: dict[str, str] = {}
"""Case → what is wrong today."""

Rows = list[dict[str, str]]
Kumin = Callable[..., "CompletedProcess[str]"]


def marked(case: Path) -> object:
    marks = [pytest.mark.xfail(reason=FAILING[case.name], strict=True)] if case.name in FAILING else []
    return pytest.param(case, id=case.name, marks=marks)


def plain(text: str) -> str:
    """Text without widths, case, spaces and quotation marks."""
    return re.sub(r"[\s「」『』\"'`“”‘’]", "", unicodedata.normalize("NFKC", text)).lower()


def is_of(row: Mapping[str, str], key: str, how: int) -> bool:
    """Whether a row is of the question: by id, by its wording, by how that begins, by the words in it."""
    text, wanted = plain(row.get("question_text") or ""), plain(key)
    words = re.findall(r"\w+", key)
    return (row["question"] == key, text == wanted, text.startswith(wanted), all(plain(w) in text for w in words))[how]


def is_option(row: Mapping[str, str], key: str) -> bool:
    name, wanted = plain(row.get("option_label") or ""), plain(key)
    other = wanted == plain("その他") and name.startswith(wanted)
    return bool(row.get("option")) and (row["option"] == key or name == wanted or other)


def value(rows: Rows, key: str) -> str | None:
    """The cell that ``question:option`` or ``question:statistic`` names; None where there is none or more than one."""
    question, _, what = key.strip().rpartition(":")
    for how in range(4):
        mine = [row for row in rows if is_of(row, question, how)]
        if not mine:
            continue
        if len({row["question"] for row in mine}) > 1:
            return None
        if what in STATISTICS:
            return mine[0].get(STATISTICS[what])
        options = [row for row in mine if is_option(row, what)]
        return options[0]["percent"] if len(options) == 1 else None
    return None


def same(got: str | None, wanted: object) -> bool:
    """Numbers to 0.1, bases exactly; a list holds what will do, null is an empty cell."""
    if isinstance(wanted, list):
        return any(same(got, one) for one in wanted)
    if wanted is None or got is None:
        return wanted is None and got == ""
    if isinstance(wanted, int | float):
        try:
            return abs(float(got) - wanted) < (0.051 if isinstance(wanted, float) else 1e-9)
        except ValueError:
            return False
    return got == str(wanted)


def differences(rows: Rows, values: Mapping[str, object]) -> list[str]:
    wrong = []
    for key, wanted in values.items():
        cells = [value(rows, one) for one in key.split(" | ")]
        if not any(same(cell, wanted) for cell in cells):
            wrong.append(f"{key} is {next((cell for cell in cells if cell is not None), 'missing')}, not {wanted}")
    return wrong


def faults(expect: Mapping[str, Any], rows: Rows | None, printed: str) -> list[str]:
    """What is not as the case demands; ``rows`` are none where the file was refused."""
    accept, values = expect["accept"], expect.get("values") or {}
    said = any(plain(word) in printed for word in expect.get("said") or [])
    wrong = ["refused"] if rows is None else differences(rows, values)
    wrong += [f"said {word}" for word in expect.get("not_said") or [] if plain(word) in printed]
    unsaid = [] if said else ["the problem is not said"]
    if accept == "value":
        return wrong
    if accept == "value_or_said":
        return [] if said else wrong
    if accept == "value_and_said":
        return wrong + unsaid
    if accept == "said_only":
        return unsaid or ([] if rows is None or not values else wrong)
    assert accept == "refused_or_value"
    if rows is None:
        return unsaid if expect.get("said") else []
    return wrong if values else ["not refused"]


def printed_by(done: CompletedProcess[str]) -> tuple[str, Rows | None]:
    """What a command printed outside its table, and the rows of the table of everyone."""
    lines = done.stdout.lstrip("\ufeff").splitlines()
    start = next((place for place, line in enumerate(lines) if "question" in line.split(",")), len(lines))
    table = csv.DictReader(io.StringIO("\n".join(lines[start:])))
    rows = [row for row in table if not row.get("axis")] if done.returncode == 0 and start < len(lines) else None
    return "\n".join([*lines[:start], done.stderr]), rows


@pytest.mark.parametrize("case", [marked(path.parent) for path in sorted(CASES.glob("*/expect.yaml"))])
def test_numbers_are_right_or_the_problem_is_said(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kumin: Kumin
) -> None:
    if case.name.endswith("sav-missing-in-range"):
        pytest.importorskip("pyreadstat")
    expect = YAML(typ="safe", pure=True).load((case / "expect.yaml").read_text(encoding="utf-8"))
    answers = expect["answers"]
    for name in [*answers, *([] if expect["new"] else ["q.yaml"])]:
        shutil.copyfile(case / name, tmp_path / name)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = [kumin("new", answers[0], "--out", "q.yaml")] if expect["new"] else []
    words = [one.stdout + one.stderr for one in done]
    rows: Rows | None = None
    if Path("q.yaml").exists():
        checked = kumin("check", "q.yaml", *answers, "--out", "found", "--limit", "100000")
        files = [option for name in answers for option in ("--answers", f"s={name}")]
        tabulated = kumin("tabulate", "plan.yaml", *files, "--format", "csv", "--min-cell", "0")
        done += [checked, tabulated]
        outside, rows = printed_by(tabulated)
        words += [checked.stdout, checked.stderr, outside]
        words += [path.read_text(encoding="utf-8-sig") for path in Path("found").glob("findings*.csv")]
    if expect["new"] and Path("q.yaml").exists():
        words += re.findall(r"(?:^|\s)#(.*)$", Path("q.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert {one.returncode for one in done} <= {0, 1, 2}, words
    assert not faults(expect, rows, plain("\n".join(words)))
