"""`kumin judge` checks what a plan publishes from percents and n alone."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import kumin
from kumin.cli import cli
from kumin.definitions import Published
from kumin.judgement import Flag
from kumin.judgement.published import CHECKS, check_published, unique_count
from kumin.judgement.year import counts_of
from kumin.messages import catalogue
from kumin.numbers import percent_of

QUESTIONNAIRE = """\
id: q
title: 調査
questions: [{id: q1, text: 感じるか, header: 問1, type: single, options: {1: はい, 2: いいえ}}]
"""


def plan(folder: Path, result: str, *, history: str = "", survey: str = "invited: 1000", more: str = "") -> Path:
    past = f", history: {{{history}}}" if history else ""
    (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "plan.yaml").write_text(
        f"id: p\ntitle: 運営方針\nward: 試験区\nfiscal_year: 2023\n{more}"
        f"surveys: {{s: {{title: 調査, of: 区民, questionnaire: q.yaml, {survey}}}}}\n"
        "issues:\n  - id: 1\n    title: 課題\n"
        f"    indicators: [{{id: x, text: 指標, survey: s, question: q1, positive: [1], target: {{at_least: 50}},"
        f" result: {result}{past}}}]\n",
        encoding="utf-8",
    )
    return folder


@given(st.integers(1, 400), st.integers(0, 2), st.data())
def test_the_counts_of_a_percent_are_all_that_print_it(n: int, decimals: int, data: st.DataObject) -> None:
    tenth = data.draw(st.integers(0, 100 * 10**decimals))
    percent = Fraction(tenth, 10**decimals)
    every = [k for k in range(n + 1) if percent_of(k, n, decimals) == percent]
    assert list(counts_of(percent, n, decimals)) == every


def checks(folder: Path) -> list[tuple[str, str, str]]:
    return kumin.judge_published(folder).frames["audit"].select("check", "stated", "expected").rows()


@pytest.mark.parametrize(
    ("result", "found"),
    [
        ("{percent: 50.9, n: 10}", [("percent_of_n", "50.9", "50.0;60.0")]),
        ("{percent: 50, n: 10}", []),
        ("{percent: 65.8, n: 530}", []),
        ("{percent: 29.5, n: 775}", []),
        ("{percent: 29.5, n: 775, count: 225}", [("percent_of_count", "29.5", "29.0")]),
        ("{percent: 65.9, n: 530, count: 349}", [("percent_of_count", "65.9", "65.8")]),
        ("{percent: 65.8, n: 530, count: 349}", []),
        ("{percent: 52.4, n: 500, parts: [20.1, 32.2]}", []),
        ("{percent: 52.4, n: 500, parts: [20.1, 32.1]}", [("sum_of_parts", "52.4", "52.2")]),
        ("{percent: 52.4, n: 500, mark: A}", []),
        ("{percent: 49.8, n: 500, mark: A}", [("mark", "A", "B")]),
        ("{percent: 49.8, n: 500, mark: B}", []),
    ],
)
def test_numbers_that_do_not_agree_are_found(tmp_path: Path, result: str, found: list[tuple[str, str, str]]) -> None:
    assert checks(plan(tmp_path, result)) == found


@pytest.mark.parametrize(
    ("survey", "found"),
    [
        ("invited: 1000, undeliverable: 10, responded: 500, response_rate: 50.0", []),
        ("invited: 1000, undeliverable: 10, responded: 500, response_rate: 50.5", []),
        ("invited: 1000, undeliverable: 10, responded: 500, response_rate: 50.6",
         [("response_rate", "50.6", "50.0;50.5")]),
        ("invited: 1000, undeliverable: 10, responded: 991", [("responded_above_invited", "991", "990")]),
        ("invited: 1000, responded: 499", [("n_above_responded", "500", "499")]),
    ],
)  # fmt: skip
def test_letters_answers_and_rates_are_checked(tmp_path: Path, survey: str, found: list[tuple[str, str, str]]) -> None:
    assert checks(plan(tmp_path, "{percent: 52.4, n: 500}", survey=survey)) == found


def test_earlier_years_are_checked_and_weighted_percents_are_not(tmp_path: Path) -> None:
    folder = plan(tmp_path, "{percent: 52.4, n: 500}", history="2022: {percent: 33.4, n: 3}")
    row = kumin.judge_published(folder).frames["audit"].row(0, named=True)
    assert (row["check"], row["fiscal_year"], row["indicator"], row["n"]) == ("percent_of_n", 2022, "x", 3)
    assert list(check_published(Published(percent=33.4, n=3), 1, weighted=True)) == []


def test_each_finding_flags_its_indicator(tmp_path: Path) -> None:
    for result, flag in [
        ("{percent: 50.9, n: 10}", Flag.PERCENT_NOT_OF_N),
        ("{percent: 65.9, n: 530, count: 349}", Flag.PUBLISHED_DO_NOT_AGREE),
        ("{percent: 49.8, n: 500, mark: A}", Flag.MARK_DIFFERS),
    ]:
        (one,) = kumin.judge_published(plan(tmp_path, result)).items
        assert flag in one.flags


def test_the_interval_is_of_the_unique_count(tmp_path: Path) -> None:
    """65.8% of 530 is 349 people and of no other number; of 5,300 it may be several."""
    assert unique_count(Published(percent=65.8, n=530), 1) == 349
    assert unique_count(Published(percent=65.8, n=5300), 1) is None
    row = kumin.judge_published(plan(tmp_path, "{percent: 65.8, n: 530}")).judgements.row(0, named=True)
    assert row["n_positive"] == 349
    p, z, n = 349 / 530, 1.959963984540054, 530
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    ends = [100 * (middle + side * half) / (1 + z * z / n) for side in (-1, 1)]
    assert (row["lower_percent"], row["upper_percent"]) == pytest.approx(ends)


def test_bounds_are_of_the_letters_that_brought_no_answer(tmp_path: Path) -> None:
    folder = plan(tmp_path, "{percent: 65.8, n: 530}", survey="invited: 1000, undeliverable: 10")
    row = kumin.judge_published(folder).frames["bounds"].row(0, named=True)
    assert row["n_missing"] == 460
    assert (row["lower_percent"], row["upper_percent"]) == pytest.approx((100 * 349 / 990, 100 * 809 / 990))
    assert (row["judgement_lower"], row["judgement_upper"]) == ("B", "A")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_command_says_it_in_words(tmp_path: Path, lang: str) -> None:
    folder = plan(tmp_path, "{percent: 50.9, n: 10, mark: B}", survey="invited: 20, responded: 9")
    said = CliRunner().invoke(cli, ["judge", str(folder), "--detail", "--lang", lang])
    assert said.exit_code == 0, said.output
    assert "50.0" in said.output
    assert "60.0" in said.output
    for check in ("mark", "n_above_responded"):
        head = catalogue()[f"audit_{check}"][lang == "en"].partition("{")[0]
        assert head in said.output
    clean = CliRunner().invoke(cli, ["judge", str(plan(tmp_path, "{percent: 65.8, n: 530}")), "--lang", lang])
    assert catalogue()["audit_none"][lang == "en"] in clean.output


def test_the_year_before_is_compared(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    old = plan(tmp_path / "a", "{percent: 40.0, n: 500}")
    text = (old / "plan.yaml").read_text(encoding="utf-8").replace("2023", "2022")
    (old / "plan.yaml").write_text(text, encoding="utf-8")
    new = plan(tmp_path / "b", "{percent: 65.8, n: 530}")
    run = CliRunner().invoke(cli, ["judge", str(old), "--out", str(tmp_path / "r" / "2022")])
    assert run.exit_code == 0, run.output
    again = CliRunner().invoke(cli, ["judge", str(new), "--previous", str(tmp_path / "r" / "2022"), "--lang", "en"])
    assert "+25.8" in again.output
    change = kumin.judge_published(new, previous=tmp_path / "r" / "2022").frames["changes"].row(0, named=True)
    # how last year's answers were asked for is not read from published values: no rise is claimed
    assert (change["statement"], change["previous_n"]) == ("alike_unknown", 500)
    assert change["lower_points"] > 0


def test_every_check_has_words() -> None:
    assert all(f"audit_{check}" in catalogue() for check in CHECKS)
