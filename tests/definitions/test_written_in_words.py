"""What staff write in words where a definition has a value is read as meant, said, or refused with an example."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import kumin
from kumin.definitions import Plan, Questionnaire
from kumin.definitions.lenient.scalars import day_of, number_of, year_of
from kumin.definitions.lenient.target_questions import question_of
from kumin.definitions.lenient.target_words import meant_of
from kumin.definitions.lenient.targets import range_of, target_of
from kumin.definitions.population import PopulationFile
from kumin.definitions.targets import KINDS
from kumin.errors import DefinitionError
from kumin.messages import catalogue
from kumin.words.understood import understood_lines

QUESTIONNAIRE = """\
id: q
title: 調査：その1
columns： {id: 整理番号}
missing: {no_answer: 空欄、9}
questions：
　　- {id: q5, text: 子ども, header: 問5, type: 1つ, options: {１: いる, 2: いない}}
　　- {id: q7, text: 満足, header: 問7 満足度, type: 単一回答, ask_if: 問5=いる, attribute: ○,
　　   options: {1: 感じる, 2: どちらかといえば感じる, 3: 感じない, 5: わからない}}
　　- {id: q8, text: 点数, header: 問8, type: 数, minimum: ０, maximum: 10}
"""
PLAN = """\
id: p
title: 方針
ward: 区
fiscal_year: 令和6年度
surveys:
  r: {title: 調査, questionnaire: q.yaml, invited: "1,500通",
     population: "92,000", period: 2024/7/8～7/31, mode: 郵送、Web}
issues:
  - id: 1
    title: 課題
    indicators:
      - {id: 1-1, text: 満足, survey: r, question: 問7, positive: 感じる・どちらかといえば感じる, among: 問5=いる,
         target: 60％以上, history: {令和5年度: 52.3％（n=455）}, base: わからないも除く}
      - {id: 1-2, text: 満足, survey: r, question: 問８, positive: 7点以上, target: 前年度以上}
      - {id: 1-3, text: 満足, survey: r, question: "満足", positive: [1、2], target: {at_least: ６０, by: 令和9年度},
         history: {2023: 未測定}, base: 無回答を含む}
