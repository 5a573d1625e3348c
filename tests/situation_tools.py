"""Situations an indicator can be in, drawn by a seed: plans with answers, and the year before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import kumin
from kumin.result import Result

OPTIONS = {1: "はい", 2: "いいえ", 3: "わからない"}
AGES = {1: "18～39歳", 2: "40～64歳", 3: "65歳以上"}
INDICATORS = 5

SURVEYS: tuple[dict[str, Any], ...] = (
    {}, {}, {}, {"sampling": "census"}, {"sampling": "volunteers"}, {"population": "population.csv"},
    {"population": "population.csv"}, {"population": 240, "interval": "finite_exact"}, {"population": 5000},
)  # fmt: skip
TARGETS: tuple[dict[str, Any], ...] = (
    {"at_least": 50}, {"at_least": 60, "by": 2027}, {"more_than": 50}, {"at_most": 40}, {"less_than": 60},
    {"between": [40, 60]}, {"raise": {"points": 0}}, {"raise": {"points": 5}}, {"lower": {"points": 3}},
    {"direction": "up"}, {"monitor": True}, {"at_least": 55, "scale": "five"}, {"at_least": 70, "scale": "way"},
    {"maintain": {"within_points": 5}}, {"external": {2022: 50, 2023: 55, "source": "全国調査"}}, {"at_least": 60,
     "compare": "exact"},
)  # fmt: skip
SCALES: dict[str, Any] = {
    "five": {
        "metric": "ratio",
        "bands": [{"mark": "優", "at_least": 110}, {"mark": "良", "at_least": 90}, {"mark": "可"}],
    },
    "way": {
        "metric": "progress",
        "bands": [{"mark": "優", "at_least": 100}, {"mark": "良", "more_than": 0}, {"mark": "可"}],
    },
}
SIZES = (1, 2, 8, 29, 40, 120, 240)
SHARES = (0.0, 1.0, 0.5, 0.4, 0.6, 0.55, 0.95)


@dataclass(frozen=True)
class Situation:
    """A year with the one before it, as runs."""

    name: str
    before: Result | None
    now: Result


def situation(folder: Path, seed: int) -> Situation:
    """Make and run a plan of several indicators, each in a situation of its own."""
    draw = random.Random(seed)
    survey = dict(draw.choice(SURVEYS))
    n = draw.choice(SIZES)
    if draw.random() < 0.8:
        survey["invited"] = n + draw.choice((0, 1, 3, n, 30 * n))
        if draw.random() < 0.3:
            survey["undeliverable"] = min(1, survey["invited"] - n)
    indicators = [_indicator(draw, place) for place in range(INDICATORS)]
    decimals = draw.choice((0, 1, 1, 2))
    answers = [draw.choice(SHARES) for _ in range(INDICATORS)]
    before = None
    if draw.random() < 0.6:
        old_survey = dict(survey) if draw.random() < 0.8 else {}
        texts = {place: "前の設問文" for place in range(INDICATORS) if draw.random() < 0.2}
        moved = [_moved(draw, one) for one in indicators]
        old = _write(folder / "2022", 2022, old_survey, moved, decimals, texts)
        size = draw.choice(SIZES)
        if "invited" in old_survey:
            old["surveys"]["s"]["invited"] = max(old_survey["invited"], size + 1)
        (folder / "2022" / "plan.yaml").write_text(yaml.safe_dump(old, allow_unicode=True), encoding="utf-8")
        before = kumin.run(folder / "2022", {"s": _answers(folder / "2022", draw, size, answers)})
    plan = _write(folder / "2023", 2023, survey, indicators, decimals, {})
    (folder / "2023" / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    answers = [share if draw.random() < 0.4 else draw.choice(SHARES) for share in answers]
    now = kumin.run(folder / "2023", {"s": _answers(folder / "2023", draw, n, answers)}, previous=before)
    return Situation(f"seed {seed}", before, now)


def _indicator(draw: random.Random, place: int) -> dict[str, Any]:
    one: dict[str, Any] = {
        "id": f"1-{place + 1}", "text": f"指標{place + 1}", "survey": "s", "question": f"q{place}", "positive": [1],
        "target": draw.choice(TARGETS),
    }  # fmt: skip
    if draw.random() < 0.3:
        one["base"] = {"rule": draw.choice(("answered", "all")), "excluding": draw.choice(([], [3]))}
    past = draw.choice((None, None, 50.0, {"percent": 50.0, "n": 200}, {"percent": 30.0, "n": 1000}))
    if past is not None:
        one["history"] = {draw.choice((2021, 2022)): past}
    return one


def _moved(draw: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    """Return the indicator as it was the year before: its target or its base may have been another."""
    old = {name: value for name, value in one.items() if name != "history"}
    if draw.random() < 0.2:
        old["target"] = {"at_least": 90}
    if draw.random() < 0.15:
        old["base"] = {"rule": "all"}
    return old


def _write(
    folder: Path, year: int, survey: dict[str, Any], indicators: list[dict[str, Any]], decimals: int,
    texts: dict[int, str],
) -> dict[str, Any]:  # fmt: skip
    folder.mkdir(parents=True)
    questions: list[dict[str, Any]] = [
        {"id": f"q{place}", "text": texts.get(place, f"設問{place}"), "header": f"問{place}", "type": "single",
         "options": OPTIONS}
        for place in range(INDICATORS)
    ]  # fmt: skip
    questions += [
        {"id": "sex", "text": "性別", "header": "性別", "type": "single", "options": {1: "男性", 2: "女性"}},
        {"id": "age", "text": "年齢", "header": "年齢", "type": "single", "options": AGES},
    ]
    questionnaire = {"id": "q", "title": "調査", "missing": {"no_answer": ["", 9]}, "questions": questions}
    (folder / "q.yaml").write_text(yaml.safe_dump(questionnaire, allow_unicode=True), encoding="utf-8")
    cells = "".join(f"{sex},{age},{900 + 300 * code}\n" for sex in ("男性", "女性") for code, age in AGES.items())
    (folder / "population.csv").write_text(f"性別,年齢,人数\n{cells}", encoding="utf-8")
    return {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": year, "decimals": decimals, "scales": SCALES,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", "mode": ["mail"], **survey}},
        "issues": [{"id": 1, "title": "課題", "indicators": indicators}],
    }  # fmt: skip


def _answers(folder: Path, draw: random.Random, n: int, shares: list[float]) -> Path:
    blank, unsure = draw.choice((0.0, 0.0, 0.15)), draw.choice((0.0, 0.2))
    columns = [_column(draw, n, share, blank, unsure) for share in shares]
    rows = [
        ",".join(str(column[row]) for column in columns) + f",{draw.choice((1, 2))},{draw.choice((1, 2, 3, 3))}\n"
        for row in range(n)
    ]
    path = folder / "answers.csv"
    path.write_text(
        ",".join([*(f"問{k}" for k in range(len(shares))), "性別,年齢\n"]) + "".join(rows), encoding="utf-8"
    )
    return path


def _column(draw: random.Random, n: int, share: float, blank: float, unsure: float) -> list[int]:
    left_out, unsure_ones = int(n * blank), int(n * unsure) if 0 < share < 1 else 0
    answered = n - left_out
    positive = min(round(answered * share), answered - unsure_ones)
    found = [1] * positive + [3] * unsure_ones + [2] * (answered - positive - unsure_ones) + [9] * left_out
    draw.shuffle(found)
    return found


def situations(folder: Path, count: int) -> Iterator[Situation]:
    """Yield so many situations, the same every time."""
    for seed in range(count):
        yield situation(folder / str(seed), seed)
