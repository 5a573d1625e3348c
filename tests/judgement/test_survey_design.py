"""The design that a plan states of its survey: its numbers are those of the same call, and of R's survey package."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import ROOT
from kumin import DefinitionError, load_plan
from kumin.disclosure.published import release
from kumin.estimation import SurveyDesign, proportions
from kumin.messages import text
from kumin.result import Result
from kumin.tables.measures import indicator_groups
from kumin.tables.shares import survey_shares, survey_table
from kumin.words.methods import method_sentences
from kumin.words.public import public_view
from kumin.words.survey import Shown, survey_sentences
from kumin.words.words import words_of

REFERENCE = ROOT / "tests" / "data" / "reference"
CASES = json.loads((REFERENCE / "survey_reference.json").read_text(encoding="utf-8"))["cases"]
OUTCOMES = {"wide": "sch.wide", "awards": "awards", "imp": "comp.imp"}
QUESTIONS = """\
id: q
title: 学校調査
questions:
  - {id: stype, text: 学校の種類, header: stype, type: single, options: {1: E, 2: H, 3: M}}
  - {id: wide, text: a, header: sch.wide, type: single, options: {1: "Yes", 2: "No"}}
  - {id: awards, text: b, header: awards, type: single, options: {1: "Yes", 2: "No"}}
  - {id: imp, text: c, header: comp.imp, type: single, options: {1: "Yes", 2: "No"}}
  - {id: area, text: 学区, header: dnum, type: number}
  - {id: pw, text: ウエイト, header: pw, type: number}
