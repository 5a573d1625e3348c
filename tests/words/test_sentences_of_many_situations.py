"""Sentences in many situations, read by somebody who knows none of the code: what each phrase claims, and whether so.

The reader is a table of phrases. What is true is worked out here from the answers alone, every possible answer of those
who did not give one tried where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kumin.definitions.goal import Goal
from kumin.judgement import Judgement
from kumin.judgement.comparability import ESSENTIAL
from kumin.judgement.goals import Marking
from kumin.numbers import percent_of
from kumin.past.previous import previous_of
from kumin.result import Previous, Result
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.indicators.verdict import headline_sentences, verdict_label
from kumin.writers.terminal.years import comparison_table
from kumin.years.compare import compare_years
from situation_tools import OPTIONS, Situation, situation

SITUATIONS = 14
JA, EN = Words.of("ja"), Words.of("en")

Claim = tuple[str, str]
PHRASES: dict[str, tuple[tuple[str, Claim], ...]] = {
    "ja": (
        (r"だれがどう答えても", ("silent", "no")),
        (r"答えなかった人がどう答えていたとしても、", ("silent", "no")),
        (r"がどう答えていたとしても、(割合|値)は", ("silent", "no")),
        (r"に変わることもありえます", ("silent", "yes")),
        (r"^標本誤差(・数え方)?(・答えなかった人)?によらず", ("sampling", "no")),
        (r"^(標本誤差・)?数え方(・答えなかった人)?によらず", ("base", "no")),
        (r"条件しだい.*（.*標本誤差.*）", ("sampling", "yes")),
        (r"条件しだい.*（.*母数.*）", ("base", "yes")),
        (r"条件しだい.*（.*補正.*）", ("weighting", "yes")),
        (r"条件しだい.*（.*四捨五入.*）", ("rounding", "yes")),
        (r"条件しだい.*（.*目標の変更.*）", ("moved", "yes")),
        (r"別の標本なら判定は", ("sampling", "yes")),
        (r"標本誤差を考えても判定は", ("sampling", "no")),
        (r"をどう扱っても判定は変わりません", ("base", "no")),
        (r"の扱いによって判定が変わります", ("base", "yes")),
        (r"母数に含めるかどうかで、達成状況が変わります", ("base", "yes")),
        (r"補正した(割合|値)は .* で、判定は変わりません", ("weighting", "no")),
        (r"補正した(割合|値)は .* で、判定は .* に変わります", ("weighting", "yes")),
        (r"補正するかどうか.*によって、達成状況が変わります", ("weighting", "yes")),
        (r"その値で判定しても", ("rounding", "no")),
        (r"四捨五入する前の値 \S+ で判定すると|公表する値 \S+ で判定すると", ("rounding", "yes")),
        (r"四捨五入する前の値と公表する値で、達成状況が変わります", ("rounding", "yes")),
        (r"変わる前の目標なら、判定は", ("moved", "yes")),
        (r"変わる前の目標でも、判定は", ("moved", "no")),
        (r"運営方針から変わっていません", ("moved", "no")),
        (r"のままなら、達成状況は違っていました", ("moved", "yes")),
        (r"上がりました。?$|^増えた$", ("change", "rose")),
        (r"下がりました。?$|^減った$", ("change", "fell")),
        (r"上がったとも下がったともいえません|^誤差の範囲内$|^答えなかった人しだい$", ("change", "open")),
        (r"誤差はなく、変わっていません。?$|^変わらない$", ("change", "same")),
        (r"増減として比べられません|^比べられない$", ("change", "not alike")),
        (r"増減とはいえません|^尋ね方が不明$", ("change", "alike unknown")),
        (r"変化かどうかは分かりません|^誤差が不明$", ("change", "not known")),
    ),
    "en": (
        (r"whatever anyone answers", ("silent", "no")),
        (r"^Whatever those who did not answer would have said", ("silent", "no")),
        (r"^(By the unweighted counts: )?Whatever .* would have answered", ("silent", "no")),
        (r"the judgement could change to", ("silent", "yes")),
        (r"regardless of [^;]*sampling error", ("sampling", "no")),
        (r"regardless of [^;]*how blanks are counted", ("base", "no")),
        (r"depends on.*sampling error", ("sampling", "yes")),
        (r"depends on.*the base", ("base", "yes")),
        (r"depends on.*weighting", ("weighting", "yes")),
        (r"depends on.*rounding", ("rounding", "yes")),
        (r"depends on.*the changed target", ("moved", "yes")),
        (r"another sample might have given|other samples might have given", ("sampling", "yes")),
        (r"even when sampling error is considered", ("sampling", "no")),
        (r"However no answer and .* are counted, the judgement does not change", ("base", "no")),
        (r"judgement depends on (how|whether) .*(no answer|don't know)", ("base", "yes")),
        (r"^Weighted .* the judgement does not change", ("weighting", "no")),
        (r"^Weighted .* the judgement would change to", ("weighting", "yes")),
        (r"judgement depends on whether, and how, the value is weighted", ("weighting", "yes")),
        (r"judged by it, this is", ("rounding", "no")),
        (r"the unrounded \S+ would be judged|the published \S+ would be judged", ("rounding", "yes")),
        (r"unrounded and the published value are judged differently", ("rounding", "yes")),
        (r"Before the change, this would have been judged [^ ]+ too", ("moved", "no")),
        (r"Before the change, this would have been judged [^ ]+\.$", ("moved", "yes")),
        (r"The target has not changed since the plan", ("moved", "no")),
        (r"of the year compared with, this would be judged differently", ("moved", "yes")),
        (r": a rise[ ,]|this is a rise without|^rose$", ("change", "rose")),
        (r": a fall[ ,]|this is a fall without|^fell$", ("change", "fell")),
        (r"nothing has changed|^unchanged$", ("change", "same")),
        (r"not clearly a rise or a fall|may come from those who did not answer", ("change", "open")),
        (r"^within error$|^may be non-return$", ("change", "open")),
        (r"cannot be compared as a rise or a fall|^not comparable$", ("change", "not alike")),
        (r"cannot be called a change|^wording unknown$", ("change", "alike unknown")),
        (r"not known whether this exceeds|^error unknown$", ("change", "not known")),
    ),
}  # fmt: skip


@cache
def made(seed: int, folder: Path) -> Situation:
    return situation(folder / str(seed), seed)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("situations")


def told(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """Yield all that is said of an indicator: label, verdict, flags, the table's word on the change, eleven lines."""
    yield verdict_label(one, words)
    yield from headline_sentences(one, words.to(one.target.decimals))
    row = result.judgements.filter(pl.col("indicator") == one.indicator.id).row(0, named=True)
    yield from words.flags(row["flags"] or "")
    if one.change is not None and one.change.statement is not None:
        yield words.text(f"change_{one.change.statement}")
    for line in criticism_lines(result, one.indicator.id, words):
        yield from line.said


