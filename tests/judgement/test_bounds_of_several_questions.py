"""Worst cases of a mean, a difference and a ratio of several questions, against all that the missing could answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
import yaml

import kumin
from kumin.judgement.verdicts.verdict import Cause, Turned
from kumin.result import Result
from kumin.words import Words
from told_tools import told_of

Answer = int | None
ROWS: list[tuple[Answer, Answer, Answer]] = [(1, 2, 7), (1, 1, 4), (2, 1, 9), (3, None, 2)]
"""Answers to a, b (three options each) and c (a number from 0 to 10); one left b out, and one letter is silent."""
POINTS = {1: 2, 2: 0, 3: -1}
QUESTIONS = [
    {"id": "a", "text": "a", "header": "a", "type": "single", "options": {1: "い", 2: "ろ", 3: "は"}},
    {"id": "b", "text": "b", "header": "b", "type": "single", "options": {1: "い", 2: "ろ", 3: "は"}},
    {"id": "c", "text": "c", "header": "c", "type": "number", "minimum": 0, "maximum": 10},
    {"id": "d", "text": "d", "header": "d", "type": "number"},
    {"id": "e", "text": "e", "header": "e", "type": "single", "options": {1: "い", 2: "ろ"}, "ask_if": {"a": [1]}},
]  # fmt: skip


def part(question: str, *positive: int, **more: Any) -> dict[str, Any]:
    return {"question": question, **({"positive": list(positive)} if positive else {}), **more}


COMBINED: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "difference": ("difference", "pt", [part("a", 1), part("b", 1)]),
    "scores": ("difference", "点", [part("a", points=POINTS), part("b", points=POINTS)]),
    "numbers": ("difference", "点", [part("c"), part("b", points=POINTS)]),
    "one_question": ("difference", "pt", [part("a", 1), part("a", 2, 3)]),
    "ratio": ("ratio", "倍", [part("a", 1), part("b", 1)]),
    "ratio_of_one": ("ratio", "倍", [part("a", 1), part("a", 2, 3)]),
    "ratio_of_scores": ("ratio", "倍", [part("c"), part("b", points=POINTS)]),
    "mean": ("mean", "", [part("a", 1), part("b", 1)]),
    "mean_of_scores": ("mean", "点", [part("a", points=POINTS), part("b", points=POINTS)]),
}
UNBOUNDED: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "no_ends": ("difference", "点", [part("c"), part("d")]),
    "by_nothing": ("ratio", "倍", [part("c"), part("b", points={1: 1, 2: -3, 3: -3})]),
    "within": ("difference", "pt", [part("a", 1), part("a", 1, 2)]),
    "domains": ("difference", "pt", [part("b", 1, among={"a": [1]}), part("b", 1, among={"a": [2]})]),
    "asked_by_it": ("difference", "pt", [part("a", 1), part("e", 1)]),
    "all_of_one": ("mean", "", [part("a", 1), part("a", 2)]),
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("several")
    indicators = [
        {"id": id_, "text": id_, "survey": "s", "combine": how, "parts": parts, "target": {"at_least": 0},
         **({"unit": unit} if unit else {})}
        for id_, (how, unit, parts) in (COMBINED | UNBOUNDED).items()
    ]  # fmt: skip
    plan = {
        "id": "p", "title": "t", "ward": "w", "fiscal_year": 2023,
        "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml", "invited": len(ROWS) + 1}},
        "issues": [{"id": 1, "title": "t", "indicators": indicators}],
    }  # fmt: skip
    asked = {"id": "q", "title": "t", "missing": {"no_answer": [""]}, "questions": QUESTIONS}
    (folder / "q.yaml").write_text(yaml.safe_dump(asked, allow_unicode=True), encoding="utf-8")
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    lines = [
        ",".join("" if one is None else str(one) for one in row) + f",3,{1 if row[0] == 1 else ''}" for row in ROWS
    ]
    (folder / "s.csv").write_text("a,b,c,d,e\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return kumin.run(folder, {"s": folder / "s.csv"})


def worth(part: dict[str, Any], answer: int) -> Fraction:
    if "points" in part:
        return Fraction(part["points"][answer])
    return Fraction(answer in part["positive"]) if "positive" in part else Fraction(answer)


def value(how: str, parts: Sequence[dict[str, Any]], rows: Sequence[tuple[Answer, Answer, Answer]]) -> Fraction | None:
    means = []
    for one in parts:
        answers = [row["abc".index(one["question"])] for row in rows]
        known = [worth(one, answer) for answer in answers if answer is not None]
        means.append(sum(known, Fraction(0)) / len(known))
    times = 100 if how != "ratio" and all("positive" in one for one in parts) else 1
    combine: dict[str, Callable[[], Fraction | None]] = {
        "mean": lambda: sum(means, Fraction(0)) / len(means), "difference": lambda: means[0] - means[1],
        "ratio": lambda: means[0] / means[1] if means[1] else None,
    }  # fmt: skip
    found = combine[how]()
    return None if found is None else times * found


@pytest.mark.parametrize("id_", COMBINED)
def test_nothing_that_the_missing_could_answer_lies_beyond_and_the_ends_are_reached(result: Result, id_: str) -> None:
    how, _, parts = COMBINED[id_]
    options, numbers = (1, 2, 3, None), (0, 5, 10, None)
    for scope, silent in (("no_answer", [()]), ("nonrespondents", itertools.product(options, options, numbers))):
        found = {
            value(how, parts, [*ROWS[:-1], (ROWS[-1][0], left, ROWS[-1][2]), *([one] if one else [])])
            for one in silent
            for left in options
        }
        values = [one for one in found if one is not None]
        (row,) = result.frames["bounds"].filter(pl.col("indicator") == id_, pl.col("scope") == scope).to_dicts()
        assert (row["lower"], row["upper"]) == pytest.approx((min(values), max(values)))
        assert (row["lower_percent"] is None) is (id_ != "mean")
        of_b = any(one["question"] == "b" for one in parts)
        assert row["n_missing"] == of_b + (scope == "nonrespondents")


@pytest.mark.parametrize("id_", UNBOUNDED)
def test_ends_that_cannot_be_reached_together_are_no_bounds(result: Result, id_: str) -> None:
    assert result.frames["bounds"].filter(pl.col("indicator") == id_).is_empty()
    (one,) = (one for one in result.items if one.indicator.id == id_)
    assert one.verdict[Cause.NONRESPONSE].turned is Turned.NOT_KNOWN
    assert "この種類の値では計算していない" in "\n".join(told_of(result, id_, Words.of("ja")))


def test_the_verdict_and_the_sentence_of_a_difference_are_read_from_them(result: Result) -> None:
    (one,) = (one for one in result.items if one.indicator.id == "difference")
    turn = one.verdict[Cause.NONRESPONSE]
    assert (turn.turned, turn.lower, turn.upper, turn.n) == (Turned.YES, -40.0, 20.0, 2)
    told = "\n".join(told_of(result, "difference", Words.of("ja")))
    assert "値は -40.0 pt～20.0 pt のどこにもなりえ、判定が A に変わることもありえます" in told
    assert "答えなかった 1人（発送 5 － 有効 4）と、この設問に無回答・無効の 1人" in told
