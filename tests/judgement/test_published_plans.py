"""The rules of published plans of wards and cities, as data, give the marks that their own rules give."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin import DefinitionError, load_plan
from kumin.definitions import Plan
from kumin.judgement import Flag, judge_all
from kumin.judgement.judge import Judged
from kumin.judgement.verdicts.verdict import Cause
from kumin.messages import text
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines
from kumin.writers.terminal.run import render

SCALES: dict[str, Any] = {
    "長与": {
        "metric": "progress", "not_measured": "－",
        "bands": [{"mark": "S", "more_than": 100}, {"mark": "A", "more_than": 0},
                  {"mark": "B", "at_least": -10, "metric": "change"}, {"mark": "C"}],
    },
    "福岡": {
        "metric": "progress",
        "bands": [{"mark": "a", "at_least": 100}, {"mark": "b", "more_than": -3, "metric": "gain"}, {"mark": "c"}],
    },
    "三年": {"bands": [{"mark": "概ね順調", "at_least": 66.7}, {"mark": "順調でない"}]},
    "二年": {"bands": [{"mark": "概ね順調", "at_least": 90}, {"mark": "順調でない"}]},
    "健康": {
        "significance": {"reached": "A", "improved": "B", "behind": "B*", "unchanged": "C", "worsened": "D",
                         "unknown": "E"},
    },
    "達成率": {"bands": [{"mark": "S", "at_least": 110}, {"mark": "A", "at_least": 80}, {"mark": "B", "at_least": 50},
                     {"mark": "C"}]},
    "いの": {"bands": [{"mark": "◎", "more_than": 100}, {"mark": "○", "at_least": 100},
                     {"mark": "△", "more_than": 0, "metric": "gain"}, {"mark": "×"}]},
    "多摩": {"bands": [{"mark": "着実", "at_least": 100}, {"mark": "概ね", "at_least": 60}, {"mark": "改善が必要"}]},
    "見込": {"metric": "raw", "bands": [{"mark": "◎", "at_least": 60}, {"mark": "○", "more_than": 50}, {"mark": "△"}]},
}  # fmt: skip


def judged(
    year: int, *indicators: dict[str, Any], estimates: list[dict[str, Any]] | None = None, **more: Any
) -> Judged:
    plan = Plan.model_validate(
        {
            "id": "p", "title": "計画", "ward": "試験", "fiscal_year": year, "scales": SCALES,
            "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml"}},
            "issues": [{"id": 1, "title": "課題", "indicators": [
                {"id": f"x{i}", "text": "指標", **one} for i, one in enumerate(indicators)]}], **more,
        }
    )  # fmt: skip
    if estimates is None:
        from kumin.judgement import published_estimates

        return judge_all(published_estimates(plan), plan)
    rows = [{"indicator": f"x{i}", **row} for i, row in enumerate(estimates)]
    return judge_all(pl.DataFrame(rows), plan)


def marks(found: Judged) -> list[str | None]:
    return [one.mark.mark for one in found.items]


UP = {"unit": "人", "target": {"at_least": 120, "by": 2020, "baseline": {"year": 2015}, "scale": "長与"},
      "history": {2015: 100}}  # fmt: skip
DOWN = UP | {"target": {"at_most": 80, "by": 2020, "baseline": {"year": 2015}, "scale": "長与"}}


@pytest.mark.parametrize(
    ("indicator", "result", "mark"),
    [
        (UP, 125, "S"), (UP, 120, "A"), (UP, 100.1, "A"), (UP, 100, "B"), (UP, 92, "B"), (UP, 90, "B"), (UP, 89.9, "C"),
        (DOWN, 75, "S"), (DOWN, 80, "A"), (DOWN, 110, "B"), (DOWN, 111, "C"), (UP, "未測定", "－"),
    ],
)  # fmt: skip
def test_nagayo_mixes_progress_to_the_target_with_change_from_the_baseline(
    indicator: dict[str, Any], result: object, mark: str
) -> None:
    assert marks(judged(2019, indicator | {"result": result})) == [mark]


def test_nagayo_has_no_progress_where_the_baseline_is_the_target() -> None:
    """The town's page does not say what it does then: no mark is made up, and that is said."""
    same = UP | {"target": UP["target"] | {"at_least": 100}, "result": 101}
    (one,) = judged(2019, same).items
    assert one.mark.mark is None
    assert Flag.NO_METRIC in one.flags


