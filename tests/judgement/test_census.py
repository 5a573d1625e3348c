"""Whoever asks everyone has no sampling error: what is open is what those who did not answer would have said."""

from __future__ import annotations

from pathlib import Path

import pytest

import kumin
from kumin.judgement.change import published_year
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
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


def year(
    folder: Path, fiscal_year: int, k: int, n: int, target: str, survey: str, previous: Result | None = None
) -> Result:
    """Run a plan of one question, of which k of n people marked the option that counts."""
    folder.mkdir(parents=True)
    (folder / "q.yaml").write_text(
        "id: q\ntitle: 調査\nquestions:\n"
        "  - {id: a, text: 甲, header: 甲, type: single, options: {1: はい, 2: いいえ}}\n",
        encoding="utf-8",
    )
    (folder / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: {fiscal_year}\n"
        f"surveys: {{s: {{title: 調査, of: 区民, questionnaire: q.yaml, mode: [郵送], {survey}}}}}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        f"      - {{id: 1-1, text: t, survey: s, question: a, positive: [1], {target}}}\n",
        encoding="utf-8",
    )
    (folder / "s.csv").write_text("甲\n" + "1\n" * k + "2\n" * (n - k), encoding="utf-8")
    return kumin.run(folder, {"s": folder / "s.csv"}, previous=previous)


@pytest.mark.parametrize(("k", "turned"), [(57, Turned.YES), (80, Turned.NO)])
def test_a_census_is_not_certain_against_a_sample_of_the_year_before(tmp_path: Path, k: int, turned: Turned) -> None:
    before = year(tmp_path / "2022", 2022, 112, 204, "target: {at_least: 1}", "invited: 400")
    census_of = "invited: 100, sampling: census"
    result = year(tmp_path / "2023", 2023, k, 100, "target: {raise: {points: 0}}", census_of, before)
    verdict = result.items[0].verdict
    assert verdict[Cause.SAMPLING].turned is turned
    assert verdict.step is (Step.DEPENDS if turned is Turned.YES else Step.CERTAIN)
    said = "".join(told_of(result, "1-1", JA))
    assert "目標は過去の調査の結果です。その標本誤差も含めると" in said
    assert ("上がったとも下がったともいえません" in said) == (turned is Turned.YES)


def test_the_error_of_a_target_is_that_of_the_value_it_is_made_of(tmp_path: Path) -> None:
    """The plan has published 30.0% (n=1,000) for a year whose answers give 50%: the target is 30% ± 5."""
    before = year(tmp_path / "2022", 2022, 20, 40, "target: {at_least: 1}", "invited: 400")
    target = "target: {maintain: {within_points: 5}}, history: {2022: {percent: 30.0, n: 1000}}"
    result = year(tmp_path / "2023", 2023, 200, 400, target, "invited: 900", before)
    (reference,) = result.items[0].references
    assert (float(reference.printed or 0), reference.n_base) == (30.0, 1000)
    turn = result.items[0].verdict[Cause.SAMPLING]
    assert turn.turned is Turned.NO
    assert turn.lower is not None
    assert turn.lower > 5


def test_where_everyone_answered_nobody_is_missing_though_nothing_is_judged(tmp_path: Path) -> None:
    result = year(tmp_path / "2023", 2023, 20, 40, "target: {raise: {points: 0}}", "invited: 40")
    assert result.items[0].mark.mark is None
    line = next(line for line in criticism_lines(result, "1-1", JA) if line.code == "nonresponse")
    assert line.said == (JA.text("say_everyone_answered"),)
