"""Words of a target in the spelling that targets are read in, and words that mean something only beside others.

改善, 向上 and 悪化させない say better, not more: whether more or less is better stands at the indicator (``better``),
as it does for a number alone (60％). A unit beside a number must be the indicator's: 3位以内 is no percent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from kumin.definitions.lenient.scalars import SIGNS, folded, plain
from kumin.definitions.lenient.targets import YEAR, spaceless, target_of, units_of, without_year
from kumin.definitions.lenient.words import literal_of
from kumin.numbers import DUST, exact, shortest

_KANJI = "〇一二三四五六七八九十"


def _tenths(match: re.Match[str]) -> str:
    """割 is ten percent, 分 beside it one."""
    tens = str(_KANJI.index(match[1])) if match[1] in _KANJI else match[1]
    return f"{shortest(exact(Decimal(tens)) * 10 + int(match[2] or 0), most=DUST)}%"


def _counted(match: re.Match[str]) -> str:
    """70 of 100 people is 70%: of so round a number nobody was asked."""
    return f"{shortest(100 * exact(Decimal(match[2])) / int(match[1]), most=DUST)}%"


def _times(match: re.Match[str]) -> str:
    """90% of last year is 0.9 times it."""
    return f"の{shortest(exact(Decimal(match[1])) / 100, most=DUST)}倍{match[2]}"


_END = r"。?(?=$|[(、])"
_DO = rf"(?:する|させる|へ|をめざす|を目指す|を図る)?{_END}"
_THAN = r"(?:よりも|より|から|に比べて?|比で?)?"
_UNIT = r"[^\d\s,.+\-~<>=以超未()]*?"
_NUMBER = rf"\d[\d,.{SIGNS}]*"
_ENDS = "以上|以下|以内|未満|超"
_ALIKE = r"(?:と|の)?(?:並み|同程度|同等|同水準|同率|水準|実績)"
_PAST = r"(?<=年度|前年|前回|昨年|実績)"
_AIM = (
    r"(?:の|を|と|に|で)?(?:水準)?(?:の|を)?(?:維持|確保|達成|実現|目標とする|目標|なること|あること|すること|とする)"
)
_UP = r"増加|上昇|拡大|(?:引き)?上げる|高める|多く|高く|大きく"
_DOWN = r"減少|削減|低下|縮小|低減|(?:引き)?下げる|(?<!に)抑える|少なく|低く|小さく"
_SAME: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"対(前年度?)(?:比で?)?(?!\d)"), r"\1"),
    (re.compile(r"対(?=前年)"), ""),
    (re.compile(r"(?<!\d)(10{1,3})人(?:中|のうち|に)、?(\d+)人"), _counted),
    (re.compile(r"パ[-ー]セント"), "%"),
    (re.compile(rf"(\d+(?:\.\d+)?|[{_KANJI[1:]}])割(?:(\d)分)?"), _tenths),
    (
        re.compile(
            rf"^(?:目標値?(?::|は)?|(?:毎年度?|各年度|常に|年間?|延べ|のべ)(?={_NUMBER}{_UNIT}(?:{_ENDS})(?:[をにとでのが(、]|$)))"
        ),
        "",
    ),
    (re.compile(rf"^(?:\d+点満点中|(?:満足度の?)?平均(?:点数?|値|得点)?(?:で|が|は)?)(?={_NUMBER}点)"), ""),
    (re.compile(r"\(\d+点満点(?:中)?\)$"), ""),
    (re.compile(r"過半数(?!未満|以上|以下)|半数(?:超|を超える)"), "50%超"),
    (re.compile(r"半数以上|(?<!の)半分以上"), "50%以上"),
    (re.compile(rf"(?<=以上|以下|以内|未満){_AIM}(?:する|を目指す|をめざす|を図る)?{_END}"), ""),
    (re.compile(rf"((?:を?(?:下回|上回)らない|を超えない|を(?:上|下)回る|を超える))こと{_END}"), r"\1"),
    (re.compile(rf"(?:\d+(?:区|市|町村|自治体|団体|位)中)?(?:上位)?(\d+)(?:位|区)以内{_END}"), r"\1位以内"),
    (re.compile(rf"{_PAST}の({_NUMBER})%(以上|以下){_END}"), _times),
    (re.compile(rf"{_PAST}の?半分"), "の0.5倍"),
    (re.compile(rf"{_PAST}(?:の|から|より)?半減(?:する|させる)?{_END}"), "の0.5倍以下"),
    (re.compile(rf"{_PAST}(?:の|から|より)?倍増(?:する|させる)?{_END}"), "の2倍以上"),
    (re.compile(rf"(?<![~\-からと→\d.,])({_NUMBER}{_UNIT})(?:まで|に|へ)(?:{_UP}|増やす){_DO}"), r"\1以上"),
    (re.compile(rf"(?<![~\-からと→\d.,])({_NUMBER}{_UNIT})(?:まで|に|へ)(?:{_DOWN}|減らす|抑える){_DO}"), r"\1以下"),
    (re.compile(rf"{_ALIKE}(以上|以下){_END}"), r"\1"),
    (re.compile(rf"{_THAN}(?:減らさない|下げない|低下させない|減少させない|を下回らない){_END}"), "以上"),
    (re.compile(rf"{_THAN}(?:増やさない|上げない|上昇させない|増加させない|を上回らない|を超えない){_END}"), "以下"),
    (re.compile(rf"(?:{_UP}|{_PAST}より(?:多い|高い|大きい)){_DO}"), "増やす"),
    (re.compile(rf"(?:{_DOWN}|{_PAST}より(?:少ない|低い|小さい)){_DO}"), "減らす"),
)
"""Spellings of one meaning, and the one that targets are read in."""
_ENGLISH = (
    (re.compile(r"(?:an?)?improve(?:ment)?(?:on|over|from)?((?:lastyear|thepreviousyear)?)$"), r"\1改善"),
    (re.compile(r"(?:donot|not|no)(?:get)?wors(?:en|e)(?:than)?((?:lastyear|thepreviousyear)?)$"), r"\1悪化させない"),
    (re.compile(r"(?:atleast|notbelow|nolessthan|notlessthan)(lastyear|thepreviousyear)$"), r"\1以上"),
    (re.compile(r"(?:atmost|notabove|nomorethan|notmorethan)(lastyear|thepreviousyear)$"), r"\1以下"),
    (re.compile(r"(?:higher|more|greater|above)(?:than)?(lastyear|thepreviousyear)$"), r"\1増やす"),
    (re.compile(r"(?:lower|less|fewer|below)(?:than)?(lastyear|thepreviousyear)$"), r"\1減らす"),
    (re.compile(r"^(?:noless|notless)than(?=\d)"), "atleast"),
    (re.compile(r"^(?:nomore|notmore)than(?=\d)"), "atmost"),
    (re.compile(r"^between(\d+(?:\.\d+)?)%?and(?=\d)"), r"\1-"),
    (re.compile(r"^(?:increase|up)$"), "増加"),
    (re.compile(r"^(?:decrease|reduce|down)$"), "減少"),
)
NOT_WORSE = re.compile(
    rf"{_THAN}(?:悪化させない|悪化しない|維持(?:・|、|または|又は|もしくは|若しくは)(?:向上|改善)){_DO}"
)
BETTER = re.compile(rf"(?P<than>{_THAN})(?P<word>改善|向上){_DO}")
_ALONE = re.compile(rf"({_NUMBER})(?P<unit>{_UNIT})(?:まで|を?達成)?(?:{_DO}|にする。?)")
_RANK = "位"
_PERCENTS = {"%", "percent"}
_LEVELS = {"at_least", "more_than", "at_most", "less_than"}
_UNKNOWN = {"%", "点"}
"""Units of a number alone where the indicator's is not known."""