@pytest.mark.parametrize(
    ("result", "mark"), [(35.0, "b"), (45.0, "a"), (44.8, "b"), (34.3, "c"), (34.4, "b"), (30.0, "c")]
)
def test_fukuoka_judges_by_the_straight_path_and_keeps_within_three_points(result: float, mark: str) -> None:
    """37.3 in 2014, 60 by 2026: the path of 2018 is 37.3 + 22.7 × 4/12 = 44.8666…"""
    path = {"at_least": 60, "by": 2026, "baseline": {"year": 2014}, "reference": "path", "scale": "福岡"}
    assert marks(judged(2018, {"unit": "%", "target": path, "history": {2014: 37.3}, "result": result})) == [mark]


def test_osaka_reform_has_another_band_for_each_length_of_a_measure() -> None:
    def one(target: dict[str, Any], result: float, unit: str = "件", **more: Any) -> dict[str, Any]:
        return {"unit": unit, "target": target, "result": result, **more}

    found = judged(
        2013,
        one({"at_least": 90, "by": 2014, "scale": "三年", "compare": "exact"}, 60.0, "%"),
        one({"at_least": 90, "by": 2014, "scale": "三年"}, 60.0, "%"),
        one({"at_least": 90, "by": 2014, "scale": "三年"}, 60.1, "%"),
        one({"at_least": 90, "by": 2013, "scale": "二年"}, 80.9, "%"),
        one({"at_most": 100, "by": 2013, "scale": "二年"}, 111),
        one({"at_most": 100, "by": 2013, "scale": "二年"}, 112),
        one({"at_most": 100, "by": 2013, "scale": "二年"}, 0),
        one({"at_most": 0, "by": 2013, "scale": "二年"}, 0, "人"),
        one({"at_most": 0, "by": 2013, "scale": "二年"}, 3, "人"),
        one({"lower": {"ratio": 0.9}}, 180, history={2012: 200}),
        one({"lower": {"ratio": 0.9}}, 181, history={2012: 200}),
        one({"raise": {"points": 0}}, 62.8, "%", history={2012: 62.8}),
        one({"raise": {"points": 0}}, 62.7, "%", history={2012: 62.8}),
        one({"raise": {"points": 0}}, 63, "%", history={2011: 62.8}),
    )
    good, bad = "概ね順調", "順調でない"
    # 60 of 90 is 66.66…, under 66.7, and printed it is 66.7; 100 of 111 is 90.09
    assert marks(found) == [bad, good, good, bad, good, bad, good, good, bad, "A", "B", "A", "B", None]
    assert Flag.NO_REFERENCE in found.items[-1].flags


def test_sapporo_watches_the_way_to_2010() -> None:
    found = judged(
        2008,
        {"unit": "%", "target": {"at_least": 60, "by": 2010}, "history": {2006: 43.3, 2007: 41.0}, "result": 41.0},
        {"unit": "人", "target": {"at_most": 0, "by": 2011, "baseline": {"year": 2007}, "reference": "path"},
         "history": {2007: 212}, "result": 159},
        {"unit": "人", "target": {"at_most": 0, "by": 2011, "baseline": {"year": 2007}, "reference": "path"},
         "history": {2007: 212}, "result": 160},
        {"unit": "%", "decimals": 2, "target": {"less_than": 1.0, "by": 2010}, "history": {2006: 1.09}, "result": 1.0},
        {"unit": "%", "target": {"monitor": True}, "result": 51.5},
    )  # fmt: skip
    assert marks(found) == ["B", "A", "B", "B", None]


@pytest.mark.parametrize(("result", "mark"), [(131, "◎"), (130, "○"), (129, "△"), (101, "△"), (100, "×"), (90, "×")])
def test_ino_tells_above_the_target_from_on_it_and_progress_from_none(result: float, mark: str) -> None:
    """いの町: 目標値以上 ◎, 同等 ○, 未達成 △, 進捗なし ×; an indicator without a target is 評価なし."""
    target = {"at_least": 130, "baseline": {"year": 2014}, "scale": "いの"}
    one = {"unit": "人", "history": {2014: 100}, "result": result}
    watched = one | {"target": {"monitor": True}}
    assert marks(judged(2017, one | {"target": target}, watched)) == [mark, None]