"""
STRATA = "strata: stype, sizes: {1: {population: 4421}, 2: {population: 755}, 3: {population: 1018}}"
DESIGNS = {
    "strat": ("apistrat", STRATA),
    "strat_nofpc": ("apistrat", STRATA + ", fpc: false"),
    "clus1": ("apiclus1", "psu: area, psus: 757, weight: pw"),
    "clus1_nofpc": ("apiclus1", "psu: area, weight: pw"),
}


def write(folder: Path, design: str, *, official: str = "design", more: str = "", indicators: str = "") -> Path:
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    own = indicators or "".join(
        f"      - {{id: {name}-{code}, text: t, survey: s, question: {name}, positive: [1], "
        f"among: {{stype: [{code}]}}, target: {{at_least: 60}}}}\n"
        for name in OUTCOMES
        for code in (1, 2, 3)
    ) + "".join(
        f"      - {{id: {name}, text: t, survey: s, question: {name}, positive: [1], target: {{at_least: 60}}}}\n"
        for name in OUTCOMES
    )  # fmt: skip
    (folder / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: 2023\nofficial: {official}\nsurveys:\n"
        f"  s: {{title: 調査, questionnaire: q.yaml, {more}design: {{{design}}}}}\n"
        f"issues:\n  - id: 1\n    title: t\n    indicators:\n{own}",
        encoding="utf-8",
    )
    return folder


def run(folder: Path, file: str, design: str, **more: str) -> Result:
    return kumin.run(write(folder, design, **more), {"s": REFERENCE / f"{file}.csv"})


@pytest.mark.parametrize("name", DESIGNS)
def test_run_estimates_as_r_does_with_the_design_in_the_plan(tmp_path: Path, name: str) -> None:
    file, design = DESIGNS[name]
    result = run(tmp_path, file, design, more="interval: logit, ")
    rows = {row["indicator"]: row for row in result.judgements.iter_rows(named=True)}
    checked = 0
    for case in (case for case in CASES if case["design"] == name):
        short = next(key for key, value in OUTCOMES.items() if value == case["outcome"])
        code = {"all": "", "E": "-1", "H": "-2", "M": "-3"}[case["domain"]]
        row, limits = rows[short + code], case["intervals"]["logit"]
        assert row["percent"] == float(kumin.numbers.half_up(kumin.numbers.exact(100 * case["proportion"]), 1))
        assert row["lower_percent"] == pytest.approx(100 * limits["lower"], abs=1e-6)
        assert row["upper_percent"] == pytest.approx(100 * limits["upper"], abs=1e-6)
        checked += 1
    assert checked == 12
    assert result.frames["weighted"].filter(pl.col("official"))["weighting"].unique().to_list() == ["design"]


def test_an_unweighted_official_percent_has_the_interval_of_the_design(tmp_path: Path) -> None:
    result = run(tmp_path, "apistrat", STRATA, official="unweighted")
    row = result.judgements.row(by_predicate=pl.col("indicator") == "wide", named=True)
    answers = pl.read_csv(REFERENCE / "apistrat.csv").with_columns(one=pl.lit(1.0), yes=pl.col("sch.wide") == "Yes")
    same = proportions(
        answers, {"wide": pl.col("yes")}, design=SurveyDesign(weights="one", strata="stype", population="fpc")
    ).row(0, named=True)
    assert (row["n_positive"], row["n_base"]) == (same["n_positive"], same["n_base"])
    assert (row["lower_percent"], row["upper_percent"]) == pytest.approx((100 * same["lower"], 100 * same["upper"]))
    plain = proportions(answers, {"wide": pl.col("yes")}).row(0, named=True)
    assert row["upper_percent"] != pytest.approx(100 * plain["upper"], abs=0.01)
    beside = result.frames["weighted"].filter(pl.col("indicator") == "wide", pl.col("weighting") == "design")
    assert beside["percent"].item() == 82.8
    assert result.judgements.filter(pl.col("indicator") == "wide")["weighted_percent"].item() == 82.8


def test_weights_that_fit_a_population_start_from_the_design(tmp_path: Path) -> None:
    (tmp_path / "pop.csv").write_text("wide,population\n1,5122\n2,1072\n", encoding="utf-8")
    result = run(tmp_path, "apistrat", STRATA, official="poststratified", more="population: pop.csv, ")
    answers = pl.read_csv(REFERENCE / "apistrat.csv").with_columns(yes=pl.col("awards") == "Yes")
    fitted = kumin.post_stratify(
        answers, ["sch.wide"], {"Yes": 5122, "No": 1072},
        design=SurveyDesign(weights="pw", strata="stype", population="fpc"),
    )  # fmt: skip
    same = proportions(fitted.frame, {"a": pl.col("yes")}, design=fitted.design, method="logit").row(0, named=True)
    row = result.judgements.row(by_predicate=pl.col("indicator") == "awards", named=True)
    assert row["lower_percent"] == pytest.approx(100 * same["lower"], abs=1e-3)


def test_answers_of_no_declared_stratum_are_found_and_left_out(tmp_path: Path) -> None:
    table = pl.read_csv(REFERENCE / "apistrat.csv", infer_schema=False)
    changed = table.with_row_index().with_columns(
        stype=pl.when(pl.col("index") == 3).then(pl.lit("")).otherwise("stype")
    )
    changed.drop("index").write_csv(tmp_path / "s.csv")
    design = "strata: stype, sizes: {1: {population: 4421}, 2: {population: 755}}"
    result = kumin.run(write(tmp_path, design), {"s": tmp_path / "s.csv"})
    found = result.findings.filter(pl.col("code") == "E213")
    middle = table["stype"].to_list().count("M")
    assert found.height == middle + 1
    assert found["column"].unique().to_list() == ["B"]
    answers = result.answers["s"]
    assert (answers.n_quarantined, answers.n_used) == (middle + 1, 200 - middle - 1)
    assert answers.bases.row(0, named=True)["left_out"] == middle + 1
    strata = result.frames["design"].select("code", "n").rows()
    assert strata == [(1, 99), (2, 50)]


def test_it_says_how_it_was_drawn(tmp_path: Path) -> None:
    sizes = "sizes: {1: {population: 4421}, 2: {population: 755}, 3: {population: 1018}}"
    result = run(tmp_path, "apistrat", f"strata: stype, {sizes}, allocation: equal", more="invited: 600, ")
    frame = result.frames["design"]
    assert frame.select("label", "invited", "population", "n").row(1) == ("H", 200, 755, 50)
    assert frame["weight"].to_list() == pytest.approx([44.21, 15.1, 20.36])
    rates = result.frames["response_rates"].filter(pl.col("dimension") == "stype")
    assert rates.select("code", "invited", "responded", "invited_expected").rows() == [
        (1, 200.0, 100, False), (2, 200.0, 50, False), (3, 200.0, 50, False),
    ]  # fmt: skip
    for lang, first in (
        ("ja", "「学校の種類」の3つの層"),
        ("en", "Intervals are those of a sample drawn in 3 strata"),
    ):
        said = list(survey_sentences(result, "s", words_of(result, lang)))
        assert any(first in sentence for sentence in said)
        assert any(("15.1～44.2" if lang == "ja" else "15.1 to 44.2") in sentence for sentence in said)


@pytest.mark.parametrize(
    ("design", "more", "code"),
    [
        ("", "", "design_empty"),
        ("strata: stype", "", "design_strata_and_sizes"),
        ("strata: stypo, sizes: {1: {population: 9}}", "", "design_strata_unknown"),
        ("strata: area, sizes: {1: {population: 9}}", "", "design_strata_unknown"),
        ("strata: stype, sizes: {1: {population: 9}, 7: {population: 9}}", "", "option_unknown"),
        ("strata: stype, sizes: {1: {invited: 9}, 2: {invited: 8}}, allocation: equal", "", "design_not_equal"),
        (STRATA + ", allocation: equal", "invited: 601, ", "design_not_shared_out"),
        (STRATA, "population: 6000, ", "design_does_not_add_up"),
        (STRATA, "sampling: volunteers, ", "design_not_random"),
        (STRATA, "interval: finite_exact, ", "design_interval"),
        ("weight: stype", "", "design_weight_unknown"),
        ("psu: nothing, weight: pw", "", "design_psu_unknown"),
        ("weight: pw, psus: 9", "", "design_psus_without_psu"),
        (STRATA + ", psu: area, psus: 9", "", "design_psus_of_strata"),
        ("psu: area, weight: pw, fpc: true", "", "design_fpc_without_sizes"),
        ("psu: area", "", "official_without_design"),
        ("strata: stype, sizes: {1: {population: 9}}, layers: 3", "", "unknown_key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_design_is_said_with_its_place(tmp_path: Path, design: str, more: str, code: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(write(tmp_path, design, more=more))
    assert refused.value.code == code
    assert refused.value.line in (5, 7)
    for lang in ("ja", "en"):
        assert refused.value.path is not None
        assert len(text(code, lang, **refused.value.params)) > 10


def test_a_design_of_weights_alone_and_of_one_answer_in_a_stratum(tmp_path: Path) -> None:
    result = run(tmp_path, "apistrat", "weight: pw", more="population: 6194, interval: logit, ")
    row = result.judgements.row(by_predicate=pl.col("indicator") == "wide", named=True)
    answers = pl.read_csv(REFERENCE / "apistrat.csv").with_columns(yes=pl.col("sch.wide") == "Yes")
    design = SurveyDesign(weights="pw", population=6194)
    same = proportions(answers, {"w": pl.col("yes")}, design=design, method="logit").row(0, named=True)
    assert row["lower_percent"] == pytest.approx(100 * same["lower"], abs=1e-3)
    few = pl.read_csv(REFERENCE / "apistrat.csv", infer_schema=False)
    alone = pl.concat([few.filter(pl.col("stype") != "H"), few.filter(pl.col("stype") == "H").head(1)])
    alone.write_csv(tmp_path / "one.csv")
    result = kumin.run(write(tmp_path, STRATA), {"s": tmp_path / "one.csv"})
    said = " ".join(survey_sentences(result, "s", words_of(result, "ja")))
    assert "次の層は回答（抽出単位）が1つだけ" in said
    assert result.judgements.filter(pl.col("indicator") == "wide")["lower"].item() is not None


def test_more_units_in_the_answers_than_in_the_population_are_refused(tmp_path: Path) -> None:
    with pytest.raises(kumin.KuminError, match="抽出単位（「area」）が 15 ありますが、「psus」は 14 です"):
        run(tmp_path, "apiclus1", "psu: area, psus: 14, weight: pw")
    sizes = "{1: {psus: 15}, 2: {psus: 3}, 3: {psus: 9}}"
    with pytest.raises(kumin.KuminError, match="層「H」の回答には抽出単位（「area」）が"):
        run(tmp_path, "apiclus1", f"strata: stype, sizes: {sizes}, psu: area, weight: pw")


@pytest.mark.parametrize("more", ["", ", fpc: false", ", weight: pw"])
def test_a_stratum_with_more_answers_than_people_is_refused_by_its_words(tmp_path: Path, more: str) -> None:
    few = STRATA.replace("755", "49") + more
    with pytest.raises(kumin.UsageError, match="層「H」の使った回答 50 件が、その層の人口 49人より多い") as refused:
        run(tmp_path, "apistrat", few)
    assert "stratum `H` of survey `s` has 50 answers used" in refused.value.message("en")


def test_equal_allocation_without_letters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as error:
        run(tmp_path, "apistrat", STRATA + ", allocation: equal")
    assert error.value.code == "design_equal_without_letters"


def test_strata_may_be_named_by_their_labels(tmp_path: Path) -> None:
    by_label = "strata: 学校の種類, sizes: {E: {population: 4421}, H: {population: 755}, M: {population: 1018}}"
    loaded = load_plan(write(tmp_path, by_label))
    assert loaded.plan.surveys["s"].design == load_plan(write(tmp_path, STRATA)).plan.surveys["s"].design
    with pytest.raises(DefinitionError, match="設問「stype」に選択肢「X」はありません"):
        load_plan(write(tmp_path, by_label.replace("M:", "X:")))


def test_groups_of_respondents_have_the_error_of_the_design(tmp_path: Path) -> None:
    """The group of one stratum is its own sample: as an indicator among it has, with R's interval."""
    questions = QUESTIONS.replace("header: stype,", "header: stype, attribute: true,")
    own = (
        "      - {id: all, text: t, survey: s, question: wide, positive: [1], target: {at_least: 60}}\n"
        "      - {id: among, text: t, survey: s, question: wide, positive: [1], among: {stype: [2]}, "
        "target: {at_least: 60}}\n"
        "      - {id: both, text: t, survey: s, combine: mean, parts: [{question: wide, positive: [1]}, "
        "{question: wide, positive: [1]}], target: {at_least: 60}}\n"
    )
    folder = write(tmp_path, STRATA, official="unweighted", indicators=own)
    (folder / "q.yaml").write_text(questions, encoding="utf-8")
    result = kumin.run(folder, {"s": REFERENCE / "apistrat.csv"})
    among = result.judgements.row(by_predicate=pl.col("indicator") == "among", named=True)
    ends = (among["lower_percent"], among["upper_percent"])
    share = survey_shares(result, "s", [], [("stype",)])[1].row(
        by_predicate=(pl.col("indicator") == "all") & (pl.col("category") == "2"), named=True
    )
    assert (100 * share["lower"], 100 * share["upper"]) == pytest.approx(ends)
    mean = indicator_groups(result, "s", [("stype",)]).row(
        by_predicate=(pl.col("indicator") == "both") & (pl.col("category") == "2"), named=True
    )
    assert (mean["lower"], mean["upper"]) == pytest.approx(ends, abs=0.3)
    table = survey_table(result, "s").filter(question="wide", option=1, axis="stype", category="2")
    assert (100 * table["lower"].item(), 100 * table["upper"].item()) == pytest.approx(ends)


