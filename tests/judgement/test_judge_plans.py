"""judge() on plans with every kind of target, scale, number and combined question."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin.definitions import Plan
from kumin.judgement import judge_all
from kumin.result import Result

SURVEY = {"residents": {"title": "区民アンケート", "questionnaire": "residents.yaml"}}
ASKED = {"survey": "residents", "question": "safe", "positive": [1]}


def plan_of(*indicators: dict[str, Any], **more: Any) -> Plan:
    listed = [{"id": f"1-{k}", "text": "指標", **indicator} for k, indicator in enumerate(indicators, 1)]
    return Plan.model_validate(
        {
            "id": "p", "title": "運営方針", "ward": "試験区", "fiscal_year": 2023, "surveys": SURVEY,
            "issues": [{"id": 1, "title": "課題", "indicators": listed}], **more,
        }
    )  # fmt: skip


def estimate(k: int | None, n: int | None, **more: Any) -> dict[str, Any]:
    """A simple random sample's row, by Wilson."""
    row: dict[str, Any] = {"n_base": n, "n_positive": k, "level": 0.95, "method": "wilson", **more}
    if k is not None and n:
        from kumin.judgement.change import published_year

        row = published_year(k / n, n) | row
    return row


def judged(plan: Plan, *rows: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    named = [{"indicator": f"1-{k}", "survey": "residents", **row} for k, row in enumerate(rows, 1)]
    frame = pl.DataFrame(named, infer_schema_length=None)
    return judge_all(frame, plan, **more).judgements.to_dicts()


def test_the_same_percent_under_every_rule() -> None:
    targets: list[dict[str, Any]] = [
        {"at_least": 50.9}, {"more_than": 50.9}, {"at_most": 50.9}, {"less_than": 50.9}, {"between": [50, 51]},
        {"raise": {"points": 5.4}}, {"raise": {"points": 5.5}}, {"lower": {"ratio": 1.1}},
        {"maintain": {"within_points": 5.4}},
    ]  # fmt: skip
    plan = plan_of(*({**ASKED, "target": target, "history": {2022: 45.5}} for target in targets))
    rows = judged(plan, *([estimate(509, 1000)] * len(targets)))
    assert [row["judgement"] for row in rows] == ["A", "B", "A", "B", "A", "A", "B", "B", "A"]
    assert [row["comparison"] for row in rows][4:] == ["between", "at_least", "at_least", "at_most", "between"]
    assert rows[5]["target_percent"] == 50.9


def test_published_or_exact_and_the_flag_where_they_differ() -> None:
    """517 of 1001 is 51.648…: printed 51.6. 5165 of 10,000 prints 51.7 and is not 51.7."""
    plan = plan_of({**ASKED, "target": {"at_least": 51.7}}, {**ASKED, "target": {"at_least": 51.7, "compare": "exact"}})
    first, second = judged(plan, estimate(5165, 10_000), estimate(5165, 10_000))
    assert (first["percent"], first["judgement"], first["flags"]) == (51.7, "A", "rounding_decides")
    assert (second["percent"], second["judgement"], second["flags"]) == (51.7, "B", "rounding_decides")
    by_plan = judged(plan_of({**ASKED, "target": {"at_least": 51.7}}, compare="exact"), estimate(5165, 10_000))
    assert by_plan[0]["judgement"] == "B"


def test_whole_percents_where_the_ward_prints_them() -> None:
    rows = judged(plan_of({**ASKED, "target": {"at_least": 52}}, decimals=0), estimate(515, 1000))
    assert (rows[0]["percent"], rows[0]["judgement"], rows[0]["flags"]) == (52.0, "A", "rounding_decides")


@pytest.mark.parametrize(
    ("k", "evidence", "judgement"),
    [
        (600, "clear", "A"),
        (520, "within_error", "A"),
        (500, "within_error", "A"),
        (480, "within_error", "B"),
        (450, "clear", "B"),
    ],
)
def test_evidence_stands_beside_and_never_replaces(k: int, evidence: str, judgement: str) -> None:
    (row,) = judged(plan_of({**ASKED, "target": {"at_least": 50}}), estimate(k, 1000))
    assert (row["judgement"], row["evidence"]) == (judgement, evidence)
    sure = row["probability_met"] > 0.975 or row["probability_met"] < 0.025
    assert sure == (evidence == "clear")


def test_a_range_missed_on_both_sides_of_a_wide_interval_is_not_clear() -> None:
    (row,) = judged(plan_of({**ASKED, "target": {"between": [44, 46]}}), estimate(5, 10))
    assert (row["judgement"], row["evidence"]) == ("B", "within_error")


SCALES = {
    "five": {
        "metric": "ratio",
        "bands": [
            {"mark": "S", "at_least": 110}, {"mark": "A", "at_least": 100}, {"mark": "B", "at_least": 80},
            {"mark": "C", "at_least": 50}, {"mark": "D"},
        ],
        "not_measured": "－",
    },
    "circles": {
        "metric": "progress",
        "bands": [
            {"mark": "◎", "at_least": 100}, {"mark": "○", "at_least": 50}, {"mark": "△", "more_than": 0}, {"mark": "×"},
        ],
    },
}  # fmt: skip


def test_other_scales_and_a_plan_wide_one() -> None:
    plan = plan_of(
        {**ASKED, "target": {"at_least": 50, "scale": "five"}},
        {**ASKED, "target": {"at_least": 60, "baseline": {"year": 2020, "value": 40}}},
        {**ASKED, "target": {"at_least": 60, "baseline": {"year": 2020}}},
        {**ASKED, "target": {"at_least": 50, "scale": "five"}, "result": "未測定"},
        scales=SCALES, scale="circles",
    )  # fmt: skip
    rows = judged(plan, estimate(400, 1000), estimate(500, 1000), estimate(500, 1000))
    assert [row["judgement"] for row in rows] == ["B", "○", None, "－"]
    assert [row["flags"] for row in rows] == ["", "", "no_metric", "not_measured"]


def test_not_measured_is_said_and_is_never_b() -> None:
    plan = plan_of(
        {**ASKED, "target": {"at_least": 50}, "result": "not_measured"}, {**ASKED, "target": {"at_least": 50}}
    )
    found = judge_all(pl.DataFrame(schema={"indicator": pl.String}), plan)
    assert found.judgements["judgement"].to_list() == [None, None]
    assert found.judgements["flags"].to_list() == ["not_measured", "no_result"]
    assert found.frames["summary"].rows() == [("1", None, 2, 0, 0, 0, 0), (None, None, 2, 0, 0, 0, 0)]


def test_numbers_from_no_survey_keep_their_unit_out_of_the_percents() -> None:
    plan = plan_of(
        {"target": {"at_least": 10_000}, "unit": "世帯", "history": {2022: 9_800}, "result": {"value": 10_488}},
        {"target": {"lower": {"ratio": 0.9}}, "unit": "件", "history": {2022: 200}, "result": 181},
        {"target": {"at_least": 40}, "result": 42.3},
    )
    found = judge_all(pl.DataFrame(schema={"indicator": pl.String}), plan)
    assert found.judgements["judgement"].to_list() == ["A", "B", "A"]
    assert found.judgements["percent"].to_list() == [None, None, 42.3]
    assert found.judgements["target_percent"].to_list() == [None, None, 40.0]
    numbers = found.frames["numbers"].to_dicts()
    assert [(row["value"], row["unit"], row["target_value"], row["change"]) for row in numbers] == [
        (10_488.0, "世帯", 10_000.0, 688.0),
        (181.0, "件", 180.0, -19.0),
    ]


def test_a_past_value_nobody_knows_judges_nothing() -> None:
    (row,) = judged(plan_of({**ASKED, "target": {"raise": {"points": 1}}}), estimate(500, 1000))
    assert (row["judgement"], row["flags"], row["percent"]) == (None, "no_reference", 50.0)


def test_the_sum_of_the_plan_by_issue_and_overall() -> None:
    plan = plan_of(*({**ASKED, "target": {"at_least": 50}} for _ in range(3)))
    named = [{"indicator": f"1-{k}", **estimate(count, 1000)} for k, count in enumerate((600, 510, 400), 1)]
    summary = judge_all(pl.DataFrame(named), plan).frames["summary"]
    counts = [("A", 2, 0, 1, 1, 0), ("B", 1, 0, 1, 0, 0)]  # certain, firm, depends, unknown
    assert summary.rows() == [(issue, *row) for issue in ("1", None) for row in counts]


def test_last_year_without_n_cannot_be_told_and_with_n_can() -> None:
    plan = plan_of(
        {**ASKED, "target": {"at_least": 50}, "history": {2022: 45.5}},
        {**ASKED, "target": {"at_least": 50}, "history": {2022: {"percent": 45.5, "n": 1000}}},
    )
    named = [{"indicator": f"1-{k}", **estimate(390, 1000)} for k in (1, 2)]
    changes = judge_all(pl.DataFrame(named), plan).frames["changes"].to_dicts()
    # of what was published it is not known how it was asked: a change beyond sampling error is not yet a fall
    assert [row["statement"] for row in changes] == ["cannot_tell", "alike_unknown"]
    assert [row["change_points"] for row in changes] == [-6.5, -6.5]
    assert changes[0]["p_value"] is None

    def wilson(p: float, n: int) -> tuple[float, float]:
        z = 1.959963984540054
        centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)

    (low, high), (low_before, high_before) = wilson(0.39, 1000), wilson(0.455, 1000)
    assert changes[1]["lower_points"] == pytest.approx(100 * (-0.065 - math.hypot(0.39 - low, high_before - 0.455)))
    assert changes[1]["upper_points"] == pytest.approx(100 * (-0.065 + math.hypot(high - 0.39, 0.455 - low_before)))