@pytest.mark.parametrize(
    ("year", "result", "mark"),
    [(2015, 20, "着実"), (2015, 19.9, "概ね"), (2015, 12, "概ね"), (2015, 11.9, "改善が必要"),
     (2017, 60, "着実"), (2017, 36, "概ね"), (2017, 35.9, "改善が必要"), (2019, 100, "着実"), (2019, 59, "改善が必要")],
)  # fmt: skip
def test_tama_asks_for_a_fifth_of_the_target_more_each_year(year: int, result: float, mark: str) -> None:
    """多摩市: 20% of the target in the first year, then 40, 60, 80, 100; of the year's step 100% and 60%."""
    glide = {2015: 20, 2016: 40, 2017: 60, 2018: 80, 2019: 100}
    target = {"at_least": 100, "by": 2019, "glide": glide, "reference": "glide", "scale": "多摩"}
    assert marks(judged(year, {"unit": "件", "target": target, "result": result})) == [mark]


@pytest.mark.parametrize(("result", "mark"), [(57.9, "B"), (74.9, "B"), (75.0, "A")])
def test_sano_compares_a_year_with_the_years_own_target(result: float, mark: str) -> None:
    """佐野市: who knows their shelter, 57.9% in 2015 against 75.0 for that year: not reached, by 17.1 points."""
    target = {"at_least": 85, "by": 2017, "milestones": {2014: 70, 2015: 75, 2016: 80}, "reference": "milestone"}
    found = judged(2015, {"unit": "%", "target": target, "result": result})
    assert marks(found) == [mark]
    assert found.items[0].target.goal is not None
    assert float(found.items[0].target.goal.low or 0) - result == pytest.approx(75 - result)


def test_a_baseline_may_be_counts() -> None:
    """350 of 530 is 66.04%: what 健康日本21 compares with; the exact share, not the printed one."""
    target = {"at_least": 80, "by": 2022, "scale": "健康", "baseline": {"year": 2012, "count": 350, "n": 530}}
    for result, mark in (
        ({"count": 395, "n": 530}, "B"),
        ({"count": 352, "n": 530}, "C"),
        ({"count": 300, "n": 530}, "D"),
    ):
        (one,) = judged(2018, BASE | {"target": target, "history": {}, "result": result}).items
        assert one.mark.mark == mark
        assert one.target.marking is not None
        assert one.target.marking.start == Fraction(35000, 530)
    path = {"at_least": 80, "by": 2022, "reference": "path", "baseline": {"year": 2012, "count": 265, "n": 530}}
    assert marks(judged(2017, {"unit": "%", "target": path, "result": 65})) == ["A"]


def test_a_rank_is_met_from_below() -> None:
    assert marks(judged(2023, *({"unit": "位", "target": {"at_most": 3}, "result": n} for n in (2, 3, 4)))) == [
        "A",
        "A",
        "B",
    ]


def test_a_watched_value_has_no_mark_and_says_why() -> None:
    (one,) = judged(2023, {"unit": "人", "target": {"monitor": True}, "history": {2022: 5}, "result": 7}).items
    assert (one.mark.mark, one.mark.met, one.target.goal) == (None, None, None)
    assert Flag.MONITORED in one.flags
    assert Flag.NO_REFERENCE not in one.flags
    assert one.change is not None
    assert one.change.difference == 2


@pytest.mark.parametrize(
    ("to", "now", "mark"),
    [("up", 50.1, "A"), ("up", 50.0, "B"), ("down", 49.9, "A"), ("down", 50.0, "B"), ("down", 51, "B")],
)
def test_a_direction_asks_for_more_or_less_than_last_year(to: str, now: float, mark: str) -> None:
    found = judged(2023, {"target": {"direction": to}, "history": {2022: 50.0}, "result": now})
    assert marks(found) == [mark]
    assert marks(judged(2023, {"target": {"direction": to}, "history": {2021: 50.0}, "result": now})) == [None]
    old = {"target": {"direction": {"to": to, "from": 2021}}, "history": {2021: 50.0}, "result": now}
    assert marks(judged(2023, old)) == [mark]


