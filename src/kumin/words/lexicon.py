"""Codes and numbers of frames, put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.messages import catalogue, language, text

if TYPE_CHECKING:
    from kumin.result import Result


def era_year(year: int, lang: str | None = None) -> str:
    """Name a fiscal year by its era: 令和5, Reiwa 5; 令和元."""
    era, before = ("era_reiwa", 2018) if year >= 2019 else ("era_heisei", 1988)
    first_year = year - before == 1 and language(lang) == "ja"
    return text(era, lang, number="元" if first_year else year - before)


def named_year(year: int, lang: str | None = None) -> str:
    """Name a fiscal year in a sentence, as its language does: 令和5, 2023."""
    return era_year(year, lang) if language(lang) == "ja" else str(year)


def date_words(day: date, lang: str | None = None) -> str:
    """Write a day: 2023年7月1日, 2023-07-01."""
    return f"{day.year}年{day.month}月{day.day}日" if language(lang) == "ja" else day.isoformat()


def period_words(start: date, end: date, lang: str | None = None) -> str:
    """Write a period, the year once where it is one: 2023年7月1日～7月31日."""
    last = date_words(end, lang)
    if language(lang) == "ja" and start.year == end.year:
        last = last.partition("年")[2]
    return text("rep_to", lang, lower=date_words(start, lang), upper=last)


def time_words(moment: str, lang: str | None = None) -> str:
    """Write an ISO time; in Japanese by the clock of the machine, its distance from UTC named."""
    if language(lang) != "ja":
        return moment
    local = datetime.fromisoformat(moment).astimezone()
    offset = f"{local:%z}"  # +0900
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
    return f"{date_words(local, lang)} {local:%H:%M}（{zone}）"


def synthetic_words(result: Result, lang: str | None = None) -> str:
    """Warn of answers and populations that are made up; empty where none are."""
    surveys = result.plan.plan.surveys
    of = [surveys[key].title for key in result.answers if surveys[key].synthetic]
    made_up = [text("synthetic_answers", lang, title=title) for title in of]
    about = [population.about for population in result.plan.populations.values() if population is not None]
    made_up += [table.title for table in about if table is not None and table.synthetic]
    return text("rep_synthetic", lang, what=text("list_joiner", lang).join(dict.fromkeys(made_up))) if made_up else ""


def number(value: float | None, decimals: int, *, signed: bool = False) -> str:
    """Print a number, half up as every published one; "-" where there is none."""
    if value is None:
        return "-"
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    printed = f"{rounded:+f}" if signed else f"{rounded:f}"
    # a change of nothing has no sign
    return printed.lstrip("+-") if float(printed) == 0 else printed


def target_words(comparison: str, percent: float, lang: str | None = None) -> str:
    """Word a target: 60%以上."""
    return text(f"comparison_{comparison}", lang, target=f"{percent:g}%")


def goal_words(target: Mapping[str, Any], lang: str | None = None) -> str:
    """Word a row of the ``targets`` frame: 60%以上, 40～60%, 10,000台以上; "-" where its end is not known."""
    low, high = target["low"], target["high"]
    unit = target["unit"]

    def end(value: float) -> str:
        return f"{value:g}%" if unit is None else f"{value:,.10g}{unit}"

    if low is not None and high is not None:
        code = "comparison_between" if not target["high_open"] else "comparison_from_below"
        return text(code, lang, low=end(low), high=end(high))
    if low is None and high is None:
        return "-"
    return text(f"comparison_{target['comparison']}", lang, target=end(low if low is not None else high))


def option_words(options: Mapping[str, Any], lang: str | None = None) -> list[str]:
    """Word how a run was called: 年度 2023, 信頼水準 95%, 文字コード 自動判別."""
    worded = []
    for name, value in options.items():
        code = f"ran_{name}" if value is not None else f"ran_{name}_none"
        if code not in catalogue():
            worded.append(f"{name}={value}")
            continue
        shown = f"{value * 100:g}%" if name == "level" else value
        if name == "previous" and value is not None:
            # of a path on somebody's computer, the year's folder and the file are enough
            shown = "/".join(Path(value).parts[-2:])
        worded.append(text(code, lang, value=shown))
    return worded


def role_words(role: str, lang: str | None = None) -> str:
    """Word what a file was to a run: 定義, 回答."""
    return text(f"rep_role_{role}", lang) if f"rep_role_{role}" in catalogue() else role


def flag_words(flags: str, lang: str | None = None) -> list[str]:
    """Word a semicolon-joined list of flags."""
    return [text(f"flag_{flag}", lang) for flag in flags.split(";") if f"flag_{flag}" in catalogue()]


def p_words(value: float | None) -> str:
    """Print a p-value: three decimals, never 0."""
    if value is None:
        return "-"
    return "<0.001" if value < 0.001 else f"{value:.3f}"
