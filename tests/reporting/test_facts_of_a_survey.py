"""What is said of each question: the numbers are recomputed from the answers, and nothing hidden is among them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from conftest import ROOT
from kumin.definitions import HouseStyle, MultipleQuestion, SingleQuestion
from kumin.definitions.files.lone_survey import lone_survey
from kumin.disclosure.classes import classes
from kumin.disclosure.published import release
from kumin.estimation import means
from kumin.numbers import percent_of, printed
from kumin.reporting.answers import scale_of
from kumin.reporting.groups import Tested as Measured
from kumin.reporting.groups import leads
from kumin.reporting.questions import Reported, _by_group, _clears, _order
from kumin.reporting.years import earlier_options, joined_row
from kumin.tables.axes import design_of
from kumin.words import Words
from kumin.words.survey_report.sentences import sentences
from kumin.words.survey_report.style import StyledWords
from kumin.writers.files import write_result


@pytest.mark.parametrize(
    ("labels", "scores"),
    [
        ("そう思う どちらともいえない そう思わない", {1: 1, 2: 0, 3: -1}),
        ("満足 やや満足 どちらともいえない", None),
        ("不満 やや不満 どちらともいえない", None),
    ],
)
def test_a_scale_has_two_sides(labels: str, scores: dict[int, int] | None) -> None:
    options = dict(enumerate(labels.split(), 1))
    scale = scale_of(SingleQuestion(id="q", type="single", text="問", header="問1", options=options))
    assert (scale and scale.scores) == scores


def test_every_number_said_is_that_of_the_answers(sample_survey: Reported) -> None:
    checked = 0
    for question in sample_survey.questionnaire.closed():
        for fact in sample_survey.facts(question):
            for one in fact.numbers:
                if one.n_base is None or one.mean is not None:
                    continue
                rows = sample_survey.coded
                if one.axis is not None:
                    rows = rows.filter(pl.col(one.axis) == int(one.category or 0))
                for id_, codes in question.ask_if.items():
                    rows = rows.filter(pl.col(id_).is_in(codes))
                if question.type == "single":
                    given = rows[question.id].drop_nulls()
                    n, base = int(given.is_in(one.options).sum()), given.len()
                else:
                    asked = rows.filter(pl.col(question.id).is_not_null())
                    n, base = int(asked[question.column(one.options[0])].sum()), asked.height
                assert (one.n_positive, one.n_base) == (n, base)
                assert one.percent == pytest.approx(float(percent_of(n, base, 1)))
                assert not 0 <= n < 5 or one.axis is None
                checked += 1
    assert checked > 50


def test_a_rise_or_a_difference_is_said_only_after_the_adjustment(sample_survey: Reported) -> None:
    facts = [fact for one in sample_survey.questionnaire.closed() for fact in sample_survey.facts(one)]
    said = [one for fact in facts if fact.kind in ("groups", "changed") for one in fact.numbers]
    assert said
    assert all(one.p is not None and one.p < 0.05 and one.direction for one in said)
    assert {"groups_alike", "unchanged"} & {fact.kind for fact in facts}


def test_a_side_of_a_scale_changed_where_the_plans_indicator_did(sample_survey: Reported) -> None:
    place = ROOT / "sample_data/tsurumi"
    result = kumin.run(ROOT / "schemas/tsurumi/r05", place / "r05", previous=place / "r04")
    survey = sample_survey
    changes = {row["indicator"]: row for row in result.frames["changes"].iter_rows(named=True)}
    estimates = {row["indicator"]: row for row in result.estimates.iter_rows(named=True)}
    compared = []
    for _, one in result.plan.plan.indicators():
        question = survey.questionnaire.by_id.get(one.question or "")
        if one.survey != "residents" or not isinstance(question, SingleQuestion):
            continue
        side = tuple(sorted(one.positive or ()))
        scale = scale_of(question)
        assert scale is not None
        assert sorted(scale.top) == list(side)
        said = {number.options: number for fact in survey.facts(question) if fact.kind == "changed"
                for number in fact.numbers}  # fmt: skip
        row = changes[one.id]
        assert (side in said) == (row["statement"] in ("rose", "fell")), one.id
        if side in said:
            assert said[side].change == pytest.approx(row["change_points"], abs=0.05)
        rows = [row for row in survey.options.filter(question=question.id).to_dicts() if row["option"] in side]
        joined = joined_row(rows, 1)
        assert joined is not None
        for name in ("proportion", "se", "lower", "upper"):
            assert joined[name] == pytest.approx(estimates[one.id][name], abs=2e-4), (one.id, name)
        compared.append(side in said)
    assert compared.count(True) == 3
    assert len(compared) == 9


def test_no_side_is_joined_of_hidden_or_weighted_options() -> None:
    of_one = {"n_base": 400, "level": 0.95, "method": "wilson", "se": 0.02}
    rows = [of_one | {"n_positive": n, "proportion": n / 400} for n in (80, 120)]
    assert joined_row(rows, 1) is not None
    for wrong in ({"n_positive": None}, {"proportion": 0.25}, {"method": "finite_exact"}, {"se": None}):
        assert joined_row([rows[0], rows[1] | wrong], 1) is None


def test_scores_of_a_scale_stand_about_its_middle(sample_survey: Reported) -> None:
    scales = [scale for one in sample_survey.questionnaire.closed() if (scale := scale_of(one)) is not None]
    assert scales
    for scale in scales:
        assert all(scale.scores[code] > 0 for code in scale.top)
        assert all(scale.scores[code] < 0 for code in scale.bottom)


def test_no_option_is_named_that_a_hidden_one_may_come_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = "options: {1: a, 2: b, 3: c, 4: d}"
    text = f"id: q\ntitle: 調査\nquestions:\n  - {{id: a, text: a, header: a, type: single, {options}}}\n"
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    answers = [1] * 300 + [2] * 260 + [3] * 80 + [4] * 60
    (tmp_path / "a.csv").write_text("a\n" + "".join(f"{one}\n" for one in answers), encoding="utf-8")
    loaded = lone_survey(kumin.load_questionnaire(tmp_path / "q.yaml"), tmp_path / "q.yaml", 2023, "random")
    survey = Reported(release(kumin.run(loaded, tmp_path / "a.csv")), "survey", ())
    (question,) = survey.questionnaire.closed()
    group = survey.groups(question)[0]
    order = [option for option in group.options if option.n]

    def kind(*hidden: int) -> tuple[str, int]:
        options = tuple(replace(one, n=None, percent=None) if one.code in hidden else one for one in group.options)
        shown = [one for one in order if one.code not in hidden]
        fact = _order(survey, question, shown, replace(group, options=options))
        return fact.kind, len(fact.numbers)

    assert kind() == ("close", 3)
    # c and d are hidden: 140 people chose them
    assert kind(3, 4) == ("close", 2)
    # b is hidden: 260 people chose it, more than c and d, and as many as a within sampling error
    assert kind(2) == ("only", 1)
    # as many people may have chosen d, which is hidden, as c: which of them is third is not known
    last = (replace(group.options[2], n=60), replace(group.options[3], n=None, percent=None, n_high=60))
    known = (*group.options[:2], last[0])
    assert len(_order(survey, question, known, replace(group, options=(*group.options[:2], *last))).numbers) == 2
    fewer = replace(last[1], n_high=59)
    options_ = (*group.options[:2], last[0], fewer)
    assert len(_order(survey, question, known, replace(group, options=options_)).numbers) == 3
    # nor is any the first where as many may have chosen the hidden one
    for most, shown in ((300, 0), (299, 3)):
        hidden = replace(last[1], n_high=most)
        told = replace(group, n_base=1000, options=(*group.options[:2], last[0], hidden))
        monkeypatch.setattr(Reported, "groups", lambda _, question, told=told: [told])
        assert len(survey.order(question)) == shown
    assert _clears(replace(group.options[0], n=450, percent=64.3, lower=0.607), 250, 700)
    assert not _clears(replace(group.options[0], n=360, percent=51.4, lower=0.477), 340, 700)


def test_a_group_that_is_tested_alone_is_not_said_to_differ(
    sample_survey: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = next(one for one in sample_survey.questionnaire.closed() if not one.attribute)
    groups = [one for one in sample_survey.groups(question) if one.axis == "sex"][:2]
    both = [Measured(one, residual, 0.001) for one, residual in zip(groups, (4.0, -4.0), strict=True)]
    for found, kinds in ((both, ["groups"]), (both[:1], [])):
        monkeypatch.setattr(Reported, "tested", lambda _, question, found=found: found)
        assert [fact.kind for fact in _by_group(sample_survey, question)] == kinds


@pytest.mark.parametrize(("asked", "told"), [("", 4), (", ask_if: {a: [1]}", None)])
def test_who_did_not_answer_a_number_is_counted_only_where_everyone_was_asked(
    asked: str, told: int | None, tmp_path: Path
) -> None:
    text = (
        "id: q\ntitle: 調査\nquestions:\n  - {id: a, text: a, header: a, type: single, options: {1: a, 2: b}}\n"
        f"  - {{id: n, text: n, header: n, type: number, minimum: 0, maximum: 9{asked}}}\n"
    )
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("a,n\n" + "1,3\n" * 56 + "1,\n" * 4, encoding="utf-8")
    loaded = lone_survey(kumin.load_questionnaire(tmp_path / "q.yaml"), tmp_path / "q.yaml", 2023, "random")
    survey = Reported(release(kumin.run(loaded, tmp_path / "a.csv")), "survey", ())
    assert survey.no_answer(survey.questionnaire.by_id["n"]) == told


def test_no_class_of_a_histogram_is_small_and_its_ends_are_open() -> None:
    values = pl.Series([float(n % 37) for n in range(300)] + [500.0])
    found = classes(values, 5)
    assert sum(one.n for one in found) == 301
    assert all(one.n >= 5 for one in found)
    assert found[0].low is None
    assert found[-1].high is None
    assert [one.n for one in classes(pl.Series([3.0] * 4), 5)] == [4]


def test_a_years_answers_are_kept_for_the_next(mini: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    write_result(result, mini / "results" / "2023", reports=False)
    kept = json.loads((mini / "results" / "2023" / "result.json").read_text(encoding="utf-8"))["options"]
    assert {row["question"] for row in kept["residents"]} == {"children", "safe", "childcare", "media"}
    years = earlier_options(result.plan, 2024)
    assert [year.fiscal_year for year in years["residents"]] == [2023]
    rows = years["residents"][0].of(result.plan.questionnaires["residents"].by_id["safe"])  # type: ignore[arg-type]
    assert rows is not None
    assert {code: row["n_positive"] for code, row in rows.items()} == {1: 20, 2: 20, 3: 20}
    assert earlier_options(result.plan, 2023) == {}


def test_sentences_print_the_numbers_they_rest_on(sample_survey: Reported) -> None:
    words = StyledWords(Words.of("ja"), HouseStyle())
    said = [one.record() for q in sample_survey.questionnaire.questions for one in sentences(sample_survey, q, words)]
    assert len(said) > 50
    for one in said:
        percents = {f"{printed(number['percent'], 1)}%" for number in one["numbers"] if "percent" in number}
        shown = set(re.findall(r"[0-9.]+%", one["text"]))
        if one["kind"] == "changed":
            changes = {printed(abs(number["change"]), 1) for number in one["numbers"]}
            assert set(re.findall(r"([0-9.]+)ポイント", one["text"])) == changes
        else:
            assert shown == percents, one
        if one["kind"] in ("groups", "changed"):
            assert all(number["p"] < 0.05 for number in one["numbers"])
        assert ("増加" in one["text"] or "減少" in one["text"]) == (one["kind"] == "changed")
        assert ("で高く" in one["text"] or "で低く" in one["text"]) == (one["kind"] == "groups")
        if one["kind"] in ("groups_alike", "unchanged", "close"):
            assert "大きな" in one["text"]


def test_what_leads_is_asked_of_all_questions_in_one_pass(
    sample_survey: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when each is asked by itself."""
    calls = []

    def counted(*given: Any, **named: Any) -> pl.DataFrame:
        calls.append(given[1])
        return means(*given, **named)

    monkeypatch.setattr("kumin.reporting.groups.means", counted)
    survey = Reported(sample_survey.published, sample_survey.key, ())
    found = dict(survey.leads)
    assert len(calls) == 1
    assert list(found) == list(calls[0])
    assert len(found) > 5
    assert set(found.values()) == {True, False}
    design = design_of(survey.published.result, survey.key)
    for id_, ahead in found.items():
        question = survey.questionnaire.by_id[id_]
        assert isinstance(question, SingleQuestion | MultipleQuestion)
        first, second = survey.order(question)[:2]
        pair = {id_: (first.code, second.code)}
        assert leads(survey.coded, survey.questionnaire, pair, design, 0.95) == {id_: ahead}