def test_the_national_average_of_the_year_or_the_latest_before_it() -> None:
    national = {"external": {2020: 60.0, 2022: 61.2, "source": "全国調査"}}
    results = [(2019, 70, None, None), (2021, 60, "A", 2020), (2022, 61.1, "B", 2022), (2023, 61.2, "A", 2022)]
    for year, result, mark, used in results:
        (one,) = judged(year, {"target": national, "result": result}).items
        assert one.mark.mark == mark
        assert (None if one.reference is None else one.reference.year) == used
    row = judged(2023, {"target": national, "result": 61.2}).frames["targets"].row(0, named=True)
    assert (row["reference_value"], row["reference_source"]) == (61.2, "全国調査")
    lower = {"external": {2022: 61.2, "source": "全国調査", "better": "lower"}}
    assert marks(judged(2022, {"target": lower, "result": 61.2}, {"target": lower, "result": 61.3})) == ["A", "B"]


def test_a_revised_target_holds_from_its_year() -> None:
    revised = {
        "at_least": 40,
        "by": 2027,
        "revised": [{"from": 2022, "at_least": 50}, {"from": 2024, "at_least": 45, "by": 2030}],
    }
    for year, end, by, since in [
        (2021, 40, 2027, None),
        (2022, 50, 2027, 2022),
        (2023, 50, 2027, 2022),
        (2024, 45, 2030, 2024),
    ]:
        found = judged(year, {"target": revised, "result": 47})
        row = found.frames["targets"].row(0, named=True)
        assert (row["low"], row["by"], row["revised_from"]) == (end, by, since)
        assert marks(found) == ["A" if end <= 47 else "B"]
    plan = Plan.model_validate({
        "id": "p", "title": "p", "ward": "w", "fiscal_year": 2024,
        "issues": [{"id": 1, "title": "i", "indicators": [{"id": "x", "text": "t", "unit": "人", "target": revised,
                     "result": 47}]}],
    })  # fmt: skip
    (one,) = (one for _, one in plan.indicators())
    assert one.target.stated == (45.0, None)
    assert one.of_year(2021).target.stated == (40.0, None)
    assert (
        judge_all(pl.DataFrame(schema={"indicator": pl.String}), plan, fiscal_year=2023).items[0].target.goal.low == 50
    )  # type: ignore[union-attr]


BASE = {"survey": "s", "question": "q", "positive": [1],
        "target": {"at_least": 60, "by": 2022, "baseline": {"year": 2012}, "scale": "健康"},
        "history": {2012: {"percent": 40.0, "n": 1000}}}  # fmt: skip


@pytest.mark.parametrize(
    ("percent", "n", "mark"),
    [
        (60, 1000, "A"),
        (53, 1000, "B"),
        (46, 1000, "B*"),
        (46, 150, "C"),
        (42, 1000, "C"),
        (34, 1000, "D"),
        (46, None, "E"),
    ],
)
def test_healthy_japan_marks_by_significance_against_the_baseline(percent: int, n: int | None, mark: str) -> None:
    """The line through 53 in 2018 reaches 61.7 in 2022, that through 46 only 50."""
    result = {"percent": percent} | ({} if n is None else {"n": n})
    assert marks(judged(2018, BASE | {"result": result})) == [mark]


def test_a_baseline_without_n_gives_no_significance() -> None:
    assert marks(judged(2018, BASE | {"history": {2012: 40.0}, "result": {"percent": 46, "n": 1000}})) == ["E"]
    own = BASE | {"target": BASE["target"] | {"baseline": {"year": 2012, "value": 40.0, "n": 1000}}, "history": {}}
    assert marks(judged(2018, own | {"result": {"percent": 53, "n": 1000}})) == ["B"]


def test_a_result_as_counts_is_as_exact_as_answers() -> None:
    (one,) = judged(2023, {"survey": "s", "question": "q", "positive": [1], "target": {"at_least": 65.8},
                           "result": {"count": 349, "n": 530}}).items  # fmt: skip
    assert (one.value.n_positive, one.value.n_base, one.value.printed) == (349, 530, kumin.numbers.percent_of(349, 530))
    assert one.mark.mark == "A"


