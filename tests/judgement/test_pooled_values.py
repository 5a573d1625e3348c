"""Values of several years and surveys taken together: value, base, variance and interval, against brute force."""

from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import kumin
from kumin import DefinitionError, load_plan
from kumin.definitions import Plan
from kumin.judgement import judge_all, published_estimates
from kumin.judgement.change import wilson_limits
from kumin.judgement.judge import Judged
from kumin.judgement.judgement import Judgement
from kumin.messages import text
from kumin.words.indicators.indicator import population_sentences
from kumin.words.words import words_of
from told_tools import told_of

SHARE = {"question": "q", "positive": [1], "target": {"at_least": 50}}


def plan_of(*indicators: dict[str, Any], year: int = 2023, **more: Any) -> Plan:
    surveys = {key: {"title": key, "questionnaire": "q.yaml"} for key in ("s", "t")}
    return Plan.model_validate(
        {
            "id": "p", "title": "計画", "ward": "試験", "fiscal_year": year, "surveys": surveys,
            "issues": [{"id": 1, "title": "課題", "indicators": [{"text": "指標", **one} for one in indicators]}],
            **more,
        }
    )  # fmt: skip


def judged(*indicators: dict[str, Any], **more: Any) -> Judged:
    plan = plan_of(*indicators, **more)
    return judge_all(published_estimates(plan), plan)


def last(found: Judged) -> Judgement:
    return found.items[-1]


THREE = {
    "id": "a", "survey": "s", **SHARE, "result": {"count": 349, "n": 530},
    "history": {2021: {"count": 300, "n": 500}, 2022: {"percent": 62.2, "n": 45}},
}  # fmt: skip


def test_three_years_pooled_are_their_counts_over_their_answers() -> None:
    one = last(judged(THREE, {"id": "p", "pool": {"of": "a", "years": 3}, "target": {"at_least": 63.1}}))
    # 62.2% of 45 can only be 28
    k, n = 349 + 300 + 28, 530 + 500 + 45
    assert (one.value.n_positive, one.value.n_base, one.value.precise) == (k, n, Fraction(100 * k, n))
    assert (one.mark.mark, one.unit, one.from_no_survey) == ("B", None, False)
    p = [349 / 530, 300 / 500, 28 / 45]
    v = sum((m / n) ** 2 * q * (1 - q) / (m - 1) for q, m in zip(p, (530, 500, 45), strict=True))
    assert one.value.se == pytest.approx(math.sqrt(v))
    size = k / n * (1 - k / n) / v * n / (n - 1)
    assert (one.value.lower, one.value.upper) == pytest.approx(wilson_limits(k / n, size))
    # were the years alike, the limits would be those of one survey with as many answers
    alike = {
        "id": "a",
        "survey": "s",
        **SHARE,
        "result": {"count": 60, "n": 100},
        "history": {2022: {"count": 60, "n": 100}},
    }
    both = last(judged(alike, {"id": "p", "pool": {"of": "a", "years": 2}, "target": {"at_least": 63}}))
    assert both.value.lower == pytest.approx(wilson_limits(0.6, 200)[0], abs=2e-4)


@pytest.mark.parametrize("how", ["pooled", "mean", "sum"])
def test_a_year_whose_percent_cannot_belong_to_its_n_leaves_the_pooled_value_without_an_interval(how: str) -> None:
    pool = {"id": "p", "pool": {"of": "a", "years": 3, "how": how}, "target": {"at_least": 1}}
    assert last(judged(THREE, pool)).value.lower is not None
    wrong = THREE | {"history": THREE["history"] | {2022: {"percent": 62.3, "n": 45}}}
    value = last(judged(wrong, pool)).value
    assert (value.se, value.lower, value.upper, value.not_estimable) == (None, None, None, "pool_part")
    # a weighted percent is of no count
    assert last(judged(wrong, pool, official="raked")).value.lower is not None


