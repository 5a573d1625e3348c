"""Differences between two years' definitions are found and named, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import kumin
from kumin.judgement.comparability import comparable, differences
from kumin.words import Words


def last_year(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the small plan a year before, with changes to its files."""
    before = folder / "plans" / "r04"
    now = folder / "plans" / "r05"
    for place in (before, now):
        place.mkdir(parents=True)
        for name in ("plan.yaml", "residents.yaml"):
            (place / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    plan = (before / "plan.yaml").read_text(encoding="utf-8")
    plan = plan.replace("fiscal_year: 2023", "fiscal_year: 2022").replace("        history: {2022: 50.0}\n", "")
    (before / "plan.yaml").write_text(plan, encoding="utf-8")
    for old, new in changes:
        for name in ("plan.yaml", "residents.yaml"):
            words = (before / name).read_text(encoding="utf-8")
            (before / name).write_text(words.replace(old, new), encoding="utf-8")
    return now


def aspects(folder: Path, *changes: tuple[str, str]) -> tuple[set[str], str]:
    now = last_year(folder, *changes)
    result = kumin.run(now, folder / "answers", previous=folder / "answers")
    frame = result.frames["comparability"].filter(pl.col("indicator") == "1-1")
    assert frame.height == 10
    flags = result.judgements.filter(pl.col("indicator") == "1-1")["flags"].item()
    return set(frame.filter(~pl.col("same"))["aspect"]), flags


@pytest.mark.parametrize(
    ("change", "aspect", "told"),
    [
        (("text: 安全か", "text: 安心か"), "wording", True),
        (("2: まあ思う, 3: 思わない", "2: まあ思う, 3: どちらでもない, 4: 思わない"), "options", True),
        (("positive: [1, 2]", "positive: [1]"), "positive", True),
        (
            ("target: {at_least: 60, by: 2027}\n", "base: all\n        target: {at_least: 60, by: 2027}\n"),
            "base",
            False,
        ),
        (("question: safe", "question: safe\n        among: {children: [1]}"), "domain", True),
        (("invited: 100", "invited: 100, sampling: census"), "sampling", False),
    ],
)
def test_each_difference_is_named(mini: Path, change: tuple[str, str], aspect: str, told: bool) -> None:
    found, flags = aspects(mini, change)
    assert found == {aspect}
    # where only the base differs and last year's answers are at hand, last year is counted anew by this year's base
    assert ("not_comparable" in flags) == told


def test_the_same_questionnaire_differs_in_nothing_even_renumbered_or_respaced(mini: Path) -> None:
    found, flags = aspects(mini, ("text: 安全か,", "text: 安全 か,"))
    assert found == set()
    assert "not_comparable" not in flags


def test_what_a_year_does_not_tell_is_not_known() -> None:
    same = {
        "wording": "a",
        "options": "b",
        "positive": "c",
        "base": "d",
        "weighting": "unweighted",
        "domain": "",
        "population": "区民",
    }
    assert comparable(list(differences(same, same))) is True
    assert comparable(list(differences({**same, "population": ""}, same))) is None
    assert comparable(list(differences({**same, "domain": "x"}, same))) is False


def test_without_last_years_plan_nothing_is_known_and_that_is_said(mini: Path) -> None:
    from told_tools import told_of

    place = mini / "alone" / "r05"
    place.mkdir(parents=True)
    for name in ("plan.yaml", "residents.yaml"):
        (place / name).write_text((mini / name).read_text(encoding="utf-8"), encoding="utf-8")
    result = kumin.run(place, mini / "answers", previous=mini / "answers")
    assert result.frames["comparability"]["same"].null_count() == 20
    assert "not_comparable" not in "".join(result.judgements["flags"])
    assert any("同じ尋ね方だったかどうか" in words for words in told_of(result, "1-1", Words.of("ja")))
    assert kumin.run(place, mini / "answers").frames["comparability"].is_empty()
