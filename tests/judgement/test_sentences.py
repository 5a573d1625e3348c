"""What the sentences beside a judgement say: the year they mean, the target or the mark, the reason, the decimals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin.errors import DefinitionError
from kumin.judgement.paths.outlook import _variance
from kumin.judgement.year import YearValue
from kumin.result import Previous, Result
from kumin.words import Words
from kumin.years.compare import trend_of
from told_tools import told_of


def run(folder: Path, *changes: tuple[str, str]) -> Result:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return kumin.run(folder, folder / "answers")


def told(result: Result, lang: str = "ja") -> str:
    row = result.judgements.row(0, named=True)
    return "\n".join(told_of(result, row["indicator"], Words.of(lang)))


def test_an_older_year_is_named_and_not_called_last_year(mini: Path) -> None:
    result = run(mini, ("history: {2022: 50.0}", "history: {2020: {percent: 50.0, n: 800}}"))
    assert "令和2年度との差は +16.7ポイント" in told(result)
    assert "前年度" not in told(result)
    assert "+16.7 points from 2020 (" in told(result, "en")
    last = run(mini, ("2020: {percent", "2022: {percent"))
    assert "前年度との差は +16.7ポイント" in told(last)
    assert "from last year" in told(last, "en")


def test_not_less_than_last_year_needs_last_years_value(mini: Path) -> None:
    result = run(mini, ("{at_least: 60, by: 2027}", "{raise: {points: 0}}"), ("{2022: 50.0}", "{2021: 40}"))
    row = result.judgements.row(0, named=True)
    assert (row["judgement"], row["target_percent"]) == (None, None)
    assert "no_reference" in row["flags"]


def test_volunteers_are_no_random_sample_whatever_is_known_of_last_year(mini: Path) -> None:
    result = run(
        mini, ("invited: 100", "invited: 100, sampling: volunteers"), ("{2022: 50.0}", "{2022: {percent: 50, n: 99}}")
    )
    assert "無作為に選んだ人の回答ではないため" in told(result)
    assert "回答者数が分からない" not in told(result)


SCALE = (
    "fiscal_year: 2023\n",
    "fiscal_year: 2023\nscale: three\nscales: {three: {metric: ratio, bands: "
    "[{mark: S, at_least: 115}, {mark: A, at_least: 90}, {mark: B}]}}\n",
)


@pytest.mark.parametrize(
    ("target", "words"),
    [("20", "答えなかった人がどう答えていたとしても、評価「S」です"), ("60", "判定は評価「A」ですが、条件しだい"),
     ("90", "答えなかった人がどう答えていたとしても、評価「B」です")],
)  # fmt: skip
def test_on_a_scale_the_sentences_speak_of_the_mark(mini: Path, target: str, words: str) -> None:
    result = run(mini, SCALE, ("at_least: 60", f"at_least: {target}"))
    assert words in told(result)
    assert "達成です" not in told(result)
    # the share at which the target is no longer met is of the target, not of the mark
    for line in told(result).splitlines():
        if "推計" in line:
            assert "目標を満たすかどうか" in line


def test_percents_have_the_plans_decimals(mini: Path) -> None:
    result = run(mini, ("fiscal_year: 2023\n", "fiscal_year: 2023\ndecimals: 0\n"))
    assert "67" in told(result)
    assert "67.0%" not in told(result)


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ([("fiscal_year: 2023\n", "fiscal_year: 2023\nofficial: raked\n")], "official_without_population", 5),
        ([SCALE, ("{at_least: 60, by: 2027}", "{between: [40, 60]}")], "scale_of_range", 18),
        ([SCALE, ("{at_least: 60, by: 2027}", "{maintain: {at: 50}}")], "scale_of_range", 18),
    ],
)
def test_what_could_never_be_judged_as_written_is_refused(
    mini: Path, changes: list[tuple[str, str]], code: str, line: int
) -> None:
    with pytest.raises(DefinitionError) as refused:
        run(mini, *changes)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_an_official_weighting_needs_its_margins(mini: Path) -> None:
    (mini / "population.csv").write_text("children,population\n1,200\n2,800\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        run(
            mini,
            ("population: 1000", "population: population.csv, weighting: {rake: [children]}"),
            ("fiscal_year: 2023\n", "fiscal_year: 2023\nofficial: poststratified\n"),
        )
    assert (refused.value.code, refused.value.line) == ("official_without_margins", 7)


def test_an_official_weighting_that_could_not_be_formed_is_told(mini: Path) -> None:
    """No respondent in a cell with people: by default there is nothing to match."""
    (mini / "population.csv").write_text("safe,population\n1,400\n2,400\n3,100\n", encoding="utf-8")
    answers = mini / "answers" / "residents.csv"
    head, *rows = answers.read_text(encoding="utf-8").splitlines()
    answers.write_text("\n".join([head, *rows[:9]]) + "\n", encoding="utf-8")
    result = run(
        mini,
        ("population: 1000", "population: population.csv"),
        ("fiscal_year: 2023\n", "fiscal_year: 2023\nofficial: poststratified\n"),
    )
    row = result.judgements.row(0, named=True)
    assert row["percent"] is not None
    assert "official_unweighted" in row["flags"].split(";")


def test_a_plan_of_numbers_alone_is_judged(mini: Path) -> None:
    text = (mini / "plan.yaml").read_text(encoding="utf-8").partition("    indicators:\n")[0]
    number = "      - {id: 1-1, text: 世帯数, unit: 世帯, target: {at_least: 100}, result: 120}\n"
    (mini / "plan.yaml").write_text(f"{text}    indicators:\n{number}", encoding="utf-8")
    assert kumin.judge_published(mini).judgements["judgement"].to_list() == ["A"]


def year_of(year: int, k: int, method: str) -> Previous:
    row: dict[str, Any] = {
        "indicator": "3-4", "fiscal_year": year, "percent": k / 2, "proportion": k / 200, "se": 0.002,
        "lower": k / 200 - 0.01, "upper": k / 200 + 0.01, "n_base": 200, "method": method, "level": 0.95,
    }  # fmt: skip
    return Previous(fiscal_year=year, frame=pl.DataFrame([row]), **PREVIOUS)


PREVIOUS: dict[str, Any] = {"path": Path("x"), "ward": "試験区", "measured": {}, "wording": {}, "judgements": {}}


def test_a_trend_of_surveys_of_nearly_everyone_has_no_interval_by_a_variance() -> None:
    sampled = trend_of([year_of(2022, 100, "wilson"), year_of(2023, 94, "wilson")])
    nearly = trend_of([year_of(2022, 100, "finite_exact"), year_of(2023, 94, "finite_exact")])
    assert sampled["slope_lower"][0] is not None
    assert nearly["slope_per_year"][0] == pytest.approx(-3)
    assert nearly.select("slope_lower", "slope_upper").row(0) == (None, None)
    # and so has the path to a target
    assert _variance(YearValue("3-4", se=0.002, n_base=200, method="wilson")) is not None
    assert _variance(YearValue("3-4", se=0.002, n_base=200, method="finite_exact")) is None