def meant_of(text: str, around: Mapping[Any, Any]) -> str | None:
    """Put words that depend on what stands around them into words of one meaning; None where that is not known.

    Parameters
    ----------
    text : str
        The target.
    around : mapping
        The keys beside it and around it: ``better`` and ``unit`` of the indicator, and what it measures.

    Examples
    --------
    >>> meant_of("前年度より改善", {"better": "lower"}), meant_of("前年度より改善", {})
    ('前年度減らす', None)
    >>> meant_of("60％", {"better": "higher"}), meant_of("3位以内", {"unit": "%"})
    ('60%以上', None)
    """
    words = _with_direction(without_unit(spelled(text), around), around)
    if words is None or strange_unit(words, around) is not None or may_be_fraction(words, around):
        return None
    return words


def _with_direction(words: str, around: Mapping[Any, Any]) -> str | None:
    """Write more or less in place of better, and an end beside a number alone."""
    side = better_side(around)
    end, way = ("以下", "減らす") if side == "lower" else ("以上", "増やす")
    if match := NOT_WORSE.search(words):
        if side is None and ("向上" not in match[0] or _is_rank(around)):
            return None
        return (words[: match.start()] or "前年度") + end + words[match.end() :]
    if match := BETTER.search(words):
        if side is None and (match["word"] == "改善" or _is_rank(around)):
            return None
        return words[: match.start()] + way + words[match.end() :]
    if (alone := stands_alone(words, around)) is not None:
        return None if side is None else words.replace(alone[0], f"{alone[1]}{alone['unit']}{end}")
    return words


