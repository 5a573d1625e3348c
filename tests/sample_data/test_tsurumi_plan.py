"""The ward's plan.yaml says what the published plan says, neither more nor less."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kumin.definitions import LoadedPlan, SingleQuestion, load_plan

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "data" / "published"
FOLDERS = ROOT / "schemas" / "tsurumi"


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def source() -> str:
    (file,) = PUBLISHED.glob("*.txt")
    return squeeze(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def r05() -> LoadedPlan:
    return load_plan(FOLDERS / "r05")


@pytest.fixture(scope="module")
def r04() -> LoadedPlan:
    return load_plan(FOLDERS / "r04")


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """The decoded table by indicator number."""
    rows = {}
    for line in (PUBLISHED / "indicators.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" *") for cell in line.strip("|").split("|")]
        if len(cells) == 7 and (match := re.match(r"\d-\d", cells[1])):
            rows[match[0]] = dict(zip(("issue", "no", "survey", "target", "r05", "mark", "r04"), cells, strict=True))
    assert len(rows) == 11
    return rows


def target(cell: str) -> tuple[float, int]:
    percent, year = re.findall(r"≥(\d+), 令和(\d+)年度末", cell)[0]
    return float(percent), 2018 + int(year)


class TestAgainstTheTable:
    def test_targets(self, r05: LoadedPlan, table: dict[str, dict[str, str]]) -> None:
        found = {i.id: (i.target.percent, i.target.by) for _, i in r05.plan.indicators()}
        assert found == {no: target(row["target"]) for no, row in table.items()}
        assert {i.target.comparison for _, i in r05.plan.indicators()} == {"at_least"}

    def test_both_years(self, r05: LoadedPlan, table: dict[str, dict[str, str]]) -> None:
        found = {}
        for _, indicator in r05.plan.indicators():
            assert indicator.result is not None
            found[indicator.id] = (indicator.result.percent, indicator.history[2022].percent)
        assert found == {no: (float(row["r05"]), float(row["r04"])) for no, row in table.items()}

    def test_the_published_marks_follow_from_result_and_target(
        self, r05: LoadedPlan, table: dict[str, dict[str, str]]
    ) -> None:
        for _, indicator in r05.plan.indicators():
            assert indicator.result is not None
            met = indicator.result.percent >= indicator.target.percent
            assert ("A" if met else "B") == table[indicator.id]["mark"], indicator.id

    def test_the_right_survey(self, r05: LoadedPlan, table: dict[str, dict[str, str]]) -> None:
        names = {"residents": "区民アンケート", "council": "地域活動協議会運営委員", "principals": "校長・教頭"}
        assert {i.id: names[i.survey] for _, i in r05.plan.indicators()} == {
            no: row["survey"] for no, row in table.items()
        }

    def test_budgets(self, r05: LoadedPlan) -> None:
        text = (PUBLISHED / "indicators.md").read_text(encoding="utf-8")
        expected = {
            number: tuple(map(int, amounts)) for number, *amounts in re.findall(r"(\d) (\d+)/(\d+)/(\d+)", text)
        }
        found = {
            issue.id: tuple(issue.budget_million_yen[key] for key in ("settled_2021", "budget_2022", "budget_2023"))
            for issue in r05.plan.issues
        }
        assert found == expected
        assert len(expected) == 5

    def test_issue_titles(self, r05: LoadedPlan, table: dict[str, dict[str, str]]) -> None:
        titles = dict(row["issue"].split(" ", 1) for row in table.values() if " " in row["issue"])
        assert {issue.id: issue.title for issue in r05.plan.issues} == titles

    def test_last_year_is_the_other_column(self, r04: LoadedPlan, table: dict[str, dict[str, str]]) -> None:
        found = {}
        for _, indicator in r04.plan.indicators():
            assert indicator.result is not None
            assert not indicator.history
            found[indicator.id] = indicator.result.percent
        assert found == {no: float(row["r04"]) for no, row in table.items()}


class TestAgainstTheText:
    def test_every_sentence_is_the_wards(self, r05: LoadedPlan, source: str) -> None:
        plan = r05.plan
        passages = [plan.title, plan.goal, plan.mission, plan.head, *plan.basic_policy, *plan.pillars]
        for issue in plan.issues:
            passages += [issue.title, *issue.recognition, *issue.strategies]
            passages += [*issue.self_evaluation, *issue.future_policy]
            passages += [indicator.text for indicator in issue.indicators]
        missing = [passage for passage in passages if squeeze(passage) not in source]
        assert not missing
        assert len(passages) > 60

    def test_nothing_of_the_source_is_left_out(self, r05: LoadedPlan, source: str) -> None:
        # compared by their ends: a heading or a figure of another column may stand before a sentence
        plan = r05.plan
        kept = squeeze("".join([plan.mission, *plan.basic_policy]))
        for issue in plan.issues:
            texts = (*issue.recognition, *issue.strategies, *issue.self_evaluation, *issue.future_policy)
            kept += squeeze("".join([*texts, *(indicator.text for indicator in issue.indicators)]))
        bare = [re.split("[】]・?", sentence)[-1] for sentence in source.split("。")]
        sentences = [sentence[-25:] for sentence in bare if sentence]
        assert len(sentences) > 50
        lost = [sentence for sentence in sentences if sentence + "。" not in kept]
        assert not lost

    def test_every_issue_is_complete(self, r05: LoadedPlan) -> None:
        counts = [
            (len(i.recognition), len(i.strategies), len(i.self_evaluation), len(i.future_policy), len(i.indicators))
            for i in r05.plan.issues
        ]
        assert counts == [(3, 2, 3, 1, 3), (2, 2, 2, 2, 2), (4, 3, 3, 3, 4), (2, 1, 1, 1, 1), (1, 1, 1, 1, 1)]
        assert len(r05.plan.pillars) == 5

    def test_a_question_asks_what_its_indicator_says(self, r05: LoadedPlan) -> None:
        for _, indicator in r05.plan.indicators():
            question = r05.questionnaires[indicator.survey].by_id[indicator.question]
            assert f"「{question.text}」" in indicator.text, indicator.id


class TestQuestionnaires:
    def test_childcare_is_judged_among_families_only(self, r05: LoadedPlan) -> None:
        among = {i.id: dict(i.among) for _, i in r05.plan.indicators() if i.among}
        assert among == {"3-1": {"children": (1,)}}
        assert dict(r05.questionnaires["residents"].by_id["childcare"].ask_if) == {"children": (1,)}

    @pytest.mark.parametrize("survey", ["residents", "council", "principals"])
    def test_the_years_ask_the_same(self, r05: LoadedPlan, r04: LoadedPlan, survey: str) -> None:
        now, before = r05.questionnaires[survey], r04.questionnaires[survey]
        assert now.questions == before.questions
        assert now.missing == before.missing
        assert (now.id, before.id) == (f"tsurumi-{survey}-2023", f"tsurumi-{survey}-2022")

    def test_the_indicators_of_the_years_differ_only_in_what_was_published(
        self, r05: LoadedPlan, r04: LoadedPlan
    ) -> None:
        bare = {"result": None, "history": {}}
        now = [i.model_copy(update=bare) for _, i in r05.plan.indicators()]
        before = [i.model_copy(update=bare) for _, i in r04.plan.indicators()]
        assert now == before

    def test_attributes_are_marked(self, r05: LoadedPlan) -> None:
        attributes = [q.id for q in r05.questionnaires["residents"].questions if q.attribute]
        assert attributes == ["sex", "age", "district", "years", "children"]


class TestPopulation:
    @pytest.mark.parametrize("year", ["r05", "r04"])
    def test_residents_by_sex_age_and_district(self, year: str, request: pytest.FixtureRequest) -> None:
        loaded: LoadedPlan = request.getfixturevalue(year)
        population = loaded.populations["residents"]
        assert population is not None
        assert population.about is not None
        assert population.about.synthetic
        assert population.dimensions == ("sex", "age", "district")
        assert population.cells.height == 2 * 6 * 12
        assert 91_000 < population.total < 93_000
        assert population.cells["population"].min() > 50

    def test_small_surveys_know_their_size(self, r05: LoadedPlan) -> None:
        sizes = {key: population.total for key, population in r05.populations.items() if population is not None}
        assert (sizes["council"], sizes["principals"]) == (168, 36)
        assert {r05.plan.surveys[key].interval for key in ("council", "principals")} == {"finite_exact"}

    def test_every_single_answer_has_codes_from_one(self, r05: LoadedPlan) -> None:
        for questionnaire in r05.questionnaires.values():
            for question in questionnaire.questions:
                if isinstance(question, SingleQuestion):
                    assert list(question.options) == list(range(1, len(question.options) + 1)), question.id
