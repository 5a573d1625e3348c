"""Extreme surveys: what is said of them is true, and nothing is certain because nothing differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

import kumin
from kumin.cli.terminal.common import require_folder
from kumin.definitions import Understood
from kumin.disclosure.published import release
from kumin.errors import UsageError
from kumin.judgement.flags import Flag
from kumin.judgement.judgement import Judgement
from kumin.judgement.verdicts.verdict import BY_COUNTS, Cause, Step, Turned
from kumin.messages import text
from kumin.result import Result
from kumin.tables.shares import survey_table
from kumin.words import Words
from kumin.words.report import report_view
from kumin.words.understood import understood_lines
from kumin.writers.page.notebook import result_html
from kumin.writers.terminal.run import render
from kumin.writers.workbook.sheets.form import columns_of
from page_tools import render_page
from told_tools import told_of

OPTIONS = {1: "はい", 2: "いいえ", 3: "わからない"}
POINTS = {1: 2, 2: -1, 3: -2}
TYPES: dict[str, dict[str, Any]] = {
    "a": {"type": "single", "options": OPTIONS}, "b": {"type": "single", "options": OPTIONS},
    "none": {"type": "single", "options": OPTIONS}, "one": {"type": "single", "options": OPTIONS},
    "age": {"type": "single", "options": {1: "若", 2: "中", 3: "高"}},
}  # fmt: skip
AGES = "age,人数\n若,300\n中,400\n高,500\n"


def run(folder: Path, survey: dict[str, Any], indicators: list[dict[str, Any]], n: int, **more: Any) -> Result:
    """Run a survey of n: half say yes to a and to b, the same people; nobody to none, one person to one."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = [{"id": id_, "text": id_, "header": id_, **kind} for id_, kind in TYPES.items()]
    questionnaire = {"id": "q", "title": "調査", "missing": {"no_answer": [""]}, "questions": questions}
    named = [{"text": "指標", **({} if "pool" in one else {"survey": "s"}), **one} for one in indicators]
    plan = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023, **more,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **survey}},
        "issues": [{"id": 1, "title": "課題", "indicators": named}],
    }  # fmt: skip
    (folder / "q.yaml").write_text(yaml.safe_dump(questionnaire, allow_unicode=True), encoding="utf-8")
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    (folder / "pop.csv").write_text(AGES, encoding="utf-8")
    rows = [f"{1 + 2 * k // n},{1 + 2 * k // n},2,{1 if k == 0 else 2},{1 + k % 2}\n" for k in range(n)]
    (folder / "s.csv").write_text("a,b,none,one,age\n" + "".join(rows), encoding="utf-8")
    return kumin.run(folder, {"s": folder / "s.csv"})


