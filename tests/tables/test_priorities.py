"""Policies by satisfaction and importance: means, axes, needs, and a field only where the intervals allow one."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import kumin
from kumin.definitions import load_questionnaire
from kumin.definitions.files.lone_survey import lone_survey
from kumin.disclosure.published import release
from kumin.errors import DefinitionError
from kumin.reporting.questions import Reported
from kumin.tables.priorities import priorities

POINTS = "{1: 2, 2: 1, 3: -1, 4: -2}"
OPTIONS = "options: {1: ア, 2: イ, 3: ウ, 4: エ, 5: わからない}"
PAIRS = "[{title: 防災, satisfaction: s1, importance: i1}, {title: 公園, satisfaction: s2, importance: i2}]"


def write(folder: Path, satisfaction: str = POINTS, importance: str = POINTS, pairs: str = PAIRS) -> Path:
    asked = ("s1", "s2", "i1", "i2")
    questions = "".join(f"  - {{id: {id_}, text: {id_}, header: {id_}, type: single, {OPTIONS}}}\n" for id_ in asked)
    path = folder / "q.yaml"
    path.write_text(
        "id: q\ntitle: 調査\npriorities:\n"
        f"  satisfaction: {satisfaction}\n  importance: {importance}\n  pairs: {pairs}\n"
        f"questions:\n{questions}",
        encoding="utf-8",
    )
    return path


def answers(times: int = 20) -> pl.DataFrame:
    """Disaster: important and not satisfied; parks: the reverse. 5 is わからない."""
    rows = {"s1": [4, 3, 4, 5], "i1": [1, 2, 1, None], "s2": [1, 2, 1, 1], "i2": [3, 4, 4, 4]}
    return pl.DataFrame({name: values * times for name, values in rows.items()}, schema=dict.fromkeys(rows, pl.Int16))


def test_means_axes_needs_and_fields_are_as_by_hand(tmp_path: Path) -> None:
    table = priorities(answers(), load_questionnaire(write(tmp_path)))
    first, second = table.iter_rows(named=True)
    assert (first["policy"], first["rank"], first["satisfaction_n"], first["importance_n"]) == ("防災", 1, 60, 60)
    assert first["satisfaction"] == pytest.approx(-5 / 3)
    assert first["importance"] == pytest.approx(5 / 3)
    assert first["satisfaction_axis"] == pytest.approx((-5 / 3 + 1.75) / 2)
    s, i = (-5 / 3 + 2) / 4, (5 / 3 + 2) / 4
    assert first["need"] == pytest.approx((i - s) * i)
    assert (first["field"], second["field"]) == ("improve_first", "keep")


def test_no_field_is_stated_where_an_interval_holds_the_axis_or_there_is_none(tmp_path: Path) -> None:
    questionnaire = load_questionnaire(write(tmp_path))
    alike = answers().with_columns(s2="s1", i2="i1")
    assert set(priorities(alike, questionnaire)["field"]) == {"border"}
    assert priorities(answers(), questionnaire, sampled=False)["field"].null_count() == 2


def test_scales_may_differ_and_needs_are_on_one(tmp_path: Path) -> None:
    table = priorities(answers(), load_questionnaire(write(tmp_path, importance="{1: 100, 2: 75, 3: 25, 4: 0}")))
    same = priorities(answers(), load_questionnaire(write(tmp_path)))
    assert table["need"].to_list() == pytest.approx(same["need"].to_list())


def test_policies_of_few_answers_are_hidden_from_means_and_axes(tmp_path: Path) -> None:
    few = answers().with_columns(s1=pl.when(pl.int_range(pl.len()) < 4).then("s1"))
    table = priorities(few, load_questionnaire(write(tmp_path)), k=5)
    hidden = table.filter(pl.col("policy") == "防災").row(0, named=True)
    assert {hidden[name] for name in ("rank", "satisfaction_n", "satisfaction", "importance", "need", "field")} == {
        None
    }
    assert table["satisfaction_axis"][0] == pytest.approx(1.75)


def test_nobody_answered(tmp_path: Path) -> None:
    assert priorities(answers().clear(), load_questionnaire(write(tmp_path)))["need"].null_count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pairs": PAIRS.replace("s2", "s9")}, "q.yaml:6:.*「s9」"),
        ({"satisfaction": "{1: 2, 9: 1}"}, "9"),
        ({"satisfaction": "{}"}, "q.yaml:4"),
        ({"importance": "{1: 1, 2: 1}"}, "点がすべて同じ"),
        ({"pairs": PAIRS.replace("公園", "防災")}, "「防災」が2つ"),
    ],
)
def test_pairs_that_cannot_be_are_told_by_their_place(tmp_path: Path, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        load_questionnaire(write(tmp_path, **wrong))


def test_the_report_has_a_sheet_of_priorities(tmp_path: Path) -> None:
    import openpyxl

    from kumin import run
    from kumin.writers.workbook.report import write_workbook

    write(tmp_path)
    (tmp_path / "plan.yaml").write_text(
        "id: p\ntitle: 方針\nward: 区\nfiscal_year: 2024\nsurveys:\n"
        "  a: {title: 調査, questionnaire: q.yaml, of: 区民}\n"
        "issues:\n  - id: 1\n    title: 課題\n    indicators:\n"
        "      - {id: 1-1, text: 指標, survey: a, question: s1, positive: [1], target: {at_least: 50}}\n",
        encoding="utf-8",
    )
    answers(3).write_csv(tmp_path / "a.csv")
    write_workbook(run(tmp_path, {"a": tmp_path / "a.csv"}), tmp_path / "r.xlsx", "ja")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["満足度×重要度"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(row[:2] == [1, "防災"] for row in cells)


def test_what_is_published_has_no_digits_behind_those_that_are_printed(tmp_path: Path) -> None:
    path = write(tmp_path)
    answers(times=21).write_csv(tmp_path / "a.csv")
    loaded = lone_survey(load_questionnaire(path), path, 2023, "random")
    found = Reported(release(kumin.run(loaded, tmp_path / "a.csv")), "survey", ()).priorities
    assert found is not None
    first = found[0].row(0, named=True)
    assert (first["satisfaction"], first["importance"], first["satisfaction_axis"]) == (-1.67, 1.67, 0.04)
    assert first["need"] == 0.764
    assert first["importance_lower"] == round(first["importance_lower"], 2)