def outcomes(p: float, n: int) -> list[tuple[int, float]]:
    return [(k, math.comb(n, k) * p**k * (1 - p) ** (n - k)) for k in range(n + 1)]


@pytest.mark.parametrize("how", ["pooled", "mean", "sum"])
def test_the_variance_is_that_of_all_possible_samples(how: str) -> None:
    """Every pair of outcomes of two small samples, by its chance: the mean of v is the variance of the value."""
    truth, sizes = (0.3, 0.6), (4, 6)
    unit = {"unit": "人"} if how == "sum" else {}
    moments = np.zeros(4)
    for (k1, w1), (k2, w2) in itertools.product(outcomes(truth[0], sizes[0]), outcomes(truth[1], sizes[1])):
        parts = [
            {"id": f"a{i}", "survey": key, **SHARE, "result": {"count": k, "n": n}}
            for i, (key, k, n) in enumerate(zip(("s", "t"), (k1, k2), sizes, strict=True))
        ]
        one = last(
            judged(*parts, {"id": "p", "pool": {"of": ["a0", "a1"], "how": how}, "target": {"at_least": 1}, **unit})
        )
        value = one.value.proportion if one.value.estimate is None else one.value.estimate
        assert value is not None
        moments += w1 * w2 * np.array([1, value, value**2, (one.value.se or 0.0) ** 2])
    assert moments[0] == pytest.approx(1)
    assert moments[3] == pytest.approx(moments[2] - moments[1] ** 2)
    n1, n2 = sizes
    expected = {
        "pooled": (n1 * truth[0] + n2 * truth[1]) / 10, "mean": sum(truth) / 2, "sum": n1 * truth[0] + n2 * truth[1],
    }  # fmt: skip
    assert moments[1] == pytest.approx(expected[how])


@pytest.mark.parametrize("how", ["pooled", "mean", "sum"])
def test_the_interval_holds_the_truth_as_often_as_it_says(how: str) -> None:
    rng = np.random.default_rng(5)
    truth, sizes, unit = (0.35, 0.6, 0.5), (80, 150, 60), {"unit": "人"} if how == "sum" else {}
    exact = {
        "pooled": np.dot(truth, sizes) / sum(sizes), "mean": np.mean(truth), "sum": np.dot(truth, sizes)
    }[how]  # fmt: skip
    hits, times = 0, 120
    for _ in range(times):
        counts = [int(rng.binomial(n, p)) for n, p in zip(sizes, truth, strict=True)]
        history = {2021 + i: {"count": counts[i], "n": sizes[i]} for i in range(2)}
        part = {"id": "a", "survey": "s", **SHARE, "result": {"count": counts[2], "n": sizes[2]}, "history": history}
        one = last(
            judged(part, {"id": "p", "pool": {"of": "a", "years": 3, "how": how}, "target": {"at_least": 1}, **unit})
        )
        assert one.value.lower is not None
        assert one.value.upper is not None
        hits += one.value.lower <= exact <= one.value.upper
    # three standard errors of the simulation below the level
    assert hits / times > 0.95 - 3 * math.sqrt(0.95 * 0.05 / times)


def test_none_of_so_many_is_not_certain() -> None:
    part = {
        "id": "a",
        "survey": "s",
        **SHARE,
        "result": {"count": 0, "n": 40},
        "history": {2022: {"count": 0, "n": 40}},
    }
    for how, unit in (("pooled", {}), ("mean", {}), ("sum", {"unit": "人"})):
        one = last(
            judged(part, {"id": "p", "pool": {"of": "a", "years": 2, "how": how}, "target": {"at_most": 1}, **unit})
        )
        assert one.value.upper is not None
        assert one.value.upper > 0.02
        assert one.evidence is not None
        assert one.evidence.probability_met not in (0.0, 1.0)