COMBINED_QUESTIONNAIRE = """\
id: q
title: 調査
questions:
  - {id: a, text: 甲, header: 問1, type: single, options: {1: はい, 2: いいえ, 3: わからない}}
  - {id: b, text: 乙, header: 問2, type: single, options: {1: はい, 2: いいえ}}
"""
COMBINED_PLAN = """\
id: p
title: 運営方針
ward: 試験区
fiscal_year: 2023
surveys: {s: {title: 調査, questionnaire: q.yaml}}
issues:
  - id: 1
    title: 課題
    indicators:
"""


def combined(folder: Path, **more: str) -> Result:
    indicators = "".join(
        f"      - {{id: {kind}, text: 指標, survey: s, combine: {kind}, target: {{at_least: 50}},"
        f" parts: [{{question: a, positive: [1]}}, {{question: b, positive: [1]}}]{more.get(kind, '')}}}\n"
        for kind in ("any", "all", "mean")
    )
    (folder / "plan.yaml").write_text(COMBINED_PLAN + indicators, encoding="utf-8")
    (folder / "q.yaml").write_text(COMBINED_QUESTIONNAIRE, encoding="utf-8")
    rows = [(1, 1)] * 10 + [(1, 2)] * 15 + [(2, 1)] * 5 + [(2, 2)] * 8 + [(3, 1)] * 2 + [("", 1)] * 7 + [(1, "")] * 3
    text = "問1,問2\n" + "".join(f"{a},{b}\n" for a, b in rows)
    (folder / "s.csv").write_text(text, encoding="utf-8")
    return kumin.run(folder / "plan.yaml", {"s": folder / "s.csv"})


