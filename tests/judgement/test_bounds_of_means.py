"""Means on a bounded scale have worst cases too: everyone who did not answer at one of its ends."""

from __future__ import annotations

import itertools
import re
import zipfile
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

import kumin
from kumin.judgement.surveys.nonresponse import mean_bounds
from kumin.judgement.verdicts.verdict import Cause, Turned
from kumin.messages import text
from kumin.result import Result
from kumin.words.indicators.nonresponse import nonresponse_sentences
from kumin.words.words import words_of
from kumin.writers.workbook.report import write_workbook

QUESTIONS = """\
id: q
title: 調査
questions:
  - {id: sat, text: 満足度, header: 満足度, type: number, minimum: 0, maximum: 10, unit: 点}
  - {id: free, text: 年数, header: 年数, type: number, unit: 年}
  - {id: like, text: 住みよさ, header: 住みよさ, type: single, options: {1: 満足, 2: ふつう, 3: 不満}}
"""


def test_no_answers_of_the_missing_go_beyond_them() -> None:
    given, scale = [3, 4, 1], [1, 2, 3, 4, 5]
    mean = Fraction(sum(given), 3)
    means = [Fraction(sum(given) + sum(missing), 5) for missing in itertools.product(scale, repeat=2)]
    assert mean_bounds(mean, 3, 2, Fraction(1), Fraction(5)) == (min(means), max(means))


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("means")
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    (folder / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2023\n"
        "surveys:\n  s: {title: 調査, questionnaire: q.yaml, invited: 60}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        "      - {id: sat, text: t, survey: s, question: sat, target: {at_least: 5}}\n"
        "      - {id: low, text: t, survey: s, question: sat, target: {at_least: 3}}\n"
        "      - {id: free, text: t, survey: s, question: free, target: {at_least: 5}}\n"
        "      - {id: like, text: t, survey: s, question: like, points: {1: 2, 2: 0, 3: -2}, unit: 点, "
        "target: {at_least: 0.5}}\n",
        encoding="utf-8",
    )
    rows = [f"{8 if i % 2 else 6},{i},{1 if i < 30 else 2}" for i in range(38)] + [",3,3", ",4,"]
    (folder / "s.csv").write_text("満足度,年数,住みよさ\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return kumin.run(folder, {"s": folder / "s.csv"})


def test_a_run_bounds_means_and_scores_and_nothing_without_ends(result: Result) -> None:
    frame = result.frames["bounds"].filter(pl.col("scope") == "nonrespondents")
    rows = {row["indicator"]: row for row in frame.iter_rows(named=True)}
    # 38 answers of 7 on average; 2 left it out, 20 of 60 letters did not come back
    assert (rows["sat"]["n_base"], rows["sat"]["n_missing"]) == (38, 22)
    assert (rows["sat"]["lower"], rows["sat"]["upper"]) == pytest.approx((38 * 7 / 60, (38 * 7 + 220) / 60))
    assert (rows["sat"]["lower_percent"], rows["sat"]["judgement_depends"]) == (None, True)
    assert rows["low"]["judgement_depends"] is False
    assert "free" not in rows
    # 30 of 2 points, 8 of 0, one of -2, one without an answer
    total = 30 * 2 - 2
    assert (rows["like"]["lower"], rows["like"]["upper"]) == pytest.approx(((total - 42) / 60, (total + 42) / 60))


def test_the_verdict_and_the_sentence_are_read_from_them(result: Result) -> None:
    items = {one.indicator.id: one for one in result.items}
    turned = {name: items[name].verdict[Cause.NONRESPONSE].turned for name in ("sat", "low", "free", "like")}
    assert turned == {"sat": Turned.YES, "low": Turned.NO, "free": Turned.NOT_KNOWN, "like": Turned.YES}
    for lang in ("ja", "en"):
        (said,) = nonresponse_sentences(result, items["sat"], words_of(result, lang))
        assert all(part in said for part in ("4.4点", "8.1点", "20", "60", "40", "2")), said
        assert "%" not in said


@pytest.mark.parametrize(("lang", "right", "wrong"), [("ja", "値は", "割合は"), ("en", "the value", "the percent")])
def test_a_mean_is_called_a_value_and_no_percent(result: Result, lang: str, right: str, wrong: str) -> None:
    words = words_of(result, lang)
    for one in result.items:
        said = " ".join(nonresponse_sentences(result, one, words.to(one.target.decimals)))
        assert wrong not in said, said
        assert (right in said) is (one.indicator.id != "free"), said


def test_the_workbooks_chart_draws_percents_alone(result: Result, tmp_path: Path) -> None:
    """None here; of a plan with both kinds the rows of the percents."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    measured = ("{question: like, positive: [1]", "{question: sat", "{question: like, positive: [2]")
    (folder / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2023\nsurveys:\n  s: {title: 調査, questionnaire: q.yaml}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        + "".join(
            f"      - {one}, id: 1-{n}, text: t, survey: s, target: {{at_least: 5}}}}\n"
            for n, one in enumerate(measured)
        ),
        encoding="utf-8",
    )
    (folder / "s.csv").write_text("満足度,年数,住みよさ\n7,1,1\n8,1,2\n5,1,2\n", encoding="utf-8")
    drawn = {}
    for name, one in (("both", kumin.run(folder, {"s": folder / "s.csv"})), ("numbers", result)):
        write_workbook(one, tmp_path / f"{name}.xlsx", "ja")
        with zipfile.ZipFile(tmp_path / f"{name}.xlsx") as book:
            drawn[name] = "".join(book.read(part).decode() for part in book.namelist() if "charts/chart" in part)
    assert text("rep_chart_bars", "ja") not in drawn["numbers"]
    assert text("rep_chart_bars", "ja") in drawn["both"]
    charts = re.findall(r"<c:f>(\([^<]*\))</c:f>", drawn["both"])
    assert charts
    assert all(re.fullmatch(r"\([^,]*\$\w+\$(\d+),[^,]*\$\w+\$(\d+)\)", one) for one in charts)
    rows = {tuple(map(int, re.findall(r"\$(\d+)", one))) for one in charts}
    assert all(last - first == 2 for first, last in rows)


@pytest.mark.parametrize(("target", "turned"), [(1, Turned.NO), (1.01, Turned.YES)])
def test_a_worst_case_on_the_target_itself_meets_it(tmp_path: Path, target: float, turned: Turned) -> None:
    """Three people gave 4 points, 1.333… on average: with a fourth who gives none it is 1 and not below."""
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2023\ncompare: exact\n"
        "surveys:\n  s: {title: 調査, questionnaire: q.yaml, invited: 4, sampling: census}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        f"      - {{id: sat, text: t, survey: s, question: sat, target: {{at_least: {target}}}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "s.csv").write_text("満足度,年数,住みよさ\n1,1,1\n1,1,1\n2,1,1\n", encoding="utf-8")
    (one,) = kumin.run(tmp_path, {"s": tmp_path / "s.csv"}).items
    assert (one.verdict[Cause.NONRESPONSE].turned, one.verdict[Cause.NONRESPONSE].lower) == (turned, 1.0)


@pytest.mark.parametrize(("at", "turned"), [(1.5, Turned.YES), (1, Turned.YES), (1.2, Turned.NO), (1.25, Turned.NO)])
def test_a_single_point_is_reached_only_where_answers_add_up_to_it(tmp_path: Path, at: float, turned: Turned) -> None:
    """Two people gave 2 points and one 0: with a fourth the mean is 6, 4 or 2 of 4, or as it was."""
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2023\ncompare: exact\n"
        "surveys:\n  s: {title: 調査, questionnaire: q.yaml, invited: 4, sampling: census}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        "      - {id: like, text: t, survey: s, question: like, points: {1: 2, 2: 0, 3: -2}, unit: 点, "
        f"target: {{maintain: {{at: {at}, within_points: 0}}}}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "s.csv").write_text("満足度,年数,住みよさ\n1,1,1\n1,1,1\n2,1,2\n", encoding="utf-8")
    (one,) = kumin.run(tmp_path, {"s": tmp_path / "s.csv"}).items
    assert one.verdict[Cause.NONRESPONSE].turned is turned