"""


def written(folder: Path, plan: str = PLAN, questionnaire: str = QUESTIONNAIRE) -> Path:
    (folder / "q.yaml").write_text(questionnaire, encoding="utf-8")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return folder


def test_a_plan_in_words_is_read_as_it_is_meant(tmp_path: Path) -> None:
    loaded = kumin.load_plan(written(tmp_path))
    plan, survey = loaded.plan, loaded.plan.surveys["r"]
    assert plan.fiscal_year == 2024
    assert (survey.invited, survey.population, survey.mode) == (1500, 92000, ("郵送", "Web"))
    assert survey.period is not None
    assert (survey.period.start, survey.period.end) == (date(2024, 7, 8), date(2024, 7, 31))
    first, second, third = (one for _, one in plan.indicators())
    assert (first.question, first.codes, dict(first.among)) == ("q7", (1, 2), {"q5": (1,)})
    assert first.target.written() == {"at_least": 60}
    assert first.history[2023] is not None
    assert (first.history[2023].percent, first.history[2023].n) == (52.3, 455)
    assert first.base.excluding == (5,)
    assert (second.question, second.target.written()) == ("q8", {"raise": {"points": 0}})
    assert third.codes == (1, 2)
    assert third.target.written() == {"at_least": 60, "by": 2027}
    assert (third.history[2023], third.base.rule) == (None, "all")


def test_a_questionnaire_with_full_width_signs_is_read_and_its_titles_stay(tmp_path: Path) -> None:
    written(tmp_path)
    questionnaire = kumin.load_questionnaire(tmp_path / "q.yaml")
    assert questionnaire.title == "調査：その1"
    assert questionnaire.columns.id == "整理番号"
    assert questionnaire.missing.no_answer == ("", "9")
    assert dict(questionnaire.by_id["q7"].ask_if) == {"q5": (1,)}
    assert questionnaire.by_id["q7"].attribute
    assert [one.type for one in questionnaire.questions] == ["single", "single", "number"]


def test_what_was_understood_is_said_with_a_count(tmp_path: Path) -> None:
    lines = understood_lines(kumin.load_plan(written(tmp_path)).understood, "ja")
    assert "目標「60％以上」を「60%以上」と読みました。" in lines
    assert "設問「問7」を「q7」と読みました（ほか 4 か所）。" in lines
    assert any(line.startswith("選択肢「感じる・どちらかといえば感じる」を「1、2」") for line in lines)


def test_plain_values_are_not_said_to_be_understood() -> None:
    assert kumin.load_plan(Path(__file__).parents[2] / "schemas" / "tsurumi" / "r05").understood == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "target: 60％以上",
            "target: 60％",
            "plan.yaml:13:10: 目標「60％」は、それ以上とそれ以下のどちらなら達成か",
        ),
        ("question: 問7", "question: 問9", "「問9」にあたる設問がない"),
        ("positive: 感じる・", "positive: とても感じる・", "設問「q7」に選択肢「とても感じる」はありません"),
        ("period: 2024/7/8～7/31", "period: 7月", "期間「7月」は読めません。例: 2024/7/8"),
        ("base: 無回答を含む", "base: いろいろ", "母数「いろいろ」は読めません"),
        ("52.3％（n=455）", "約半分", "公表した値「約半分」は読めません"),
    ],
)
def test_words_that_cannot_be_read_are_refused_with_an_example(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert before in PLAN
    with pytest.raises(DefinitionError) as error:
        kumin.load_plan(written(tmp_path, PLAN.replace(before, after)))
    assert told in error.value.message("ja")


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("６０％以上", {"at_least": 60}),
        ("60%以上にする", {"at_least": 60}),
        ("10％以下", {"at_most": 10}),
        ("20％未満", {"less_than": 20}),
        ("60％を超える", {"more_than": 60}),
        ("40～60％", {"between": [40, 60]}),
        ("40％以上60％以下", {"between": [40, 60]}),
        ("3位以内", {"at_most": 3}),
        ("10,000世帯以上", {"at_least": 10000}),
        ("1万世帯以上", {"at_least": 10000}),
        ("前年度以上", {"raise": {"points": 0}}),
        ("前年度実績以下", {"lower": {"points": 0}}),
        ("令和4年度以上", {"raise": {"points": 0, "from": 2022}}),
        ("前年度＋5ポイント", {"raise": {"points": 5}}),
        ("前年度−3ポイント", {"lower": {"points": 3}}),
        ("前年度の1.1倍以上", {"raise": {"ratio": 1.1}}),
        ("前年度を上回る", {"direction": {"to": "up"}}),
        ("前年度より減らす", {"direction": {"to": "down"}}),
        ("維持（±2）", {"maintain": {"within_points": 2}}),
        ("85％を維持（±2ポイント）", {"maintain": {"at": 85, "within_points": 2}}),
        ("目標なし", {"monitor": True}),
        ("令和９年度末までに60％以上", {"at_least": 60, "by": 2027}),
        ("60％以上（令和9年度）", {"at_least": 60, "by": 2027}),
        ("at least 60%", {"at_least": 60}),
        ("60 or more", {"at_least": 60}),
        ("last year or more", {"raise": {"points": 0}}),
        *((words, None) for words in ("60％", "前年度", "前年度比+5%", "多く", "以上", "60以上70", "")),
    ],
)
def test_targets_are_read_where_there_is_one_meaning(words: str, target: dict[str, Any] | None) -> None:
    assert target_of(words) == target


UP, DOWN = {"direction": {"to": "up"}}, {"direction": {"to": "down"}}
NOT_LESS, NOT_MORE = {"raise": {"points": 0}}, {"lower": {"points": 0}}


def meant(words: str, **around: str) -> dict[str, Any] | None:
    one = meant_of(words, around)
    return None if one is None else target_of(one)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        *((words, DOWN) for words in (
            "減少", "縮小", "前年度より縮小", "前年度より低下", "前年度より低い", "前年度を下回る", "前年度未満",
            "対前年度減", "decrease", "lower than last year")),
        *((words, UP) for words in (
            "増加", "拡大", "前年度より上昇", "前年度より高い", "前年度を上回る", "前年度超", "向上", "対前年度比増加",
            "higher than last year")),
        *((words, NOT_MORE) for words in (
            "前年度以下", "前年度を上回らない", "前年度より増やさない", "前年度並み以下")),
        *((words, NOT_LESS) for words in (
            "前年度以上", "前年度を下回らない", "前年度より減らさない", "前年度並み以上", "前年度同等以上",
            "維持または向上", "no less than last year")),
        ("80％以上を維持", {"at_least": 80}), ("10％以下に抑える", {"at_most": 10}),
        ("60％より高い", {"more_than": 60}), ("6割以上", {"at_least": 60}), ("6割5分以上", {"at_least": 65}),
        ("過半数", {"more_than": 50}),
        ("前年度より5ポイント縮小", {"lower": {"points": 5}}),
    ],
)  # fmt: skip
def test_words_of_a_direction_mean_it_whatever_is_better(words: str, target: dict[str, Any]) -> None:
    assert meant(words) == target


@pytest.mark.parametrize(
    ("words", "more", "less"),
    [
        ("前年度より改善", UP, DOWN), ("改善する", UP, DOWN), ("improve on last year", UP, DOWN), ("向上", UP, DOWN),
        ("前年度より5ポイント改善", {"raise": {"points": 5}}, {"lower": {"points": 5}}),
        ("前年度より悪化させない", NOT_LESS, NOT_MORE), ("維持・改善", NOT_LESS, NOT_MORE),
        ("令和9年度までに令和4年度より改善", {"direction": {"to": "up", "from": 2022}, "by": 2027},
         {"direction": {"to": "down", "from": 2022}, "by": 2027}),
        ("改善（令和9年度）", UP | {"by": 2027}, DOWN | {"by": 2027}),
    ],
)  # fmt: skip
def test_better_is_more_or_less_by_what_the_indicator_says(
    words: str, more: dict[str, Any], less: dict[str, Any]
) -> None:
    assert (meant(words, better="高い"), meant(words, better="lower")) == (more, less)
    assert (meant(words, unit="位"), question_of(words, {"unit": "位"})) == (None, "target_which_is_better")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        *((words, "target_stays_within") for words in (
            "維持", "前年度並み", "前年度を維持", "80％を維持", "80％程度", "前年度と同程度", "maintain")),
        *((words, "target_percent_of_what") for words in (
            "前年度比5%減", "前年度より5％増加", "前年度より10%以上改善")),
        *((words, "target_of_other_source") for words in ("全国平均以上", "市平均を上回る")),
    ],
)  # fmt: skip
def test_words_of_several_meanings_are_asked_about(words: str, question: str) -> None:
    assert (meant(words), question_of(words, {})) == (None, question)


@pytest.mark.parametrize(
    ("target", "better", "told"),
    [
        ("前年度より改善", "", "指標に「良い向き」（「better」）を「高い」か「低い」と書く"),
        ("維持", "", "幅を付けて「維持（±2）」"),
        ("前年度比5%減", "", "「前年度の0.95倍以下」のように書いてください"),
        ("全国平均以上", "", "external: {2023: 61.2, source: 全国調査}"),
        ("60％以上", ", better: 低い", "「良い向き」（「better」）は「lower」なのに、目標は反対の向きです"),
        ("{at_least: 10, revised: [{from: 2023, at_most: 5}]}", ", better: 高い", "目標は反対の向きです"),
    ],
)
def test_what_a_target_leaves_open_is_a_question_with_the_place(
    tmp_path: Path, target: str, better: str, told: str
) -> None:
    with pytest.raises(DefinitionError) as error:
        kumin.load_plan(written(tmp_path, PLAN.replace("target: 60％以上", f"target: {target}{better}")))
    assert "plan.yaml:13:" in error.value.message("ja")
    assert told in error.value.message("ja")


def test_less_is_better_where_the_indicator_says_so_and_that_is_said(tmp_path: Path) -> None:
    plan = PLAN.replace("target: 前年度以上", "target: 前年度より改善, better: 低い")
    loaded = kumin.load_plan(written(tmp_path, plan))
    assert [one.target.written() for _, one in loaded.plan.indicators()][1] == DOWN
    assert "目標「60％以上」を「60%以上」と読みました（ほか 1 か所）。" in understood_lines(loaded.understood, "ja")
    assert any(one.given == "前年度より改善" and one.read == DOWN for one in loaded.understood)


def test_numbers_years_and_days_are_read_as_they_are_written() -> None:
    assert [number_of(one) for one in ("６０", "1,500", "1,50", "△3.5", "2万1,000人")] == [
        (60, ""), (1500, ""), None, (-3.5, ""), (21000, "人"),
    ]  # fmt: skip
    assert [year_of(one) for one in ("令和元年度", "R6", "２０２４", "平成30年度", "6年度")] == [
        2019, 2024, 2024, 2018, None,
    ]  # fmt: skip
    days = ("2024/7/8", "令和6年7月8日（月）", "R6.7.8", "2024-07-08 00:00:00", "2024/13/1", "7/8")
    assert [day_of(one) for one in days] == [*[date(2024, 7, 8)] * 4, None, None]
    assert range_of("3以上5以下") == {"at_least": 3, "at_most": 5}


def fields() -> list[tuple[str, str]]:
    found: dict[type[BaseModel], None] = {}

    def collect(type_: Any) -> None:
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            if type_ in found:
                return
            found[type_] = None
            for field in type_.model_fields.values():
                collect(field.annotation)
        for part in get_args(type_):
            collect(part)

    for one in (Plan, Questionnaire, PopulationFile, *(kind.rule for kind in KINDS.values())):
        collect(one)
    inner = {("Target", "rules"), ("Target", "first")}
    return [
        key for model in found for name, field in model.model_fields.items()
        if (key := (model.__name__, field.alias or name)) not in inner
    ]  # fmt: skip


@pytest.mark.parametrize(("model", "key"), fields())
def test_every_key_has_a_heading_in_both_languages(model: str, key: str) -> None:
    assert f"key_{model}_{key}" in catalogue() or f"key_{key}" in catalogue()