def better_side(around: Mapping[Any, Any]) -> str | None:
    """Return which side is better, where the indicator says so."""
    better = around.get("better")
    return literal_of(better, ("higher", "lower")) if isinstance(better, str) else None


def stands_alone(words: str, around: Mapping[Any, Any]) -> re.Match[str] | None:
    """Match a number that says nothing of its end: 60％, 令和8年度に60％, 70％まで; None of other words."""
    match = _ALONE.fullmatch(without_year(words))
    return match if match is not None and (not match["unit"] or _is_unit(match["unit"], around)) else None


def strange_unit(words: str, around: Mapping[Any, Any]) -> str | None:
    """Return a unit in the words that is not the indicator's; None where there is none or the indicator's is open."""
    if unit_of(around) is None:
        return None
    return next((unit for unit in units_of(words) if not _is_unit(unit, around)), None)


def may_be_fraction(words: str, around: Mapping[Any, Any]) -> bool:
    """Whether a percent is written below 1 and without its sign: 0.6 may be 0.6% or, as a spreadsheet has it, 60%."""
    if unit_of(around) not in _PERCENTS or units_of(words):
        return False
    alone, rule = stands_alone(words, around), target_of(words) or {}
    ends = [alone[1]] if alone and not alone["unit"] else [rule[key] for key in _LEVELS & rule.keys()]
    return any(0 < exact(Decimal(str(end))) < 1 for end in ends if isinstance(end, int | float | str))


def _is_unit(given: str, around: Mapping[Any, Any]) -> bool:
    """Whether a unit is the indicator's, or begins as it does: 回 of 回／年. One that is not known may be of points."""
    own, given = unit_of(around), folded(given)
    if own is None:
        return given in _UNKNOWN
    if folded(own) in _PERCENTS:
        return given in _PERCENTS
    return folded(own).startswith(given) or given.startswith(folded(own))


def unit_of(around: Mapping[Any, Any]) -> str | None:
    """Return the unit that an indicator's values are in; None where its definition does not tell by itself."""
    unit = str(around.get("unit") or "").strip()
    if unit:
        return unit
    shares = "positive" in around or "survey" not in around
    return "%" if around and shares and not {"parts", "combine", "pool", "points"} & set(around) else None


def without_unit(words: str, around: Mapping[Any, Any]) -> str:
    """Drop the indicator's unit where it begins with a sign of thousands: 12億円 in 億円 is 12."""
    unit = plain(str(around.get("unit") or ""))
    return re.sub(rf"(?<=[\d.])\s*{re.escape(unit)}", "", words) if unit and unit[0] in SIGNS else words


def _is_rank(around: Mapping[Any, Any]) -> bool:
    return str(around.get("unit", "")).strip() == _RANK


def spelled(text: str) -> str:
    """Return the words in the spelling that targets are read in, without spaces."""
    words = spaceless(re.sub(rf"^({YEAR})(?: +|: *)(?=\d)", r"\1までに", plain(text)))
    if words.isascii():
        words = words.casefold()
        for pattern, one in _ENGLISH:
            words = pattern.sub(one, words)
    for pattern, read in _SAME:
        words = pattern.sub(read, words)
    return words
