"""A ward's year from the files as they arrive to the next year's folder, with what a person types counted.

The files are larger and dirtier than the sample (``dirty_ward_files.py``): codes in CP932 from a typist, a form's
workbook with words, a counter's with headings in two rows, last year's paper forms. The numbers are compared with
counts of the people the files were written from, so a wrong guess of the draft fails the test.
"""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from dirty_ward_files import COUNTER, PAPER, WEB, make_dirty_files
from kumin.authoring.year_folder import year_folder, year_to_do
from kumin.messages import text
from ward_files import WardFiles
from ward_person import Person, Run, answers_the_draft, writes_the_plan

MOST_COMMANDS, MOST_CELLS = 6, 60


def expected(files: WardFiles) -> dict[str, float]:
    """Count what the table must say."""
    return {
        "1-1": files.percent("6", (1, 2)), "1-2": files.percent("16", (6,)),
        "2-1": files.percent("22", (1, 2), among="5"), "2-2": files.percent("19", (1, 2)),
    }  # fmt: skip


def marks(percents: dict[str, float]) -> dict[str, str]:
    """Compare with the targets of the plan: the published 52.3% of last year, 20%, 60% and 75%."""
    reached = {
        "1-1": percents["1-1"] >= 52.3, "1-2": percents["1-2"] <= 20, "2-1": percents["2-1"] >= 60,
        "2-2": percents["2-2"] >= 75,
    }  # fmt: skip
    return {key: "A" if one else "B" for key, one in reached.items()}


def undecided(path: Path, lang: str) -> None:
    """Take back one decision, which is then still to be made in the next year."""
    book = openpyxl.load_workbook(path)
    book[text("sheet_to_check", lang)]["A5"] = None
    book.save(path)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_the_files_that_arrived_to_next_year(
    kumin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    # the reports take most of the time and have tests of their own; the guide's example writes them of this very year
    monkeypatch.setattr("kumin.writers.files.reports_available", lambda: False)
    files = make_dirty_files(tmp_path / "files", lang)
    person = Person(kumin, lang)
    given = [word for path in files.answers for word in ("--answers", path.relative_to(tmp_path))]
    begun = person.types(
        "start", "--ward", "大正区" if lang == "ja" else "Taisho", "--year", "R6", *given,
        "--population", files.population.relative_to(tmp_path),
    )  # fmt: skip
    folder = Path("令和6年度" if lang == "ja" else "2024")
    assert (text("file_to_do", lang) + ".txt") in begun.stdout
    answers_the_draft(person, folder / f"{text('file_questionnaire', lang)}.xlsx")
    writes_the_plan(person, folder / f"{text('file_plan', lang)}.xlsx")
    checked = person.types("check", folder)
    assert [code for code in ("E101", "E201", "W203", "W207") if code not in checked.stdout] == []
    left = [one.kind for one in year_to_do(year_folder(folder), lang)]
    assert left == ["result"], [one.line(lang) for one in year_to_do(year_folder(folder), lang)]
    out = Path(text("file_results", lang)) / "2024"
    done = person.types("run", folder, "--previous", files.last_year.relative_to(tmp_path), "--out", out)
    assert text("todo_next", lang, count=1)[:4] not in done.stderr
    result = json.loads((out / "result.json").read_text("utf-8"))
    rows = {row["indicator"]: row for row in result["judgements"]}
    now, before = expected(files.now), expected(files.before)
    assert {key: row["value"] for key, row in rows.items()} == now | {"1-3": 3120.0}
    assert {key: row["judgement"] for key, row in rows.items()} == marks(now) | {"1-3": "A"}
    assert {key: rows[key]["previous_percent"] for key in before} == before
    assert rows["1-1"]["n_base"] == files.now.answered("6")
    assert rows["2-1"]["n_base"] == files.now.answered("22", among="5")
    # the plan states another value of last year than the answers give: both are told
    assert "52.3%" in done.stdout
    assert f"{before['1-1']}%" in done.stdout
    (survey,) = result["surveys"].values()
    assert survey["n_used"] == PAPER + WEB + COUNTER
    undecided(folder / f"{text('file_questionnaire', lang)}.xlsx", lang)
    person.types("new", "--from", folder)
    following = Path("令和7年度" if lang == "ja" else "2025")
    next_year = year_folder(following)
    assert next_year.loaded is not None
    history = {one.id: dict(one.published) for _, one in next_year.loaded.plan.indicators()}
    assert {key: years[2024].percent for key, years in history.items()} == now | {"1-3": 3120.0}
    kinds = [one.kind for one in year_to_do(next_year, lang)]
    assert {"invited", "period", "values", "answers", "result"} <= set(kinds)
    assert kinds.count("asked") == 1
    assert person.commands <= MOST_COMMANDS
    assert person.cells <= MOST_CELLS, person.cells
