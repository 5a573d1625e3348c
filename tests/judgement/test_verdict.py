"""One verdict an indicator: what turns it, each with its number, and nothing that is said of it says otherwise."""

from __future__ import annotations

import math
import shutil
from fractions import Fraction
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kumin
from conftest import ROOT, command
from kumin.definitions import Plan
from kumin.definitions.goal import Goal
from kumin.judgement import judge_all
from kumin.judgement.change import published_year
from kumin.judgement.flags import Flag
from kumin.judgement.judgement import Judgement
from kumin.judgement.surveys.weighting import merged_classes
from kumin.judgement.verdicts.causes import Beside
from kumin.judgement.verdicts.turning import verdict_of
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.judgement.year import counts_of
from kumin.numbers import percent_of
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.verdict import distinct, verdict_label
from kumin.writers.terminal.run import render
from told_tools import told_of

DATA = ROOT / "tests" / "data" / "judgement"
JA, EN = Words.of("ja"), Words.of("en")


def run(name: str, previous: Path | None = None) -> Result:
    folder = DATA / name
    return kumin.run(folder / "plan.yaml", {"residents": folder / "residents.csv"}, previous=previous)


def told(result: Result, words: Words = JA) -> str:
    (one,) = result.items
    key = one.indicator.id
    return "\n".join(told_of(result, key, words))


def test_a_target_that_is_a_surveys_result_has_an_error_of_its_own() -> None:
    """70% of 400 now, 60% of 100 before: by Newcombe the difference may be nothing."""
    result = run("raise_contra")
    (one,) = result.items
    turn = one.verdict[Cause.SAMPLING]
    assert (one.mark.mark, one.verdict.step, turn.turned) == ("A", Step.DEPENDS, Turned.YES)
    now, before = published_year(0.7, 400, population=90_000), published_year(0.6, 100)
    low = 10 - 100 * math.hypot(0.7 - now["lower"], before["upper"] - 0.6)
    high = 10 + 100 * math.hypot(now["upper"] - 0.7, 0.6 - before["lower"])
    assert turn.lower == pytest.approx(low, abs=0.01)
    assert turn.upper == pytest.approx(high, abs=0.01)
    assert low < 0 < high
    assert "目標は過去の調査の結果で" in told(result)
    assert "によらず達成" not in told(result) + render(result, JA)
    assert one.evidence is not None
    assert one.evidence.probability_met is None


def test_without_the_n_of_the_year_it_refers_to_nothing_is_sure() -> None:
    plan = small_plan({"raise": {"points": 0}}, history={2022: 10.0})
    (one,) = judge_all(pl.DataFrame([estimate(390, 400)]), plan).items
    assert one.verdict.step is Step.UNKNOWN
    assert one.verdict.reasons == ("reference_n", "earlier_definitions")
    assert "目標のもとになった年度の標本誤差が分からない" in verdict_label(one, JA)


def test_whatever_they_answer_means_every_letter() -> None:
    """60 of 100 in the base of 200 answers, 220 letters: all 20 against it are 60 of 120, under 54."""
    result = run("whatever")
    turn = result.items[0].verdict[Cause.NONRESPONSE]
    assert (turn.turned, turn.mark, turn.n, turn.lower) == (Turned.YES, "B", 20, 50.0)
    assert "どう答えていたとしても" not in told(result)
    assert "答えなかった 20人（発送 220 － 有効 200）" in told(result)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 7),
    st.sampled_from(["at_least", "more_than", "at_most", "less_than"]), st.integers(0, 100), st.sampled_from([0, 1]),
)  # fmt: skip
def test_the_worst_case_is_that_of_all_possible_answers(
    counts: tuple[int, int], silent: int, comparison: str, target: int, decimals: int
) -> None:
    """Everybody who did not answer may be in the base or not, and answer either way: each case is tried."""
    from kumin.judgement.goals import Marking

    (k, n), goal = counts, Goal.of(comparison, target)
    marking = Marking(goal, decimals=decimals)
    cases = [(k + j, n + j + no) for j, no in product(range(silent + 1), repeat=2) if j + no <= silent]
    marks = {"A" if goal.met(percent_of(*case, decimals)) else "B" for case in cases}
    ends = [Fraction(100 * k, n + silent), Fraction(100 * (k + silent), n + silent)]
    assert (len(marking.marks_within(*ends) | {marking.mark(Fraction(100 * k, n))}) > 1) == (len(marks) > 1)