def test_numbers_that_are_stated_are_added_without_an_error() -> None:
    stated = {
        "id": "a",
        "unit": "世帯",
        "target": {"monitor": True},
        "result": 3488,
        "history": {2021: 3000, 2022: 4000},
    }
    pool = {"of": "a", "years": [2021, 2022, 2023], "how": "sum"}
    one = last(judged(stated, {"id": "p", "unit": "世帯", "pool": pool, "target": {"at_least": 10000}}))
    assert (one.printed, one.mark.mark, one.from_no_survey, one.value.has_error) == (10488, "A", True, False)
    mean = last(
        judged(stated, {"id": "p", "unit": "世帯", "pool": pool | {"how": "mean"}, "target": {"at_least": 3496}})
    )
    assert (mean.printed, mean.mark.mark) == (3496, "A")


def test_a_value_that_is_not_known_leaves_none_and_says_so() -> None:
    gap = THREE | {"history": {2022: {"count": 1, "n": 45}}}
    one = last(judged(gap, {"id": "p", "pool": {"of": "a", "years": 3}, "target": {"at_least": 63}}))
    assert (one.printed, one.value.not_estimable, one.verdict.reasons) == (
        None,
        "pool_incomplete",
        ("pool_incomplete",),
    )
    without_n = THREE | {"history": {2021: 60.0, 2022: {"count": 1, "n": 45}}}
    one = last(judged(without_n, {"id": "p", "pool": {"of": "a", "years": 3}, "target": {"at_least": 63}}))
    assert (one.printed, one.value.not_estimable) == (None, "no_n")
    one = last(
        judged(without_n, {"id": "p", "pool": {"of": "a", "years": 3, "how": "mean"}, "target": {"at_least": 63}})
    )
    assert (one.value.has_error, one.value.not_estimable) == (False, "no_n")
    assert one.printed is not None
    assert one.verdict.step is not None
    assert one.verdict.step.value == "unknown"


def test_years_that_overlap_are_no_independent_change() -> None:
    own = {"id": "p", "pool": {"of": "a", "years": 3}, "target": {"raise": {"points": 0}}}
    one = last(judged(THREE, own | {"history": {2022: {"percent": 60.0, "n": 1000}}}))
    assert one.change is not None
    assert (one.change.statement, one.mark.mark) == ("cannot_tell", "A")
    assert one.verdict.step is not None
    assert one.verdict.step.value == "unknown"


QUESTIONS = (
    "id: {key}\ntitle: 調査\nquestions:\n"
    "  - {{id: q, text: 問, header: 問1, type: single, options: {{1: ア, 2: イ}}}}\n"
)


def a_year(folder: Path, year: int, counts: dict[str, tuple[int, int]], history: str = "") -> Path:
    folder.mkdir(parents=True)
    surveys = ""
    for key, (k, n) in counts.items():
        (folder / f"{key}.yaml").write_text(QUESTIONS.format(key=key), encoding="utf-8")
        (folder / f"{key}.csv").write_text("問1\n" + "1\n" * k + "2\n" * (n - k), encoding="utf-8")
        surveys += f"  {key}: {{title: 調査{key}, questionnaire: {key}.yaml, of: 区民}}\n"
    own = "".join(
        f"      - {{id: a-{key}, text: t, title: 題{key}, survey: {key}, question: q, positive: [1], "
        f"target: {{at_least: 50}}{history if key == 's' else ''}}}\n"
        for key in counts
    )
    pools = (
        "      - {id: both, text: t, pool: {of: [a-s, a-t]}, target: {at_least: 50}}\n"
        "      - {id: years, text: t, pool: {of: a-s, years: 3}, target: {at_least: 50}}\n"
    )
    (folder / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: {year}\nsurveys:\n{surveys}issues:\n  - id: 1\n    title: t\n"
        f"    indicators:\n{own}{pools}",
        encoding="utf-8",
    )
    return folder


