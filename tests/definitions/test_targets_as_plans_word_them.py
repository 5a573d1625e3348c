"""Targets as municipal plans word them: read with their one meaning, or refused with what to write; never otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kumin
from kumin.definitions.files.tree import Understood
from kumin.definitions.lenient.scalars import number_of
from kumin.definitions.lenient.target_questions import question_of
from kumin.definitions.lenient.target_words import meant_of
from kumin.definitions.lenient.targets import target_of
from kumin.definitions.targets import Target
from kumin.errors import DefinitionError
from kumin.messages import text, workbook_text
from kumin.words.understood import understood_lines
from kumin.workbooks.cells import encoded

SHARE: dict[str, str] = {"survey": "s", "question": "q", "positive": "1"}


def read(words: str, **around: str) -> dict[str, Any] | None:
    meant = meant_of(words, SHARE | around)
    return None if meant is None else target_of(meant)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("前年度比3ポイント増", {"raise": {"points": 3}}),
        ("前年度より3ポイント以上増加", {"raise": {"points": 3}}),
        ("前年度より3ポイント以上向上", {"raise": {"points": 3}}),
        ("前年度より2ポイント以上減少", {"lower": {"points": 2}}),
        ("前回調査以上", {"raise": {"points": 0}}),
        ("平成30年度調査より増加", {"direction": {"to": "up", "from": 2018}}),
        ("前年度と同率以上", {"raise": {"points": 0}}),
        ("前年度の半分以下", {"lower": {"ratio": 0.5}}),
        ("令和4年度から半減", {"lower": {"ratio": 0.5, "from": 2022}}),
        ("前年度から倍増", {"raise": {"ratio": 2}}),
        ("前年度の0.8倍", {"lower": {"ratio": 0.8}}),
        ("前年度の90％以下", {"lower": {"ratio": 0.9}}),
        ("60％以上の維持", {"at_least": 60}),
        ("60％以上を目標とする", {"at_least": 60}),
        ("60％を下回らないこと", {"at_least": 60}),
        ("目標値：60％以上", {"at_least": 60}),
        ("毎年度60％以上", {"at_least": 60}),
        ("令和8年度：65％以上", {"at_least": 65, "by": 2026}),
        ("R8 65％以上", {"at_least": 65, "by": 2026}),
        ("70％まで引き上げる", {"at_least": 70}),
        ("70％に増やす", {"at_least": 70}),
        ("10％まで減らす", {"at_most": 10}),
        ("10％に抑える", {"at_most": 10}),
        ("八割以上", {"at_least": 80}),
        ("60パーセント以上", {"at_least": 60}),
        ("半数を超える", {"more_than": 50}),
        ("100人中70人以上", {"at_least": 70}),
        ("10人に7人以上", {"at_least": 70}),
        ("530人中349人以上", {"at_least": {"count": 349, "n": 530}}),
        ("40から60の間", {"between": [40, 60]}),
        ("増加を目指す", {"direction": {"to": "up"}}),
        ("no less than 60%", {"at_least": 60}),
        ("between 40 and 60%", {"between": [40, 60]}),
    ],
)
def test_words_of_one_meaning_are_read(words: str, target: dict[str, Any]) -> None:
    assert read(words) == target


@pytest.mark.parametrize(
    ("words", "unit", "target"),
    [
        ("上位10区以内", "位", {"at_most": 10}),
        ("24区中10位以内", "位", {"at_most": 10}),
        ("満足度の平均点3.5点以上", "点", {"at_least": 3.5}),
        ("3.5点以上（5点満点）", "点", {"at_least": 3.5}),
        ("延べ5千人以上", "人", {"at_least": 5000}),
        ("1万5千人以上", "人", {"at_least": 15000}),
        ("1,500万円以上", "円", {"at_least": 15_000_000}),
        ("12億円以上", "億円", {"at_least": 12}),
        ("12億円以上", "円", {"at_least": 1_200_000_000}),
        ("年12回以上", "回", {"at_least": 12}),
        ("12回以上", "回／年", {"at_least": 12}),
        ("60％以上", "%", {"at_least": 60}),
        ("5ポイント以下", "ポイント", {"at_most": 5}),
    ],
)
def test_numbers_are_read_in_the_unit_of_the_indicator(words: str, unit: str, target: dict[str, Any]) -> None:
    assert read(words, survey="", positive="", unit=unit) == target


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("10位以内", ""), ("上位10区以内", ""), ("3.5点以上", ""), ("5,000人以上", ""), ("2倍以上", ""),
        ("5ポイント以上", ""), ("6O％以上", ""), ("65歳以上", ""), ("60％以上", "人"), ("3～5回", "件"),
        ("50人を維持（±2）", "件"),
    ],
)  # fmt: skip
def test_a_unit_that_is_not_the_indicators_is_no_percent(words: str, unit: str) -> None:
    around = SHARE | ({"unit": unit} if unit else {})
    assert (meant_of(words, around), question_of(words, around)) == (None, "target_unit")


@pytest.mark.parametrize(("better", "target"), [("高い", {"at_least": 60}), ("lower", {"at_most": 60})])
def test_a_number_alone_is_read_by_what_is_better(better: str, target: dict[str, Any]) -> None:
    assert (
        read("60％", better=better) == read("60％まで", better=better) == read("6割をめざす", better=better) == target
    )
    assert read("令和8年度 60％", better=better) == target | {"by": 2026}
    for words in ("60％", "60％まで", "6割", "令和8年度60％", "60% by 2027"):
        assert (read(words), question_of(words, SHARE)) == (None, "target_which_end")


OPEN = """\
target_from_to: 60％から70％へ / 60％から70％に増やす / 60％→70％ / 60％（令和4年度）から70％以上
target_several_years: R6:60％ R7:62％ R8:65％ / 令和6年度60％、令和7年度62％以上
target_each_year: 毎年度1ポイントずつ向上 / 毎年1ポイント以上増加 / 年1ポイント増
target_over_years: 5年間の平均で70％以上 / 3か年累計300人以上 / 計画期間の平均で70％以上 / 過去最高
target_of_difference: 男女差を5ポイント以内に / 地域差±3ポイント以内
target_several: 60％以上かつ前年度以上 / 男性60％以上、女性50％以上 / いずれも60％以上
target_from_which_year: 基準値から10ポイント増 / 現状値以上 / 策定時より増加 / 不満足を半減
target_from_which_year: 倍増 / ＋5ポイント / 5ポイント増 / 令和4年度（52.3％）以上
target_percent_of_what: 基準値より10％減 / 前年度比105％以上 / 5％増 / 前年比1割増 / 60％以上向上
target_stays_within: 現状維持 / 概ね8割 / おおむね80％以上 / 8割程度以上 / 60％台 / 60％前後
target_of_other_source: 国の目標値以上 / 全国平均との差を5ポイント以内 / above the national average
-: 満足度60％以上 / 全員 / 60％以上（現状52.3％） / ±3ポイント以内 / A評価以上
"""


@pytest.mark.parametrize("line", OPEN.splitlines())
def test_what_has_no_one_meaning_is_never_read(line: str) -> None:
    question, _, listed = line.partition(": ")
    for words in listed.split(" / "):
        assert (words, read(words), question_of(words, SHARE) or "-") == (words, None, question)


def test_what_is_refused_is_refused_whatever_is_better() -> None:
    for words in ("5ポイント増", "60％から70％へ", "60％台", "男女差5ポイント以内", "R6:60％ R7:62％", "100％を維持"):
        assert read(words, better="higher") is None


def test_a_percent_below_one_without_its_sign_may_be_a_proportion() -> None:
    for words in ("0.6以上", "0.05以下", "0.6"):
        assert (read(words, better="higher"), question_of(words, SHARE)) == (None, "target_fraction")
    assert [read(words, better="higher") for words in ("0.6％以上", "0.6％", "1以上")] == [
        {"at_least": 0.6}, {"at_least": 0.6}, {"at_least": 1},
    ]  # fmt: skip
    assert read("0.6以上", positive="", survey="", unit="倍") == {"at_least": 0.6}


def test_signs_of_thousands_belong_to_the_number() -> None:
    given = ("5千人", "1万5千人", "1億2,000万円", "1,500万人", "12億円", "5百人", "2.5千")
    assert [number_of(one) for one in given] == [
        (5000, "人"), (15000, "人"), (120_000_000, "円"), (15_000_000, "人"), (1_200_000_000, "円"), None, (2500, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "unit", "ja", "en"),
    [
        ("前年度比3ポイント増", "%", "前年度より3ポイント以上増", "3 points or more above last year"),
        ("令和9年度末までに6割以上", "%", "60%以上（令和9年度末まで）", "≥ 60% (by the end of fiscal year 2027)"),
        ("延べ5千人以上", "人", "5,000人以上", "≥ 5,000人"),
        ("令和4年度から半減", "件", "令和4年度の0.5倍以下", "0.5 times 2022 or less"),
    ],
)
def test_what_was_read_is_said_as_a_target_is_said(words: str, unit: str, ja: str, en: str) -> None:
    target = read(words, unit=unit)
    assert target is not None
    said = [understood_lines([Understood("target", words, target, unit)], lang) for lang in ("ja", "en")]
    assert said == [[f"目標「{words}」を「{ja}」と読みました。"], [f"Read the target `{words}` as `{en}`."]]


@pytest.mark.parametrize(
    ("target", "unit", "cell"),
    [
        ({"lower": {"ratio": 0.5, "from": 2022}}, "", "令和4年度の0.5倍以下"),
        ({"direction": {"to": "up", "from": 2016}}, "歳", "平成28年度を上回る"),
        ({"maintain": {"within_points": 2, "from": 2019}}, "", "令和元年度を維持（±2）"),
        ({"at_most": 15}, "人/10万人", "15以下"),
        ({"at_least": 12}, "億円", "12億円以上"),
    ],
)
def test_a_target_stands_in_a_workbook_in_words(target: dict[str, Any], unit: str, cell: str) -> None:
    assert encoded(target, Target, (), "ja", unit) == cell


PLAN = """\
id: p
title: 方針
ward: 区
fiscal_year: 2023
issues:
  - id: 1
    title: 課題
    indicators:
      - {id: 1-1, text: 指標, UNIT target: TARGET, result: 52, history: {2022: HISTORY}}