def test_combined_questions(tmp_path: Path) -> None:
    result = combined(tmp_path)
    rows = {row["indicator"]: row for row in result.judgements.to_dicts()}
    # any and all among those who answered both
    assert (rows["any"]["n_positive"], rows["any"]["n_base"], rows["any"]["percent"]) == (32, 40, 80.0)
    assert (rows["all"]["n_positive"], rows["all"]["n_base"], rows["all"]["percent"]) == (10, 40, 25.0)
    # the mean of 28/43 and 24/47, each on its own base
    assert rows["mean"]["percent"] == pytest.approx(round(50 * (28 / 43 + 24 / 47), 1))
    assert (rows["mean"]["n_positive"], rows["mean"]["n_base"]) == (None, 43)


def test_the_variance_of_a_mean_of_percents_holds_their_covariance(tmp_path: Path) -> None:
    """By hand: the linearised variable of each row, its square summed."""
    found = combined(tmp_path).estimates.filter(pl.col("indicator") == "mean").row(0, named=True)
    rows = (
        [(1, 1)] * 10 + [(1, 0)] * 15 + [(0, 1)] * 5 + [(0, 0)] * 8 + [(0, 1)] * 2 + [(None, 1)] * 7 + [(1, None)] * 3
    )
    p, q, n = 28 / 43, 24 / 47, len(rows)
    z = [((0 if a is None else (a - p) / 43) + (0 if b is None else (b - q) / 47)) / 2 for a, b in rows]
    assert sum(z) == pytest.approx(0, abs=1e-12)
    assert found["se"] ** 2 == pytest.approx(n / (n - 1) * sum(value**2 for value in z), rel=1e-9)
    assert found["lower"] < (p + q) / 2 < found["upper"]


def test_judge_takes_a_loaded_plan_and_refuses_rows_it_cannot_judge() -> None:
    from conftest import ROOT

    loaded = kumin.load_plan(ROOT / "schemas" / "tsurumi" / "r05")
    row = {"indicator": "1-3", **estimate(816, 1000)}
    frame = kumin.judge(pl.DataFrame([row]), loaded)
    assert frame.filter(pl.col("indicator") == "1-3")["judgement"].item() == "A"
    assert frame.height == 11
    for wrong, code in (
        (pl.DataFrame([row, row]), "estimates_indicator_repeated"),
        (pl.DataFrame({"proportion": [0.5]}), "statistics_column_missing"),
    ):
        with pytest.raises(kumin.StatisticsError) as refused:
            kumin.judge(wrong, loaded)
        assert refused.value.code == code
