"""report.html and open_data.csv of one run, read side by side, tell no more than each alone."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from kumin.definitions import DEFAULT_K
from kumin.disclosure.policy import MOST_POINTS
from kumin.disclosure.published import Published, release
from kumin.disclosure.sizes import crossed_axis
from kumin.pipeline import run
from kumin.result import Result
from kumin.tables.axes import default_axes
from kumin.tables.shares import survey_table
from kumin.words import Words
from kumin.words.report import report_view
from kumin.words.tables import axis_label, category_label
from kumin.writers.auditing.public_files import number
from kumin.writers.open_data import open_data
from kumin.writers.page.page import draft_page
from kumin.writers.page.pictures import PageCharts

TOTAL = ("", "")
Name = tuple[str, str, int]


class Attack:
    """The whole numbers that the published ones leave possible, for one question.

    Written anew from what the two files mean: a variable for each option in each category of each attribute, and in
    each crossing of the two that the page crosses. Of the others that is enough: whole non-negative margins with one
    total always have a crossing that agrees with them.
    """

    def __init__(self, truth: pl.DataFrame) -> None:
        self.options = truth["option"].unique(maintain_order=True).to_list()
        self.true: dict[Name, int] = {
            (axis or "", category or "", option): n
            for axis, category, option, n in truth.select("axis", "category", "option", "n_positive").iter_rows()
        }
        self.place = {name: place for place, name in enumerate(self.true)}
        self.points: list[np.ndarray] = []
        self.rows: list[np.ndarray] = []
        self.values: list[int] = []
        self.highs: list[int] = []
        for axis in {axis for axis, _, _ in self.true} - {""}:
            for option in self.options:
                names = [name for name in self.true if name[0] == axis and name[2] == option]
                self.rows.append(self.row(names) - self.row([(*TOTAL, option)]))
                self.values.append(0)
                self.highs.append(0)
        crossed = {(axis, category) for axis, category, _ in self.true if "*" in axis}
        for place in (0, 1):
            for axis, category in {(a.split("*")[place], c.split("*")[place]) for a, c in crossed}:
                for option in self.options:
                    parts = [(a, c, option) for a, c in crossed if c.split("*")[place] == category]
                    self.rows.append(self.row(parts) - self.row([(axis, category, option)]))
                    self.values.append(0)
                    self.highs.append(0)

    def row(self, names: list[Name]) -> np.ndarray:
        found = np.zeros(len(self.place))
        found[[self.place[name] for name in names]] = 1
        return found

    def learn(self, names: list[Name], low: int, high: int | None = None) -> None:
        high = low if high is None else high
        assert low <= sum(self.true[name] for name in names) <= high, "a published number is not the true one"
        self.rows.append(self.row(names))
        self.values.append(low)
        self.highs.append(high)

    def values_of(self, names: list[Name]) -> int:
        """How many numbers are possible for a sum of counts, k at the most.

        Solutions that differ enough there spare the search for its ends.
        """
        wanted = self.row(names)
        seen = {round(wanted @ point) for point in self.points}
        if seen and max(seen) - min(seen) + 1 >= DEFAULT_K:
            return DEFAULT_K
        constraint = LinearConstraint(np.array(self.rows), self.values, self.highs)
        ends = set()
        for sign in (1, -1):
            end = milp(sign * wanted, constraints=constraint, integrality=1, bounds=Bounds(0, 5000))
            assert end.success
            self.points.append(end.x)
            ends.add(round(sign * end.fun))
        return min(max(ends) - min(ends) + 1, DEFAULT_K)


def read_both(
    result: Result, survey: str, indicator: str, charts: PageCharts
) -> tuple[Attack, Attack, list[list[Name]]]:
    """Take in all of both files about an indicator's question.

    Return also what the numbers of everyone, which are published in any case, and the n of groups leave possible, and
    what is hidden.
    """
    one = next(view for view in charts.view.indicators if view.id == indicator)
    question, positive = one.definition.question, one.definition.positive
    axes = (*default_axes(result.plan.questionnaires[survey]), *crossed_axis(result, survey))
    attack = Attack(survey_table(result, survey, axes, [question]))
    public = Attack(survey_table(result, survey, axes, [question]))
    hidden: list[list[Name]] = []
    table = open_data(release(result), "ja").filter(survey=survey, question=question)
    for row in table.iter_rows(named=True):
        group = (row["axis"] or "", row["category"] or "")
        name = (*group, row["option"])
        everyone = [(*group, option) for option in attack.options]
        if row["n_positive"] is None:
            hidden.append([name])
            if row["n_low"] is not None:
                attack.learn([name], row["n_low"], row["n_high"])
        else:
            attack.learn([name], row["n_positive"])
            if not row["axis"]:
                public.learn([name], row["n_positive"])
        if row["n_base"] is None:
            hidden.append(everyone)
        else:
            attack.learn(everyone, row["n_base"])
            public.learn(everyone, row["n_base"])

    def from_page(axis: str, category: str, n: str, percent: str, counted: list[int]) -> None:
        names = [(axis, category, option) for option in counted]
        everyone = [(axis, category, option) for option in attack.options]
        base = number(n)
        if base is None:
            hidden.append(names)
            return
        attack.learn(everyone, int(base.low), int(base.high))
        public.learn(everyone, int(base.low), int(base.high))
        share = number(percent)
        bounds = share is None or percent.endswith(("以上", "以下")) or "～" in percent
        if bounds:
            hidden.append(names)
        if share is not None:
            low, high = share.low / 100 * base.low, min(share.high / 100, 1) * base.high
            attack.learn(names, math.ceil(low - 1e-9), math.floor(high + 1e-9))

    band = charts.answers(one)
    among = one.definition.among
    group = TOTAL if not among else next((axis, str(codes[0])) for axis, codes in among.items())
    n_base = one.row["n_base"]
    for known in (attack, public):
        known.learn([(*group, option) for option in attack.options], n_base)
        known.learn([(*group, option) for option in positive], one.row["n_positive"])
    for row in band["rows"] if band else ():
        if (told := number(row["n"])) is not None:
            attack.learn([(*group, row["code"])], int(told.low), int(min(told.high, n_base)))
    questionnaire = result.plan.questionnaires[survey]
    labels = {
        (axis_label(questionnaire, axis), category_label(questionnaire, axis, category, Words("ja"))): (axis, category)
        for axis, category, _ in attack.true
        if axis
    }
    shown: dict[str, Any] = charts.domains(one) or {"groups": []}
    for part in shown["groups"]:
        for row in part["rows"]:
            from_page(*labels[part["axis"], row["label"]], row["n"], row["percent"], list(positive))
    return attack, public, hidden


@pytest.fixture(scope="module")
def charts(sample_result: Result, sample_published: Published) -> PageCharts:
    return PageCharts(report_view(sample_result, Words.of("ja")), sample_published)


@pytest.mark.parametrize(
    ("survey", "indicator"),
    [("residents", "2-1"), ("residents", "2-2"), ("residents", "3-1"), ("council", "1-2"), ("principals", "3-4")],
)
def test_page_and_open_data_together_tell_no_hidden_count(
    sample_result: Result, charts: PageCharts, survey: str, indicator: str
) -> None:
    attack, public, hidden = read_both(sample_result, survey, indicator, charts)
    assert hidden
    # of everyone, the published indicator itself tells how many it does not count
    row = sample_result.judgements.row(by_predicate=pl.col("indicator") == indicator, named=True)
    told = row["n_base"] - row["n_positive"] < DEFAULT_K
    found = []
    for names in hidden:
        if (told and names[0][:2] == TOTAL) or "-1" in names[0][1].split("*"):
            continue  # nor is who left an attribute blank a group to protect
        true = sum(attack.true[name] for name in names)
        group = [(*names[0][:2], option) for option in attack.options]
        base = sum(attack.true[name] for name in group)
        if group in hidden:
            # of groups hidden whole, several together, no count of somebody is certain
            needed = 2 if 0 < true < base else 1
        else:
            needed = DEFAULT_K if true < DEFAULT_K or true > base - DEFAULT_K else 1
        values = attack.values_of(names)
        if values < needed and values < public.values_of(names):
            found.append((names, true))
    assert found == []


def test_page_shows_only_groups_that_are_published_together(sample_published: Published, charts: PageCharts) -> None:
    """A group that only the page had would be a table that the other was not protected against."""
    columns = ("axis_label", "category_label")
    groups = set(open_data(sample_published, "ja").select(columns).drop_nulls().iter_rows())
    pages = [charts.domains(one) for one in charts.view.indicators]
    assert sum(page is not None for page in pages) > 5
    shown = {(part["axis"], row["label"]) for page in pages if page for part in page["groups"] for row in part["rows"]}
    crossed = {(axis, label) for axis, label in shown if "×" in axis}
    assert groups >= shown - crossed
    # men and women of five ages; one age is hidden, for three people left theirs blank
    assert crossed >= {
        ("あなたの性別 × あなたの年齢", f"{sex}・{age}") for sex in ("男性", "女性") for age in ("70歳以上", "40～49歳")
    }
    assert all("無回答" not in label and "その他" not in label for _, label in crossed)


def test_most_of_what_is_large_is_shown(sample_published: Published) -> None:
    """Hiding 4 people of その他 does not take all men with them."""
    table = open_data(sample_published).filter(survey="residents")
    people = table.filter(pl.col("axis") == "sex", pl.col("category").is_in(["1", "2"]))
    assert people["suppressed"].mean() < 0.1
    domains = sample_published.surveys["residents"].domains.filter(axis="sex*age")
    assert domains.height == 8 * 12
    assert domains.filter("suppressed", pl.col("n_low").is_null()).height < 0.1 * domains.height


def test_every_answer_of_a_large_group_is_shown_or_has_bounds(sample_published: Published) -> None:
    """The rest alone would be a biased choice: all areas at 100.0%, say."""
    table = open_data(sample_published).filter(pl.col("axis").is_not_null(), pl.col("n_base") >= 30)
    hidden = table.filter("suppressed")
    assert table.height > 1000
    assert hidden.height < 0.4 * table.height
    assert hidden["n_low"].null_count() == 0
    assert (hidden["percent_high"] - hidden["percent_low"]).max() <= MOST_POINTS


def test_nobody_and_nearly_everybody_are_bounds(sample_result: Result, sample_published: Published) -> None:
    table = open_data(sample_published).filter(pl.col("axis").is_not_null(), pl.col("category") != "-1")
    survey = survey_table(sample_result, "residents", default_axes(sample_result.plan.questionnaires["residents"]))
    keys = ["question", "option", "axis", "category"]
    true = table.filter(survey="residents").join(survey.select(*keys, "n_base", "n_positive"), on=keys, suffix="_true")
    true = true.filter(pl.col("n_base").is_not_null())
    # where nobody of all chose an option, nobody of a group did
    chosen = survey.filter(pl.col("axis").is_null(), pl.col("n_positive") > 0).select("question", "option")
    few = true.filter(pl.col("n_positive_true") < DEFAULT_K).join(chosen, on=["question", "option"], how="semi")
    assert (few["n_positive_true"] == 0).any()
    assert few.filter(pl.col("n_base") > 0)["suppressed"].all(), "a zero is a count like another"
    told = few.drop_nulls("n_low")
    assert (told["n_low"] == 0).all()
    assert (told["n_high"] >= DEFAULT_K - 1).all()
    nearly = true.filter(pl.col("n_base") > 0, pl.col("n_positive_true") > pl.col("n_base") - DEFAULT_K)
    assert nearly["suppressed"].all()


def test_made_once_for_all_files_of_a_run(sample_published: Published) -> None:
    published = sample_published
    assert published.surveys["residents"] is published.surveys["residents"]
    assert published.tables.shares is published.tables.shares


LEAK_PLAN = """\
id: leak
title: 運営方針
ward: 試験区
fiscal_year: 2023
surveys:
  people: {title: 区民アンケート, questionnaire: people.yaml, of: 区民, invited: 400}
