"""Small surveys of every measure, run whole: marks, bounds and claims against counting and trying every outcome."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from test_sentences_of_many_situations import claims, told

from kumin.judgement import Judgement
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.result import Result
from kumin.words import Words
from small_surveys import Drawn, Survey, by_every_base, drawn_survey, outcomes, run_survey, weighted_to_people

AT_ONE_POINT = (8, 67, 76)
SEEDS = (5, 27, 32, 1011, 1024, 1051)
JA, EN = Words.of("ja"), Words.of("en")
Z = 1.959963984540054
Made = tuple[Survey, Result]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Made]:
    folder = tmp_path_factory.mktemp("small")
    drawn = {seed: drawn_survey(seed) for seed in SEEDS}
    return {seed: (survey, run_survey(survey, folder / str(seed))) for seed, survey in drawn.items()}


def each(made: Made) -> list[tuple[Drawn, Judgement]]:
    return list(zip(made[0].indicators, made[1].items, strict=True))


def said_of(result: Result, one: Judgement) -> dict[str, str]:
    """Read what is claimed in either language: the same, and of each topic one thing."""
    ja, en = (claims(list(told(result, one, words)), words.lang) for words in (JA, EN))
    assert ja == en, one.indicator.id
    assert all(len(values) == 1 for values in ja.values()), (one.indicator.id, ja)
    return {topic: next(iter(values)) for topic, values in ja.items()}


def yes(condition: bool) -> str:
    return "yes" if condition else "no"


@pytest.mark.parametrize("seed", SEEDS)
def test_values_and_marks_are_those_of_counting(seed: int, made: dict[int, Made]) -> None:
    _, result = made[seed]
    table = {row["indicator"]: row for row in result.judgements.iter_rows(named=True)}
    for drawn, one in each(made[seed]):
        value = drawn.value
        assert one.value.printed == (None if value is None else drawn.printed(value)), (drawn.id, drawn.measure.name)
        assert one.mark.mark == drawn.mark(value) == table[drawn.id]["judgement"], (drawn.id, drawn.target)
        if drawn.past is not None and value is not None and one.change is not None:
            assert one.change.difference == drawn.printed(value) - drawn.past
            assert one.change.statement not in ("rose", "fell", "same")  # nobody knows how it was asked then


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_they_answer_is_said_where_every_outcome_agrees(seed: int, made: dict[int, Made]) -> None:
    survey, result = made[seed]
    bounds = result.frames["bounds"].filter(pl.col("scope") == "nonrespondents")
    limits = {row["indicator"]: (row["lower"], row["upper"]) for row in bounds.iter_rows(named=True)}
    tried = 0
    for drawn, one in each(made[seed]):
        values = outcomes(survey, drawn)
        if values is None or drawn.value is None or one.mark.mark is None:
            continue
        turned = {drawn.mark(value) for value in values} != {one.mark.mark}
        assert one.verdict[Cause.NONRESPONSE].turned in (Turned.YES if turned else Turned.NO, Turned.NOT_KNOWN)
        assert said_of(result, one).get("silent") in (None, yes(turned)), (drawn.id, drawn.measure.name)
        assert not (turned and one.verdict.step is Step.CERTAIN)
        if drawn.id in limits:
            assert limits[drawn.id] == pytest.approx((float(min(values)), float(max(values)))), drawn.measure.name
            tried += 1
    assert tried


@pytest.mark.parametrize("seed", AT_ONE_POINT)
def test_a_target_of_one_value_could_be_met_only_where_an_outcome_is_it(seed: int, tmp_path: Path) -> None:
    """Of whole survey answers alone: a number that is asked for may have decimals, so nobody can try all of them."""
    survey, draw = drawn_survey(seed), random.Random(seed)
    moved = [
        replace(one, target={"maintain": {"at": min(round(one.value or 0) + draw.choice((0.5, 0.3)), 99.5),
                                          "within_points": 0}}, compare="exact")
        for one in survey.indicators
        if one.measure.name != "mean"
    ]  # fmt: skip
    survey = replace(survey, indicators=moved)
    tried = 0
    for drawn, one in each((survey, run_survey(survey, tmp_path / "plan"))):
        values = outcomes(survey, drawn)
        if values is None or drawn.value is None or one.mark.mark is None:
            continue
        turned = {drawn.mark(value) for value in values} != {one.mark.mark}
        assert one.verdict[Cause.NONRESPONSE].turned in (Turned.YES if turned else Turned.NO, Turned.NOT_KNOWN)
        tried += not turned
    assert tried


@pytest.mark.parametrize("seed", SEEDS)
def test_rounding_base_and_weighting_turn_a_mark_where_they_do(seed: int, made: dict[int, Made]) -> None:
    survey, result = made[seed]
    for drawn, one in each(made[seed]):
        value = drawn.value
        if value is None or one.mark.mark is None:
            continue
        said = said_of(result, one)
        rounded = drawn.met(value) != drawn.met(drawn.printed(value))
        assert said.get("rounding") in ({"yes"} if rounded else {None, "no"}), (drawn.id, drawn.target)
        if drawn.measure.name.startswith(("share answered", "share all")):
            depends = len(by_every_base(survey, drawn)) > 1
            assert said.get("base") in ({"yes"} if depends else {None, "no"}), (drawn.id, drawn.target)
            weighted = weighted_to_people(survey, drawn)
            if weighted is not None:
                other = drawn.mark(weighted) != one.mark.mark
                assert said.get("weighting") in ({"yes"} if other else {None, "no"}), (drawn.id, drawn.target)


def wilson(p: float, n: int) -> tuple[float, float]:
    centre, half = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (centre - half) / (1 + Z * Z / n), (centre + half) / (1 + Z * Z / n)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_sample_is_spoken_of_where_the_interval_reaches_over_the_target(
    seed: int, made: dict[int, Made]
) -> None:
    survey, result = made[seed]
    for drawn, one in each(made[seed]):
        ((kind, rule),) = drawn.target.items()
        counted = len(drawn.sums) == 2 and not drawn.measure.unit and drawn.sums[1]
        if not counted or survey.people or not isinstance(rule, int | float) or one.mark.mark is None:
            continue
        said = said_of(result, one).get("sampling")
        if survey.census:
            assert said is None
            continue
        low, high = (100 * end for end in wilson(drawn.sums[0] / drawn.sums[1], drawn.sums[1]))
        over = {drawn.met(Fraction(end)) for end in (low, high)} != {drawn.met(drawn.value or Fraction(0))}
        if min(abs(low - rule), abs(high - rule)) > 0.01:
            assert said in (None, yes(over)), (drawn.id, kind, rule, low, high)
