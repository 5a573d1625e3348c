"""A plan is read with all it refers to, or refused with the place of every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from kumin import DefinitionError, load_plan


def refused(folder: Path, old: str, new: str) -> DefinitionError:
    path = folder / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_plan(folder)
    return caught.value


def test_a_plan_is_given_as_its_file_or_its_folder(mini: Path) -> None:
    assert load_plan(mini).plan == load_plan(mini / "plan.yaml").plan
    assert load_plan(str(mini)).questionnaires["residents"].id == "mini-residents"


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "told"),
    [
        ("        survey: residents\n        question: safe", "        survey: resident\n        question: safe",
         "survey_unknown", 13, "もしかして「residents」ですか"),
        ("question: safe", "question: saef", "question_unknown", 14, "もしかして「safe」ですか"),
        ("question: safe", "question: free", "question_open", 14, "free"),
        ("question: safe\n        positive: [1, 2]", "question: safe\n        positive: [1, 7]",
         "option_unknown", 15, "1, 2, 3"),
        ("among: {children: [1]}", "among: {childs: [1]}", "question_unknown", 23, "もしかして「children」ですか"),
        ("among: {children: [1]}", "among: {children: [9]}", "option_unknown", 23, "1, 2"),
        ("id: 1-2", "id: 1-1", "indicator_repeated", 18, "1-1"),
        ("at_least: 60, by", "at_least: 120, by", "must_be_at_most", 16, "120"),
        ("{at_least: 60, by", "{at_leest: 60, by", "unknown_key", 16, "もしかして「at_least」ですか"),
        ("history: {2022: 50.0}", "history: {2023: 50.0}", "history_not_past", 17, "2023"),
        ("history: {2022: 50.0}", "history: {2022: 150}", "must_be_at_most", 17, "150"),
        ("questionnaire: residents.yaml", "questionnaire: resident.yaml", "questionnaire_missing", 6, "resident.yaml"),
        ("population: 1000", "population: 0", "must_be_at_least", 6, "0"),
        ("fiscal_year: 2023", "fiscal_yaer: 2023", "unknown_key", 4, "もしかして「fiscal_year」ですか"),
        ("ward: 試験区\n", "", "missing_key", 1, "ward"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_line_and_advice(
    mini: Path, old: str, new: str, code: str, line: int, told: str
) -> None:
    error = refused(mini, old, new)
    assert error.code == code
    assert error.line == line
    assert told in error.message("ja")
    assert "{" not in error.message("en")


def test_a_fault_of_the_questionnaire_is_told_in_its_own_file(mini: Path) -> None:
    path = mini / "residents.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("type: number", "type: nmber"), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_plan(mini)
    assert Path(str(caught.value.path)).name == "residents.yaml"


POPULATION = "safe,children,population\n1,1,10\n2,1,20\n"


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [
        (POPULATION.replace("2,1,20", "1,1,20"), "population_cell_repeated", 3),
        (POPULATION.replace("2,1,20", "7,1,20"), "population_cell_unknown", 3),
        (POPULATION.replace("20", "二十"), "population_count_wrong", 3),
        (POPULATION.replace("20", "-1"), "population_count_wrong", 3),
        (POPULATION.replace("children", "childs"), "population_dimension_unknown", None),
        ("safe,population\n", "population_empty", None),
    ],
)
def test_a_wrong_population_table_is_refused_at_once(mini: Path, table: str, code: str, line: int | None) -> None:
    (mini / "people.csv").write_text(table, encoding="utf-8")
    error = refused(mini, "population: 1000", "population: people.csv")
    assert (error.code, error.line) == (code, line)


def test_population_cells_may_be_labels_and_have_thousands_separators(mini: Path) -> None:
    (mini / "people.csv").write_text('safe,population\nそう思う,"1,200"\n2,300\n', encoding="utf-8")
    plan = (mini / "plan.yaml").read_text(encoding="utf-8").replace("population: 1000", "population: people.csv")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    population = load_plan(mini).populations["residents"]
    assert population is not None
    assert population.total == 1500
    assert population.cells.rows() == [(1, 1200), (2, 300)]


def test_files_of_a_plan_are_all_named(mini: Path) -> None:
    assert [path.name for path in load_plan(mini).files()] == ["plan.yaml", "residents.yaml"]