def test_a_census_speaks_of_those_who_did_not_answer_and_of_no_sampling_error() -> None:
    result = run("census_partial")
    (one,) = result.items
    assert one.verdict[Cause.SAMPLING].turned is None
    assert one.verdict[Cause.NONRESPONSE].lower == pytest.approx(100 * 30 / 36)
    assert "数え方によらず達成" in verdict_label(one, JA)
    shown = render(result, JA, detail=True)
    assert "標本誤差" not in shown
    assert "sampling error" not in render(result, EN, detail=True).lower()
    assert "答えなかった 5人（発送 36 － 有効 31）" in shown


def test_a_target_that_moved_is_told_with_old_and_new() -> None:
    before = run("target_moved/2022")
    result = kumin.run(
        DATA / "target_moved" / "2023", {"residents": DATA / "target_moved/2023/residents.csv"}, previous=before
    )
    (one,) = result.items
    assert (one.mark.mark, one.verdict.step, one.verdict[Cause.TARGET_MOVED].mark) == ("A", Step.DEPENDS, "B")
    assert Cause.TARGET_MOVED in one.verdict.conditions
    assert Flag.TARGET_MOVED in one.flags
    assert "目標 50%以上 → 40%以上" in told(result)
    assert "変わる前の目標なら、判定は B です" in told(result)
    assert "target ≥ 50% → ≥ 40%" in told(result, EN)


def test_compare_tells_it_too(tmp_path: Path) -> None:
    for year in (2022, 2023):
        place = DATA / "target_moved" / str(year)
        done = command("run", place, "--answers", f"residents={place / 'residents.csv'}", "--out", tmp_path / str(year))
        assert done.returncode == 0, done.stderr
    assert "目標 50%以上 → 40%以上" in command("compare", tmp_path / "2022", tmp_path / "2023").stdout


def test_nothing_rose_where_the_question_was_another() -> None:
    previous = run("wording_years/2022")
    result = kumin.run(
        DATA / "wording_years/2023", {"residents": DATA / "wording_years/2023/residents.csv"}, previous=previous
    )
    assert result.frames["changes"]["statement"].to_list() == ["not_comparable"]
    shown = told(result) + render(result, JA)
    for word in ("増えた", "減った", "上がりました", "下がりました"):
        assert word not in shown
    assert "設問文: 「この町は安全だと感じる」→「この町は安全で住みやすいと感じる」" in told(result)


def test_where_the_base_alone_is_another_last_years_answers_are_counted_anew(tmp_path: Path) -> None:
    """200 of 450 were 44.4%; without わからない they are 200 of 400."""
    shutil.copytree(DATA / "basechg", tmp_path / "plans")
    answers = tmp_path / "last"
    answers.mkdir()
    shutil.copy(DATA / "basechg/2022/residents.csv", answers / "residents.csv")
    place = tmp_path / "plans" / "2023"
    result = kumin.run(place, {"residents": place / "residents.csv"}, previous=answers)
    row = result.frames["changes"].row(0, named=True)
    assert (row["source"], row["previous_percent"], row["change_points"]) == ("recomputed", 50.0, 7.5)
    assert row["statement"] != "not_comparable"
    assert "母数を今年度に合わせて計算し直したもの" in told(result)
    # of a result alone it cannot be counted anew
    plain = kumin.run(place, {"residents": place / "residents.csv"}, previous=run("basechg/2022"))
    assert plain.frames["changes"]["statement"].to_list() == ["not_comparable"]


