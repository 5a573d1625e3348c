"""Codes and numbers of frames, put into words."""

from __future__ import annotations

from kumin.messages import catalogue, text


def era_year(year: int, lang: str | None = None) -> str:
    """Name a fiscal year: 令和5 in Japanese, 2023 in English."""
    era, first = ("era_reiwa", 2018) if year >= 2019 else ("era_heisei", 1988)
    number = year - first
    return text(era, lang, year="元" if number == 1 else number, western=year)


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


def flag_words(flags: str, lang: str | None = None) -> list[str]:
    """Word a semicolon-joined list of flags."""
    return [text(f"flag_{flag}", lang) for flag in flags.split(";") if f"flag_{flag}" in catalogue()]
