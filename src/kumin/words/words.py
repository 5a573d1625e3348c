"""The words of one output: its language, the decimals of its percents and its confidence level, chosen once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin import numbers
from kumin.judgement.flags import Flag, flags_of
from kumin.messages import catalogue, language, text
from kumin.numbers import NONE, Number, counted, decimals_in, era_of, level_percent, printed, shortest, unit_after
from kumin.result import short_path

if TYPE_CHECKING:
    from kumin.result import Result

RANKS = ("位",)
"""Units of a rank, of which the first is the best."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an output is worded with; made once, by :meth:`of` or :func:`words_of`, and passed on.

    Parameters
    ----------
    lang : {"ja", "en"}
        Language.
    decimals : int
        Decimals of percents and points where a method is given none.
    level : str
        Confidence level in percent as printed: ``95``.

    Examples
    --------
    >>> words = Words("en")
    >>> words.percent(42.45), words.points(-6.85)
    ('42.5%', '-6.9 points')
    """

    lang: str
    decimals: int = 1
    level: str = "95"

    @classmethod
    def of(cls, lang: str | None = None, *, decimals: int = 1, level: float = 0.95) -> Words:
        """Choose the words of an output.

        Parameters
        ----------
        lang : {"ja", "en"}, optional
            See :func:`kumin.messages.language`.
        decimals : int
            Decimals of percents.
        level : float
            Confidence level, a proportion.
        """
        return cls(language(lang), decimals, level_percent(level))

    def to(self, decimals: int) -> Words:
        """Return the same words with other decimals, as an indicator may have its own."""
        return self if decimals == self.decimals else replace(self, decimals=decimals)

    def finer(self, published: Number | None) -> Words:
        """Return the words with all decimals of a published value, where it was published with more of them."""
        return self if published is None else self.to(max(self.decimals, decimals_in(published)))

    def as_published(self, value: Number | None, decimals: int | None) -> tuple[Words, Words]:
        """Return the words for an earlier year's value, and for its difference from this year's.

        The value stands as it was published: with ``decimals``, or where they are not known as :meth:`finer` says. The
        difference of two printed values has the decimals of the finer one.
        """
        before = self.finer(value) if decimals is None else self.to(decimals)
        return before, self.to(max(self.decimals, before.decimals))

    def text(self, code: str, /, **params: Any) -> str:
        """Word one message of the catalogue, see :func:`kumin.messages.text`."""
        return text(code, self.lang, **params)

    # numbers

    def number(
        self, value: Number | None, decimals: int | None = None, *, signed: bool = False, grouped: bool = False
    ) -> str:
        """Print a number without its unit: ``42.5``; ``-`` where there is none."""
        return printed(value, self.decimals if decimals is None else decimals, signed=signed, grouped=grouped)

    def count(self, n: int | None) -> str:
        """Print a count: ``1,234``."""
        return counted(n)

    def percent(self, value: Number | None, decimals: int | None = None) -> str:
        """Print a percent: ``42.5%``; ``-`` where there is none."""
        return NONE if value is None else f"{self.number(value, decimals)}%"

    def share(self, value: float | None, decimals: int | None = None) -> str:
        """Print a proportion (0-1) as a percent."""
        return NONE if value is None else self.percent(100 * value, decimals)

    def amount(self, value: Number | None, unit: str, decimals: int | None = None, *, signed: bool = False) -> str:
        """Print a number with its unit: 10,488世帯; a difference of percents is one in points; ``-`` for none."""
        if value is None:
            return NONE
        if signed and unit == "%":
            return self.points(value, decimals)
        return self.number(value, decimals, signed=signed, grouped=True) + unit_after(unit)

    def points(self, value: Number | None, decimals: int | None = None) -> str:
        """Print a difference of percents with its sign: -6.9ポイント."""
        return NONE if value is None else self.text("rep_points", points=self.number(value, decimals, signed=True))

    def interval(
        self, lower: Number | None, upper: Number | None, decimals: int | None = None, *, signed: bool = False
    ) -> str:
        """Print two limits without a unit: 35.1～40.2; ``-`` where there is none."""
        if lower is None:
            return NONE
        ends = (self.number(end, decimals, signed=signed) for end in (lower, upper))
        return self.range(*ends)

    def range(self, lower: str, upper: str) -> str:
        """Join two ends that are printed already: 21.4～25.0."""
        return self.text("rep_to", lower=lower, upper=upper)

    def bounds(self, low: int, high: int, most: int, unit: str = "") -> str:
        """Print the bounds of a number from 0 to ``most``: 93%以上, 4以下, 12～16%; 0% to 7% is 7%以下."""
        lower, upper = self.count(low), self.count(high) + unit_after(unit)
        if low <= 0:
            return self.text("bound_upper", upper=upper)
        return self.text("bound_lower", lower=lower + unit_after(unit)) if high >= most else self.range(lower, upper)

    def p_value(self, value: float | None) -> str:
        """Print a p-value: three decimals, never 0."""
        return numbers.p_value(value)

    def probability(self, value: float) -> str:
        """Print a probability in percent; never 0% or 100%, which nobody knows it to be."""
        return numbers.probability(value)

    # years and days

    def era_year(self, year: int) -> str:
        """Name a fiscal year by its era: 令和5, Reiwa 5; 令和元."""
        era, number = era_of(year)
        return self.text(f"era_{era.code}", number=self.text("era_first") if number == 1 else number)

    def named_year(self, year: int) -> str:
        """Name a fiscal year in a sentence, as its language does: 令和5, 2023."""
        return self.era_year(year) if self.lang == "ja" else str(year)

    def both_years(self, year: int) -> str:
        """Name a fiscal year in both calendars: 令和5年度（2023年度）."""
        return self.text("both_years", era=self.era_year(year), year=year)

    def date(self, day: dt.date) -> str:
        """Write a day: 2023年7月1日, 2023-07-01."""
        return self.text("date", day=day)

    def day(self, day: dt.date) -> str:
        """Write a day of a year that is clear: 7月1日, 07/01."""
        return self.text("day", day=day)

    def period(self, start: dt.date, end: dt.date) -> str:
        """Write a period; in Japanese the year once where it is one: 2023年7月1日～7月31日."""
        short = self.lang == "ja" and start.year == end.year
        return self.range(self.date(start), self.day(end) if short else self.date(end))

    def time(self, moment: str) -> str:
        """Write an ISO time; in Japanese by the clock of the machine, its distance from UTC named."""
        if self.lang != "ja":
            return moment
        local = dt.datetime.fromisoformat(moment).astimezone()
        offset = f"{local:%z}"  # +0900
        zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
        return f"{self.date(local)} {local:%H:%M}（{zone}）"

    # codes

    def joined(self, parts: Iterable[str], joiner: str = "list_joiner") -> str:
        """Join words by a joiner of the catalogue: ``list_joiner`` (、), ``label_joiner`` (・)."""
        return self.text(joiner).join(parts)

    def listed(self, parts: Iterable[str], joiner: str) -> str:
        """Join words as :meth:`joined` does; in English three or more by commas but the last: a, b and c."""
        *others, last = parts
        if self.lang == "ja" or len(others) < 2:
            return self.joined([*others, last], joiner)
        return self.joined([", ".join(others), last], joiner)

    def flags(self, flags: str | Iterable[Flag]) -> list[str]:
        """Word flags, in their order.

        Parameters
        ----------
        flags : str or iterable of Flag
            As a frame holds them, joined by ``;``, or the flags themselves.

        Raises
        ------
        ValueError
            There is no such flag.
        """
        held = flags_of(flags) if isinstance(flags, str) else frozenset(flags)
        return [self.text(f"flag_{flag.value}") for flag in Flag if flag in held]

    def target(self, comparison: str, end: str, unit: str | None = None) -> str:
        """Word a target of one end that is printed already: 60%以上; of a rank 3位以内."""
        rank = "_rank" if unit in RANKS and f"comparison_{comparison}_rank" in catalogue() else ""
        return self.text(f"comparison_{comparison}{rank}", target=end)

    def goal(self, target: Mapping[str, Any]) -> str:
        """Word a row of the ``targets`` frame: 60%以上, 40～60%, 10,000台以上; ``-`` where no end is known."""
        low, high, unit = target["low"], target["high"], target["unit"]

        def end(value: float) -> str:
            return f"{shortest(value)}%" if unit is None else f"{shortest(value, grouped=True)}{unit_after(unit)}"

        if low is None and high is None:
            return NONE
        if low is not None and high is not None:
            if target["high_open"]:
                return self.text("comparison_from_below", low=end(low), high=end(high))
            if low == high:
                return self.text("comparison_exactly", target=end(low))
            return self.text("comparison_between", low=shortest(low, grouped=unit is not None), high=end(high))
        return self.target(target["comparison"], end(low if low is not None else high), unit)

    def options(self, options: Mapping[str, Any]) -> list[str]:
        """Word how a run was called: 年度 2023, 信頼水準 95%, 文字コード 自動判別."""
        worded = []
        for name, value in options.items():
            code = f"ran_{name}" if value is not None else f"ran_{name}_none"
            if code not in catalogue():
                worded.append(f"{name}={value}")
                continue
            shown = f"{level_percent(value)}%" if name == "level" else value
            if name == "previous" and value is not None:
                shown = short_path(Path(value))
            worded.append(self.text(code, value=shown))
        return worded

    def role(self, role: str) -> str:
        """Word what a file was to a run: 定義, 回答."""
        return self.text(f"rep_role_{role}") if f"rep_role_{role}" in catalogue() else role


def words_of(result: Result, lang: str | None = None) -> Words:
    """Choose the words of a run's output: the plan's decimals, the run's level."""
    return Words.of(lang, decimals=result.plan.plan.decimals, level=result.level)


def interval_name(method: str, words: Words) -> str:
    """Name a method: Wilson の区間; one that was registered from outside has the name it was registered under."""
    code = f"interval_{method}"
    return words.text(code) if code in catalogue() else method