def test_an_exact_comparison_names_the_exact_value() -> None:
    """1,799 of 2,000 print as 90.0 and are 89.95."""
    result = run("exactcmp")
    (one,) = result.items
    assert (one.mark.mark, one.verdict[Cause.ROUNDING].mark) == ("B", "A")
    assert "四捨五入する前の値 89.950% で判定しています。公表する値 90.0% で判定すると A です" in told(result)
    assert distinct(Fraction(899999, 10_000), 0) == "89.9999"
    # a value that is as it was published is told with two decimals more
    assert distinct(Fraction(90), 0) == "90.00"


def test_a_rate_is_printed_and_judged_as_it_is_printed() -> None:
    bands = [{"mark": "良", "at_least": 66.7}, {"mark": "可"}]
    scales = {"s": {"metric": "ratio", "bands": bands}}
    for compare, mark in (("published", "良"), ("exact", "可")):
        plan = small_plan({"at_least": 90, "scale": "s", "compare": compare}, scales=scales)
        (one,) = judge_all(pl.DataFrame([estimate(600, 1000)]), plan).items
        assert one.mark.mark == mark


def test_percent_and_n_that_cannot_belong_together_are_found() -> None:
    """Every count of every small base is printed, and every percent of a tenth looked up among them."""
    for n in range(1, 40):
        printed = {percent_of(k, n): k for k in range(n + 1)}
        for tenths in range(1001):
            percent = Fraction(tenths, 10)
            assert list(counts_of(percent, n, 1)) == [k for p, k in printed.items() if p == percent]


def test_small_classes_are_merged_with_the_next_and_the_last_with_the_one_before() -> None:
    people = pl.DataFrame({"age": [1, 2, 3, 4, 5], "population": [10, 10, 10, 10, 10]})
    answers = pl.DataFrame({"age": [2] * 8 + [3] * 2 + [4] * 9 + [5] * 4})
    assert merged_classes(answers, people) == {"age": ((1, 2), (3, 4, 5))}
    assert merged_classes(pl.DataFrame({"age": [1, 2]}), people) == {}


def test_an_age_without_answers_is_matched_with_the_next_and_not_all_ages_left_out(tmp_path: Path) -> None:
    import csv
    import unicodedata

    source = ROOT / "sample_data" / "tsurumi" / "r05" / "residents.csv"
    head, *rows = csv.reader(source.read_text(encoding="cp932").splitlines())
    column = head.index("問２")
    kept = [row for row in rows if unicodedata.normalize("NFKC", row[column]).strip() != "1"]
    with (tmp_path / "residents.csv").open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows([head, *kept])
    result = kumin.run(ROOT / "schemas" / "tsurumi" / "r05", {"residents": tmp_path / "residents.csv"})
    weights = {row["weighting"]: row for row in result.frames["weights"].to_dicts()}
    assert weights["poststratified"]["dimensions"] == "sex;age"
    assert weights["poststratified"]["merged"] == "age=1+2"
    shown = render(result, JA, detail=True)
    assert "年齢の18～29歳・30～39歳を1つの区分として合わせています" in shown
    assert "事後層化による補正は、小学校区の構成には合わせていません" in shown


def test_ranks_paths_and_points_are_printed_as_they_are_read() -> None:
    result = kumin.judge_published(DATA / "rank_targets.yaml")
    shown = render(result, JA)
    assert "3位以内" in shown
    assert "3位以下" not in shown
    assert "54.3%以上" in shown
    assert "+5.0ポイント" in shown
    assert "+5.0%" not in shown
    path = render(kumin.judge_published(DATA / "fukuoka_path_decimals.yaml"), JA)
    assert "44.9%以上" in path
    assert "44.86" not in path
    assert "（）" not in path + shown


@pytest.mark.parametrize("n", [1, 2])
def test_hardly_any_answers_are_warned_of(n: int) -> None:
    (one,) = judge_all(
        pl.DataFrame([estimate(n, n, not_estimable="one_row" if n == 1 else None)]), small_plan({"at_least": 10})
    ).items
    assert one.verdict.step is not Step.FIRM
    assert Flag.SMALL_BASE in one.flags