def share(id_: str, target: dict[str, Any], question: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": id_, "question": question, "positive": [1], "target": target, **more}


def both(id_: str, combine: str, target: dict[str, Any], other: str = "b") -> dict[str, Any]:
    parts = [{"question": one, "positive": [1]} for one in ("a", other)]
    unit = {"difference": "ポイント", "ratio": "倍"}
    return {"id": id_, "combine": combine, "unit": unit[combine], "parts": parts, "target": target}


def pool(id_: str, years: int) -> dict[str, Any]:
    return {"id": id_, "pool": {"of": "share", "years": years, "how": "pooled"}, "target": {"at_least": 50}}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Result:
    same = {"id": "same", "question": "none", "points": POINTS, "unit": "点", "target": {"at_least": 0}}
    indicators = [
        share("share", {"at_least": 50}, history={2022: {"count": 90, "n": 200}}), same,
        both("equal", "difference", {"at_least": 0}), both("unequal", "difference", {"at_least": 0}, "none"),
        both("nothing", "ratio", {"at_least": 1}, "none"), both("hardly", "ratio", {"at_least": 1}, "one"),
        both("twice", "ratio", {"at_least": 1}), share("never", {"more_than": 0}, "none"),
        share("other_n", {"at_least": 50}, result={"percent": 50.0, "n": 198}),
        share("same_n", {"at_least": 50}, result={"percent": 50.0, "n": 200}),
        share("later", {"external": {2024: 50, "source": "全国調査"}}), pool("two", 2), pool("three", 3),
    ]  # fmt: skip
    return run(tmp_path_factory.mktemp("sample"), {"invited": 500}, indicators, 200)


def of(result: Result, id_: str) -> Judgement:
    return next(one for one in result.items if one.indicator.id == id_)


def said(result: Result, id_: str, lang: str = "ja") -> str:
    return "\n".join(told_of(result, id_, Words.of(lang)))


@pytest.mark.parametrize(
    ("id_", "why", "words"),
    [
        ("same", "no_spread", "回答のばらつきがなく、標本誤差を計算できない"),
        ("equal", "no_spread", "回答のばらつきがなく、標本誤差を計算できない"),
        ("twice", "no_spread", "回答のばらつきがなく、標本誤差を計算できない"),
        ("hardly", "small_divisor", "割る数が標本誤差の範囲で0になりえる"),
    ],
)
def test_what_shows_no_error_is_not_certain(sample: Result, id_: str, why: str, words: str) -> None:
    one = of(sample, id_)
    assert (one.value.se, one.value.lower, one.value.not_estimable) == (None, None, why)
    assert one.value.printed is not None
    assert (one.verdict.step, one.verdict[Cause.SAMPLING].turned) == (Step.UNKNOWN, Turned.NOT_KNOWN)
    assert words in said(sample, id_)
    assert "標本誤差によらず" not in said(sample, id_)


def test_a_difference_that_varies_has_its_error_and_a_ratio_over_nothing_no_value(sample: Result) -> None:
    assert of(sample, "unequal").value.se
    assert of(sample, "nothing").value.printed is None


def test_letters_that_are_known_are_not_said_to_be_unknown(sample: Result, tmp_path: Path) -> None:
    assert "値は -40.0ポイント～80.0ポイント のどこにもなりえ" in said(sample, "unequal")
    more = run(tmp_path, {"invited": 100}, [share("share", {"at_least": 50})], 120)
    told = said(more, "share")
    assert "回収率は 120.0%" in told
    assert "どちらかの数が違っています" in told
    assert "発送数が分からない" not in told
    assert "one of the two numbers is wrong" in said(more, "share", "en")


def test_more_than_nothing_is_not_probable_because_it_is_trivial(sample: Result) -> None:
    one = of(sample, "never")
    assert one.mark.mark == "B"
    assert one.evidence is not None
    assert one.evidence.probability_met is None


def test_an_n_that_differs_from_the_published_one_is_told(sample: Result) -> None:
    assert Flag.DIFFERS_FROM_PUBLISHED in of(sample, "other_n").flags
    assert Flag.DIFFERS_FROM_PUBLISHED not in of(sample, "same_n").flags


def test_what_a_target_is_compared_with_need_not_be_past(sample: Result) -> None:
    assert "目標と比べる相手の値が分からない" in said(sample, "later")


def test_a_pooled_value_says_of_its_error_only_where_there_is_one(sample: Result) -> None:
    assert "別々に抽出した標本とみて誤差を出しました" in said(sample, "two")
    told = said(sample, "three")
    assert "誤差を出しました" not in told
    assert "値の分からないもの: 令和3年度" in told
    assert "令和3年度・令和4年度は、尋ね方" not in told
    assert "割合ではない" not in said(sample, "two")
    assert "もとの回答が手元にない" not in said(sample, "two")


@pytest.mark.parametrize("survey", [{"sampling": "census", "invited": 40}, {"population": 40, "invited": 40}])
def test_where_everybody_answered_nobody_is_said_not_to_have(tmp_path: Path, survey: dict[str, Any]) -> None:
    result = run(tmp_path, survey, [share("at", {"at_least": 50}), share("above", {"more_than": 50})], 40)
    assert [one.mark.mark for one in result.items] == ["A", "B"]
    for one in result.items:
        assert one.verdict.step is Step.CERTAIN
        assert "全員が答えていて、どの数え方でも" in said(result, one.indicator.id)
        assert "全員が答えたので、誤差の幅はありません" in said(result, one.indicator.id)


@pytest.mark.parametrize("survey", [{"sampling": "census", "invited": 1}, {"population": 1, "invited": 1}])
def test_one_person_who_is_everybody_is_no_small_sample(tmp_path: Path, survey: dict[str, Any]) -> None:
    (one,) = run(tmp_path, survey, [share("at", {"at_least": 50})], 1).items
    assert (one.verdict.step, one.value.n_base) == (Step.CERTAIN, 1)


def test_an_empty_class_is_told_where_weights_can_be_formed_and_where_they_cannot(tmp_path: Path) -> None:
    survey = {"invited": 500, "population": "pop.csv"}
    formed = run(tmp_path / "a", survey, [share("at", {"at_least": 50})], 200, official="poststratified")
    assert "この割合はageを母集団の構成に合わせて補正したものです" in said(formed, "at")
    assert "weighted to the population's composition (" in said(formed, "at", "en")
    few = run(tmp_path / "b", survey, [share("at", {"at_least": 50})], 4)
    told = said(few, "at")
    assert "補正のウエイトを作れない" in told
    assert "人数表がない" not in told


def test_bounds_of_a_weighted_number_are_told_by_the_counts(tmp_path: Path) -> None:
    points = {"question": "age", "points": {1: 2, 2: -2, 3: 0}, "unit": "点"}
    indicators = [{"id": id_, **points, "target": {"at_least": end}} for id_, end in (("other", 0), ("same", -1.5))]
    result = run(tmp_path, {"invited": 500, "population": "pop.csv"}, indicators, 200, official="poststratified")
    # 0 by the counts, -1 with the weights
    turns = {id_: of(result, id_).verdict[Cause.NONRESPONSE] for id_ in ("other", "same")}
    assert (turns["other"].turned, turns["other"].detail) == (Turned.NOT_KNOWN, BY_COUNTS)
    assert turns["same"].turned is Turned.NO
    assert "補正前の人数でみると、" in said(result, "same")
    assert "ウエイト補正後（補正前の人数 n=200）" in render_page(release(result))
    assert "-1.2点～1.2点" in said(result, "same")


def test_a_number_that_the_weights_alone_decide_shows_no_error(tmp_path: Path) -> None:
    points = {"question": "age", "points": {1: 2, 2: -2, 3: 0}, "unit": "点", "target": {"at_least": 0}}
    survey = {"invited": 500, "population": "pop.csv"}
    (one,) = run(tmp_path, survey, [{"id": "m", **points}], 200, official="poststratified").items
    assert (one.value.se, one.value.lower, one.value.not_estimable) == (None, None, "no_spread")
    assert one.verdict[Cause.SAMPLING].turned is Turned.NOT_KNOWN


def test_a_census_has_one_interval_of_a_percent_in_all_tables(tmp_path: Path) -> None:
    result = run(tmp_path, {"sampling": "census", "invited": 200}, [share("at", {"at_least": 50})], 40)
    (one,) = result.items
    row = survey_table(result, "s").row(by_predicate=(pl.col("question") == "a") & (pl.col("option") == 1), named=True)
    assert (row["lower"], row["upper"]) == pytest.approx((one.value.lower, one.value.upper))


def test_what_was_found_of_those_who_did_not_answer_is_not_said_to_be_unknown(tmp_path: Path) -> None:
    score = {"id": "score", "question": "a", "points": POINTS, "unit": "点", "target": {"at_least": 0}}
    census = run(tmp_path, {"sampling": "census", "invited": 200}, [score], 40)
    (one,) = census.items
    assert (one.verdict.step, one.verdict.reasons) == (Step.UNKNOWN, ("untried_base",))
    assert one.verdict[Cause.NONRESPONSE].turned is Turned.YES
    assert "（無回答などの数え方の影響を確かめられない）" in said(census, "score")
    assert "答えなかった人や無回答の影響" not in said(census, "score")


def test_one_answer_makes_nothing_probable_and_tells_no_number_of_answers(tmp_path: Path) -> None:
    single = run(tmp_path, {"invited": 100}, [share("at", {"at_least": 50})], 1)
    (one,) = single.items
    assert one.evidence is not None
    assert (one.evidence.probability_met, one.evidence.n_needed) == (None, None)
    assert "確からしさは" not in said(single, "at")
    assert "人の回答が必要" not in said(single, "at")


def test_what_one_answer_reveals_is_said(tmp_path: Path, sample: Result) -> None:
    single = run(tmp_path, {"invited": 100}, [share("at", {"at_least": 50})], 1)
    assert "母数が 5人に満たなくても示します。この値から、答えた人の答えが分かることがあります。" in said(single, "at")
    assert "fewer than 5 people; it may reveal what they answered" in said(single, "at", "en")
    assert "答えた人の答えが分かる" not in said(sample, "share")


def test_no_heading_speaks_of_percents_where_some_values_are_numbers(tmp_path: Path, sample: Result) -> None:
    percents = run(tmp_path, {"invited": 500}, [share("at", {"at_least": 50}, history={2022: 40.0})], 40)
    for result, heading, columns in (
        (sample, "値", {"割合（%）か値（単位つき）", "増減（ポイントか単位つき）"}),
        (percents, "割合", {"割合（%）", "増減（ポイント）"}),
    ):
        assert f'<th scope="col" class="num">{heading}</th>' in render_page(release(result))
        assert f">{heading}</th>" in result_html(result, "ja")
        view = report_view(result, Words.of("ja"))
        assert columns <= {text(code, "ja", level="95") for code in columns_of(view)}


def test_the_summary_is_whole_sentences(sample: Result) -> None:
    summaries = [report_view(sample, Words.of(lang)).summary for lang in ("ja", "en")]
    assert summaries[0].endswith("判定なし3件。うち5件は、条件しだいで判定が変わります。")
    assert summaries[1].endswith("3 not judged. Of these, 5 could change with the conditions.")


def test_a_target_is_printed_alike_beside_its_value_and_in_its_sentence(sample: Result) -> None:
    page = render_page(release(sample))
    for words in ("目標 0点以上", "0点以上", "この年度の目標は 0点以上 です"):
        assert words in page.replace("</span>", "").replace("<span>", "")
    assert "0.0点以上" not in page


def test_options_are_said_to_count_only_where_some_do(tmp_path: Path) -> None:
    score = {"id": "score", "question": "a", "points": POINTS, "unit": "点", "target": {"at_least": 0}}
    for name, indicator, counting in (("score", score, False), ("share", share("share", {"at_least": 50}), True)):
        page = render_page(release(run(tmp_path / name, {"invited": 100}, [indicator], 40)))
        assert ("の選択肢が、指標の割合に数える回答です" in page) is counting


def test_a_result_is_written_into_a_folder_and_not_into_one_named_like_a_file(tmp_path: Path) -> None:
    for name in ("結果.xlsx", "out.CSV", "out.yaml"):
        with pytest.raises(UsageError, match="フォルダーを指定してください") as refused:
            require_folder(tmp_path / name)
        assert Path(name).stem in refused.value.message("en")
    for out in (None, tmp_path / "out", tmp_path / "2023.r1", tmp_path):
        require_folder(out)


def test_three_reasons_are_a_list_in_english() -> None:
    words = Words.of("en")
    assert words.listed(["a"], "causes_joiner") == "a"
    assert words.listed(["a", "b"], "causes_joiner") == "a and b"
    assert words.listed(["a", "b", "c"], "causes_joiner") == "a, b and c"
    assert Words.of("ja").listed(["a", "b", "c"], "causes_joiner") == "a／b／c"


def test_a_word_that_is_the_value_is_not_said_to_be_read() -> None:
    assert understood_lines([Understood("word", "低い", "lower")], "ja") == []
    assert len(understood_lines([Understood("word", "小さい", "lower")], "ja")) == 1
    targets = [Understood("target", words, {"at_least": 3000}, "人") for words in ("3,000人以上", "３千人以上")]
    assert understood_lines(targets[:1], "ja") == []
    assert understood_lines(targets, "ja") == ["目標「３千人以上」を「3,000人以上」と読みました。"]


STEPS: list[tuple[dict[str, Any], str, str]] = [
    ({"milestones": {2023: 50}, "reference": "milestone"}, "途中の目標の 50%以上", "the milestone of the year, ≥ 50%"),
    ({"glide": {2023: 50}, "reference": "glide"}, "進み方の目安の 30%以上", "the value expected by this year, ≥ 30%"),
    ({"baseline": {"year": 2019, "value": 40}, "reference": "path"}, "直線の上の値の 50%以上",
     "the value on the line from the baseline to the target, ≥ 50%"),
]  # fmt: skip


def test_a_years_step_is_not_said_to_be_the_target(tmp_path: Path) -> None:
    targets = [{"at_least": 60, "by": 2027, **more} for more, _, _ in STEPS]
    indicators = [share(f"x{place}", target) for place, target in enumerate(targets)]
    result = run(tmp_path, {"invited": 500}, indicators, 200)
    for place, (_, japanese, english) in enumerate(STEPS):
        told = said(result, f"x{place}")
        assert f"{japanese} と比べて判定します。目標は 60%以上（令和9年度末まで）です。" in told
        assert f"{english}. The target is ≥ 60% (by the end of fiscal year 2027)." in said(result, f"x{place}", "en")
    page = render_page(release(result))
    for step in ("途中の目標", "進み方の目安", "基準から目標への直線の上の値"):
        assert f"<small>{step}。目標は 60%以上（令和9年度末まで）</small>" in page
    values = report_view(result, Words.of("ja")).indicators[0].values
    assert (values["target"], values["target_final"], values["target_by"]) == ("50%以上", "60%以上", "令和9年度末まで")
    # no heading of targets stands over it alone
    assert page.count("<dt>この年度の目安</dt>") == page.count("<span>この年度の目安 ") == len(STEPS)
    assert "<dt>目標</dt>" not in page
    assert page.count('<td class="num">50%以上（この年度の目安）</td>') == 2
    assert render(result, Words.of("ja")).count("以上（この年度の目安）") == len(STEPS)
    assert "（この年度の目安）" in result_html(result, "ja")


def test_both_ends_of_a_distance_have_the_same_decimals(tmp_path: Path) -> None:
    score = {"id": "x", "question": "a", "points": {1: 2, 2: 3, 3: 3}, "unit": "点", "decimals": 0}
    told = said(run(tmp_path, {"invited": 500}, [{**score, "target": {"at_least": 3}}], 200), "x")
    assert "95%区間で -0.6～-0.4点" in told
