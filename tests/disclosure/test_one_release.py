"""Everything public of a run goes through one system: who answered, response rates, crossings, blank attributes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from conftest import ROOT
from kumin.definitions import DEFAULT_K
from kumin.disclosure.cells import Group
from kumin.disclosure.groups import hidden_groups
from kumin.disclosure.published import Published, release
from kumin.disclosure.systems import group_of
from kumin.pipeline import run
from kumin.result import Result
from kumin.tables.shares import survey_table
from kumin.words import Words
from kumin.words.public import public_surveys, public_who
from kumin.words.report import report_view
from kumin.words.respondents import who_views
from kumin.words.survey import Shown, survey_sentences
from kumin.writers.page.page import draft_page
from kumin.writers.page.pictures import PageCharts

CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"
JA = Words.of("ja")


@pytest.fixture(scope="module")
def small() -> Result:
    """65 answers, of which four from men of the youngest ages; one indicator leaves わからない out of its base."""
    return run(CASE, CASE / "answers")


def sizes_of(result: Result) -> dict[Group, int]:
    coded = result.answers["s"].coded.drop_nulls(["sex", "age"])
    counted = coded.group_by("sex", "age").len().iter_rows()
    return {group_of("sex*age", f"{sex}*{age}"): n for sex, age, n in counted}


def test_who_answered_shows_no_group_that_is_hidden(small: Result) -> None:
    hidden = release(small).surveys["s"].groups
    told, everything = public_who(release(small), JA), list(who_views(small, JA))
    few = [group for group, n in sizes_of(small).items() if n < DEFAULT_K]
    assert few
    assert set(few) <= hidden
    assert everything[0].cells["sample_share"].null_count() == 0
    for one in told:
        assert one.cells["sample_share"].null_count() == sum(row["sample"] == "非表示" for row in one.rows)
    # ten groups: with more than three hidden the rest would be a biased choice, and the section says nothing
    crossed = [group for group in hidden if len(group) == 2 and "-1" not in str(group)]
    assert bool(told) is (len(crossed) <= 10 / 3)
    html = draft_page(release(small), "ja").html
    for share in {row["sample"] for row in everything[0].rows} - {row["sample"] for one in told for row in one.rows}:
        table = html.split('id="who"', 1)[-1].split("</section>", 1)[0] if 'id="who"' in html else ""
        assert f">{share}<" not in table


def test_hidden_groups_cannot_be_had_from_the_shares_of_who_answered() -> None:
    """The shares of all but one group, and how many they are together, would tell that one."""
    sizes: dict[Group, int] = {frozenset(): 100}
    sizes |= {group_of("age", code): n for code, n in (("1", 3), ("2", 40), ("3", 47), ("-1", 10))}
    compared = [group_of("age", code) for code in ("1", "2", "3")]
    assert hidden_groups(sizes, DEFAULT_K, protect_blank=False) == {group_of("age", "1"), group_of("age", "-1")}
    assert hidden_groups(sizes, DEFAULT_K, protect_blank=False, known=[compared]) >= {
        group_of("age", "1"),
        group_of("age", "2"),
    }


@pytest.mark.parametrize("protect", [False, True])
def test_an_attribute_left_blank_is_protected_only_where_the_plan_says_so(*, protect: bool) -> None:
    sizes: dict[Group, int] = {frozenset(): 102}
    sizes |= {group_of("age", code): n for code, n in (("1", 30), ("2", 70), ("-1", 2))}
    hidden = hidden_groups(sizes, DEFAULT_K, protect_blank=protect)
    assert hidden == ({group_of("age", "-1"), group_of("age", "1")} if protect else set())


def test_a_plan_can_protect_who_left_an_attribute_blank(sample_published: Published, tmp_path: Path) -> None:
    groups = sample_published.surveys["residents"].groups
    ages = {group for group in groups if len(group) == 1 and "age" in str(group)}
    assert ages == set(), "two people left their age blank, and 30～39歳 is shown"
    shutil.copytree(CASE, tmp_path / "case")
    plan = tmp_path / "case" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "disclosure: {protect_blank: true}\n", encoding="utf-8")
    protected = run(tmp_path / "case", tmp_path / "case" / "answers")
    blank = group_of("sex", "-1")
    assert blank in release(protected).surveys["s"].groups
    assert blank not in release(run(CASE, CASE / "answers")).surveys["s"].groups


def test_a_crossing_does_not_tell_whom_an_indicator_leaves_out(small: Result) -> None:
    """1-2 is among all but わからない; the n of who answered, from another indicator, would tell how many those are."""
    shown = release(small).surveys["s"].domains.filter(question="1-2", axis="sex*age").drop_nulls("n_base")
    answered = survey_table(small, "s", [("sex", "age")], ["q2"]).filter(axis="sex*age", option=5)
    left_out = shown.join(answered.select("category", "n_positive"), on="category", suffix="_5")["n_positive_5"]
    assert not left_out.is_between(1, DEFAULT_K - 1).any()


def test_response_rates_tell_no_hidden_group(small: Result) -> None:
    (survey,) = public_surveys(release(small), JA)
    rates = small.frames["response_rates"].filter(pl.col("dimension").is_not_null())
    hidden = release(small).surveys["s"].groups
    printed = set(re.findall(r"[0-9.]+(?=%)", " ".join(line for line in survey.sentences if "回収率" in line)))
    for row in rates.iter_rows(named=True):
        if frozenset({(row["dimension"], str(row["code"]))}) in hidden or row["responded"] < DEFAULT_K:
            assert JA.number(100 * row["rate"], 1) not in printed


def test_figures_of_all_groups_are_told_only_where_all_are_shown(sample_result: Result) -> None:
    def told(shown: Shown) -> str:
        return " ".join(survey_sentences(sample_result, "residents", JA, shown))

    everything, without_men = told(Shown()), told(Shown({group_of("sex", "1")}, DEFAULT_K))
    for figure in ("R指標", "事後層化による補正（性別×年齢）のウエイトは平均の", "性別の構成を母集団と比べると"):
        assert figure in everything
    assert "性別の構成" not in without_men
    assert "年齢の構成" in without_men
    # the largest weight is that of the smallest group; of raking by sex, too
    assert "（性別 + 年齢 + 小学校区）のウエイトは平均の" not in without_men
    assert "のウエイトの範囲と、精度で何人分の回答にあたるかは、人数の少ない区分があるため示しません" in without_men
    # one of two groups hidden is more than a third of the axis
    assert "性別では" not in without_men
    assert "年齢では" in without_men
    few_ages = told(Shown({group_of("age", "1")}, DEFAULT_K))
    assert "18～29歳の22.2%" in everything
    assert "18～29歳の22.2%" not in few_ages
    assert JA.text("say_rates_hidden") in few_ages
    assert JA.text("say_rates_hidden") not in everything


def test_an_axis_of_which_too_much_is_hidden_is_left_out_and_said_to_be(
    sample_result: Result, sample_published: Published
) -> None:
    published = sample_published
    charts = PageCharts(report_view(sample_result, JA), published)
    told, left_out = 0, 0
    for one in charts.view.indicators:
        part = charts.domains(one)
        if part is None:
            continue
        for group in part["groups"]:
            hidden = [row for row in group["rows"] if row["percent"] == "非表示"]
            only_n = group["axis"] in part["left_out"]
            assert len(hidden) <= len(group["rows"]) / 3 or only_n, (one.id, group["axis"])
            assert not only_n or len(hidden) == len(group["rows"]), "what is left would be a biased choice"
            assert not only_n or all(row["n"] != "非表示" for row in group["rows"])
            told += not only_n
        left_out += bool(part["left_out"])
    assert told > 5
    assert left_out > 0
    assert draft_page(published, "ja").html.count("3分の1を超えるため") == left_out


def test_answers_of_several_categories_together_tell_no_bound(tmp_path: Path) -> None:
    """The sum of two ages, exact, less the one that is exact is the one that is a bound."""
    shutil.copytree(CASE, tmp_path / "case")
    plan = tmp_path / "case" / "plan.yaml"
    of = "{{id: 1-{n}, title: 指標, text: 文, survey: s, question: q1, positive: [1], among: {among}, {target}}}"
    target = "target: {at_least: 50, by: 2027}"
    among = ("{age: [4, 5]}", "{sex: [1], age: [5]}", "{age: [5]}")
    lines = [of.format(n=n, among=one, target=target) for n, one in enumerate(among, 7)]
    plan.write_text(plan.read_text(encoding="utf-8") + "".join(f"      - {one}\n" for one in lines), encoding="utf-8")
    result = run(tmp_path / "case", tmp_path / "case" / "answers")
    of_ages = (
        release(result).surveys["s"].table.filter(pl.col("question") == "q1", pl.col("category").is_in(["4", "5"]))
    )
    assert of_ages.filter(axis="age")["suppressed"].any()
    assert with_answers(result, None) == {"1-0", "1-1", "1-2", "1-9"}
    assert with_answers(result, 0) == {"1-0", "1-1", "1-2", "1-7", "1-9"}


def with_answers(result: Result, k: int | None) -> set[str]:
    """The indicators whose page shows a table of the answers to their question."""
    html = draft_page(release(result, k), "ja").html
    articles = re.findall(r'<h4 id="i-([^"]*)">(.*?)</article>', html, re.S)
    return {name for name, article in articles if 'class="answers"' in article}


def fifty_one(folder: Path, more: str = "") -> Published:
    """51 answers: two left their age blank, four are of the youngest age, 27 of the next, 18 of the third."""
    shutil.copytree(CASE, folder)
    plan = folder / "plan.yaml"
    lines = [line for line in plan.read_text(encoding="utf-8").splitlines() if "population:" not in line]
    plan.write_text("\n".join([*lines, more]), encoding="utf-8")
    ages = [None] * 2 + [1] * 4 + [2] * 27 + [3] * 18
    table = pl.DataFrame({"no": range(51), "sex": [1, 2, 2] * 17, "age": ages, "q0": [1, 2, 1] * 17})
    table.with_columns(q1=pl.lit(1), q2=pl.lit(2)).write_csv(folder / "answers" / "s.csv")
    return release(run(folder, folder / "answers"))


def test_the_size_of_a_hidden_group_does_not_follow_from_who_left_the_attribute_blank(tmp_path: Path) -> None:
    """The two and the four are hidden together; how many told their age would tell the two, and so the four."""
    published = fifty_one(tmp_path / "case")
    assert group_of("age", "1") in published.surveys["s"].groups
    own = published.surveys["s"].table.filter(question="age")
    assert own["n_base"].to_list() == [None] * 5
    assert own["percent"].to_list() == [None] * 5
    assert own["n_positive"].to_list() == [None, 27, 18, 0, 0], "those of other tables stay useful"


def test_the_size_of_a_hidden_group_does_not_follow_from_an_indicator_of_several_groups(tmp_path: Path) -> None:
    """An indicator of both ages tells how many they are; less the age that is shown that is the other."""
    more = (
        "      - {id: 1-9, title: 指標, text: 文, survey: s, question: q0, positive: [1], base: answered, "
        "among: {age: [1, 2]}, target: {at_least: 50, by: 2027}}"
    )
    groups = fifty_one(tmp_path / "case", more).surveys["s"].groups
    assert {group_of("age", "1"), group_of("age", "2")} <= groups
    assert group_of("age", "3") not in groups


def test_a_group_whose_size_an_indicator_tells_protects_no_other() -> None:
    """Two people are of the second age, which an indicator of it and of an age without people tells: 4 is not 6 - 2."""
    sizes = {frozenset(): 49} | {
        group_of("age", code): n for code, n in (("2", 2), ("3", 17), ("4", 18), ("6", 6), ("7", 4), ("-1", 2))
    }
    small = {group_of("age", "2"), group_of("age", "7")}
    assert hidden_groups(sizes, DEFAULT_K, protect_blank=False) == small
    of_both = [[group_of("age", "1"), group_of("age", "2")]]
    assert hidden_groups(sizes, DEFAULT_K, protect_blank=False, known=of_both) == small | {group_of("age", "-1")}
    elsewhere = [[group_of("district", "1"), group_of("age", "2")]]
    assert hidden_groups(sizes, DEFAULT_K, protect_blank=False, known=elsewhere) == small, "nobody counted districts"