def claims(sentences: Iterator[str] | list[str], lang: str) -> dict[str, set[str]]:
    """Read what is claimed, by topic."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for phrase, (topic, value) in PHRASES[lang]:
            if re.search(phrase, sentence):
                found.setdefault(topic, set()).add(value)
    return found


def mark_of(marking: Marking, k: int, n: int) -> str | None:
    return marking.mark(Fraction(100 * k, n))


def counted(result: Result, one: Judgement, base: str, *, without_unsure: bool) -> tuple[int, int]:
    """Count an indicator's base and positive answers from the answers, by another rule."""
    answers = result.answers["s"].coded[one.indicator.question or ""].to_list()
    kept = [code for code in answers if (base == "all" or code is not None) and not (without_unsure and code == 3)]
    return kept.count(1), len(kept)


def truth(result: Result, one: Judgement) -> dict[str, str]:
    """Work out from the answers what is true of a mark; topics of which nothing can be said are not there."""
    marking, value = one.target.marking, one.value
    if marking is None or one.mark.mark is None or not value.n_base or value.n_positive is None:
        return {}
    k, n, found = value.n_positive, value.n_base, {}
    rules = [(base, unsure) for base in ("answered", "all") for unsure in (False, True)]
    counts = [counted(result, one, base, without_unsure=unsure) for base, unsure in rules]
    marks = {mark_of(marking, *count) for count in counts if count[1]}
    found["base"] = "yes" if len(marks | {one.mark.mark}) > 1 else "no"
    survey = result.plan.plan.surveys["s"]
    if survey.arrived is not None:
        left_out = 0
        if one.indicator.base.rule == "answered":
            left_out = result.answers["s"].coded[one.indicator.question or ""].null_count()
        silent = survey.arrived - result.answers["s"].coded.height + left_out
        if silent <= 40:
            # everyone who did not answer is in the base or not, and answers either way
            cases = {(k + j, n + t) for t in range(silent + 1) for j in range(t + 1)}
            found["silent"] = "yes" if {mark_of(marking, *case) for case in cases} != {one.mark.mark} else "no"
    exact = Marking(marking.goal, marking.scale, marking.start, marking.trend)
    printed = percent_of(k, n, one.target.decimals)
    by_exact, by_printed = exact.mark_of(Fraction(100 * k, n)), marking.mark_of(printed)
    if marking.decimals is None:
        by_printed = Marking(marking.goal, marking.scale, marking.start, marking.trend).mark_of(printed)
    if marking.scale is None:
        found["rounding"] = "yes" if by_exact != by_printed else "no"
    return found


@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_no_two_sentences_contradict_each_other_and_each_is_true(seed: int, folder: Path) -> None:
    now = made(seed, folder).now
    for one in now.items:
        known = truth(now, one)
        both = [claims(list(told(now, one, words)), words.lang) for words in (JA, EN)]
        where = (seed, one.indicator.id, one.verdict)
        assert both[0] == both[1], where
        # what hinders no comparison is no reason against one
        hindering = re.search(r"ポイント ですが、(.+?)が違うため", " ".join(told(now, one, JA)))
        assert not hindering or set(hindering[1].split("・")) <= {JA.text(f"aspect_{aspect}") for aspect in ESSENTIAL}
        for topic, values in both[0].items():
            assert len(values) == 1, (topic, values, *where)
            if topic in known:
                assert values == {known[topic]}, (topic, *where)


