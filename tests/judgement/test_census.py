"""Whoever asks everyone has no sampling error: what is open is what those who did not answer would have said."""

from __future__ import annotations

from pathlib import Path

import pytest

import kumin
from kumin.judgement.change import published_year
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines
from told_tools import told_of

JA, EN = Words.of("ja"), Words.of("en")


def census(folder: Path, previous: Result | None = None, **changes: str) -> Result:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        ", population: 1000, invited: 100", ", invited: 40, sampling: census"
    )
    for old, new in changes.values():
        text = text.replace(old, new)
    plan.write_text(text, encoding="utf-8")
    return kumin.run(folder, folder / "answers", previous=previous)


def test_where_no_population_is_given_the_letters_are_everybody(mini: Path) -> None:
    result = census(mini)
    one = result.items[0]
    n, p = one.value.n_base, one.value.proportion
    assert n is not None
    assert p is not None
    known = published_year(p, n, population=40)
    assert (one.value.lower, one.value.upper) == pytest.approx((known["lower"], known["upper"]))
    line = next(line for line in criticism_lines(result, "1-1", JA) if line.code == "size")
    assert "答えなかった人が答えた人と同じように答えるとした場合の幅" in line.said[0]


def test_a_change_between_two_censuses_is_no_sampling_error(mini: Path) -> None:
    before = census(mini)
    years = {"year": ("fiscal_year: 2023", "fiscal_year: 2024")}
    after = census(mini, before, **years)
    assert after.frames["changes"]["statement"][0] == "within_bounds"
    assert "標本誤差" not in "".join(told_of(after, "1-1", JA))
    assert "sampling error" not in "".join(told_of(after, "1-1", EN))


def test_everybody_who_answered_leaves_no_margin(mini: Path) -> None:
    plan = mini / "plan.yaml"
    rows = len((mini / "answers" / "residents.csv").read_text(encoding="utf-8").splitlines()) - 1
    text = plan.read_text(encoding="utf-8").replace(
        "population: 1000, invited: 100", f"invited: {rows}, sampling: census"
    )
    plan.write_text(text, encoding="utf-8")
    result = kumin.run(mini, mini / "answers")
    line = next(line for line in criticism_lines(result, "1-1", JA) if line.code == "size")
    assert line.said == (f"母数は {rows}人です。全員が答えたので、誤差の幅はありません。",)
