"""Words of a target that have one meaning only with the indicator's good direction, and words that have several.

改善, 向上 and 悪化させない say better, not more: whether more or less is better stands at the indicator (``better``).
維持 and 並み do not say how far a value may move; a percent against last year is of points or of the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from kumin.definitions.lenient.scalars import plain
from kumin.definitions.lenient.words import literal_of
from kumin.numbers import DUST, exact, shortest


def _percent(match: re.Match[str]) -> str:
    """割 is ten percent, 分 beside it one."""
    return f"{shortest(exact(Decimal(match[1])) * 10 + int(match[2] or 0), most=DUST)}%"


_END = r"。?(?=$|[(、])"
_DO = rf"(?:する|させる|をめざす|を目指す|を図る)?{_END}"
_THAN = r"(?:よりも|より|から|に比べて?|比で?)?"
_UNIT = r"(%|ポイント|点|人|件|世帯|位|回)?"
_ALIKE = r"(?:と|の)?(?:並み|同程度|同等|同水準|水準|実績)"
_PAST = r"(?<=年度|前年|前回|昨年|実績)"
_UP = r"上昇|拡大|(?:引き)?上げる|高める|多く|高く|大きく"
_DOWN = r"低下|縮小|低減|(?:引き)?下げる|(?<!に)抑える|少なく|低く|小さく"
_SAME: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"対(前年度?)(?:比で?)?"), r"\1"),
    (re.compile(r"(\d+(?:\.\d+)?)割(?:(\d)分)?"), _percent),
    (re.compile(r"過半数(?!未満|以下)"), "50%超"),
    (re.compile(r"半数以上"), "50%以上"),
    (re.compile(rf"(?<=\d){_UNIT}(以上|以下)(?:の水準)?[をに]維持(?:する)?{_END}"), r"\1\2"),
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
    (re.compile(r"^(?:increase|up)$"), "増加"),
    (re.compile(r"^(?:decrease|reduce|down)$"), "減少"),
)
_NOT_WORSE = re.compile(
    rf"{_THAN}(?:悪化させない|悪化しない|維持(?:・|、|または|又は|もしくは|若しくは)(?:向上|改善)){_DO}"
)
_BETTER = re.compile(rf"(?P<than>{_THAN})(?P<word>改善|向上){_DO}")
_RANK = "位"

_PERCENT_STEP = re.compile(r"(?:より|から|に比べ|比)\d+(?:\.\d+)?%.*(?:増|減|上|下|改善|向上|縮小|拡大|低下)")
_STAYS = re.compile(r"(?:維持|並み|同程度|同等|同水準|横ばい|程度|約|maintain|keep|sameaslastyear)")
_OTHER_SOURCE = re.compile(r"(?:全国|大阪府|都|道|府|県|市|区|他区|他市)(?:内|全体|平均|の)*(?:平均|値|全体)")


def meant_of(text: str, around: Mapping[Any, Any]) -> str | None:
    """Put words that depend on what stands around them into words of one meaning; None where that is not known.

    Parameters
    ----------
    text : str
        The target.
    around : mapping
        The keys beside it and around it: ``better`` and ``unit`` of the indicator.

    Examples
    --------
    >>> meant_of("前年度より改善", {"better": "lower"}), meant_of("前年度より改善", {})
    ('前年度減らす', None)
    """
    words = _one_spelling(text)
    better = around.get("better")
    side = literal_of(better, ("higher", "lower")) if isinstance(better, str) else None
    if match := _NOT_WORSE.search(words):
        if side is None and "向上" not in match[0]:
            return None
        if side is None and _is_rank(around):
            return None
        end = "以下" if side == "lower" else "以上"
        return (words[: match.start()] or "前年度") + end + words[match.end() :]
    if match := _BETTER.search(words):
        if side is None and (match["word"] == "改善" or _is_rank(around)):
            return None
        way = "減らす" if side == "lower" else "増やす"
        return words[: match.start()] + way + words[match.end() :]
    return words


def question_of(text: str) -> str | None:
    """Return the message code that asks what words of several meanings mean; None where there is nothing to ask."""
    words = _one_spelling(text)
    if _PERCENT_STEP.search(words):
        return "target_percent_of_what"
    if _NOT_WORSE.search(words) or _BETTER.search(words):
        return "target_which_is_better"
    if _OTHER_SOURCE.search(words):
        return "target_of_other_source"
    return "target_stays_within" if _STAYS.search(words) else None


def _is_rank(around: Mapping[Any, Any]) -> bool:
    return str(around.get("unit", "")).strip() == _RANK


def _one_spelling(text: str) -> str:
    words = plain(text).replace(" ", "").replace("〜", "~").replace("～", "~")
    if words.isascii():
        words = words.casefold()
        for pattern, one in _ENGLISH:
            words = pattern.sub(one, words)
    for pattern, read in _SAME:
        words = pattern.sub(read, words)
    return words