issues:
  - id: 1
    title: 課題
    indicators:
      - {id: 1-1, text: 感じる区民の割合, survey: people, question: feel, positive: [1, 2], target: {at_least: 60}}
"""

LEAK_QUESTIONNAIRE = """\
id: people
title: 調査
columns: {id: 番号}
questions:
  - {id: sex, text: 性別, header: Q1, type: single, attribute: true, options: {1: 男性, 2: 女性}}
  - id: feel
    text: 感じるか
    header: Q2
    type: single
    options: {1: 感じる, 2: やや感じる, 3: あまり感じない, 4: 感じない, 5: わからない}
"""


@pytest.mark.parametrize(("unsure", "told"), [(3, False), (8, True)])
def test_words_do_not_tell_a_hidden_count(tmp_path: Path, unsure: int, told: bool) -> None:
    """The percent without わからない tells how many chose it, beside the percent with it."""
    marks = {1: 42, 2: 64, 3: 28, 4: 16 - unsure, 5: unsure}
    answers = [code for code, n in marks.items() for _ in range(n)]
    lines = ["番号,Q1,Q2", *(f"{place},{1 + place % 2},{code}" for place, code in enumerate(answers, start=1))]
    (tmp_path / "plan.yaml").write_text(LEAK_PLAN, encoding="utf-8")
    (tmp_path / "people.yaml").write_text(LEAK_QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    result = run(tmp_path / "plan.yaml", {"people": tmp_path / "people.csv"})
    table = open_data(release(result)).filter(pl.col("axis").is_null(), question="feel", option=5)
    assert table["suppressed"].to_list() == [not told]
    sentence = f"{106 / (150 - unsure) * 100:.1f}%"
    assert (sentence in draft_page(release(result), "ja").html) is told
