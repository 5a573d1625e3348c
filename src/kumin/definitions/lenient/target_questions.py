"""What a target in words leaves open, by the code of the question that asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kumin.definitions.lenient.target_words import (
    BETTER,
    NOT_WORSE,
    better_side,
    may_be_fraction,
    spelled,
    stands_alone,
    strange_unit,
    without_unit,
)
from kumin.definitions.lenient.targets import YEAR, without_year

_N = r"\d+(?:\.\d+)?"
_LEVEL = rf"{_N}(?:%|点|人|件|世帯|位|回)?(?:\([^)]*\))?"
_WAY = re.compile(rf"{_LEVEL}(?:から|→|⇒|➡)(?:{YEAR}(?:に|までに)?)?{_LEVEL}")
_YEARS = re.compile(rf"{YEAR}(?:までに|は|に|:)?{_N}.*{YEAR}(?:までに|は|に|:)?{_N}")
_EACH_YEAR = re.compile(
    rf"ずつ|(?:毎年度?|各年度?|^年(?:間|に)?){_N}.*(?:増|減|上|下|向上|改善)|(?:each|every|per)year"
)
_OVER_YEARS = re.compile(
    rf"{_N}(?:[かカヶヵ箇ケ]年|年間?)の?(?:移動)?(?:平均|累計|合計|通算)|期間(?:中|内|全体)?の?(?:平均|累計|合計)|直近|過去"
)
_OTHER_SOURCE = re.compile(
    r"(?:全国|大阪府|都|道|府|県|市|区|他区|他市)(?:内|全体|平均|の)*(?:平均|値|全体)|国の(?:目標|基準|平均)"
    r"|(?:national|city|prefectural)average"
)
_DIFFERENCE = re.compile(r"(?<!偏)差|(?:gap|difference)")
_SEVERAL = re.compile(
    r"かつ|または|又は|及び|および|いずれも|それぞれ|すべて|全て|男.*女|女.*男|(?:以上|以下|未満|超)、.*(?:以上|以下|未満|超)|and(?:atleast|atmost|no|last)"
)
_PERCENT_STEP = re.compile(
    rf"(?:より|から|に比べ|比){_N}%.*(?:増|減|上|下|改善|向上|縮小|拡大|低下|以上|以下|$)"
    rf"|^[+\-]?{_N}%(?:以上)?(?:増|減|削減|向上|改善|上昇|低下)|(?:increase|decrease|up|down)(?:by)?{_N}%"
)
_STAYS = re.compile(
    r"維持|並み|同程度|同等|同水準|同率|横ばい|程度|約|概ね|おおむね|ほぼ|前後|台$|弱$|強$|maintain|keep|sameaslastyear|about|around"
)
_SINCE = re.compile(
    rf"(?<!\()(?:基準|策定|現状|現在|当初)|(?:年度?|前回)\(|半減|半分|倍増|{_N}倍|^[+\-]{_N}|^{_N}(?:%|ポイント|点|pt|points?)(?:以上)?(?:増|減|上昇|低下|拡大|縮小)"
    r"|halve|double|(?:increase|decrease|up|down)(?:by)?\d|points?(?:more|above|less|below|up|down)"
)


def question_of(text: str, around: Mapping[Any, Any]) -> str | None:
    """Return the message code that asks what words of several meanings mean; None where there is nothing to ask.

    Examples
    --------
    >>> question_of("維持", {}), question_of("60％", {}), question_of("60％", {"better": "higher"})
    ('target_stays_within', 'target_which_end', None)
    """
    words = without_unit(spelled(text), around)
    if (code := _of_numbers(words, around)) is not None:
        return code
    for pattern, code in (
        (_WAY, "target_from_to"), (_YEARS, "target_several_years"), (_EACH_YEAR, "target_each_year"),
        (_OVER_YEARS, "target_over_years"), (_OTHER_SOURCE, "target_of_other_source"),
        (_DIFFERENCE, "target_of_difference"), (_SEVERAL, "target_several"), (_PERCENT_STEP, "target_percent_of_what"),
    ):  # fmt: skip
        if pattern.search(words):
            return code
    if better_side(around) is None:
        if NOT_WORSE.search(words) or BETTER.search(words):
            return "target_which_is_better"
        if stands_alone(words, around) is not None:
            return "target_which_end"
    if _STAYS.search(without_year(words)):
        return "target_stays_within"
    return "target_from_which_year" if _SINCE.search(words) else None


def _of_numbers(words: str, around: Mapping[Any, Any]) -> str | None:
    """Return the question about the numbers in the words themselves, and their units."""
    if strange_unit(words, around) is not None:
        return "target_unit"
    return "target_fraction" if may_be_fraction(words, around) else None
