"""Codes and numbers of frames, put into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kumin.messages import catalogue, language, text


def era_year(year: int, lang: str | None = None) -> str:
    """Name a fiscal year by its era: 令和5, Reiwa 5; 令和元."""
    era, before = ("era_reiwa", 2018) if year >= 2019 else ("era_heisei", 1988)
    first_year = year - before == 1 and language(lang) == "ja"
    return text(era, lang, number="元" if first_year else year - before)


def number(value: float | None, decimals: int, *, signed: bool = False) -> str:
    """Print a number that was rounded before; "-" where there is none."""
    if value is None:
        return "-"
    printed = f"{value:+.{decimals}f}" if signed else f"{value:.{decimals}f}"
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


def flag_words(flags: str, lang: str | None = None) -> list[str]:
    """Word a semicolon-joined list of flags."""
    return [text(f"flag_{flag}", lang) for flag in flags.split(";") if f"flag_{flag}" in catalogue()]
