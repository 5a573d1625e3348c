"""What an audit finds to be given away is hidden and written again; the rest of a release is published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import polars as pl
import pytest

from conftest import ROOT
from drawing_tools import Blank
from kumin.charts import renderer
from kumin.disclosure import groups
from kumin.disclosure.cells import Cell, System
from kumin.disclosure.coarsen import Bounds, coarsen
from kumin.disclosure.published import release
from kumin.disclosure.systems import group_of
from kumin.pipeline import run
from kumin.result import Result
from kumin.writers.auditing import audited
from kumin.writers.auditing.audit import Audit, withheld
from kumin.writers.files import write_result
from kumin.writers.report import write_report

CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"


@pytest.fixture(scope="module")
def small() -> Result:
    return run(CASE, CASE / "answers")


def careless(system: System, k: int, unseen: Collection[Cell], _told: object = None) -> dict[Cell, Bounds]:
    """Hide what is small in the question of three options, and nothing beside it."""
    if not any(kind == 3 for _, kind in system.counts) or any(kind == 5 for _, kind in system.counts):
        return coarsen(system, k, unseen)
    small = {cell for cell, n in system.counts.items() if 0 < n < k and cell[0] and isinstance(cell[1], int)}
    return dict.fromkeys({*unseen, *small})


def test_a_question_that_is_given_away_is_hidden_and_the_others_are_published(
    small: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_result(small, tmp_path / "sound", "ja", reports=False)
    sound = pl.read_csv(tmp_path / "sound" / "open_data.csv")
    monkeypatch.setattr(groups, "coarsen", careless)
    write_result(small, tmp_path / "out", "ja", reports=False)
    made = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["audit"]
    assert made["held"] == [["s", "q1"]]
    assert made["passed"] is True
    assert made["withheld"] == []
    (words,) = made["warnings"]
    assert "q1" in words
    assert "s/q1" not in words, "of one survey its key is not told"
    assert "1 件" in words
    table = pl.read_csv(tmp_path / "out" / "open_data.csv")
    held, others = table.filter(question="q1"), table.filter(pl.col("question") != "q1")
    assert held.filter(pl.col("axis").is_not_null())["n_positive"].null_count() == held.height - 3
    assert held.filter(pl.col("axis").is_null(), option=1)["n_positive"].null_count() == 0, "an indicator tells it"
    assert others.equals(sound.filter(pl.col("question") != "q1"))


def test_what_cannot_be_mended_is_withheld(small: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "coarsen", careless)
    monkeypatch.setattr(audited, "TRIES", 1)
    write_result(small, tmp_path / "out", "ja", reports=False)
    made = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["audit"]
    assert made["passed"] is False
    assert made["withheld"] == ["open_data.csv", "datapackage.json"]
    assert not (tmp_path / "out" / "open_data.csv").exists()


def test_of_a_held_attribute_no_group_is_shown(small: Result) -> None:
    survey = release(small).holding({("s", "age")}).surveys["s"]
    assert {group_of("age", str(code)) for code in range(1, 6)} <= survey.groups
    assert survey.table.filter(axis="age")["n_base"].null_count() == survey.table.filter(axis="age").height
    assert survey.domains.filter(axis="age")["n_base"].null_count() == survey.domains.filter(axis="age").height
    assert survey.table.filter(axis="sex")["n_base"].null_count() == 0


def test_the_second_try_hides_the_groups_that_are_told(small: Result) -> None:
    told = Audit(5, 1, (("s", "q1", "sex=1*age=2", "1"),), 0, 1, 0, 0, ())
    first = audited._more(told, release(small))
    assert first == {("s", "q1")}
    assert audited._more(told, release(small).holding(first)) == {("s", "sex"), ("s", "age")}
    sizes = Audit(5, 1, (("s", "", "age=1", ""),), 0, 1, 0, 0, ())
    assert audited._more(sizes, release(small)) == {("s", "age")}


def told_at_first(times: int, *, only_beside: str = "") -> Callable[[Path, int], Audit]:
    """An audit that finds so many times that a group of a question is told, where a file stands in the folder."""
    left = iter(range(times))

    def found(folder: Path, k: int) -> Audit:
        seen = not only_beside or (folder / only_beside).exists()
        told = (("s", "q1", "sex=1", "1"),) if seen and next(left, None) is not None else ()
        return Audit(k, 1, told, 0, 5, 0, 0, ())

    return found


def test_where_a_question_and_its_groups_are_not_enough_all_of_the_survey_is_hidden_and_the_indicators_are_published(
    small: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kumin.writers.auditing.audit.audit", told_at_first(3))
    record = audited.write_audited(release(small), tmp_path, lambda published: {"of": published}, None, "ja")
    questions = [*small.plan.questionnaires["s"].by_id]
    assert record["audit"]["held"] == sorted(["s", name] for name in [*questions, "1-0", "1-1", "1-2"])
    assert record["audit"]["passed"] is True
    assert f"「調査」のすべて（{len(questions) + 3} 件）" in record["audit"]["warnings"][0]
    table = record["of"].surveys["s"].table
    groups = table.drop_nulls("axis")
    assert groups["n_positive"].null_count() == groups.height
    assert table.filter(pl.col("axis").is_null(), question="q1", option=1)["n_positive"].null_count() == 0


def test_a_survey_of_two_alike_tells_no_group_and_stops_no_other_file(tmp_path: Path) -> None:
    shutil.copytree(CASE, tmp_path / "few")
    answers = next((tmp_path / "few" / "answers").iterdir())
    head, *rows = answers.read_text(encoding="utf-8-sig").splitlines()
    answers.write_text("\n".join([head, rows[0], rows[0]]) + "\n", encoding="utf-8")
    write_result(run(tmp_path / "few", tmp_path / "few" / "answers"), tmp_path / "out", "ja", reports=False)
    made = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["audit"]
    assert made["passed"] is True
    assert made["withheld"] == []
    assert ["s", "sex"] in made["held"]
    groups = pl.read_csv(tmp_path / "out" / "open_data.csv").drop_nulls("axis").filter(pl.col("axis") == "sex")
    assert groups["category"].n_unique() > 1, "rows of one group only would tell that all are in it"
    assert groups["n_base"].null_count() == groups.height


def test_a_report_hides_what_it_tells_beside_the_page_of_a_run(
    small: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "Renderer", Blank)
    monkeypatch.setattr("kumin.writers.auditing.audit.audit", told_at_first(1, only_beside="report.html"))
    written, record = write_report(release(small), tmp_path / "out", "ja")
    assert record["audit"]["held"] == [["s", "q1"]]
    assert "report.html" not in {path.name for path in written}, "it is the run's"


def test_a_number_on_no_page_withholds_only_its_file(tmp_path: Path) -> None:
    for name in ("open_data.csv", "report.html", "survey_report.pptx"):
        shutil.copy(Path(__file__), tmp_path / name)
    found = Audit(5, 1, (), 0, 5, 0, 0, (), (("survey_report.pptx", "3 people"),))
    assert withheld(tmp_path, found) == ["survey_report.pptx"]
    assert (tmp_path / "open_data.csv").exists()
    assert set(withheld(tmp_path, found, beside=True)) == {"open_data.csv", "report.html"}