"""


def written(folder: Path, target: str, unit: str = "", history: str = "50") -> Path:
    plan = PLAN.replace("UNIT", unit).replace("TARGET", target).replace("HISTORY", history)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("10位以内", "目標「10位以内」の単位は、指標の単位「%」と合いません。"),
        ("60％から70％へ", "目標は後の数だけを「70％以上」のように"),
        ("R6:60％ R7:62％", "「途中の目標」（「milestones」）に「令和6年度=60、令和7年度=62」と書いて"),
        ("毎年度1ポイントずつ向上", "前年度の結果に足すなら「前年度＋1ポイント」"),
        ("5年間の平均で70％以上", "指標に「合わせる指標」（「pool」）で"),
        ("男女差を5ポイント以内に", "「combine: difference」、単位「ポイント」"),
        ("60％以上かつ前年度以上", "1つの指標に目標は1つです。"),
        ("現状値以上", "どの年度の値と比べるかが分からない"),
        ("60％", "「良い向き」（「better」）を「高い」か「低い」と書いて"),
    ],
)
def test_a_plan_is_stopped_with_what_to_write(tmp_path: Path, target: str, told: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        kumin.load_plan(written(tmp_path, f'"{target}"'))
    assert told in refused.value.message("ja")
    assert "plan.yaml:9:" in refused.value.message("en")
    assert f"`{target}`" in refused.value.message("en")


def test_a_target_that_is_a_number_is_read_as_the_words_are(tmp_path: Path) -> None:
    (one,) = kumin.load_plan(written(tmp_path, "60", "better: 高い,")).plan.indicators()
    assert one[1].target.written() == {"at_least": 60}
    for target, code in (("60", "target_which_end"), ("0.6", "target_fraction")):
        with pytest.raises(DefinitionError) as refused:
            kumin.load_plan(written(tmp_path, target))
        assert refused.value.code == code


def test_a_workbook_names_what_to_write_once() -> None:
    said = workbook_text("target_which_end", "ja", given="60")
    assert "指標に「良い向き」を「高い」か「低い」と書いて" in said
    assert "「良い向き」（「better」）" in text("target_which_end", "ja", given="60")


def test_values_in_a_unit_of_thousands_are_as_the_plan_means_them(tmp_path: Path) -> None:
    (one,) = kumin.load_plan(written(tmp_path, "60億円以上", "unit: 億円,", "50億円")).plan.indicators()
    assert (one[1].target.stated[0], one[1].history[2022].percent) == (60, 50)  # type: ignore[union-attr]
    (one,) = kumin.load_plan(written(tmp_path, "6千人以上", "unit: 人,", "5千人")).plan.indicators()
    assert (one[1].target.stated[0], one[1].history[2022].percent) == (6000, 5000)  # type: ignore[union-attr]
