"""`kumin judge` checks what a plan publishes from percents and n alone."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kumin
from kumin.cli import cli
from kumin.definitions import Published
from kumin.disclosure.published import release
from kumin.errors import UsageError
from kumin.judgement import Flag
from kumin.judgement.measures.stated import unique_count
from kumin.judgement.published import CHECKS, check_published
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.judgement.year import counts_of
from kumin.messages import catalogue
from kumin.numbers import percent_of
from kumin.words import Words
from kumin.words.audit import audit_lines
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.indicators.verdict import headline_sentences, verdict_label
from kumin.words.words import words_of
from kumin.writers.document import write_document
from kumin.writers.page.page import draft_page

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


@settings(deadline=None)
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


LIKED, POINTS = "question: q1, points: {1: 2, 2: -2}", "question: n, unit: 点"
OF_BOTH = f"parts: [{{{LIKED}}}, {{question: n}}]"
SHARES = "parts: [{question: q1, positive: [1]}, {question: q1, positive: [2]}], unit: ポイント"


@pytest.mark.parametrize(
    ("measure", "result", "found"),
    [
        (POINTS, "5.3", ("5.3", "1;5")), (POINTS, "0.9", ("0.9", "1;5")), (POINTS, "5", None), (POINTS, "1.0", None),
        (f"{LIKED}, unit: 点", "2.1", ("2.1", "-2;2")), (f"{LIKED}, unit: 点", "-2", None),
        (f"combine: mean, {OF_BOTH}, unit: 点", "3.6", ("3.6", "-0.5;3.5")),
        (f"combine: difference, {OF_BOTH}, unit: 点", "1.5", ("1.5", "-7;1")),
        (f"combine: ratio, {OF_BOTH}, unit: 倍", "99", None),
        (f"combine: difference, {SHARES}", "-100.1", ("-100.1", "-100;100")),
        (f"combine: difference, {SHARES}", "-100", None),
    ],
)  # fmt: skip
def test_a_number_beyond_the_ends_of_its_scale_is_found_in_every_year(
    tmp_path: Path, measure: str, result: str, found: tuple[str, str] | None
) -> None:
    folder = plan(tmp_path, result, history=f"2021: {result}, 2022: 1")
    scale = "\n  - {id: n, text: 点, header: 問2, type: number, minimum: 1, maximum: 5}"
    asked = QUESTIONNAIRE.replace("questions: [", "questions:\n  - ").replace("}]", "}").rstrip() + scale
    (folder / "q.yaml").write_text(asked, encoding="utf-8")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("question: q1, positive: [1]", measure, 1), encoding="utf-8")
    judged = kumin.judge_published(folder)
    rows = judged.frames["audit"].select("check", "fiscal_year", "stated", "expected").rows()
    assert rows == ([] if found is None else [("beyond_scale", year, *found) for year in (2021, 2023)])
    assert (Flag.PUBLISHED_DO_NOT_AGREE in judged.items[0].flags) == (found is not None)
    said = " ".join(audit_lines(judged, Words.of("ja")))
    assert ("値がとりうる範囲にあるか 3 件" in said) == ("ratio" not in measure)
    assert found is None or f"{found[0]} は、調査票からこの値がとりうる {found[1].replace(';', '～')} の外" in said


def test_earlier_years_are_checked_and_weighted_percents_are_not(tmp_path: Path) -> None:
    folder = plan(tmp_path, "{percent: 52.4, n: 500}", history="2022: {percent: 33.4, n: 3}")
    row = kumin.judge_published(folder).frames["audit"].row(0, named=True)
    assert (row["check"], row["fiscal_year"], row["indicator"], row["n"]) == ("percent_of_n", 2022, "x", 3)
    assert list(check_published(Published(percent=33.4, n=3), 1, weighted=True)) == []


@pytest.mark.parametrize(
    ("result", "more", "told"),
    [
        ("{percent: 57, n: 7}", "", True), ("{percent: 57.1, n: 7}", "", False), ("{percent: 56, n: 7}", "", False),
        ("{percent: 57, n: 7}", "decimals: 1\n", False), ("{percent: 57, n: 7}", "decimals: 0\n", False),
    ],
)  # fmt: skip
def test_whole_percents_are_not_taken_for_wrong_where_no_decimals_are_stated(
    tmp_path: Path, result: str, more: str, told: bool
) -> None:
    """4 of 7 is 57%: nobody said that 57.0% was meant."""
    found = kumin.judge_published(plan(tmp_path, result, more=more))
    for lang in ("ja", "en"):
        said = [line for line in audit_lines(found, Words.of(lang)) if "decimals: 0" in line]
        assert len(said) == told
    assert ("decimals: 0" in more) <= found.frames["audit"].is_empty()


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
    # wording and n stand in both plans: the change is one
    assert (change["statement"], change["previous_n"]) == ("rose", 500)
    assert change["lower_points"] > 0
    of_the_plan = kumin.judge_published(new, previous=old).frames["changes"].row(0, named=True)
    assert of_the_plan == change | {"source": "plan"}


def test_every_check_has_words() -> None:
    assert all(f"audit_{check}" in catalogue() for check in CHECKS)


def lines(folder: Path, lang: str = "ja", **more: Any) -> dict[str, str]:
    result = kumin.judge_published(folder, **more)
    return {line.code: "".join(line.said) for line in criticism_lines(result, "x", Words.of(lang))}


def test_the_lines_of_a_published_plan_have_its_bounds_rates_and_disagreements(tmp_path: Path) -> None:
    survey = "invited: 1000, undeliverable: 10, responded: 600, response_rate: 61.0"
    said = lines(plan(tmp_path, "{percent: 65.9, n: 530, count: 349, mark: B}", survey=survey,
                      history="2022: {percent: 33.4, n: 3}"))  # fmt: skip
    assert "60.6%（届いた 990通のうち 600人）" in said["respondents"]
    assert "回収率は 61.0% と書かれていますが、回収数と発送数からは 60.0%か60.6% です" in said["respondents"]
    assert "460人（発送 1,000 － 不着 10 － 母数 530）" in said["nonresponse"]
    assert "35.3%～81.7%" in said["nonresponse"]
    assert "33.4% は n=3 のうち何人であっても" in said["past"]
    assert "人数と n=530 から計算すると 65.8%" in said["publication"]
    assert "達成状況は「B」と書かれていますが、規則によると「A」です" in said["publication"]


def test_bounds_hold_for_every_count_that_is_printed_alike(tmp_path: Path) -> None:
    """65.8% of 5,300 may be 3,485 to 3,490 people: the bounds hold the bounds of each."""
    folder = plan(tmp_path, "{percent: 65.8, n: 5300}", survey="invited: 6000")
    row = kumin.judge_published(folder).frames["bounds"].row(0, named=True)
    counts = [k for k in range(5301) if percent_of(k, 5300) == Fraction(658, 10)]
    assert len(counts) > 1
    assert row["lower_percent"] == pytest.approx(100 * min(counts) / 6000)
    assert row["upper_percent"] == pytest.approx(100 * (max(counts) + 700) / 6000)


@pytest.mark.parametrize(
    ("result", "survey", "why"),
    [
        ("52.4", "invited: 1000", "why_no_n"),
        ("{percent: 52.4, n: 500}", "responded: 500", "why_no_letters"),
        ("{percent: 50.9, n: 10}", "invited: 1000", "why_percent_not_of_n"),
        ("{percent: 52.4, n: 500}", "invited: 499", "why_n_above_letters"),
    ],
)
def test_where_there_are_no_bounds_the_reason_is_the_one_that_holds(
    tmp_path: Path, result: str, survey: str, why: str
) -> None:
    assert catalogue()[why][0] in lines(plan(tmp_path, result, survey=survey))["nonresponse"]


def test_a_published_census_has_no_sampling_error(tmp_path: Path) -> None:
    folder = plan(tmp_path, "{percent: 60.0, n: 30}", survey="invited: 36, sampling: census")
    (one,) = kumin.judge_published(folder).items
    assert one.verdict[Cause.SAMPLING].turned is None
    # 18 of 36 still meet 50%: nobody who did not answer can turn it, and how blanks were counted is not known
    assert one.verdict[Cause.NONRESPONSE].turned is Turned.NO
    assert verdict_label(one, Words.of("ja")) == "答えなかった人によらず達成"
    said = " ".join(headline_sentences(one, Words.of("ja")))
    assert "無回答などの数え方で変わるかどうかは分かりません" in said
    assert "答えなかった人しだい" not in said
    assert "標本誤差" not in "".join(lines(folder).values())


def test_volunteers_that_a_plan_publishes_have_none_to_state(tmp_path: Path) -> None:
    folder = plan(tmp_path, "{percent: 80.0, n: 500}", survey="invited: 990, sampling: volunteers")
    (one,) = kumin.judge_published(folder).items
    assert one.verdict.reasons == ("not_random",)


def test_a_percent_that_no_count_gives_is_sure_of_nothing(tmp_path: Path) -> None:
    (one,) = kumin.judge_published(plan(tmp_path, "{percent: 95.55, n: 100}")).items
    assert one.verdict.step is Step.UNKNOWN
    assert one.verdict.reasons == ("percent_not_of_n",)


def test_a_weighted_percent_is_of_no_count_and_is_not_reproached_with_it(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("q1,population\n1,400\n2,600\n", encoding="utf-8")
    folder = plan(
        tmp_path, "{percent: 95.55, n: 100}", history="2022: {percent: 33.4, n: 3}", more="official: raked\n",
        survey="invited: 1000, population: people.csv, weighting: {rake: [q1]}",
    )  # fmt: skip
    (one,) = kumin.judge_published(folder).items
    assert not one.flags & {Flag.PERCENT_NOT_OF_N, Flag.PUBLISHED_DO_NOT_AGREE}
    assert "percent_not_of_n" not in one.verdict.reasons
    said = lines(folder)
    assert catalogue()["why_weighted"][0] in said["rounding"]
    assert catalogue()["why_weighted"][0] in said["nonresponse"]


def test_a_plan_whose_question_was_another_shows_no_rise(tmp_path: Path) -> None:
    """Wording stands in both plans: where it differs nothing rose, and old and new stand side by side."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    old, new = plan(tmp_path / "a", "{percent: 40.0, n: 500}"), plan(tmp_path / "b", "{percent: 65.8, n: 530}")
    (old / "plan.yaml").write_text((old / "plan.yaml").read_text("utf-8").replace("2023", "2022"), "utf-8")
    (old / "q.yaml").write_text(QUESTIONNAIRE.replace("感じるか", "思うか"), encoding="utf-8")
    said = lines(new, previous=old)
    assert "設問文が違うため、増減として比べられません" in said["change"]
    assert "「思うか」→「感じるか」" in said["wording"]
    assert "令和4年度 40.0%（n=500、その年度の運営方針）" in said["past"]