@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_nothing_unsaid_is_meant(seed: int, folder: Path) -> None:
    """No code, empty bracket or None is printed; a census speaks of no sampling error of its own."""
    now = made(seed, folder).now
    census = now.plan.plan.surveys["s"].sampling == "census"
    for one in now.items:
        for words in (JA, EN):
            for sentence in told(now, one, words):
                assert not re.search(r"None|（）|\(\)|\{|\}|_|\bnan\b|: *$", sentence), sentence
            said = " ".join(headline_sentences(one, words)) + verdict_label(one, words)
            if census and not one.references:
                assert not re.search("標本|sampl", said)


@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_numbers_in_the_sentences_are_those_of_the_answers(seed: int, folder: Path) -> None:
    """Bounds by counting, and the share at which the mark turns by trying each number of those who did not answer."""
    now = made(seed, folder).now
    survey, coded = now.plan.plan.surveys["s"], now.answers["s"].coded
    for one in now.items:
        k, n, marking = one.value.n_positive, one.value.n_base, one.target.marking
        lines = {line.code: " ".join(line.said) for line in criticism_lines(now, one.indicator.id, JA)}
        if survey.arrived is None or one.mark.mark is None or not n or k is None or marking is None:
            continue
        answered = one.indicator.base.rule == "answered"
        left_out = coded[one.indicator.question or ""].null_count() if answered else 0
        silent = survey.arrived - coded.height
        if not silent + left_out:
            continue
        ends = [percent_of(count, n + silent + left_out, one.target.decimals) for count in (k, k + silent + left_out)]
        shown = [f"{float(end):.{one.target.decimals}f}%" for end in ends]
        assert f"割合は {shown[0]}～{shown[1]} " in lines["nonresponse"], (one.indicator.id, lines["nonresponse"])
        tipping = re.search(r"推計([\d,]+)人で、その ([\d.]+)%（回答者より (\S+)ポイント）", lines["nonresponse"])
        if tipping:
            respondents = percent_of(k, n, one.target.decimals)
            assert Fraction(tipping[2]) - respondents == Fraction(tipping[3]), lines["nonresponse"]
        if tipping and marking.scale is None:
            missing = int(tipping[1].replace(",", ""))
            met = marking.mark(Fraction(100 * k, n))
            turning = [j for j in range(missing + 1) if mark_of(marking, k + j, n + missing) != met]
            nearest = min(turning, key=lambda j: abs(Fraction(j, missing) - Fraction(k, n)))
            assert abs(float(tipping[2]) - 100 * nearest / missing) <= 0.5 / 10**one.target.decimals + 1e-9


@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_a_comparison_of_the_two_years_says_what_the_run_says(seed: int, folder: Path) -> None:
    made_one = made(seed, folder)
    now, before = made_one.now, made_one.now.previous
    if before is None:
        return
    after = previous_of(now, now.plan, now.fiscal_year + 1)
    assert isinstance(after, Previous)
    frame = compare_years(before, after)
    for words in (JA, EN):
        table = comparison_table(frame, words).splitlines()
        for one in now.items:
            if one.change is None or one.change.before.year != before.fiscal_year:
                continue
            (line,) = (row for row in table if row.startswith(one.indicator.id))
            cells = re.split(r" {2,}", line.strip())
            run_says = claims(list(told(now, one, words)), words.lang).get("change")
            assert claims(cells, words.lang).get("change") == run_says, (seed, one.indicator.id, cells)


def test_the_reader_sees_a_contradiction() -> None:
    assert claims(
        ["前年度から +3.0ポイント（95%区間 +1.0～+5.0）。標本誤差を超えて上がりました。", "減った"], "ja"
    ) == {"change": {"rose", "fell"}}
    said = ["標本誤差・数え方によらず達成", "別の標本なら判定は B だったかもしれません。"]
    assert claims(said, "ja")["sampling"] == {"yes", "no"}
    said = ["achieved regardless of sampling error and how blanks are counted", "another sample might have given B."]
    assert claims(said, "en")["sampling"] == {"yes", "no"}


def test_the_situations_are_many(folder: Path) -> None:
    """Every claim there is is made somewhere, so that no phrase of the reader is dead and none of the truth untried."""
    seen: dict[str, set[str]] = {}
    facts: dict[str, Any] = {}
    for seed in range(SITUATIONS):
        now = made(seed, folder).now
        for one in now.items:
            for topic, values in claims(list(told(now, one, JA)), "ja").items():
                seen.setdefault(topic, set()).update(values)
            for topic, value in truth(now, one).items():
                facts.setdefault(topic, set()).add(value)
    both = {"yes", "no"}
    assert dict.fromkeys(("silent", "sampling", "base", "moved"), both).items() <= seen.items()
    assert seen["change"] == {"rose", "fell", "open", "not alike", "alike unknown", "not known"}
    assert facts["silent"] == facts["base"] == both
    assert set(OPTIONS) == {1, 2, 3}
    assert Goal.of("at_least", 1).met(1)
