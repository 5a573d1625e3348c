"""One object words an output: numbers, years, days and codes as both languages write them."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
import yaml

from kumin.definitions.targets import Target
from kumin.definitions.targets.kind import kinds
from kumin.judgement.flags import Flag
from kumin.messages import text
from kumin.numbers import ERAS
from kumin.tables.figures import PERCENT, POSITIVE
from kumin.words import Words
from kumin.words.findings import capped, summary
from kumin.words.forms.ward_form import short_year
from kumin.words.indicators.targets import target_words
from kumin.words.tables import hidden, printed

JA, EN = Words.of("ja"), Words.of("en", level=0.999)


def test_numbers_are_printed_half_up_with_the_decimals_of_the_output() -> None:
    assert (JA.percent(42.45), JA.to(0).percent(42.5), JA.percent(None)) == ("42.5%", "43%", "-")
    assert (EN.points(-6.85), JA.points(0.04)) == ("-6.9 points", "0.0ポイント")
    assert (JA.interval(35.05, 40.25), EN.interval(-1.05, 2, signed=True)) == ("35.1～40.3", "-1.1–+2.0")
    assert (JA.share(0.0715), JA.count(1234), EN.level) == ("7.2%", "1,234", "99.9")


def test_a_probability_is_never_printed_as_certain() -> None:
    assert [JA.probability(value) for value in (0.0, 0.125, 0.9999)] == ["<1%", "13%", ">99%"]
    assert [JA.p_value(value) for value in (None, 0.0004, 0.0125)] == ["-", "<0.001", "0.013"]


def test_one_is_singular_in_english() -> None:
    said = [EN.text("say_bounds_unjudged", n=EN.count(n), what="", lower="", upper="") for n in (0, 1, 2, 1234)]
    people = ["0 people", "1 person", "2 people", "1,234 people"]
    assert all(one.startswith(f"Depending on the {words} whose") for one, words in zip(said, people, strict=True))


@pytest.mark.parametrize(
    ("year", "japanese", "english"),
    [
        (2023, "令和5年度（2023年度）", "fiscal year 2023 (Reiwa 5)"),
        (2019, "令和元年度（2019年度）", "fiscal year 2019 (Reiwa 1)"),
        (1989, "平成元年度（1989年度）", "fiscal year 1989 (Heisei 1)"),
        (1988, "昭和63年度（1988年度）", "fiscal year 1988 (Showa 63)"),
        (1925, "大正14年度（1925年度）", "fiscal year 1925 (Taisho 14)"),
    ],
)
def test_a_fiscal_year_is_named_in_both_calendars(year: int, japanese: str, english: str) -> None:
    assert (JA.both_years(year), EN.both_years(year)) == (japanese, english)
    assert (JA.named_year(year), EN.named_year(year)) == (japanese.partition("年度")[0], str(year))


def test_every_era_has_its_name() -> None:
    assert {text(f"era_{era.code}", "ja", number="") for era in ERAS} == {"令和", "平成", "昭和", "大正", "明治"}


def test_a_period_names_its_year_once_in_japanese() -> None:
    start = date(2023, 7, 1)
    assert JA.period(start, date(2023, 7, 31)) == "2023年7月1日～7月31日"
    assert JA.period(start, date(2024, 1, 5)) == "2023年7月1日～2024年1月5日"
    assert EN.period(start, date(2023, 7, 31)) == "2023-07-01–2023-07-31"
    assert (JA.day(start), EN.day(start)) == ("7月1日", "07/01")


def test_flags_are_worded_and_an_unknown_one_is_refused() -> None:
    small = "fewer than 30 in the base: for reference only."
    assert EN.flags("small_base;no_result") == ["there is no value for this year.", small]
    assert JA.flags(frozenset({Flag.SMALL_BASE})) == ["母数が30未満のため参考値です。"]
    assert JA.flags("") == []
    with pytest.raises(ValueError, match="made_up"):
        JA.flags("small_base;made_up")


def test_a_target_is_worded_by_its_kind() -> None:
    row = {"low": 60.0, "high": None, "high_open": False, "unit": None, "comparison": "at_least"}
    assert (JA.goal(row), EN.goal(row)) == ("60%以上", "≥ 60%")
    assert JA.goal(row | {"high": 80.5, "high_open": True}) == "60%以上80.5%未満"
    assert JA.goal(row | {"low": None, "high": 12345.5, "comparison": "at_most", "unit": "台"}) == "12,345.5台以下"
    assert JA.goal(row | {"low": None}) == "-"
    assert (JA.goal(row | {"high": 60.0}), EN.goal(row | {"high": 60.0})) == ("60%ちょうど", "exactly 60%")


def test_the_options_of_a_run_are_worded_without_the_folders_above_a_file() -> None:
    options = {"level": 0.95, "encoding": None, "previous": "/home/someone/2022/result.json", "made_up": 1}
    assert JA.options(options) == [
        "信頼水準 95%", "文字コード 自動判別", "前年度: 2022/result.json を使いました", "made_up=1",
    ]  # fmt: skip


RELATIVE = (
    ({"raise": {"points": 5, "from": 2022}}, "令和4年度より5ポイント以上増", "5 points or more above 2022"),
    ({"raise": {"points": 0}}, "前年度以上", "not below last year"),
    ({"raise": {"ratio": 1.1}}, "前年度の1.1倍以上", "1.1 times last year or more"),
    ({"lower": {"points": 3}}, "前年度より3ポイント以上減", "3 points or more below last year"),
    ({"lower": {"ratio": 0.9}}, "前年度の0.9倍以下", "0.9 times last year or less"),
    ({"direction": "down"}, "前年度より減", "below last year"),
    ({"maintain": {"within_points": 2}}, "前年度の±2ポイントを維持", "within 2 points of last year"),
    ({"external": {2022: 61.2, "source": "全国調査"}}, "全国調査の値以上", "not below the value of: 全国調査"),
    ({"indicator": {"id": "1-2"}}, "指標1-2の値以上", "not below indicator 1-2"),
    (
        {"indicator": {"id": "1-2", "points": 5}},
        "指標1-2の値より5ポイント以上高い",
        "5 points or more above indicator 1-2",
    ),
    ({"monitor": True}, "なし（モニタリング）", "none (monitoring)"),
)


@pytest.mark.parametrize(("target", "ja", "en"), RELATIVE)
def test_a_target_that_states_no_value_is_told_in_words(target: dict[str, Any], ja: str, en: str) -> None:
    written = Target.model_validate(target).written()
    assert target_words(written, None, Words.of("ja")) == ja
    assert target_words(written, None, Words.of("en")) == en


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_kind_of_target_is_told_by_its_key(lang: str) -> None:
    for kind in kinds():
        told = target_words(Target.model_validate(yaml.safe_load(kind.example)).written(), None, Words.of(lang))
        assert f"{kind.name}:" not in told
        assert not set(told) & set("{}[]")


@pytest.mark.parametrize(("year", "half", "full"), [(2019, "元", "元"), (2020, "2", "２"), (1998, "10", "１０")])
def test_headings_of_the_form_name_a_year_by_its_number_in_the_era(year: int, half: str, full: str) -> None:
    assert (short_year(year, JA), short_year(year, JA, full_width=True)) == (half, full)
    assert short_year(year, EN) == str(year)


def test_findings_listed_for_people_are_the_first_of_each_rule() -> None:
    findings = pl.DataFrame({"code": ["W1", "E1", "W1", "W1", "E1"], "row": [9, 8, 7, 6, 5]})
    assert capped(findings, 2).rows() == [("W1", 9), ("E1", 8), ("W1", 7), ("E1", 5)]
    assert capped(findings, 1).rows() == [("W1", 9), ("E1", 8)]
    about = {name: pl.lit("") for name in ("severity", "action", "file", "column", "heading")}
    counted = summary(findings.with_columns(**about, count=pl.lit(1, pl.UInt32)))
    assert counted.select("code", "count", "first_row").rows() == [("E1", 2, 5), ("W1", 3, 6)]


@pytest.mark.parametrize(
    ("count", "percent", "ja", "en"),
    [
        ((60, 64), (93, 100), ("60以上", "93以上"), ("60 or more", "93 or more")),
        ((0, 4), (0, 7), ("4以下", "7以下"), ("4 or less", "7 or less")),
        ((60, 63), (93, 99), ("60～63", "93～99"), ("60–63", "93–99")),
        ((50, 64), (None, None), ("50以上", "x"), ("50 or more", "x")),
        ((None, None), (93, 100), ("x", "x"), ("x", "x")),
    ],
)
def test_a_hidden_count_ends_at_those_who_answered_and_a_percent_at_100(
    count: tuple[int | None, int | None],
    percent: tuple[int | None, int | None],
    ja: tuple[str, str],
    en: tuple[str, str],
) -> None:
    ends = dict(zip(("n_low", "n_high", "percent_low", "percent_high"), (*count, *percent), strict=True))
    for lang, said in (("ja", ja), ("en", en)):
        assert tuple(hidden(ends | {"n_base": 64}, one, Words.of(lang)) for one in (POSITIVE, PERCENT)) == said
        for is_hidden, told in ((True, said), (False, ("-", "-"))):
            figures = {one.name: None for one in (POSITIVE, PERCENT)}
            row = ends | figures | {f"hidden_{name}": is_hidden for name in figures} | {"n_base": 64, "decimals": 1}
            assert tuple(printed(row, one, Words.of(lang)) for one in (POSITIVE, PERCENT)) == told