def small_plan(target: dict[str, object], **more: object) -> Plan:
    scales = more.pop("scales", {})
    indicator = {"id": "1", "text": "指標", "survey": "s", "question": "q", "positive": [1], "target": target, **more}
    return Plan.model_validate(
        {
            "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023, "scales": scales,
            "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml"}},
            "issues": [{"id": 1, "title": "課題", "indicators": [indicator]}],
        }
    )  # fmt: skip


def estimate(k: int, n: int, **more: object) -> dict[str, object]:
    return {"indicator": "1", "survey": "s", **published_year(k / n, n), "n_positive": k, "method": "wilson", **more}


MARKS = st.sampled_from(["A", "B"])


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    """A judgement of a small plan, and whatever may be known beside it."""
    n = draw(st.integers(1, 400))
    plan = small_plan({draw(st.sampled_from(["at_least", "at_most"])): draw(st.integers(0, 100))})
    (one,) = judge_all(pl.DataFrame([estimate(draw(st.integers(0, n)), n)]), plan).items
    rules = [{"judgement": one.mark.mark, "in_plan": True, "percent": 50.0, "rule": "answered"}]
    rules += draw(
        st.lists(
            st.fixed_dictionaries(
                {"judgement": MARKS, "in_plan": st.just(value=False), "percent": st.just(40.0), "rule": st.just("all")}
            ),
            max_size=2,
        )
    )
    weighted = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "judgement": MARKS,
                    "official": st.just(value=False),
                    "value": st.just(45.0),
                    "weighting": st.just("raked"),
                }
            ),
            max_size=2,
        )
    )
    low, high = draw(MARKS), draw(MARKS)
    depends = {low, high} != {one.mark.mark}
    worst = {
        "judgement_lower": low,
        "judgement_upper": high,
        "judgement_depends": depends,
        "turns_to": next((mark for mark in (low, high) if mark != one.mark.mark), None),
        "lower": 1.0,
        "upper": 99.0,
        "n_missing": 9,
    }
    beside = Beside(
        sampling=draw(st.sampled_from(["random", "census", "volunteers"])),
        rules=draw(st.sampled_from([(), rules])), weighted=weighted, worst=draw(st.sampled_from([None, worst])),
        returned=draw(st.sampled_from([None, 0.001, 0.4])),
    )  # fmt: skip
    from kumin.judgement.judge import judged_with

    return judged_with(one, beside, {})


@settings(max_examples=300, deadline=None)
@given(judgements())
def test_label_column_flags_and_sentences_never_contradict_each_other(one: Judgement) -> None:
    from kumin.judgement.rows import judgement_row

    verdict, row = one.verdict, judgement_row(one)
    turned = set(verdict.turned_by)
    assert row["verdict"] == (verdict.step.value if verdict.step else None)
    assert set(str(row["turned_by"]).split(";")) - {""} == {cause.value for cause in turned}
    assert (Flag.BASE_DECIDES in one.flags) == (Cause.BASE in turned)
    assert (Flag.WEIGHTING_DECIDES in one.flags) == (Cause.WEIGHTING in turned)
    assert (Flag.ROUNDING_DECIDES in one.flags) == (Cause.ROUNDING in turned)
    assert (row["evidence"] == "within_error") == (Cause.SAMPLING in turned)
    for words in (JA, EN):
        label = verdict_label(one, words)
        assert label
        assert "（）" not in label
        assert "()" not in label
    label = verdict_label(one, JA)
    if "だれがどう答えても" in label:
        assert not turned
        assert not verdict.reasons
    if "によらず" in label:
        assert turned <= {Cause.NONRESPONSE}
        assert ("標本誤差" in label) == (verdict[Cause.SAMPLING].turned is Turned.NO)
    if "条件しだい" in label:
        assert turned & set(verdict.conditions)
    if "判断できない" in label:
        assert verdict.reasons
    assert verdict == verdict_of(one, Beside()) or verdict.step is not None
