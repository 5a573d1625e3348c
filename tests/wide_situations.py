"""Further situations, drawn by a seed: other measures and targets, weighted and pooled values, and published plans."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

import kumin
from kumin.result import Result
from situation_tools import AGES

OPTIONS = {1: "満足", 2: "やや満足", 3: "やや不満", 4: "不満", 5: "わからない"}
SCALES: dict[str, Any] = {
    "mixed": {
        "metric": "progress", "not_measured": "－",
        "bands": [{"mark": "S", "more_than": 100}, {"mark": "A", "more_than": 0},
                  {"mark": "B", "at_least": -10, "metric": "change"}, {"mark": "C"}],
    },
    "gain": {
        "metric": "ratio",
        "bands": [{"mark": "◎", "at_least": 100}, {"mark": "○", "more_than": 0, "metric": "gain"}, {"mark": "×"}],
    },
    "health": {"significance": {"reached": "イ", "improved": "ロ", "behind": "ロ*", "unchanged": "ハ", "worsened": "ニ",
                                "unknown": "ホ"}},
}  # fmt: skip
ASKED: dict[str, Any] = {"survey": "s", "question": "q0", "positive": [1, 2]}
PAST = ({"percent": 50.0, "n": 200}, {"percent": 44.5, "n": 400, "deff": 1.5}, {"count": 120, "n": 300}, 50.0)
OTHERS: tuple[dict[str, Any], ...] = (
    ASKED | {"target": {"at_least": 60, "baseline": {"year": 2021}, "by": 2026, "scale": "mixed"}},
    ASKED | {"target": {"at_least": 60, "baseline": {"year": 2021}, "by": 2026, "scale": "gain"}},
    ASKED | {"target": {"at_least": 60, "baseline": {"year": 2021}, "by": 2026, "scale": "health"}},
    ASKED | {"target": {"at_least": 60, "baseline": {"year": 2021}, "by": 2026, "reference": "path"}},
    ASKED | {"target": {"at_least": 40, "revised": [{"from": 2023, "at_least": 50}]}},
    ASKED | {"target": {"indicator": "1-1"}},
    ASKED | {"target": {"indicator": {"id": "1-1", "points": 5}}},
    ASKED | {"target": {"indicator": {"id": "1-1", "better": "lower"}}},
    {"survey": "s", "question": "q1", "points": {1: 2, 2: 1, 3: -1, 4: -2}, "unit": "点", "decimals": 2,
     "target": {"at_least": 0.5}},
    {"survey": "s", "question": "q1", "points": {1: 2, 2: 1, 3: -1, 4: -2}, "unit": "点", "decimals": 1,
     "target": {"raise": {"points": 0}}},
    {"survey": "s", "question": "num", "positive": {"at_least": 7}, "target": {"less_than": 40}},
    {"survey": "s", "question": "num", "unit": "点", "target": {"at_least": 6}},
    {"survey": "s", "combine": "difference", "unit": "ポイント", "target": {"at_least": 0},
     "parts": [{"question": "q0", "positive": [1, 2]}, {"question": "q1", "positive": [1, 2]}]},
    {"survey": "s", "combine": "ratio", "unit": "倍", "decimals": 2, "target": {"at_least": 1},
     "parts": [{"question": "q0", "positive": [1, 2]}, {"question": "q1", "positive": [1, 2]}]},
    {"survey": "s", "combine": "any", "target": {"at_least": 70},
     "parts": [{"question": "q0", "positive": [1, 2]}, {"question": "q1", "positive": [1]}]},
    {"survey": "s", "combine": "mean", "target": {"at_most": 60},
     "parts": [{"question": "q0", "positive": [1, 2]}, {"question": "q1", "positive": [1, 2]}]},
    {"pool": {"of": "1-1", "years": 3, "how": "pooled"}, "target": {"at_least": 55}},
    {"pool": {"of": "1-1", "years": 3, "how": "mean"}, "target": {"at_least": 55}},
    {"unit": "位", "target": {"at_most": 3}, "result": 4},
    {"unit": "件", "target": {"lower": {"ratio": 0.9}}, "result": 181},
    {"unit": "件", "target": {"less_than": 100}, "result": 100},
    {"unit": "%", "target": {"at_least": 60, "by": 2027}, "result": 59.5},
    {"unit": "人", "target": {"monitor": True}, "result": 12_345},
    {"unit": "人", "target": {"at_least": 5}, "result": "未測定"},
    ASKED | {"among": {"sex": [2]}, "target": {"at_least": 50}},
)  # fmt: skip
PLACES = 6


def _questions() -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = [
        {"id": f"q{place}", "text": f"設問{place}", "header": f"問{place}", "type": "single", "options": OPTIONS}
        for place in range(2)
    ]
    return [
        *asked,
        {"id": "num", "text": "点数", "header": "点数", "type": "number", "minimum": 0, "maximum": 10},
        {"id": "sex", "text": "性別", "header": "性別", "type": "single", "options": {1: "男性", 2: "女性"}},
        {"id": "age", "text": "年齢", "header": "年齢", "type": "single", "options": AGES},
    ]


def _written(folder: Path, plan: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    questionnaire = {"id": "q", "title": "調査", "missing": {"no_answer": ["", 99]}, "questions": _questions()}
    (folder / "q.yaml").write_text(yaml.safe_dump(questionnaire, allow_unicode=True), encoding="utf-8")
    cells = "".join(f"{sex},{age},{900 + 300 * code}\n" for sex in ("男性", "女性") for code, age in AGES.items())
    (folder / "population.csv").write_text(f"性別,年齢,人数\n{cells}", encoding="utf-8")
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return folder


def _plan(year: int, survey: dict[str, Any], indicators: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": year, "scales": SCALES,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **survey}},
        "issues": [{"id": 1, "title": "課題", "indicators": indicators}], **more,
    }  # fmt: skip


def _history(draw: random.Random, one: dict[str, Any]) -> dict[int, Any]:
    if "unit" in one:
        return {year: draw.choice((3, 100, 200)) for year in (2021, 2022) if draw.random() < 0.7}
    return {year: draw.choice(PAST) for year in (2020, 2021, 2022) if draw.random() < 0.7}


def wide_situation(folder: Path, seed: int) -> Result:
    """Run a plan of other measures and targets, the first indicator a share that others refer to."""
    draw = random.Random(1000 + seed)
    n = draw.choice((1, 12, 60, 250, 250))
    survey: dict[str, Any] = draw.choice(({}, {"population": "population.csv"}, {"population": "population.csv"},
                                          {"sampling": "census"}, {"sampling": "panel"}))  # fmt: skip
    if draw.random() < 0.7:
        survey = survey | {"invited": n + draw.choice((0, 2, n, 30 * n))}
    more: dict[str, Any] = {}
    if "population" in survey and n > 50:
        more["official"] = draw.choice(("unweighted", "raked", "poststratified"))
        survey = survey | {"weighting": {"rake": ["sex", "age"], "poststratify": ["sex"]}}
    if draw.random() < 0.2:
        more["compare"] = "exact"
    indicators = []
    for place, one in enumerate((ASKED | {"target": {"at_least": 55}}, *draw.sample(OTHERS, PLACES - 1))):
        history = _history(draw, one)
        known = {} if "pool" in one or not history else {"history": history}
        indicators.append({"id": f"1-{place + 1}", "text": f"指標{place + 1}", **one, **known})
    _written(folder, _plan(2023, survey, indicators, **more))
    rows = "".join(
        f"{draw.choice((1, 1, 2, 2, 3, 4, 5, 99))},{draw.choice((1, 2, 3, 3, 4))},{draw.randint(0, 10)},"
        f"{draw.choice((1, 2))},{draw.choice((1, 2, 3, 3))}\n"
        for _ in range(n)
    )
    (folder / "a.csv").write_text("問0,問1,点数,性別,年齢\n" + rows, encoding="utf-8")
    return kumin.run(folder, {"s": folder / "a.csv"})


def published_situation(folder: Path, seed: int) -> Result:
    """Judge a plan by what it publishes, last year's plan given or not; some of its numbers do not agree."""
    draw = random.Random(2000 + seed)
    survey: dict[str, Any] = dict(draw.choice(({}, {"population": 9000}, {"sampling": "census"}, {"deff": 1.4},
                                               {"population": 460, "interval": "finite_exact"})))  # fmt: skip
    if draw.random() < 0.7:
        survey["invited"] = draw.choice((450, 1000, 12_000))
        survey["responded"] = draw.choice((430, 445, 460))
        if draw.random() < 0.5:
            survey["response_rate"] = draw.choice((44.5, 95.6, 3.7, 50.0))
    if draw.random() < 0.3:
        survey["undeliverable"] = 5
        survey.setdefault("invited", 1000)

    def result() -> Any:
        n = draw.choice((10, 28, 420, 440))
        k = draw.randint(0, n)
        exact = round(100 * k / n + 1e-9, 1)
        stated: dict[str, Any] = draw.choice(({"percent": exact, "n": n}, {"count": k, "n": n}, {"percent": exact},
                                              {"percent": 50.9, "n": n}, {"percent": 0.0, "n": n},
                                              {"percent": 100.0, "n": n}))  # fmt: skip
        extra: dict[str, Any] = draw.choice(({}, {"mark": "A"}, {"mark": "B"}, {"parts": [20.1, 30.8]}))
        return stated | ({} if "percent" not in stated and "parts" in extra else extra)

    targets: list[dict[str, Any]] = [
        {"at_least": 50}, {"at_most": 50}, {"less_than": 50.9}, {"raise": {"points": 0}}, {"between": [40, 60]},
        {"at_least": 60, "baseline": {"year": 2021}, "scale": "health"}, {"indicator": "1-1"}, {"monitor": True},
        {"raise": {"ratio": 1.1}}, {"at_least": 55, "by": 2027, "scale": "gain", "baseline": {"year": 2021}},
    ]  # fmt: skip

    def plan(year: int) -> dict[str, Any]:
        listed = []
        for place in range(5):
            one: dict[str, Any] = ASKED | {"target": {"at_least": 50} if place == 0 else draw.choice(targets)}
            listed.append({"id": f"1-{place + 1}", "text": f"指標{place + 1}", **one, "result": result()})
            if year == 2023 and (past := _history(draw, one)):
                listed[-1]["history"] = past
        return _plan(year, survey, listed)

    now = _written(folder / "2023", plan(2023))
    before = _written(folder / "2022", plan(2022)) if draw.random() < 0.5 else None
    return kumin.judge_published(now, previous=before)
