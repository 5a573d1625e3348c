"""平均達成率: the mean of other indicators' values over their targets."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from kumin.definitions import Plan
from kumin.judgement import judge_all, published_estimates
from kumin.judgement.judgement import Judgement
from kumin.judgement.verdicts.verdict import Cause, Turned

SHARE = {"text": "t", "question": "q", "positive": [1]}
MEAN = {"id": "m", "text": "m", "unit": "%", "pool": {"of": ["a", "b"], "how": "attainment"}}


def judged(*parts: dict[str, Any], target: object = 100, **mean: Any) -> Judgement:
    plan = Plan.model_validate({
        "id": "p", "title": "p", "ward": "w", "fiscal_year": 2023,
        "surveys": {key: {"title": key, "questionnaire": "q.yaml"} for key in ("s", "t")},
        "issues": [{"id": 1, "title": "i", "indicators": [
            *({"text": "t", **one} for one in parts), {**MEAN, "target": {"at_least": target}, **mean}]}],
    })  # fmt: skip
    return judge_all(published_estimates(plan), plan).items[-1]


def share(name: str, survey: str, k: int, n: int, target: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "survey": survey, **SHARE, "target": target, "result": {"count": k, "n": n}}


def se(k: int, n: int) -> float:
    return 100 * sqrt(k / n * (1 - k / n) / (n - 1))


@given(first=st.integers(20, 180), second=st.integers(20, 280))
@settings(max_examples=20, deadline=None)
def test_it_is_the_mean_of_the_rates_a_reader_works_out(first: int, second: int) -> None:
    parts = share("a", "s", first, 200, {"at_least": 60}), share("b", "t", second, 300, {"at_least": 40})
    one = judged(*parts, decimals=1)
    printed = [Fraction(f"{Fraction(1000 * k, n) + Fraction(1, 2)}") // 1 / Fraction(10) for k, n in
               ((first, 200), (second, 300))]  # fmt: skip
    mean = (100 * printed[0] / 60 + 100 * printed[1] / 40) / 2
    assert one.value.estimate == pytest.approx(float(mean))
    # two surveys are independent
    error = sqrt((100 / 60 * se(first, 200)) ** 2 + (100 / 40 * se(second, 300)) ** 2) / 2
    assert one.value.se == pytest.approx(error)
    half = student.ppf(0.975, 199) * error
    assert (one.value.lower, one.value.upper) == pytest.approx((float(mean) - half, float(mean) + half))
    assert one.mark.mark == ("A" if one.value.printed is not None and one.value.printed >= 100 else "B")
    inside = float(mean) - half < 100 <= float(mean) + half
    assert (one.verdict[Cause.SAMPLING].turned is Turned.YES) == inside


def test_of_one_survey_the_interval_holds_whatever_the_correlation() -> None:
    one = judged(share("a", "s", 100, 200, {"at_least": 60}), share("b", "s", 90, 200, {"at_least": 40}))
    widest = (100 / 60 * se(100, 200) + 100 / 40 * se(90, 200)) / 2
    assert one.value.se == pytest.approx(widest)


def test_where_less_is_better_the_target_is_divided() -> None:
    one = judged(share("a", "s", 100, 200, {"at_most": 40}), share("b", "t", 90, 200, {"at_least": 45}))
    assert one.value.estimate == pytest.approx((80 + 100) / 2)
    error = sqrt((100 * 40 / 50**2 * se(100, 200)) ** 2 + (100 / 45 * se(90, 200)) ** 2) / 2
    assert one.value.se == pytest.approx(error)


def test_numbers_from_no_survey_have_no_error_and_what_is_not_known_leaves_no_value() -> None:
    stated = {"id": "a", "unit": "件", "result": 90, "target": {"at_least": 100}}
    one = judged(stated, {"id": "b", "unit": "世帯", "result": 30, "target": {"at_least": 25}})
    assert (one.value.printed, one.value.lower, one.mark.mark) == (105, None, "A")
    mixed = judged(stated, share("b", "s", 90, 200, {"at_least": 45}))
    assert mixed.value.se == pytest.approx(100 / 45 * se(90, 200) / 2)
    lacking = judged(stated, {"id": "b", "survey": "s", **SHARE, "target": {"at_least": 45}})
    assert (lacking.value.printed, lacking.value.not_estimable) == (None, "pool_incomplete")
    unsure = judged(stated, {"id": "b", "survey": "s", **SHARE, "target": {"at_least": 45}, "result": 45})
    assert (unsure.value.printed, unsure.value.lower) == (95, None)
    assert unsure.verdict[Cause.SAMPLING].turned is Turned.NOT_KNOWN