def test_answers_results_and_history_are_taken_together(tmp_path: Path) -> None:
    history = ", history: {2021: {percent: 55.0, n: 100}}"
    old = a_year(tmp_path / "r04", 2022, {"s": (30, 60), "t": (5, 20)}, history)
    before = kumin.run(old, {key: old / f"{key}.csv" for key in "st"})
    new = a_year(tmp_path / "r05", 2023, {"s": (45, 80), "t": (9, 20)}, history)
    result = kumin.run(new, {key: new / f"{key}.csv" for key in "st"}, previous=before)
    rows = {row["indicator"]: row for row in result.judgements.iter_rows(named=True)}
    assert (rows["both"]["n_positive"], rows["both"]["n_base"]) == (54, 100)
    assert (rows["years"]["n_positive"], rows["years"]["n_base"]) == (45 + 30 + 55, 80 + 60 + 100)
    assert rows["years"]["lower_percent"] < 100 * 130 / 240 < rows["years"]["upper_percent"]
    assert result.estimates.filter(pl.col("indicator") == "both")["proportion"].item() == 0.54
    pools = {one.id: one for _, one in result.plan.plan.indicators()}
    for lang, said in (("ja", "別々に抽出した標本"), ("en", "taken to be independent")):
        words = words_of(result, lang)
        assert said in "".join(population_sentences(result, pools["years"], words))
        assert "題t" in "".join(population_sentences(result, pools["both"], words))


def test_the_results_of_all_years_at_hand_are_taken_together(tmp_path: Path) -> None:
    for year, counts in ((2021, (20, 50)), (2022, (30, 60))):
        folder = a_year(tmp_path / str(year), year, {"s": counts, "t": (5, 20)})
        result = kumin.run(folder, {key: folder / f"{key}.csv" for key in "st"}, store=tmp_path / "results")
        kept = {"fiscal_year": year, "plan": {"ward": "w"}, "estimates": result.estimates.to_dicts()}
        (tmp_path / "results" / str(year)).mkdir(parents=True)
        record = json.dumps(kept | {"judgements": result.judgements.to_dicts()}, default=str)
        (tmp_path / "results" / str(year) / "result.json").write_text(record, encoding="utf-8")
    folder = a_year(tmp_path / "2023", 2023, {"s": (45, 80), "t": (9, 20)})
    result = kumin.run(folder, {key: folder / f"{key}.csv" for key in "st"}, store=tmp_path / "results")
    row = result.judgements.row(by_predicate=pl.col("indicator") == "years", named=True)
    assert (row["n_positive"], row["n_base"]) == (95, 190)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_output_takes_them(tmp_path: Path, lang: str) -> None:
    from kumin.writers.files import write_result

    new = a_year(tmp_path / "r05", 2023, {"s": (45, 80), "t": (9, 20)})
    result = kumin.run(new, {key: new / f"{key}.csv" for key in "st"})
    write_result(result, tmp_path / "out", lang)
    assert (tmp_path / "out" / "report.html").is_file()