def test_a_release_tells_no_interval_across_strata_where_a_count_of_one_is_hidden(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("header: stype,", "header: stype, attribute: true,")
    folder = write(tmp_path, STRATA, official="unweighted")
    (folder / "q.yaml").write_text(questions, encoding="utf-8")
    result = kumin.run(folder, {"s": REFERENCE / "apistrat.csv"})
    for k, told in ((0, True), (20, False)):
        made = release(result, k)
        table = made.surveys["s"].table.filter(question="wide")
        assert table["suppressed"].any() != told
        everyone = table.filter(pl.col("axis").is_null())
        assert everyone["percent"].null_count() == 0
        assert (everyone["lower"].null_count() == 0) == told
        assert table.filter(axis="stype", suppressed=False)["lower"].null_count() == 0, "of one stratum"
        said = list(method_sentences(public_view(made, words_of(result, "ja")), k))
        assert (text("rep_method_limits_withheld", "ja") in said) != told


def test_a_stratum_with_one_answer_is_not_named_to_the_public(tmp_path: Path) -> None:
    few = pl.read_csv(REFERENCE / "apistrat.csv", infer_schema=False)
    alone = pl.concat([few.filter(pl.col("stype") != "H"), few.filter(pl.col("stype") == "H").head(1)])
    alone.write_csv(tmp_path / "one.csv")
    result = kumin.run(write(tmp_path, STRATA), {"s": tmp_path / "one.csv"})
    words = words_of(result, "ja")
    said = list(survey_sentences(result, "s", words, Shown(k=5)))
    assert words.text("say_design_few", k=5) in said
    assert words.text("say_design_alone", strata="H") not in said
    assert words.text("say_design_alone", strata="H") in survey_sentences(result, "s", words)