@pytest.mark.parametrize(("change", "code"), [(("2023", "2024"), "years_not_in_order"),
                                              (("2023", "2023"), "years_not_in_order"),
                                              (("試験区", "別の区"), "years_of_two_wards")])  # fmt: skip
def test_a_year_before_is_earlier_and_of_the_same_ward(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    old, new = plan(tmp_path / "a", "{percent: 40.0, n: 500}"), plan(tmp_path / "b", "{percent: 65.8, n: 530}")
    (old / "plan.yaml").write_text((old / "plan.yaml").read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(UsageError) as refused:
        kumin.judge_published(new, previous=old)
    assert refused.value.code == code


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_page_and_document_list_the_disagreements(tmp_path: Path, lang: str) -> None:
    result = kumin.judge_published(plan(tmp_path, "{percent: 50.9, n: 10, mark: B}"))
    words = words_of(result, lang)
    expected = list(audit_lines(result, words))
    assert len(expected) == 3
    page = draft_page(release(result), lang).html.replace("&#39;", "'")
    section = page.partition('<h2 id="audit">')[2].partition("</section>")[0]
    write_document(release(result), tmp_path / "report.docx", lang)
    paragraphs = [one.text for one in docx.Document(str(tmp_path / "report.docx")).paragraphs]
    for said in expected:
        assert f"<li>{said}</li>" in section
        assert said in paragraphs


@pytest.mark.parametrize(("count", "turned"), [(545, Turned.YES), (600, Turned.NO)])
def test_any_count_that_a_past_percent_is_printed_of_may_turn_a_mark(
    tmp_path: Path, count: int, turned: Turned
) -> None:
    """50% of 1,000 are 495 to 504 people: 54.5% is beyond sampling error of the fewest, but not of the most."""
    target = "target: {raise: {points: 0}}"

    def judged(past: str) -> tuple[Turned | None, float]:
        folder = plan(tmp_path, f"{{count: {count}, n: 1000}}", history=f"2022: {past}", more="decimals: 0\n")
        text = (folder / "plan.yaml").read_text(encoding="utf-8").replace("target: {at_least: 50}", target)
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        (one,) = kumin.judge_published(folder).items
        assert one.change is not None
        return one.verdict[Cause.SAMPLING].turned, one.change.lower or 0.0

    printed = judged("{percent: 50, n: 1000}")
    every = [judged(f"{{count: {one}, n: 1000}}") for one in (495, 504)]
    assert printed[0] is turned
    assert (printed[0] is Turned.NO) == all(one[0] is Turned.NO for one in every)
    assert printed[1] < judged("{percent: 50.0, n: 1000, count: 500}")[1]