@pytest.mark.parametrize(
    ("pool", "code"),
    [
        ("pool: {of: a-s}", "pool_of_one"),
        ("pool: {of: [a-s, a-s]}", "pool_repeated"),
        ("pool: {of: [a-s, b]}", "pool_unknown"),
        ("pool: {of: [x, a-s]}", "pool_unknown"),
        ("pool: {of: [a-s, c-s]}", "pool_same_survey"),
        ("pool: {of: [a-s, n]}", "pool_not_alike"),
        ("pool: {of: n, years: 3}, unit: 件", "pool_without_answers"),
        ("pool: {of: n, years: 3, how: sum}", "pool_unit"),
        ("pool: {of: a-s, years: 3, how: sum}", "indicator_needs_unit"),
        ("pool: {of: a-s, years: 3}, unit: 人", "pool_unit"),
        ("pool: {of: a-s, years: 3}, survey: s", "indicator_pool_alone"),
        ("pool: {of: a-s, yeers: 3}", "unknown_key"),
        ("pool: {of: a-s, years: 3, how: total}", "not_one_of"),
        ("pool: {of: [a-s, n], how: attainment}", "indicator_needs_unit"),
        ("pool: {of: [a-s, n], years: 2, how: attainment}, unit: '%'", "pool_attainment_years"),
        ("pool: {of: [a-s, w], how: attainment}, unit: '%'", "pool_attainment_target"),
    ],
)
def test_what_is_wrong_with_a_pool_is_said_with_its_place(tmp_path: Path, pool: str, code: str) -> None:
    folder = a_year(tmp_path / "r", 2023, {"s": (45, 80), "t": (9, 20)})
    path = folder / "plan.yaml"
    more = (
        "      - {id: c-s, text: t, survey: s, question: q, positive: [2], target: {at_least: 50}}\n"
        "      - {id: n, text: t, unit: 件, target: {at_least: 50}, result: 3}\n"
        "      - {id: w, text: t, unit: 件, target: {monitor: true}, result: 3}\n"
        f"      - {{id: x, text: t, {pool}, target: {{at_least: 50}}}}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_plan(path)
    assert refused.value.code == code
    assert refused.value.line == len(path.read_text(encoding="utf-8").splitlines())
    for lang in ("ja", "en"):
        assert text(code, lang, **refused.value.params)


@pytest.mark.parametrize(
    ("methods", "reason", "said"),
    [
        (("wilson", "wilson"), None, ()),
        (
            ("clopper_pearson", "wilson"),
            "pool_methods",
            ("合わせた調査どうしで、区間の方法が違う", "use different methods"),
        ),
        (("finite_exact", "finite_exact"), "not_simple", ("単純無作為抽出とはいえない", "not of a simple random")),
    ],
)
def test_a_pooled_value_says_why_its_interval_is_not_the_plans(
    methods: tuple[str, str], reason: str | None, said: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "q.yaml").write_text(
        "id: q\ntitle: t\nquestions:\n  - {id: q, text: q, header: q, type: single, options: {1: a, 2: b}}\n",
        encoding="utf-8",
    )
    keys = dict(zip("st", methods, strict=True))
    plan = {
        "id": "p", "title": "t", "ward": "w", "fiscal_year": 2023,
        "surveys": {
            key: {"title": key, "questionnaire": "q.yaml", "population": 500, "interval": method}
            for key, method in keys.items()
        },
        "issues": [{"id": 1, "title": "t", "indicators": [
            *({"id": f"1-{key}", "text": "t", "survey": key, **SHARE} for key in keys),
            {"id": "both", "text": "t", "pool": {"of": ["1-s", "1-t"], "how": "pooled"}, "target": {"at_least": 50}},
            {"id": "sum", "text": "t", "unit": "人", "pool": {"of": ["1-s", "1-t"], "how": "sum"},
             "target": {"at_least": 50}},
        ]}],
    }  # fmt: skip
    (tmp_path / "plan.yaml").write_text(json.dumps(plan), encoding="utf-8")
    (tmp_path / "s.csv").write_text("q\n" + "1\n" * 30 + "2\n" * 20, encoding="utf-8")
    result = kumin.run(tmp_path, dict.fromkeys(keys, tmp_path / "s.csv"))
    (one,) = (one for one in result.items if one.indicator.id == "both")
    assert (one.value.method, one.value.refused) == ("wilson", reason)
    for place, lang in enumerate(("ja", "en")):
        told = "\n".join(told_of(result, "both", words_of(result, lang)))
        assert not said or said[place] in told
        assert ("運営方針の区間の方法は" in told or "The plan's interval method is" in told) is (reason is not None)
        mover = ("（MOVER という方法）", "(the MOVER method)")[place]
        assert [mover in "\n".join(told_of(result, id_, words_of(result, lang))) for id_ in ("both", "sum")] == [
            False,
            True,
        ]