def test_bands_of_the_ratio_and_of_the_value_itself() -> None:
    def of(scale: str, result: float) -> dict[str, Any]:
        return {"unit": "%", "target": {"at_least": 60, "scale": scale}, "result": result}

    assert marks(judged(2023, *(of("達成率", v) for v in (66, 65.9, 48, 30, 29.9)))) == ["S", "A", "A", "B", "C"]
    assert marks(judged(2023, *(of("見込", v) for v in (60, 50.1, 50)))) == ["◎", "○", "△"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("{external: {2022: 61}}", "missing_key"),
        ("{external: {source: x}}", "must_not_be_empty"),
        ("{external: {2022: 161, source: x}}", "must_be_at_most"),
        ("{direction: sideways}", "not_one_of"),
        ("{monitor: false}", "not_one_of"),
        ("{at_least: 1, revised: [{at_least: 2}]}", "missing_key"),
        ("{at_least: 1, revised: [{from: 2022, at_leest: 2}]}", "unknown_key"),
        ("{at_least: 1, revised: [{from: 2022}]}", "target_needs_one"),
        ("{at_least: 1, revised: [{from: 2022, at_least: 2}, {from: 2021, at_least: 3}]}", "revised_not_in_order"),
        ("{at_least: 1}, result: {count: 3}", "published_count"),
        ("{at_least: 1}, result: {count: 3, n: 2}", "published_count"),
        ("{at_least: 1}, result: {n: 2}", "published_nothing"),
        ("{at_least: 1, baseline: {year: 2020, count: 3}}", "published_count"),
        ("{at_least: 1, baseline: {year: 2020, count: 3, n: 2}}", "published_count"),
        ("{at_least: 1, baseline: {year: 2020, count: 1, n: 2, value: 50}}", "baseline_value_and_count"),
        ("{at_least: 1, scale: s}", "significance_needs_baseline"),
        ("{between: [1, 2], scale: s}", "significance_of_range"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(tmp_path: Path, target: str, code: str) -> None:
    marks = "{reached: A, improved: B, unchanged: C, worsened: D, unknown: E}"
    (tmp_path / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: 2023\nscales: {{s: {{significance: {marks}}}}}\nissues:\n"
        f"  - id: 1\n    title: t\n    indicators: [{{id: x, text: x, target: {target}}}]\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as refused:
        load_plan(tmp_path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("scale", "code"),
    [
        ("{bands: [{mark: A}]}", "scale_too_few"),
        ("{}", "scale_too_few"),
        ("{metric: raws, bands: [{mark: A, at_least: 1}, {mark: B}]}", "not_one_of"),
        ("{bands: [{mark: A, at_least: 1}, {mark: B, at_least: 2}, {mark: C}]}", "scale_not_falling"),
        ("{bands: [{mark: A, at_least: 1}, {mark: B}], significance: {reached: A, improved: B, unchanged: C, "
         "worsened: D, unknown: E}}", "scale_bands_or_significance"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_scale_is_said(tmp_path: Path, scale: str, code: str) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: 2023\nscales: {{s: {scale}}}\nissues:\n"
        "  - id: 1\n    title: t\n    indicators: [{id: x, text: x, target: {at_least: 1}}]\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as refused:
        load_plan(tmp_path)
    assert refused.value.code == code


@pytest.mark.parametrize(("value", "compare", "mark", "other"), [
    (60, "published", "概ね順調", "順調でない"), (60, "exact", "順調でない", "概ね順調"),
    (61, "published", "概ね順調", None),
])  # fmt: skip
def test_a_rate_whose_rounding_decides_is_told_with_its_digits(
    tmp_path: Path, value: float, compare: str, mark: str, other: str | None
) -> None:
    """60 of 90 is 66.666…%: printed it reaches 66.7, exactly it does not; the verdict and line 6 say the same."""
    (tmp_path / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: 2023\ncompare: {compare}\nscale: 三年\nscales:\n"
        "  三年: {bands: [{mark: 概ね順調, at_least: 66.7}, {mark: 順調でない}]}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        f"      - {{id: 1-1, text: t, unit: '%', target: {{at_least: 90}}, result: {value}}}\n",
        encoding="utf-8",
    )
    result = kumin.judge_published(tmp_path / "plan.yaml")
    one = result.items[0]
    assert one.mark.mark == mark
    for lang in ("ja", "en"):
        line = next(line for line in criticism_lines(result, "1-1", Words.of(lang)) if line.code == "rounding")
        assert line.shown is (other is not None)
        if other is not None:
            assert Cause.ROUNDING in one.verdict.conditions
            assert "66.7%" in line.said[0]
            assert "66.667%" in line.said[0]
            assert other in line.said[0]
    asked = next(line for line in criticism_lines(result, "1-1", Words.of("ja")) if line.code == "wording")
    assert "調査によらない数" not in asked.said[0]
    assert text("note_percent", "ja") not in render(result, Words.of("ja"))
    assert text("note_published", "ja") in render(result, Words.of("ja"))
